//! A corpus folder to plain data: `cases/`, `pairs/`, `articles/` and `second/`, whichever are there.

use super::Problems;
use super::leak::Leak;
use crate::commands::label::case_folders;
use crate::failure::Failure;
use crate::input;
use diptych_core::eval::Figures;
use diptych_core::eval::article::ArticleGold;
use diptych_core::labels::Label;
use diptych_core::relation::RelationKind;
use diptych_core::{Account, CaseFile, eval};
use serde::Deserialize;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A corpus.
#[derive(Debug, Default)]
pub struct Corpus {
    /// The folder.
    pub root: PathBuf,
    /// Its cases, by name.
    pub cases: Vec<Case>,
    /// Its relation pairs, file by file.
    pub pairs: Vec<Pair>,
    /// Its articles, by name.
    pub articles: Vec<Article>,
    /// What annotators said before anything was settled.
    pub second: Second,
    /// What the baselines score, once a check or the table has asked.
    pub measured: Measured,
}

/// Figures that take a while, measured once.
#[derive(Debug, Default)]
pub struct Measured {
    pub(super) overlap: OnceCell<Figures>,
    pub(super) leak: OnceCell<Option<Leak>>,
}

/// A case with its gold.
#[derive(Debug)]
pub struct Case {
    /// Its folder.
    pub folder: PathBuf,
    /// Its case.json.
    pub file: CaseFile,
    /// Its accounts in order.
    pub accounts: Vec<Account>,
    /// Its gold labels, each with its line.
    pub gold: Vec<(usize, Label)>,
}

/// A relation pair: one line of `pairs/*.jsonl`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PairRow {
    /// Unique name; what stands before the first `/` names the set of claims it comes from.
    pub id: String,
    /// One claim.
    pub a: String,
    /// The other claim.
    pub b: String,
    /// Their relation.
    pub kind: RelationKind,
    /// Further relations that fit.
    pub also: Vec<RelationKind>,
    /// Language of `a`.
    pub lang_a: String,
    /// Language of `b`.
    pub lang_b: String,
    /// Field of life.
    pub field: String,
    /// `train`, `dev` or `test`.
    pub split: String,
}

impl PairRow {
    /// The set of claims it comes from.
    pub fn set(&self) -> &str {
        self.id.split('/').next().unwrap_or(&self.id)
    }
}

/// A relation pair and where it stands.
#[derive(Debug)]
pub struct Pair {
    /// File.
    pub path: PathBuf,
    /// Line, from 1.
    pub line: usize,
    /// What it says.
    pub row: PairRow,
}

/// An article with its gold.
#[derive(Debug)]
pub struct Article {
    /// Its folder.
    pub folder: PathBuf,
    /// Its text.
    pub text: String,
    /// Its gold.json.
    pub gold: ArticleGold,
}

/// Labels of two annotators before anything was settled.
#[derive(Debug, Default)]
pub struct Second {
    /// By case: the first annotator's labels and the second's.
    pub cases: BTreeMap<String, [Vec<(usize, Label)>; 2]>,
    /// Pair id, the first annotator's relation, the second's.
    pub pairs: Vec<SecondPair>,
}

/// One line of `second/pairs.jsonl`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecondPair {
    /// Pair id.
    pub id: String,
    /// The first annotator's relation.
    pub first: RelationKind,
    /// The second's.
    pub second: RelationKind,
}

