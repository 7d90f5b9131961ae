//! `diptych label CASES OUT`: labels for a folder of cases, as a scorer reads them.

use crate::args::Label;
use crate::failure::{Failure, Outcome};
use crate::{input, output, settings};
use diptych_core::{Config, Engine};
use std::fs;
use std::path::{Path, PathBuf};

/// Runs it. A case that can't be read is told and left out; the others are still written.
pub fn run(args: &Label) -> Result<Outcome, Failure> {
    let config = settings::config(&args.settings)?;
    let engine = args.settings.choice.engine()?;
    let (mut written, mut failed) = (0usize, 0usize);
    for folder in case_folders(&args.cases, "case.json")? {
        let done = input::case_file(&folder).and_then(|file| {
            if args.split.is_some_and(|split| file.split.as_deref() != Some(split.name())) {
                return Ok(false);
            }
            label(&engine, &config, &folder, &args.out).map(|()| true)
        });
        match done {
            Ok(labelled) => written += usize::from(labelled),
            Err(failure) => {
                output::complain(&failure.to_string());
                failed += 1;
            }
        }
    }
    match (failed, written) {
        (0, 0) => {
            Err(Failure::at(&args.cases, "no case of that split in it; check --split against the case.json files"))
        }
        (0, n) => {
            output::complain(&format!("cases labelled: {n}"));
            Ok(Outcome::Done)
        }
        (f, n) => {
            Err(Failure::at(&args.cases, format!("cases labelled: {n}; cases that could not be read: {f}, told above")))
        }
    }
}

/// The folders in `cases` that hold `file`, by name.
pub fn case_folders(cases: &Path, file: &str) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(cases).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotADirectory => {
            Failure::at(cases, "is a file; name the folder that holds the case folders")
        }
        _ => Failure::io(cases, "read", &e),
    })?;
    let mut folders = Vec::new();
    for entry in entries {
        let path = entry.map_err(|e| Failure::io(cases, "read", &e))?.path();
        if path.join(file).is_file() {
            folders.push(path);
        }
    }
    if folders.is_empty() {
        let message =
            format!("no case folder with a {file} in it; a case folder holds case.json and the accounts' text files");
        return Err(Failure::at(cases, message));
    }
    folders.sort();
    Ok(folders)
}

fn label(engine: &Engine, config: &Config, folder: &Path, out: &Path) -> Result<(), Failure> {
    let (_, input) = input::case_folder(folder)?;
    let report = engine.report(&input.case, config).map_err(|e| Failure::at(folder, e))?;
    for warning in input.warnings.iter().chain(&report.warnings) {
        output::complain(&format!("{}: {}", folder.display(), warning.message));
    }
    let place = out.join(folder.file_name().unwrap_or(folder.as_os_str()));
    fs::create_dir_all(&place).map_err(|e| Failure::io(&place, "made", &e))?;
    output::deliver(&diptych_render::labels::render(&report), Some(&place.join("labels.jsonl")))
}
