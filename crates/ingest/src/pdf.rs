//! PDF documents: the words of the pages as running prose. Letters are taken with their places (`page`), running heads and
//! page numbers go (`margins`), columns and paragraphs are found (`layout`), lines are joined (`prose`). `bounds` measures
//! before anything is unpacked.

mod bounds;
mod layout;
mod margins;
mod page;
mod prose;
#[cfg(test)]
mod tests;

use crate::{Content, Format, IngestError, Packed, warning};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

/// The reader.
pub(crate) const READER: Packed = Packed { format: Format::Pdf, what: "a PDF", is_one, read };

/// Most pages that are read.
const PAGES: usize = 2_000;

/// Whether it is a PDF, whatever its name; some begin with a few stray bytes.
fn is_one(extension: &str, bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(1024)];
    bytes.starts_with(b"%PDF-") || (extension == "pdf" && start.windows(5).any(|w| w == b"%PDF-"))
}

/// Reads it.
fn read(bytes: &[u8]) -> Result<Content, IngestError> {
    if let Some(why) = bounds::refuse(bytes) {
        return Err(IngestError::Pdf(why));
    }
    let pdf = Pdf::new(bytes.to_vec()).map_err(|e| {
        IngestError::Pdf(match e {
            LoadPdfError::Decryption(DecryptionError::PasswordProtected) => "it is locked with a password",
            LoadPdfError::Decryption(_) => "it is encrypted in a way that is not known",
            LoadPdfError::Invalid => "the file is damaged",
        })
    })?;
    let mut budget = bounds::Budget::new();
    let mut fonts = page::Fonts::new();
    let mut pages = Vec::new();
    let (mut unknown, mut damaged, mut pictures) = (0usize, 0usize, 0usize);
    if pdf.pages().len() > PAGES {
        return Err(IngestError::Pdf("it has more than 2,000 pages"));
    }
    for page in pdf.pages().iter() {
        let found = page::read(page, &mut fonts, &mut budget);
        if found.too_much {
            return Err(IngestError::Pdf("it holds more than 5 million letters"));
        }
        unknown += found.unknown;
        damaged += usize::from(found.damaged);
        pictures += usize::from(found.runs.is_empty() && !page.resources().x_objects.is_empty());
        pages.push(found.runs);
    }
    let letters: usize = pages.iter().flatten().map(|r| r.text.chars().count()).sum();
    if unknown > letters {
        return Err(IngestError::PdfLetters);
    }
    if letters == 0 {
        return Err(if pages.is_empty() {
            IngestError::Pdf("it has no pages")
        } else if damaged > 0 {
            IngestError::Pdf("its pages are damaged")
        } else {
            IngestError::PdfNoText
        });
    }
    let mut warnings = Vec::new();
    if pictures > 0 {
        let message = format!("{} without text, only with pictures; OCR would read them", count(pictures, "page"));
        warnings.push(warning("pages-without-text", message));
    }
    if damaged > 0 {
        let message = format!("{} damaged, and left out or not whole", count(damaged, "page"));
        warnings.push(warning("pages-damaged", message));
    }
    if unknown > 0 {
        let message = format!("left out {} whose fonts do not say what they are", count(unknown, "sign"));
        warnings.push(warning("unknown-signs", message));
    }
    let dropped = margins::drop_lines(&mut pages);
    if dropped > 0 {
        let message = format!("left out {} of running heads, running feet and page numbers", count(dropped, "line"));
        warnings.push(warning("running-lines-left-out", message));
    }
    let text = prose::text(pages.into_iter().flat_map(layout::paragraphs).collect());
    Ok(Content { text, title: None, warnings })
}

fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
