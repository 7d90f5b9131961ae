//! Signals of inference: how much of the second claim the first one has, and what stands against it.

use super::surface::Surface;
use crate::discrepancy::{Evidence, Pair, RULES};
use crate::embed::{RAREST, cosine};
use crate::feature::Features;
use crate::math::flag;
use crate::report::Kind;

/// Names of the signals, in the order of [`signals`]; the claim in question is the second.
pub const DIRECTION: [&str; 23] = [
    "words_contained",
    "words_softly_contained",
    "rarest_word_missing",
    "words_missing",
    "least_word_cover",
    "pairs_contained",
    "threes_contained",
    "fours_contained",
    "amounts_contained",
    "amounts_missing",
    "figures_conflict",
    "things_counted_conflict",
    "polarity_differs",
    "antonyms_oppose",
    "turned_in_like_words",
    "negations_added",
    "negations_dropped",
    "cosine",
    "shorter",
    "longer",
    "length",
    "firmer",
    "weaker",
];

/// The signals, each 0..1, of whether the second claim follows from the first.
pub fn signals(pair: &Pair<'_>, evidence: &[Evidence], a: &Surface, b: &Surface) -> [f64; DIRECTION.len()] {
    let (x, y) = (pair.x(), pair.y());
    let cover = cover(x, y);
    let mass: f64 = y.terms.iter().map(|t| f64::from(t.weight)).sum();
    let weighed = |of: &dyn Fn(usize) -> f64| {
        let sum: f64 = y.terms.iter().enumerate().map(|(at, t)| f64::from(t.weight) * of(at)).sum();
        if mass > 0.0 { sum / mass } else { 0.0 }
    };
    let missing = || y.terms.iter().filter(|t| x.term(t.stem).is_none());
    let rarest = missing().map(|t| t.weight).fold(0.0, f32::max) / RAREST;
    let has = |q: &crate::feature::Amount| x.amounts.iter().any(|p| p.dimension == q.dimension && p.compatible(q));
    let matched = y.amounts.iter().filter(|q| has(q)).count();
    let rule = |kind: Kind, signal: &str| {
        let rules = RULES.iter().zip(evidence).find(|(r, _)| r.kind == kind);
        let at = rules.and_then(|(r, e)| r.signals.iter().position(|s| *s == signal).map(|at| e.signals[at]));
        at.unwrap_or(0.0)
    };
    let [pairs, threes, fours] = a.contains(b);
    let (n, m) = (x.words.max(1) as f64, y.words.max(1) as f64);
    let (p, q) = (x.negations.len(), y.negations.len());
    let firmness = f64::from(y.commitment() - x.commitment()) / 3.0;
    [
        weighed(&|at| flag(x.term(y.terms[at].stem).is_some())),
        weighed(&|at| cover[at]),
        f64::from(rarest),
        missing().count().min(10) as f64 / 10.0,
        cover.iter().copied().fold(1.0, f64::min),
        pairs,
        threes,
        fours,
        if y.amounts.is_empty() { 0.0 } else { matched as f64 / y.amounts.len() as f64 },
        flag(matched < y.amounts.len()),
        rule(Kind::Quantity, "figures_conflict"),
        rule(Kind::Quantity, "same_thing_counted"),
        rule(Kind::Contradiction, "polarity_differs"),
        rule(Kind::Contradiction, "antonyms_oppose"),
        rule(Kind::Contradiction, "turned_in_like_words"),
        flag(q > p),
        flag(q < p),
        f64::from(cosine(&x.vector, &y.vector).max(0.0)),
        (1.0 - m / n).max(0.0),
        (1.0 - n / m).max(0.0),
        m.min(40.0) / 40.0,
        firmness.clamp(0.0, 1.0),
        (-firmness).clamp(0.0, 1.0),
    ]
}

/// For each term of `y` how near some term of `x` comes to it, 0..1.
fn cover(x: &Features, y: &Features) -> Vec<f64> {
    let near = |v: &[f32]| x.term_vectors.iter().map(|u| f64::from(cosine(u, v))).fold(0.0, f64::max).min(1.0);
    let terms = y.terms.iter().zip(&y.term_vectors);
    terms.map(|(t, v)| if x.term(t.stem).is_some() { 1.0 } else { near(v) }).collect()
}
