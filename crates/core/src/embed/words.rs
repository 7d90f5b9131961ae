//! What an encoder says of the words of one text, asked once a word: most words of a longer text stand in it more than once,
//! and claims that share a word share its vector in memory.

use super::Encoder;
use std::collections::HashMap;
use std::sync::Arc;

/// An encoder that remembers the words it has been asked for.
pub struct Words<'e> {
    /// The encoder, for all that is not a single word.
    pub encoder: &'e dyn Encoder,
    vectors: HashMap<String, Arc<[f32]>>,
    rarities: HashMap<String, f32>,
}

impl<'e> Words<'e> {
    /// Remembers nothing yet.
    pub fn new(encoder: &'e dyn Encoder) -> Self {
        Words { encoder, vectors: HashMap::new(), rarities: HashMap::new() }
    }

    /// [`Encoder::encode`] of a word.
    pub fn vector(&mut self, word: &str) -> Arc<[f32]> {
        if let Some(vector) = self.vectors.get(word) {
            return vector.clone();
        }
        let vector: Arc<[f32]> = self.encoder.encode(word).into();
        self.vectors.insert(word.to_string(), vector.clone());
        vector
    }

    /// [`Encoder::rarity`] of a lower-cased word.
    pub fn rarity(&mut self, word: &str) -> f32 {
        if let Some(rarity) = self.rarities.get(word) {
            return *rarity;
        }
        let rarity = self.encoder.rarity(word);
        self.rarities.insert(word.to_string(), rarity);
        rarity
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embed::table::Table;

    #[test]
    fn it_says_what_the_encoder_says() {
        let table = Table::embedded();
        let mut words = Words::new(table);
        for word in ["strike", "walked", "strike", "забастовка", "qwxzjv", "strike"] {
            assert_eq!(*words.vector(word), table.encode(word)[..]);
            assert!((words.rarity(word) - table.rarity(word)).abs() < f32::EPSILON);
        }
        assert!(Arc::ptr_eq(&words.vector("strike"), &words.vector("strike")));
    }
}
