//! How likely two claims are to be about the same thing: a small logistic model over named features.
//!
//! Each feature is one number a pair; the weights stand in `data/align.json`, fitted on the corpus' train
//! cases by `training/light_engine.py`. A second step weighs a pair against its rivals: what matters is not only how
//! alike two claims are, but whether either has a better counterpart.

use crate::analysis::Analysis;
use crate::embed::{RAREST, cosine, less};
use crate::feature::{Dimension, Features, Term};
use crate::math::{flag, ln, sigmoid};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::OnceLock;

/// Names of the features, in the order of [`Local::features`].
pub const NAMES: [&str; 21] = [
    "cosine",
    "overlap",
    "containment",
    "context_cosine",
    "shared_names",
    "same_amount",
    "other_amount",
    "length_ratio",
    "rarest_shared",
    "cosine_and_overlap",
    "shared_subject",
    "soft_overlap",
    "soft_containment",
    "local_overlap",
    "local_rarest",
    "centred_cosine",
    "shared_entities",
    // Across languages no word is the same, so that the rest weighs otherwise.
    "across",
    "across_cosine",
    "across_soft_overlap",
    "across_shared_entities",
];

/// Names of what the second step reads: the first step's score and its lead over the best rival on each side; then
/// the same of the two sentences that the claims stand in, whose score is that of their likeliest claims.
pub const RIVAL_NAMES: [&str; 6] = [
    "score",
    "lead_over_least",
    "lead_over_most",
    "sentence_score",
    "sentence_lead_over_least",
    "sentence_lead_over_most",
];

/// Weights of the two steps and of silence.
#[derive(Clone, Debug, Deserialize)]
pub struct Model {
    bias: f64,
    weights: Vec<f64>,
    rival_bias: f64,
    rival_weights: Vec<f64>,
    silence: Silence,
}

/// How sure it is that a stretch without a link is an omission.
#[derive(Clone, Debug, Deserialize)]
struct Silence {
    bias: f64,
    weights: Vec<f64>,
}

impl Model {
    /// Whether it has a weight for each of `first` features of the first step, and for all else that it weighs.
    pub(crate) fn fits(&self, first: usize) -> bool {
        self.weights.len() == first
            && self.rival_weights.len() == RIVAL_NAMES.len()
            && self.silence.weights.len() == SILENCE_NAMES.len()
    }

    /// The first step's score.
    pub(super) fn first(&self, features: &[f64]) -> f64 {
        self.bias + dot(&self.weights, features)
    }

    /// The second step: each candidate with its probability, 0..1, from the first step's scores. Claims in the very same
    /// words are sure to belong together.
    pub(super) fn second(
        &self,
        a: &Analysis,
        b: &Analysis,
        candidates: &[(usize, usize)],
        first: &[f64],
    ) -> Vec<(usize, usize, f64)> {
        let claims = rivals(a.len(), b.len(), candidates, first);
        let sentences = sentence_rivals(a, b, candidates, first);
        let pairs = candidates.iter().zip(claims.iter().zip(&sentences));
        pairs
            .map(|(&(i, j), (claim, sentence))| {
                let same = a.features[i].wording == b.features[j].wording;
                let ([s, least, most], [sentence, sentence_least, sentence_most]) = (*claim, *sentence);
                let signals = [s, least, most, sentence, sentence_least, sentence_most];
                let score = self.rival_bias + dot(&self.rival_weights, &signals);
                (i, j, if same { 1.0 } else { 0.999 * sigmoid(score) })
            })
            .collect()
    }

    /// How likely a stretch of `claims` with `words` words, whose likeliest counterpart had probability `best`, is truly not
    /// mentioned among the other account's `others` claims, 0..1. Fitted on what train cases call an omission: a true
    /// counterpart in other words is the usual mistake, so that no silence is very sure.
    pub(crate) fn silence(&self, best: f64, claims: usize, words: usize, others: usize) -> f64 {
        let best = best.clamp(1e-4, 0.999);
        let signals = [ln(best / (1.0 - best)), claims as f64, words as f64, ln(others as f64 + 1.0)];
        sigmoid(self.silence.bias + dot(&self.silence.weights, &signals))
    }
}

/// The light engine's weights.
pub(crate) fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| {
        // The tests read the same file and fail on a fault; without weights nothing would be aligned.
        serde_json::from_str(include_str!("../../data/align.json")).unwrap_or(Model {
            bias: -20.0,
            weights: Vec::new(),
            rival_bias: -20.0,
            rival_weights: Vec::new(),
            silence: Silence { bias: 0.0, weights: Vec::new() },
        })
    })
}

fn dot(weights: &[f64], x: &[f64]) -> f64 {
    weights.iter().zip(x).map(|(w, x)| w * x).sum()
}

