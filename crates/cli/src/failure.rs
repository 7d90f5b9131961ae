//! Why a command could not do it, and how it ended where it could.

use std::fmt;
use std::io;
use std::path::Path;

/// How a command ended that did what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done: exit code 0.
    Done,
    /// Done, and there is a discrepancy at or above `--fail-on`: exit code 1.
    Found,
    /// Done, but for lines that could not be read and are told on standard error: exit code 1.
    Partly,
}

/// Why a command could not do it: exit code 2, but for a reader that closed the pipe.
#[derive(Debug)]
pub enum Failure {
    /// Whoever read the output has read enough; no failure to speak of.
    PipeClosed,
    /// What is wrong, and what to do.
    Said(String),
}

impl Failure {
    /// A failure that concerns no file.
    pub fn plain(message: impl Into<String>) -> Self {
        Failure::Said(message.into())
    }

    /// A failure that concerns a file: `file: what is wrong; what to do`.
    pub fn at(path: &Path, message: impl fmt::Display) -> Self {
        Failure::Said(format!("{}: {message}", path.display()))
    }

    /// The same with a line and, where known, a column.
    pub fn at_line(path: &Path, line: usize, message: impl fmt::Display) -> Self {
        Failure::Said(format!("{}:{line}: {message}", path.display()))
    }

    /// A file that can't be read or written, in plain words.
    pub fn io(path: &Path, doing: &str, error: &io::Error) -> Self {
        let message = match error.kind() {
            io::ErrorKind::NotFound => "there is no such file; check the name".to_string(),
            io::ErrorKind::PermissionDenied => format!("may not be {doing}; check its permissions"),
            io::ErrorKind::IsADirectory => "is a directory; name a file".to_string(),
            _ => format!("can't be {doing} ({error})"),
        };
        Failure::at(path, message)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::PipeClosed => f.write_str("the output was closed"),
            Failure::Said(message) => f.write_str(message),
        }
    }
}
