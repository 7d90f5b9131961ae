//! Which pairs of claims are looked at: all of them in texts of usual length, likely ones in long texts.

use crate::analysis::Analysis;
use crate::embed::cosine;
use std::collections::HashMap;

/// Up to this many pairs every pair is looked at: a hundred claims a side.
pub(super) const ALL_PAIRS: usize = 10_000;
/// Up to this many, pairs are proposed by meaning as well, which costs a product of vectors for every pair.
const BY_MEANING: usize = 1_000_000;
/// In longer texts, how many candidates a claim has by its words, and as many by its meaning.
const PER_CLAIM: usize = 24;
/// In longer texts, a word that more claims than this share proposes nothing.
const COMMON: usize = 400;

/// Pairs of claims, in order of the first account's claims and then the second's.
pub(super) fn propose(a: &Analysis, b: &Analysis) -> Vec<(usize, usize)> {
    if !super::is_thinned(a.len(), b.len()) {
        return (0..a.len()).flat_map(|i| (0..b.len()).map(move |j| (i, j))).collect();
    }
    let mut out = by_words(a, b);
    if a.len().saturating_mul(b.len()) <= BY_MEANING {
        out.extend(by_meaning(a, b));
        out.sort_unstable();
        out.dedup();
    }
    out
}

/// For each claim the likeliest counterparts by the words that both have, the rarer the better.
fn by_words(a: &Analysis, b: &Analysis) -> Vec<(usize, usize)> {
    let mut postings: HashMap<u64, Vec<usize>> = HashMap::new();
    for (j, f) in b.features.iter().enumerate() {
        for term in &f.terms {
            postings.entry(term.stem).or_default().push(j);
        }
    }
    let mut out = Vec::new();
    let (mut score, mut touched) = (vec![0f32; b.len()], Vec::new());
    for (i, f) in a.features.iter().enumerate() {
        for term in &f.terms {
            let list = postings.get(&term.stem).map(Vec::as_slice).unwrap_or_default();
            if list.len() > COMMON {
                continue;
            }
            for &j in list {
                if score[j] == 0.0 {
                    touched.push(j);
                }
                score[j] += term.weight;
            }
        }
        if touched.len() > PER_CLAIM {
            touched.select_nth_unstable_by(PER_CLAIM, |x, y| score[*y].total_cmp(&score[*x]).then(x.cmp(y)));
        }
        touched.iter().for_each(|j| score[*j] = 0.0);
        touched.truncate(PER_CLAIM);
        touched.sort_unstable();
        out.extend(touched.drain(..).map(|j| (i, j)));
    }
    out
}

/// For each claim the counterparts that mean the likest, which two languages need: they share no words.
fn by_meaning(a: &Analysis, b: &Analysis) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut near: Vec<(f32, usize)> = Vec::with_capacity(b.len());
    for (i, x) in a.features.iter().enumerate() {
        near.clear();
        near.extend(b.features.iter().enumerate().map(|(j, y)| (cosine(&x.vector, &y.vector), j)));
        if near.len() > PER_CLAIM {
            near.select_nth_unstable_by(PER_CLAIM, |x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        }
        out.extend(near.iter().take(PER_CLAIM).map(|(_, j)| (i, *j)));
    }
    out
}
