//! Two texts compared: quotes are the text at their spans, scores in their ranges, no claim is missing, and all is the same
//! when it is done again.

use super::support::{engine, is_share, lies_in, pair};
use diptych_core::{Case, Config, Report};

pub fn run(bytes: &[u8]) {
    let Some(case) = pair(bytes) else { return };
    let report = engine().report(&case, &Config::default()).unwrap();
    sound(&report, &case);
    assert_eq!(engine().report(&case, &Config::default()).unwrap().to_json(), report.to_json());
}

/// What holds of every report.
pub fn sound(report: &Report, case: &Case) {
    let text = |id: &str| case.accounts.iter().find(|a| a.id == id).unwrap().text.as_str();
    for pair in &report.pairs {
        let i = &pair.index;
        let shares =
            [i.value, i.shared, i.only_a, i.only_b, i.conflicting, i.reframed, i.coverage_of_a, i.coverage_of_b];
        shares.into_iter().for_each(is_share);
        let mut seen: [Vec<usize>; 2] = Default::default();
        for finding in &pair.findings {
            [finding.severity, finding.confidence, finding.similarity].into_iter().for_each(is_share);
            assert!(!finding.explanation.is_empty() && (finding.a.is_some() || finding.b.is_some()), "{finding:?}");
            for (n, (side, id)) in [(&finding.a, &pair.a), (&finding.b, &pair.b)].into_iter().enumerate() {
                let Some(side) = side else { continue };
                lies_in(side.span, text(id));
                assert_eq!(side.quote, side.span.of(text(id)));
                for mark in &side.marks {
                    lies_in(mark.span, text(id));
                    assert!(side.span.contains(mark.span) && mark.quote == mark.span.of(text(id)), "{mark:?}");
                }
                seen[n].extend(&side.claims);
            }
        }
        for (mut seen, id) in seen.into_iter().zip([&pair.a, &pair.b]) {
            seen.sort_unstable();
            seen.dedup();
            let all = report.account(id).unwrap().claims.len();
            assert_eq!(seen, (0..all).collect::<Vec<_>>(), "claims of {id}");
        }
    }
    for account in &report.accounts {
        for claim in &account.claims {
            lies_in(claim.span, text(&account.id));
        }
    }
}
