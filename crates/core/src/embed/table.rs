//! The embedded word-piece table: static vectors distilled from a transformer (`models/light-en.md`).

use super::{Encoder, normalize};
use crate::report::ModelInfo;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::OnceLock;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

const MAGIC: &[u8] = b"DIPTTAB1";
static ENGLISH: &[u8] = include_bytes!("../../../../models/light-en.bin");

/// A table of word-piece vectors.
///
/// Layout, little endian: the magic `DIPTTAB1`; number of pieces and width as `u32`; each piece as a length
/// byte and its UTF-8; a scale as `f32` a piece; ten times the piece's negative log frequency as `u8`;
/// the rows as `i8`. The row of a piece times its scale is its vector, its weight folded in.
pub struct Table {
    info: ModelInfo,
    dim: usize,
    index: HashMap<&'static [u8], u32>,
    scales: Vec<f32>,
    rarity: &'static [u8],
    rows: &'static [u8],
}

/// A table that can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the vector table is damaged ({0}); install Diptych again or rebuild the table by training/README.md")]
struct TableError(&'static str);

impl Table {
    /// The English table that is part of the program, read once. The build's own tests hold the file to
    /// its layout; were it damaged all the same, the table would know no word and say so in its name.
    pub fn english() -> &'static Table {
        static TABLE: OnceLock<Table> = OnceLock::new();
        TABLE.get_or_init(|| {
            Table::parse("light-en", ENGLISH).unwrap_or_else(|error| Table {
                info: ModelInfo { name: error.to_string(), sha256: String::new() },
                dim: 0,
                index: HashMap::new(),
                scales: Vec::new(),
                rarity: &[],
                rows: &[],
            })
        })
    }

    fn parse(name: &str, bytes: &'static [u8]) -> Result<Table, TableError> {
        let mut rest = bytes.strip_prefix(MAGIC).ok_or(TableError("no DIPTTAB1 at the front"))?;
        let mut take = |n: usize| -> Result<&'static [u8], TableError> {
            let (head, tail) = rest.split_at_checked(n).ok_or(TableError("shorter than it says"))?;
            rest = tail;
            Ok(head)
        };
        let word = |b: &[u8]| b.iter().rev().fold(0usize, |n, byte| n << 8 | usize::from(*byte));
        let (count, dim) = (word(take(4)?), word(take(4)?));
        let mut index = HashMap::with_capacity(count.min(1 << 20));
        for i in 0..count {
            let len = usize::from(take(1)?[0]);
            index.insert(take(len)?, i as u32);
        }
        let scales = take(count * 4)?
            .chunks_exact(4)
            .map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]))
            .collect::<Vec<f32>>();
        let (rarity, rows) = (take(count)?, take(count * dim)?);
        let sha256 = Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect();
        Ok(Table { info: ModelInfo { name: name.to_string(), sha256 }, dim, index, scales, rarity, rows })
    }

    /// The pieces of a lower-cased word by greedy longest match; none where a rest is unknown.
    fn pieces(&self, word: &str, out: &mut Vec<u32>) {
        let from = out.len();
        let bytes = word.as_bytes();
        let mut key: Vec<u8> = Vec::with_capacity(bytes.len() + 2);
        let mut at = 0;
        while at < bytes.len() {
            let found = (at + 1..=bytes.len()).rev().find_map(|end| {
                key.clear();
                if at > 0 {
                    key.extend_from_slice(b"##");
                }
                key.extend_from_slice(&bytes[at..end]);
                self.index.get(key.as_slice()).map(|i| (*i, end))
            });
            match found {
                Some((piece, end)) => {
                    out.push(piece);
                    at = end;
                }
                None => {
                    out.truncate(from);
                    return;
                }
            }
        }
    }

    fn all_pieces(&self, text: &str) -> Vec<u32> {
        let flat: String = text.to_lowercase().nfd().filter(|c| !is_combining_mark(*c)).collect();
        let mut out = Vec::with_capacity(flat.len() / 4);
        // Figures say nothing of the topic and are features of their own.
        for word in flat.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
            if !word.chars().any(char::is_numeric) {
                self.pieces(word, &mut out);
            }
        }
        out
    }
}

impl Encoder for Table {
    fn model(&self) -> ModelInfo {
        self.info.clone()
    }

    fn encode(&self, text: &str) -> Vec<f32> {
        let mut sum = vec![0f32; self.dim];
        for piece in self.all_pieces(text) {
            let at = piece as usize;
            let scale = self.scales[at];
            for (s, q) in sum.iter_mut().zip(&self.rows[at * self.dim..(at + 1) * self.dim]) {
                *s += f32::from(*q as i8) * scale;
            }
        }
        normalize(&mut sum);
        sum
    }

    fn rarity(&self, word: &str) -> f32 {
        let mut pieces = Vec::new();
        self.pieces(word, &mut pieces);
        let rarest = pieces.iter().map(|p| self.rarity[*p as usize]).max();
        rarest.map_or(super::RAREST, |r| f32::from(r) / 10.0).min(super::RAREST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embed::cosine;

    fn similarity(a: &str, b: &str) -> f32 {
        let table = Table::english();
        cosine(&table.encode(a), &table.encode(b))
    }

    #[test]
    fn paraphrases_are_nearer_than_strangers() {
        let near = similarity("The dockers stopped work", "Port workers went on strike");
        let far = similarity("The dockers stopped work", "The telescope photographed a comet");
        assert!(near > far + 0.2, "{near} against {far}");
        assert!((similarity("trade", "TRADE") - 1.0).abs() < 1e-6);
    }

    #[test]
    fn words_it_does_not_know_give_nothing() {
        let table = Table::english();
        assert!(table.encode("你好 1234 …").iter().all(|x| *x == 0.0));
        assert!(table.rarity("the") < 4.0);
        assert!(table.rarity("qwxzjv") >= 8.0);
    }

    #[test]
    fn a_damaged_table_is_refused() {
        assert_eq!(Table::parse("x", b"nonsense").err(), Some(TableError("no DIPTTAB1 at the front")));
        let cut = &ENGLISH[..ENGLISH.len() - 1];
        assert_eq!(Table::parse("x", cut).err(), Some(TableError("shorter than it says")));
    }
}
