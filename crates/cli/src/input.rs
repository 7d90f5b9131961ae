//! Files, standard input and case folders to a case the core can compare.

use crate::failure::Failure;
use diptych_core::report::Warning;
use diptych_core::{Account, Case, CaseFile, Date, Lang};
use diptych_ingest::{IngestError, LIMIT};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

/// Longest `case.json`, in bytes.
pub const CASE_LIMIT: usize = 1_000_000;

/// A case and what should be known of how it was read.
pub struct Input {
    /// What to compare.
    pub case: Case,
    /// What reading it brought up, with the accounts' ids.
    pub warnings: Vec<Warning>,
}

/// What the command line says of the accounts; each list is empty, or holds one for all or one for each.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    /// Languages.
    pub langs: &'a [Lang],
    /// Days.
    pub dates: &'a [Date],
    /// Sources' names; one for each only.
    pub sources: &'a [String],
}

/// Reads what was named on the command line: files and standard input, or one case folder.
pub fn read(paths: &[PathBuf], told: Told<'_>) -> Result<Input, Failure> {
    if let [folder] = paths
        && folder.is_dir()
    {
        let (file, mut input) = case_folder(folder)?;
        tell(&mut input.case, told)?;
        drop(file);
        return Ok(input);
    }
    if let Some(folder) = paths.iter().find(|p| p.is_dir()) {
        return Err(Failure::at(folder, "is a directory; name the accounts' files, or one case folder alone"));
    }
    if let [only] = paths {
        let message = "only one account given; name at least two files, or one case folder";
        return Err(Failure::at(only, message));
    }
    let mut input = read_texts(paths, told)?;
    input.warnings.extend(same_texts(&input.case));
    Ok(input)
}

/// Reads files and standard input, however many.
pub fn read_texts(paths: &[PathBuf], told: Told<'_>) -> Result<Input, Failure> {
    if let Some(folder) = paths.iter().find(|p| p.is_dir()) {
        return Err(Failure::at(folder, "is a directory; name a file"));
    }
    if paths.iter().filter(|p| is_stdin(p)).count() > 1 {
        return Err(Failure::plain("`-` stands for standard input, which can be read only once; name a file instead"));
    }
    let mut warnings = Vec::new();
    let mut accounts = Vec::new();
    for (path, id) in paths.iter().zip(ids(paths)) {
        let text = account_text(path, &id, &mut warnings)?;
        accounts.push(Account::new(id, text));
    }
    let mut case = untitled(accounts);
    tell(&mut case, told)?;
    Ok(Input { case, warnings })
}

/// Reads a case folder; gives its `case.json` too, for what only the corpus needs.
pub fn case_folder(folder: &Path) -> Result<(CaseFile, Input), Failure> {
    let file = case_file(folder)?;
    let mut warnings = Vec::new();
    let case = file.clone().into_case(|entry| {
        let path = inside(folder, &entry.file).ok_or_else(|| {
            let message =
                format!("account file {:?} leads out of the case folder; put the file into the folder", entry.file);
            Failure::at(&folder.join("case.json"), message)
        })?;
        account_text(&path, &entry.id, &mut warnings)
    })?;
    case.validate().map_err(|e| Failure::at(&folder.join("case.json"), e))?;
    warnings.extend(same_texts(&case));
    Ok((file, Input { case, warnings }))
}

/// Reads `case.json` alone.
pub fn case_file(folder: &Path) -> Result<CaseFile, Failure> {
    let path = folder.join("case.json");
    let bytes = match bytes(&path, CASE_LIMIT) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Err(Failure::at(&path, "longer than 1 MB; that is no case.json")),
        Err(e) if e.kind() == io::ErrorKind::NotFound => {
            let message = "is a directory without a case.json, so no case folder; a case folder holds case.json and the \
                accounts' text files, else name the files themselves";
            return Err(Failure::at(folder, message));
        }
        Err(e) => return Err(Failure::io(&path, "read", &e)),
    };
    serde_json::from_slice(&bytes).map_err(|e| {
        let message = e.to_string();
        let what = message.split(" at line ").next().unwrap_or(&message);
        Failure::at_line(&path, e.line(), format!("{what} (column {}); see corpus/README.md for its form", e.column()))
    })
}

/// The file of an account within the folder it is named in; `None` if it leads out of it.
pub fn inside(folder: &Path, file: &str) -> Option<PathBuf> {
    let relative = Path::new(file);
    if file.is_empty() || !relative.components().all(|c| matches!(c, Component::Normal(_) | Component::CurDir)) {
        return None;
    }
    let path = folder.join(relative);
    // A link may lead out as well as `..` does.
    match (folder.canonicalize(), path.canonicalize()) {
        (Ok(root), Ok(real)) if !real.starts_with(&root) => None,
        _ => Some(path),
    }
}

/// One account's words.
pub fn account_text(path: &Path, id: &str, warnings: &mut Vec<Warning>) -> Result<String, Failure> {
    let shown = if is_stdin(path) { Path::new("standard input") } else { path };
    let bytes = match bytes(path, LIMIT) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Err(Failure::at(shown, IngestError::TooLong)),
        Err(e) => return Err(Failure::io(shown, "read", &e)),
    };
    let name = if is_stdin(path) { String::new() } else { path.to_string_lossy().into_owned() };
    let document = diptych_ingest::read(&name, &bytes).map_err(|e| Failure::at(shown, e))?;
    if !document.text.chars().any(char::is_alphanumeric) {
        return Err(Failure::at(shown, IngestError::Blank));
    }
    // The report goes out of the house: it names the file, not where on this machine it lies.
    let file = shown.file_name().unwrap_or(shown.as_os_str()).to_string_lossy().into_owned();
    warnings.extend(document.warnings.into_iter().map(|w| Warning {
        account: Some(id.to_string()),
        message: format!("{file}: {}", w.message),
        ..w
    }));
    Ok(document.text)
}

