//! How loaded a word is, judged by its vector: a logistic model over the embedded table, fitted by
//! `training/loaded.py` on the loaded and the plain words of the word lists. It carries the lists over to words
//! near theirs in meaning.

use crate::math::sigmoid;
use serde::Deserialize;
use std::sync::OnceLock;

#[derive(Debug, Deserialize)]
struct Model {
    bias: f64,
    weights: Vec<f64>,
}

fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    // A test reads the same file and fails on a fault; without weights no word would be loaded.
    MODEL.get_or_init(|| {
        let none = Model { bias: -20.0, weights: Vec::new() };
        serde_json::from_str(include_str!("../../data/loaded.json")).unwrap_or(none)
    })
}

/// Likelihood that a word of this vector is a loaded one, 0..1; 0 for a vector of another encoder.
pub(super) fn likelihood(vector: &[f32]) -> f32 {
    let model = model();
    if vector.len() != model.weights.len() || vector.iter().all(|x| *x == 0.0) {
        return 0.0;
    }
    let sum: f64 = vector.iter().zip(&model.weights).map(|(x, w)| f64::from(*x) * w).sum();
    sigmoid(model.bias + sum) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embed::Encoder;
    use crate::embed::table::Table;

    #[test]
    fn loaded_words_stand_out_from_plain_ones() {
        let of = |word: &str| likelihood(&Table::english().encode(word));
        assert!(of("barbarous") > of("meeting") && of("disgusting") > of("percentage"));
        assert_eq!(likelihood(&[0.5; 7]), 0.0);
        assert_eq!(model().weights.len(), Table::english().encode("word").len());
    }
}
