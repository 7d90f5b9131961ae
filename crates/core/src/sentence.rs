//! Text to sentences.
use crate::text::Span;
use unicode_segmentation::UnicodeSegmentation;

/// Spans of the sentences.
pub fn sentences(text: &str) -> Vec<Span> {
    text.split_sentence_bound_indices().map(|(i, s)| Span::new(i, i + s.len()).trim(text)).filter(|s| s.of(text).chars().any(char::is_alphanumeric)).collect()
}
