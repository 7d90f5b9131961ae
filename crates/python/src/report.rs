//! Comparisons and articles, and their reports in every form.

use crate::accounts::{GivenAccount, GivenCase};
use crate::engine::Choice;
use crate::table::tidy;
use crate::{failed, settings};
use diptych_core::article::report::ArticleReport as Article;
use diptych_core::batch::pipeline::Pipeline;
use diptych_core::{Account, Case, Config, Report as Compared, batch};
use diptych_render::{Order, Show, article as of_article, csv, docx, html, markdown};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use pyo3_arrow::PyTable;
use pythonize::pythonize;

/// A comparison's report.
#[pyclass(frozen, module = "diptych._native")]
pub struct Report {
    report: Compared,
    case: Case,
}

/// Compares a case's accounts.
#[pyfunction]
pub fn compare(
    py: Python<'_>,
    case: GivenCase,
    pairs: &str,
    choice: Choice,
    settings: &Bound<'_, PyDict>,
) -> PyResult<Report> {
    let config = settings::over(&Config::default(), settings)?;
    let (case, warnings) = case.take()?;
    let pairs = settings::pairs(pairs)?;
    let report = py.detach(|| {
        let engine = choice.load()?;
        // Threads of its own: those that all share would be missing in a process forked off later.
        let threads = Pipeline::new(choice.threads()?).map_err(failed)?;
        let mut report = threads.within(|| batch::report(&engine, &case, &config, &pairs)).map_err(failed)?;
        report.warnings.splice(0..0, warnings);
        PyResult::Ok(report)
    })?;
    Ok(Report { report, case })
}

/// A report once more, out of its JSON: how it goes from one process to another.
#[pyfunction]
pub fn report_again(case: GivenCase, json: &str) -> PyResult<Report> {
    Ok(Report { report: serde_json::from_str(json).map_err(failed)?, case: case.take()?.0 })
}

#[pymethods]
impl Report {
    fn to_json(&self) -> String {
        self.report.to_json()
    }

    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(pythonize(py, &self.report)?)
    }

    fn to_html(&self) -> String {
        html::render(&self.report, &self.case, &all())
    }

    fn to_markdown(&self) -> String {
        markdown::render(&self.report, &all())
    }

    fn to_csv(&self) -> String {
        csv::render(&self.report, &all())
    }

    fn to_docx(&self) -> PyResult<Vec<u8>> {
        docx::render(&self.report, &all()).map_err(failed)
    }

    /// The tidy table of that name.
    fn table(&self, name: &str) -> PyResult<PyTable> {
        tidy(name, &self.report)
    }
}

/// An article's report.
#[pyclass(frozen, module = "diptych._native")]
pub struct ArticleReport {
    report: Article,
    article: Account,
}

/// Takes an article apart.
#[pyfunction]
pub fn article(
    py: Python<'_>,
    article: GivenAccount,
    own: Vec<GivenAccount>,
    choice: Choice,
    settings: &Bound<'_, PyDict>,
) -> PyResult<ArticleReport> {
    let config = settings::over(&Config::article(), settings)?;
    let (article, mut warnings) = article.take(None)?;
    let mut texts = Vec::new();
    for account in own {
        let (account, brought_up) = account.take(None)?;
        texts.push(account);
        warnings.extend(brought_up);
    }
    let report = py.detach(|| {
        let engine = choice.load()?;
        let mut report =
            batch::guarded(|| Ok(engine.article(&article, &texts, &config))).map_err(failed)?.map_err(failed)?;
        report.comparison.warnings.splice(0..0, warnings);
        PyResult::Ok(report)
    })?;
    Ok(ArticleReport { report, article })
}

/// The same of an article's report.
#[pyfunction]
pub fn article_again(article: GivenAccount, json: &str) -> PyResult<ArticleReport> {
    Ok(ArticleReport { report: serde_json::from_str(json).map_err(failed)?, article: article.take(None)?.0 })
}

#[pymethods]
impl ArticleReport {
    fn to_json(&self) -> String {
        self.report.to_json()
    }

    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(pythonize(py, &self.report)?)
    }

    fn to_html(&self) -> String {
        of_article::html::render(&self.report, &self.article, &all())
    }

    fn to_markdown(&self) -> String {
        of_article::markdown::render(&self.report, &all())
    }

    fn to_docx(&self) -> PyResult<Vec<u8>> {
        of_article::docx::render(&self.report, &all()).map_err(failed)
    }

    /// The tidy table of that name, of the sides compared.
    fn table(&self, name: &str) -> PyResult<PyTable> {
        tidy(name, &self.report.comparison)
    }
}

/// Everything, as the texts go.
fn all() -> Show {
    Show::all(Order::Text)
}
