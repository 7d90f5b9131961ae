//! Contradiction: one claim denies, reverses or excludes the other.
//!
//! Polarity is counted, not looked up: an odd number of negations and negative verbs turns a claim round
//! (the parity rule of natural logic, MacCartney and Manning 2009), and so does a word that stands against
//! a word of the other claim. Two turns cancel: "not closed" agrees with "open".

use super::{Evidence, Pair, Rule, governed};
use crate::feature::{Features, Marker};
use crate::math::flag;
use crate::report::Kind;
use crate::text::Span;

/// The rule.
pub const RULE: Rule = Rule {
    kind: Kind::Contradiction,
    signals: &[
        "denied_word_shared",
        "polarity_differs",
        "antonyms_oppose",
        "antonyms_cancel",
        "one_side_negates",
        "outright_denial",
        "turned_in_like_words",
        "turned_in_same_words",
    ],
    read,
};

fn read(pair: &Pair<'_>) -> Evidence {
    let (x, y) = (pair.x(), pair.y());
    let denied: Vec<(&Marker, Side)> =
        unmatched(x, y).map(|m| (m, Side::A)).chain(unmatched(y, x).map(|m| (m, Side::B))).collect();
    let opposed = opposed(x, y);
    // A negative verb that stands against a word of the other claim ("opposed" against "welcomed") is one
    // turn, not two.
    let turns = |f: &Features, spent: Option<Span>| {
        f.negations.iter().filter(|m| !spent.is_some_and(|s| s.overlaps(m.span))).count()
    };
    let odd = (turns(x, opposed.map(|o| o.0)) + turns(y, opposed.map(|o| o.1))) % 2 == 1;
    let one = x.negations.is_empty() != y.negations.is_empty();
    let outright = |f: &Features| f.negations.iter().any(|m| m.entry.list == crate::lexicon::List::NegativeVerb);
    let reversed = opposed.is_some() && !odd;
    let turned = reversed || (odd && opposed.is_none());
    let mut evidence = Evidence {
        signals: vec![
            flag(!denied.is_empty()),
            flag(odd),
            flag(reversed),
            flag(opposed.is_some() && odd),
            flag(one),
            flag(outright(x) != outright(y)),
            if turned { likeness(x, y) } else { 0.0 },
            flag(turned && all_shared(x, y) && all_shared(y, x)),
        ],
        ..Evidence::default()
    };
    let (source_a, source_b) = pair.sources();
    if let Some((p, q)) = opposed.filter(|_| reversed) {
        evidence.trigger = "opposite";
        evidence.explanation =
            format!("{source_a} says {:?} where {source_b} says {:?}.", pair.words_a(p), pair.words_b(q));
        evidence.a.push(p);
        evidence.b.push(q);
    } else if odd || !denied.is_empty() {
        evidence.trigger = "negation";
        evidence.a.extend(marks(x, &denied, Side::A));
        evidence.b.extend(marks(y, &denied, Side::B));
        let said = |words: Vec<&str>| words.iter().map(|w| format!("{w:?}")).collect::<Vec<_>>().join(", ");
        let a = said(evidence.a.iter().map(|s| pair.words_a(*s)).collect());
        let b = said(evidence.b.iter().map(|s| pair.words_b(*s)).collect());
        evidence.explanation = match (a.is_empty(), b.is_empty()) {
            (false, true) => format!("{source_a} denies or excludes ({a}) what {source_b} states."),
            (true, false) => format!("{source_b} denies or excludes ({b}) what {source_a} states."),
            _ => format!("{source_a} ({a}) and {source_b} ({b}) deny different things of the same matter."),
        };
    }
    evidence
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    A,
    B,
}

/// Whether every content word of `x` is in `y` too, but for those that turn it round.
fn all_shared(x: &Features, y: &Features) -> bool {
    let turns = |span: Span| x.negations.iter().chain(&x.antonyms).any(|m| m.span.overlaps(span));
    !x.terms.is_empty() && x.terms.iter().all(|t| y.term(t.stem).is_some() || turns(t.span))
}

/// How much of the claim with fewer words the other repeats, 0..1, by weight: one that turns round what it
/// repeats hardly means anything else.
fn likeness(x: &Features, y: &Features) -> f64 {
    let least = x.mass().min(y.mass());
    if least > 0.0 { f64::from((x.common_mass(y) / least).min(1.0)) } else { 0.0 }
}

/// Negations of `x` that govern a word which `y` has too, without denying it.
fn unmatched<'a>(x: &'a Features, y: &'a Features) -> impl Iterator<Item = &'a Marker> {
    x.negations.iter().filter(|m| {
        governed(x, m).is_some_and(|t| {
            y.term(t.stem).is_some() && !y.negations.iter().any(|n| governed(y, n).is_some_and(|u| u.stem == t.stem))
        })
    })
}

/// The negations to show: those that deny a shared word, or else all.
fn marks(f: &Features, denied: &[(&Marker, Side)], side: Side) -> Vec<Span> {
    let mut own: Vec<Span> = denied.iter().filter(|(_, s)| *s == side).map(|(m, _)| m.span).collect();
    if denied.is_empty() {
        own = f.negations.iter().map(|m| m.span).collect();
    }
    own
}

/// The first words of `x` and `y` that stand on opposite sides of an antonym group of which neither has both.
fn opposed(x: &Features, y: &Features) -> Option<(Span, Span)> {
    let has =
        |f: &Features, group: u16, side: u8| f.antonyms.iter().any(|m| m.entry.group == group && m.entry.side == side);
    let mut found: Vec<(Span, Span)> = Vec::new();
    for p in &x.antonyms {
        for q in y.antonyms.iter().filter(|q| q.entry.group == p.entry.group && q.entry.side != p.entry.side) {
            if !has(x, q.entry.group, q.entry.side) && !has(y, p.entry.group, p.entry.side) {
                found.push((p.span, q.span));
            }
        }
    }
    // The longest words tell most; the choice does not depend on the side.
    found.into_iter().max_by_key(|(p, q)| (p.len() + q.len(), p.len().min(q.len())))
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;
    use super::RULE;

    fn signals(a: &str, b: &str) -> Vec<f64> {
        read(&RULE, a, b).signals
    }

    #[test]
    fn a_denied_word_turns_the_claim_round() {
        let e = read(&RULE, "The crew did not ignore the warning.", "The crew ignored the warning.");
        assert_eq!(e.trigger, "negation");
        let s = signals("The two sides did not announce the treaty.", "The two sides announced the treaty.");
        assert_eq!((s[0], s[1]), (1.0, 1.0));
    }

    #[test]
    fn opposites_reverse_and_two_turns_cancel() {
        let e = read(&RULE, "The bridge was closed on Friday.", "The bridge was open on Friday.");
        assert_eq!((e.signals[2], e.trigger), (1.0, "opposite"));
        let s = signals("The bridge was not closed on Friday.", "The bridge was open on Friday.");
        assert_eq!((s[2], s[3]), (0.0, 1.0));
        let s = signals("Farmers opposed the new tariff.", "Farmers welcomed the new tariff.");
        assert_eq!(s[2], 1.0);
    }

    #[test]
    fn agreement_in_polarity_is_no_signal() {
        let s = signals("Nobody was hurt in the blast.", "No one was hurt in the blast.");
        assert_eq!((s[1], s[2]), (0.0, 0.0));
        assert!(read(&RULE, "The talks were useful.", "The talks were useful.").explanation.is_empty());
    }

    #[test]
    fn failed_to_denies() {
        let s = signals("The mission failed to reach the moon.", "The mission reached the moon.");
        assert_eq!(s[1], 1.0);
    }
}
