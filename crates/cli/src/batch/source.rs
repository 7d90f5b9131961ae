//! An input cut into records, none of which is read yet: lines, rows of a table, or case folders.

use super::unpack::{Stream, unpack};
use crate::commands::label::case_folders;
use crate::failure::Failure;
use crate::input::{self, is_stdin};
use diptych_core::digest::hex;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::vec;

/// Longest record, in bytes, unpacked.
const LIMIT: usize = 64_000_000;

/// About what a case folder holds, in bytes.
const FOLDER: usize = 20_000;

/// A record as it lies in the input.
pub struct Raw {
    /// Number of its first line; of a case folder its place by name; from 1.
    pub line: u64,
    /// The record.
    pub what: What,
}

/// What a record is.
pub enum What {
    /// A line of JSON.
    Json(Vec<u8>),
    /// A row of a table.
    Row(Vec<u8>),
    /// A case folder.
    Folder(PathBuf),
    /// Longer than is read.
    TooLong,
}

impl Raw {
    /// Its size in bytes, or about that.
    pub fn size(&self) -> usize {
        match &self.what {
            What::Json(bytes) | What::Row(bytes) => bytes.len(),
            What::Folder(_) => FOLDER,
            What::TooLong => 0,
        }
    }
}

/// What must be known to read a record.
pub struct Form {
    /// The input as messages show it.
    pub shown: PathBuf,
    /// The folder that a line's files are named from; `None` where the lines come from standard input.
    pub folder: Option<PathBuf>,
    /// Columns of the table.
    pub columns: Vec<String>,
    /// What parts its cells.
    pub delimiter: u8,
}

/// How far reading has come.
#[derive(Clone)]
pub struct Position {
    /// Bytes, or case folders, read.
    pub at: Arc<AtomicU64>,
    /// Of how many, where that is known.
    pub of: Option<u64>,
}

/// An input that has been opened.
pub struct Input {
    /// How its records are read.
    pub form: Form,
    /// Where reading stands.
    pub position: Position,
    records: Records,
}

enum Records {
    Cut(Cutter),
    Folders(vec::IntoIter<PathBuf>),
}

impl Input {
    /// Opens a file, a folder or standard input.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        let at = Arc::<AtomicU64>::default();
        if path.is_dir() {
            let folders = case_folders(path, "case.json")?;
            let position = Position { at, of: Some(folders.len() as u64) };
            let form = Form { shown: path.into(), folder: None, columns: Vec::new(), delimiter: 0 };
            return Ok(Input { form, position, records: Records::Folders(folders.into_iter()) });
        }
        let shown = if is_stdin(path) { Path::new("standard input") } else { path };
        let failed = |e: io::Error| Failure::io(shown, "read", &e);
        let (stream, of): (Box<dyn Read + Send>, _) = if is_stdin(path) {
            (Box::new(io::stdin()), None)
        } else {
            let file = File::open(path).map_err(failed)?;
            let length = file.metadata().ok().filter(std::fs::Metadata::is_file).map(|m| m.len());
            (Box::new(file), length)
        };
        let counted = Counted { stream, at: at.clone() };
        let mut input = Input::from_stream(path, Box::new(BufReader::with_capacity(1 << 16, counted)))?;
        input.position = Position { at, of };
        Ok(input)
    }

    /// The input in a stream of bytes; whether they are lines or rows, the name says.
    pub fn from_stream(path: &Path, stream: Stream) -> Result<Self, Failure> {
        let shown = if is_stdin(path) { Path::new("standard input") } else { path };
        let stream = unpack(stream).map_err(|e| Failure::io(shown, "read", &e))?;
        let delimiter = delimiter(path);
        let mut cutter = Cutter { stream, shown: shown.into(), line: 1, delimiter, failed: false };
        let columns = if delimiter.is_some() { columns(&mut cutter)? } else { Vec::new() };
        let parent = path.parent().map(|p| if p.as_os_str().is_empty() { Path::new(".") } else { p });
        let form = Form {
            shown: shown.into(),
            folder: parent.filter(|_| !is_stdin(path)).map(Path::to_path_buf),
            columns,
            delimiter: delimiter.unwrap_or_default(),
        };
        let position = Position { at: Arc::default(), of: None };
        Ok(Input { form, position, records: Records::Cut(cutter) })
    }

    /// Its records, in order; after an error of the input itself there are no more.
    pub fn into_parts(self) -> (Form, impl Iterator<Item = Result<Raw, Failure>> + Send) {
        let records: Box<dyn Iterator<Item = Result<Raw, Failure>> + Send> = match self.records {
            Records::Cut(cutter) => Box::new(cutter.fuse()),
            Records::Folders(folders) => Box::new(folders.zip(1..).map(move |(folder, line)| {
                self.position.at.store(line, Ordering::Relaxed);
                Ok(Raw { line, what: What::Folder(folder) })
            })),
        };
        (self.form, records)
    }
}

