//! Functions that must give the same bits on every platform, where the platform's own do not.

use serde::Deserialize;

/// The logistic function, by `libm`'s portable exponential.
pub fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

/// Turns scores into probabilities that add up to 1.
pub fn softmax(scores: &mut [f64]) {
    let top = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    scores.iter_mut().for_each(|s| *s = libm::exp(*s - top));
    let total: f64 = scores.iter().sum();
    scores.iter_mut().for_each(|s| *s /= total);
}

/// 1 for yes, 0 for no: a signal.
pub fn flag(yes: bool) -> f64 {
    f64::from(u8::from(yes))
}

/// A logistic model, as the fitted files in `data/` hold it.
#[derive(Clone, Debug, Deserialize)]
pub struct Logistic {
    /// Log odds where nothing is seen.
    pub bias: f64,
    /// Weight of each signal.
    pub weights: Vec<f64>,
}

impl Logistic {
    /// Reads a file's JSON; the tests hold the shipped files to it. Without weights only `bias` is left.
    pub fn parse(json: &str, bias: f64) -> Logistic {
        serde_json::from_str(json).unwrap_or(Logistic { bias, weights: Vec::new() })
    }

    /// Log odds of the signals.
    pub fn odds(&self, signals: impl Iterator<Item = f64>) -> f64 {
        self.bias + signals.zip(&self.weights).map(|(x, w)| x * w).sum::<f64>()
    }
}

/// The natural logarithm, by `libm`.
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}
