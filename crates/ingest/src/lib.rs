//! Reads the files people hold into plain account text.
//!
//! [`read`] takes a file's name and bytes and gives a [`Document`], or says why it can't. It does no IO, so
//! the command line and the page read alike. The way: `sniff` refuses what is no text, `encoding` turns
//! bytes into characters, a reader out of `READERS` drops the markup, `clean` tidies what is left. What is no text by
//! itself, such as a Word document, comes before all that, out of `PACKED`. A new format is one file here and one line in
//! its list.

mod clean;
mod docx;
mod encoding;
mod html;
mod markdown;
mod pdf;
mod sniff;
mod text;

pub use diptych_core::report::Warning;
use std::fmt;
use thiserror::Error;

/// Longest file that is read, in bytes (20 MB). Whoever does the IO need not read more than `LIMIT + 1`.
pub const LIMIT: usize = 20_000_000;

/// What a file was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown (CommonMark with tables and footnotes).
    Markdown,
    /// A web page.
    Html,
    /// A Word document (Office Open XML).
    Docx,
    /// A PDF document.
    Pdf,
}

impl Format {
    /// The usual file name extension.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "txt",
            Format::Markdown => "md",
            Format::Html => "html",
            Format::Docx => "docx",
            Format::Pdf => "pdf",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A file as account text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The words: line feeds only, no control characters but tab and line feed, not blank.
    pub text: String,
    /// What the file was read as.
    pub format: Format,
    /// The title it gives itself, if it does.
    pub title: Option<String>,
    /// What a reader of the text should know; `account` is left for the caller to fill in.
    pub warnings: Vec<Warning>,
}

/// Why a file can't be read. The messages name no file; the caller knows it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum IngestError {
    /// Longer than [`LIMIT`].
    #[error("longer than {} MB, the most that is read; cut it down to the account itself", LIMIT / 1_000_000)]
    TooLong,
    /// No bytes at all.
    #[error("the file is empty; put the account's text into it")]
    Empty,
    /// Nothing but white space, or markup around nothing.
    #[error("no words in it; put the account's text into it")]
    Blank,
    /// A known format that is not read.
    #[error("{0}; this version reads txt, md, html, docx and pdf, so save it as one of these")]
    OtherFormat(&'static str),
    /// No text in any encoding.
    #[error("binary data, not text; this version reads txt, md, html, docx and pdf")]
    Binary,
    /// Markdown so long that its marks could take all memory: a parser keeps up to seventy bytes a mark.
    #[error("Markdown longer than {} MB; save the account's words as txt", markdown::MOST / 1_000_000)]
    MarkdownTooLong,
    /// A web page nested deeper than parsers can follow.
    #[error("a web page nested too deep to be read; save the article's words as txt")]
    TooDeep,
    /// A web page of more elements, or of more attributes in a tag, than any article has.
    #[error("a web page of too much markup to be read; save the article's words as txt")]
    TooMuchMarkup,
    /// A Word document that is damaged, locked or blown up.
    #[error("a Word document that can't be read: {0}; open it, save it anew, or save its words as txt")]
    Docx(&'static str),
    /// A PDF that is damaged, locked or blown up.
    #[error("a PDF that can't be read: {0}; print it to a new PDF, or save its words as txt")]
    Pdf(&'static str),
    /// A PDF of pictures.
    #[error(
        "a PDF that holds no text, only pictures, as a scanned one does; have its text recognised (OCR) first, or paste the words \
         into a txt"
    )]
    PdfNoText,
    /// A PDF whose fonts do not say what their signs stand for.
    #[error(
        "a PDF whose fonts don't say which letters they draw; have its text recognised (OCR) first, or paste the words into a txt"
    )]
    PdfLetters,
    /// UTF-16 or UTF-32 that does not say so.
    #[error("{0}; save it as UTF-8")]
    Encoding(&'static str),
}

/// How one format is told and read.
pub(crate) struct Reader {
    format: Format,
    /// Extensions in lower case.
    extensions: &'static [&'static str],
    /// Whether text of unknown or misleading name is this format.
    sniff: fn(&str) -> bool,
    read: fn(&str) -> Result<Content, IngestError>,
}

