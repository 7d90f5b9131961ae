//! How alike two documents' events are.

use super::profile::{Name, Profile};
use crate::embed::{cosine, normalize};
use crate::math::ln;
use crate::text::Lang;
use std::collections::BTreeMap;

/// What a score rests on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parts {
    /// Days from the first to the second; negative where the second came first.
    pub days: i64,
    /// How far the participants of each are named in the other, 0..1.
    pub participants: f64,
    /// The same of the persons alone.
    pub persons: f64,
    /// How alike the words are, -1..1.
    pub content: f64,
}

impl Parts {
    /// The odds that both tell of one event against that they do not, before any rival is heard: a logistic model of the
    /// four, fitted on known pairs of official readouts (`training/README.md`).
    pub(super) fn odds(&self) -> f64 {
        let days = self.days.unsigned_abs() as f64;
        libm::exp(-7.0 + 5.0 * self.participants + 6.6 * self.persons + 2.7 * self.content - 1.5 * days)
    }
}

/// Both collections with what is known of them as a whole.
pub(super) struct Scorer<'a> {
    sides: [Side<'a>; 2],
}

struct Side<'a> {
    profiles: &'a [Profile],
    vectors: Vec<Vec<f32>>,
    /// In how many documents a name stands.
    seen: BTreeMap<u64, usize>,
}

impl<'a> Scorer<'a> {
    pub fn new(a: &'a [Profile], b: &'a [Profile]) -> Scorer<'a> {
        Scorer { sides: [Side::new(a), Side::new(b)] }
    }

    pub fn parts(&self, i: usize, j: usize) -> Parts {
        let [a, b] = &self.sides;
        let (one, two) = (&a.profiles[i], &b.profiles[j]);
        Parts {
            days: two.day - one.day,
            participants: (b.covered(one, two, false) + a.covered(two, one, false)) / 2.0,
            persons: (b.covered(one, two, true) + a.covered(two, one, true)) / 2.0,
            content: f64::from(cosine(&a.vectors[i], &b.vectors[j])),
        }
    }
}

impl<'a> Side<'a> {
    fn new(profiles: &'a [Profile]) -> Side<'a> {
        let mut seen = BTreeMap::new();
        for name in profiles.iter().flat_map(|p| &p.named) {
            *seen.entry(name.key).or_insert(0) += 1;
        }
        Side { profiles, vectors: centred(profiles), seen }
    }

    /// How far the participants of `other`'s head and first lines are named in `own`, a document of this side: each by its
    /// weight, which is how little it is expected here.
    fn covered(&self, other: &Profile, own: &Profile, persons: bool) -> f64 {
        let same = other.lang == own.lang;
        let (mut found, mut all) = (0.0, PRIOR);
        for name in other.lead.iter().filter(|n| (n.known || same) && (n.person || !persons)) {
            let weight = self.weight(name);
            all += weight;
            if own.named.binary_search(name).is_ok() {
                found += weight;
            }
        }
        found / all
    }

    fn weight(&self, name: &Name) -> f64 {
        let seen = self.seen.get(&name.key).copied().unwrap_or(0);
        ln((self.profiles.len() + 1) as f64 / (seen + 1) as f64)
    }
}

/// Weight of a participant that is never found: one lone name, and a common one, proves little.
const PRIOR: f64 = 1.0;

/// The vectors without the mean of their language.
fn centred(profiles: &[Profile]) -> Vec<Vec<f32>> {
    let mut out: Vec<Vec<f32>> = profiles.iter().map(|p| p.vector.clone()).collect();
    for lang in [Lang::En, Lang::Ru, Lang::Zh, Lang::Und] {
        let of: Vec<usize> = (0..profiles.len()).filter(|i| profiles[*i].lang == lang).collect();
        let width = of.first().map_or(0, |i| out[*i].len());
        let mut mean = vec![0f32; width];
        for i in &of {
            mean.iter_mut().zip(&out[*i]).for_each(|(m, x)| *m += x / of.len() as f32);
        }
        for i in of {
            out[i].iter_mut().zip(&mean).for_each(|(x, m)| *x -= m);
            normalize(&mut out[i]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_tells_for_or_against() {
        let parts = Parts { days: 0, participants: 0.6, persons: 0.6, content: 0.3 };
        let more = |p: Parts| p.odds() > parts.odds();
        assert!(more(Parts { participants: 0.7, ..parts }) && more(Parts { content: 0.4, ..parts }));
        assert!(!more(Parts { days: 1, ..parts }) && !more(Parts { days: -1, ..parts }));
    }
}
