//! Which tokens are cues: the words that attribute ("said", "according to", "has called for").

use super::chain::feature as f;
use super::passage::{Atom, Passage};

/// Labels of the cue tagger: outside, first token of a cue, further token.
pub const LABELS: usize = 3;

/// The features of the token at `i`.
pub fn features(p: &Passage, i: usize, out: &mut Vec<u32>) {
    let here = &p.atoms[i];
    let at = |d: isize| i.checked_add_signed(d).and_then(|j| p.atoms.get(j)).filter(|a| a.sentence == here.sentence);
    let word = |d: isize| at(d).map_or(0, |a| a.word);
    let stem = |d: isize| at(d).map_or(0, |a| a.stem);
    let shape = |d: isize| at(d).map_or(0, |a| a.shape as u32);
    let function = |d: isize| at(d).map_or(0, |a| u32::from(a.function));
    let c = |d: isize, k: usize| at(d).map_or(0, |a| u32::from(a.cluster[k]));
    let inside = u32::from(here.quotation > 0);
    let quote = nearby(p, i, here);
    let w = here.word;
    out.extend([
        f(1, 0, 0),
        f(2, w, 0),
        f(3, here.stem, 0),
        f(4, here.suffix, 0),
        f(5, w, inside),
        f(6, here.stem, quote),
        f(7, here.suffix, quote),
        f(8, word(-1), 0),
        f(9, word(1), 0),
        f(10, word(-2), 0),
        f(11, word(2), 0),
        f(12, w, word(-1)),
        f(13, w, word(1)),
        f(14, word(-1), word(1)),
        f(15, here.shape as u32, shape(-1) * 16 + shape(1)),
        f(16, here.stem, function(1) * 16 + shape(1)),
        f(17, here.stem, function(-1) * 16 + shape(-1)),
        f(18, here.suffix, function(1) * 16 + shape(1)),
        f(19, here.suffix, function(-1) * 16 + shape(-1)),
        f(20, quote, here.shape as u32 * 2 + inside),
        f(21, stem(-1), here.suffix),
        f(22, stem(1), here.suffix),
        f(23, here.stem, shape(-2) * 16 + function(-2)),
        f(24, shape(-1) * 16 + function(-1), shape(-2) * 16 + function(-2)),
        f(25, shape(1) * 16 + function(1), shape(2) * 16 + function(2)),
        f(26, word(1), word(2)),
        f(27, word(-1), word(-2)),
        f(28, here.stem, stem(-1)),
        f(29, here.stem, stem(2)),
        f(30, position(p, i), here.shape as u32),
        f(31, here.stem, position(p, i)),
        f(32, word(-3), 0),
        f(33, word(3), 0),
        f(40, c(0, 0), 0),
        f(41, c(0, 1), 0),
        f(42, c(0, 2), 0),
        f(43, c(0, 0), here.suffix),
        f(44, c(0, 1), here.suffix),
        f(45, c(0, 2), here.suffix),
        f(46, c(0, 1), function(1) * 16 + shape(1)),
        f(47, c(0, 1), function(-1) * 16 + shape(-1)),
        f(48, c(-1, 1), c(0, 1)),
        f(49, c(1, 1), c(0, 1)),
        f(50, c(-1, 2), 0),
        f(51, c(1, 2), 0),
        f(52, c(0, 2), quote),
        f(53, c(-1, 0) * 128 + c(1, 0), c(0, 0)),
        f(54, c(-1, 1), here.suffix),
        f(55, c(1, 1), here.suffix),
        f(56, c(-2, 1), c(0, 1)),
        f(57, c(2, 1), c(0, 1)),
        f(58, c(0, 2), function(1) * 16 + shape(1)),
        f(59, c(0, 2), function(-1) * 16 + shape(-1)),
    ]);
}

/// Where quotations stand around the token: one has just closed, one is about to open, both, or the sentence holds one.
fn nearby(p: &Passage, i: usize, here: &Atom) -> u32 {
    let other = |j: usize| p.atoms.get(j).is_some_and(|a| a.quotation > 0 && a.quotation != here.quotation);
    let closed = (1..=5).find(|d| i.checked_sub(*d).is_some_and(&other)).unwrap_or(0).min(4) as u32;
    let opens = (1..=3).find(|d| other(i + d)).unwrap_or(0) as u32;
    let holds = closed == 0 && opens == 0 && p.quoted.get(here.sentence).is_some_and(|quoted| *quoted);
    closed * 16 + opens * 4 + u32::from(holds)
}

/// How far into its sentence, and how far from its end, in steps.
fn position(p: &Passage, i: usize) -> u32 {
    let sentence = p.sentences.get(p.atoms[i].sentence).cloned().unwrap_or(0..0);
    let step = |n: usize| match n {
        0..=2 => n as u32,
        3..=5 => 3,
        6..=11 => 4,
        _ => 5,
    };
    step(i.saturating_sub(sentence.start)) * 8 + step(sentence.end.saturating_sub(i + 1))
}
