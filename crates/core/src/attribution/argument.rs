//! Source and content of a cue: who says, and what is said.

use super::chain::feature as f;
use super::passage::{Passage, Shape};
use std::ops::Range;

/// Labels of the argument tagger: neither, source, content.
pub const LABELS: usize = 3;

/// Sentences before and after the cue's own in which its source and content are sought.
const BEFORE: usize = 2;
const AFTER: usize = 3;

/// The tokens among which a cue's source and content are sought.
pub fn window(p: &Passage, cue: &Range<usize>) -> Range<usize> {
    let Some(first) = p.atoms.get(cue.start) else { return 0..0 };
    let near = |s: usize| {
        let atom = p.sentences.get(s).and_then(|r| p.atoms.get(r.start));
        atom.is_some_and(|a| a.paragraph.abs_diff(first.paragraph) <= 1)
    };
    let mut from = first.sentence;
    while from > 0 && first.sentence - from < BEFORE && near(from - 1) {
        from -= 1;
    }
    let mut to = first.sentence;
    while to + 1 < p.sentences.len() && to - first.sentence < AFTER && near(to + 1) {
        to += 1;
    }
    p.sentences[from].start..p.sentences[to].end
}

/// What the features of one cue's window share: counted once a cue.
pub struct Frame<'p> {
    p: &'p Passage,
    cue: Range<usize>,
    window: Range<usize>,
    /// Whether each token of the window is part of another cue.
    other: Vec<bool>,
    /// For each token: commas, clause openers, other cues and sentence ends between it and the cue.
    commas: Vec<u8>,
    openers: Vec<u8>,
    cues: Vec<u8>,
    /// Number of the quotation next before, next after and around the cue.
    quotes: [usize; 3],
    /// The last word of the cue that is no function word: "has been calling for".
    head: usize,
}

