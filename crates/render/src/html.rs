//! `--format html`: one self-contained page. Statements side by side, then the whole texts side by side with
//! their claims linked to each other. Maud escapes every value; ids are made of numbers alone.

use super::{INDEX_SCALE, NOT_MENTIONED, Show, coverage, parts, percent, pieces, source};
use diptych_core::report::{AccountReport, Finding, PairReport, Side};
use diptych_core::{Case, Kind, Lang, Report};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// The style of every page.
pub const STYLE: &str = include_str!("html.css");
const SCRIPT: &str = include_str!("html.js");
/// The page loads nothing from anywhere.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

/// The head of every page: its title, the version that wrote it, what it may load and run, its style.
pub fn head(title: &str, version: &str, policy: &str, styles: &[&str]) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta http-equiv="Content-Security-Policy" content=(policy);
            meta name="generator" content={ "Diptych " (version) };
            title { (title) }
            style { @for style in styles { (PreEscaped(style)) } }
        }
    }
}

/// The whole page. `case` holds the texts that the report's spans point into.
pub fn render(report: &Report, case: &Case, show: &Show) -> String {
    page(report, case, show, &html! {})
}

/// The whole page, with something of its own before the comparison.
pub fn page(report: &Report, case: &Case, show: &Show, front: &Markup) -> String {
    let title = &report.case.title;
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            (head(&format!("{title} – compared"), &report.engine.version, POLICY, &[STYLE]))
            body {
                header {
                    h1 dir="auto" { (title) }
                    p.meta { (who(report)) }
                    (filter(report, show))
                    @if !report.warnings.is_empty() {
                        aside.notes aria-label="Please note" {
                            @for warning in &report.warnings { p dir="auto" { (warning.message) } }
                        }
                    }
                }
                main {
                    (front)
                    @for (number, pair) in report.pairs.iter().enumerate() {
                        (Pair { report, case, pair, number, shown: show.findings(pair) }.section())
                    }
                    @if report.accounts.len() > 2 { (matrix(report)) }
                }
                (evidence(report))
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    page.into_string() + "\n"
}

fn who(report: &Report) -> Markup {
    html! {
        @if let Some(date) = report.case.date { (date) " · " }
        @for (i, account) in report.accounts.iter().enumerate() {
            @if i > 0 { " · " }
            bdi { (account.source) }
            @if let Some(date) = account.date.filter(|d| Some(*d) != report.case.date) { " (" (date) ")" }
        }
    }
}

/// A box to tick for each kind that is there; style sheets do the rest.
fn filter(report: &Report, show: &Show) -> Markup {
    let shown: Vec<&Finding> = report.pairs.iter().flat_map(|p| show.findings(p)).collect();
    let count = |kind: Kind| shown.iter().filter(|f| f.kind == kind).count();
    let kinds: Vec<Kind> = Kind::ALL.into_iter().filter(|k| count(*k) > 0).collect();
    html! {
        @if !kinds.is_empty() { fieldset.filter {
            legend { "Show" }
            @for kind in kinds {
                label class=(kind.name()) {
                    input type="checkbox" checked id={ "show-" (kind.name()) };
                    " " span.kind { (kind.name()) } " " (count(kind))
                }
            }
        } }
    }
}

fn matrix(report: &Report) -> Markup {
    html! {
        section.matrix {
            h2 { "Discrepancy index of all accounts" }
            table {
                thead { tr { td {} @for account in &report.accounts { th scope="col" dir="auto" { (account.source) } } } }
                tbody {
                    @for (i, (account, row)) in report.accounts.iter().zip(&report.matrix).enumerate() {
                        tr {
                            th scope="row" dir="auto" { (account.source) }
                            @for (j, x) in row.iter().enumerate() {
                                td { @if i == j { "·" } @else { (format!("{x:.2}")) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What the report rests on, for whoever wants to make it again.
fn evidence(report: &Report) -> Markup {
    let settings = serde_json::to_string(&report.settings).unwrap_or_default();
    html! {
        footer {
            h2 { "How this was made" }
            p { "The same texts, settings and engine give the same report. Only the texts supplied are compared; \
                 which account is right is not for a comparison to say." }
            dl {
                dt { "Diptych" }
                dd { "version " (report.engine.version) ", engine " (report.engine.name) ", report format " (report.schema) }
                @for model in &report.engine.models {
                    dt { "Model " (model.name) }
                    dd { "SHA-256 " (model.sha256) }
                }
                dt { "Settings" }
                dd { pre { (settings) } }
                @for account in &report.accounts {
                    dt { bdi { (account.source) } " (" bdi { (account.id) } ")" }
                    dd { (account.bytes) " bytes, language " (account.lang.code()) ", SHA-256 " (account.sha256) }
                }
            }
        }
    }
}

/// A pair of accounts with the findings that are shown.
struct Pair<'a> {
    report: &'a Report,
    case: &'a Case,
    pair: &'a PairReport,
    number: usize,
    shown: Vec<&'a Finding>,
}

impl Pair<'_> {
    fn section(&self) -> Markup {
        let names = [source(self.report, &self.pair.a), source(self.report, &self.pair.b)];
        let numbered = || self.shown.iter().enumerate();
        let differences: Vec<_> = numbered().filter(|(_, f)| f.kind.is_discrepancy()).collect();
        let agreements: Vec<_> = numbered().filter(|(_, f)| !f.kind.is_discrepancy()).collect();
        html! {
            section aria-labelledby={ "pair-" (self.number) } {
                h2 id={ "pair-" (self.number) } { bdi { (names[0]) } " and " bdi { (names[1]) } }
                (self.index())
                h3 { "Where they differ" }
                @if differences.is_empty() { p { "No discrepancy is shown." } } @else {
                    (heads(&names))
                    @for (i, finding) in differences { (self.finding(i, finding)) }
                }
                @if !agreements.is_empty() {
                    h3 { "What both tell" }
                    (heads(&names))
                    @for (i, finding) in agreements { (self.finding(i, finding)) }
                }
                h3 { "The texts" }
                (heads(&names))
                div.texts { (self.text(&self.pair.a, true)) (self.text(&self.pair.b, false)) }
            }
        }
    }

    fn index(&self) -> Markup {
        let parts = parts(self.report, self.pair);
        html! {
            div.index {
                p { strong { (format!("{:.2}", self.pair.index.value)) } " discrepancy index (" (INDEX_SCALE) ")" }
                div.bar aria-hidden="true" {
                    @for (i, (_, share)) in parts.iter().enumerate() {
                        span class={ "part" (i) } style=(format!("flex:{share:.4} 0 0")) {}
                    }
                }
                ul.legend {
                    @for (i, (what, share)) in parts.iter().enumerate() {
                        li { i class={ "part" (i) } {} (percent(*share)) " " bdi { (what) } }
                    }
                }
                p.coverage dir="auto" { (coverage(self.report, self.pair)) }
            }
        }
    }

    fn finding(&self, i: usize, finding: &Finding) -> Markup {
        let key = self.key(i);
        html! {
            article.finding.(finding.kind.name()) id=(key) data-f=(key) {
                p.scores {
                    span.kind { (finding.kind.name()) }
                    @for kind in &finding.also { ", also " (kind.name()) }
                    @if finding.kind.is_discrepancy() { " · severity " (format!("{:.2}", finding.severity)) }
                    " · confidence " (format!("{:.2}", finding.confidence))
                }
                @if finding.kind.is_discrepancy() { p.explanation dir="auto" { (finding.explanation) } }
                div.sides {
                    (self.side(&key, 'a', &self.pair.a, finding.a.as_ref()))
                    (self.side(&key, 'b', &self.pair.b, finding.b.as_ref()))
                }
            }
        }
    }

    fn side(&self, key: &str, letter: char, id: &str, side: Option<&Side>) -> Markup {
        let name = source(self.report, id);
        html! {
            @if let Some(side) = side {
                div {
                    blockquote dir="auto" lang=[lang(self.report.account(id))] data-name=(name) {
                        @for (marked, words) in pieces(side) {
                            @if marked { mark { (words) } } @else { (words) }
                        }
                    }
                    a.where href={ "#" (key) (letter) } aria-label={ "This statement in the text of " (name) } { "in the text" }
                }
            } @else {
                p.silent data-name=(name) { (NOT_MENTIONED) }
            }
        }
    }

    /// An account's whole text, its claims linked to their counterparts.
    fn text(&self, id: &str, first: bool) -> Markup {
        let account = self.report.account(id);
        let text = self.case.accounts.iter().find(|a| a.id == id).map_or("", |a| a.text.as_str());
        let claims = account.map(|a| a.claims.as_slice()).unwrap_or_default();
        let mut at = 0;
        let mut named = Vec::new();
        let mut body = Vec::new();
        for (i, claim) in claims.iter().enumerate() {
            let words = claim.span.of(text);
            if claim.span.start < at || words.is_empty() {
                continue;
            }
            body.push(gap(text.get(at..claim.span.start).unwrap_or("")));
            body.push(match self.of_claim(i, first) {
                Some((n, finding)) => {
                    // A finding may hold several claims; links lead to the first.
                    let name = !named.contains(&n);
                    named.push(n);
                    self.claim(n, finding, first, name, words)
                }
                None => html! { (words) },
            });
            at = claim.span.end;
        }
        body.push(gap(text.get(at..).unwrap_or("")));
        html! {
            div dir="auto" lang=[lang(account)] data-name=(source(self.report, id)) { @for part in &body { (part) } }
        }
    }

    fn claim(&self, n: usize, finding: &Finding, first: bool, name: bool, words: &str) -> Markup {
        let key = self.key(n);
        let (own, other, there) = if first { ('a', 'b', &finding.b) } else { ('b', 'a', &finding.a) };
        let target = if there.is_some() { format!("#{key}{other}") } else { format!("#{key}") };
        let id = name.then(|| format!("{key}{own}"));
        let title = format!("{}: {}", finding.kind, finding.explanation);
        html! { a.claim.(finding.kind.name()) id=[id] data-f=(key) href=(target) title=(title) { (words) } }
    }

    /// The finding shown that holds a claim.
    fn of_claim(&self, claim: usize, first: bool) -> Option<(usize, &Finding)> {
        let holds =
            |f: &Finding| if first { f.a.as_ref() } else { f.b.as_ref() }.is_some_and(|s| s.claims.contains(&claim));
        self.shown.iter().enumerate().find(|(_, f)| holds(f)).map(|(n, f)| (n, *f))
    }

    fn key(&self, finding: usize) -> String {
        format!("p{}f{finding}", self.number)
    }
}

fn heads(names: &[&str; 2]) -> Markup {
    html! { div.names aria-hidden="true" { @for name in names { div dir="auto" { (name) } } } }
}

/// Words between claims; their line ends stay.
fn gap(words: &str) -> Markup {
    html! { @for (i, line) in words.split('\n').enumerate() { @if i > 0 { br; } (line) } }
}

fn lang(account: Option<&AccountReport>) -> Option<&'static str> {
    account.map(|a| a.lang).filter(|l| *l != Lang::Und).map(Lang::code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Order;
    use crate::sample::{case, report};

    fn page() -> String {
        render(&report(), &case(), &Show::all(Order::Text))
    }

    #[test]
    fn nothing_in_texts_names_or_ids_is_markup() {
        let evil = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>";
        let (mut r, mut c) = (report(), case());
        r.case.title = evil.into();
        r.pairs[0].a = evil.into();
        r.accounts[0].id = evil.into();
        r.accounts[0].source = evil.into();
        r.pairs[0].findings[0].explanation = evil.into();
        r.warnings[0].message = evil.into();
        c.accounts[0].id = evil.into();
        let page = render(&r, &c, &Show::all(Order::Text));
        assert_eq!(page.matches("<script").count(), 1, "only the page's own");
        assert!(!page.contains("<img"));
        assert!(!page.contains("\"'>"));
        assert!(page.contains("&lt;script&gt;alert("));
    }

    #[test]
    fn every_link_leads_somewhere_and_ids_are_unique() {
        let page = page();
        let after = |mark: &str| -> Vec<String> {
            page.split(mark).skip(1).map(|rest| rest.split('"').next().unwrap().to_string()).collect()
        };
        let ids = after(" id=\"");
        let mut unique = ids.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), ids.len());
        let links = after("href=\"#");
        assert!(links.len() >= 14);
        for link in links {
            assert!(ids.contains(&link), "{link}");
        }
    }

    #[test]
    fn it_is_self_contained_and_shows_the_whole_texts() {
        let page = page();
        assert!(!page.contains("http://") && !page.contains("https://") && !page.contains("src="));
        assert!(page.contains("Strike at the port<br><br>"));
        assert!(page.contains("<mark>More than 900</mark> dockers"));
        assert!(page.contains(NOT_MENTIONED));
        assert!(page.contains(&"00ff".repeat(16)));
        assert!(page.contains("lang=\"en\""));
    }
}
