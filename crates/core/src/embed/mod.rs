//! Encoders: words to vectors, behind one narrow trait so that a learned model can take the table's place.

/// Turns a stretch of text into a vector.
pub trait Encoder: Send + Sync {
    /// Name as in `models/`, and the SHA-256 of the file it was loaded from.
    fn model(&self) -> crate::report::ModelInfo;

    /// The vector of `text`, of unit length, or all zero where the encoder knows no word of it.
    fn encode(&self, text: &str) -> Vec<f32>;
}