/// What parts the cells of a table, told by its name; `None` for lines of JSON.
fn delimiter(path: &Path) -> Option<u8> {
    let name = path.file_name()?.to_string_lossy().to_lowercase();
    let name = [".gz", ".zst"].iter().find_map(|packed| name.strip_suffix(packed)).unwrap_or(&name);
    match Path::new(name).extension()?.to_str()? {
        "csv" => Some(b','),
        "tsv" | "tab" => Some(b'\t'),
        _ => None,
    }
}

/// The head of a table.
fn columns(cutter: &mut Cutter) -> Result<Vec<String>, Failure> {
    let shown = cutter.shown.clone();
    let wrong = |message: String| Failure::at_line(&shown, 1, message);
    let head = match cutter.next() {
        None => {
            return Err(Failure::at(&shown, "is empty; a table begins with its columns' names, a and b among them"));
        }
        Some(head) => head?,
    };
    let What::Row(row) = head.what else { return Err(wrong(too_long())) };
    let columns = cells(&row, cutter.delimiter.unwrap_or_default()).map_err(wrong)?;
    for (i, name) in columns.iter().enumerate() {
        if columns[..i].contains(name) {
            return Err(wrong(format!("two columns are called {name:?}; give each its own name")));
        }
    }
    for name in ["a", "b"] {
        if !columns.iter().any(|c| c == name) {
            let message = format!(
                "no column is called {name}; the first row names the columns, of which a and b hold the two texts"
            );
            return Err(wrong(message));
        }
    }
    Ok(columns)
}

/// The cells of a row.
pub fn cells(row: &[u8], delimiter: u8) -> Result<Vec<String>, String> {
    let text = std::str::from_utf8(row).map_err(|_| NOT_UTF8.to_string())?;
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    reader.read_record(&mut record).map_err(|e| format!("can't be read as a row ({e})"))?;
    Ok(record.iter().map(str::to_string).collect())
}

/// Said of bytes that are no text.
pub const NOT_UTF8: &str = "is not UTF-8; save the file as UTF-8";

/// Said of a record beyond the limit.
pub fn too_long() -> String {
    format!(
        "longer than {} MB, the most that a record may be; is a line feed or a closing quotation mark missing?",
        LIMIT / 1_000_000
    )
}

