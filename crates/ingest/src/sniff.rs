//! What is no text, told by its first bytes or by its name.

use crate::IngestError;

/// First bytes that give a format away.
const MAGIC: [(&[u8], &str); 13] = [
    (b"PK\x03\x04", "a zip archive (odt and epub files are such)"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"ID3", "an MP3 sound file"),
];

/// Extensions of formats that hold text this version does not read, or that say which archive it is.
const NAMED: [(&str, &str); 20] = [
    ("pdf", "named .pdf, but it does not begin as one"),
    ("doc", "an old Word document"),
    ("odt", "an OpenDocument text"),
    ("pages", "a Pages document"),
    ("rtf", "an RTF document"),
    ("epub", "an EPUB book"),
    ("xls", "an Excel sheet"),
    ("xlsx", "an Excel sheet"),
    ("pptx", "a PowerPoint presentation"),
    ("csv", "a CSV table"),
    ("tsv", "a TSV table"),
    ("json", "JSON data"),
    ("jsonl", "JSON Lines data"),
    ("xml", "XML data"),
    ("yaml", "YAML data"),
    ("yml", "YAML data"),
    ("tex", "a TeX source"),
    ("eml", "an e-mail"),
    ("mht", "a web archive"),
    ("mhtml", "a web archive"),
];

/// The file name's extension in lower case, without the full stop; empty where there is none.
pub(crate) fn extension(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or("");
    match file.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => extension.to_lowercase(),
        _ => String::new(),
    }
}

/// Refuses formats that are known and not read. The name speaks first: an odt is told as such, not as a zip.
pub(crate) fn refuse(extension: &str, bytes: &[u8]) -> Result<(), IngestError> {
    let named = NAMED.iter().find(|(e, _)| *e == extension).map(|(_, what)| *what);
    let magic = || MAGIC.iter().find(|(m, _)| bytes.starts_with(m)).map(|(_, what)| *what);
    match named.or_else(magic) {
        Some(what) => Err(IngestError::OtherFormat(what)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_are_the_file_names_own() {
        assert_eq!(extension("a/b.c/union.TXT"), "txt");
        assert_eq!(extension("a.b/union"), "");
        assert_eq!(extension(".txt"), "");
        assert_eq!(extension(r"c:\x\union.htm"), "htm");
    }

    #[test]
    fn pictures_and_archives_are_called_by_name() {
        let png = refuse("txt", b"\x89PNG\r\n\x1a\n\x00").unwrap_err();
        assert_eq!(png, IngestError::OtherFormat("a PNG picture"));
        assert_eq!(refuse("json", b"{}").unwrap_err(), IngestError::OtherFormat("JSON data"));
        assert_eq!(refuse("txt", b"words"), Ok(()));
    }
}
