//! `--format md`: headings, lists and tables that any site shows; whatever could be markup is escaped.

use super::{INDEX_SCALE, NOT_MENTIONED, Show, coverage, one_line, parts, percent, pieces, source};
use diptych_core::Report;
use diptych_core::report::{Finding, PairReport, Side};
use std::fmt::Write;

/// The whole display.
pub fn render(report: &Report, show: &Show) -> String {
    let mut out = String::new();
    let date = report.case.date.map(|d| format!(" ({d})")).unwrap_or_default();
    let _ = writeln!(out, "# {}{date}\n", escape(&report.case.title));
    let _ = writeln!(out, "Words in **bold** are those that differ.");
    for pair in &report.pairs {
        pair_section(&mut out, report, pair, show);
    }
    if report.accounts.len() > 2 {
        matrix(&mut out, report);
    }
    if !report.warnings.is_empty() {
        let _ = writeln!(out, "\n## Please note\n");
        for warning in &report.warnings {
            let _ = writeln!(out, "- {}", escape(&warning.message));
        }
    }
    evidence(&mut out, report);
    out
}

fn pair_section(out: &mut String, report: &Report, pair: &PairReport, show: &Show) {
    let names = [source(report, &pair.a), source(report, &pair.b)].map(escape);
    let [differences, likely, doubtful] = show.parted(pair);
    let _ = writeln!(out, "\n## {} and {}\n", names[0], names[1]);
    let _ = writeln!(out, "Discrepancy index **{:.2}** ({INDEX_SCALE}).\n", pair.index.value);
    for (what, share) in parts(report, pair) {
        let _ = writeln!(out, "- {} {}", percent(share), escape(&what));
    }
    let _ = writeln!(out, "\n{}\n", escape(&coverage(report, pair)));
    if differences.is_empty() {
        let _ = writeln!(out, "No discrepancy shown.");
    } else {
        let _ = writeln!(out, "| What | {} | {} | Severity | Confidence | Why |", names[0], names[1]);
        let _ = writeln!(out, "| --- | --- | --- | ---: | ---: | --- |");
        for f in differences {
            let _ = writeln!(
                out,
                "| {} | {} | {} | {:.2} | {:.2} | {} |",
                kinds(f),
                quote(f.a.as_ref()),
                quote(f.b.as_ref()),
                f.severity,
                f.confidence,
                escape(&f.explanation)
            );
        }
    }
    for (findings, title) in [(likely, "What both tell"), (doubtful, "What may be the same")] {
        if findings.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n### {title}\n\n| {} | {} |\n| --- | --- |", names[0], names[1]);
        for f in findings {
            let _ = writeln!(out, "| {} | {} |", quote(f.a.as_ref()), quote(f.b.as_ref()));
        }
    }
}

fn kinds(f: &Finding) -> String {
    let also: Vec<&str> = f.also.iter().map(|k| k.name()).collect();
    if also.is_empty() { f.kind.to_string() } else { format!("{} (also {})", f.kind, also.join(", ")) }
}

fn quote(side: Option<&Side>) -> String {
    let Some(side) = side else { return format!("*{NOT_MENTIONED}*") };
    let mut out = String::new();
    for (marked, piece) in pieces(side) {
        let (before, words, after) = spaces(piece);
        let bold = if marked && !words.is_empty() { "**" } else { "" };
        let _ = write!(out, "{before}{bold}{}{bold}{after}", escape(words));
    }
    out
}

/// The words, and whether spaces stand before and after them: bold must not begin or end with one.
fn spaces(piece: &str) -> (&str, &str, &str) {
    let space = |there: bool| if there { " " } else { "" };
    let words = piece.trim();
    (
        space(piece.starts_with(char::is_whitespace)),
        words,
        space(piece.ends_with(char::is_whitespace) && !words.is_empty()),
    )
}

fn matrix(out: &mut String, report: &Report) {
    let names: Vec<String> = report.accounts.iter().map(|a| escape(&a.source)).collect();
    let _ = writeln!(out, "\n## Discrepancy index of all accounts\n");
    let _ = writeln!(out, "| | {} |\n| --- |{}", names.join(" | "), " ---: |".repeat(names.len()));
    for (i, (name, row)) in names.iter().zip(&report.matrix).enumerate() {
        let cell = |(j, x): (usize, &f64)| if i == j { "·".to_string() } else { format!("{x:.2}") };
        let cells: Vec<String> = row.iter().enumerate().map(cell).collect();
        let _ = writeln!(out, "| {name} | {} |", cells.join(" | "));
    }
}

fn evidence(out: &mut String, report: &Report) {
    let engine = &report.engine;
    let _ = writeln!(out, "\n## How this was made\n");
    let _ = writeln!(out, "- Diptych {}, engine {}", escape(&engine.version), escape(&engine.name));
    for a in &report.accounts {
        let _ = writeln!(out, "- {}: {} bytes, SHA-256 `{}`", escape(&a.source), a.bytes, a.sha256);
    }
}

/// The words on one line, with a backslash before every sign that Markdown or HTML might read.
pub fn escape(text: &str) -> String {
    let mut out = String::new();
    let line = one_line(text);
    for (i, c) in line.char_indices() {
        let starts = i == 0 && matches!(c, '-' | '+' | '=');
        // "1." or "1)" at the start would make a list.
        let spaced = line[i..].chars().nth(1).is_none_or(char::is_whitespace);
        let numbers = matches!(c, '.' | ')') && i > 0 && spaced && line[..i].bytes().all(|b| b.is_ascii_digit());
        // The colon of a bare address, so that it makes no link.
        let link = line[i..].starts_with("://");
        if starts || numbers || link || r"\`*_{}[]<>#|~&!$@".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Order;
    use crate::sample::report;

    #[test]
    fn a_report_in_markdown() {
        insta::assert_snapshot!(render(&report(), &Show::all(Order::Text)));
    }

    #[test]
    fn nothing_in_a_text_is_markup() {
        assert_eq!(escape("<b>|*x*_y_\n`z`"), r"\<b\>\|\*x\*\_y\_ \`z\`");
        assert_eq!(escape("- 1. [a](http://x)"), r"\- 1. \[a\](http\://x)");
        assert_eq!(escape("12. May"), r"12\. May");
    }
}
