//! Every word that the page itself says, one language a file. Another language is another file and a line in [`LANGUAGES`];
//! a word that it lacks does not compile.
//!
//! `choice` finds and keeps the reader's language, `because` says the core's English sentences in it.

pub mod because;
pub mod choice;
mod en;
mod ru;
mod zh;

use diptych_core::Lang;
pub use en::{WORDS as ENGLISH, Words};
use std::cell::Cell;

/// Declares what words there are, with what they are in English.
macro_rules! words {
    ($($name:ident: $text:literal,)*) => {
        /// The words, by what they are for.
        pub struct Words { $(pub $name: &'static str,)* }
        /// English.
        pub static WORDS: Words = Words { $($name: $text,)* };
        /// Each word of a language, by its name.
        #[cfg(test)]
        pub fn all(words: &Words) -> Vec<(&'static str, &'static str)> {
            vec![$((stringify!($name), words.$name),)*]
        }
    };
}
use words;

/// The languages, in the order in which they are offered. The first is spoken where none of a reader's is among them.
pub static LANGUAGES: [&Words; 3] = [&ENGLISH, &ru::WORDS, &zh::WORDS];

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

thread_local! {
    static SPOKEN: Cell<&'static Words> = const { Cell::new(&ENGLISH) };
}

/// The words in use.
pub fn t() -> &'static Words {
    SPOKEN.get()
}

/// From now on the words of this language are in use; one that there is not changes nothing.
pub fn speak(code: &str) {
    if let Some(words) = LANGUAGES.into_iter().find(|words| words.code == code) {
        SPOKEN.set(words);
    }
}

/// What `template` says with each `{name}` replaced by its value.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (name, tail) = after.split_once('}').unwrap_or((after, ""));
        out.push_str(values.iter().find(|(n, _)| *n == name).map_or("", |(_, value)| value));
        rest = tail;
    }
    out + rest
}

/// A whole number, its thousands set apart.
pub fn number(n: usize) -> String {
    let digits = n.to_string();
    // Four digits are read at a glance.
    if digits.len() < 5 {
        return digits;
    }
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push_str(t().thousands);
        }
        out.push(digit);
    }
    out
}

/// A score with two decimals.
pub fn score(x: f64) -> String {
    format!("{x:.2}").replace('.', t().decimal)
}

/// A share as whole per cents.
pub fn percent(share: f64) -> String {
    fill(t().percent, &[("n", &format!("{:.0}", share * 100.0))])
}

/// The language of a message, where it is another than the page's: the core and the browser speak English.
pub fn foreign(message: &str) -> Option<&'static str> {
    let english = ENGLISH.code;
    (t().code != english && Lang::detect(message) == Lang::En).then_some(english)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn values_are_put_in_as_they_are() {
        assert_eq!(fill("{a} and {b}", &[("a", "{b}"), ("b", "x")]), "{b} and x");
        assert_eq!(fill("{none}, {open", &[]), ", ");
    }

    #[test]
    fn every_language_says_the_same_values_and_no_word_is_empty() {
        let names = |text: &str| -> BTreeSet<String> {
            text.split('{').skip(1).filter_map(|p| p.split_once('}')).map(|(name, _)| name.to_string()).collect()
        };
        for words in LANGUAGES {
            for ((name, text), (_, english)) in en::all(words).into_iter().zip(en::all(&ENGLISH)) {
                assert!(!text.is_empty(), "{}: {name} is empty", words.code);
                assert_eq!(names(text), names(english), "{}: {name}", words.code);
            }
        }
    }

    #[test]
    fn no_language_says_anything_in_english() {
        // Signs and values alone are the same everywhere.
        let letters = |text: &str| {
            text.split('{').any(|part| part.split('}').next_back().is_some_and(|t| t.contains(char::is_alphabetic)))
        };
        for words in &LANGUAGES[1..] {
            for ((name, text), (_, english)) in en::all(words).into_iter().zip(en::all(&ENGLISH)) {
                assert!(text != english || !letters(english), "{}: {name} is still in English", words.code);
            }
        }
    }

    #[test]
    fn the_page_says_the_same_before_its_program_has_started() {
        let page = include_str!("../../static/index.html");
        assert!([ENGLISH.lead, ENGLISH.private].iter().all(|words| page.contains(words)));
    }

    #[test]
    fn numbers_are_written_as_usual() {
        let told = || (number(999), number(1234), number(1_234_567), score(0.5), percent(0.256));
        let owned = |t: [&str; 5]| (t[0].into(), t[1].into(), t[2].into(), t[3].into(), t[4].into());
        assert_eq!(told(), owned(["999", "1234", "1,234,567", "0.50", "26%"]));
        speak("ru");
        assert_eq!(told(), owned(["999", "1234", "1\u{a0}234\u{a0}567", "0,50", "26\u{a0}%"]));
        speak("zh");
        assert_eq!(told().4, "26%");
        speak("tlh");
        assert_eq!(t().code, "zh");
    }

    #[test]
    fn a_message_in_english_is_known_as_such() {
        assert_eq!(foreign("scan.pdf: named .pdf, but it is no PDF file"), None);
        speak("ru");
        assert_eq!(foreign("scan.pdf: named .pdf, but it is no PDF file"), Some("en"));
        assert_eq!(foreign(t().link_damaged), None);
    }
}