/// Counts what is read.
struct Counted {
    stream: Box<dyn Read + Send>,
    at: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.stream.read(into)?;
        self.at.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Cuts a stream into lines, or into rows, whose quoted cells may hold line feeds. Blank ones are passed over. Of one that is
/// too long no more than the limit is kept.
struct Cutter {
    stream: Stream,
    shown: PathBuf,
    /// The line that comes next.
    line: u64,
    delimiter: Option<u8>,
    /// The stream can't be read further.
    failed: bool,
}

/// Where a row stands.
#[derive(Clone, Copy, PartialEq)]
enum At {
    CellStart,
    Plain,
    Quoted,
    /// After a quotation mark within quotes: the end, or half of a doubled one.
    Mark,
}

impl Cutter {
    /// The next piece up to a line feed that ends it, and its first line; `None` at the end.
    fn piece(&mut self) -> io::Result<Option<(u64, Option<Vec<u8>>)>> {
        let (first, mut piece, mut long, mut at) = (self.line, Vec::new(), false, At::CellStart);
        loop {
            let buffer = self.stream.fill_buf()?;
            if buffer.is_empty() {
                return Ok((long || !piece.is_empty()).then_some((first, (!long).then_some(piece))));
            }
            let (used, ended) = match self.delimiter {
                None => match buffer.iter().position(|b| *b == b'\n') {
                    Some(end) => (end + 1, true),
                    None => (buffer.len(), false),
                },
                Some(delimiter) => row(buffer, delimiter, &mut at),
            };
            self.line += buffer[..used].iter().filter(|b| **b == b'\n').count() as u64;
            if piece.len() + used > LIMIT {
                (piece, long) = (Vec::new(), true);
            } else if !long {
                piece.extend_from_slice(&buffer[..used]);
            }
            self.stream.consume(used);
            if ended {
                return Ok(Some((first, (!long).then_some(piece))));
            }
        }
    }
}

/// How much of the buffer belongs to the row, and whether the row ends with it.
fn row(buffer: &[u8], delimiter: u8, at: &mut At) -> (usize, bool) {
    for (i, byte) in buffer.iter().enumerate() {
        *at = match (*at, *byte) {
            (At::Quoted, b'"') => At::Mark,
            (At::Quoted, _) => At::Quoted,
            (_, b'\n') => return (i + 1, true),
            (At::CellStart | At::Mark, b'"') => At::Quoted,
            (_, b) if b == delimiter => At::CellStart,
            _ => At::Plain,
        };
    }
    (buffer.len(), false)
}

impl Iterator for Cutter {
    type Item = Result<Raw, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.failed {
            let (line, bytes) = match self.piece() {
                Ok(piece) => piece?,
                Err(e) => {
                    self.failed = true;
                    let message = format!(
                        "can't be read further ({e}); the lines before are done and kept, if there is a folder for results"
                    );
                    return Some(Err(Failure::at_line(
                        &self.shown,
                        usize::try_from(self.line).unwrap_or(usize::MAX),
                        message,
                    )));
                }
            };
            let Some(mut bytes) = bytes else { return Some(Ok(Raw { line, what: What::TooLong })) };
            if line == 1 && bytes.starts_with("\u{feff}".as_bytes()) {
                bytes.drain(..3);
            }
            if !bytes.trim_ascii().is_empty() {
                let what = if self.delimiter.is_some() { What::Row(bytes) } else { What::Json(bytes) };
                return Some(Ok(Raw { line, what }));
            }
        }
        None
    }
}

/// What tells an input from another, for a run that goes on where it was: its length and hash where it can be read twice. Each
/// record is compared besides, by its [`digest`].
pub fn identity(path: &Path) -> Result<Value, Failure> {
    if path.is_dir() {
        let (form, records) = Input::open(path)?.into_parts();
        let (mut cases, mut hash) = (0u64, Sha256::new());
        for raw in records {
            let raw = raw?;
            if let What::Folder(folder) = &raw.what {
                hash.update(folder.file_name().unwrap_or_default().as_encoded_bytes());
            }
            hash.update([0]);
            hash.update(digest(&raw, &form));
            cases += 1;
        }
        return Ok(json!({"cases": cases, "sha256": hex(&hash.finalize())}));
    }
    if is_stdin(path) || !path.is_file() {
        return Ok(json!({"stream": true}));
    }
    let failed = |e: io::Error| Failure::io(path, "read", &e);
    let (mut file, mut hash) = (File::open(path).map_err(failed)?, Sha256::new());
    let bytes = io::copy(&mut file, &mut hash).map_err(failed)?;
    Ok(json!({"bytes": bytes, "sha256": hex(&hash.finalize())}))
}

/// What tells a record from another, with the files it names: the first 16 hexadecimal digits of a hash.
pub fn digest(raw: &Raw, form: &Form) -> String {
    let mut hash = Sha256::new();
    let files = match &raw.what {
        What::Json(bytes) => {
            hash.update(bytes.trim_ascii());
            let names_files = bytes.windows(6).any(|w| w == b"\"file\"");
            form.folder.as_deref().filter(|_| names_files).map_or_else(Vec::new, |folder| files(folder, bytes))
        }
        What::Row(bytes) => {
            hash.update(bytes.trim_ascii_end());
            Vec::new()
        }
        What::Folder(folder) => {
            let case = input::bytes(&folder.join("case.json"), input::CASE_LIMIT).ok().flatten().unwrap_or_default();
            hash.update(&case);
            files(folder, &case)
        }
        What::TooLong => Vec::new(),
    };
    for file in files {
        // One that can't be read counts as well: it may be there the next time.
        match File::open(file).and_then(|f| io::copy(&mut f.take(diptych_ingest::LIMIT as u64 + 1), &mut hash)) {
            Ok(bytes) => hash.update(bytes.to_le_bytes()),
            Err(_) => hash.update(u64::MAX.to_le_bytes()),
        }
    }
    hex(&hash.finalize()[..8])
}