/// A file's bytes, or `None` if there are more than `limit`; no more than one byte beyond it is read.
pub fn bytes(path: &Path, limit: usize) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    let most = limit as u64 + 1;
    if is_stdin(path) {
        io::stdin().lock().take(most).read_to_end(&mut bytes)?;
    } else {
        let file = File::open(path)?;
        if file.metadata()?.len() > limit as u64 {
            return Ok(None);
        }
        file.take(most).read_to_end(&mut bytes)?;
    }
    Ok((bytes.len() <= limit).then_some(bytes))
}

pub fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Adds what the command line says of the accounts.
fn tell(case: &mut Case, told: Told<'_>) -> Result<(), Failure> {
    let n = case.accounts.len();
    let fits = |given: usize, flag: &str, one_for_all: bool| match given {
        0 => Ok(()),
        1 if one_for_all => Ok(()),
        g if g == n => Ok(()),
        g => {
            let rule =
                if one_for_all { "give it once, or once for each account" } else { "give it once for each account" };
            Err(Failure::plain(format!("{flag} is given {g} times for {n} accounts; {rule}, in order")))
        }
    };
    fits(told.langs.len(), "--lang", true)?;
    fits(told.dates.len(), "--date", true)?;
    fits(told.sources.len(), "--source", false)?;
    if let [date] = told.dates {
        case.date = Some(*date);
    }
    for (i, account) in case.accounts.iter_mut().enumerate() {
        account.lang = told.langs.get(i).or(told.langs.first()).copied().or(account.lang);
        account.date = told.dates.get(i).or(told.dates.first()).copied().or(account.date);
        if let Some(source) = told.sources.get(i) {
            account.source.clone_from(source);
        }
    }
    Ok(())
}

/// A warning for each text that is there twice.
pub fn same_texts(case: &Case) -> Vec<Warning> {
    let mut out = Vec::new();
    for (i, later) in case.accounts.iter().enumerate() {
        if let Some(earlier) = case.accounts[..i].iter().find(|a| a.text == later.text) {
            let message = format!(
                "accounts {:?} and {:?} are the same text; was the same file named twice?",
                earlier.id, later.id
            );
            out.push(Warning { code: "same-text".into(), account: Some(later.id.clone()), message });
        }
    }
    out
}

/// A short name for each path: its stem; where stems are equal, with the folder's name before it; where that
/// does not part them either, numbered.
fn ids(paths: &[PathBuf]) -> Vec<String> {
    let clean = |s: &std::ffi::OsStr| s.to_string_lossy().chars().filter(|c| !c.is_control()).collect::<String>();
    let stem = |p: &PathBuf| match p.file_stem() {
        _ if is_stdin(p) => "stdin".to_string(),
        Some(s) => clean(s),
        None => "account".to_string(),
    };
    let stems: Vec<String> = paths.iter().map(stem).collect();
    let mut out: Vec<String> = Vec::new();
    for (path, stem) in paths.iter().zip(&stems) {
        let mut id = stem.clone();
        if stems.iter().filter(|s| *s == stem).count() > 1
            && let Some(folder) = path.parent().and_then(Path::file_name)
        {
            id = format!("{}/{stem}", clean(folder));
        }
        let mut number = 2;
        let base = id.clone();
        while out.contains(&id) {
            id = format!("{base}-{number}");
            number += 1;
        }
        out.push(id);
    }
    out
}

/// A case called after its accounts.
pub fn untitled(accounts: Vec<Account>) -> Case {
    let names: Vec<&str> = accounts.iter().map(|a| a.id.as_str()).collect();
    Case { id: names.join("-"), title: list(&names), date: None, accounts }
}

/// Names as a reader lists them.
fn list(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_string(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_short_and_unique() {
        let id = |paths: &[&str]| ids(&paths.iter().map(PathBuf::from).collect::<Vec<_>>());
        assert_eq!(id(&["x/union.txt", "port.html"]), ["union", "port"]);
        assert_eq!(id(&["union/text.txt", "port/text.md"]), ["union/text", "port/text"]);
        assert_eq!(id(&["a.txt", "a.txt", "-"]), ["a", "a-2", "stdin"]);
        assert_eq!(id(&["d/a.txt", "d/a.html"]), ["d/a", "d/a-2"]);
    }

    #[test]
    fn account_files_stay_within_their_folder() {
        let folder = Path::new("case");
        for file in ["../secret.txt", "/etc/hosts", "a/../../b.txt", ""] {
            assert!(inside(folder, file).is_none(), "{file}");
        }
        assert_eq!(inside(folder, "./texts/a.txt").unwrap(), Path::new("case/./texts/a.txt"));
    }

    #[test]
    fn what_is_told_must_fit_the_accounts() {
        let account = |id: &str| Account::new(id, "Words.");
        let mut case = Case {
            id: "c".into(),
            title: "C".into(),
            date: None,
            accounts: vec![account("a"), account("b"), account("c")],
        };
        let none = Told { langs: &[], dates: &[], sources: &[] };
        assert!(tell(&mut case, Told { langs: &[Lang::En, Lang::Ru], ..none }).is_err());
        assert!(tell(&mut case, Told { sources: &["One".into()], ..none }).is_err());
        tell(&mut case, Told { langs: &[Lang::Ru], ..none }).unwrap();
        assert!(case.accounts.iter().all(|a| a.lang == Some(Lang::Ru)));
    }
}
