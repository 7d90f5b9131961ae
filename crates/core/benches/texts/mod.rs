//! Texts that the benchmarks read, made from the corpus' sentences: the same on every run.

use diptych_core::sentence::sentences;
use diptych_core::{Account, Case, CaseFile, Lang};
use std::fs;
use std::path::{Path, PathBuf};

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/cases")
}

/// The corpus' cases, in order of their names.
#[allow(dead_code, reason = "each benchmark takes what it needs")]
pub fn cases() -> Vec<Case> {
    let mut folders: Vec<PathBuf> = fs::read_dir(corpus()).unwrap().map(|e| e.unwrap().path()).collect();
    folders.sort();
    folders.iter().filter(|f| f.join("case.json").exists()).map(|folder| case(folder)).collect()
}

fn case(folder: &Path) -> Case {
    let file: CaseFile = serde_json::from_slice(&fs::read(folder.join("case.json")).unwrap()).unwrap();
    file.into_case(|a| fs::read_to_string(folder.join(&a.file))).unwrap()
}

/// All sentences of the corpus' English accounts but headings.
pub fn all() -> Vec<String> {
    let english = cases().into_iter().flat_map(|c| c.accounts).filter(|a| a.lang == Some(Lang::En));
    let of = |a: Account| {
        let spans = sentences(&a.text, Lang::En);
        spans.iter().filter(|s| !s.heading).map(|s| s.span.of(&a.text).to_string()).collect::<Vec<_>>()
    };
    english.flat_map(of).collect()
}

fn account(id: &str, words: &[String]) -> Account {
    Account { lang: Some(Lang::En), ..Account::new(id, words.join(" ")) }
}

fn pair(id: usize, a: &[String], b: &[String]) -> Case {
    Case { id: id.to_string(), title: String::new(), date: None, accounts: vec![account("a", a), account("b", b)] }
}

/// So many pairs of accounts of so many sentences, told on in a circle; neighbours share about half.
#[allow(dead_code, reason = "each benchmark takes what it needs")]
pub fn short(pairs: usize, length: usize) -> Vec<Case> {
    let all = all();
    let told = |n: usize| (0..length).map(|k| all[(n * 7 + k) % all.len()].clone()).collect::<Vec<_>>();
    (0..pairs).map(|n| pair(n, &told(n), &told(n + 1))).collect()
}

/// Two accounts of so many sentences, each made of the front of one of the corpus' sentences and the back of another. Half of
/// what either tells the other tells as well, of that half one half in the same words. There are no more words than in the
/// corpus, so that in long accounts each is far commoner than in texts that people write.
#[allow(dead_code, reason = "each benchmark takes what it needs")]
pub fn long(length: usize) -> Case {
    let all = all();
    let sentence = |k: usize, version: usize| {
        let [front, back] = [mixed(2 * k), mixed(2 * k + 1 + 1_000_003 * version)].map(|n| &all[n % all.len()]);
        let words: Vec<&str> = front.split_whitespace().collect();
        let rest: Vec<&str> = back.split_whitespace().collect();
        [&words[..words.len().div_ceil(2)], &rest[rest.len() / 2..]].concat().join(" ")
    };
    let a: Vec<String> = (0..length).map(|k| sentence(k, 0)).collect();
    let b: Vec<String> = (length / 2..length / 2 + length).map(|k| sentence(k, k % 2)).collect();
    pair(length, &a, &b)
}

/// A number that looks like chance (SplitMix64).
fn mixed(n: usize) -> usize {
    let mut z = (n as u64).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 1) as usize
}
