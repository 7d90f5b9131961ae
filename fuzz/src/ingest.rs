//! Files of any name: what is read holds words and no control characters, and read again as text stays what it is.

use diptych_ingest::{Format, read};

const NAMES: [&str; 6] = ["", "a.txt", "a.md", "a.html", "a.docx", "a.pdf"];

pub fn run(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    any(NAMES[usize::from(*first) % NAMES.len()], rest);
}

/// Reads a file.
pub fn any(name: &str, bytes: &[u8]) {
    let Ok(document) = read(name, bytes) else { return };
    assert!(!document.text.trim().is_empty());
    assert!(document.text.chars().all(|c| !c.is_control() || c == '\n' || c == '\t'), "{:?}", document.text);
    assert_eq!(read(name, bytes).as_ref(), Ok(&document));
    let again = read("a.txt", document.text.as_bytes());
    if let Ok(again) = again
        && again.format == Format::Text
    {
        assert_eq!(again.text, document.text);
    }
}
