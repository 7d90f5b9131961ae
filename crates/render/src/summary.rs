//! `diptych report`: one page that sums up a batch.

use super::INDEX_SCALE;
use super::chart::{self, Plot, legend, parts_bar, px, short};
use super::trend::mean;
use diptych_core::Kind;
use diptych_core::many::summary::{BINS, Row, Summary};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// The most discordant pairs that are listed first.
const STRONGEST: usize = 20;

/// The page; `links` holds where each report's own page is, by the report's number.
pub fn render(s: &Summary, links: &BTreeMap<usize, String>) -> String {
    let strongest = s.strongest();
    let main = html! {
        (figures(s))
        section {
            h2 { "How far accounts are apart" }
            figure {
                (distribution(s))
                figcaption { "Pairs of accounts by discrepancy index (" (INDEX_SCALE) "), n = " (s.rows.len()) ". The line is the mean." }
            }
        }
        section {
            h2 { "The most discordant" }
            @if s.sources().len() == 1 && !strongest.is_empty() { (legend(&strongest[0].sources[0], &strongest[0].sources[1])) }
            @else { (legend("the first", "the second")) }
            (rows(strongest.iter().take(STRONGEST).copied(), links))
        }
        section { h2 { "Kinds by source" } (kinds(s)) }
        @if !s.warnings.is_empty() { section {
            h2 { "What could not be done" }
            table.table {
                thead { tr { th.n { "times" } th { "for example" } } }
                tbody { @for (count, message) in s.warnings.values() { tr { td.n { (count) } td dir="auto" { (message) } } } }
            }
        } }
        @if s.rows.len() > STRONGEST { section {
            h2 { "All comparisons" }
            (rows(s.rows.iter(), links))
        } }
    };
    let days = s.rows.iter().filter_map(|r| r.date);
    let (first, last) = (days.clone().min_by_key(|d| d.ordinal()), days.max_by_key(|d| d.ordinal()));
    let meta = html! {
        (s.reports) " cases" @if let (Some(first), Some(last)) = (first, last) { ", " (first) " to " (last) }
    };
    let how = html! {
        p { "In brackets behind a mean: its 95% percentile bootstrap of 2,000 draws. Only the texts supplied are compared; \
             which account is right is not for a comparison to say. Accounts of unequal length have a high index because \
             the longer one says more." }
        dl {
            @for engine in &s.engines {
                dt { "Engine" } dd { (engine.name) ", version " (engine.version) }
                @for model in &engine.models { dt { "Model " (model.name) } dd { "SHA-256 " (model.sha256) } }
            }
        }
    };
    chart::page("Comparisons in sum", &meta, &main, &how)
}

fn figures(s: &Summary) -> Markup {
    let findings: usize = s
        .rows
        .iter()
        .flat_map(|r| r.kinds.iter().zip(Kind::ALL))
        .filter(|(_, k)| k.is_discrepancy())
        .map(|(n, _)| n)
        .sum();
    html! {
        dl.summary {
            div { dt { "cases" } dd { (s.reports) } }
            div { dt { "pairs of accounts" } dd { (s.rows.len()) } }
            div { dt { "discrepancies" } dd { (findings) } }
            @if let Some(m) = s.mean() { div { dt { "mean index (95% interval)" } dd { (mean(&m)) } } }
        }
    }
}

const PLOT: Plot = Plot { left: 56.0, top: 24.0, width: 880.0, height: 220.0 };

