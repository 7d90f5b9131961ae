//! An article in Markdown.

use super::outline;
use crate::{Show, markdown};
use diptych_core::article::report::ArticleReport;
use std::fmt::Write;

/// The whole display.
pub fn render(report: &ArticleReport, show: &Show) -> String {
    let mut out = format!("# {}: the accounts it reports\n", markdown::escape(&report.article.id));
    for section in outline(report) {
        let _ = writeln!(out, "\n## {}\n", markdown::escape(&section.title));
        for item in section.items {
            let note =
                if item.note.is_empty() { String::new() } else { format!(" — *{}*", markdown::escape(&item.note)) };
            let _ = writeln!(out, "- {}{note}", markdown::escape(&item.quote));
        }
    }
    out.push('\n');
    out + &markdown::render(&report.comparison, show)
}
