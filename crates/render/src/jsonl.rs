//! `--format jsonl`: a finding a line, each complete in itself.

use super::Show;
use diptych_core::report::{Finding, PairReport, Side};
use diptych_core::{Kind, Report, Span};
use serde::Serialize;

/// One line. Spans are byte offsets into the account's text.
#[derive(Serialize)]
struct Line<'a> {
    case: &'a str,
    a: &'a str,
    b: &'a str,
    kind: Kind,
    also: &'a [Kind],
    rule: &'a str,
    severity: f64,
    confidence: f64,
    similarity: f64,
    a_quote: Option<&'a str>,
    a_span: Option<Span>,
    b_quote: Option<&'a str>,
    b_span: Option<Span>,
    explanation: &'a str,
}

/// The findings shown.
pub fn render(report: &Report, show: &Show) -> String {
    let mut out = String::new();
    for pair in &report.pairs {
        for finding in show.findings(pair) {
            // Plain data with string keys: there is nothing in it that serde_json could refuse.
            out.push_str(&serde_json::to_string(&line(report, pair, finding)).unwrap_or_default());
            out.push('\n');
        }
    }
    out
}

fn line<'a>(report: &'a Report, pair: &'a PairReport, f: &'a Finding) -> Line<'a> {
    let quote = |side: &'a Option<Side>| side.as_ref().map(|s| s.quote.as_str());
    let span = |side: &Option<Side>| side.as_ref().map(|s| s.span);
    Line {
        case: &report.case.id,
        a: &pair.a,
        b: &pair.b,
        kind: f.kind,
        also: &f.also,
        rule: &f.rule,
        severity: f.severity,
        confidence: f.confidence,
        similarity: f.similarity,
        a_quote: quote(&f.a),
        a_span: span(&f.a),
        b_quote: quote(&f.b),
        b_span: span(&f.b),
        explanation: &f.explanation,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Order;
    use crate::sample::{PORT, report};

    #[test]
    fn every_line_stands_alone_and_its_offsets_hold() {
        let text = render(&report(), &Show::all(Order::Text));
        let lines: Vec<serde_json::Value> = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        assert_eq!(lines.len(), 5);
        assert_eq!(lines[0]["case"], "harbour");
        let (start, end) = (lines[4]["b_span"]["start"].as_u64().unwrap(), lines[4]["b_span"]["end"].as_u64().unwrap());
        assert_eq!(lines[4]["b_quote"], PORT[start as usize..end as usize]);
        assert!(lines[4]["a_quote"].is_null());
    }

    #[test]
    fn kinds_and_confidence_choose() {
        let some =
            Show { kinds: vec![Kind::Framing, Kind::Omission], min_confidence: 0.6, ..Show::all(Order::Severity) };
        let text = render(&report(), &some);
        let severities: Vec<f64> = text
            .lines()
            .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["severity"].as_f64().unwrap())
            .collect();
        assert_eq!(severities, [0.8, 0.4, 0.3], "a further kind counts, the unsure omission does not");
    }
}
