//! Signals of a pair as a whole, which every kind may use.

use super::Pair;
use crate::embed::cosine;
use crate::feature::{Features, Term};
use crate::math::flag;

/// Names of the shared signals. Where each side has a value of its own the lesser and the greater are given, so
/// that the two sides can change places; `left` is about the content words that the other side does not have.
pub const SHARED: [&str; 23] = [
    "cosine",
    "overlap",
    "length_ratio",
    "length",
    "commitment_least",
    "commitment_most",
    "negations_least",
    "negations_most",
    "reports_least",
    "reports_most",
    "loaded_least",
    "loaded_most",
    "amounts_least",
    "amounts_most",
    "amounts_agree",
    "left_words_least",
    "left_words_most",
    "left_rarity_least",
    "left_rarity_most",
    "left_covered_least",
    "left_covered_most",
    "left_nearest",
    "agents_named",
];

/// The shared signals of a pair, each 0..1.
pub(super) fn shared(pair: &Pair<'_>, left: &[Left<'_>; 2]) -> [f64; SHARED.len()] {
    let (x, y) = (pair.x(), pair.y());
    let common = x.common_mass(y);
    let all = x.mass() + y.mass() - common;
    let longest = x.words.max(y.words).max(1);
    let count = |n: usize, most: usize| n.min(most) as f64 / most as f64;
    let reports = |account: &crate::Analysis, claim: usize| flag(account.source(claim).is_some());
    let [commitment, negations, reported, loaded, amounts] = [
        both(f64::from(x.commitment()) / 4.0, f64::from(y.commitment()) / 4.0),
        both(count(x.negations.len(), 3), count(y.negations.len(), 3)),
        both(reports(pair.a, pair.i), reports(pair.b, pair.j)),
        both(count(x.loaded.len(), 3), count(y.loaded.len(), 3)),
        both(count(x.amounts.len(), 3), count(y.amounts.len(), 3)),
    ];
    let agree = x.amounts.iter().any(|p| y.amounts.iter().any(|q| p.dimension == q.dimension && p.compatible(q)));
    let [left_x, left_y] = left;
    let (words, rare) =
        (both(count(left_x.0.len(), 12), count(left_y.0.len(), 12)), both(left_x.rarity(), left_y.rarity()));
    let (cover_x, cover_y, nearest) = left_x.covered(left_y);
    let cover = both(cover_x, cover_y);
    [
        f64::from(cosine(&x.vector, &y.vector).max(0.0)),
        if all > 0.0 { f64::from(common / all) } else { 0.0 },
        x.words.min(y.words) as f64 / longest as f64,
        longest.min(40) as f64 / 40.0,
        commitment[0],
        commitment[1],
        negations[0],
        negations[1],
        reported[0],
        reported[1],
        loaded[0],
        loaded[1],
        amounts[0],
        amounts[1],
        flag(agree),
        words[0],
        words[1],
        rare[0],
        rare[1],
        cover[0],
        cover[1],
        nearest,
        flag(x.agent.is_some() || y.agent.is_some()),
    ]
}

fn both(x: f64, y: f64) -> [f64; 2] {
    [x.min(y), x.max(y)]
}

/// The terms of a claim that the other one does not have, each with its vector.
pub(super) struct Left<'a>(pub(super) Vec<(&'a Term, &'a [f32])>);

impl<'a> Left<'a> {
    /// Those of `x` that `y` does not have.
    pub(super) fn new(x: &'a Features, y: &Features) -> Self {
        let with_vectors = x.terms.iter().zip(x.term_vectors.iter().map(|v| &v[..]));
        Left(with_vectors.filter(|(t, _)| y.term(t.stem).is_none()).collect())
    }

    /// Sum of their rarities, 0..1.
    fn rarity(&self) -> f64 {
        self.0.iter().map(|(t, _)| f64::from(t.weight)).sum::<f64>().min(60.0) / 60.0
    }

    /// How near the words of each side come to the other's on the mean, and the nearest two of all, 0..1.
    fn covered(&self, other: &Left<'_>) -> (f64, f64, f64) {
        if self.0.is_empty() || other.0.is_empty() {
            return (0.0, 0.0, 0.0);
        }
        let (mut best_x, mut best_y) = (vec![0f64; self.0.len()], vec![0f64; other.0.len()]);
        for (i, (_, u)) in self.0.iter().enumerate() {
            for (j, (_, v)) in other.0.iter().enumerate() {
                let near = f64::from(cosine(u, v)).clamp(0.0, 1.0);
                best_x[i] = best_x[i].max(near);
                best_y[j] = best_y[j].max(near);
            }
        }
        let mean = |best: &[f64]| best.iter().sum::<f64>() / best.len() as f64;
        (mean(&best_x), mean(&best_y), best_x.iter().copied().fold(0.0, f64::max))
    }
}
