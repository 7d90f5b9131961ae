//! A reader's part in the alignment: the light engine proposes pairs, the reader reads them, and a second model of the same
//! two steps weighs both.
//!
//! Reading is dear, so that each claim is read with its few likeliest counterparts only. The weights come with the reader's
//! model ([`Fitted`]), fitted by `training/deep_mix.py` on train cases that the reader has not learnt from.

use crate::analysis::Analysis;
use crate::math::ln;
use crate::relation::fitted::Fitted;
use crate::relation::{Claim, ReadError, Reading, RelationKind, RelationReader};
use std::collections::{BTreeMap, BTreeSet};

/// Counterparts that each claim is read with.
pub const COUNTERPARTS: usize = 5;

/// Names of what the first step weighs: log odds (held within ±[`FAR`]) that the light engine aligns the two, and that the
/// reader holds them to be related; then what the reader says of them: the same thing; conflict; that one claim settles the other,
/// and is settled by it; how alike; and the light engine's odds across languages.
pub const NAMES: [&str; 8] =
    ["light", "related", "agreement", "conflict", "settled_most", "settled_least", "similarity", "across_light"];

/// The most that log odds count.
pub const FAR: f64 = 7.0;

/// A pair of claims that was read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReadPair {
    /// The first account's claim.
    pub i: usize,
    /// The second account's.
    pub j: usize,
    /// How likely the light engine aligns them, 0..1.
    pub light: f64,
    /// What the reader makes of them.
    pub reading: Reading,
}

impl ReadPair {
    /// What the first step weighs, as [`NAMES`] lists it.
    pub fn features(&self, across: bool) -> [f64; NAMES.len()] {
        let odds = |p: f64| ln(p.max(1e-9) / (1.0 - p).max(1e-9)).clamp(-FAR, FAR);
        let kind = |k: RelationKind| self.reading.kinds[k.index()];
        let [p, q] = self.reading.inference.map(|i| 1.0 - i.neutral);
        let light = odds(self.light);
        [
            light,
            odds(1.0 - kind(RelationKind::Unrelated)),
            kind(RelationKind::Agreement),
            kind(RelationKind::Contradiction) + kind(RelationKind::Quantity),
            p.max(q),
            p.min(q),
            self.reading.similarity,
            if across { light } else { 0.0 },
        ]
    }
}

/// The pairs worth reading, in order: each claim of either account with its likeliest counterparts. Claims in the very same
/// words need no reader.
fn shortlist(a: &Analysis, b: &Analysis, light: &[(usize, usize, f64)]) -> Vec<(usize, usize, f64)> {
    let mut order: Vec<&(usize, usize, f64)> = light.iter().collect();
    order.sort_by(|x, y| y.2.total_cmp(&x.2).then((x.0, x.1).cmp(&(y.0, y.1))));
    let (mut of_a, mut of_b) = (vec![0usize; a.len()], vec![0usize; b.len()]);
    let mut chosen = BTreeSet::new();
    for &&(i, j, _) in &order {
        if of_a[i] < COUNTERPARTS || of_b[j] < COUNTERPARTS {
            chosen.insert((i, j));
        }
        of_a[i] += 1;
        of_b[j] += 1;
    }
    light.iter().copied().filter(|(i, j, _)| chosen.contains(&(*i, *j))).collect()
}

/// Reads what is worth reading of two accounts, given how likely the light engine aligns each candidate.
///
/// # Errors
/// The reader's model does not run.
pub fn read(
    a: &Analysis,
    b: &Analysis,
    light: &[(usize, usize, f64)],
    reader: &dyn RelationReader,
) -> Result<Vec<ReadPair>, ReadError> {
    let chosen = shortlist(a, b, light);
    let claim = |x: &'_ Analysis, k: usize| (x.account.claims[k].quote.clone(), x.account.lang);
    let texts: Vec<_> = chosen.iter().map(|&(i, j, _)| [claim(a, i), claim(b, j)]).collect();
    let pairs: Vec<[Claim<'_>; 2]> =
        texts.iter().map(|pair| [0, 1].map(|s| Claim { text: &pair[s].0, lang: Some(pair[s].1) })).collect();
    let readings = reader.read(&pairs)?;
    Ok(chosen.iter().zip(readings).map(|(&(i, j, light), reading)| ReadPair { i, j, light, reading }).collect())
}

/// What the light engine proposes and the reader reads of two accounts; for fitting.
///
/// # Errors
/// As for [`read`].
pub fn proposed(a: &Analysis, b: &Analysis, reader: &dyn RelationReader) -> Result<Vec<ReadPair>, ReadError> {
    read(a, b, &super::similarity::score(a, b, &super::candidates::propose(a, b)), reader)
}

/// Each pair that was read with its probability, 0..1, and what was read of it.
pub(super) fn score(a: &Analysis, b: &Analysis, read: &[ReadPair], fitted: &Fitted) -> Vec<(usize, usize, f64)> {
    let across = a.account.lang != b.account.lang;
    let pairs: Vec<(usize, usize)> = read.iter().map(|r| (r.i, r.j)).collect();
    let first: Vec<f64> = read.iter().map(|r| fitted.align.first(&r.features(across))).collect();
    fitted.align.second(a, b, &pairs, &first)
}

/// Readings by the claims' places.
pub type Readings = BTreeMap<(usize, usize), Reading>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Account;
    use crate::embed::table::Table;

    #[test]
    fn each_claim_is_read_with_its_likeliest_counterparts() {
        let told = |n: usize| (0..n).map(|k| format!("Ship number {k} left the harbour. ")).collect::<String>();
        let account = |n| Analysis::new(&Account::new("x", told(n)), Table::embedded());
        let (a, b) = (account(1), account(9));
        let light: Vec<(usize, usize, f64)> = (0..9).map(|j| (0, j, j as f64 / 10.0)).collect();
        let chosen = shortlist(&a, &b, &light);
        assert_eq!(chosen.len(), 9, "every claim of the second account has the first as its only counterpart");
        let (a, b) = (account(9), account(9));
        let light: Vec<(usize, usize, f64)> = (0..9)
            .flat_map(|i| (0..9).map(move |j| (i, j, if i == j { 0.9 } else { 0.1 / (1 + i + j) as f64 })))
            .collect();
        let chosen = shortlist(&a, &b, &light);
        assert!(chosen.len() < 81 && (0..9).all(|i| chosen.contains(&(i, i, 0.9))));
        assert!(chosen.windows(2).all(|w| (w[0].0, w[0].1) < (w[1].0, w[1].1)), "in the order of the candidates");
    }

    #[test]
    fn features_do_not_depend_on_the_side() {
        let mut pair = ReadPair { i: 0, j: 1, light: 0.3, reading: Reading::NOTHING };
        pair.reading.inference[0].neutral = 0.2;
        let one = pair.features(true);
        pair.reading.inference.swap(0, 1);
        assert_eq!(one, pair.features(true));
        assert!(one.iter().all(|x| x.abs() <= FAR));
    }
}
