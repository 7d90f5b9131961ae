//! `diptych import FILE…`: labels that people corrected in other tools, back in the form that `eval` and `agree` read.

use crate::args::Import;
use crate::failure::{Failure, Outcome};
use crate::import::{self, Found, Problem};
use crate::{input, output};
use diptych_core::eval::{self, Text};
use diptych_core::labels::{self, Label};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// A label with the file it comes from.
struct Item<'a> {
    path: &'a Path,
    found: Found,
}

/// Runs it. What can't be read is told, counted and left out; all else is written.
pub fn run(args: &Import) -> Result<Outcome, Failure> {
    let (mut all, mut bad) = (Vec::new(), 0usize);
    for path in &args.files {
        let text = fs::read_to_string(path).map_err(|e| match e.kind() {
            io::ErrorKind::InvalidData => Failure::at(path, "is not UTF-8; save it as UTF-8"),
            _ => Failure::io(path, "read", &e),
        })?;
        let read = import::read(&text);
        read.bad.iter().chain(&read.notes).for_each(|problem| complain(path, problem));
        bad += read.bad.len();
        all.extend(read.labels.into_iter().map(|found| Item { path, found }));
    }
    if let Some(folder) = &args.case {
        bad += hold_against(folder, &mut all)?;
    }
    if all.is_empty() {
        let why = if bad > 0 { format!("; what could not be taken is told above: {bad}") } else { String::new() };
        return Err(Failure::at(&args.files[0], format!("no label to write{why}")));
    }
    let count = all.len();
    write(all, args.output.as_deref())?;
    output::complain(&format!(
        "labels imported: {count}; left out: {bad}{}",
        if bad > 0 { ", told above" } else { "" }
    ));
    Ok(if bad == 0 { Outcome::Done } else { Outcome::Partly })
}

fn complain(path: &Path, problem: &Problem) {
    output::complain(&format!("{}{}: {}", path.display(), problem.place, problem.message));
}

/// Leaves out labels whose accounts or words are not the case's; how many.
fn hold_against(folder: &Path, all: &mut Vec<Item<'_>>) -> Result<usize, Failure> {
    let (_, input) = input::case_folder(folder)?;
    let texts: Vec<Text> = input.case.accounts.iter().map(Text::from).collect();
    let before = all.len();
    all.retain(|Item { path, found }| {
        let label = [(0, found.label.clone())];
        let Err(e) = eval::score_case("", &texts, &[], &label) else { return true };
        complain(path, &Problem { place: found.place.clone(), message: e.problem.to_string() });
        false
    });
    Ok(before - all.len())
}

/// Writes the labels of one case to a file or standard output, those of many into a folder.
fn write(all: Vec<Item<'_>>, to: Option<&Path>) -> Result<(), Failure> {
    let Some(folder) = to.filter(|path| is_folder(path)) else {
        let names: BTreeSet<&str> = all.iter().filter_map(|item| item.found.case.as_deref()).collect();
        if names.len() > 1 {
            let names = names.into_iter().collect::<Vec<_>>().join(", ");
            let message = format!(
                "several cases are labelled ({names}), and a file of labels is of one; write to a folder, as by -o LABELS/, which gets a \
                 file a case"
            );
            return Err(Failure::plain(message));
        }
        let labels: Vec<Label> = all.into_iter().map(|item| item.found.label).collect();
        return output::deliver(&labels::to_jsonl(&labels), to);
    };
    let mut places: BTreeMap<PathBuf, Vec<Label>> = BTreeMap::new();
    for Item { path, found } in all {
        let place = place(folder, found.case.as_deref()).map_err(|message| Failure::at(path, message))?;
        places.entry(place).or_default().push(found.label);
    }
    for (place, labels) in places {
        fs::create_dir_all(&place).map_err(|e| Failure::io(&place, "made", &e))?;
        output::deliver(&labels::to_jsonl(&labels), Some(&place.join("labels.jsonl")))?;
    }
    Ok(())
}

/// Whether labels go into a folder: one that is there, or a name that says so.
fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.to_string_lossy().ends_with(std::path::is_separator)
}

/// The folder of a case; its name may not lead elsewhere.
fn place(folder: &Path, case: Option<&str>) -> Result<PathBuf, String> {
    let case = case.ok_or("does not say of which case its labels are; write to a file, as by -o labels.jsonl")?;
    let parts: Vec<Component<'_>> = Path::new(case).components().collect();
    match parts.as_slice() {
        [Component::Normal(name)] if *name == case => Ok(folder.join(case)),
        _ => Err(format!(
            "names the case {case:?}, which is no name for a folder; write to a file, as by -o labels.jsonl"
        )),
    }
}
