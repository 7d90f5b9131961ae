//! Near-duplicates across splits: what is learnt on one split may not stand in another in almost the same words.
//!
//! Texts are sets of shingles (runs of words; Broder 1997, "On the resemblance and containment of documents");
//! two are near-duplicates when they share half of them.

use super::read::Corpus;
use super::{Problems, words};
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

/// Jaccard resemblance of shingles from which two texts count as near-duplicates.
const NEAR: f64 = 0.5;

/// A text that is looked at.
struct Text {
    path: PathBuf,
    line: usize,
    split: String,
    shingles: HashSet<Vec<String>>,
}

/// Runs of `n` words; the whole text where it is shorter.
fn shingles(text: &str, n: usize) -> HashSet<Vec<String>> {
    let words = words(text);
    if words.len() < n { HashSet::from([words]) } else { words.windows(n).map(<[String]>::to_vec).collect() }
}

/// The check: accounts and articles among themselves, and the pairs' claims among themselves.
pub fn check(corpus: &Corpus, problems: &mut Problems) {
    let mut long = Vec::new();
    for case in &corpus.cases {
        for (account, entry) in case.accounts.iter().zip(&case.file.accounts) {
            let split = case.file.split.clone().unwrap_or_default();
            let path = case.folder.join(&entry.file);
            long.push(Text { path, line: 0, split, shingles: shingles(&account.text, 3) });
        }
    }
    for article in &corpus.articles {
        let path = article.folder.join("article.txt");
        let split = article.gold.split.clone();
        long.push(Text { path, line: 0, split, shingles: shingles(&article.text, 3) });
    }
    compare(&long, problems);

    let mut seen = HashSet::new();
    let mut claims = Vec::new();
    for pair in &corpus.pairs {
        for claim in [&pair.row.a, &pair.row.b] {
            if seen.insert((claim, &pair.row.split)) {
                let (path, split) = (pair.path.clone(), pair.row.split.clone());
                claims.push(Text { path, line: pair.line, split, shingles: shingles(claim, 2) });
            }
        }
    }
    compare(&claims, problems);
}

fn compare(texts: &[Text], problems: &mut Problems) {
    let mut places: HashMap<&Vec<String>, Vec<usize>> = HashMap::new();
    for (n, text) in texts.iter().enumerate() {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for shingle in &text.shingles {
            let here = places.entry(shingle).or_default();
            here.iter().filter(|m| texts[**m].split != text.split).for_each(|m| *shared.entry(*m).or_default() += 1);
            here.push(n);
        }
        let mut near: Vec<usize> = shared
            .into_iter()
            .filter(|(m, both)| {
                let either = text.shingles.len() + texts[*m].shingles.len() - both;
                *both as f64 >= NEAR * either as f64
            })
            .map(|(m, _)| m)
            .collect();
        near.sort_unstable();
        for other in near.into_iter().map(|m| &texts[m]) {
            let line = if other.line == 0 { String::new() } else { format!(":{}", other.line) };
            let place = format!("{}{line} in split {:?}", other.path.display(), other.split);
            let message = format!("split {:?} says almost what {place} says; rewrite one of them", text.split);
            problems.add(&text.path, text.line, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(split: &str, words: &str) -> Text {
        Text { path: PathBuf::from(words), line: 0, split: split.into(), shingles: shingles(words, 2) }
    }

    #[test]
    fn almost_the_same_words_in_two_splits_are_told() {
        let mut problems = Problems::default();
        let one = "the port reopened on friday after the storm";
        compare(
            &[text("train", one), text("train", &format!("{one} had passed")), text("dev", &format!("{one} again"))],
            &mut problems,
        );
        assert_eq!(problems.0.len(), 2);
        assert!(problems.0[0].message.starts_with("split \"dev\" says almost what the port"));
    }

    #[test]
    fn a_few_words_in_common_are_not() {
        let mut problems = Problems::default();
        compare(
            &[text("train", "the port reopened on friday"), text("dev", "the port stayed shut on friday")],
            &mut problems,
        );
        assert_eq!(problems.0, []);
    }
}