/// Reads a corpus; what can't be read becomes a problem.
///
/// # Errors
/// The folder is none, or holds neither cases nor pairs nor articles.
pub fn corpus(root: &Path, problems: &mut Problems) -> Result<Corpus, Failure> {
    fs::read_dir(root).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotADirectory => Failure::at(root, "is a file; name the corpus' folder"),
        _ => Failure::io(root, "read", &e),
    })?;
    let part = |name: &str| Some(root.join(name)).filter(|p| p.is_dir());
    let mut corpus = Corpus { root: root.to_path_buf(), ..Corpus::default() };
    if let Some(cases) = part("cases") {
        for folder in case_folders(&cases, "case.json")? {
            corpus.cases.extend(case(&folder, problems));
        }
    }
    if let Some(pairs) = part("pairs") {
        for path in files(&pairs, "jsonl")? {
            let rows = lines(&path, problems);
            corpus.pairs.extend(rows.into_iter().map(|(line, row)| Pair { path: path.clone(), line, row }));
        }
    }
    if let Some(articles) = part("articles") {
        for folder in case_folders(&articles, "gold.json")? {
            corpus.articles.extend(article(&folder, problems));
        }
    }
    if let Some(second) = part("second") {
        let pairs = second.join("pairs.jsonl");
        if pairs.is_file() {
            corpus.second.pairs = lines(&pairs, problems).into_iter().map(|(_, row)| row).collect();
        }
        for folder in case_folders(&second.join("cases"), "second.jsonl")? {
            let [first, other] = ["first.jsonl", "second.jsonl"].map(|f| labels(&folder.join(f), problems));
            corpus.second.cases.insert(name(&folder), [first, other]);
        }
    }
    if corpus.cases.is_empty() && corpus.pairs.is_empty() && corpus.articles.is_empty() && problems.0.is_empty() {
        return Err(Failure::at(root, "holds no folder `cases`, `pairs` or `articles`; name the corpus' folder"));
    }
    Ok(corpus)
}

/// A folder's own name.
pub fn name(folder: &Path) -> String {
    folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned()
}

fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder).map_err(|e| Failure::io(folder, "read", &e))?;
    let mut out: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    out.retain(|p| p.extension().is_some_and(|e| e == ending));
    out.sort();
    Ok(out)
}

/// A file that must be UTF-8.
fn text(path: &Path, problems: &mut Problems) -> Option<String> {
    match fs::read(path) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => Some(text),
            Err(e) => {
                let line = e.as_bytes()[..e.utf8_error().valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
                problems.add(path, line, "is not UTF-8; save it as UTF-8");
                None
            }
        },
        Err(e) => {
            problems.add(path, 0, format!("can't be read ({e})"));
            None
        }
    }
}

/// JSON Lines; a line that is none becomes a problem.
fn lines<T: for<'de> Deserialize<'de>>(path: &Path, problems: &mut Problems) -> Vec<(usize, T)> {
    let mut out = Vec::new();
    for (n, line) in text(path, problems).unwrap_or_default().lines().enumerate().filter(|(_, l)| !l.trim().is_empty())
    {
        match serde_json::from_str(line) {
            Ok(row) => out.push((n + 1, row)),
            Err(e) => problems.add(path, n + 1, form(&e)),
        }
    }
    out
}

/// What the reader of JSON says, without its own line.
fn form(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let what = message.split(" at line ").next().unwrap_or(&message);
    format!("{what} (column {}); see corpus/README.md for the form", error.column())
}

/// Labels, each with its line; a line that is none becomes a problem.
fn labels(path: &Path, problems: &mut Problems) -> Vec<(usize, Label)> {
    let mut out = Vec::new();
    let text = text(path, problems).unwrap_or_default();
    if text.trim().is_empty() {
        problems.add(path, 0, "holds no label");
    }
    for (n, line) in text.lines().enumerate() {
        match eval::read_jsonl(line) {
            Ok(read) => out.extend(read.into_iter().map(|(_, label)| (n + 1, label))),
            Err(e) => problems.add(path, n + 1, e.problem.to_string()),
        }
    }
    out
}

fn case(folder: &Path, problems: &mut Problems) -> Option<Case> {
    let path = folder.join("case.json");
    let file = match input::case_file(folder) {
        Ok(file) => file,
        Err(failure) => {
            problems.add(&path, 0, failure.to_string());
            return None;
        }
    };
    let read = file.clone().into_case(|entry| text(&folder.join(&entry.file), problems).ok_or(()));
    let case = read.ok()?;
    if let Err(e) = case.validate() {
        problems.add(&path, 0, e.to_string());
    }
    let gold = labels(&folder.join("gold.jsonl"), problems);
    Some(Case { folder: folder.to_path_buf(), file, accounts: case.accounts, gold })
}

fn article(folder: &Path, problems: &mut Problems) -> Option<Article> {
    let path = folder.join("gold.json");
    let gold = text(&path, problems)?;
    let text = text(&folder.join("article.txt"), problems)?;
    match serde_json::from_str(&gold) {
        Ok(gold) => Some(Article { folder: folder.to_path_buf(), text, gold }),
        Err(e) => {
            problems.add(&path, e.line(), form(&e));
            None
        }
    }
}
