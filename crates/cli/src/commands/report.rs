//! `diptych report`: a batch's folder in; one page that sums it up, and on request a page a comparison.
//!
//! A batch keeps no whole texts, so that the pages show the claims in the place of the texts, with a gap where there are none.

use crate::args::Report as Args;
use crate::failure::{Failure, Outcome};
use crate::output;
use crate::reports;
use diptych_core::many::summary::Summary;
use diptych_core::report::AccountReport;
use diptych_core::{Account, Case, Report};
use diptych_render::{Order, Show};
use maud::html;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// The folder of the pages, within the batch's.
const PAGES: &str = "html";

/// Runs it.
pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let pages = args.folder.join(PAGES);
    let (mut summary, mut names, mut links) = (Summary::default(), Names::default(), BTreeMap::new());
    let read = reports::each(&args.folder, |number, report| {
        summary.add(number, &report);
        if args.pages {
            if number == 1 {
                fs::create_dir_all(&pages).map_err(|e| Failure::io(&pages, "made", &e))?;
            }
            let name = names.file(&report.case.id, number);
            output::deliver(&page(&report), Some(&pages.join(&name)))?;
            links.insert(number, format!("{PAGES}/{name}"));
        }
        Ok(())
    })?;
    let path = args.folder.join("report.html");
    output::deliver(&diptych_render::summary::render(&summary, &links), Some(&path))?;
    output::complain(&format!("written: {}, pages: {}", path.display(), links.len()));
    Ok(if read.bad == 0 { Outcome::Done } else { Outcome::Partly })
}

/// A comparison's own page.
fn page(report: &Report) -> String {
    let accounts = report.accounts.iter().map(|a| Account { text: claims(a), ..Account::new(a.id.clone(), "") });
    let case = Case {
        id: report.case.id.clone(),
        title: report.case.title.clone(),
        date: report.case.date,
        accounts: accounts.collect(),
    };
    let show = Show::all(Order::Text);
    let front = html! { p.meta { "Of the texts only the claims are shown, since a batch keeps no more; “…” stands where something is left out." } };
    diptych_render::html::page(report, &case, &show, &front)
}

/// Longest gap of which nothing is said: a full stop and a space.
const GAP: usize = 4;

/// A text that has the account's claims at their places, and nothing else of it but line ends for the gaps.
fn claims(account: &AccountReport) -> String {
    let mut out = String::new();
    for claim in &account.claims {
        let (start, end) = (claim.span.start, claim.span.end);
        // What does not fit, in a report that was changed by hand, is passed over; the page passes over it as well.
        if start < out.len() || end.checked_sub(start) != Some(claim.quote.len()) || end > diptych_ingest::LIMIT {
            continue;
        }
        let gap = start - out.len();
        if gap > GAP {
            out += " … ";
        }
        out.extend(std::iter::repeat_n(' ', start - out.len()));
        out += &claim.quote;
    }
    out
}

/// File names of cases: their ids where these are plain and new, else made so, with the report's number.
#[derive(Default)]
struct Names(BTreeSet<String>);

impl Names {
    fn file(&mut self, id: &str, number: usize) -> String {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let short: String = id.chars().take(80).map(|c| if plain(c) { c } else { '-' }).collect();
        let kept = short.trim_matches('-');
        // Not every file system tells capitals apart; a number of its own never meets a plain id twice.
        let mut name = kept.to_string();
        if kept != id || kept.is_empty() || !self.0.insert(kept.to_ascii_lowercase()) {
            name = format!("{kept}.{number}").trim_start_matches('.').to_string();
        }
        format!("{name}.html")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use diptych_render::sample;

    #[test]
    fn file_names_stay_in_their_folder_and_apart() {
        let mut names = Names::default();
        let told: Vec<String> = ["a-1", "A-1", "../../etc/passwd", "", "x/y", "a-1", "\u{4e60}", "CON.txt\0"]
            .iter()
            .enumerate()
            .map(|(i, id)| names.file(id, i + 1))
            .collect();
        assert_eq!(
            told,
            [
                "a-1.html",
                "A-1.2.html",
                "etc-passwd.3.html",
                "4.html",
                "x-y.5.html",
                "a-1.6.html",
                "7.html",
                "CON-txt.8.html"
            ]
        );
        assert!(names.file(&"x".repeat(500), 9).len() < 100);
    }

    #[test]
    fn claims_stand_at_their_places() {
        let report = sample::report();
        let account = &report.accounts[0];
        let text = claims(account);
        for claim in &account.claims {
            assert_eq!(claim.span.of(&text), claim.quote);
        }
        assert!(text.starts_with(" … "), "the heading is left out");
        let page = page(&report);
        assert!(page.contains("only the claims are shown") && page.contains("More than 900"));
        let mut odd = account.clone();
        odd.claims[0].span.end += 7;
        odd.claims[1].span.start = 3;
        claims(&odd);
    }
}
