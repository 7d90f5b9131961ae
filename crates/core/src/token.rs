//! Words and punctuation with their places, lower-cased and stemmed once for everyone.

use crate::language::Language;
use crate::text::{Lang, Span};
use rust_stemmers::Stemmer;
use unicode_segmentation::UnicodeSegmentation;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A word without digits.
    Word,
    /// Holds a digit: `900`, `4,000`, `B-52`, `3rd`.
    Number,
    /// Anything else that is no white space.
    Punct,
}

/// Whether a character is a Chinese one.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

/// One token.
#[derive(Clone, Debug)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Lower-cased, with straight apostrophes, and with one letter where the language writes two for one.
    pub lower: String,
    /// Hash of the stem: two tokens with one stem have one number.
    pub stem: u64,
    /// What it is.
    pub kind: TokenKind,
    /// Whether it begins with a capital.
    pub capital: bool,
}

impl Token {
    /// Whether it is a word or a number.
    pub fn is_word(&self) -> bool {
        self.kind != TokenKind::Punct
    }

    /// Whether it is a Chinese character, which says as much as a word.
    pub fn is_han(&self) -> bool {
        self.lower.starts_with(is_han)
    }

    /// Whether it is exactly this word, in lower case.
    pub fn is(&self, word: &str) -> bool {
        self.lower == word
    }
}

/// Cuts texts of one language into tokens.
pub struct Tokenizer {
    stemmer: Option<Stemmer>,
    letter: Option<fn(char) -> char>,
}

impl Tokenizer {
    /// The tokenizer of a language; one without a stemmer takes the lower-cased word as its own stem.
    pub fn new(lang: Lang) -> Self {
        let language = Language::of(lang);
        Tokenizer {
            stemmer: language.and_then(|l| l.stemmer).map(Stemmer::create),
            letter: language.and_then(|l| l.letter),
        }
    }

    /// The stem of a lower-cased word, as the hash that tokens carry.
    pub fn stem(&self, lower: &str) -> u64 {
        let word = lower.strip_suffix("'s").unwrap_or(lower);
        match &self.stemmer {
            Some(s) => hash(&s.stem(word)),
            None => hash(word),
        }
    }

    /// Tokens of `text` between the bounds of `span`, by the word boundaries of UAX #29.
    pub fn tokens(&self, text: &str, span: Span) -> Vec<Token> {
        let mut out = Vec::with_capacity(span.len() / 5);
        for (at, piece) in span.of(text).split_word_bound_indices() {
            let Some(first) = piece.chars().next() else { continue };
            if first.is_whitespace() || first.is_control() {
                continue;
            }
            let word = piece.chars().any(char::is_alphanumeric);
            let mut lower = piece.to_lowercase();
            if lower.contains('\u{2019}') {
                lower = lower.replace('\u{2019}', "'");
            }
            if let Some(letter) = self.letter {
                lower = lower.chars().map(letter).collect();
            }
            let digit = word && lower.chars().any(|c| c.is_ascii_digit());
            out.push(Token {
                span: Span::new(span.start + at, span.start + at + piece.len()),
                stem: if word { self.stem(&lower) } else { 0 },
                lower,
                kind: match (word, digit) {
                    (true, true) => TokenKind::Number,
                    (true, false) => TokenKind::Word,
                    _ => TokenKind::Punct,
                },
                capital: first.is_uppercase(),
            });
        }
        out
    }
}

/// FNV-1a, 64 bits: a fixed hash, the same everywhere and in every version.
pub(crate) fn hash(s: &str) -> u64 {
    s.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_and_marks_keep_their_place() {
        let text = "The dockers\u{2019} strike: 4,000 walked out, they didn't stop.";
        let tokens = Tokenizer::new(Lang::En).tokens(text, Span::new(0, text.len()));
        let lower: Vec<&str> = tokens.iter().map(|t| t.lower.as_str()).collect();
        assert_eq!(
            lower,
            ["the", "dockers", "'", "strike", ":", "4,000", "walked", "out", ",", "they", "didn't", "stop", "."]
        );
        assert!(tokens.iter().all(|t| t.span.of(text).to_lowercase().replace('\u{2019}', "'") == t.lower));
        assert_eq!(tokens[5].kind, TokenKind::Number);
    }

    #[test]
    fn inflected_forms_share_a_stem() {
        let t = Tokenizer::new(Lang::En);
        assert_eq!(t.stem("agreed"), t.stem("agrees"));
        assert_eq!(t.stem("ministry's"), t.stem("ministry"));
        let ru = Tokenizer::new(Lang::Ru);
        assert_eq!(ru.stem("переговоры"), ru.stem("переговоров"));
    }
}