/// Each candidate with its probability, 0..1, as the light engine sees it.
pub(super) fn score(a: &Analysis, b: &Analysis, candidates: &[(usize, usize)]) -> Vec<(usize, usize, f64)> {
    let local = Local::new(a, b);
    let first: Vec<f64> = candidates.iter().map(|&(i, j)| model().first(&local.features(i, j))).collect();
    model().second(a, b, candidates, &first)
}

/// Names of what tells how sure a silence is.
pub const SILENCE_NAMES: [&str; 4] = ["best_log_odds", "claims", "words", "log_other_claims"];

/// For each candidate what [`rivals`] gives for the sentences its claims stand in: a claim is likelier to have its
/// counterpart in a sentence that answers its own.
fn sentence_rivals(a: &Analysis, b: &Analysis, candidates: &[(usize, usize)], score: &[f64]) -> Vec<[f64; 3]> {
    let (of_a, of_b) = (sentence_numbers(a), sentence_numbers(b));
    let count = |numbers: &[usize]| numbers.last().map_or(0, |n| n + 1);
    let (mut pairs, mut scores) = (Vec::new(), Vec::new());
    // Candidates go by the first account's claims, so that one row of sentences is open at a time.
    // Each place says for which row it holds, so that a new row costs nothing.
    let mut place = vec![(usize::MAX, 0); count(&of_b)];
    let places: Vec<usize> = candidates
        .iter()
        .zip(score)
        .map(|(&(i, j), &s)| {
            let (row, at) = &mut place[of_b[j]];
            if *row != of_a[i] {
                (*row, *at) = (of_a[i], pairs.len());
                pairs.push((of_a[i], of_b[j]));
                scores.push(s);
            } else {
                scores[*at] = f64::max(scores[*at], s);
            }
            *at
        })
        .collect();
    let leads = rivals(count(&of_a), count(&of_b), &pairs, &scores);
    places.into_iter().map(|at| leads[at]).collect()
}

/// The sentence of each claim, numbered without gaps.
fn sentence_numbers(account: &Analysis) -> Vec<usize> {
    let claims = &account.account.claims;
    let mut number = 0;
    (0..claims.len())
        .map(|i| {
            number += usize::from(i > 0 && claims[i].sentence != claims[i - 1].sentence);
            number
        })
        .collect()
}

/// Score of the rival that is always there: that the claim has no counterpart at all.
const NOBODY: f64 = -2.0;

/// For each candidate the first step's score and its lead over the best rival in its row and column, the
/// smaller lead first, held within ±6.
pub fn rivals(n: usize, m: usize, candidates: &[(usize, usize)], score: &[f64]) -> Vec<[f64; 3]> {
    // Best and second best of each row and column: the best rival of the best is the second best.
    let mut top = vec![[f64::NEG_INFINITY; 2]; n + m];
    for (&(i, j), &s) in candidates.iter().zip(score) {
        for slot in [i, n + j] {
            let [best, second] = &mut top[slot];
            if s > *best {
                (*best, *second) = (s, *best);
            } else if s > *second {
                *second = s;
            }
        }
    }
    let lead = |slot: usize, s: f64| {
        let [best, second] = top[slot];
        let rival = if s >= best { second } else { best };
        (s - rival.max(NOBODY)).clamp(-6.0, 6.0)
    };
    candidates
        .iter()
        .zip(score)
        .map(|(&(i, j), &s)| {
            let (x, y) = (lead(i, s), lead(n + j, s));
            [s, x.min(y), x.max(y)]
        })
        .collect()
}

/// Claims of other texts that are thought to stand beside the two accounts', so that very short accounts,
/// where every word is everywhere, are weighed as well.
const UNSEEN: usize = 20;

/// Terms that two claims of usual length have at the most.
const FEW: usize = 64;

/// What only the two accounts together tell of their claims: a word that half of them use says little of
/// which belong together, however rare it is elsewhere.
pub struct Local<'a> {
    a: &'a Analysis,
    b: &'a Analysis,
    /// Weight of each term of each claim, first account and second.
    weights: [Vec<Vec<f64>>; 2],
    /// Vector of each claim less the mean of both accounts.
    centred: [Vec<Vec<f32>>; 2],
    /// How much each entity of the accounts tells of a claim that speaks of it.
    entities: HashMap<u64, f64>,
}

