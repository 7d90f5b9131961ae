//! Leaks: a classifier that sees one claim of each pair only must not do much better than one that always says the
//! commonest relation (Gururangan et al. 2018, "Annotation artifacts in natural language inference data").
//!
//! The classifier is a multinomial logistic regression over the claim's words and the runs of four characters in
//! it, fitted on train and asked on dev. Its order of examples is fixed, so that it always answers the same.

use super::read::{Corpus, Pair};
use super::{Problems, words};
use diptych_core::relation::RelationKind;
use std::collections::HashMap;

/// From this many train pairs on, it is worth asking.
pub const MANY: usize = 1000;

/// The most it may score, as a multiple of the commonest relation's share.
const MOST: f64 = 1.4;

const ROUNDS: usize = 8;
const RATE: f32 = 0.3;
const KINDS: usize = RelationKind::COUNT;

/// What the classifier scores.
#[derive(Clone, Copy, Debug)]
pub struct Leak {
    /// Share of the dev pairs it gets right from `a` and from `b` alone, 0..1.
    pub right: [f64; 2],
    /// Share of the commonest relation on dev, 0..1.
    pub commonest: f64,
}

/// The check.
pub fn check(corpus: &Corpus, problems: &mut Problems) {
    let Some(leak) = leak(corpus) else { return };
    for (side, right) in ["a", "b"].into_iter().zip(leak.right) {
        if right > MOST * leak.commonest {
            let message = format!(
                "from {side} alone a bag of words gets {right:.3} of the dev pairs, more than {MOST} times the commonest \
                 relation's {:.3}; rewrite pairs so that only the relation tells",
                leak.commonest
            );
            problems.add(&corpus.root.join("pairs"), 0, message);
        }
    }
}

/// What the classifier scores; `None` where there are too few pairs.
pub fn leak(corpus: &Corpus) -> Option<Leak> {
    *corpus.measured.leak.get_or_init(|| measure(corpus))
}

/// Fits and asks it.
fn measure(corpus: &Corpus) -> Option<Leak> {
    let of = |split: &str| corpus.pairs.iter().filter(|p| p.row.split == split).collect::<Vec<&Pair>>();
    let (train, dev) = (of("train"), of("dev"));
    if train.len() < MANY || dev.is_empty() {
        return None;
    }
    let mut count = [0usize; KINDS];
    dev.iter().for_each(|p| count[p.row.kind.index()] += 1);
    let share = |n: usize| n as f64 / dev.len() as f64;
    let right = [|p: &Pair| p.row.a.clone(), |p: &Pair| p.row.b.clone()].map(|claim| {
        let of = |pairs: &[&Pair]| pairs.iter().map(|p| (claim(p), p.row.kind)).collect::<Vec<_>>();
        let (known, asked) = (of(&train), of(&dev));
        let told = guess(&known, asked.iter().map(|(claim, _)| claim.as_str()));
        share(told.iter().zip(&asked).filter(|(told, (_, kind))| *told == kind).count())
    });
    Some(Leak { right, commonest: share(count.into_iter().max().unwrap_or(0)) })
}

/// What the classifier makes of claims, learnt from others with the relation they stood in.
pub fn guess<'a>(train: &[(String, RelationKind)], asked: impl Iterator<Item = &'a str>) -> Vec<RelationKind> {
    let mut ids = HashMap::new();
    let seen: Vec<Vec<usize>> = train.iter().map(|(claim, _)| known(claim, &mut ids, true)).collect();
    let mut weights = vec![[0f32; KINDS]; ids.len()];
    let mut slopes = vec![[1e-6f32; KINDS]; ids.len()];
    for round in 0..ROUNDS {
        // A stride that is prime to most lengths takes the examples in another order each round.
        for n in 0..train.len() {
            let at = (n * (2 * round + 7919)) % train.len();
            learn(&mut weights, &mut slopes, &seen[at], train[at].1.index());
        }
    }
    asked.map(|claim| RelationKind::ALL[best(&weights, &known(claim, &mut ids, false))]).collect()
}

/// Features of a claim as numbers; new ones get a number only while learning.
fn known(claim: &str, ids: &mut HashMap<String, usize>, learning: bool) -> Vec<usize> {
    let words = words(claim);
    let line: Vec<char> = format!(" {} ", words.join(" ")).chars().collect();
    let runs = line.windows(4).map(|w| w.iter().collect::<String>());
    let mut features: Vec<String> = words.iter().map(|w| format!("={w}")).chain(runs).collect();
    features.sort_unstable();
    features.dedup();
    features
        .into_iter()
        .filter_map(|f| {
            let next = ids.len();
            if learning { Some(*ids.entry(f).or_insert(next)) } else { ids.get(&f).copied() }
        })
        .collect()
}

fn scores(weights: &[[f32; KINDS]], x: &[usize]) -> [f32; KINDS] {
    let size = (x.len().max(1) as f32).sqrt();
    let mut out = [0f32; KINDS];
    for f in x {
        out.iter_mut().zip(weights[*f]).for_each(|(o, w)| *o += w / size);
    }
    out
}

fn best(weights: &[[f32; KINDS]], x: &[usize]) -> usize {
    let scores = scores(weights, x);
    (0..KINDS).max_by(|i, j| scores[*i].total_cmp(&scores[*j])).unwrap_or(0)
}

/// One step of AdaGrad (Duchi et al. 2011) on the logistic loss.
fn learn(weights: &mut [[f32; KINDS]], slopes: &mut [[f32; KINDS]], x: &[usize], kind: usize) {
    let mut p = scores(weights, x);
    let top = p.iter().copied().fold(f32::MIN, f32::max);
    p.iter_mut().for_each(|s| *s = libm::expf(*s - top));
    let sum: f32 = p.iter().sum();
    let size = (x.len().max(1) as f32).sqrt();
    for k in 0..KINDS {
        let slope = (p[k] / sum - f32::from(u8::from(k == kind))) / size;
        for f in x {
            slopes[*f][k] += slope * slope;
            weights[*f][k] -= RATE * slope / slopes[*f][k].sqrt();
        }
    }
}
