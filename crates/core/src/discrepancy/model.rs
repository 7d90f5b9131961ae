//! From signals to probabilities: one softmax over the seven relations.
//!
//! Every relation weighs every signal: the rules' own, whether a rule has words to show, the shared ones, and
//! two sums over the vectors of the words that only one side has, which say what those words are about. The
//! weights stand in `data/kinds.json`, fitted by `training/light_engine.py` on the corpus' train cases and pairs.

use super::shared::{Left, shared};
use super::{Evidence, Pair, RULES};
use crate::math::{flag, softmax};
use crate::report::Kind;
use serde::Deserialize;
use std::sync::OnceLock;

/// Relations of the model, in its order: the kinds of two aligned claims, as [`RULES`] lists them, then agreement, and
/// none at all.
pub const RELATIONS: [&str; RULES.len() + 2] = {
    let mut names = [Kind::Agreement.name(); RULES.len() + 2];
    let mut at = 0;
    while at < RULES.len() {
        names[at] = RULES[at].kind.name();
        at += 1;
    }
    names[RULES.len() + 1] = "unrelated";
    names
};

/// What the leftover words' rarity is divided by, so that a few rare words give a vector of about unit length.
const RARITY: f32 = 10.0;

/// Everything the model reads of a pair; symmetric in its sides.
pub fn features(pair: &Pair<'_>, evidence: &[Evidence]) -> Vec<f64> {
    let mut out: Vec<f64> = evidence.iter().flat_map(|e| e.signals.iter().copied()).collect();
    out.extend(evidence.iter().map(|e| flag(!e.explanation.is_empty())));
    let left = [Left::new(pair.x(), pair.y()), Left::new(pair.y(), pair.x())];
    out.extend(shared(pair, &left));
    let [p, q] = left.map(|left| {
        let mut sum = vec![0f32; pair.x().vector.len()];
        for (term, vector) in left.0 {
            sum.iter_mut().zip(vector).for_each(|(s, v)| *s += term.weight / RARITY * v);
        }
        sum
    });
    out.extend(p.iter().zip(&q).map(|(x, y)| f64::from(x + y)));
    out.extend(p.iter().zip(&q).map(|(x, y)| f64::from((x - y).abs())));
    out
}

/// Weights of one relation.
#[derive(Clone, Debug, Deserialize)]
pub struct Weights {
    pub(super) bias: f64,
    pub(crate) weights: Vec<f64>,
}

impl Weights {
    /// The relation's score.
    pub(super) fn score(&self, x: &[f64]) -> f64 {
        self.bias + self.weights.iter().zip(x).map(|(w, x)| w * x).sum::<f64>()
    }
}

pub(super) fn weights() -> &'static [Weights] {
    static MODEL: OnceLock<Vec<Weights>> = OnceLock::new();
    // A test reads the same file and fails on a fault; without weights everything would be alike likely.
    MODEL.get_or_init(|| serde_json::from_str(include_str!("../../data/kinds.json")).unwrap_or_default())
}

/// Probability of each of [`RELATIONS`]; they add up to 1.
pub fn probabilities(pair: &Pair<'_>, evidence: &[Evidence]) -> [f64; RELATIONS.len()] {
    let x = features(pair, evidence);
    let mut p = [0.0; RELATIONS.len()];
    for (p, w) in p.iter_mut().zip(weights()) {
        *p = w.score(&x);
    }
    softmax(&mut p);
    p
}

/// Number of features for vectors of `dim` dimensions.
#[cfg(test)]
pub(super) fn width(dim: usize) -> usize {
    RULES.iter().map(|r| r.signals.len() + 1).sum::<usize>() + super::SHARED.len() + 2 * dim
}
