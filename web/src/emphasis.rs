//! How much of each text goes to what: its bytes by the kind of finding they are in.

use diptych_core::Kind;
use diptych_core::report::{AccountReport, PairReport};

/// How an account's text is shared out.
#[derive(Clone, Debug, PartialEq)]
pub struct Emphasis {
    /// Share of the text by kind, in the order of [`Kind::ALL`].
    pub kinds: Vec<(Kind, f64)>,
    /// Share that makes no claim: headings, links between clauses, credits.
    pub rest: f64,
}

/// The share of `account`, one side of `pair`, that goes to each kind. A claim that is in several findings counts for the
/// first kind in the guide's order.
pub fn emphasis(account: &AccountReport, pair: &PairReport) -> Emphasis {
    let first = pair.a == account.id;
    let kind_of = |claim: usize| {
        let holds = |f: &&diptych_core::report::Finding| {
            if first { &f.a } else { &f.b }.as_ref().is_some_and(|s| s.claims.contains(&claim))
        };
        pair.findings.iter().filter(holds).map(|f| f.kind).min()
    };
    let mut bytes = [0usize; Kind::ALL.len()];
    for (n, claim) in account.claims.iter().enumerate() {
        if let Some(kind) = kind_of(n) {
            bytes[kind as usize] += claim.span.len();
        }
    }
    let all = account.bytes.max(1) as f64;
    let told: usize = bytes.iter().sum();
    Emphasis {
        kinds: Kind::ALL.into_iter().map(|k| (k, bytes[k as usize] as f64 / all)).collect(),
        rest: account.bytes.saturating_sub(told) as f64 / all,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::work::tests_support::report;

    #[test]
    fn shares_add_up_to_the_text() {
        let report = report(
            "The mayor praised the brigade. Some 900 dockers walked out on Friday.",
            "Some 400 dockers walked out on Friday.",
        );
        let of = |n: usize| emphasis(&report.accounts[n], &report.pairs[0]);
        for n in 0..2 {
            let sum: f64 = of(n).kinds.iter().map(|(_, x)| x).sum::<f64>() + of(n).rest;
            assert!((sum - 1.0).abs() < 1e-9, "{sum}");
        }
        let share = |n: usize, kind: Kind| of(n).kinds[kind as usize].1;
        assert!(share(0, Kind::Omission) > 0.3 && share(1, Kind::Quantity) > 0.8);
    }
}
