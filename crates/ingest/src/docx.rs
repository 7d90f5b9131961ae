//! Word documents (Office Open XML, ECMA-376): the words of the main text as they stand once every tracked change is
//! accepted. Headers, footers, comments and notes are other parts of the file and are not read.

use crate::{Content, Format, IngestError, Packed, warning};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The reader.
pub(crate) const READER: Packed = Packed { format: Format::Docx, what: "a Word document", is_one, read };

/// Longest main text that is unpacked, in bytes: a small file can unpack to terabytes.
const UNPACKED: u64 = 100_000_000;

/// The part that holds the main text.
const MAIN: &str = "word/document.xml";

/// Whether it is a Word document: by its name if it is an archive at all or a locked one, else by what the archive holds.
fn is_one(extension: &str, bytes: &[u8]) -> bool {
    let archive = bytes.starts_with(b"PK\x03\x04");
    // A document locked with a password is wrapped in the old Office format.
    let named = extension == "docx" && (archive || bytes.starts_with(b"\xd0\xcf\x11\xe0"));
    named || (archive && ZipArchive::new(Cursor::new(bytes)).is_ok_and(|zip| zip.index_for_name(MAIN).is_some()))
}

/// Reads it.
fn read(bytes: &[u8]) -> Result<Content, IngestError> {
    if !bytes.starts_with(b"PK") {
        return Err(IngestError::Docx("it is locked with a password, or an old .doc"));
    }
    let damaged = |_| IngestError::Docx("the file is damaged");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let main = archive.by_name(MAIN).map_err(|_| IngestError::Docx("it holds no main text"))?;
    let mut xml = String::new();
    let all =
        main.take(UNPACKED + 1).read_to_string(&mut xml).map_err(|_| IngestError::Docx("its main text is damaged"))?;
    if all as u64 > UNPACKED {
        return Err(IngestError::Docx("it unpacks to more than 100 MB"));
    }
    let mut words = Words::default();
    let mut reader = Reader::from_str(&xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => words.open(&tag),
            Ok(Event::Empty(tag)) => {
                words.open(&tag);
                words.close(tag.local_name().as_ref());
            }
            Ok(Event::End(tag)) => words.close(tag.local_name().as_ref()),
            Ok(Event::Text(text)) => words.text(&text),
            Ok(Event::GeneralRef(name)) => words.text(&character(&name)),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(_) => return Err(IngestError::Docx("its main text is damaged")),
        }
    }
    Ok(words.finish())
}

/// The character that `&name;` stands for.
fn character(reference: &quick_xml::events::BytesRef<'_>) -> String {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return c.to_string();
    }
    match &**reference {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    }
    .to_string()
}

/// What has been read so far, and where in the markup the reader is.
#[derive(Default)]
struct Words {
    out: String,
    /// How many open elements hide their words: deleted, moved away, a second version for old programs.
    hidden: usize,
    /// Whether the run at hand is formatted as hidden.
    vanished: bool,
    /// Whether words stand in a text element; white space elsewhere is only layout of the markup.
    in_text: bool,
    inserted: usize,
    deleted: usize,
    notes: usize,
}

impl Words {
    fn open(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "del" | "moveFrom" => {
                self.deleted += usize::from(self.hidden == 0);
                self.hidden += 1;
            }
            "Fallback" => self.hidden += 1,
            "ins" | "moveTo" => self.inserted += 1,
            "r" => self.vanished = false,
            "vanish" => self.vanished = !off(tag),
            "t" => self.in_text = true,
            "tab" => self.mark('\t'),
            "br" | "cr" => self.mark('\n'),
            "noBreakHyphen" => self.mark('-'),
            "footnoteReference" | "endnoteReference" => self.notes += 1,
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "del" | "moveFrom" | "Fallback" => self.hidden = self.hidden.saturating_sub(1),
            "t" => self.in_text = false,
            "p" => self.out.push_str("\n\n"),
            _ => {}
        }
    }

    fn text(&mut self, words: &str) {
        if self.in_text && self.hidden == 0 && !self.vanished {
            self.out.push_str(words);
        }
    }

    /// A mark that stands for itself; those of paragraph properties (tab stops) come before any word of the line.
    fn mark(&mut self, mark: char) {
        if self.hidden == 0 && !self.vanished && !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push(mark);
        }
    }

    fn finish(self) -> Content {
        let mut warnings = Vec::new();
        if self.inserted + self.deleted > 0 {
            let message = format!(
                "holds tracked changes ({} inserted, {} deleted); it was read as if all were accepted",
                self.inserted, self.deleted
            );
            warnings.push(warning("tracked-changes", message));
        }
        if self.notes > 0 {
            let message = format!("{} footnotes or endnotes were left out", self.notes);
            warnings.push(warning("notes-left-out", message));
        }
        Content { text: self.out, title: None, warnings }
    }
}