fn distribution(s: &Summary) -> Markup {
    let bins = s.bins();
    let most = bins.iter().copied().max().unwrap_or(0).max(1);
    let step = PLOT.width / BINS as f64;
    let middle = PLOT.top + PLOT.height / 2.0;
    html! {
        svg viewBox="0 0 960 300" role="img" aria-label="Distribution of the discrepancy index" {
            line.grid x1=(px(PLOT.left)) x2=(px(PLOT.x(1.0))) y1=(px(PLOT.y(0.0))) y2=(px(PLOT.y(0.0))) {}
            @for (k, n) in bins.iter().enumerate().filter(|(_, n)| **n > 0) {
                @let high = *n as f64 / most as f64;
                rect.column x=(px(PLOT.left + step * k as f64 + 1.5)) width=(px(step - 3.0)) y=(px(PLOT.y(high))) height=(px(high * PLOT.height)) {}
                text.value x=(px(PLOT.left + step * (k as f64 + 0.5))) y=(px(PLOT.y(high) - 6.0)) text-anchor="middle" { (n) }
            }
            @for tenth in 0..=10u8 {
                @let share = f64::from(tenth) / 10.0;
                text.tick x=(px(PLOT.x(share))) y=(px(PLOT.y(0.0) + 18.0)) text-anchor="middle" { (format!("{share:.1}")) }
            }
            @if let Some(m) = s.mean() {
                line.change x1=(px(PLOT.x(m.mean))) x2=(px(PLOT.x(m.mean))) y1=(px(PLOT.top - 4.0)) y2=(px(PLOT.y(0.0))) {}
                text.said x=(px(PLOT.x(m.mean) - 6.0)) y="14" text-anchor="end" { "mean " (format!("{:.2}", m.mean)) }
            }
            text.axis x=(px(PLOT.x(0.5))) y=(px(PLOT.y(0.0) + 40.0)) text-anchor="middle" { "discrepancy index" }
            text.axis x="14" y=(px(middle)) text-anchor="middle" transform={ "rotate(-90 14 " (px(middle)) ")" } { "pairs of accounts" }
        }
    }
}

fn rows<'a>(rows: impl Iterator<Item = &'a Row>, links: &BTreeMap<usize, String>) -> Markup {
    html! {
        div.scroll { table.table {
            thead { tr { th { "day" } th { "case" } th { "accounts" } th.n { "index" } th { "parts" } } }
            tbody { @for row in rows { tr {
                td.day { @if let Some(date) = row.date { (date) } }
                td dir="auto" {
                    @let title = short(if row.title.is_empty() { &row.case } else { &row.title }, 90);
                    @if let Some(link) = links.get(&row.report) { a href=(link) { (title) } } @else { (title) }
                }
                td { bdi { (row.sources[0]) } ", " bdi { (row.sources[1]) } }
                td.n { (format!("{:.2}", row.index.value)) }
                td { (parts_bar(&row.index)) }
            } } }
        } }
    }
}

/// Findings a comparison, by pair of sources.
fn kinds(s: &Summary) -> Markup {
    html! {
        div.scroll { table.table {
            thead { tr {
                th { "sources" } th.n { "n" } th.n { "mean index" }
                @for kind in Kind::ALL { th.n { (kind.name()) } }
            } }
            tbody { @for of in s.sources() { tr {
                th scope="row" { bdi { (of.names[0]) } ", " bdi { (of.names[1]) } }
                td.n { (of.index.n) }
                td.n { (mean(&of.index)) }
                @for n in of.kinds { td.n { (format!("{:.1}", n as f64 / of.index.n.max(1) as f64)) } }
            } } }
        } }
        p.meta { "Kinds: findings a comparison, on the mean." }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn nothing_in_names_is_markup_and_links_lead_to_pages() {
        let evil = "\"'><script>alert(1)</script>";
        let mut report = sample::named(evil);
        report.warnings[0].message = evil.into();
        let mut summary = Summary::default();
        summary.add(1, &report);
        let page = render(&summary, &BTreeMap::from([(1, "html/harbour.html".to_string())]));
        assert!(!page.contains("<script") && !page.contains("\"'>") && page.contains("&lt;script&gt;"));
        assert!(page.contains("<a href=\"html/harbour.html\">"));
        assert!(!page.contains("http://") && !page.contains("https://") && !page.contains("src="));
        assert!(!render(&Summary::default(), &BTreeMap::new()).contains("NaN"));
    }
}
