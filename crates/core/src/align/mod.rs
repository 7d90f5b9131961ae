//! Alignment: which claims of one account answer which of the other.
//!
//! `candidates` proposes pairs, `similarity` says how likely each is to be about the same thing,
//! `assignment` picks the best one-to-one set, and leftover claims that say again what an aligned claim says
//! join it (one-to-many, many-to-one). Positions play no part, so the order of topics is free.

mod assignment;
mod candidates;
pub mod similarity;

pub(crate) use assignment::hungarian;

use crate::analysis::Analysis;
use crate::config::Config;
use std::collections::BTreeMap;

/// Claims that belong together; one side is empty where they stand alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Claims of the first account, the best aligned first.
    pub a: Vec<usize>,
    /// Claims of the second account, the best aligned first.
    pub b: Vec<usize>,
    /// Probability that the first of each are about the same thing, 0..1; for a lone claim that of the
    /// likeliest counterpart it was not given.
    pub probability: f64,
}

/// Whether a comparison of this size looks at likely pairs only, not at all of them.
pub fn is_thinned(a: usize, b: usize) -> bool {
    a.saturating_mul(b) > candidates::ALL_PAIRS
}

/// Aligns two accounts. Every claim of both is in exactly one link; links of the first account's claims
/// come first, in their order, then what the second alone has.
pub fn align(a: &Analysis, b: &Analysis, config: &Config) -> Vec<Link> {
    let scored = similarity::score(a, b, &candidates::propose(a, b));
    let above: Vec<(usize, usize, f64)> =
        scored.iter().copied().filter(|(_, _, p)| *p >= config.align_threshold).collect();
    let chosen = assignment::assign(a.len(), b.len(), &above, config.align_threshold);

    let mut links: BTreeMap<usize, Link> = BTreeMap::new();
    let (mut of_a, mut of_b) = (vec![None; a.len()], vec![None; b.len()]);
    for (i, j, p) in chosen {
        of_a[i] = Some(i);
        of_b[j] = Some(i);
        links.insert(i, Link { a: vec![i], b: vec![j], probability: p });
    }
    merge(&scored, config, &mut links, &mut of_a, &mut of_b);
    let (mut best_a, mut best_b) = (vec![0f64; a.len()], vec![0f64; b.len()]);
    for &(i, j, p) in &scored {
        best_a[i] = best_a[i].max(p);
        best_b[j] = best_b[j].max(p);
    }
    for (claims, probability) in stretches(a, &of_a, &best_a) {
        links.insert(claims[0], Link { a: claims, b: Vec::new(), probability });
    }
    let alone = stretches(b, &of_b, &best_b).into_iter();
    let alone = alone.map(|(claims, probability)| Link { a: Vec::new(), b: claims, probability });
    links.into_values().chain(alone).collect()
}

/// Lone claims, those that follow each other within a sentence together, with the likelihood of the best
/// counterpart that any of them was not given.
fn stretches(account: &Analysis, linked: &[Option<usize>], best: &[f64]) -> Vec<(Vec<usize>, f64)> {
    let sentence = |i: usize| account.account.claims[i].sentence;
    let mut out: Vec<(Vec<usize>, f64)> = Vec::new();
    for i in (0..linked.len()).filter(|i| linked[*i].is_none()) {
        match out.last_mut() {
            Some((claims, p)) if claims.last() == Some(&(i.wrapping_sub(1))) && sentence(i - 1) == sentence(i) => {
                claims.push(i);
                *p = p.max(best[i]);
            }
            _ => out.push((vec![i], best[i])),
        }
    }
    out
}

/// Leftover claims that almost surely say what an aligned claim says join its link, likeliest first.
fn merge(
    scored: &[(usize, usize, f64)],
    config: &Config,
    links: &mut BTreeMap<usize, Link>,
    of_a: &mut [Option<usize>],
    of_b: &mut [Option<usize>],
) {
    let mut rest: Vec<&(usize, usize, f64)> = scored.iter().filter(|(_, _, p)| *p >= config.merge_threshold).collect();
    rest.sort_by(|x, y| y.2.total_cmp(&x.2).then((x.0, x.1).cmp(&(y.0, y.1))));
    for &&(i, j, _) in &rest {
        match (of_a[i], of_b[j]) {
            (None, Some(key)) => {
                if let Some(link) = links.get_mut(&key).filter(|l| l.b[0] == j) {
                    link.a.push(i);
                    of_a[i] = Some(key);
                }
            }
            (Some(key), None) => {
                if let Some(link) = links.get_mut(&key).filter(|l| l.a[0] == i) {
                    link.b.push(j);
                    of_b[j] = Some(key);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Account;
    use crate::embed::table::Table;

    fn check(a: &str, b: &str, expect: &[(&[usize], &[usize])]) {
        let read = |text: &str| Analysis::new(&Account::new("x", text), Table::english());
        let links = align(&read(a), &read(b), &Config::default());
        let got: Vec<(Vec<usize>, Vec<usize>)> = links.into_iter().map(|l| (l.a, l.b)).collect();
        let expect: Vec<(Vec<usize>, Vec<usize>)> = expect.iter().map(|(x, y)| (x.to_vec(), y.to_vec())).collect();
        assert_eq!(got, expect);
    }

    #[test]
    fn order_of_topics_is_free_and_lone_claims_are_kept() {
        check(
            "The port reopened on Friday. Two cranes were damaged by the storm. The harbour master resigned.",
            "The storm damaged two cranes. A choir sang in the old chapel. On Friday the port was reopened.",
            &[(&[0], &[2]), (&[1], &[0]), (&[2], &[]), (&[], &[1])],
        );
    }

    #[test]
    fn what_is_told_in_one_breath_stays_together() {
        check(
            "The port reopened on Friday. A choir performed in the old chapel, and the mayor handed out medals to the firemen.",
            "On Friday the port was reopened.",
            &[(&[0], &[0]), (&[1, 2], &[])],
        );
    }

    #[test]
    fn an_empty_account_leaves_every_claim_alone() {
        check("The port reopened on Friday.", "", &[(&[0], &[])]);
        check("", "", &[]);
    }
}
