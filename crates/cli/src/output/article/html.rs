//! An article as one self-contained page: the outline before the comparison.

use super::outline;
use crate::output::{Show, html};
use diptych_core::Case;
use diptych_core::article::report::ArticleReport;
use maud::html;

/// The whole page; `case` holds the article's text once for each side.
pub fn render(report: &ArticleReport, case: &Case, show: &Show) -> String {
    let front = html! {
        @for section in outline(report) {
            section.outline {
                h2 dir="auto" { (section.title) }
                ul {
                    @for item in section.items {
                        li dir="auto" {
                            (item.quote)
                            @if !item.note.is_empty() { " " small { (item.note) } }
                        }
                    }
                }
            }
        }
    };
    html::page(&report.comparison, case, show, &front)
}
