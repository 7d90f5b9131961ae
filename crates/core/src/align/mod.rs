//! Alignment: which claims of one account answer which of the other.
//!
//! `candidates` proposes pairs, `similarity` says how likely each is to be about the same thing,
//! `read` lets a reader of pairs have its say, `assignment` picks the best one-to-one set. A leftover claim that likely answers an aligned claim as well makes a
//! further link with it (one-to-many, many-to-one), and a clause nearly as likely as its neighbour in the sentence joins
//! that one's link. Positions play no part, so the order of topics is free.

pub(crate) mod assignment;
mod candidates;
pub mod read;
pub mod similarity;

pub(crate) use assignment::hungarian;

use crate::analysis::Analysis;
use crate::config::Config;
use crate::relation::{ReadError, RelationReader};
use read::Readings;

/// Claims that belong together; one side is empty where they stand alone. Several claims of a side stand in one sentence,
/// one after the other.
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

/// How likely, beside an aligned clause, its neighbour must be to join it; of 0.2, 0.3, 0.5 and 0.8 the one that gives up
/// no omission on dev.
const NEARLY: f64 = 0.5;

/// Aligns two accounts. Every claim of both is in a link, one that answers several claims in several; links of the first
/// account's claims come first, in their order, then what the second alone has. A reader, where there is one, reads the
/// likely pairs, and what it read is given back.
///
/// # Errors
/// The reader's model does not run.
pub fn align(
    a: &Analysis,
    b: &Analysis,
    reader: Option<&dyn RelationReader>,
    config: &Config,
) -> Result<(Vec<Link>, Readings), ReadError> {
    let light = similarity::score(a, b, &candidates::propose(a, b));
    let Some((reader, fitted)) = reader.and_then(|r| Some((r, r.fitted()?))) else {
        return Ok((link(a, b, &light, config), Readings::new()));
    };
    let read = read::read(a, b, &light, reader)?;
    let links = link(a, b, &read::score(a, b, &read, fitted), config);
    Ok((links, read.into_iter().map(|r| ((r.i, r.j), r.reading)).collect()))
}

/// Links by the probabilities of the candidates.
fn link(a: &Analysis, b: &Analysis, scored: &[(usize, usize, f64)], config: &Config) -> Vec<Link> {
    let above: Vec<(usize, usize, f64)> =
        scored.iter().copied().filter(|(_, _, p)| *p >= config.align_threshold).collect();
    let mut pairs = assignment::assign(a.len(), b.len(), &above, config.align_threshold);
    let (mut linked_a, mut linked_b) = (vec![false; a.len()], vec![false; b.len()]);
    for (i, j, _) in &pairs {
        (linked_a[*i], linked_b[*j]) = (true, true);
    }
    further(scored, config, &mut pairs, &mut linked_a, &mut linked_b);
    // Likeliest first, so that a neighbour joins the link that it fits best.
    pairs.sort_by(|x, y| y.2.total_cmp(&x.2).then((x.0, x.1).cmp(&(y.0, y.1))));
    let (mut likely_a, mut likely_b) = (vec![Vec::new(); a.len()], vec![Vec::new(); b.len()]);
    for &(i, j, p) in scored {
        likely_a[i].push((j, p));
        likely_b[j].push((i, p));
    }
    let mut links: Vec<Link> = pairs
        .iter()
        .map(|&(i, j, p)| Link {
            a: neighbours(a, i, p, &likely_b[j], &mut linked_a),
            b: neighbours(b, j, p, &likely_a[i], &mut linked_b),
            probability: p,
        })
        .collect();
    let best = |likely: &[Vec<(usize, f64)>]| -> Vec<f64> {
        likely.iter().map(|l| l.iter().map(|(_, p)| *p).fold(0.0, f64::max)).collect()
    };
    let lone = |(a, b, probability)| Link { a, b, probability };
    links.extend(stretches(a, &linked_a, &best(&likely_a)).into_iter().map(|(c, p)| lone((c, Vec::new(), p))));
    links.sort_by(|x, y| (x.a[0], &x.b).cmp(&(y.a[0], &y.b)));
    links.extend(stretches(b, &linked_b, &best(&likely_b)).into_iter().map(|(c, p)| lone((Vec::new(), c, p))));
    links
}

/// The claim, and those next to it in its sentence that have no link and are nearly as likely to answer the same.
fn neighbours(
    account: &Analysis,
    claim: usize,
    probability: f64,
    likely: &[(usize, f64)],
    linked: &mut [bool],
) -> Vec<usize> {
    let claims = &account.account.claims;
    let fits = |other: usize, linked: &[bool]| {
        !linked[other]
            && claims[other].sentence == claims[claim].sentence
            && likely.iter().any(|(k, p)| *k == other && *p >= NEARLY * probability)
    };
    let mut out = vec![claim];
    let before = (0..claim).rev().take_while(|k| fits(*k, linked)).collect::<Vec<_>>();
    let after = (claim + 1..claims.len()).take_while(|k| fits(*k, linked)).collect::<Vec<_>>();
    out.extend(before.into_iter().chain(after));
    out.iter().for_each(|k| linked[*k] = true);
    out
}

/// Lone claims, those that follow each other within a sentence together, with the likelihood of the best
/// counterpart that any of them was not given.
fn stretches(account: &Analysis, linked: &[bool], best: &[f64]) -> Vec<(Vec<usize>, f64)> {
    let sentence = |i: usize| account.account.claims[i].sentence;
    let mut out: Vec<(Vec<usize>, f64)> = Vec::new();
    for i in (0..linked.len()).filter(|i| !linked[*i]) {
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

/// Adds a pair for each leftover claim that likely answers a claim which has its link already, likeliest first.
fn further(
    scored: &[(usize, usize, f64)],
    config: &Config,
    pairs: &mut Vec<(usize, usize, f64)>,
    linked_a: &mut [bool],
    linked_b: &mut [bool],
) {
    let mut rest: Vec<&(usize, usize, f64)> = scored.iter().filter(|(_, _, p)| *p >= config.merge_threshold).collect();
    rest.sort_by(|x, y| y.2.total_cmp(&x.2).then((x.0, x.1).cmp(&(y.0, y.1))));
    for &&(i, j, p) in &rest {
        if linked_a[i] != linked_b[j] {
            (linked_a[i], linked_b[j]) = (true, true);
            pairs.push((i, j, p));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Account;
    use crate::embed::table::Table;

    fn check(a: &str, b: &str, expect: &[(&[usize], &[usize])]) {
        let read = |text: &str| Analysis::new(&Account::new("x", text), Table::embedded());
        let (links, _) = align(&read(a), &read(b), None, &Config::default()).unwrap();
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
