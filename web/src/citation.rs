//! A finding, or a whole comparison, in words that can be quoted elsewhere.

use crate::i18n::because::because;
use crate::i18n::{fill, number, t};
use crate::state::Shown;
use diptych_core::report::{Finding, PairReport, Report, Side};

/// One finding with both quotes, who tells them and when, and what found it.
pub fn finding(shown: &Shown, pair: &PairReport, f: &Finding) -> String {
    let side = |id: &str, side: Option<&Side>| {
        let account = shown.report.account(id);
        let date = account.and_then(|a| a.date).map(|d| format!(", {d}")).unwrap_or_default();
        let words = side.map_or(t().not_mentioned.to_string(), |s| fill(t().quoted, &[("words", &one_line(&s.quote))]));
        format!("{}{date}: {words}", shown.source(id))
    };
    let (a, b) = (side(&pair.a, f.a.as_ref()), side(&pair.b, f.b.as_ref()));
    format!("{a}\n{b}\n{}\n({})", one_line(&because(&shown.report, pair, f).0), engine(&shown.report))
}

/// The whole comparison: what was compared, to the byte, and by what.
pub fn report(report: &Report) -> String {
    let mut out = fill(t().citation, &[("title", &report.case.title), ("engine", &engine(report))]);
    for a in &report.accounts {
        let date = a.date.map(|d| format!(", {d}")).unwrap_or_default();
        out +=
            &format!("\n{}{date} ({})", a.source, fill(t().sized, &[("n", &number(a.bytes)), ("digest", &a.sha256)]));
    }
    out
}

fn engine(report: &Report) -> String {
    fill(t().engine, &[("version", &report.engine.version), ("name", &report.engine.name)])
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
