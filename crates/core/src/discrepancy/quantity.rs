//! Quantity: the same fact with another number, amount, date, time, duration, rank or count.
//!
//! Figures are compared within one dimension and in one unit, as ranges: "at least 900", "about 400" and
//! "between six and eight" allow what they allow, and rounding is no difference. Plain counts are of one thing if they
//! share a word of what is counted. Across languages no word is shared: there they are if each side has but one count, both
//! are more than one (an article in many a language), and neither is ten times the other.

use super::{Evidence, Pair, Rule};
use crate::feature::{Amount, Dimension, Features};
use crate::math::flag;
use crate::report::Kind;

/// The rule.
pub const RULE: Rule = Rule {
    kind: Kind::Quantity,
    signals: &[
        "figures_conflict",
        "same_thing_counted",
        "other_figures_match",
        "counts_differ",
        "one_side_only",
        "far_apart",
    ],
    read,
};

fn read(pair: &Pair<'_>) -> Evidence {
    let (x, y) = (pair.x(), pair.y());
    let clashes = clashes(x, y);
    let one = |f: &Features| f.amounts.iter().filter(|p| p.dimension == Dimension::Count).count() == 1;
    let only = pair.a.account.lang != pair.b.account.lang && one(x) && one(y);
    let sure: Vec<&(&Amount, &Amount)> = clashes.iter().filter(|(p, q)| kin(p, q) || (only && like(p, q))).collect();
    let matched = x.amounts.iter().any(|p| y.amounts.iter().any(|q| p.dimension == q.dimension && p.compatible(q)));
    let far = clashes.iter().any(|(p, q)| {
        let (least, most) = (p.value.min(q.value), p.value.max(q.value));
        least * 1.5 < most
    });
    let mut evidence = Evidence {
        signals: vec![
            flag(sure.iter().any(|(p, _)| p.dimension != Dimension::Count)),
            flag(sure.iter().any(|(p, _)| p.dimension == Dimension::Count)),
            flag(!clashes.is_empty() && matched),
            flag(!clashes.is_empty() && sure.is_empty()),
            flag(x.amounts.is_empty() != y.amounts.is_empty()),
            flag(!clashes.is_empty() && far),
        ],
        ..Evidence::default()
    };
    if let Some((p, q)) = sure.first().copied().or(clashes.first()) {
        let (source_a, source_b) = pair.sources();
        evidence.trigger = trigger(p.dimension);
        evidence.a.push(p.span);
        evidence.b.push(q.span);
        evidence.explanation =
            format!("{source_a} gives {:?}, {source_b} gives {:?}.", pair.words_a(p.span), pair.words_b(q.span));
    }
    evidence
}

/// Amounts of one dimension that can't both hold, each without a fitting counterpart of its own.
fn clashes<'a>(x: &'a Features, y: &'a Features) -> Vec<(&'a Amount, &'a Amount)> {
    let alone = |p: &Amount, f: &Features| !f.amounts.iter().any(|q| p.dimension == q.dimension && p.compatible(q));
    let mut out = Vec::new();
    for p in x.amounts.iter().filter(|p| alone(p, y)) {
        for q in y.amounts.iter().filter(|q| q.dimension == p.dimension && alone(q, x)) {
            out.push((p, q));
        }
    }
    // Sure things first, then in an order that does not depend on the side.
    out.sort_by(|(p, q), (r, s)| {
        let sum = |a: &Amount, b: &Amount| a.value + b.value;
        kin(r, s).cmp(&kin(p, q)).then(sum(r, s).total_cmp(&sum(p, q)))
    });
    out
}

/// Whether two figures count the same thing: all but plain counts do within a dimension.
fn kin(p: &Amount, q: &Amount) -> bool {
    p.dimension != Dimension::Count || p.of.iter().any(|s| q.of.contains(s)) || (p.of.is_empty() && q.of.is_empty())
}

/// Whether two counts whose words can't be compared may be of one thing.
fn like(p: &Amount, q: &Amount) -> bool {
    let (least, most) = (p.value.min(q.value), p.value.max(q.value));
    least > 1.0 && most < 10.0 * least
}

fn trigger(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Day | Dimension::Year => "date",
        Dimension::Clock => "time",
        Dimension::Duration => "duration",
        Dimension::Rank => "rank",
        Dimension::Count => "count",
        Dimension::Money => "money",
        _ => "measure",
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;
    use super::{Pair, RULE};
    use crate::embed::table::Table;
    use crate::{Account, Analysis};

    fn trigger(a: &str, b: &str) -> &'static str {
        read(&RULE, a, b).trigger
    }

    #[test]
    fn figures_that_cannot_both_hold_clash() {
        let e = read(&RULE, "More than 900 dockers walked out.", "About 400 dockers walked out.");
        assert_eq!((e.signals[1], e.trigger), (1.0, "count"));
        assert_eq!(e.explanation, "A gives \"More than 900\", B gives \"About 400\".");
        assert_eq!(trigger("They met on 3 May.", "They met on 4 May."), "date");
        assert_eq!(trigger("It began at 9 a.m. sharp.", "It began at 11.30 a.m. sharp."), "time");
        assert_eq!(trigger("The rise is 6 per cent.", "The rise is four per cent."), "measure");
        assert_eq!(trigger("The talks took three hours.", "The talks took 90 minutes."), "duration");
    }

    #[test]
    fn lone_counts_compare_across_languages() {
        let count = |a: &str, b: &str| {
            let read = |id: &str, t: &str| Analysis::new(&Account::new(id, t), Table::embedded());
            let (a, b) = (read("A", a), read("B", b));
            (RULE.read)(&Pair { a: &a, i: 0, b: &b, j: 0 }).signals[1]
        };
        assert_eq!(count("The blast left 30 sailors hurt.", "爆炸造成四十名船员受伤。"), 1.0);
        assert_eq!(count("The blast left 30 sailors hurt.", "爆炸造成一名船员受伤。"), 0.0);
        assert_eq!(count("The blast left 30 sailors hurt on 5 boats.", "爆炸造成四十名船员受伤。"), 0.0);
    }

    #[test]
    fn what_rounding_units_or_bounds_allow_is_no_difference() {
        assert_eq!(trigger("At least 900 dockers walked out.", "Some 1,200 dockers walked out."), "");
        assert_eq!(trigger("The fence is 2 km long.", "The fence is 2,000 metres long."), "");
        assert_eq!(trigger("The talks took two hours.", "The talks took 120 minutes."), "");
        assert_eq!(trigger("They met on 3 May.", "They met on 3 May 2031."), "");
    }
}
