//! Reports as people and programs read them: pages, tables, documents, annotations. A display is one file with a `render` that
//! turns a report into text or bytes; it opens no file, asks no clock and knows no terminal, so that the command line and the
//! page write the same bytes.

pub mod article;
pub mod chars;
mod chart;
pub mod csv;
pub mod docx;
pub mod html;
pub mod json;
pub mod jsonl;
pub mod label_studio;
pub mod labels;
pub mod markdown;
pub mod matrix;
#[cfg(any(test, feature = "sample"))]
pub mod sample;
pub mod summary;
pub mod tables;
pub mod tei;
pub mod trend;
pub mod web_annotation;

use diptych_core::Kind;
use diptych_core::report::{EVEN, Finding, PairReport, Report, Side};

/// Order of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Strongest (severity times confidence) first.
    Severity,
    /// As the texts go.
    Text,
}

/// What stands where a side has no counterpart.
pub const NOT_MENTIONED: &str = "not mentioned in the text supplied";

/// Which findings a display shows, and in which order.
pub struct Show {
    /// Order.
    pub order: Order,
    /// The least confidence.
    pub min_confidence: f64,
    /// The kinds; all if empty.
    pub kinds: Vec<Kind>,
}

impl Show {
    /// Every finding.
    pub fn all(order: Order) -> Show {
        Show { order, min_confidence: 0.0, kinds: Vec::new() }
    }

    /// Whether a finding is shown; further kinds it has count as well.
    pub fn includes(&self, finding: &Finding) -> bool {
        let kind = |k: &Kind| self.kinds.contains(k);
        finding.confidence >= self.min_confidence
            && (self.kinds.is_empty() || kind(&finding.kind) || finding.also.iter().any(kind))
    }

    /// Whether findings may be left out.
    pub fn is_partial(&self) -> bool {
        self.min_confidence > 0.0 || !self.kinds.is_empty()
    }

    /// The findings of a pair that are shown, in order.
    pub fn findings<'a>(&self, pair: &'a PairReport) -> Vec<&'a Finding> {
        let mut shown: Vec<&Finding> = pair.findings.iter().filter(|f| self.includes(f)).collect();
        if self.order == Order::Severity {
            shown.sort_by(|x, y| y.strength().total_cmp(&x.strength()));
        }
        shown
    }

    /// The same in three: discrepancies, agreements that are likelier than not, and those that are a question.
    pub fn parted<'a>(&self, pair: &'a PairReport) -> [Vec<&'a Finding>; 3] {
        let (differences, agreements): (Vec<&Finding>, Vec<&Finding>) =
            self.findings(pair).into_iter().partition(|f| f.kind.is_discrepancy());
        let (likely, doubtful) = agreements.into_iter().partition(|f| f.similarity >= EVEN);
        [differences, likely, doubtful]
    }
}

/// A quote cut at its marks: each piece with whether it is marked. Marks that overlap or do not fit are left out.
pub fn pieces(side: &Side) -> Vec<(bool, &str)> {
    let mut marks: Vec<_> = side.marks.iter().map(|m| m.span).collect();
    marks.sort_unstable();
    let mut out = Vec::new();
    let mut at = 0;
    for mark in marks {
        let cut = |from: usize, to: usize| side.quote.get(from..to).filter(|s| !s.is_empty());
        let (Some(start), Some(end)) = (mark.start.checked_sub(side.span.start), mark.end.checked_sub(side.span.start))
        else {
            continue;
        };
        if start < at {
            continue;
        }
        let Some(marked) = cut(start, end) else { continue };
        out.extend(cut(at, start).map(|before| (false, before)));
        out.push((true, marked));
        at = end;
    }
    out.extend(side.quote.get(at..).filter(|s| !s.is_empty()).map(|rest| (false, rest)));
    out
}

/// Who tells an account, by its id.
pub fn source<'a>(report: &'a Report, id: &'a str) -> &'a str {
    report.account(id).map_or(id, |a| a.source.as_str())
}

/// A share as whole per cents.
pub fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

/// The parts of a pair's index in plain words, with their shares.
pub fn parts(report: &Report, pair: &PairReport) -> [(String, f64); 5] {
    let i = &pair.index;
    [
        ("told alike".to_string(), i.shared),
        (format!("only in {}", source(report, &pair.a)), i.only_a),
        (format!("only in {}", source(report, &pair.b)), i.only_b),
        ("in conflict".to_string(), i.conflicting),
        ("at another strength or in other colours".to_string(), i.reframed),
    ]
}

/// How much of each account the other covers, as a sentence.
pub fn coverage(report: &Report, pair: &PairReport) -> String {
    let (a, b) = (source(report, &pair.a), source(report, &pair.b));
    let (of_a, of_b) = (percent(pair.index.coverage_of_a), percent(pair.index.coverage_of_b));
    format!("Of what {a} tells, {b} covers {of_a}; of what {b} tells, {a} covers {of_b}.")
}

/// What the discrepancy index is.
pub const INDEX_SCALE: &str = "0: both say the same; 1: nothing in common, or all in conflict";

/// Whether XML 1.0 can hold a character.
pub(crate) fn in_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

/// The words on one line, without control characters: fit for a terminal and for tables.
pub fn one_line(text: &str) -> String {
    let clean: String = text.chars().filter(|c| !c.is_control() || c.is_whitespace()).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{quote, side};
    use diptych_core::Span;
    use diptych_core::report::Quote;

    #[test]
    fn quotes_are_cut_at_their_marks() {
        let mut s = side(0, 100, "more than 900 dockers");
        s.marks =
            vec![quote(110, "900"), quote(100, "more than"), quote(112, "0 d"), quote(90, "x"), quote(119, "rs and")];
        let cut = pieces(&s);
        assert_eq!(cut, [(true, "more than"), (false, " "), (true, "900"), (false, " dockers")]);
        assert_eq!(pieces(&side(0, 5, "plain")), [(false, "plain")]);
    }

    #[test]
    fn marks_part_a_quote_without_losing_a_letter() {
        let quote = "Ёлки: 900 dockers left";
        let mark = Quote { span: Span::new(100 + 10, 100 + 13), quote: "900".into() };
        let side =
            Side { claims: vec![0], span: Span::new(100, 100 + quote.len()), quote: quote.into(), marks: vec![mark] };
        assert_eq!(pieces(&side), [(false, "Ёлки: "), (true, "900"), (false, " dockers left")]);
    }
}
