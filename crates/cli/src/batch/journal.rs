//! What is done of a run, as an append-only file: a line a record, in the input's order, after a line that says what the run is.
//!
//! A line is `KIND CHECKSUM DIGEST JSON`; the checksum is over all that follows the kind, and the kind. Lines after the first that
//! is torn or does not fit are dropped when a run goes on, and their records done again: after a power cut the end of a
//! file may hold anything.

use crate::failure::Failure;
use serde_json::Value;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How often what is written is made safe against a power cut.
const SYNC: Duration = Duration::from_secs(2);

/// What a line of the journal holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What the run is; the first line.
    Head,
    /// A report.
    Report,
    /// An error.
    Error,
}

impl Kind {
    const ALL: [Kind; 3] = [Kind::Head, Kind::Report, Kind::Error];

    const fn letter(self) -> u8 {
        match self {
            Kind::Head => b'H',
            Kind::Report => b'R',
            Kind::Error => b'E',
        }
    }
}

/// A line of the journal.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it holds.
    pub kind: Kind,
    /// What tells the record from another.
    pub digest: String,
    /// The line for the results.
    pub json: String,
}

impl Entry {
    fn to_line(&self) -> Vec<u8> {
        let rest = format!("{} {}", self.digest, self.json);
        let mut line =
            format!("{} {:08x} ", char::from(self.kind.letter()), checksum(self.kind, rest.as_bytes())).into_bytes();
        line.extend_from_slice(rest.as_bytes());
        line.push(b'\n');
        line
    }

    /// The entry on a whole line; `None` if it is damaged.
    fn from_line(line: &[u8]) -> Option<Entry> {
        let line = line.strip_suffix(b"\n")?;
        let kind = Kind::ALL.into_iter().find(|k| line.first() == Some(&k.letter()))?;
        let told = u32::from_str_radix(std::str::from_utf8(line.get(2..10)?).ok()?, 16).ok()?;
        let rest = line.get(11..)?;
        let (digest, json) = std::str::from_utf8(rest).ok()?.split_once(' ')?;
        (told == checksum(kind, rest)).then(|| Entry { kind, digest: digest.into(), json: json.into() })
    }
}

fn checksum(kind: Kind, rest: &[u8]) -> u32 {
    let mut hash = crc32fast::Hasher::new();
    hash.update(&[kind.letter()]);
    hash.update(rest);
    hash.finalize()
}

/// The journal of a run, held by one process at a time.
pub struct Journal {
    path: PathBuf,
    file: File,
    synced: Instant,
    /// Lets go of the folder when it is dropped.
    _lock: File,
}

impl Journal {
    /// Where it is in the folder of a run.
    pub fn place(folder: &Path) -> PathBuf {
        folder.join("journal")
    }

    /// Opens the journal in `folder`, which is made where it is missing.
    pub fn open(folder: &Path) -> Result<Self, Failure> {
        fs::create_dir_all(folder).map_err(|e| Failure::io(folder, "made", &e))?;
        let path = Journal::place(folder);
        let open = |path: &Path| {
            let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
            opened.map_err(|e| Failure::io(path, "written", &e))
        };
        let lock = open(&folder.join("lock"))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let message = "another batch is at work in it; wait until it is done, or name another folder";
                return Err(Failure::at(folder.parent().unwrap_or(folder), message));
            }
            // Not every file system knows locks; there the user sees to it.
            Err(TryLockError::Error(_)) => {}
        }
        Ok(Journal { file: open(&path)?, path, synced: Instant::now(), _lock: lock })
    }

    /// Its whole lines from the start.
    pub fn entries(&self) -> Result<Entries, Failure> {
        let file = File::open(&self.path).map_err(|e| Failure::io(&self.path, "read", &e))?;
        Ok(Entries { path: self.path.clone(), reader: BufReader::with_capacity(1 << 18, file), good: 0 })
    }

    /// Drops all beyond the first `length` bytes; what is appended follows there.
    pub fn cut(&mut self, length: u64) -> Result<(), Failure> {
        let cut = self.file.set_len(length).and_then(|()| self.file.seek(SeekFrom::Start(length)).map(|_| ()));
        cut.map_err(|e| unwritten(&self.path, &e))
    }

    /// Begins it anew with what the run is.
    pub fn begin(&mut self, head: &Value) -> Result<(), Failure> {
        self.cut(0)?;
        self.append(&Entry { kind: Kind::Head, digest: "-".into(), json: head.to_string() })?;
        self.sync()?;
        let folder = self.path.parent().unwrap_or(&self.path);
        sync_folder(folder).map_err(|e| unwritten(folder, &e))
    }

    /// Adds a line; it outlives the process at once, and a power cut after a while.
    pub fn append(&mut self, entry: &Entry) -> Result<(), Failure> {
        self.file.write_all(&entry.to_line()).map_err(|e| unwritten(&self.path, &e))?;
        if self.synced.elapsed() >= SYNC { self.sync() } else { Ok(()) }
    }

    /// Makes all lines safe against a power cut.
    pub fn sync(&mut self) -> Result<(), Failure> {
        self.synced = Instant::now();
        self.file.sync_data().map_err(|e| unwritten(&self.path, &e))
    }
}

