//! An article as a Word document: the outline before the comparison.

use super::outline;
use crate::Show;
use crate::docx::{document, heading, item};
use diptych_core::article::report::ArticleReport;
use maud::html;
use std::io;

/// The document's bytes.
///
/// # Errors
/// It is longer than an archive can hold, 4 GiB.
pub fn render(report: &ArticleReport, show: &Show) -> io::Result<Vec<u8>> {
    let front = html! {
        @for section in outline(report) {
            (heading(&section.title))
            @for said in section.items { (item(&said.quote, report.article.lang, &said.note)) }
        }
    };
    document(&report.comparison, show, &front)
}
