//! Claims against accounts: claims that answer each other in any pair stand in one row.

use diptych_core::{Kind, Report};

/// What is told in one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// For each account the claims it tells it in, by place in the account; none where it does not mention it.
    pub claims: Vec<Vec<usize>>,
    /// The kinds of discord within the row, in the guide's order.
    pub kinds: Vec<Kind>,
}

/// Every claim of every account in exactly one row, in the order of the accounts and their texts.
pub fn rows(report: &Report) -> Vec<Row> {
    let starts: Vec<usize> = report
        .accounts
        .iter()
        .scan(0, |sum, a| {
            let start = *sum;
            *sum += a.claims.len();
            Some(start)
        })
        .collect();
    let all: usize = report.accounts.iter().map(|a| a.claims.len()).sum();
    let place = |id: &str| report.accounts.iter().position(|a| a.id == id);
    // For each claim the first one that it is joined with.
    let mut root: Vec<usize> = (0..all).collect();
    let mut met = Vec::new();
    for pair in &report.pairs {
        let (Some(a), Some(b)) = (place(&pair.a), place(&pair.b)) else { continue };
        for finding in &pair.findings {
            let (Some(x), Some(y)) = (&finding.a, &finding.b) else { continue };
            let x: Vec<usize> = x.claims.iter().map(|c| starts[a] + c).filter(|c| *c < all).collect();
            let y: Vec<usize> = y.claims.iter().map(|c| starts[b] + c).filter(|c| *c < all).collect();
            let both = || x.iter().chain(&y);
            let Some(least) = both().map(|c| root[*c]).min() else { continue };
            let joined: Vec<usize> = both().map(|c| root[*c]).collect();
            root.iter_mut().filter(|r| joined.contains(r)).for_each(|r| *r = least);
            if finding.kind.is_discrepancy() {
                met.extend(both().next().map(|c| (*c, finding.kind)));
            }
        }
    }
    let mut rows: Vec<(usize, Row)> = Vec::new();
    for (n, account) in report.accounts.iter().enumerate() {
        for claim in 0..account.claims.len() {
            let of = root[starts[n] + claim];
            let at = rows.iter().position(|(r, _)| *r == of).unwrap_or_else(|| {
                rows.push((of, Row { claims: vec![Vec::new(); report.accounts.len()], kinds: Vec::new() }));
                rows.len() - 1
            });
            rows[at].1.claims[n].push(claim);
        }
    }
    for (claim, kind) in met {
        if let Some((_, row)) = rows.iter_mut().find(|(r, _)| *r == root[claim])
            && !row.kinds.contains(&kind)
        {
            row.kinds.push(kind);
        }
    }
    rows.into_iter()
        .map(|(_, mut row)| {
            row.kinds.sort_unstable();
            row
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::work::tests_support::report_of;

    #[test]
    fn every_claim_is_in_one_row_and_what_answers_stands_together() {
        let report = report_of(&[
            "Some 900 dockers walked out on Friday. The mayor praised the brigade.",
            "Some 400 dockers walked out on Friday.",
            "The talks will go on. Some 900 dockers walked out on Friday.",
        ]);
        let rows = rows(&report);
        for (n, account) in report.accounts.iter().enumerate() {
            let mut told: Vec<usize> = rows.iter().flat_map(|r| r.claims[n].clone()).collect();
            told.sort_unstable();
            assert_eq!(told, (0..account.claims.len()).collect::<Vec<_>>());
        }
        let walked = &rows[0];
        assert_eq!(
            (walked.claims.clone(), walked.kinds.clone()),
            (vec![vec![0], vec![0], vec![1]], vec![Kind::Quantity])
        );
        assert_eq!(rows[1].claims, [vec![1], vec![], vec![]]);
    }
}