/// The lines of a journal up to the first that is damaged.
pub struct Entries {
    path: PathBuf,
    reader: BufReader<File>,
    good: u64,
}

impl Entries {
    /// How many bytes the lines took that were given.
    pub fn good(&self) -> u64 {
        self.good
    }
}

impl Iterator for Entries {
    type Item = Result<Entry, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut line = Vec::new();
        match self.reader.read_until(b'\n', &mut line) {
            Ok(_) => {
                let entry = Entry::from_line(&line)?;
                self.good += line.len() as u64;
                Some(Ok(entry))
            }
            Err(e) => Some(Err(Failure::io(&self.path, "read", &e))),
        }
    }
}

/// A file of a run that can't be written, in plain words.
pub fn unwritten(path: &Path, error: &io::Error) -> Failure {
    let message = format!(
        "can't be written ({error}); what is done is kept: make room or mend it, then give the same command again"
    );
    Failure::at(path, message)
}

/// Makes the names in a folder safe against a power cut, where the system lets a folder be opened.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn entry(n: u8) -> Entry {
        Entry { kind: Kind::Report, digest: format!("{n:016x}"), json: format!("{{\"line\":{n},\"text\":\"ж\"}}") }
    }

    fn read(journal: &Journal) -> (Vec<Entry>, u64) {
        let mut entries = journal.entries().unwrap();
        let all = entries.by_ref().map(Result::unwrap).collect();
        (all, entries.good())
    }

    #[test]
    fn a_torn_or_damaged_line_and_what_follows_are_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = Journal::open(folder.path()).unwrap();
        journal.begin(&json!({"x": 1})).unwrap();
        (0..3).for_each(|n| journal.append(&entry(n)).unwrap());
        let whole = fs::read(&journal.path).unwrap();
        let ends: Vec<usize> = whole.iter().enumerate().filter(|(_, b)| **b == b'\n').map(|(i, _)| i + 1).collect();
        for length in 0..=whole.len() {
            fs::write(&journal.path, &whole[..length]).unwrap();
            let complete = ends.iter().filter(|end| **end <= length).count();
            let (entries, good) = read(&journal);
            assert_eq!((entries.len(), good), (complete, ends[..complete].last().copied().unwrap_or(0) as u64));
        }
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x10;
            fs::write(&journal.path, damaged).unwrap();
            // The blank after the kind and the one after the checksum say nothing.
            let before = ends.iter().filter(|end| **end <= at).count();
            let (entries, _) = read(&journal);
            assert!(entries.len() == before || whole[at] == b' ', "{at}");
        }
    }

    #[test]
    fn it_goes_on_where_it_was_cut() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = Journal::open(folder.path()).unwrap();
        journal.begin(&json!({})).unwrap();
        journal.append(&entry(0)).unwrap();
        let (_, good) = read(&journal);
        journal.file.write_all(b"R 0000").unwrap();
        journal.cut(good).unwrap();
        journal.append(&entry(1)).unwrap();
        let (entries, _) = read(&journal);
        assert_eq!(entries[1..], [entry(0), entry(1)]);
    }

    #[test]
    fn one_run_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let held = Journal::open(folder.path()).unwrap();
        assert!(Journal::open(folder.path()).err().unwrap().to_string().contains("another batch is at work"));
        drop(held);
        assert!(Journal::open(folder.path()).is_ok());
    }
}
