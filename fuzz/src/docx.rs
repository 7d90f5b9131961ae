//! Word documents: as they are, or the main text of a sound one.

use super::ingest::any;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub fn run(bytes: &[u8]) {
    match bytes.split_first() {
        Some((first, xml)) if first % 2 == 1 => any("a.docx", &packed(xml)),
        Some((_, whole)) => any("a.docx", whole),
        None => {}
    }
}

fn packed(xml: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    zip.start_file("word/document.xml", stored).unwrap();
    zip.write_all(xml).unwrap();
    zip.finish().unwrap().into_inner()
}
