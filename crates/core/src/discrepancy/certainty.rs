//! Certainty: the same content at another strength.
//!
//! Levels of commitment follow the epistemic and deontic scales of modality research (Saurí and Pustejovsky
//! 2009): 4 decided or established, 3 intended or promised, 2 wished or advised, 1 open. The weakest marker
//! of a claim holds, since it governs what stands after it.

use super::{Evidence, Pair, Rule};
use crate::feature::{Features, Marker};
use crate::math::flag;
use crate::report::Kind;
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    kind: Kind::Certainty,
    signals: &["levels_differ", "levels_far_apart", "one_side_open", "one_side_marked", "marked_unalike"],
    read,
};

fn read(pair: &Pair<'_>) -> Evidence {
    let (x, y) = (pair.x(), pair.y());
    let (p, q) = (x.commitment(), y.commitment());
    let gap = (p - q).abs();
    let marked = |f: &Features| !f.modality.is_empty();
    let mut evidence = Evidence {
        signals: vec![
            flag(gap >= 1),
            flag(gap >= 2),
            flag(gap >= 1 && p.min(q) == 1),
            flag(marked(x) != marked(y)),
            flag(marked(x) && marked(y) && gap >= 1),
        ],
        ..Evidence::default()
    };
    if gap >= 1 {
        let (m, n) = (weakest(x), weakest(y));
        let (source_a, source_b) = pair.sources();
        evidence.trigger = "commitment";
        evidence.a.extend(m.map(|m| m.span));
        evidence.b.extend(n.map(|n| n.span));
        let said = |words: Option<&str>, level: i32| match words {
            Some(words) => format!("{} ({words:?})", put(level)),
            None => put(level).to_string(),
        };
        evidence.explanation = format!(
            "{source_a} puts it {}, {source_b} {}.",
            said(m.map(|m| pair.words_a(m.span)), p),
            said(n.map(|n| pair.words_b(n.span)), q),
        );
    }
    evidence
}

fn put(level: i32) -> &'static str {
    match level {
        1 => "as open",
        2 => "as a wish, advice or likelihood",
        3 => "as intended or promised",
        _ => "as done or established",
    }
}

/// The marker that sets the level; the first of them.
fn weakest(f: &Features) -> Option<&Marker> {
    f.modality.iter().min_by_key(|m| (m.entry.level, m.span) as (i32, Span))
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;
    use super::RULE;

    #[test]
    fn agreed_is_more_than_discussed() {
        let e = read(&RULE, "They agreed to open a rail link.", "They discussed opening a rail link.");
        assert_eq!(e.signals[..3], [1.0, 1.0, 1.0]);
        assert_eq!(e.explanation, "A puts it as done or established (\"agreed\"), B as open (\"discussed\").");
    }

    #[test]
    fn equal_strength_in_other_words_is_none() {
        let e = read(&RULE, "The firm may sell the plant.", "The firm is considering a sale of the plant.");
        assert_eq!(e.signals[0], 0.0);
        assert!(e.explanation.is_empty());
    }
}
