//! A linear-chain tagger over hashed features (conditional random field; Lafferty, McCallum and Pereira 2001; feature
//! hashing after Weinberger et al. 2009). Weights are whole numbers of eight bits, so that scores are exact and the same
//! on every machine. It is fitted by `examples/attribution_fit.rs`.

use std::ops::Range;

/// A fitted tagger.
#[derive(Clone, Debug)]
pub struct Chain {
    labels: usize,
    mask: u32,
    /// Weight of each bucket's labels.
    weights: Vec<i8>,
    /// From label to label; the last row is the start.
    transitions: Vec<i32>,
}

/// The most labels a tagger may have.
pub const MAX_LABELS: usize = 4;

/// One feature out of up to three parts.
pub fn feature(template: u32, a: u32, b: u32) -> u32 {
    let mut h = template.wrapping_mul(0x9e37_79b1) ^ a.wrapping_mul(0x85eb_ca6b);
    h = (h ^ (h >> 15)).wrapping_mul(0x2c1b_3c6d) ^ b.wrapping_mul(0xc2b2_ae35);
    h = (h ^ (h >> 12)).wrapping_mul(0x297a_2d39);
    h ^ (h >> 15)
}

impl Chain {
    /// A tagger of `labels` labels with its weights: `labels` a bucket, a power of two of buckets, and
    /// `labels + 1` rows of transitions.
    pub fn new(labels: usize, weights: Vec<i8>, transitions: Vec<i32>) -> Option<Chain> {
        let buckets = weights.len().checked_div(labels)?;
        let fits = (1..=MAX_LABELS).contains(&labels)
            && buckets.is_power_of_two()
            && buckets * labels == weights.len()
            && transitions.len() == (labels + 1) * labels;
        fits.then(|| Chain { labels, mask: (buckets - 1) as u32, weights, transitions })
    }

    /// Number of labels, weights and transitions.
    pub fn parts(&self) -> (usize, &[i8], &[i32]) {
        (self.labels, &self.weights, &self.transitions)
    }

    fn score(&self, features: &[u32], out: &mut [i32; MAX_LABELS]) {
        *out = [0; MAX_LABELS];
        for f in features {
            let at = (f & self.mask) as usize * self.labels;
            for (o, w) in out.iter_mut().zip(&self.weights[at..at + self.labels]) {
                *o += i32::from(*w);
            }
        }
    }

    /// The best labels of the tokens in `range`; `features` fills in a token's features, `prior` is added to the
    /// label 0 of every token.
    pub fn decode(&self, range: Range<usize>, prior: i32, mut features: impl FnMut(usize, &mut Vec<u32>)) -> Vec<u8> {
        let (n, k) = (range.len(), self.labels);
        let mut back = vec![[0u8; MAX_LABELS]; n];
        let mut best = [0i32; MAX_LABELS];
        let mut here = [0i32; MAX_LABELS];
        let mut found = Vec::with_capacity(64);
        for (at, token) in range.enumerate() {
            found.clear();
            features(token, &mut found);
            self.score(&found, &mut here);
            here[0] += prior;
            let mut next = [i32::MIN; MAX_LABELS];
            for to in 0..k {
                if at == 0 {
                    next[to] = here[to] + self.transitions[k * k + to];
                    continue;
                }
                for (from, score) in best.iter().enumerate().take(k) {
                    let path = score + self.transitions[from * k + to];
                    if path > next[to] {
                        next[to] = path;
                        back[at][to] = from as u8;
                    }
                }
                next[to] += here[to];
            }
            best = next;
        }
        let Some(mut label) = (0..k).rev().max_by_key(|l| best[*l]) else { return Vec::new() };
        let mut out = vec![0; n];
        for at in (0..n).rev() {
            out[at] = label as u8;
            label = usize::from(back[at][label]);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_path_heeds_transitions() {
        // Two labels, four buckets; feature 3 favours label 0, features 1 and 2 label 1; a change of label costs 4.
        let weights = vec![0, 0, 0, 3, 0, 5, 2, 0];
        let chain = Chain::new(2, weights, vec![0, -4, -4, 0, 0, 0]).unwrap();
        let tag = |features: &[u32]| chain.decode(0..features.len(), 0, |i, out| out.push(features[i]));
        assert_eq!(tag(&[3, 1, 3]), [0, 0, 0], "not worth the change");
        assert_eq!(tag(&[3, 3, 3, 2, 2]), [0, 0, 0, 1, 1]);
        assert_eq!(tag(&[]), [0u8; 0]);
        assert_eq!(chain.decode(0..1, 9, |_, out| out.push(2)), [0], "a prior for the first label");
    }

    #[test]
    fn weights_that_do_not_fit_are_refused() {
        assert!(Chain::new(2, vec![0; 6], vec![0; 6]).is_none());
        assert!(Chain::new(0, vec![], vec![]).is_none());
        assert!(Chain::new(2, vec![0; 8], vec![0; 5]).is_none());
    }
}
