//! Corrections by hand: what a reader changes in the findings of a pair. Scores follow in the worker, which weighs claims.

use crate::i18n::ENGLISH;
use diptych_core::engine::SILENCE;
use diptych_core::report::{AccountReport, Finding, Side, round4};
use diptych_core::{Config, Kind, Report};

/// One change to a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Correction {
    /// It is of this kind; both sides must be there.
    Kind(Kind),
    /// Its sides do not answer each other; each stands alone.
    Unlink,
    /// What one side has alone answers this other finding, which the other side has alone.
    Link(usize),
    /// It is no finding at all, and counts for nothing.
    Wrong,
}

/// The report with one finding of a pair changed; its scores are the old ones still. `None` where the correction does not fit
/// the finding.
pub fn correct(report: &Report, pair: usize, finding: usize, correction: Correction) -> Option<Report> {
    let mut report = report.clone();
    let config = report.settings.clone();
    let at = report.pairs.get(pair)?;
    let a = report.accounts.iter().find(|x| x.id == at.a)?.clone();
    let b = report.accounts.iter().find(|x| x.id == at.b)?.clone();
    let findings = &mut report.pairs.get_mut(pair)?.findings;
    let old = findings.get(finding)?.clone();
    match (correction, old.a.clone(), old.b.clone()) {
        (Correction::Kind(kind), Some(x), Some(y)) if kind != Kind::Omission => {
            findings[finding] = by_hand(kind, [(&a, Some(x)), (&b, Some(y))], &config);
        }
        (Correction::Unlink, Some(x), Some(y)) => {
            let alone = [
                by_hand(Kind::Omission, [(&a, Some(bare(x))), (&b, None)], &config),
                by_hand(Kind::Omission, [(&a, None), (&b, Some(bare(y)))], &config),
            ];
            findings.splice(finding..=finding, alone);
        }
        (Correction::Link(other), x, y) => {
            let with = findings.get(other)?.clone();
            let (x, y) = match (x, y, with.a, with.b) {
                (Some(x), None, None, Some(y)) | (None, Some(y), Some(x), None) => (x, y),
                _ => return None,
            };
            // It stands where the first account tells it. The reader says which kind afterwards; till then nothing is
            // claimed to differ.
            let (keep, lose) = if old.a.is_some() { (finding, other) } else { (other, finding) };
            findings[keep] = by_hand(Kind::Agreement, [(&a, Some(x)), (&b, Some(y))], &config);
            findings.remove(lose);
        }
        (Correction::Wrong, ..) => drop(findings.remove(finding)),
        _ => return None,
    }
    Some(report)
}

/// Marks tell what set two sides off from each other; a side alone has none.
fn bare(side: Side) -> Side {
    Side { marks: Vec::new(), ..side }
}

fn by_hand(kind: Kind, sides: [(&AccountReport, Option<Side>); 2], config: &Config) -> Finding {
    let salience = |account: &AccountReport, side: &Side| {
        side.claims.iter().filter_map(|c| account.claims.get(*c)).map(|c| c.salience).fold(0.0, f64::max)
    };
    let most =
        sides.iter().filter_map(|(account, side)| side.as_ref().map(|s| salience(account, s))).fold(0.0, f64::max);
    let silence = if kind == Kind::Omission { SILENCE } else { 1.0 };
    let [(_, a), (_, b)] = sides;
    let similarity = if kind == Kind::Omission { 0.0 } else { 1.0 };
    Finding {
        kind,
        also: Vec::new(),
        rule: "by-hand".into(),
        a,
        b,
        similarity,
        severity: round4(config.weights.of(kind) * most * silence),
        confidence: 1.0,
        explanation: ENGLISH.by_hand.into(),
    }
}

/// What a finding of one side alone may be linked with: the findings of the other side alone, each with its words.
pub fn partners(findings: &[Finding], finding: usize) -> Vec<(usize, &str)> {
    let Some(here) = findings.get(finding).filter(|f| f.a.is_none() != f.b.is_none()) else { return Vec::new() };
    let other = |f: &'_ Finding| f.a.is_none() != f.b.is_none() && f.a.is_none() != here.a.is_none();
    findings
        .iter()
        .enumerate()
        .filter(|(_, f)| other(f))
        .map(|(n, f)| (n, f.a.as_ref().or(f.b.as_ref()).map_or("", |s| s.quote.as_str())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::work::{rescored, tests_support::case_of, tests_support::report};

    const A: &str = "Some 900 dockers walked out on Friday. The mayor praised the brigade.";
    const B: &str = "Some 400 dockers walked out on Friday. A minister thanked the firemen.";

    fn at(report: &Report, kind: Kind) -> usize {
        report.pairs[0].findings.iter().position(|f| f.kind == kind).unwrap()
    }

    fn scored(report: Report) -> Report {
        serde_json::from_str(&rescored(case_of(&[A, B]), report).unwrap()).unwrap()
    }

    #[test]
    fn nothing_corrected_scores_as_before() {
        let report = report(A, B);
        assert_eq!(scored(report.clone()), report);
    }

    #[test]
    fn a_kind_changed_changes_the_scores() {
        let report = report(A, B);
        let n = at(&report, Kind::Quantity);
        let same = scored(correct(&report, 0, n, Correction::Kind(Kind::Agreement)).unwrap());
        assert!(same.pairs[0].index.value < report.pairs[0].index.value);
        let worse = scored(correct(&report, 0, n, Correction::Kind(Kind::Contradiction)).unwrap());
        assert!(worse.pairs[0].index.value > report.pairs[0].index.value);
        assert_eq!(worse.matrix[0][1].to_bits(), worse.pairs[0].index.value.to_bits());
        assert_eq!(worse.pairs[0].findings[n].kind, Kind::Contradiction);
    }

    #[test]
    fn unlinked_sides_stand_alone_and_can_be_linked_again() {
        let report = report(A, B);
        let n = at(&report, Kind::Quantity);
        let apart = correct(&report, 0, n, Correction::Unlink).unwrap();
        let findings = &apart.pairs[0].findings;
        assert!(findings[n].b.is_none() && findings[n + 1].a.is_none());
        assert!(partners(findings, n).iter().any(|(m, words)| *m == n + 1 && words.contains("400")));
        let joined = correct(&apart, 0, n, Correction::Link(n + 1)).unwrap();
        assert!(joined.pairs[0].findings[n].a.is_some() && joined.pairs[0].findings[n].b.is_some());
        assert_eq!(joined.pairs[0].findings.len(), report.pairs[0].findings.len());
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let report = report(A, B);
        let n = at(&report, Kind::Quantity);
        assert!(correct(&report, 0, n, Correction::Kind(Kind::Omission)).is_none());
        assert!(correct(&report, 0, n, Correction::Link(n)).is_none());
        assert!(correct(&report, 0, 99, Correction::Wrong).is_none());
        let fewer = correct(&report, 0, n, Correction::Wrong).unwrap();
        assert_eq!(fewer.pairs[0].findings.len() + 1, report.pairs[0].findings.len());
    }
}
