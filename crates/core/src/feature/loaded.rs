//! How loaded a word is, judged by its vector: a logistic model over the embedded table, fitted by
//! `training/loaded.py` on the loaded and the plain words of the word lists. It carries the lists over to words
//! near theirs in meaning.

use crate::math::{Logistic, sigmoid};
use std::sync::OnceLock;

fn model() -> &'static Logistic {
    static MODEL: OnceLock<Logistic> = OnceLock::new();
    // Without weights no word would be loaded.
    MODEL.get_or_init(|| Logistic::parse(include_str!("../../data/loaded.json"), -20.0))
}

/// Likelihood that a word of this vector is a loaded one, 0..1; 0 for a vector of another encoder.
pub(super) fn likelihood(vector: &[f32]) -> f32 {
    let model = model();
    if vector.len() != model.weights.len() || vector.iter().all(|x| *x == 0.0) {
        return 0.0;
    }
    sigmoid(model.odds(vector.iter().map(|x| f64::from(*x)))) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embed::Encoder;
    use crate::embed::table::Table;

    #[test]
    fn loaded_words_stand_out_from_plain_ones() {
        let of = |word: &str| likelihood(&Table::embedded().encode(word));
        assert!(of("barbarous") > of("meeting") && of("disgusting") > of("percentage"));
        assert_eq!(likelihood(&[0.5; 7]), 0.0);
        assert_eq!(model().weights.len(), Table::embedded().encode("word").len());
    }
}
