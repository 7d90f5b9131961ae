//! What the Python package shares with the command line: the same files, engines and figures. Errors are the command line's
//! messages.

pub use crate::batch::record::{Told, date};
pub use crate::engine::cores;
pub use crate::input::{same_texts, untitled};

use crate::args::{Cli, Command};
use crate::commands::eval;
use crate::engine::{Choice, Name};
use crate::failure::Failure;
use crate::input;
use clap::{Parser, ValueEnum};
use diptych_core::batch::Pairs;
use diptych_core::report::Warning;
use diptych_core::{Case, Engine};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The engine of that name on so many threads; `model` is the deep engine's.
///
/// # Errors
/// There is no such engine, or no such model.
pub fn engine(name: &str, model: Option<PathBuf>, threads: usize) -> Result<Engine, String> {
    let engine =
        Name::from_str(name, false).map_err(|_| format!("there is no engine {name:?}; write light or deep"))?;
    told(Choice { engine, model }.engine_on(threads))
}

/// Which accounts are compared: `all`, `consecutive`, `sources` or `against:ID`.
///
/// # Errors
/// It is none of these.
pub fn pairs(which: &str) -> Result<Pairs, String> {
    crate::args::pairs(which)
}

/// A case folder's case, and what reading it brought up.
///
/// # Errors
/// There is no such folder, or no such case in it.
pub fn case_folder(folder: &Path) -> Result<(Case, Vec<Warning>), String> {
    let (_, input) = told(input::case_folder(folder))?;
    Ok((input.case, input.warnings))
}

/// The words of an account's file of any format that is read, and what reading it brought up.
///
/// # Errors
/// There is no such file, or no words in it.
pub fn account_text(file: &Path, id: &str) -> Result<(String, Vec<Warning>), String> {
    let mut warnings = Vec::new();
    let text = told(input::account_text(file, id, &mut warnings))?;
    Ok((text, warnings))
}

/// What `diptych eval` prints to these words, which stand for those after `eval`.
///
/// # Errors
/// The words are none of that command's, or there is no gold.
pub fn eval(words: impl IntoIterator<Item = OsString>) -> Result<String, String> {
    let words = ["diptych", "eval"].into_iter().map(OsString::from).chain(words);
    match Cli::try_parse_from(words).map_err(|e| e.to_string())?.command {
        Command::Eval(args) => told(eval::measured(&args)),
        _ => Err("not a command to measure".into()),
    }
}

fn told<T>(result: Result<T, Failure>) -> Result<T, String> {
    result.map_err(|failure| failure.to_string())
}
