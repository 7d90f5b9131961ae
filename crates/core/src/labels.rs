//! Labels: the annotation guide's format for gold and for what the engine finds.

use crate::report::{Finding, Kind, PairReport, Report, Side};
use serde::{Deserialize, Serialize};

/// One line of `gold.jsonl` or `labels.jsonl`. For an omission, `a` is the account that has the claim and
/// `b` the one that lacks it. Fields beyond the format are ignored when read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// The relation.
    pub kind: Kind,
    /// Further relations that hold as well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Kind>,
    /// Account id.
    pub a: String,
    /// Exact words of account `a`.
    pub a_quote: Option<String>,
    /// Account id.
    pub b: String,
    /// Exact words of account `b`; `None` for an omission.
    pub b_quote: Option<String>,
    /// A few words of why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The findings of a report as labels, pair by pair in report order.
pub fn labels(report: &Report) -> Vec<Label> {
    report.pairs.iter().flat_map(pair_labels).collect()
}

/// The findings of one pair as labels.
pub fn pair_labels(pair: &PairReport) -> Vec<Label> {
    pair.findings.iter().map(|finding| finding_label(pair, finding)).collect()
}

/// One finding of a pair as a label.
pub fn finding_label(pair: &PairReport, finding: &Finding) -> Label {
    let quote = |side: &Option<Side>| side.as_ref().map(|s| s.quote.clone());
    let (mut a, mut b) = ((pair.a.clone(), quote(&finding.a)), (pair.b.clone(), quote(&finding.b)));
    if a.1.is_none() {
        std::mem::swap(&mut a, &mut b);
    }
    Label {
        kind: finding.kind,
        also: finding.also.clone(),
        a: a.0,
        a_quote: a.1,
        b: b.0,
        b_quote: b.1,
        note: Some(finding.explanation.clone()),
    }
}

/// Labels as JSON Lines, one a line.
pub fn to_jsonl(labels: &[Label]) -> String {
    labels.iter().map(|l| serde_json::to_string(l).unwrap_or_default() + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_guides_examples() {
        let line = r#"{"kind": "omission", "a": "port", "a_quote": "the Authority offered a 6 per cent rise",
            "b": "union", "b_quote": null, "note": "the union's text never mentions the offer", "x": 1}"#;
        let label: Label = serde_json::from_str(line).unwrap();
        assert_eq!((label.kind, label.b_quote.as_deref()), (Kind::Omission, None));
        let back: Label = serde_json::from_str(&to_jsonl(std::slice::from_ref(&label))).unwrap();
        assert_eq!(back, label);
    }
}
