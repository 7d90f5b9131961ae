//! How far two annotators agree beyond chance: Krippendorff's alpha for nominal values (Krippendorff 2011, "Computing
//! Krippendorff's Alpha-Reliability").
//!
//! Alpha needs units that each annotator gives a value to, while annotators of a case choose for themselves what they quote.
//! So a unit is a **stretch of one account that a label quotes**, seen within one pair of accounts:
//!
//! 1. Within a pair of accounts, every quote of every label is a stretch of its account with the label's kind as its value; a
//!    label of two quotes gives two stretches, an omission one.
//! 2. The stretches of the two annotators on one account are matched one to one, so that the sum of their overlaps (Dice over
//!    word positions, as the scorer counts them) is greatest; stretches of less than 0.25 overlap are never matched. Where
//!    matchings are equally good, the one with more equal kinds is taken: a clause that stands in two labels is then held
//!    against the right one of them.
//! 3. Two matched stretches are one unit with two values. A stretch without a match is a unit that only one annotator saw.
//!
//! [`Alpha::kinds`] takes a unit that only one annotator saw as one with a missing value, which takes no part: it says how far
//! they agree on the kind where both see a claim. [`Alpha::stretches`] takes "not quoted" as a value like the kinds: it says how
//! far they agree on what to quote as well, and is the stricter one, since there are no units that neither quotes.
//!
//! A label of two quotes gives two units, an omission one, and the two are no independent answers: alpha tells how far
//! annotators agree, not how sure that figure is. Both are the same whichever annotator comes first, as far as the matching leaves no ties. `also` takes no part.

use super::matching::{MIN_DICE, Words, dice, pairs};
use super::{ByPair, EvalError, Read, Text, by_pair};
use crate::labels::Label;
use crate::report::Kind;
use std::collections::{BTreeMap, BTreeSet};

/// So little that it decides between equal matchings alone.
const SAME_KIND: f64 = 1e-6;

/// A unit: the kinds that the two annotators give it; `None` where one does not quote it.
pub type Unit = [Option<Kind>; 2];

/// Krippendorff's alpha of two annotators; each figure 1 for full agreement, 0 for chance, below 0 for worse. `None` where
/// it is not defined, since there are no values or all are the same.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Alpha {
    /// Of the kinds, where both annotators quote a stretch.
    pub kinds: Option<f64>,
    /// The same with "not quoted" as a value.
    pub stretches: Option<f64>,
    /// Units that both annotators quote.
    pub both: usize,
    /// All units.
    pub units: usize,
}

impl Alpha {
    /// The figures over units of one case or of many.
    pub fn of(units: &[Unit]) -> Alpha {
        let class = |kind: Kind| Kind::ALL.iter().position(|k| *k == kind).unwrap_or_default();
        let seen = |unit: &Unit| unit.iter().flatten().map(|kind| class(*kind)).collect::<Vec<_>>();
        let all = |unit: &Unit| unit.map(|kind| kind.map_or(Kind::ALL.len(), class)).to_vec();
        Alpha {
            kinds: nominal(&units.iter().map(seen).collect::<Vec<_>>()),
            stretches: nominal(&units.iter().map(all).collect::<Vec<_>>()),
            both: units.iter().filter(|unit| unit.iter().all(Option::is_some)).count(),
            units: units.len(),
        }
    }
}

/// The units of a case that two annotators labelled.
///
/// # Errors
/// A label that does not fit the texts; the line is that of its list.
pub fn units(texts: &[Text], first: &[(usize, Label)], second: &[(usize, Label)]) -> Result<Vec<Unit>, EvalError> {
    let both: [ByPair; 2] = [by_pair(texts, first)?, by_pair(texts, second)?];
    let keys: BTreeSet<_> = both.iter().flat_map(BTreeMap::keys).collect();
    let mut units = Vec::new();
    for key in keys {
        for account in [&key.0, &key.1] {
            let [x, y] = both.each_ref().map(|labels| stretches(labels.get(key), account));
            matched_units(&x, &y, &mut units);
        }
    }
    Ok(units)
}

type Stretch = (Words, Kind);

fn stretches(labels: Option<&Vec<Read>>, account: &str) -> Vec<Stretch> {
    let labels = labels.map(Vec::as_slice).unwrap_or_default();
    let mut out: Vec<Stretch> = labels.iter().filter_map(|l| Some((*l.quotes.get(account)?, l.kind))).collect();
    out.sort_unstable();
    out
}

fn matched_units(x: &[Stretch], y: &[Stretch], units: &mut Vec<Unit>) {
    let weight = |(p, kind): &Stretch, (q, other): &Stretch| match dice(*p, *q) {
        shared if shared < MIN_DICE => 0.0,
        shared if kind == other => shared + SAME_KIND,
        shared => shared,
    };
    let weights: Vec<f64> = x.iter().flat_map(|p| y.iter().map(move |q| weight(p, q))).collect();
    let mut free = vec![true; y.len()];
    let mut partner = vec![None; x.len()];
    for (i, j) in pairs(&weights, x.len(), y.len()) {
        partner[i] = Some(y[j].1);
        free[j] = false;
    }
    units.extend(x.iter().zip(partner).map(|((_, kind), other)| [Some(*kind), other]));
    units.extend(y.iter().zip(free).filter(|(_, free)| *free).map(|((_, kind), _)| [None, Some(*kind)]));
}

