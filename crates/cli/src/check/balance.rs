//! Balance: in a large set of pairs each relation takes 10 to 20 per cent, so that none can be guessed.

use super::Problems;
use super::read::Corpus;
use diptych_core::relation::RelationKind;

/// From this many pairs on, shares are asked for.
const MANY: usize = 1000;

/// Least and greatest share of a relation, in per cent.
const SHARE: std::ops::RangeInclusive<f64> = 10.0..=20.0;

/// The check.
pub fn check(corpus: &Corpus, problems: &mut Problems) {
    let all = corpus.pairs.len();
    if all < MANY {
        return;
    }
    for kind in RelationKind::ALL {
        let count = corpus.pairs.iter().filter(|p| p.row.kind == kind).count();
        let share = 100.0 * count as f64 / all as f64;
        if !SHARE.contains(&share) {
            let (least, most, name) = (SHARE.start(), SHARE.end(), kind.name());
            problems.add(
                &corpus.root.join("pairs"),
                0,
                format!("{count} of {all} pairs are {name}, {share:.1} per cent; keep it from {least} to {most}"),
            );
        }
    }
}
