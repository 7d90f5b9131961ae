//! Which predicted label stands for which gold label.

use crate::align::hungarian;
use std::collections::BTreeMap;
use unicode_normalization::char::is_combining_mark;

/// The least overlap of two quotes that still mean the same words: Dice over word positions.
pub(super) const MIN_DICE: f64 = 0.25;

/// Word positions `first..end` of a quote in its account.
pub(super) type Words = (usize, usize);

/// Whether the reference's regular expressions count `c` into a word: letters, numbers and the underscore.
/// Rust's alphanumerics also hold vowel signs and letters in circles, squares and brackets.
fn in_word(c: char) -> bool {
    let enclosed =
        matches!(c, 'Ⓐ'..='ⓩ' | '\u{1f130}'..='\u{1f149}' | '\u{1f150}'..='\u{1f169}' | '\u{1f170}'..='\u{1f189}');
    c == '_' || (c.is_alphanumeric() && !is_combining_mark(c) && !enclosed)
}

/// Where the words of a text begin, in bytes: a Chinese character, or a run of [`in_word`] characters, is a word.
pub(super) fn word_starts(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut inside = false;
    for (at, c) in text.char_indices() {
        let word = in_word(c);
        if word && !inside {
            starts.push(at);
        }
        // A run that begins with another letter takes Han characters in; one by itself is a word of its own.
        inside = word && (inside || !('\u{4e00}'..='\u{9fff}').contains(&c));
    }
    starts
}

/// The words that the first occurrence of `quote` covers.
pub(super) fn words(text: &str, starts: &[usize], quote: &str) -> Option<Words> {
    let at = text.find(quote)?;
    let index = |byte: usize| starts.partition_point(|s| *s < byte);
    Some((index(at), index(at + quote.len())))
}

pub(super) fn dice(x: Words, y: Words) -> f64 {
    let shared = x.1.min(y.1).saturating_sub(x.0.max(y.0));
    let all = (x.1 - x.0) + (y.1 - y.0);
    if all == 0 { 0.0 } else { 2.0 * shared as f64 / all as f64 }
}

/// Quotes of a label by account id.
pub(super) type Quotes = BTreeMap<String, Words>;

/// Mean overlap of two labels' quotes; 0 where they stand on other accounts or a side overlaps too little.
pub(super) fn overlap(p: &Quotes, g: &Quotes) -> f64 {
    if p.len() != g.len() || p.is_empty() || !p.keys().eq(g.keys()) {
        return 0.0;
    }
    let each = || p.values().zip(g.values()).map(|(x, y)| dice(*x, *y));
    if each().fold(f64::INFINITY, f64::min) < MIN_DICE {
        return 0.0;
    }
    each().sum::<f64>() / p.len() as f64
}

/// The pairs of positive weight in the best one-to-one matching.
pub(super) fn pairs(weights: &[f64], rows: usize, cols: usize) -> Vec<(usize, usize)> {
    if rows == 0 || cols == 0 {
        return Vec::new();
    }
    let found = if rows <= cols {
        hungarian(weights, rows, cols)
    } else {
        let turned: Vec<f64> = (0..cols).flat_map(|j| (0..rows).map(move |i| weights[i * cols + j])).collect();
        hungarian(&turned, cols, rows).into_iter().map(|(j, i)| (i, j)).collect()
    };
    found.into_iter().filter(|(i, j)| weights[i * cols + j] > 0.0).collect()
}

/// How many they are.
pub(super) fn matched(weights: &[f64], rows: usize, cols: usize) -> usize {
    pairs(weights, rows, cols).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_runs_of_letters_and_single_han_characters() {
        assert_eq!(word_starts("The port, 4,000"), [0, 4, 10, 12]);
        assert_eq!(word_starts("双方 ok"), [0, 3, 7]);
        // The reference takes "a双" as one word, since the run goes on, but "双a" as two.
        assert_eq!(word_starts("a双b 双a"), [0, 6, 9]);
        // A vowel sign and an enclosed letter part words there, a fraction and an underscore do not.
        assert_eq!(word_starts("नाव aⒶb ½_x"), [0, 6, 10, 14, 16]);
    }

    #[test]
    fn quotes_too_far_apart_do_not_match() {
        let quotes = |s, e| Quotes::from([("a".to_string(), (s, e))]);
        assert!((overlap(&quotes(0, 4), &quotes(2, 6)) - 0.5).abs() < 1e-12);
        assert!(overlap(&quotes(0, 4), &quotes(4, 8)).abs() < 1e-12);
        assert!(overlap(&quotes(0, 8), &quotes(7, 8)).abs() < 1e-12);
    }
}
