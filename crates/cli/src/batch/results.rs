//! The files that a batch ends with, made from its journal in one pass.

use super::columns::{Cell, Holds, Table};
use super::journal::{Entries, Entry, Kind as Line, sync_folder, unwritten};
use super::record::name;
use super::repeated::Repeated;
use crate::failure::Failure;
use diptych_core::batch::pipeline::Pipeline;
use diptych_core::report::{Finding, PairReport, Side};
use diptych_core::{Kind, Report};
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

const PAIRS: [(&str, Holds); 21] = [
    ("case", Holds::Text),
    ("title", Holds::Text),
    ("date", Holds::Text),
    ("a", Holds::Text),
    ("b", Holds::Text),
    ("source_a", Holds::Text),
    ("source_b", Holds::Text),
    ("lang_a", Holds::Text),
    ("lang_b", Holds::Text),
    ("date_a", Holds::Text),
    ("date_b", Holds::Text),
    ("claims_a", Holds::Count),
    ("claims_b", Holds::Count),
    ("index", Holds::Share),
    ("shared", Holds::Share),
    ("only_a", Holds::Share),
    ("only_b", Holds::Share),
    ("conflicting", Holds::Share),
    ("reframed", Holds::Share),
    ("coverage_of_a", Holds::Share),
    ("coverage_of_b", Holds::Share),
];

const FINDINGS: [(&str, Holds); 18] = [
    ("case", Holds::Text),
    ("a", Holds::Text),
    ("b", Holds::Text),
    ("source_a", Holds::Text),
    ("source_b", Holds::Text),
    ("kind", Holds::Text),
    ("also", Holds::Text),
    ("severity", Holds::Share),
    ("confidence", Holds::Share),
    ("similarity", Holds::Share),
    ("rule", Holds::Text),
    ("a_start", Holds::Count),
    ("a_end", Holds::Count),
    ("a_quote", Holds::Text),
    ("b_start", Holds::Count),
    ("b_end", Holds::Count),
    ("b_quote", Holds::Text),
    ("explanation", Holds::Text),
];

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
    let kinds: Vec<(&str, Holds)> = Kind::ALL.iter().map(|k| (k.name(), Holds::Count)).collect();
    let mut pairs = Table::create(partial, "pairs", &[&PAIRS[..], &kinds].concat())?;
    let mut findings = Table::create(partial, "findings", &FINDINGS)?;
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
        let kinds = Kind::ALL.map(|k| pair.findings.iter().filter(|f| f.kind == k).count());
        rows.kinds.iter_mut().zip(kinds).for_each(|(all, one)| *all += one);
        rows.pairs.push(pair_row(&report, pair, kinds));
        let differences = pair.findings.iter().filter(|f| f.kind.is_discrepancy());
        rows.findings.extend(differences.map(|f| finding_row(&report, pair, f)));
    }
    rows.name = Some(report.case.id);
    Ok(rows)
}

fn pair_row(report: &Report, pair: &PairReport, kinds: [usize; Kind::ALL.len()]) -> Vec<Cell> {
    let sides = [&pair.a, &pair.b].map(|id| report.account(id));
    let day = |day: Option<diptych_core::Date>| day.map_or(Cell::Empty, |d| Cell::Text(d.to_string()));
    let mut row =
        vec![text(&report.case.id), text(&report.case.title), day(report.case.date), text(&pair.a), text(&pair.b)];
    row.extend(sides.map(|side| side.map_or(Cell::Empty, |a| text(&a.source))));
    row.extend(sides.map(|side| side.map_or(Cell::Empty, |a| text(a.lang.code()))));
    row.extend(sides.map(|side| day(side.and_then(|a| a.date))));
    row.extend(sides.map(|side| side.map_or(Cell::Empty, |a| Cell::Count(a.claims.len()))));
    let i = &pair.index;
    let shares = [i.value, i.shared, i.only_a, i.only_b, i.conflicting, i.reframed, i.coverage_of_a, i.coverage_of_b];
    row.extend(shares.map(Cell::Share));
    row.extend(kinds.map(Cell::Count));
    row
}

fn finding_row(report: &Report, pair: &PairReport, f: &Finding) -> Vec<Cell> {
    let source = |id: &str| report.account(id).map_or(Cell::Empty, |a| text(&a.source));
    let also: Vec<&str> = f.also.iter().map(|k| k.name()).collect();
    let mut row = vec![
        text(&report.case.id),
        text(&pair.a),
        text(&pair.b),
        source(&pair.a),
        source(&pair.b),
        text(f.kind.name()),
        text(&also.join(";")),
        Cell::Share(f.severity),
        Cell::Share(f.confidence),
        Cell::Share(f.similarity),
        text(&f.rule),
    ];
    row.extend(side(f.a.as_ref()));
    row.extend(side(f.b.as_ref()));
    row.push(text(&f.explanation));
    row
}

fn side(side: Option<&Side>) -> [Cell; 3] {
    match side {
        Some(s) => [Cell::Count(s.span.start), Cell::Count(s.span.end), text(&s.quote)],
        None => [Cell::Empty, Cell::Empty, Cell::Empty],
    }
}

fn text(text: &str) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_string()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use diptych_render::sample::report;

    #[test]
    fn rows_have_the_cells_of_their_heads() {
        let report = report();
        let json = json!({"id": 1, "line": 1, "report": report, "extra": {}}).to_string();
        let rows = rows(Entry { kind: Line::Report, digest: String::new(), json }).unwrap();
        assert_eq!((rows.pairs.len(), rows.findings.len()), (1, 4));
        assert_eq!(rows.pairs[0].len(), PAIRS.len() + Kind::ALL.len());
        assert!(rows.findings.iter().all(|row| row.len() == FINDINGS.len()));
        let fits = |head: &[(&str, Holds)], row: &[Cell]| {
            head.iter().zip(row).all(|((_, holds), cell)| match cell {
                Cell::Empty => true,
                Cell::Text(_) => *holds == Holds::Text,
                Cell::Share(_) => *holds == Holds::Share,
                Cell::Count(_) => *holds == Holds::Count,
            })
        };
        assert!(fits(&PAIRS, &rows.pairs[0]) && rows.findings.iter().all(|row| fits(&FINDINGS, row)));
        assert_eq!(rows.findings[0][6], Cell::Text("framing".into()));
        assert_eq!(rows.findings[2][11..14], [Cell::Empty, Cell::Empty, Cell::Empty]);
        assert_eq!(rows.kinds.iter().sum::<usize>(), 5);
    }
}
