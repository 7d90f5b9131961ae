//! The embedded word-piece table: static vectors distilled from a transformer (`models/light.md`).

use super::{Encoder, normalize};
use crate::digest::hex;
use crate::report::ModelInfo;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::iter;
use std::sync::OnceLock;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

const MAGIC: &[u8] = b"DIPTTAB2";
const CONTINUES: &[u8] = b"##";
static LIGHT: &[u8] = include_bytes!("../../../../models/light.bin");

/// A table of word-piece vectors for English, Russian and Chinese, in one space.
///
/// Layout, little endian: the magic `DIPTTAB2`; number of pieces and width (even) as `u32`; 256 scales as `f32`; the
/// pieces in the order of their bytes, each as the number of bytes it shares with the one before, the number of
/// bytes that follow (a byte each) and these; for each piece the number of its scale; for each piece ten times its
/// negative log frequency; the rows, four bits a value, the first in the low half, 8 for zero. A value times the scale of its
/// piece is the vector's, the piece's weight folded in. Pieces that go on within a word start with `##`; Chinese
/// ones stand without.
pub struct Table {
    info: ModelInfo,
    dim: usize,
    pieces: Pieces,
    scales: Vec<f32>,
    rarity: &'static [u8],
    rows: &'static [u8],
}

/// A table that can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the vector table is damaged ({0}); install Diptych again or rebuild the table by training/README.md")]
struct TableError(&'static str);

/// The pieces by their text: an open hash table whose hash grows byte by byte, so that one pass over a word gives the
/// hashes of all its beginnings.
#[derive(Default)]
struct Pieces {
    text: Vec<u8>,
    ends: Vec<u32>,
    /// A piece, and half of its hash, which tells most others from it without a look at their text.
    slots: Vec<(u32, u32)>,
    longest: usize,
}

const FREE: (u32, u32) = (u32::MAX, 0);
/// FNV-1a's offset and prime.
const START: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

fn hash(from: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(from, |h, b| (h ^ u64::from(*b)).wrapping_mul(PRIME))
}

impl Pieces {
    fn of(&self, piece: usize) -> &[u8] {
        let start = if piece == 0 { 0 } else { self.ends[piece - 1] as usize };
        &self.text[start..self.ends[piece] as usize]
    }

    fn push(&mut self, shared: usize, rest: &[u8]) -> Option<()> {
        let last = self.ends.len().checked_sub(1).map_or(0, |p| self.text.len() - self.of(p).len());
        let shared = self.text.get(last..last + shared)?.to_vec();
        self.text.extend_from_slice(&shared);
        self.text.extend_from_slice(rest);
        self.ends.push(self.text.len() as u32);
        self.longest = self.longest.max(shared.len() + rest.len());
        Some(())
    }

    /// Fills the slots, at most half of them.
    fn index(&mut self) {
        self.slots = vec![FREE; (self.ends.len() * 2).next_power_of_two()];
        for piece in 0..self.ends.len() {
            let hash = hash(START, self.of(piece));
            let mut at = self.slot(hash);
            while self.slots[at] != FREE {
                at = (at + 1) & (self.slots.len() - 1);
            }
            self.slots[at] = (piece as u32, (hash >> 32) as u32);
        }
    }

    fn slot(&self, hash: u64) -> usize {
        // the low bits of FNV are its weak ones
        (hash ^ hash >> 32) as usize & (self.slots.len() - 1)
    }

    /// The piece of this hash that reads `head` and `tail`.
    fn find(&self, hash: u64, head: &[u8], tail: &[u8]) -> Option<u32> {
        let mut at = self.slot(hash);
        while self.slots[at] != FREE {
            let (piece, half) = self.slots[at];
            if half == (hash >> 32) as u32 && self.of(piece as usize).strip_prefix(head) == Some(tail) {
                return Some(piece);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        None
    }

    /// The pieces of a run of letters as [`runs`] gives it, by greedy longest match. A word with an unknown rest has
    /// none; among Chinese characters an unknown one is passed over. `beginnings` is room to work in.
    fn cut(&self, run: &str, beginnings: &mut Vec<(usize, u64)>, out: &mut Vec<u32>) {
        if self.slots.is_empty() {
            return;
        }
        let (from, bytes, chinese) = (out.len(), run.as_bytes(), run.starts_with(is_chinese));
        let mut at = 0;
        while at < bytes.len() {
            let head = if at == 0 || chinese { &[][..] } else { CONTINUES };
            let mut state = hash(START, head);
            beginnings.clear();
            for (i, c) in run[at..].char_indices().take_while(|(i, _)| *i < self.longest) {
                let end = at + i + c.len_utf8();
                state = hash(state, &bytes[at + i..end]);
                beginnings.push((end, state));
            }
            let found =
                beginnings.iter().rev().find_map(|(end, h)| Some((self.find(*h, head, &bytes[at..*end])?, *end)));
            at = match found {
                Some((piece, end)) => {
                    out.push(piece);
                    end
                }
                None if chinese => beginnings.first().map_or(bytes.len(), |b| b.0),
                None => {
                    out.truncate(from);
                    return;
                }
            };
        }
    }
}

fn is_chinese(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

/// Lower case, compatibility forms replaced, without accents: what the table's pieces are written in.
fn fold(text: &str) -> Cow<'_, str> {
    match text.is_ascii() {
        true if text.bytes().any(|b| b.is_ascii_uppercase()) => text.to_ascii_lowercase().into(),
        true => text.into(),
        false => text.to_lowercase().nfkd().filter(|c| !is_combining_mark(*c)).collect(),
    }
}

/// The words of a folded text and its runs of Chinese characters, which need no space beside them. Words with a figure
/// are left out: figures say nothing of the topic and are features of their own.
fn runs(flat: &str) -> impl Iterator<Item = &str> {
    flat.split(|c: char| !c.is_alphanumeric())
        .flat_map(|word| {
            let mut rest = word;
            iter::from_fn(move || {
                let chinese = rest.starts_with(is_chinese);
                let (run, tail) = rest.split_at(rest.find(|c| is_chinese(c) != chinese).unwrap_or(rest.len()));
                rest = tail;
                (!run.is_empty()).then_some(run)
            })
        })
        .filter(|run| !run.contains(char::is_numeric))
}

impl Table {
    /// The table that is part of the program, read once. The build's own tests hold the file to
    /// its layout; were it damaged all the same, the table would know no word and say so in its name.
    pub fn embedded() -> &'static Table {
        static TABLE: OnceLock<Table> = OnceLock::new();
        TABLE.get_or_init(|| {
            Table::parse("light", LIGHT).unwrap_or_else(|error| Table {
                info: ModelInfo { name: error.to_string(), sha256: String::new() },
                dim: 0,
                pieces: Pieces::default(),
                scales: Vec::new(),
                rarity: &[],
                rows: &[],
            })
        })
    }

    fn parse(name: &str, bytes: &'static [u8]) -> Result<Table, TableError> {
        let mut rest = bytes.strip_prefix(MAGIC).ok_or(TableError("no DIPTTAB2 at the front"))?;
        let mut take = |n: usize| -> Result<&'static [u8], TableError> {
            let (head, tail) = rest.split_at_checked(n).ok_or(TableError("shorter than it says"))?;
            rest = tail;
            Ok(head)
        };
        let word = |b: &[u8]| b.iter().rev().fold(0usize, |n, byte| n << 8 | usize::from(*byte));
        let (count, dim) = (word(take(4)?), word(take(4)?));
        let palette: Vec<f32> =
            take(256 * 4)?.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        let mut pieces = Pieces::default();
        for _ in 0..count {
            let sizes = take(2)?;
            pieces
                .push(sizes[0].into(), take(sizes[1].into())?)
                .ok_or(TableError("a piece shares more than there is"))?;
        }
        pieces.index();
        let scales = take(count)?.iter().map(|s| palette[usize::from(*s)]).collect();
        let (rarity, rows) = (take(count)?, take(count * (dim / 2))?);
        let sha256 = hex(&Sha256::digest(bytes));
        Ok(Table { info: ModelInfo { name: name.to_string(), sha256 }, dim, pieces, scales, rarity, rows })
    }

    fn pieces(&self, text: &str) -> Vec<u32> {
        let (mut out, mut beginnings) = (Vec::with_capacity(text.len() / 4), Vec::with_capacity(self.pieces.longest));
        for run in runs(&fold(text)) {
            self.pieces.cut(run, &mut beginnings, &mut out);
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
        let width = self.dim / 2;
        for piece in self.pieces(text) {
            let at = piece as usize;
            let scale = self.scales[at];
            for (s, q) in sum.chunks_exact_mut(2).zip(&self.rows[at * width..(at + 1) * width]) {
                s[0] += (f32::from(q & 15) - 8.0) * scale;
                s[1] += (f32::from(q >> 4) - 8.0) * scale;
            }
        }
        normalize(&mut sum);
        sum
    }

    fn rarity(&self, word: &str) -> f32 {
        let rarest = self.pieces(word).iter().map(|p| self.rarity[*p as usize]).max();
        rarest.map_or(super::RAREST, |r| f32::from(r) / 10.0).min(super::RAREST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embed::cosine;

    fn similarity(a: &str, b: &str) -> f32 {
        let table = Table::embedded();
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
    fn translations_are_nearer_than_strangers() {
        let claim = "The president called on both sides to stop the fighting";
        for (same, other) in [
            ("Президент призвал обе стороны прекратить бои", "Телескоп сфотографировал комету"),
            ("总统呼吁双方停止战斗", "望远镜拍摄了彗星"),
        ] {
            let (near, far) = (similarity(claim, same), similarity(claim, other));
            assert!(near > far + 0.3, "{same}: {near} against {far}");
        }
        assert!(similarity("Президент призвал обе стороны прекратить бои", "总统呼吁双方停止战斗") > 0.5);
    }

    #[test]
    fn runs_are_cut_as_the_recipe_cuts_them() {
        let flat = fold("Ёлка, Ｃafé 2022年6月15日 C919大型客机 don't");
        assert_eq!(runs(&flat).collect::<Vec<_>>(), ["елка", "cafe", "年", "月", "日", "大型客机", "don", "t"]);
        let table = Table::embedded();
        let cut = |text: &str| -> Vec<String> {
            table
                .pieces(text)
                .iter()
                .map(|p| String::from_utf8_lossy(table.pieces.of(*p as usize)).into_owned())
                .collect()
        };
        assert_eq!(cut("Правительствами стран"), ["правительств", "##ами", "стран"]);
        assert_eq!(cut("大型客机"), ["大型", "客机"]);
        assert_eq!(cut("unfathomably"), ["un", "##fat", "##hom", "##ably"]);
    }

    #[test]
    fn words_it_does_not_know_give_nothing() {
        let table = Table::embedded();
        assert!(table.encode("สวัสดี 1234 …").iter().all(|x| *x == 0.0));
        assert!(table.rarity("the") < 4.0);
        assert!(table.rarity("qwxzjv") >= 8.0);
        assert_eq!(table.rarity("สวัสดี"), crate::embed::RAREST);
        // an ending makes no word rare
        assert_eq!(table.rarity("переговорами"), table.rarity("переговор"));
    }

    #[test]
    fn a_damaged_table_is_refused() {
        assert_eq!(Table::parse("x", b"nonsense").err(), Some(TableError("no DIPTTAB2 at the front")));
        let cut = &LIGHT[..LIGHT.len() - 1];
        assert_eq!(Table::parse("x", cut).err(), Some(TableError("shorter than it says")));
    }
}
