//! Files that people hold to accounts: texts, one case file, a case folder or a zip of one. Runs in the worker.

use crate::agent::{Answer, Request};
use crate::case_file::{OpenAccount, OpenCase, has_room};
use crate::download;
use crate::i18n::{fill, number, t};
use diptych_core::CaseFile;
use diptych_ingest::LIMIT;
use serde::{Deserialize, Serialize};
use std::io::{Cursor, Read};

/// A file's name and bytes.
pub type Held = (String, Vec<u8>);

/// What some files hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// A whole case.
    pub case: Option<OpenCase>,
    /// Single accounts, where there is no whole case.
    pub accounts: Vec<OpenAccount>,
    /// What went wrong, or should be known; each names its file.
    pub notes: Vec<String>,
}

/// Most files in one archive, and the most bytes they may come to.
const FILES: usize = 200;

/// Does what was asked, if it is to read files or to make one.
pub fn answer(request: Request, files: Vec<Vec<u8>>) -> Answer {
    match request {
        Request::Open(names, goal) => Answer::Opened(open(names.into_iter().zip(files).collect()), goal),
        Request::Render(format, asked, json) => Answer::Rendered(download::render(format, asked, &json)),
        _ => Answer::Fault("this program only reads and makes files".into()),
    }
}

/// Reads files together. One that can't be read is told, and the rest goes on.
pub fn open(files: Vec<Held>) -> Opened {
    let mut opened = Opened::default();
    let mut held = Vec::new();
    for (name, bytes) in files {
        if extension(&name) != "zip" {
            held.push((name, bytes));
            continue;
        }
        match unpack(&bytes) {
            Ok(inside) => held.extend(inside),
            Err(reason) => opened.notes.push(format!("{name}: {reason}")),
        }
    }
    if let Some((folder, bytes)) = held.iter().find_map(|(n, b)| Some((n.strip_suffix("case.json")?, b))) {
        match folder_case(folder, bytes, &held, &mut opened.notes) {
            Ok(case) => opened.case = Some(case),
            Err(reason) => opened.notes.push(format!("{folder}case.json: {reason}")),
        }
        return opened;
    }
    for (name, bytes) in &held {
        if extension(name) == "json" {
            let text = String::from_utf8_lossy(bytes);
            match OpenCase::parse(&text) {
                Ok(case) => opened.case = Some(case),
                Err(reason) => opened.notes.push(format!("{name}: {reason}")),
            }
            continue;
        }
        match account(name, bytes, &mut opened.notes) {
            Ok(account) => opened.accounts.push(account),
            Err(reason) => opened.notes.push(format!("{name}: {reason}")),
        }
    }
    opened
}

fn extension(name: &str) -> String {
    name.rsplit_once('.').map(|(_, e)| e.to_lowercase()).unwrap_or_default()
}

/// The files of an archive that may belong to a case.
fn unpack(bytes: &[u8]) -> Result<Vec<Held>, String> {
    let damaged = |e: zip::result::ZipError| fill(t().archive_damaged, &[("reason", &e.to_string())]);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > FILES {
        return Err(fill(t().archive_files, &[("n", &number(archive.len()))]));
    }
    let mut held = Vec::new();
    let mut room = LIMIT as u64;
    for n in 0..archive.len() {
        let file = archive.by_index(n).map_err(damaged)?;
        let name = file.name().map_err(damaged)?.into_owned();
        // What packers put beside, and other people's archives within.
        let beside = name.starts_with("__MACOSX") || name.rsplit('/').next().is_some_and(|n| n.starts_with('.'));
        if file.is_dir() || beside {
            continue;
        }
        let mut bytes = Vec::new();
        let odd = |e: std::io::Error| fill(t().archive_file, &[("file", &name), ("reason", &e.to_string())]);
        file.take(room + 1).read_to_end(&mut bytes).map_err(odd)?;
        room = room
            .checked_sub(bytes.len() as u64)
            .ok_or_else(|| fill(t().archive_long, &[("n", &number(LIMIT / 1_000_000))]))?;
        held.push((name, bytes));
    }
    Ok(held)
}

