//! The discrepancy index of a pair of accounts, and its parts.
//!
//! Every claim has a weight in whole numbers ([`Analysis::weight`]), shared out among the findings it is in. A finding
//! weighs what its claims weigh together, and its kind says which part of that is in discord ([`Weights`](crate::config::Weights)):
//!
//! ```text
//! index = Σ weight(finding) · discord(kind of finding) / Σ weight(finding)
//! ```
//!
//! Sums are taken in whole numbers, kind by kind, so that neither the order of sentences nor the order of
//! the two accounts changes a bit. From the definition: accounts whose findings are all agreements have 0,
//! accounts that share nothing have 1, and a further claim that contradicts the other account never lowers
//! the index while a contradiction counts in full (a mean can't fall when a term of the highest value joins).

use crate::analysis::Analysis;
use crate::config::Config;
use crate::report::{Finding, Index, Kind, Side, round4};

/// The index of two analyses whose claims are shared out among `findings`.
pub fn index(a: &Analysis, b: &Analysis, findings: &[Finding], config: &Config) -> Index {
    let (shares_a, shares_b) =
        (shares(&a.weight, findings.iter().map(|f| &f.a)), shares(&b.weight, findings.iter().map(|f| &f.b)));
    let sum = |side: &Option<Side>, shares: &[u64]| -> u64 {
        side.iter().flat_map(|s| &s.claims).filter_map(|c| shares.get(*c)).sum()
    };
    let (mut mass_a, mut mass_b) = ([0u64; Kind::ALL.len()], [0u64; Kind::ALL.len()]);
    for finding in findings {
        mass_a[finding.kind as usize] += sum(&finding.a, &shares_a);
        mass_b[finding.kind as usize] += sum(&finding.b, &shares_b);
    }
    of_masses(&mass_a, &mass_b, config)
}

/// Divisible by every whole number up to ten.
const WHOLE: u64 = 2520;

/// Each claim's weight, in parts of [`WHOLE`], for each of the findings it is in: one that answers several claims is
/// counted once, in equal shares.
fn shares<'f>(weight: &[u64], sides: impl Iterator<Item = &'f Option<Side>>) -> Vec<u64> {
    let mut times = vec![0u64; weight.len()];
    for claim in sides.flatten().flat_map(|s| &s.claims) {
        if let Some(n) = times.get_mut(*claim) {
            *n += 1;
        }
    }
    weight.iter().zip(times).map(|(w, n)| w * WHOLE / n.max(1)).collect()
}

/// The index from the weight of each side's claims by kind, in the order of [`Kind::ALL`].
fn of_masses(mass_a: &[u64; 7], mass_b: &[u64; 7], config: &Config) -> Index {
    let both = |kind: Kind| mass_a[kind as usize] + mass_b[kind as usize];
    let (all_a, all_b): (u64, u64) = (mass_a.iter().sum(), mass_b.iter().sum());
    let share = |part: u64, whole: u64| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
    let all = all_a + all_b;
    let discord: f64 = Kind::ALL.iter().map(|k| both(*k) as f64 * config.weights.of(*k)).sum();
    let omitted = Kind::Omission as usize;
    let covered = |mass: &[u64; 7], whole: u64| if whole == 0 { 1.0 } else { share(whole - mass[omitted], whole) };
    Index {
        value: round4(if all == 0 { 0.0 } else { (discord / all as f64).clamp(0.0, 1.0) }),
        shared: round4(if all == 0 { 1.0 } else { share(both(Kind::Agreement), all) }),
        only_a: round4(share(mass_a[omitted], all)),
        only_b: round4(share(mass_b[omitted], all)),
        conflicting: round4(share(both(Kind::Contradiction) + both(Kind::Quantity) + both(Kind::Attribution), all)),
        reframed: round4(share(both(Kind::Certainty) + both(Kind::Framing), all)),
        coverage_of_a: round4(covered(mass_a, all_a)),
        coverage_of_b: round4(covered(mass_b, all_b)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn masses() -> impl Strategy<Value = [u64; 7]> {
        proptest::array::uniform7(0u64..50_000)
    }

    proptest! {
        #[test]
        fn the_index_is_in_range_symmetric_and_its_parts_add_up(a in masses(), b in masses()) {
            let config = Config::default();
            let (x, y) = (of_masses(&a, &b, &config), of_masses(&b, &a, &config));
            prop_assert!((0.0..=1.0).contains(&x.value));
            prop_assert_eq!(x.value.to_bits(), y.value.to_bits());
            prop_assert_eq!((x.only_a.to_bits(), x.coverage_of_a.to_bits()), (y.only_b.to_bits(), y.coverage_of_b.to_bits()));
            let sum = x.shared + x.only_a + x.only_b + x.conflicting + x.reframed;
            prop_assert!((sum - 1.0).abs() < 3e-4, "{}", sum);
        }

        #[test]
        fn a_contradicting_claim_never_lowers_it(a in masses(), b in masses(), more in 1u64..1000) {
            let config = Config::default();
            let before = of_masses(&a, &b, &config).value;
            let mut with = a;
            with[Kind::Contradiction as usize] += more;
            prop_assert!(of_masses(&with, &b, &config).value >= before);
            // The same where the contradicted claim stood alone before.
            let (mut c, mut d) = (a, b);
            let moved = d[Kind::Omission as usize].min(more);
            d[Kind::Omission as usize] -= moved;
            d[Kind::Contradiction as usize] += moved;
            c[Kind::Contradiction as usize] += more;
            prop_assert!(of_masses(&c, &d, &config).value >= before);
        }
    }

    #[test]
    fn the_ends_of_the_scale() {
        let config = Config::default();
        let mut agree = [0; 7];
        agree[Kind::Agreement as usize] = 10;
        assert!(of_masses(&agree, &agree, &config).value.abs() < 1e-12);
        let mut alone = [0; 7];
        alone[Kind::Omission as usize] = 10;
        assert!((of_masses(&alone, &alone, &config).value - 1.0).abs() < 1e-12);
        let none = of_masses(&[0; 7], &[0; 7], &config);
        assert!(none.value.abs() < 1e-12 && (none.shared - 1.0).abs() < 1e-12);
    }
}