/// What a reader found.
pub(crate) struct Content {
    text: String,
    title: Option<String>,
    warnings: Vec<Warning>,
}

/// How one format that is no text by itself is told and read.
pub(crate) struct Packed {
    format: Format,
    /// What it is called in a message.
    what: &'static str,
    /// Whether a file with this extension and these bytes is one.
    is_one: fn(&str, &[u8]) -> bool,
    read: fn(&[u8]) -> Result<Content, IngestError>,
}

/// Every format that is no text by itself.
const PACKED: [Packed; 2] = [docx::READER, pdf::READER];

/// Every format of text, in the order of sniffing.
const READERS: [Reader; 3] = [html::READER, markdown::READER, text::READER];

/// Reads a file. `name` is its name or path (only the extension matters), or empty where there is none.
///
/// # Errors
/// The file is too long, empty, blank, or of a format that is not read.
pub fn read(name: &str, bytes: &[u8]) -> Result<Document, IngestError> {
    if bytes.len() > LIMIT {
        return Err(IngestError::TooLong);
    }
    if bytes.is_empty() {
        return Err(IngestError::Empty);
    }
    let extension = sniff::extension(name);
    if let Some(packed) = PACKED.iter().find(|p| (p.is_one)(&extension, bytes)) {
        let mut content = (packed.read)(bytes)?;
        if extension != packed.format.name() && !extension.is_empty() {
            content.warnings.push(misnamed(&extension, packed.what, packed.format));
        }
        return document(packed.format, content, Vec::new());
    }
    sniff::refuse(&extension, bytes)?;
    let (decoded, encoding) = encoding::decode(bytes)?;
    let (decoded, dropped) = clean::characters(&decoded);
    let mut warnings: Vec<Warning> = encoding.into_iter().chain(dropped).collect();
    let (reader, misnamed) = choose(&extension, &decoded);
    warnings.extend(misnamed);
    document(reader.format, (reader.read)(&decoded)?, warnings)
}

/// What a reader found, tidied.
fn document(format: Format, content: Content, mut warnings: Vec<Warning>) -> Result<Document, IngestError> {
    // What a text writes as an entity is a control character only now.
    let (text, dropped) = clean::characters(&content.text);
    warnings.extend(content.warnings.into_iter().chain(dropped));
    let text = clean::lines(&text);
    if !text.chars().any(|c| !c.is_whitespace()) {
        return Err(IngestError::Blank);
    }
    let title = content.title.map(|t| clean::characters(&t).0);
    let title = title.map(|t| t.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|t| !t.is_empty());
    Ok(Document { text, format, title, warnings })
}

/// The reader for the text: by extension, but a web page is a web page whatever its name.
fn choose(extension: &str, text: &str) -> (&'static Reader, Option<Warning>) {
    let sniffed = READERS.iter().find(|r| (r.sniff)(text)).unwrap_or(&READERS[2]);
    match READERS.iter().find(|r| r.extensions.contains(&extension)) {
        Some(named) if sniffed.format == Format::Html && named.format != Format::Html => {
            (sniffed, Some(misnamed(extension, "a web page", Format::Html)))
        }
        Some(named) => (named, None),
        None => (sniffed, None),
    }
}

fn misnamed(extension: &str, what: &str, format: Format) -> Warning {
    warning("format-not-as-named", format!("named .{extension}, but it is {what} and was read as {format}"))
}

