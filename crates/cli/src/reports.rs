//! A batch's folder: `reports.jsonl`, a line a record, read one at a time so that any number takes the same memory.

use crate::failure::Failure;
use crate::output;
use diptych_core::Report;
use serde::Deserialize;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

/// A line, as far as it is needed here.
#[derive(Deserialize)]
struct Line {
    report: Report,
}

/// How many records were read, and how many could not be.
#[derive(Clone, Copy, Debug, Default)]
pub struct Read {
    /// Reports.
    pub reports: usize,
    /// Lines that could not be read, each told on standard error.
    pub bad: usize,
}

/// Gives every report of a batch's folder to `each`, with its number from 1.
pub fn each(folder: &Path, mut each: impl FnMut(usize, Report) -> Result<(), Failure>) -> Result<Read, Failure> {
    let path = folder.join("reports.jsonl");
    let file = File::open(&path).map_err(|e| match e.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Failure::at(
            folder,
            "is no batch's folder, since it holds no reports.jsonl; name the folder that `diptych batch` wrote",
        ),
        _ => Failure::io(&path, "read", &e),
    })?;
    let (mut reader, mut line, mut number, mut read) = (BufReader::new(file), Vec::new(), 0usize, Read::default());
    loop {
        line.clear();
        if reader.read_until(b'\n', &mut line).map_err(|e| Failure::io(&path, "read", &e))? == 0 {
            break;
        }
        number += 1;
        if line.trim_ascii().is_empty() {
            continue;
        }
        match serde_json::from_slice::<Line>(&line) {
            Ok(line) => {
                read.reports += 1;
                each(read.reports, line.report)?;
            }
            Err(e) => {
                read.bad += 1;
                let message = e.to_string();
                let what = message.split(" at line ").next().unwrap_or(&message);
                let wrong = format!("{what} (column {}); the line is left out", e.column());
                output::complain(&Failure::at_line(&path, number, wrong).to_string());
            }
        }
    }
    if read.reports == 0 {
        return Err(Failure::at(&path, "no report in it; see errors.jsonl beside it for why"));
    }
    Ok(read)
}