/// The case of a folder, its texts looked up among the files beside its `case.json`.
fn folder_case(folder: &str, json: &[u8], held: &[Held], notes: &mut Vec<String>) -> Result<OpenCase, String> {
    let file: CaseFile = serde_json::from_slice(json)
        .map_err(|e: serde_json::Error| fill(t().no_folder_file, &[("reason", &e.to_string())]))?;
    has_room(file.accounts.len())?;
    let mut accounts = Vec::new();
    for entry in file.accounts {
        let name = format!("{folder}{}", entry.file.trim_start_matches("./"));
        let text = match held.iter().find(|(n, _)| *n == name) {
            Some((name, bytes)) => account(name, bytes, notes).map(|a| a.text),
            None => Err(t().not_in_folder.into()),
        };
        let text = text.unwrap_or_else(|reason| {
            notes.push(format!("{name}: {reason}"));
            String::new()
        });
        let date = entry.date.map(|d| d.to_string());
        accounts.push(OpenAccount { id: entry.id, source: entry.source, lang: entry.lang, date, text });
    }
    Ok(OpenCase { id: file.id, title: file.title, date: file.date.map(|d| d.to_string()), accounts })
}

fn account(name: &str, bytes: &[u8], notes: &mut Vec<String>) -> Result<OpenAccount, String> {
    let document = diptych_ingest::read(name, bytes).map_err(|e| e.to_string())?;
    notes.extend(document.warnings.iter().map(|w| format!("{name}: {}", w.message)));
    let file = name.rsplit('/').next().unwrap_or(name);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    Ok(OpenAccount {
        id: stem.into(),
        source: document.title.unwrap_or_else(|| stem.into()),
        text: document.text,
        ..OpenAccount::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn held(files: &[(&str, &str)]) -> Vec<Held> {
        files.iter().map(|(n, t)| ((*n).to_string(), t.as_bytes().to_vec())).collect()
    }

    const CASE: &str = r#"{"id": "x", "title": "X", "date": "2031-05-03", "accounts": [{"id": "u", "source": "U", "file": "u.txt"}, {"id": "p", "file": "p.md"}]}"#;

    #[test]
    fn a_bad_file_is_told_and_the_rest_goes_on() {
        let opened =
            open(held(&[("a.txt", "One."), ("b.pdf", "no PDF"), ("c.html", "<!DOCTYPE html><p>Two sides met.</p>")]));
        assert_eq!(opened.accounts.iter().map(|a| a.id.as_str()).collect::<Vec<_>>(), ["a", "c"]);
        assert!(opened.notes.len() == 1 && opened.notes[0].starts_with("b.pdf: "), "{:?}", opened.notes);
    }

    #[test]
    fn a_case_folder_and_a_zip_of_it_are_the_same_case() {
        let files = [("x/case.json", CASE), ("x/u.txt", "One.\n"), ("x/p.md", "# Two\n\nThree.\n")];
        let folder = open(held(&files));
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in files {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        let packed = open(vec![("x.zip".into(), zip.finish().unwrap().into_inner())]);
        assert_eq!(packed, folder);
        let case = folder.case.unwrap();
        assert_eq!((case.accounts[0].text.as_str(), case.date.as_deref()), ("One.\n", Some("2031-05-03")));
        assert!(folder.notes.is_empty());
    }

    #[test]
    fn a_missing_text_is_told_and_a_broken_archive_too() {
        let opened = open(held(&[("case.json", CASE), ("u.txt", "One.")]));
        assert!(opened.notes[0].contains("p.md: It is not in the folder"));
        assert_eq!(opened.case.unwrap().accounts[1].text, "");
        let opened = open(held(&[("x.zip", "PK no archive")]));
        assert!(opened.notes[0].contains("can't be read"), "{:?}", opened.notes);
        assert!(open(held(&[("x.json", "{")])).notes[0].contains("no case file"));
    }
}
