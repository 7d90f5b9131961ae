//! An article as one self-contained page: the outline before the comparison.

use super::outline;
use crate::{Show, html};
use diptych_core::article::report::ArticleReport;
use diptych_core::{Account, Case};
use maud::html;

/// The whole page; `article` is what the report was made from.
pub fn render(report: &ArticleReport, article: &Account, show: &Show) -> String {
    let sides = report.comparison.accounts.iter();
    let accounts = sides.map(|side| Account { id: side.id.clone(), source: side.source.clone(), ..article.clone() });
    let case = Case { id: article.id.clone(), title: article.id.clone(), date: None, accounts: accounts.collect() };
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
    html::page(&report.comparison, &case, show, &front)
}
