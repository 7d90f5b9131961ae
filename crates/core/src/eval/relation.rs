//! How well the relations of pairs are told: accuracy, F1 of each kind, calibration, and what abstaining would buy.

use super::{Counts, F1, ratio};
use crate::relation::RelationKind;

/// One pair: what gold says and what was answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// Gold.
    pub gold: RelationKind,
    /// Further kinds that gold lets pass.
    pub also: Vec<RelationKind>,
    /// The answer.
    pub told: RelationKind,
    /// Its probability, 0..1.
    pub confidence: f64,
    /// Whether the reader abstained.
    pub unclear: bool,
}

impl Judged {
    fn right(&self) -> bool {
        self.told == self.gold
    }
}

/// Number of bins of confidence.
pub const BINS: usize = 10;

/// Least confidences at which answers are counted.
pub const THRESHOLDS: [f64; 8] = [0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/// The pairs whose confidence lies in one tenth of 0..1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bin {
    /// Number of pairs.
    pub pairs: usize,
    /// Their mean confidence.
    pub confidence: f64,
    /// Share of them that is right.
    pub accuracy: f64,
}

/// What is answered from a confidence on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The confidence.
    pub from: f64,
    /// Share of all pairs that is answered.
    pub coverage: f64,
    /// Share of those that is right.
    pub accuracy: f64,
}

/// Figures of a set of pairs, each 0..1.
#[derive(Clone, Debug, PartialEq)]
pub struct Scores {
    /// Number of pairs.
    pub pairs: usize,
    /// Share whose likeliest kind is gold's.
    pub accuracy: f64,
    /// The same if a kind in gold's `also` counts as right.
    pub lenient: f64,
    /// Mean of the kinds' F1.
    pub macro_f1: f64,
    /// Each kind's figures, in the order of [`RelationKind::ALL`].
    pub kinds: [F1; RelationKind::COUNT],
    /// Expected calibration error.
    pub calibration_error: f64,
    /// What it is made of.
    pub bins: [Bin; BINS],
    /// What abstaining below each of [`THRESHOLDS`] would leave.
    pub curve: [Point; THRESHOLDS.len()],
    /// What the reader itself answers: coverage and accuracy of what is not unclear.
    pub clear: [f64; 2],
}

/// The figures of some pairs.
pub fn score(judged: &[Judged]) -> Scores {
    let share = |keep: &dyn Fn(&Judged) -> bool| {
        let kept: Vec<&Judged> = judged.iter().filter(|j| keep(j)).collect();
        [ratio(kept.len(), judged.len()), ratio(kept.iter().filter(|j| j.right()).count(), kept.len())]
    };
    let kinds = RelationKind::ALL.map(|kind| {
        let told = judged.iter().filter(|j| j.told == kind);
        let gold = judged.iter().filter(|j| j.gold == kind).count();
        Counts([told.clone().filter(|j| j.right()).count(), told.count(), gold]).f1()
    });
    let bins = bins(judged);
    let lenient = judged.iter().filter(|j| j.right() || j.also.contains(&j.told)).count();
    Scores {
        pairs: judged.len(),
        accuracy: share(&|_| true)[1],
        lenient: ratio(lenient, judged.len()),
        macro_f1: kinds.iter().map(|f| f.f1).sum::<f64>() / RelationKind::COUNT as f64,
        kinds,
        calibration_error: bins.iter().map(|b| ratio(b.pairs, judged.len()) * (b.accuracy - b.confidence).abs()).sum(),
        bins,
        curve: THRESHOLDS.map(|from| {
            let [coverage, accuracy] = share(&|j| j.confidence >= from);
            Point { from, coverage, accuracy }
        }),
        clear: share(&|j| !j.unclear),
    }
}

/// Pairs by tenths of confidence (Naeini et al. 2015). The expected calibration error is the mean distance of a tenth's
/// accuracy from its mean confidence, weighed by its pairs.
fn bins(judged: &[Judged]) -> [Bin; BINS] {
    let mut out = [Bin::default(); BINS];
    for (at, bin) in out.iter_mut().enumerate() {
        let of = |j: &&Judged| ((j.confidence * BINS as f64) as usize).min(BINS - 1) == at;
        let mine: Vec<&Judged> = judged.iter().filter(of).collect();
        let sum: f64 = mine.iter().map(|j| j.confidence).sum();
        let right = mine.iter().filter(|j| j.right()).count();
        *bin = Bin {
            pairs: mine.len(),
            confidence: if mine.is_empty() { 0.0 } else { sum / mine.len() as f64 },
            accuracy: ratio(right, mine.len()),
        };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use RelationKind::{Agreement, Framing, Quantity};

    fn judged(gold: RelationKind, told: RelationKind, confidence: f64) -> Judged {
        Judged { gold, also: vec![Framing], told, confidence, unclear: confidence < 0.5 }
    }

    #[test]
    fn figures_of_four_pairs() {
        let all = [
            judged(Agreement, Agreement, 0.95),
            judged(Agreement, Quantity, 0.95),
            judged(Quantity, Quantity, 0.45),
            judged(Quantity, Framing, 0.2),
        ];
        let scores = score(&all);
        assert_eq!((scores.accuracy, scores.lenient, scores.clear), (0.5, 0.75, [0.5, 0.5]));
        assert_eq!(scores.kinds[Quantity.index()].f1, 0.5);
        assert!((scores.kinds[Agreement.index()].f1 - 2.0 / 3.0).abs() < 1e-12);
        // Half the pairs are 0.45 too sure, a quarter 0.55 too unsure, a quarter 0.2 too sure.
        assert!((scores.calibration_error - 0.4125).abs() < 1e-12, "{}", scores.calibration_error);
        let at = |from: f64| *scores.curve.iter().find(|p| p.from == from).unwrap();
        assert_eq!(at(0.4), Point { from: 0.4, coverage: 0.75, accuracy: 2.0 / 3.0 });
        assert_eq!(at(0.9), Point { from: 0.9, coverage: 0.5, accuracy: 0.5 });
    }

    #[test]
    fn no_pairs_no_figures() {
        let scores = score(&[]);
        assert_eq!((scores.accuracy, scores.calibration_error, scores.clear), (0.0, 0.0, [0.0, 0.0]));
    }
}
