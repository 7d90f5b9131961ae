//! The native part of the Python package `diptych`: the core's functions over Python's values. What a user sees of it is in
//! `python/diptych`; this is `diptych._native`.
//!
//! Whatever takes long lets go of Python's lock, so that other Python threads go on.

#![allow(clippy::needless_pass_by_value, reason = "Python's arguments come by value")]

mod accounts;
mod engine;
mod report;
mod settings;
mod table;

use diptych::library;
use diptych_core::batch::pipeline::Pipeline;
use pyo3::create_exception;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use std::ffi::OsString;

create_exception!(
    diptych,
    DiptychError,
    PyValueError,
    "What could not be done, and what to do: the engine's own message."
);

/// An error of the core as Python's.
fn failed(message: impl ToString) -> PyErr {
    DiptychError::new_err(message.to_string())
}

/// What `diptych eval` prints to these words.
#[pyfunction]
fn eval(py: Python<'_>, words: Vec<OsString>) -> PyResult<String> {
    if words.iter().any(|word| word == "deep") {
        engine::begin_deep()?;
    }
    // Threads of its own: those that all share would be missing in a process forked off later.
    let threads = Pipeline::new(library::cores()).map_err(failed)?;
    py.detach(|| threads.within(|| library::eval(words))).map_err(failed)
}

/// The command line, whose first word is the program's name; gives the exit code.
#[pyfunction]
fn main(py: Python<'_>, words: Vec<OsString>) -> u8 {
    py.detach(|| diptych::main(words))
}

#[pymodule]
mod _native {
    #[pymodule_export]
    use super::DiptychError;
    #[pymodule_export]
    use super::accounts::{account_text, case_folder};
    #[pymodule_export]
    use super::report::{ArticleReport, Report, article, article_again, compare, report_again};
    #[pymodule_export]
    use super::table::{columns, compare_table};
    #[pymodule_export]
    use super::{eval, main};
    use pyo3::prelude::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("KNOWN", super::table::known())?;
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
