//! What `diptych check` asks of a corpus. A check is one file with a function that adds [`Problem`]s, and one
//! line in [`CHECKS`].
//!
//! [`read`] takes in everything that can be taken in; what can't be read is a problem with its file and line, and
//! the rest is still checked.

pub mod agreement;
mod articles;
mod balance;
mod cases;
mod duplicates;
pub mod leak;
mod overlap;
mod pairs;
pub mod read;
pub mod summary;

use read::Corpus;
use std::fmt;
use std::path::{Path, PathBuf};

/// Something that a corpus may not have.
#[derive(Debug, PartialEq, Eq)]
pub struct Problem {
    /// File it stands in.
    pub path: PathBuf,
    /// Line, from 1; 0 where it concerns the whole file.
    pub line: usize,
    /// What is wrong, and what to do.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path.display(), self.message),
            line => write!(f, "{}:{line}: {}", self.path.display(), self.message),
        }
    }
}

/// Where problems are put.
#[derive(Debug, Default)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// Adds one.
    pub fn add(&mut self, path: &Path, line: usize, message: impl Into<String>) {
        self.0.push(Problem { path: path.to_path_buf(), line, message: message.into() });
    }
}

/// A check.
type Check = fn(&Corpus, &mut Problems);

/// Every check, the plain ones first.
const CHECKS: [Check; 7] =
    [cases::check, pairs::check, articles::check, balance::check, duplicates::check, leak::check, overlap::check];

/// Runs every check over a corpus.
pub fn all(corpus: &Corpus, problems: &mut Problems) {
    CHECKS.iter().for_each(|check| check(corpus, problems));
}

/// The languages of the corpus.
pub const LANGS: [&str; 3] = ["en", "ru", "zh"];

/// Words in lower case: each Chinese character, and each run of other letters and figures.
pub fn words(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut open = false;
    for c in text.chars() {
        let han = ('\u{4e00}'..='\u{9fff}').contains(&c);
        if han || !(c.is_alphanumeric() || c == '_') {
            open = false;
            if han {
                out.push(c.to_string());
            }
            continue;
        }
        match out.last_mut().filter(|_| open) {
            Some(word) => word.extend(c.to_lowercase()),
            None => out.push(c.to_lowercase().collect()),
        }
        open = true;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_runs_and_single_han_characters() {
        assert_eq!(words("The port, 4,000"), ["the", "port", "4", "000"]);
        assert_eq!(words("双方 OK双"), ["双", "方", "ok", "双"]);
    }
}
