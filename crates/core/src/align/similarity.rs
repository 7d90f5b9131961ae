//! How likely two claims are to be about the same thing: a small logistic model over named features.
//!
//! Each feature is one number a pair; the weights stand in `data/align.json`, fitted on the corpus' train
//! cases by `training/align.py`. A second step weighs a pair against its rivals: what matters is not only how
//! alike two claims are, but whether either has a better counterpart.

use crate::analysis::Analysis;
use crate::embed::{RAREST, cosine};
use crate::feature::{Dimension, Features};
use crate::math::sigmoid;
use serde::Deserialize;
use std::sync::OnceLock;

/// Names of the features, in the order of [`features`].
pub const NAMES: [&str; 11] = [
    "cosine",
    "overlap",
    "containment",
    "context_cosine",
    "shared_names",
    "same_amount",
    "other_amount",
    "length_ratio",
    "rarest_shared",
    "cosine_and_overlap",
    "shared_subject",
];

/// Names of what the second step adds: the first step's score, and its lead over the best rival on each side.
pub const RIVAL_NAMES: [&str; 3] = ["score", "lead_over_least", "lead_over_most"];

#[derive(Debug, Deserialize)]
struct Model {
    bias: f64,
    weights: Vec<f64>,
    rival_bias: f64,
    rival_weights: Vec<f64>,
}

fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| {
        // The tests read the same file and fail on a fault; without weights nothing would be aligned.
        serde_json::from_str(include_str!("../../data/align.json")).unwrap_or(Model {
            bias: -20.0,
            weights: Vec::new(),
            rival_bias: -20.0,
            rival_weights: Vec::new(),
        })
    })
}

fn dot(weights: &[f64], x: &[f64]) -> f64 {
    weights.iter().zip(x).map(|(w, x)| w * x).sum()
}

/// Each candidate with its probability, 0..1. Claims in the very same words are sure to belong together.
pub(super) fn score(a: &Analysis, b: &Analysis, candidates: &[(usize, usize)]) -> Vec<(usize, usize, f64)> {
    let model = model();
    let first: Vec<f64> =
        candidates.iter().map(|&(i, j)| model.bias + dot(&model.weights, &features(a, i, b, j))).collect();
    let rivals = rivals(a.len(), b.len(), candidates, &first);
    let pairs = candidates.iter().zip(&rivals);
    pairs
        .map(|(&(i, j), rival)| {
            let same = a.features[i].wording == b.features[j].wording;
            let p = if same { 1.0 } else { 0.999 * sigmoid(model.rival_bias + dot(&model.rival_weights, rival)) };
            (i, j, p)
        })
        .collect()
}

/// For each candidate the first step's score and its lead over the best rival in its row and column, the
/// smaller lead first, held within ±6.
pub fn rivals(n: usize, m: usize, candidates: &[(usize, usize)], score: &[f64]) -> Vec<[f64; 3]> {
    // Best and second best of each row and column: the best rival of the best is the second best.
    let mut top = vec![[f64::NEG_INFINITY; 2]; n + m];
    for (&(i, j), &s) in candidates.iter().zip(score) {
        for slot in [i, n + j] {
            let [best, second] = &mut top[slot];
            if s > *best {
                (*best, *second) = (s, *best);
            } else if s > *second {
                *second = s;
            }
        }
    }
    let lead = |slot: usize, s: f64| {
        let [best, second] = top[slot];
        let rival = if s >= best { second } else { best };
        (s - rival).clamp(-6.0, 6.0)
    };
    candidates
        .iter()
        .zip(score)
        .map(|(&(i, j), &s)| {
            let (x, y) = (lead(i, s), lead(n + j, s));
            [s, x.min(y), x.max(y)]
        })
        .collect()
}

/// The features of one pair of claims, as [`NAMES`] lists them; symmetric in the two.
pub fn features(a: &Analysis, i: usize, b: &Analysis, j: usize) -> [f64; NAMES.len()] {
    let (x, y) = (&a.features[i], &b.features[j]);
    let cos = cosine(&x.vector, &y.vector);
    let shared = shared_terms(x, y);
    let (mass_x, mass_y) = (x.mass(), y.mass());
    let ratio = |part: f32, whole: f32| if whole > 0.0 { part / whole } else { 0.0 };
    let overlap = ratio(2.0 * shared.mass, mass_x + mass_y);
    let (same, other) = amounts(x, y);
    let lengths = ratio(x.words.min(y.words) as f32, x.words.max(y.words) as f32);
    [
        f64::from(cos),
        f64::from(overlap),
        f64::from(ratio(shared.mass, mass_x.min(mass_y))),
        f64::from(a.context_cosine(i, b, j)),
        f64::from(ratio(shared.names, RAREST)).min(2.0),
        f64::from(u8::from(same)),
        f64::from(u8::from(other)),
        f64::from(lengths),
        f64::from(shared.rarest / RAREST),
        f64::from(cos * overlap),
        f64::from(ratio(shared.subjects, RAREST)).min(2.0),
    ]
}

#[derive(Default)]
struct Shared {
    mass: f32,
    names: f32,
    subjects: f32,
    rarest: f32,
}

/// What two claims' terms have in common; both lists are sorted by stem.
fn shared_terms(x: &Features, y: &Features) -> Shared {
    let (mut i, mut j) = (0, 0);
    let mut shared = Shared::default();
    while i < x.terms.len() && j < y.terms.len() {
        let (s, t) = (&x.terms[i], &y.terms[j]);
        match s.stem.cmp(&t.stem) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                let weight = s.weight.min(t.weight);
                shared.mass += weight;
                shared.rarest = shared.rarest.max(weight);
                if s.name && t.name {
                    shared.names += weight;
                }
                if s.subject && t.subject {
                    shared.subjects += weight;
                }
                i += 1;
                j += 1;
            }
        }
    }
    shared
}

/// Whether the two share an amount, and whether they have amounts of one dimension that differ.
fn amounts(x: &Features, y: &Features) -> (bool, bool) {
    let (mut same, mut other) = (false, false);
    for p in &x.amounts {
        for q in y.amounts.iter().filter(|q| q.dimension == p.dimension) {
            let kin = p.dimension != Dimension::Count || p.of.iter().any(|s| q.of.contains(s));
            if p.compatible(q) {
                same |= kin || p.value >= 20.0;
            } else {
                other |= kin;
            }
        }
    }
    (same, other && !same)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Account;
    use crate::embed::table::Table;

    #[test]
    fn the_committed_weights_fit_the_features() {
        let model: Model = serde_json::from_str(include_str!("../../data/align.json")).unwrap();
        assert_eq!(model.weights.len(), NAMES.len());
        assert_eq!(model.rival_weights.len(), RIVAL_NAMES.len());
    }

    #[test]
    fn features_do_not_depend_on_the_side() {
        let read = |t: &str| Analysis::new(&Account::new("x", t), Table::english());
        let a = read("Some 400 dockers of Port Ellan walked out on Friday.");
        let b = read("On Friday 900 Ellan harbour workers stopped work.");
        assert_eq!(features(&a, 0, &b, 0), features(&b, 0, &a, 0));
    }

    #[test]
    fn a_rival_takes_the_lead_away() {
        let rivals = rivals(2, 1, &[(0, 0), (1, 0)], &[1.0, 3.0]);
        assert_eq!(rivals[1], [3.0, 2.0, 6.0]);
        assert_eq!(rivals[0], [1.0, -2.0, 6.0]);
    }
}
