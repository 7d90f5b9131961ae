//! The network's reading weighed against the light engine's: a network this small misses what plain signals see, such as
//! two figures that differ, and the other way round (stacking; Wolpert 1992). The weights come with the model, fitted by
//! `training/deep_mix.py` on train texts that the network has not learnt from, so that what comes out is calibrated.

use crate::{KINDS, Reading};
use diptych_core::relation::{Inference, Reading as Relation, RelationKind};
use serde::Deserialize;

/// The kinds in the order in which the network gives them.
const ORDER: [RelationKind; KINDS] = [
    RelationKind::Agreement,
    RelationKind::Contradiction,
    RelationKind::Quantity,
    RelationKind::Attribution,
    RelationKind::Certainty,
    RelationKind::Framing,
    RelationKind::Unrelated,
];

/// The least probability that is told from none.
const LEAST: f64 = 1e-4;

/// The weights. Each outcome weighs the logarithms of all outcomes' probabilities, the light engine's first.
#[derive(Clone, Debug, Deserialize)]
pub struct Mix {
    /// For each of [`RelationKind::ALL`].
    kinds: Vec<Linear>,
    /// Entailment, neutral, contradiction.
    inference: Vec<Linear>,
    /// Log odds from the two log odds.
    similarity: Linear,
}

#[derive(Clone, Debug, Deserialize)]
struct Linear {
    bias: f64,
    weights: Vec<f64>,
}

impl Linear {
    fn score(&self, x: &[f64]) -> f64 {
        self.bias + self.weights.iter().zip(x).map(|(w, x)| w * x).sum::<f64>()
    }
}

impl Mix {
    /// Whether there is a weight for everything that is weighed.
    pub fn is_whole(&self) -> bool {
        let fits = |models: &[Linear], n: usize| models.len() == n && models.iter().all(|m| m.weights.len() == 2 * n);
        fits(&self.kinds, KINDS) && fits(&self.inference, 3) && self.similarity.weights.len() == 2
    }

    /// One reading of both, `network` being that of the same pair.
    pub fn of(&self, light: &Relation, network: &Relation) -> Relation {
        let inference = [0, 1].map(|d| {
            let of = |i: Inference| [i.entailment, i.neutral, i.contradiction];
            let [entailment, neutral, contradiction] =
                weigh(&self.inference, &of(light.inference[d]), &of(network.inference[d]));
            Inference { entailment, neutral, contradiction }
        });
        let odds = |p: f64| libm::log(p.max(LEAST) / (1.0 - p).max(LEAST));
        let alike = self.similarity.score(&[odds(light.similarity), odds(network.similarity)]);
        Relation {
            kinds: weigh(&self.kinds, &light.kinds, &network.kinds),
            inference,
            similarity: 1.0 / (1.0 + libm::exp(-alike)),
        }
    }
}

fn weigh<const N: usize>(models: &[Linear], light: &[f64; N], network: &[f64; N]) -> [f64; N] {
    let x: Vec<f64> = light.iter().chain(network).map(|p| libm::log(p.max(LEAST))).collect();
    let scores: [f64; N] = std::array::from_fn(|n| models.get(n).map_or(0.0, |m| m.score(&x)));
    let top = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights = scores.map(|s| libm::exp(s - top));
    let total: f64 = weights.iter().sum();
    weights.map(|w| w / total)
}

impl Reading {
    /// In the core's terms; `flipped` where the network read the second claim first.
    pub fn relation(&self, flipped: bool) -> Relation {
        let mut kinds = [0.0; RelationKind::COUNT];
        for (kind, p) in ORDER.into_iter().zip(self.kinds) {
            kinds[kind.index()] = f64::from(p);
        }
        let [there, back] = [self.entails_ab, self.entails_ba].map(|p| {
            let [entailment, neutral, contradiction] = p.map(f64::from);
            Inference { entailment, neutral, contradiction }
        });
        Relation {
            kinds,
            inference: if flipped { [back, there] } else { [there, back] },
            similarity: f64::from(self.similarity),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Half of each.
    fn even() -> Mix {
        let row = |n: usize, k: usize| {
            let mut weights = vec![0.0; 2 * n];
            (weights[k], weights[n + k]) = (0.5, 0.5);
            Linear { bias: 0.0, weights }
        };
        Mix {
            kinds: (0..KINDS).map(|k| row(KINDS, k)).collect(),
            inference: (0..3).map(|k| row(3, k)).collect(),
            similarity: Linear { bias: 0.0, weights: vec![0.5, 0.5] },
        }
    }

    #[test]
    fn like_readings_stay_as_they_are_and_weights_are_counted() {
        let network = Reading {
            kinds: [0.3, 0.2, 0.1, 0.1, 0.1, 0.1, 0.1],
            entails_ab: [0.7, 0.2, 0.1],
            entails_ba: [0.1, 0.8, 0.1],
            similarity: 0.6,
        };
        let read = network.relation(false);
        assert!((read.kinds[RelationKind::Agreement.index()] - 0.3).abs() < 1e-6);
        assert_eq!(network.relation(true).inference, [read.inference[1], read.inference[0]]);
        let mixed = even().of(&read, &read);
        assert!(mixed.kinds.iter().zip(read.kinds).all(|(x, y)| (x - y).abs() < 1e-6));
        assert!((mixed.similarity - read.similarity).abs() < 1e-6);
        assert!((mixed.inference[0].entailment - 0.7).abs() < 1e-6);
        let mut short = even();
        assert!(short.is_whole());
        short.inference[1].weights.pop();
        assert!(!short.is_whole());
    }
}
