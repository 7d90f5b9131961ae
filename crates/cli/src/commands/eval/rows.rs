//! Labelled pairs as JSON Lines, one file or every `.jsonl` file of a folder; the fields of the first line tell what they are.

use crate::failure::Failure;
use serde_json::{Map, Value};
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// A line's object.
pub type Object = Map<String, Value>;

/// Names under which a pair's first text is found, and its second.
pub const FIRST: [&str; 4] = ["a", "premise", "sentence1", "context"];
pub const SECOND: [&str; 3] = ["b", "hypothesis", "sentence2"];

/// Longest line that is looked at to tell what a file holds, in bytes.
const LIMIT: u64 = 1_000_000;

/// One line of a file.
pub struct Row {
    /// The file.
    pub path: PathBuf,
    /// Line, from 1.
    pub line: usize,
    /// What it says.
    pub object: Object,
}

impl Row {
    /// The text under the first of the names that holds one.
    pub fn text(&self, names: &[&str]) -> Result<&str, Failure> {
        let found = names.iter().find_map(|n| self.object.get(*n).and_then(Value::as_str));
        found.ok_or_else(|| self.wrong(&format!("no text in {}", names.join(" or "))))
    }

    /// What is wrong with the line.
    pub fn wrong(&self, message: &str) -> Failure {
        Failure::at_line(&self.path, self.line, message)
    }
}

/// The files of a path: itself, or those in it.
fn files(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_path_buf()];
    }
    let mut out: Vec<PathBuf> = fs::read_dir(path).into_iter().flatten().flatten().map(|e| e.path()).collect();
    out.retain(|p| p.extension().is_some_and(|e| e == "jsonl"));
    out.sort();
    out
}

/// The first line's object, from which a measure knows its own.
pub fn first(path: &Path) -> Option<Object> {
    let file = File::open(files(path).first()?).ok()?;
    let mut lines = BufReader::new(file.take(LIMIT)).lines().map_while(Result::ok);
    serde_json::from_str(&lines.find(|l| !l.trim().is_empty())?).ok()
}

/// Every line of every file.
pub fn read(path: &Path) -> Result<Vec<Row>, Failure> {
    let mut out = Vec::new();
    for path in files(path) {
        let text = fs::read_to_string(&path).map_err(|e| Failure::io(&path, "read", &e))?;
        for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
            let object = serde_json::from_str(line).map_err(|e| {
                let message = e.to_string();
                let what = message.split(" at line ").next().unwrap_or(&message);
                Failure::at_line(&path, n + 1, format!("{what} (column {}); each line is one JSON object", e.column()))
            })?;
            out.push(Row { path: path.clone(), line: n + 1, object });
        }
    }
    Ok(out)
}