impl<'a> Local<'a> {
    /// Counts the words of both accounts.
    pub fn new(a: &'a Analysis, b: &'a Analysis) -> Self {
        let mut count: HashMap<u64, u32> = HashMap::new();
        for term in a.features.iter().chain(&b.features).flat_map(|f| &f.terms) {
            *count.entry(term.stem).or_default() += 1;
        }
        let all = (a.len() + b.len() + UNSEEN) as f64;
        // Inverse document frequency with a claim as the document, 0..1 (Spärck Jones 1972).
        let idf: Vec<f64> =
            (0..=all as usize).map(|n| (ln((all + 1.0) / (n as f64 + 0.5)) / ln(all + 1.0)).max(0.0)).collect();
        let weights = [a, b].map(|x| {
            let weigh =
                |t: &Term| f64::from(t.weight) * idf[count.get(&t.stem).map_or(0, |n| *n as usize).min(idf.len() - 1)];
            x.features.iter().map(|f| f.terms.iter().map(weigh).collect()).collect()
        });
        let mut speak: HashMap<u64, usize> = HashMap::new();
        for key in a.features.iter().chain(&b.features).flat_map(|f| &f.entities) {
            *speak.entry(*key).or_default() += 1;
        }
        let entities = speak.into_iter().map(|(key, n)| (key, idf[n.min(idf.len() - 1)])).collect();
        let mean = mean(a, b);
        let centred = [a, b].map(|x| x.features.iter().map(|f| less(&f.vector, &mean)).collect());
        Local { a, b, weights, centred, entities }
    }

    /// The features of claim `i` of the first and `j` of the second account, as [`NAMES`] lists them;
    /// symmetric in the two.
    pub fn features(&self, i: usize, j: usize) -> [f64; NAMES.len()] {
        let common = features(self.a, i, self.b, j);
        let (x, y) = (&self.a.features[i], &self.b.features[j]);
        let (u, v) = (&self.weights[0][i], &self.weights[1][j]);
        let (sum_u, sum_v): (f64, f64) = (u.iter().sum(), v.iter().sum());
        // Claims of usual length need no memory of their own for this.
        let (mut few, mut many) = ([0f64; FEW], Vec::new());
        let best = if x.terms.len() + y.terms.len() <= FEW {
            &mut few[..x.terms.len() + y.terms.len()]
        } else {
            many.resize(x.terms.len() + y.terms.len(), 0f64);
            &mut many[..]
        };
        let (best_x, best_y) = best.split_at_mut(x.terms.len());
        let (mut shared, mut rarest) = (0f64, 0f64);
        // Both lists are sorted by stem.
        let mut l = 0;
        for (k, s) in x.terms.iter().enumerate() {
            l += y.terms[l..].iter().take_while(|t| t.stem < s.stem).count();
            if y.terms.get(l).is_some_and(|t| t.stem == s.stem) {
                shared += u[k].min(v[l]);
                rarest = rarest.max(u[k].min(v[l]));
                (best_x[k], best_y[l]) = (1.0, 1.0);
            }
        }
        for (best_x, p) in best_x.iter_mut().zip(&x.term_vectors) {
            let found = *best_x >= 1.0;
            for (best_y, q) in best_y.iter_mut().zip(&y.term_vectors) {
                // Nothing is nearer than the same word.
                if !(found && *best_y >= 1.0) {
                    let alike = f64::from(cosine(p, q)).clamp(0.0, 1.0);
                    *best_x = best_x.max(alike);
                    *best_y = best_y.max(alike);
                }
            }
        }
        let covered = |best: &[f64], w: &[f64], sum: f64| if sum > 0.0 { dot(best, w) / sum } else { 0.0 };
        let (p, q) = (covered(best_x, u, sum_u), covered(best_y, v, sum_v));
        let both = if p + q > 0.0 { 2.0 * p * q / (p + q) } else { 0.0 };
        let overlap = if sum_u + sum_v > 0.0 { 2.0 * shared / (sum_u + sum_v) } else { 0.0 };
        let centred = f64::from(cosine(&self.centred[0][i], &self.centred[1][j]));
        let entities = self.shared_entities(x, y);
        let across = flag(self.a.account.lang != self.b.account.lang);
        let mut out = [0.0; NAMES.len()];
        out[..common.len()].copy_from_slice(&common);
        out[common.len()..].copy_from_slice(&[
            both,
            p.max(q),
            overlap,
            rarest / f64::from(RAREST),
            centred,
            entities,
            across,
            across * common[0],
            across * both,
            across * entities,
        ]);
        out
    }

    /// Share of what two claims' entities weigh that both speak of, 0..1.
    fn shared_entities(&self, x: &Features, y: &Features) -> f64 {
        let weight = |k: &u64| self.entities.get(k).copied().unwrap_or(0.0);
        let sum = |f: &Features| f.entities.iter().map(weight).sum::<f64>();
        let all = sum(x) + sum(y);
        let both = || x.entities.iter().filter(|k| y.entities.binary_search(k).is_ok()).map(weight).sum::<f64>();
        if all > 0.0 { 2.0 * both() / all } else { 0.0 }
    }
}

