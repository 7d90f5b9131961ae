//! Corrections by hand: what a reader changes in the findings of a pair. Scores follow in the worker, which weighs claims.

use crate::i18n::ENGLISH;
use diptych_core::engine::SILENCE;
use diptych_core::report::{AccountReport, Finding, Side, round4};
use diptych_core::{Config, Kind, Report};
use std::collections::HashSet;

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
        // Reports are in English, whatever the page speaks.
        explanation: ENGLISH.by_hand.into(),
    }
}

/// Most findings that one may be linked with; more would be no help in a list.
const PARTNERS: usize = 60;

/// What a finding of one side alone may be linked with: findings of the other side alone, each with its words, in the order
/// of the text. Of more than [`PARTNERS`], those that share the most letters in threes with it, for the count of theirs.
pub fn partners(findings: &[Finding], finding: usize) -> Vec<(usize, &str)> {
    let Some(here) = findings.get(finding).filter(|f| f.a.is_none() != f.b.is_none()) else { return Vec::new() };
    let other = |f: &'_ Finding| f.a.is_none() != f.b.is_none() && f.a.is_none() != here.a.is_none();
    let mut found: Vec<(usize, &str)> =
        findings.iter().enumerate().filter(|(_, f)| other(f)).map(|(n, f)| (n, words(f))).collect();
    if found.len() > PARTNERS {
        let wanted = threes(words(here));
        let mut alike: Vec<(f64, usize, &str)> = found
            .into_iter()
            .map(|(n, words)| {
                let threes = threes(words);
                let shared = threes.intersection(&wanted).count() as f64;
                (shared / (threes.len().max(1) as f64).sqrt(), n, words)
            })
            .collect();
        alike.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        alike.truncate(PARTNERS);
        alike.sort_by_key(|x| x.1);
        found = alike.into_iter().map(|(_, n, words)| (n, words)).collect();
    }
    found
}

fn words(finding: &Finding) -> &str {
    finding.a.as_ref().or(finding.b.as_ref()).map_or("", |s| s.quote.as_str())
}

fn threes(words: &str) -> HashSet<[char; 3]> {
    let letters: Vec<char> = words.to_lowercase().chars().collect();
    letters.windows(3).map(|w| [w[0], w[1], w[2]]).collect()
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
        serde_json::from_str(&rescored(&diptych_core::Engine::light(), case_of(&[A, B]), report).unwrap()).unwrap()
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
    fn of_many_partners_the_most_alike_are_offered() {
        let one = |n: usize| format!("Clerk number {n} filed form {} in a small office by the river. ", n * 7);
        let b: String = (0..90).map(one).collect();
        let report = report(
            "The mayor praised the brigade for its courage.",
            &format!("{b}The brigade's courage was praised by nobody."),
        );
        let n = report.pairs[0].findings.iter().position(|f| f.a.is_some() && f.b.is_some()).unwrap();
        let report = correct(&report, 0, n, Correction::Unlink).unwrap();
        let findings = &report.pairs[0].findings;
        let silent = findings.iter().filter(|f| f.a.is_none()).count();
        let offered = partners(findings, n);
        assert!(silent > PARTNERS && offered.len() == PARTNERS);
        assert!(offered.iter().any(|(_, words)| words.contains("courage")) && offered.is_sorted_by_key(|(n, _)| *n));
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