/// The files that a case names.
fn files(folder: &Path, case: &[u8]) -> Vec<PathBuf> {
    let case: Value = serde_json::from_slice(case).unwrap_or_default();
    let accounts = case["accounts"].as_array().map_or(&[][..], Vec::as_slice);
    accounts.iter().filter_map(|a| input::inside(folder, a["file"].as_str()?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn cut(text: &str, delimiter: Option<u8>) -> Vec<(u64, String)> {
        // A small buffer, so that pieces lie across its ends.
        let stream = Box::new(BufReader::with_capacity(3, Cursor::new(text.to_string())));
        let cutter = Cutter { stream, shown: "x".into(), line: 1, delimiter, failed: false };
        cutter
            .map(|raw| raw.unwrap())
            .map(|raw| match raw.what {
                What::Json(b) | What::Row(b) => (raw.line, String::from_utf8(b).unwrap()),
                _ => (raw.line, String::new()),
            })
            .collect()
    }

    fn own(rows: &[(u64, &str)]) -> Vec<(u64, String)> {
        rows.iter().map(|(n, s)| (*n, s.to_string())).collect()
    }

    #[test]
    fn lines_are_cut_and_blank_ones_passed_over() {
        let text = "\u{feff}{\"a\"}\n\n  \r\n{\"b\"}\r\n{\"c\"}";
        assert_eq!(cut(text, None), own(&[(1, "{\"a\"}\n"), (4, "{\"b\"}\r\n"), (5, "{\"c\"}")]));
    }

    #[test]
    fn rows_may_hold_line_feeds_within_quotes() {
        let text = "a,b\n\"one\ntwo\",\"say \"\"yes\"\"\n\"\n5\" pipe,x\n\nlast,\"\"";
        let rows = ["a,b\n", "\"one\ntwo\",\"say \"\"yes\"\"\n\"\n", "5\" pipe,x\n", "last,\"\""];
        let expected: Vec<(u64, &str)> = [1, 2, 5, 7].into_iter().zip(rows).collect();
        assert_eq!(cut(text, Some(b',')), own(&expected));
        assert_eq!(cells(rows[1].as_bytes(), b',').unwrap(), ["one\ntwo", "say \"yes\"\n"]);
        assert_eq!(cells(rows[2].as_bytes(), b',').unwrap(), ["5\" pipe", "x"]);
    }

    #[test]
    fn a_line_without_end_takes_no_more_than_the_limit() {
        let endless = io::repeat(b'x').take(LIMIT as u64 + 1).chain(Cursor::new("\n{}\n"));
        let stream = Box::new(BufReader::with_capacity(1 << 16, endless));
        let mut cutter = Cutter { stream, shown: "x".into(), line: 1, delimiter: None, failed: false };
        assert!(matches!(cutter.next(), Some(Ok(Raw { line: 1, what: What::TooLong }))));
        assert!(matches!(cutter.next(), Some(Ok(Raw { line: 2, what: What::Json(_) }))));
        assert!(cutter.next().is_none());
    }

    #[test]
    fn an_input_that_fails_is_told_of_once_and_ends() {
        let cut = b"\x1f\x8b\x08\0\0\0\0\0\0\x03\x01\x02";
        let input = Input::from_stream(Path::new("-"), Box::new(Cursor::new(cut))).unwrap();
        let (_, records) = input.into_parts();
        let told: Vec<_> = records.take(3).map(|raw| raw.err().unwrap().to_string()).collect();
        assert!(told.len() == 1 && told[0].contains("can't be read further"), "{told:?}");
    }

    #[test]
    fn names_tell_tables_from_lines() {
        let told = |name: &str| delimiter(Path::new(name));
        assert_eq!((told("x.csv"), told("d/x.TSV.gz"), told("x.tab.zst")), (Some(b','), Some(b'\t'), Some(b'\t')));
        assert_eq!((told("x.jsonl"), told("x.gz"), told("-"), told("csv")), (None, None, None, None));
    }
}