/// Whether a switch such as `<w:vanish w:val="0"/>` is off.
fn off(tag: &BytesStart<'_>) -> bool {
    tag.attributes()
        .flatten()
        .any(|a| a.key.local_name().as_ref() == "val" && matches!(a.value.as_ref(), "0" | "false" | "off"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    fn pack(name: &str, body: &str) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        zip.start_file(name, options).unwrap();
        zip.write_all(body.as_bytes()).unwrap();
        zip.finish().unwrap().into_inner()
    }

    fn document(body: &str) -> Vec<u8> {
        let xml = format!(
            r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="x" xmlns:mc="y"><w:body>{body}</w:body></w:document>"#
        );
        pack(MAIN, &xml)
    }

    fn text(body: &str) -> String {
        crate::read("a.docx", &document(body)).unwrap().text
    }

    fn p(words: &str) -> String {
        format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
    }

    #[test]
    fn paragraphs_runs_and_entities_are_read() {
        let body = r#"<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t xml:space="preserve">Smith &amp; Sons </w:t></w:r>
            <w:r><w:t>walked&#160;out</w:t><w:br/><w:t>at noon.</w:t></w:r></w:p>"#;
        assert_eq!(
            text(&format!("{body}{}", p("The port was silent."))),
            "Smith & Sons walked\u{a0}out\nat noon.\n\nThe port was silent.\n"
        );
    }

    #[test]
    fn tracked_changes_are_accepted_with_a_warning() {
        let body = r#"<w:p><w:r><w:t>The firm </w:t></w:r><w:del><w:r><w:delText>may</w:delText></w:r></w:del><w:ins><w:r><w:t>will</w:t></w:r></w:ins>
            <w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:r><w:t> close.</w:t></w:r></w:p>"#;
        let read = crate::read("a.docx", &document(body)).unwrap();
        assert_eq!(read.text, "The firm will close.\n");
        let codes: Vec<&str> = read.warnings.iter().map(|w| w.code.as_str()).collect();
        assert_eq!(codes, ["tracked-changes"]);
        assert!(read.warnings[0].message.contains("1 inserted, 2 deleted"), "{:?}", read.warnings);
    }

    #[test]
    fn hidden_and_doubled_words_are_left_out() {
        let body = r#"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret </w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>It </w:t></w:r>
            <mc:AlternateContent><mc:Choice><w:r><w:t>began.</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>began.</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>"#;
        assert_eq!(text(body), "It began.\n");
    }

    #[test]
    fn a_document_by_another_name_is_told() {
        let read = crate::read("a.txt", &document(&p("It began."))).unwrap();
        assert_eq!((read.format.name(), read.warnings[0].code.as_str()), ("docx", "format-not-as-named"));
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        for (bytes, says) in [
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest".to_vec(), "locked with a password"),
            (b"PK\x03\x04rest".to_vec(), "the file is damaged"),
            (pack("other.xml", "<x/>"), "it holds no main text"),
            (pack(MAIN, "<w:p><w:t>unclosed</w:p>"), "its main text is damaged"),
            (pack(MAIN, &" ".repeat(UNPACKED as usize + 1)), "unpacks to more than 100 MB"),
            (document(&p("")), "no words in it"),
        ] {
            let error = crate::read("a.docx", &bytes).unwrap_err().to_string();
            assert!(error.contains(says), "{error}");
        }
    }

    proptest! {
        #[test]
        fn any_markup_is_read_or_refused(body in "(</?w:(p|r|t|del|ins|tab|br|vanish)/?>|[a-z ]{1,9}|&amp;|&#0;|&x;|<!--|-->){0,40}") {
            if let Ok(d) = crate::read("a.docx", &document(&body)) {
                prop_assert!(!d.text.trim().is_empty());
            }
        }

        #[test]
        fn any_damage_is_read_or_refused(at in 0usize..400, byte in any::<u8>()) {
            let mut bytes = document(&p("It began at noon."));
            let n = bytes.len();
            bytes[at % n] = byte;
            let _ = crate::read("a.docx", &bytes);
        }
    }
}
