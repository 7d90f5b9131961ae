//! Relation pairs: unique names, known languages and splits, claims of a claim's length, no pair twice.

use super::read::Corpus;
use super::{LANGS, Problems, words};
use crate::args::Split;
use std::collections::HashMap;

/// Fewest and most words of a claim; two Chinese characters count as a word.
const WORDS: std::ops::RangeInclusive<usize> = 5..=45;

/// The check.
pub fn check(corpus: &Corpus, problems: &mut Problems) {
    let (mut ids, mut seen, mut splits) = (HashMap::new(), HashMap::new(), HashMap::new());
    for pair in &corpus.pairs {
        let row = &pair.row;
        let mut wrong = |message: String| problems.add(&pair.path, pair.line, message);
        if let Some(line) = ids.insert(&row.id, pair.line) {
            wrong(format!("the id {:?} is that of line {line} too", row.id));
        }
        if !Split::NAMES.contains(&row.split.as_str()) {
            wrong(format!("split {:?} is none of {}", row.split, Split::NAMES.join(", ")));
        }
        if row.field.trim().is_empty() {
            wrong("has no field".into());
        }
        if row.also.contains(&row.kind) {
            wrong(format!("also repeats the kind {}", row.kind.name()));
        }
        for (side, claim, lang) in [("a", &row.a, &row.lang_a), ("b", &row.b, &row.lang_b)] {
            if !LANGS.contains(&lang.as_str()) {
                wrong(format!("lang_{side} {lang:?} is none of {}", LANGS.join(", ")));
            }
            let count = length(claim, lang);
            if !WORDS.contains(&count) {
                wrong(format!("{side} has {count} words; a claim has {} to {}", WORDS.start(), WORDS.end()));
            }
            if claim.trim() != claim || claim.chars().any(char::is_control) {
                wrong(format!("{side} has spaces at an end or control characters"));
            }
        }
        let key = if row.a <= row.b { (&row.a, &row.b) } else { (&row.b, &row.a) };
        if let Some(line) = seen.insert(key, pair.line) {
            wrong(format!("says again what line {line} says"));
        }
        let split = splits.entry(row.set()).or_insert(&row.split);
        if *split != &row.split {
            wrong(format!("its set {:?} is in split {split:?} too; keep a set in one split", row.set()));
        }
    }
}

/// Words of a claim.
fn length(claim: &str, lang: &str) -> usize {
    let count = words(claim).len();
    if lang == "zh" { count.div_ceil(2) } else { count }
}
