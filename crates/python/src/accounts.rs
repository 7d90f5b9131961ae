//! Accounts and cases, out of Python's values and out of files.

use crate::failed;
use diptych::library::{self, Told};
use diptych_core::report::Warning;
use diptych_core::{Account, Case};
use pyo3::prelude::*;
use pythonize::pythonize;
use serde_json::json;
use std::path::PathBuf;

/// `diptych.Account`.
#[derive(FromPyObject)]
pub struct GivenAccount {
    id: String,
    text: String,
    source: Option<String>,
    lang: Option<String>,
    date: Option<String>,
    warnings: Vec<GivenWarning>,
}

/// `diptych.report.Warning`.
#[derive(FromPyObject)]
pub struct GivenWarning {
    code: String,
    account: Option<String>,
    message: String,
}

/// `diptych.Case`.
#[derive(FromPyObject)]
pub struct GivenCase {
    id: Option<String>,
    title: Option<String>,
    date: Option<String>,
    accounts: Vec<GivenAccount>,
}

impl GivenAccount {
    /// The account, with what reading its file brought up.
    pub fn take(self, day: Option<diptych_core::Date>) -> PyResult<(Account, Vec<Warning>)> {
        let warnings = self.warnings.into_iter();
        let warnings = warnings.map(|w| Warning { code: w.code, account: w.account, message: w.message }).collect();
        let told = Told { words: self.text, source: self.source, lang: self.lang, date: self.date };
        let account = told.account(&self.id, "", day);
        Ok((account.map_err(|e| failed(format!("account {:?}: {e}", self.id)))?, warnings))
    }
}

impl GivenCase {
    /// The case, and what reading it brought up.
    pub fn take(self) -> PyResult<(Case, Vec<Warning>)> {
        let day = library::date("date", self.date.as_deref()).map_err(failed)?;
        let (mut accounts, mut warnings) = (Vec::new(), Vec::new());
        for account in self.accounts {
            let (account, brought_up) = account.take(day)?;
            accounts.push(account);
            warnings.extend(brought_up);
        }
        let mut case = library::untitled(accounts);
        case.date = day;
        if let Some(id) = self.id {
            case.title.clone_from(&id);
            case.id = id;
        }
        case.title = self.title.unwrap_or(case.title);
        warnings.extend(library::same_texts(&case));
        Ok((case, warnings))
    }
}

/// A case folder as a dictionary of what `diptych.Case` is made of.
#[pyfunction]
pub fn case_folder(py: Python<'_>, folder: PathBuf) -> PyResult<Bound<'_, PyAny>> {
    let (case, warnings) = py.detach(|| library::case_folder(&folder)).map_err(failed)?;
    let of = |account: &Account| -> Vec<&Warning> {
        // What the texts themselves bring up is found again when they are compared.
        warnings.iter().filter(|w| w.account.as_ref() == Some(&account.id) && w.code != "same-text").collect()
    };
    let account = |a: &Account| {
        json!({
            "id": a.id, "text": a.text, "source": a.source, "lang": a.lang.map(diptych_core::Lang::code),
            "date": a.date.map(|d| d.to_string()), "warnings": of(a),
        })
    };
    let accounts: Vec<_> = case.accounts.iter().map(account).collect();
    let date = case.date.map(|d| d.to_string());
    let all = json!({"id": case.id, "title": case.title, "date": date, "accounts": accounts});
    Ok(pythonize(py, &all)?)
}

/// The words of an account's file, and what reading it brought up.
#[pyfunction]
pub fn account_text<'py>(py: Python<'py>, file: PathBuf, id: &str) -> PyResult<(String, Bound<'py, PyAny>)> {
    let (text, warnings) = py.detach(|| library::account_text(&file, id)).map_err(failed)?;
    Ok((text, pythonize(py, &warnings)?))
}
