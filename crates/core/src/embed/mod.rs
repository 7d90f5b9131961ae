//! Encoders: words to vectors, behind one narrow trait so that a learned model can take the table's place.

pub mod table;
pub mod words;

use crate::report::ModelInfo;

/// Rarity of a word that an encoder has never seen; also the most any word can have.
pub const RAREST: f32 = 12.0;

/// Turns a stretch of text into a vector.
pub trait Encoder: Send + Sync {
    /// Name as in `models/`, and the SHA-256 of the file it was loaded from.
    fn model(&self) -> ModelInfo;

    /// The vector of `text`, of unit length, or all zero where the encoder knows no word of it.
    fn encode(&self, text: &str) -> Vec<f32>;

    /// Negative natural logarithm of a lower-cased word's frequency, 0 to [`RAREST`].
    fn rarity(&self, word: &str) -> f32;
}

/// Inner product, which is the cosine for vectors of unit length. Eight running sums in a fixed order, so
/// that it is fast and the same on every platform.
pub fn cosine(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0f32; 8];
    let (a8, b8) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f32 = a8.remainder().iter().zip(b8.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in a8.zip(b8) {
        for k in 0..8 {
            sums[k] += x[k] * y[k];
        }
    }
    sums.iter().sum::<f32>() + rest
}

/// `v - mean`, at unit length.
pub(crate) fn less(v: &[f32], mean: &[f32]) -> Vec<f32> {
    let mut out: Vec<f32> = v.iter().zip(mean).map(|(x, m)| x - m).collect();
    normalize(&mut out);
    out
}

/// Scales to unit length; a zero vector stays. Additions and `sqrt` only, which IEEE 754 fixes to the bit.
pub(crate) fn normalize(v: &mut [f32]) {
    let norm = v.iter().map(|x| x * x).sum::<f32>().sqrt();
    if norm > 0.0 {
        v.iter_mut().for_each(|x| *x /= norm);
    }
}