/// Mean of both accounts' claim vectors, drawn towards nought where there are few; each account counts alike. The two sums are taken apart, so that
/// the result does not depend on which account comes first.
fn mean(a: &Analysis, b: &Analysis) -> Vec<f32> {
    let of = |x: &Analysis| {
        let mut sum = vec![0f32; x.features.first().map_or(0, |f| f.vector.len())];
        // Sorted by wording, so that the order of sentences does not change a bit.
        let mut order: Vec<usize> = (0..x.len()).collect();
        order.sort_by_key(|i| x.features[*i].wording);
        for i in order {
            sum.iter_mut().zip(&x.features[i].vector).for_each(|(s, v)| *s += v);
        }
        let n = x.len().max(1) as f32;
        sum.iter_mut().for_each(|s| *s /= n);
        sum
    };
    let share = (a.len() + b.len()) as f32 / (a.len() + b.len() + UNSEEN) as f32;
    of(a).iter().zip(&of(b)).map(|(x, y)| share * (x + y) / 2.0).collect()
}

/// The features that need nothing but the two claims.
fn features(a: &Analysis, i: usize, b: &Analysis, j: usize) -> [f64; 11] {
    let (x, y) = (&a.features[i], &b.features[j]);
    let cos = cosine(&x.vector, &y.vector);
    let shared = shared_terms(x, y);
    let (mass_x, mass_y) = (x.mass(), y.mass());
    let ratio = |part: f32, whole: f32| if whole > 0.0 { part / whole } else { 0.0 };
    let overlap = ratio(2.0 * shared.mass, mass_x + mass_y);
    let (same, other) = amounts(x, y);
    let lengths = ratio(x.words.min(y.words) as f32, x.words.max(y.words) as f32);
    [
        f64::from(cos),
        f64::from(overlap),
        f64::from(ratio(shared.mass, mass_x.min(mass_y))),
        f64::from(a.context_cosine(i, b, j)),
        f64::from(ratio(shared.names, RAREST)).min(2.0),
        f64::from(u8::from(same)),
        f64::from(u8::from(other)),
        f64::from(lengths),
        f64::from(shared.rarest / RAREST),
        f64::from(cos * overlap),
        f64::from(ratio(shared.subjects, RAREST)).min(2.0),
    ]
}

#[derive(Default)]
struct Shared {
    mass: f32,
    names: f32,
    subjects: f32,
    rarest: f32,
}

/// What two claims' terms have in common; both lists are sorted by stem.
fn shared_terms(x: &Features, y: &Features) -> Shared {
    let (mut i, mut j) = (0, 0);
    let mut shared = Shared::default();
    while i < x.terms.len() && j < y.terms.len() {
        let (s, t) = (&x.terms[i], &y.terms[j]);
        match s.stem.cmp(&t.stem) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                let weight = s.weight.min(t.weight);
                shared.mass += weight;
                shared.rarest = shared.rarest.max(weight);
                if s.name && t.name {
                    shared.names += weight;
                }
                if s.subject && t.subject {
                    shared.subjects += weight;
                }
                i += 1;
                j += 1;
            }
        }
    }
    shared
}

/// Whether the two share an amount, and whether they have amounts of one dimension that differ.
fn amounts(x: &Features, y: &Features) -> (bool, bool) {
    let (mut same, mut other) = (false, false);
    for p in &x.amounts {
        for q in y.amounts.iter().filter(|q| q.dimension == p.dimension) {
            let kin = p.dimension != Dimension::Count || p.of.iter().any(|s| q.of.contains(s));
            if p.compatible(q) {
                same |= kin || p.value >= 20.0;
            } else {
                other |= kin;
            }
        }
    }
    (same, other && !same)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Account;
    use crate::embed::table::Table;

    #[test]
    fn the_committed_weights_fit_the_features() {
        let model: Model = serde_json::from_str(include_str!("../../data/align.json")).unwrap();
        assert!(model.fits(NAMES.len()));
    }

    #[test]
    fn features_do_not_depend_on_the_side() {
        let read = |t: &str| Analysis::new(&Account::new("x", t), Table::embedded());
        let a = read("Some 400 dockers of Port Ellan walked out on Friday.");
        let b = read("On Friday 900 Ellan harbour workers stopped work.");
        assert_eq!(Local::new(&a, &b).features(0, 0), Local::new(&b, &a).features(0, 0));
    }

    #[test]
    fn a_rival_takes_the_lead_away() {
        let rivals = rivals(2, 1, &[(0, 0), (1, 0)], &[1.0, 3.0]);
        assert_eq!(rivals[1], [3.0, 2.0, 5.0]);
        assert_eq!(rivals[0], [1.0, -2.0, 3.0], "without another, its rival is to have no counterpart");
    }
}