pub(crate) fn warning(code: &str, message: impl Into<String>) -> Warning {
    Warning { code: code.into(), account: None, message: message.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn codes(d: &Document) -> Vec<&str> {
        d.warnings.iter().map(|w| w.code.as_str()).collect()
    }

    #[test]
    fn the_extension_decides_and_a_web_page_wins() {
        let page = b"<!DOCTYPE html><p>Nine hundred dockers walked out on Tuesday.</p>";
        for (name, bytes, format) in [
            ("a.txt", &b"# No heading here\n"[..], Format::Text),
            ("dir.md/a.MD", b"plain words", Format::Markdown),
            ("", b"# Strike\n\nIt began.", Format::Markdown),
            ("", b"It began.", Format::Text),
            ("page", page, Format::Html),
        ] {
            let d = read(name, bytes).unwrap();
            assert_eq!((d.format, codes(&d).contains(&"format-not-as-named")), (format, false), "{name}");
        }
        assert!(codes(&read("a.txt", page).unwrap()).contains(&"format-not-as-named"));
    }

    #[test]
    fn refuses_by_name_what_it_cannot_read() {
        for (name, bytes, message) in [
            ("a.txt", &b""[..], "empty"),
            ("a.txt", b" \n\t\xef\xbb\xbf", "no words"),
            ("a.md", b"<!-- only a comment -->", "no words"),
            ("a.pdf", b"%PDF-1.7\n", "a PDF that can't be read: the file is damaged"),
            ("a.txt", b"%PDF-1.7\n", "a PDF that can't be read: the file is damaged"),
            ("a.pdf", b"no PDF", "named .pdf, but it does not begin as one"),
            ("a.docx", b"PK\x03\x04rest", "a Word document that can't be read"),
            ("a.zip", b"PK\x03\x04rest", "a zip archive"),
            ("a.bin", b"\x7fELF\x02\x00\x00", "binary"),
        ] {
            let error = read(name, bytes).unwrap_err().to_string();
            assert!(error.contains(message), "{name}: {error}");
        }
        assert_eq!(read("a.txt", &vec![b'a'; LIMIT + 1]), Err(IngestError::TooLong));
    }

    #[test]
    fn line_ends_and_control_characters_are_tidied() {
        let d = read("a.txt", b"One.\r\nTwo\x07 and\x1b[31m three.\rFour.\x0cFive.\n").unwrap();
        assert_eq!(d.text, "One.\nTwo and[31m three.\nFour.\nFive.\n");
        assert_eq!(codes(&d), ["control-characters"]);
        assert!(d.warnings[0].message.contains('2'), "{:?}", d.warnings);
    }

    #[test]
    fn control_characters_that_markup_names_are_dropped_too() {
        let words = "Nine hundred dockers walked out.";
        let markdown = format!("# A&#x1b;[31m\n\n{words}&#31; &#x1b;[1m");
        let html = format!("<!doctype html><title>A&#x1b;[31m</title><p>{words}&#31; &#27;[1m");
        for (name, text) in [("a.md", markdown), ("a.html", html)] {
            let d = read(name, text.as_bytes()).unwrap();
            assert_eq!(d.title.as_deref(), Some("A[31m"), "{name}");
            assert!(d.text.ends_with("walked out. [1m\n"), "{name}: {:?}", d.text);
            assert!(codes(&d).contains(&"control-characters"), "{name}: {:?}", d.warnings);
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(
            name in "(|a\\.txt|a\\.md|a\\.html)",
            bytes in prop::collection::vec(any::<u8>(), 0..300),
        ) {
            if let Ok(d) = read(&name, &bytes) {
                prop_assert!(!d.text.trim().is_empty());
                prop_assert!(d.text.chars().all(|c| !c.is_control() || c == '\n' || c == '\t'));
            }
        }

        #[test]
        fn any_markup_is_read_or_refused(
            html in "((</?(div|p|table|tr|td|b|a href=x|ul|li|h1|br|svg|script|article|title|form|body|select|template)>)|[a-z., ]{1,30}|&lt;|<!--|-->){0,60}",
            markdown in "([#*_`>|\\-\\[\\]()!<1-9. ]{1,4}|\n|[a-z]{1,8}){0,60}",
        ) {
            for (name, text) in [("a.html", html), ("a.md", markdown)] {
                if let Ok(d) = read(name, text.as_bytes()) {
                    prop_assert!(!d.text.trim().is_empty());
                }
            }
        }

        #[test]
        fn reading_read_text_again_changes_nothing(text in "[a-zа-я .,\\n\\t<>#*\u{7}\r]{0,200}") {
            if let Ok(d) = read("a.txt", text.as_bytes()) && d.format == Format::Text {
                let again = read("a.txt", d.text.as_bytes()).unwrap();
                prop_assert_eq!(again.text, d.text);
            }
        }
    }
}