impl<'p> Frame<'p> {
    /// The frame of a cue; `cues` are all the text's cues, for what lies between.
    pub fn new(p: &'p Passage, cue: &Range<usize>, cues: &[Range<usize>]) -> Frame<'p> {
        let window = window(p, cue);
        let n = window.len();
        let mut other = vec![false; n];
        // The cues are in order: those about the window are a stretch of them.
        let near = cues.partition_point(|r| r.end <= window.start);
        let near = cues[near..].iter().take_while(|r| r.start < window.end);
        for run in near.filter(|r| **r != *cue) {
            for i in run.clone().filter(|i| window.contains(i)) {
                other[i - window.start] = true;
            }
        }
        let (mut commas, mut openers, mut passed) = (vec![0u8; n], vec![0u8; n], vec![0u8; n]);
        let mut walk = |order: &mut dyn Iterator<Item = usize>| {
            let (mut c, mut o, mut q, mut inside) = (0u8, 0u8, 0u8, false);
            for i in order {
                let (at, atom) = (i - window.start, &p.atoms[i]);
                q = q.saturating_add(u8::from(inside && !other[at]));
                inside = other[at];
                (commas[at], openers[at], passed[at]) = (c, o, q);
                c = c.saturating_add(u8::from(matches!(atom.shape, Shape::Comma | Shape::Break)));
                o = o.saturating_add(u8::from(matches!(atom.function, 1..=4)));
            }
        };
        walk(&mut (window.start..cue.start.max(window.start)).rev());
        walk(&mut (cue.end.min(window.end)..window.end));
        let quotation = |i: usize| p.atoms.get(i).map_or(0, |a| a.quotation);
        let around = quotation(cue.start);
        let before = (window.start..cue.start).rev().map(quotation).find(|q| *q > 0 && *q != around).unwrap_or(0);
        let after = (cue.end..window.end).map(quotation).find(|q| *q > 0 && *q != around).unwrap_or(0);
        let head = cue.clone().rev().find(|i| p.atoms[*i].function == 0).unwrap_or(cue.start);
        Frame {
            p,
            cue: cue.clone(),
            window,
            other,
            commas,
            openers,
            cues: passed,
            quotes: [before, after, around],
            head,
        }
    }

    /// The window.
    pub fn window(&self) -> Range<usize> {
        self.window.clone()
    }

    /// The features of the token at `i` within the window.
    pub fn features(&self, i: usize, out: &mut Vec<u32>) {
        let p = self.p;
        let here = &p.atoms[i];
        let cue = &p.atoms[self.cue.start];
        let at = i - self.window.start;
        if self.cue.contains(&i) {
            out.extend([f(60, 0, 0), f(61, p.atoms[self.head].stem, 0)]);
            return;
        }
        let after = i >= self.cue.end;
        let side = u32::from(after);
        let distance = if after { i + 1 - self.cue.end } else { self.cue.start - i };
        let step = match distance {
            0..=4 => distance as u32,
            5..=7 => 5,
            8..=12 => 6,
            13..=25 => 7,
            _ => 8,
        };
        let sentence = here.sentence.abs_diff(cue.sentence) as u32 * 2 + side;
        let paragraph = here.paragraph.abs_diff(cue.paragraph) as u32;
        let place = sentence * 2 + paragraph;
        let get = |j: Option<usize>| j.and_then(|j| p.atoms.get(j));
        let shape = |j: Option<usize>| get(j).map_or(0, |a| a.shape as u32 * 16 + u32::from(a.function));
        let word = |j: Option<usize>| get(j).map_or(0, |a| a.word);
        let before_cue = shape(self.cue.start.checked_sub(1));
        let after_cue = shape(Some(self.cue.end));
        let (prev, next) = (i.checked_sub(1), Some(i + 1));
        let commas = u32::from(self.commas[at].min(3));
        let openers = u32::from(self.openers[at].min(3));
        let cues = u32::from(self.cues[at].min(2));
        let other = u32::from(self.other[at]);
        // Which quotation it stands in, seen from the cue.
        let quote = match here.quotation {
            0 => 0,
            q if q == self.quotes[2] => 1,
            q if q == self.quotes[0] => 2,
            q if q == self.quotes[1] => 3,
            _ => 4,
        };
        let cue_quotes =
            u32::from(self.quotes[0] > 0) + 2 * u32::from(self.quotes[1] > 0) + 4 * u32::from(self.quotes[2] > 0);
        let bounds = commas * 16 + openers * 4 + cues;
        let same = u32::from(sentence < 2);
        let (head, head_stem) = (Some(self.head), p.atoms[self.head].stem);
        let class = |j: Option<usize>, k: usize| get(j).map_or(0, |a| u32::from(a.cluster[k]));
        out.extend([
            f(1, 0, 0),
            f(2, place, step),
            f(3, place, bounds),
            f(4, place, quote * 8 + cue_quotes),
            f(5, head_stem, place),
            f(6, head_stem, place * 64 + bounds),
            f(7, head_stem, side * 16 + step + 256 * same),
            f(8, here.word, side + 2 * same),
            f(9, here.stem, side * 16 + step),
            f(10, here.shape as u32 * 16 + u32::from(here.function), place * 16 + step),
            f(11, shape(prev), place * 16 + quote),
            f(12, shape(next), place * 16 + quote),
            f(13, shape(Some(i)), shape(prev) * 256 + shape(next)),
            f(14, before_cue, place * 16 + step),
            f(15, after_cue, place * 16 + step),
            f(16, before_cue * 256 + after_cue, place * 64 + bounds),
            f(17, before_cue * 256 + after_cue, place * 8 + quote),
            f(18, other, place * 4 + cues),
            f(19, word(prev), here.word),
            f(20, word(next), here.word),
            f(21, here.word, bounds * 4 + place),
            f(22, here.suffix, side * 16 + step),
            f(23, here.suffix, place),
            f(24, word(prev), place),
            f(25, word(next), place),
            f(26, bounds, place * 16 + step),
            f(27, before_cue * 256 + after_cue, place * 16 + step),
            f(28, place * 8 + quote, bounds),
            f(29, shape(Some(i)), place * 64 + bounds),
            f(30, shape(i.checked_sub(2)), side * 256 + shape(prev)),
            f(31, shape(Some(i + 2)), side * 256 + shape(next)),
            f(32, head_stem, side * 256 + shape(Some(i))),
            f(33, head_stem, before_cue * 256 + after_cue),
            f(34, place * 4 + u32::from(before_sentence(p, i)), quote),
            f(40, class(Some(i), 1), side * 16 + step),
            f(41, class(Some(i), 1), place * 4),
            f(42, class(head, 1), place * 64 + bounds),
            f(43, class(head, 1), before_cue * 256 + after_cue),
            f(44, class(head, 2), side * 16 + step + 256 * same),
            f(45, class(Some(i), 2), side + 2 * same),
            f(46, class(head, 1), place * 8 + quote),
            f(47, class(prev, 1), place),
            f(48, class(next, 1), place),
            f(49, class(Some(i), 1), class(prev, 1) + 2000 * side),
        ]);
    }
}

/// Whether the token opens its sentence.
fn before_sentence(p: &Passage, i: usize) -> bool {
    p.sentences.get(p.atoms[i].sentence).is_some_and(|s| s.start == i)
}
