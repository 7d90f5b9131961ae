//! How well attributions are found: token overlap and exact spans of cue, source and content, after BBC Citron's measure
//! (Newell 2021), made stricter: a predicted attribution counts for the one gold attribution it is matched with, by most
//! tokens of the cue in common, then of the whole.

use super::brat::Parts;
use super::ratio;
use crate::text::Span;

/// Counts of one part (cue, source or content); they add up over texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Words that prediction and gold share.
    pub shared: usize,
    /// Words predicted.
    pub predicted: usize,
    /// Words in gold.
    pub gold: usize,
    /// Parts that are the same to the word.
    pub exact: usize,
    /// Parts that share a word.
    pub touched: usize,
    /// Parts predicted.
    pub predicted_parts: usize,
    /// Parts in gold.
    pub gold_parts: usize,
}

impl Counts {
    /// F1 over words, 0..1.
    pub fn overlap_f1(&self) -> f64 {
        ratio(2 * self.shared, self.predicted + self.gold)
    }

    /// Precision and recall over words, 0..1.
    pub fn overlap(&self) -> (f64, f64) {
        (ratio(self.shared, self.predicted), ratio(self.shared, self.gold))
    }

    /// F1 over whole parts, 0..1.
    pub fn exact_f1(&self) -> f64 {
        ratio(2 * self.exact, self.predicted_parts + self.gold_parts)
    }

    /// F1 over whole parts where one word in common is enough, 0..1.
    pub fn touched_f1(&self) -> f64 {
        ratio(2 * self.touched, self.predicted_parts + self.gold_parts)
    }

    fn add(&mut self, predicted: Option<&[usize]>, gold: Option<&[usize]>) {
        let (p, g) = (predicted.unwrap_or_default(), gold.unwrap_or_default());
        self.shared += common(p, g);
        self.predicted += p.len();
        self.gold += g.len();
        self.predicted_parts += usize::from(!p.is_empty());
        self.gold_parts += usize::from(!g.is_empty());
        self.touched += usize::from(common(p, g) > 0);
        self.exact += usize::from(!p.is_empty() && p == g);
    }
}

/// Counts of the three parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AttributionCounts {
    /// Cues.
    pub cue: Counts,
    /// Sources.
    pub source: Counts,
    /// Contents.
    pub content: Counts,
}

impl AttributionCounts {
    /// The parts with their names.
    pub fn named(&self) -> [(&'static str, Counts); 3] {
        [("cue", self.cue), ("source", self.source), ("content", self.content)]
    }
}

/// Adds one text's attributions to the counts. `words` are the spans of the text's words, in order.
pub fn count(words: &[Span], predicted: &[Parts], gold: &[Parts], counts: &mut AttributionCounts) {
    let of = |parts: &[Parts]| -> Vec<[Vec<usize>; 3]> {
        parts.iter().map(|p| [&p.cue, &p.source, &p.content].map(|spans| within(words, spans))).collect()
    };
    let (predicted, gold) = (of(predicted), of(gold));
    let mut pairs = Vec::new();
    for (i, p) in predicted.iter().enumerate() {
        for (j, g) in gold.iter().enumerate() {
            let shared = [0, 1, 2].map(|part| common(&p[part], &g[part]));
            if shared[0] > 0 {
                pairs.push((shared[0], shared.iter().sum::<usize>(), i, j));
            }
        }
    }
    pairs.sort_unstable_by(|x, y| (y.0, y.1, x.2, x.3).cmp(&(x.0, x.1, y.2, y.3)));
    let (mut of_predicted, mut taken) = (vec![None; predicted.len()], vec![false; gold.len()]);
    for (_, _, i, j) in pairs {
        if of_predicted[i].is_none() && !taken[j] {
            of_predicted[i] = Some(j);
            taken[j] = true;
        }
    }
    let lists = [&mut counts.cue, &mut counts.source, &mut counts.content];
    for (part, list) in lists.into_iter().enumerate() {
        for (i, p) in predicted.iter().enumerate() {
            list.add(Some(&p[part]), of_predicted[i].map(|j: usize| gold[j][part].as_slice()));
        }
        for (g, _) in gold.iter().zip(&taken).filter(|(_, taken)| !**taken) {
            list.add(None, Some(&g[part]));
        }
    }
}

/// Numbers of the words that lie within the spans.
fn within(words: &[Span], spans: &[Span]) -> Vec<usize> {
    let inside = |w: &Span| spans.iter().any(|s| s.overlaps(*w));
    let from = spans.iter().map(|s| s.start).min().unwrap_or(usize::MAX);
    let to = spans.iter().map(|s| s.end).max().unwrap_or(0);
    let first = words.partition_point(|w| w.end <= from);
    let rest = words.iter().enumerate().skip(first).take_while(|(_, w)| w.start < to);
    rest.filter(|(_, w)| inside(w)).map(|(i, _)| i).collect()
}

fn common(a: &[usize], b: &[usize]) -> usize {
    a.iter().filter(|i| b.binary_search(i).is_ok()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(cue: (usize, usize), source: (usize, usize), content: (usize, usize)) -> Parts {
        let span = |(a, b): (usize, usize)| if a == b { Vec::new() } else { vec![Span::new(a, b)] };
        Parts { cue: span(cue), source: span(source), content: span(content) }
    }

    #[test]
    fn words_are_counted_within_matched_attributions() {
        // Ten words of one byte each.
        let words: Vec<Span> = (0..10).map(|i| Span::new(i * 2, i * 2 + 1)).collect();
        let gold = [parts((4, 6), (0, 4), (6, 20)), parts((10, 11), (0, 0), (12, 20))];
        let predicted = [parts((4, 8), (0, 4), (8, 20))];
        let mut counts = AttributionCounts::default();
        count(&words, &predicted, &gold, &mut counts);
        assert_eq!((counts.cue.shared, counts.cue.predicted, counts.cue.gold), (1, 2, 2));
        assert_eq!((counts.source.exact, counts.source.predicted_parts, counts.source.gold_parts), (1, 1, 1));
        assert_eq!((counts.content.shared, counts.content.predicted, counts.content.gold), (6, 6, 11));
        assert_eq!(counts.source.overlap_f1(), 1.0);
    }

    #[test]
    fn without_a_shared_cue_nothing_counts() {
        let words: Vec<Span> = (0..10).map(|i| Span::new(i * 2, i * 2 + 1)).collect();
        let mut counts = AttributionCounts::default();
        count(&words, &[parts((0, 1), (2, 3), (4, 9))], &[parts((8, 9), (2, 3), (4, 7))], &mut counts);
        assert_eq!((counts.source.shared, counts.content.shared), (0, 0));
    }
}