/// Alpha for nominal values from the values that each unit was given, by however many annotators; a unit with fewer than two
/// takes no part.
fn nominal(units: &[Vec<usize>]) -> Option<f64> {
    let mut totals: BTreeMap<usize, usize> = BTreeMap::new();
    let (mut n, mut differ) = (0usize, 0.0);
    for unit in units.iter().filter(|unit| unit.len() > 1) {
        n += unit.len();
        unit.iter().for_each(|value| *totals.entry(*value).or_default() += 1);
        let unequal = unit.iter().map(|x| unit.iter().filter(|y| x != *y).count()).sum::<usize>();
        differ += unequal as f64 / (unit.len() - 1) as f64;
    }
    // Pairs of different values that chance alone would bring together.
    let by_chance: usize = totals.values().map(|count| count * (n - count)).sum();
    (by_chance > 0).then(|| 1.0 - (n - 1) as f64 * differ / by_chance as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::read_jsonl;

    fn columns(rows: &[&str]) -> Vec<Vec<usize>> {
        let width = rows.iter().map(|r| r.len()).max().unwrap();
        let value = |row: &&str, at: usize| {
            row.as_bytes().get(at).filter(|b| b.is_ascii_alphanumeric()).map(|b| usize::from(*b))
        };
        (0..width).map(|at| rows.iter().filter_map(|row| value(row, at)).collect()).collect()
    }

    /// The worked examples A, B and C of Krippendorff 2011: two observers of two and of five values, then four observers with
    /// missing values.
    #[test]
    fn alpha_is_that_of_the_published_examples() {
        let near = |rows: &[&str], want: f64| {
            let got = nominal(&columns(rows)).unwrap();
            assert!((got - want).abs() < 0.0005, "{got} for {want}");
        };
        near(&["0100000001", "1110010000"], 0.095);
        near(&["aabbdcccedda", "babbbccceddd"], 0.692);
        near(&["123321412...", "1233224125.3", ".3332342251.", "12332441251."], 0.743);
    }

    #[test]
    fn without_values_that_differ_alpha_is_not_defined() {
        assert_eq!(nominal(&[]), None);
        assert_eq!(nominal(&[vec![1, 1], vec![1, 1]]), None);
        assert_eq!(nominal(&[vec![1], vec![2]]), None);
        assert_eq!(nominal(&[vec![1, 1], vec![2, 2]]), Some(1.0));
    }

    #[test]
    fn units_are_the_stretches_that_either_quotes() {
        let text = |id: &str, text: &str| Text { id: id.into(), text: text.into() };
        let texts = [
            text("a", "The port is open. The cranes stand still."),
            text("b", "The port is shut. It rained for days."),
        ];
        let label = |kind: &str, a: &str, b: &str| {
            let b = if b.is_empty() { "null".to_string() } else { format!("{b:?}") };
            format!("{{\"kind\": {kind:?}, \"a\": \"a\", \"a_quote\": {a:?}, \"b\": \"b\", \"b_quote\": {b}}}\n")
        };
        let read = |lines: &[String]| read_jsonl(&lines.concat()).unwrap();
        let first = read(&[label("contradiction", "port is open", "port is shut"), label("omission", "cranes", "")]);
        let second =
            read(&[label("framing", "The port is open", "is shut"), label("contradiction", "stand still", "rained")]);
        let found = units(&texts, &first, &second).unwrap();
        let (con, fra, omi) = (Some(Kind::Contradiction), Some(Kind::Framing), Some(Kind::Omission));
        assert_eq!(found, [[con, fra], [omi, None], [None, con], [con, fra], [None, con]]);
        let alpha = Alpha::of(&found);
        assert_eq!((alpha.both, alpha.units), (2, 5));
        assert!(alpha.kinds.unwrap() < 0.0 && alpha.stretches.unwrap() < 0.0);
        let same = Alpha::of(&units(&texts, &first, &first).unwrap());
        assert_eq!((same.kinds, same.stretches, same.both), (Some(1.0), Some(1.0), same.units));
    }

    /// A clause in two labels is held against the label of the same kind.
    #[test]
    fn of_equal_matchings_the_kinds_decide() {
        let [agreement, framing] = [Kind::Agreement, Kind::Framing].map(|kind| ((0, 5), kind));
        let mut found = Vec::new();
        matched_units(&[agreement, framing], &[framing, agreement], &mut found);
        assert_eq!(found, [agreement, framing].map(|(_, kind)| [Some(kind); 2]));
    }
}
