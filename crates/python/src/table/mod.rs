//! Arrow tables in and out, without JSON between.

mod read;
mod write;

use crate::engine::Choice;
use crate::{failed, settings};
use diptych_core::batch::pipeline::Pipeline;
use diptych_core::{Config, Report, batch};
use diptych_render::tables::{Cell, Holds, Tidy};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use pyo3_arrow::{PyRecordBatchReader, PyTable};
pub use read::known;
use read::{Read, Row};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use write::Builder;

/// The table of rows that could not be compared, which is always given.
const ERRORS: &str = "errors";

/// Its columns: position of the row in the table given, from 0; its id; what is wrong.
const ERROR_COLUMNS: [(&str, Holds); 3] = [("row", Holds::Count), ("case", Holds::Text), ("error", Holds::Text)];

/// How often it is asked whether the person at the keyboard wants to stop.
const LISTEN: Duration = Duration::from_millis(200);

fn named(name: &str) -> PyResult<Tidy> {
    let wrong = || failed(format!("there is no table '{name}'; write pairs, findings or warnings"));
    Tidy::ALL.into_iter().find(|t| t.name() == name).ok_or_else(wrong)
}

/// Name and kind (`text`, `share` or `count`) of each column of a table.
#[pyfunction]
pub fn columns(name: &str) -> PyResult<Vec<(&'static str, &'static str)>> {
    let kind = |holds| match holds {
        Holds::Text => "text",
        Holds::Share => "share",
        Holds::Count => "count",
    };
    Ok(named(name)?.columns().into_iter().map(|(name, holds)| (name, kind(holds))).collect())
}

/// One report's rows of a table.
pub fn tidy(name: &str, report: &Report) -> PyResult<PyTable> {
    let table = named(name)?;
    let mut builder = Builder::new(&table.columns());
    table.rows(report).into_iter().try_for_each(|row| builder.push(row)).map_err(failed)?;
    builder.finish().map_err(failed)
}

/// What a row came to: the rows of each table asked for, or why there are none.
type Told = Result<Vec<Vec<Vec<Cell>>>, String>;

/// Compares the accounts of each row; gives the tables asked for by their names, and that of the errors.
#[pyfunction]
pub fn compare_table(
    py: Python<'_>,
    table: PyRecordBatchReader,
    tables: Vec<String>,
    pairs: &str,
    choice: Choice,
    settings: &Bound<'_, PyDict>,
) -> PyResult<BTreeMap<String, PyTable>> {
    let config = settings::over(&Config::default(), settings)?;
    let pairs = settings::pairs(pairs)?;
    let asked: Vec<Tidy> = tables.iter().map(|t| named(t)).collect::<PyResult<_>>()?;
    let reader = table.into_reader()?;
    py.detach(|| {
        let engine = choice.load()?;
        let rows = Read::new(reader).map_err(failed)?;
        let compare = |row: Row| -> Told {
            let (case, warnings) = row.case?;
            let mut report = batch::report(&engine, &case, &config, &pairs).map_err(|e| e.to_string())?;
            report.warnings.splice(0..0, warnings);
            Ok(asked.iter().map(|table| table.rows(&report)).collect())
        };
        let mut builders: Vec<Builder> = asked.iter().map(|t| Builder::new(&t.columns())).collect();
        let mut errors = Builder::new(&ERROR_COLUMNS);
        let mut listened = Instant::now();
        let pipeline = Pipeline::new(choice.threads()?).map_err(failed)?;
        pipeline.run(
            rows.map(|row| (row.as_ref().map_or(0, |r| r.size), row)),
            |row| row.map(|row| (row.number, row.name.clone(), compare(row))),
            |answer: Result<_, String>| {
                let (number, name, told) = answer.map_err(failed)?;
                match told {
                    Ok(all) => {
                        for (builder, rows) in builders.iter_mut().zip(all) {
                            rows.into_iter().try_for_each(|row| builder.push(row)).map_err(failed)?;
                        }
                    }
                    Err(message) => {
                        errors
                            .push(vec![Cell::Count(number), Cell::Text(name), Cell::Text(message)])
                            .map_err(failed)?;
                    }
                }
                if listened.elapsed() > LISTEN {
                    listened = Instant::now();
                    Python::attach(|py| py.check_signals())?;
                }
                PyResult::Ok(())
            },
        )?;
        let all = tables.into_iter().zip(builders).chain([(ERRORS.to_string(), errors)]);
        all.map(|(name, builder)| Ok((name, builder.finish().map_err(failed)?))).collect()
    })
}
