//! Text to tokens: SentencePiece's unigram segmentation (Kudo 2018), the pieces of the highest summed score.
//!
//! Characters are first replaced by a map (width, compatibility forms, control signs), runs of spaces become one, a
//! space is put in front, and `▁` stands for a space. `Tokeniser` in `training/deep_export.py` does the same.

use crate::DeepError;
use crate::container::Cursor;

const MAX_PIECES: usize = 1 << 20;
const SPACE: char = '▁';
/// What is looked at of a text: many times what fits into the tokens kept, and a bound for any input.
const MAX_CHARS: usize = 2048;

/// The pieces with their scores, and the map of characters.
pub struct Vocabulary {
    bytes: Vec<u8>,
    ends: Vec<u32>,
    /// Pieces in the order of their bytes.
    order: Vec<u32>,
    scores: Vec<f32>,
    norm: Vec<(char, Vec<char>)>,
    begin: u32,
    end: u32,
    unknown: u32,
    unknown_score: f32,
}

impl Vocabulary {
    /// Reads the section that `pack_vocabulary` in `training/deep_export.py` writes.
    pub fn parse(bytes: &[u8]) -> Result<Vocabulary, DeepError> {
        let damaged = || DeepError::Damaged("vocabulary".into());
        let mut rest = Cursor(bytes);
        let pieces = rest.count(MAX_PIECES)?;
        let [begin, pad, end, unknown] = [rest.number()?, rest.number()?, rest.number()?, rest.number()?];
        let maps = rest.count(MAX_PIECES)?;
        let unknown_score = rest.floats(1)?[0];
        let scores = rest.floats(pieces)?;
        let ends: Vec<u32> = rest.units(pieces)?.iter().map(|b| u32::from_le_bytes(*b)).collect();
        let special = [begin, pad, end, unknown];
        if special.iter().any(|&s| s as usize >= pieces)
            || !ends.is_sorted()
            || scores.iter().chain([&unknown_score]).any(|s| !s.is_finite())
        {
            return Err(damaged());
        }
        let bytes = rest.take(ends.last().map_or(0, |&e| e as usize))?.to_vec();
        let mut norm = Vec::new();
        for _ in 0..maps {
            let from = char::from_u32(rest.number()?).ok_or_else(damaged)?;
            let count = rest.count(MAX_CHARS)?;
            let to = rest.units(count)?.iter().map(|b| char::from_u32(u32::from_le_bytes(*b)));
            norm.push((from, to.collect::<Option<Vec<char>>>().ok_or_else(damaged)?));
        }
        if !norm.is_sorted_by_key(|m| m.0) {
            return Err(damaged());
        }
        let mut out = Vocabulary { bytes, ends, order: Vec::new(), scores, norm, begin, end, unknown, unknown_score };
        let mut order: Vec<u32> = (0..pieces as u32).filter(|n| !special.contains(n)).collect();
        order.sort_by_key(|&n| out.piece(n));
        out.order = order;
        Ok(out)
    }

    /// How many pieces it has.
    pub fn len(&self) -> usize {
        self.scores.len()
    }

    /// The tokens of a text, at most `most` with the marks of begin and end.
    pub fn tokens(&self, text: &str, most: usize) -> Vec<u32> {
        let (bytes, starts) = self.clean(text);
        let n = starts.len() - 1;
        // Of each place: the best score of a way to it, its last piece and where that begins.
        let mut best = vec![(f32::NEG_INFINITY, self.unknown, 0); n + 1];
        best[0].0 = 0.0;
        for i in 0..n {
            let so_far = best[i].0;
            let mut try_piece = |e: usize, score: f32, id: u32| {
                if so_far + score > best[e].0 {
                    best[e] = (so_far + score, id, i);
                }
            };
            let mut e = i;
            self.prefixes(&bytes[starts[i]..], |length, id| {
                while starts[e] < starts[i] + length {
                    e += 1;
                }
                // A piece of a damaged vocabulary may end within a character.
                if starts[e] == starts[i] + length {
                    try_piece(e, self.scores[id as usize], id);
                }
            });
            try_piece(i + 1, self.unknown_score, self.unknown);
        }
        let (mut ids, mut at) = (vec![], n);
        while at > 0 {
            ids.push(best[at].1);
            at = best[at].2;
        }
        let kept = ids.into_iter().rev().take(most.saturating_sub(2));
        std::iter::once(self.begin).chain(kept).chain([self.end]).collect()
    }

    /// The text as the pieces are written, and where each of its characters starts, with the end behind them.
    fn clean(&self, text: &str) -> (Vec<u8>, Vec<usize>) {
        let same = |c: char| self.norm.binary_search_by_key(&c, |m| m.0).map(|n| self.norm[n].1.as_slice());
        let mut chars: Vec<char> = Vec::new();
        for c in text.chars() {
            for &to in same(c).unwrap_or(&[c]) {
                match to {
                    ' ' if chars.last() == Some(&SPACE) => {}
                    ' ' => chars.push(SPACE),
                    _ if chars.is_empty() => chars.extend([SPACE, to]),
                    _ => chars.push(to),
                }
            }
            if chars.len() >= MAX_CHARS {
                break;
            }
        }
        if chars.is_empty() {
            chars.push(SPACE);
        }
        chars.truncate(MAX_CHARS);
        let mut starts = vec![0];
        let mut bytes = Vec::new();
        for c in chars {
            bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            starts.push(bytes.len());
        }
        (bytes, starts)
    }

    /// Every piece that `text` begins with, shortest first: its length in bytes and its number.
    fn prefixes(&self, text: &[u8], mut found: impl FnMut(usize, u32)) {
        let mut range = self.order.as_slice();
        for (depth, &byte) in text.iter().enumerate() {
            // All of `range` begin with the bytes so far; those that go on with `byte` lie together.
            let next = |n: &u32| self.piece(*n).get(depth).copied();
            range = &range[range.partition_point(|n| next(n) < Some(byte))..];
            range = &range[..range.partition_point(|n| next(n) <= Some(byte))];
            match range.first() {
                None => return,
                Some(&id) if self.piece(id).len() == depth + 1 => found(depth + 1, id),
                Some(_) => {}
            }
        }
    }

    fn piece(&self, n: u32) -> &[u8] {
        let n = n as usize;
        let start = if n == 0 { 0 } else { self.ends[n - 1] };
        &self.bytes[start as usize..self.ends[n] as usize]
    }
}
