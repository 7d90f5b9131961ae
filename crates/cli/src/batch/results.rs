//! The files that a batch ends with, made from its journal in one pass.

use super::columns::Table;
use super::journal::{Entries, Entry, Kind as Line, sync_folder, unwritten};
use super::record::name;
use super::repeated::Repeated;
use crate::failure::Failure;
use diptych_core::batch::pipeline::Pipeline;
use diptych_core::{Kind, Report};
use diptych_render::tables::{self, Cell, Tidy};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// The files; the last tells that all are there.
pub const FILES: [&str; 7] =
    ["reports.jsonl", "errors.jsonl", "pairs.csv", "pairs.parquet", "findings.csv", "findings.parquet", SUMMARY];

/// The file that tells what a batch was and what came of it.
pub const SUMMARY: &str = "summary.json";

/// What a batch came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Records that were compared.
    pub ok: usize,
    /// Records that could not be.
    pub failed: usize,
}

impl Counts {
    /// Counts a record.
    pub fn add(&mut self, ok: bool) {
        *(if ok { &mut self.ok } else { &mut self.failed }) += 1;
    }
}

/// A journal's line with the rows it gives.
struct Rows {
    line: Line,
    name: Option<String>,
    json: String,
    pairs: Vec<Vec<Cell>>,
    findings: Vec<Vec<Cell>>,
    kinds: [usize; Kind::ALL.len()],
}

/// Writes all files in `partial`, then moves them to `folder`, and gives the ids that come again. `head` is what the run is.
pub fn write(
    journal: Entries,
    pipeline: &Pipeline,
    head: &Map<String, Value>,
    partial: &Path,
    folder: &Path,
) -> Result<Repeated, Failure> {
    let mut lines = [Lines::create(partial, FILES[0])?, Lines::create(partial, FILES[1])?];
    let mut pairs = Table::create(partial, "pairs", &Tidy::Pairs.columns())?;
    let mut findings = Table::create(partial, "findings", &Tidy::Findings.columns())?;
    let (mut counts, mut compared, mut found) = (Counts::default(), 0, [0; Kind::ALL.len()]);
    let mut repeated = Repeated::default();
    let entries = journal.skip(1).map(|entry| (entry.as_ref().map_or(0, |e| e.json.len()), entry));
    pipeline.run(
        entries,
        |entry| rows(entry?),
        |rows: Result<Rows, Failure>| {
            let rows = rows?;
            let ok = rows.line == Line::Report;
            counts.add(ok);
            rows.name.iter().for_each(|name| repeated.see(name));
            compared += rows.pairs.len();
            found.iter_mut().zip(rows.kinds).for_each(|(all, one)| *all += one);
            lines[usize::from(!ok)].push(&rows.json)?;
            rows.pairs.into_iter().try_for_each(|row| pairs.push(row))?;
            rows.findings.into_iter().try_for_each(|row| findings.push(row))
        },
    )?;
    let [reports, errors] = lines;
    reports.finish()?;
    errors.finish()?;
    pairs.finish()?;
    findings.finish()?;
    let found: Map<String, Value> = Kind::ALL.iter().zip(found).map(|(k, n)| (k.name().into(), n.into())).collect();
    let mut summary = head.clone();
    summary.extend([
        ("version".into(), json!(env!("CARGO_PKG_VERSION"))),
        ("records".into(), json!(counts.ok + counts.failed)),
        ("ok".into(), json!(counts.ok)),
        ("failed".into(), json!(counts.failed)),
        ("pairs".into(), json!(compared)),
        ("findings".into(), found.into()),
        ("repeated_ids".into(), repeated.to_json()),
    ]);
    let mut file = Lines::create(partial, SUMMARY)?;
    file.push(&serde_json::to_string_pretty(&summary).unwrap_or_default())?;
    file.finish()?;
    sync_folder(partial).map_err(|e| unwritten(partial, &e))?;
    for name in FILES {
        fs::rename(partial.join(name), folder.join(name)).map_err(|e| unwritten(&folder.join(name), &e))?;
    }
    sync_folder(folder).map_err(|e| unwritten(folder, &e))?;
    Ok(repeated)
}

/// A file of lines.
struct Lines {
    path: PathBuf,
    file: BufWriter<File>,
}

impl Lines {
    fn create(folder: &Path, name: &str) -> Result<Self, Failure> {
        let path = folder.join(name);
        let file = File::create(&path).map_err(|e| unwritten(&path, &e))?;
        Ok(Lines { path, file: BufWriter::with_capacity(1 << 16, file) })
    }

    fn push(&mut self, line: &str) -> Result<(), Failure> {
        let written = self.file.write_all(line.as_bytes()).and_then(|()| self.file.write_all(b"\n"));
        written.map_err(|e| unwritten(&self.path, &e))
    }

    fn finish(mut self) -> Result<(), Failure> {
        let safe = self.file.flush().and_then(|()| self.file.get_ref().sync_all());
        safe.map_err(|e| unwritten(&self.path, &e))
    }
}

/// The rows that a line of the journal gives.
fn rows(entry: Entry) -> Result<Rows, Failure> {
    #[derive(Deserialize)]
    struct Reported {
        report: Report,
    }
    #[derive(Deserialize)]
    struct Refused {
        id: Value,
    }
    let damaged = |e| Failure::plain(format!("the run's journal can't be read ({e}); begin anew with --restart"));
    let mut rows = Rows {
        line: entry.kind,
        name: None,
        json: entry.json,
        pairs: Vec::new(),
        findings: Vec::new(),
        kinds: [0; Kind::ALL.len()],
    };
    if rows.line != Line::Report {
        rows.name = name(&serde_json::from_str::<Refused>(&rows.json).map_err(damaged)?.id);
        return Ok(rows);
    }
    let report = serde_json::from_str::<Reported>(&rows.json).map_err(damaged)?.report;
    for pair in &report.pairs {
        rows.kinds.iter_mut().zip(tables::kinds(pair)).for_each(|(all, one)| *all += one);
    }
    (rows.pairs, rows.findings) = (Tidy::Pairs.rows(&report), Tidy::Findings.rows(&report));
    rows.name = Some(report.case.id);
    Ok(rows)
}
