//! Reports for the terminal, and the only place that writes to streams and files. What needs no terminal is
//! shown by `diptych-render`.

pub mod article;
pub mod text;

use crate::failure::Failure;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

/// Writes a display: whole into a file, or to standard output.
pub fn deliver(text: &str, to: Option<&Path>) -> Result<(), Failure> {
    deliver_bytes(text.as_bytes(), to)
}

/// The same of a display that is no text.
pub fn deliver_bytes(bytes: &[u8], to: Option<&Path>) -> Result<(), Failure> {
    match to {
        None => match io::stdout().lock().write_all(bytes).and_then(|()| io::stdout().flush()) {
            Ok(()) => Ok(()),
            Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Err(Failure::PipeClosed),
            Err(e) => Err(Failure::io(Path::new("standard output"), "written", &e)),
        },
        Some(path) => write_whole(path, bytes).map_err(|e| match e.kind() {
            io::ErrorKind::NotFound => Failure::at(path, "its folder does not exist; make it first"),
            _ => Failure::io(path, "written", &e),
        }),
    }
}

/// Whether standard output is a terminal.
pub fn to_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Refuses, before the work is done, to write a Word document where a terminal would show its bytes.
pub fn document_goes(to: Option<&Path>, terminal: bool) -> Result<(), Failure> {
    if to.is_none() && terminal {
        return Err(Failure::plain("a Word document is no text for a terminal; name a file for it: -o report.docx"));
    }
    Ok(())
}

/// A Word document, or why it could not be packed.
pub fn packed(document: io::Result<Vec<u8>>) -> Result<Vec<u8>, Failure> {
    document.map_err(|e| {
        Failure::plain(format!("the Word document can't be packed ({e}); show less in it: --min-confidence"))
    })
}

/// Writes beside the file and puts the result in its place, so that no reader finds half of it.
fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    // Devices and pipes can't be replaced.
    if path.exists() && !path.is_file() {
        return fs::write(path, bytes);
    }
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.persist(path).map(|_| ()).map_err(|e| e.error)
}

/// A line on standard error. That it can't be written is no reason to stop.
pub fn complain(message: &str) {
    let clean: String = message.chars().filter(|c| !c.is_control() || *c == '\n').collect();
    let _ = writeln!(io::stderr().lock(), "diptych: {clean}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_goes_to_a_file_or_a_pipe_but_not_to_a_terminal() {
        let refused = document_goes(None, true).unwrap_err().to_string();
        assert!(refused.contains("name a file for it: -o "), "{refused}");
        document_goes(None, false).unwrap();
        document_goes(Some(Path::new("report.docx")), true).unwrap();
    }
}
