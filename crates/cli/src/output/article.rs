//! An article for the terminal.

use super::text::{self, Terminal, plain};
use diptych_core::article::report::ArticleReport;
use diptych_render::Show;
use diptych_render::article::outline;

/// The whole display.
pub fn render(report: &ArticleReport, show: &Show, terminal: Terminal) -> String {
    let mut out = plain(&format!("{}: the accounts it reports", report.article.id), "1", "", terminal);
    for section in outline(report) {
        out.push('\n');
        out += &plain(&section.title, "1", "", terminal);
        for item in section.items {
            out += &plain(&format!("· {}", item.quote), "", "  ", terminal);
            if !item.note.is_empty() {
                out += &plain(&item.note, "2", "      ", terminal);
            }
        }
    }
    out.push('\n');
    out + &text::render(&report.comparison, show, terminal)
}
