//! `--format csv`: a finding a row. A cell that a spreadsheet might take for a formula (one that begins with
//! `=`, `+`, `-`, `@`, a tab or a line's end) gets an apostrophe before it, which spreadsheets hide.

use super::Show;
use diptych_core::Report;
use diptych_core::report::{Finding, PairReport, Side};

const HEAD: [&str; 16] = [
    "case",
    "a",
    "b",
    "kind",
    "also",
    "rule",
    "severity",
    "confidence",
    "similarity",
    "a_quote",
    "a_start",
    "a_end",
    "b_quote",
    "b_start",
    "b_end",
    "explanation",
];

/// The findings shown, below a line of column names.
pub fn render(report: &Report, show: &Show) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing into memory can't fail, and every row has the columns of the head.
    let _ = writer.write_record(HEAD);
    for pair in &report.pairs {
        for finding in show.findings(pair) {
            let _ = writer.write_record(row(report, pair, finding));
        }
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// A table as CSV.
pub fn table(rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing into memory can't fail.
    for row in rows {
        let _ = writer.write_record(row);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn row(report: &Report, pair: &PairReport, f: &Finding) -> [String; 16] {
    let also: Vec<&str> = f.also.iter().map(|k| k.name()).collect();
    let [a_quote, a_start, a_end] = side(f.a.as_ref());
    let [b_quote, b_start, b_end] = side(f.b.as_ref());
    [
        tame(&report.case.id),
        tame(&pair.a),
        tame(&pair.b),
        f.kind.name().to_string(),
        also.join(" "),
        tame(&f.rule),
        f.severity.to_string(),
        f.confidence.to_string(),
        f.similarity.to_string(),
        a_quote,
        a_start,
        a_end,
        b_quote,
        b_start,
        b_end,
        tame(&f.explanation),
    ]
}

fn side(side: Option<&Side>) -> [String; 3] {
    match side {
        Some(s) => [tame(&s.quote), s.span.start.to_string(), s.span.end.to_string()],
        None => Default::default(),
    }
}

/// The cell, with an apostrophe before it if a spreadsheet might take it for a formula.
pub fn tame(cell: &str) -> String {
    // The wide signs count as the plain ones where Chinese or Japanese is written.
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if formula { format!("'{cell}") } else { cell.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Order;
    use crate::sample::report;

    #[test]
    fn rows_read_back_as_they_were() {
        let mut report = report();
        report.pairs[0].a = "=1+1".into();
        let text = render(&report, &Show::all(Order::Text));
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 5);
        assert_eq!(&rows[0][1], "'=1+1");
        assert_eq!(&rows[4][12], "The Authority offered <script>alert(\"6 | per cent\")</script> & *more*.");
        assert_eq!((&rows[4][9], &rows[4][10]), ("", ""));
        assert_eq!(&rows[0][4], "framing");
    }

    #[test]
    fn formulas_are_tamed() {
        for cell in ["=cmd()", "+1", "-1", "@x", "\tx", "\rx", "\n=1", "＝1", "＋1", "－1", "＠x"] {
            assert_eq!(tame(cell), format!("'{cell}"));
        }
        assert_eq!(tame("900 = many"), "900 = many");
    }
}
