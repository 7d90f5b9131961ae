//! Framing: the same thing named or painted in loaded words that differ.

use super::{Evidence, Pair, Rule};
use crate::feature::{Features, Marker};
use crate::math::flag;
use crate::report::Kind;
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    kind: Kind::Framing,
    signals: &[
        "named_in_other_colours",
        "one_side_loaded",
        "loaded_against",
        "much_loaded",
        "tone_differs",
        "tone_high",
    ],
    read,
};

fn read(pair: &Pair<'_>) -> Evidence {
    let (x, y) = (pair.x(), pair.y());
    let named = named(x, y);
    let (own_x, own_y) = (alone(x, y), alone(y, x));
    let sign = |m: &[&Marker]| m.iter().map(|m| i32::from(m.entry.sign)).sum::<i32>().signum();
    let against = sign(&own_x) * sign(&own_y) < 0;
    // The word that is most loaded on either side, unless the other side uses it too.
    let tone =
        |f: &Features, g: &Features| f.most_loaded().filter(|t| g.term(t.stem).is_none()).map(|t| (t.loaded, t.span));
    let (most_x, most_y) = (tone(x, y), tone(y, x));
    let (tone_x, tone_y) = (most_x.map_or(0.0, |t| t.0), most_y.map_or(0.0, |t| t.0));
    let mut evidence = Evidence {
        signals: vec![
            flag(named.is_some()),
            flag(own_x.is_empty() != own_y.is_empty()),
            flag(against),
            flag(own_x.len().max(own_y.len()) >= 2),
            f64::from((tone_x - tone_y).abs()),
            f64::from(tone_x.max(tone_y)),
        ],
        ..Evidence::default()
    };
    let (source_a, source_b) = pair.sources();
    if let Some((p, q)) = named {
        evidence.trigger = "naming";
        evidence.a.push(p);
        evidence.b.push(q);
        evidence.explanation = format!("{source_a} calls it {:?}, {source_b} {:?}.", pair.words_a(p), pair.words_b(q));
    } else if !own_x.is_empty() || !own_y.is_empty() || tone_x.max(tone_y) >= LOADED {
        let spans = |m: &[&Marker], most: Option<(f32, Span)>| {
            let listed = m.iter().map(|m| m.span);
            let near = most.filter(|(l, s)| *l >= LOADED && !m.iter().any(|m| m.span.overlaps(*s))).map(|(_, s)| s);
            listed.chain(near).collect::<Vec<Span>>()
        };
        (evidence.a, evidence.b) = (spans(&own_x, most_x), spans(&own_y, most_y));
        let said = |words: Vec<&str>| words.iter().map(|w| format!("{w:?}")).collect::<Vec<_>>().join(", ");
        let a = said(evidence.a.iter().map(|s| pair.words_a(*s)).collect());
        let b = said(evidence.b.iter().map(|s| pair.words_b(*s)).collect());
        evidence.trigger = "loaded";
        evidence.explanation = match (a.is_empty(), b.is_empty()) {
            (false, true) => format!("{source_a} colours it ({a}); {source_b} does not use such words."),
            (true, false) => format!("{source_b} colours it ({b}); {source_a} does not use such words."),
            _ => format!("{source_a} colours it {a}, {source_b} {b}."),
        };
    }
    evidence
}

/// From this likelihood on, a word that no list holds is told as loaded.
const LOADED: f32 = 0.8;

/// Words of one naming group with different signs, where neither side uses the other's word as well.
fn named(x: &Features, y: &Features) -> Option<(Span, Span)> {
    let has = |f: &Features, m: &Marker| {
        f.framing.iter().any(|o| o.entry.group == m.entry.group && o.entry.sign == m.entry.sign)
    };
    let mut found: Vec<(Span, Span)> = Vec::new();
    for p in &x.framing {
        for q in y.framing.iter().filter(|q| q.entry.group == p.entry.group && q.entry.sign != p.entry.sign) {
            if !has(y, p) && !has(x, q) {
                found.push((p.span, q.span));
            }
        }
    }
    found.into_iter().max_by_key(|(p, q)| (p.len() + q.len(), p.len().min(q.len())))
}

/// Loaded words of `x` that `y` does not use.
fn alone<'a>(x: &'a Features, y: &Features) -> Vec<&'a Marker> {
    let hashes: Vec<u64> = y.loaded.iter().map(|m| m.stem).collect();
    x.loaded.iter().filter(|m| !hashes.contains(&m.stem)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;
    use super::RULE;

    #[test]
    fn names_of_one_thing_in_other_colours_are_told() {
        let e = read(&RULE, "The army began its operation at dawn.", "The army began its invasion at dawn.");
        assert_eq!((e.signals[0], e.trigger), (1.0, "naming"));
        assert_eq!(e.explanation, "A calls it \"operation\", B \"invasion\".");
    }

    #[test]
    fn loaded_words_on_one_side_are_told() {
        let e = read(
            &RULE,
            "Officers moved the crowd out of the square.",
            "Officers brutally moved the crowd out of the square.",
        );
        let loaded = read(&RULE, "The vote was held on Friday.", "The shameful vote was held on Friday.");
        assert_eq!((loaded.signals[1], loaded.trigger), (1.0, "loaded"));
        assert_eq!(e.signals[2], 0.0);
    }

    #[test]
    fn the_same_words_are_no_difference() {
        let e = read(&RULE, "The shameful vote was held on Friday.", "A shameful vote was held on Friday.");
        assert!(e.explanation.is_empty());
    }
}
