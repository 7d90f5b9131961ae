//! What a document is made of: paragraphs, runs of words, tables, and the archive around them.

use crate::in_xml;
use diptych_core::Lang;
use maud::{Markup, PreEscaped, html};
use std::io::{self, Cursor, Write};
use unicode_bidi::{Direction, get_base_direction};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

/// Whose words a run holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue {
    /// Ours.
    Own,
    /// A name or a title, in whatever language.
    Name,
    /// An account's.
    Account(Lang),
}

/// How a run looks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Plain,
    Bold,
    Italic,
}

/// A heading of the document.
pub(crate) fn heading(words: &str) -> Markup {
    paragraph("Heading1", words, &run(words, Tongue::Name, Look::Plain))
}

/// Words of a text, and what is to be known of them.
pub(crate) fn item(quote: &str, lang: Lang, note: &str) -> Markup {
    let runs = html! {
        (run(quote, Tongue::Account(lang), Look::Plain))
        @if !note.is_empty() { (run(&format!(" — {note}"), Tongue::Name, Look::Italic)) }
    };
    paragraph("Normal", quote, &runs)
}

/// A paragraph in our own words.
pub(super) fn sentence(style: &str, words: &str) -> Markup {
    paragraph(style, words, &run(words, Tongue::Own, Look::Plain))
}

/// A paragraph that goes the way its words do.
pub(super) fn paragraph(style: &str, words: &str, runs: &Markup) -> Markup {
    html! {
        w:p {
            w:pPr {
                w:pStyle w:val=(style) {}
                @if from_the_right(words) { w:bidi {} }
            }
            (runs)
        }
    }
}

/// Words as a run.
pub(super) fn run(words: &str, tongue: Tongue, look: Look) -> Markup {
    html! {
        w:r {
            w:rPr {
                // Signs that Chinese and Latin script share, such as quotation marks, take the wide form.
                @if tongue == Tongue::Account(Lang::Zh) { w:rFonts w:hint="eastAsia" {} }
                @match look {
                    Look::Plain => {}
                    Look::Bold => { w:b {} w:bCs {} }
                    Look::Italic => { w:i {} w:iCs {} }
                }
                @if from_the_right(words) { w:rtl {} }
                @match tongue {
                    Tongue::Own => {}
                    Tongue::Account(Lang::Zh) => { w:lang w:val="zh-CN" w:eastAsia="zh-CN" {} }
                    Tongue::Account(lang) if lang != Lang::Und => { w:lang w:val=(lang.code()) {} }
                    // No program has spelling for it.
                    Tongue::Account(_) | Tongue::Name => { w:lang w:val="x-none" w:eastAsia="x-none" w:bidi="x-none" {} }
                }
            }
            w:t xml:space="preserve" { (plain(words)) }
        }
    }
}

fn from_the_right(words: &str) -> bool {
    get_base_direction(words) == Direction::Rtl
}

/// The words without line ends and what XML can't hold; a space at either end stays, since a run may begin or end with one.
pub(super) fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            c if c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c if c.is_control() => {}
            c if in_xml(c) => out.push(c),
            _ => out.push('\u{fffd}'),
        }
    }
    out
}

/// A table whose head stands on every page.
pub(super) fn table(columns: &[u32], head: &[Markup], rows: impl Iterator<Item = Vec<Markup>>) -> Markup {
    let width = |n: usize| columns.get(n).copied().unwrap_or_default();
    let row = |cells: &[Markup], is_head: bool| {
        html! {
            w:tr {
                w:trPr {
                    w:cantSplit {}
                    @if is_head { w:tblHeader {} }
                }
                @for (n, cell) in cells.iter().enumerate() {
                    w:tc {
                        w:tcPr {
                            w:tcW w:w=(width(n)) w:type="dxa" {}
                            @if is_head { w:shd w:val="clear" w:color="auto" w:fill="EDEDED" {} }
                        }
                        (cell)
                    }
                }
            }
        }
    };
    html! {
        w:tbl {
            w:tblPr {
                w:tblStyle w:val="TableGrid" {}
                w:tblW w:w=(columns.iter().sum::<u32>()) w:type="dxa" {}
                w:tblLayout w:type="fixed" {}
            }
            w:tblGrid { @for column in columns { w:gridCol w:w=(column) {} } }
            (row(head, true))
            @for cells in rows { (row(&cells, false)) }
        }
        // Tables that follow each other would grow together.
        (paragraph("Normal", "", &PreEscaped(String::new())))
    }
}

/// The paragraphs of a cell, in our own words; a cell holds at least one.
pub(super) fn cell(style: &str, lines: &[String]) -> Markup {
    html! {
        @for line in lines { (sentence(style, line)) }
        @if lines.is_empty() { (sentence(style, "–")) }
    }
}

/// The archive of parts with their names, in this order.
pub(super) fn pack(parts: &[(&str, &str)]) -> io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT)
        .system(System::Unix)
        .unix_permissions(0o644);
    for (name, text) in parts {
        zip.start_file(*name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}
