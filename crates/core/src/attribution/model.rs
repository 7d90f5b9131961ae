//! The taggers' weights as a file, and the ones that are part of the program (`models/attribution-en.md`).
//!
//! Layout, little endian: the magic `DIPTATT1`; the prior as `i32`; two chains, each as its number of labels and of
//! buckets (`u32`), its transitions (`i32`) and its weights (`i8`); the number of clustered words (`u32`), then for each
//! the hash (`u32`) and three classes (`u16`).

use super::Tagger;
use super::chain::Chain;
use super::clusters::Clusters;
use crate::language::Language;
use crate::text::Lang;
use thiserror::Error;

const MAGIC: &[u8] = b"DIPTATT1";

/// A file of weights that can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the attribution model is damaged ({0}); install Diptych again or rebuild it by training/README.md")]
pub struct ModelError(&'static str);

impl Tagger {
    /// The tagger of a language, read once; `None` where there is none, so that attributions are found by word lists.
    /// The build's own tests hold the file to its layout.
    pub fn of(lang: Lang) -> Option<&'static Tagger> {
        let language = Language::of(lang)?;
        let bytes = language.tagger?;
        language.read.tagger.get_or_init(|| Tagger::parse(bytes).ok()).as_ref()
    }

    /// Reads a file's bytes.
    ///
    /// # Errors
    /// The bytes are no such file, or are cut short.
    pub fn parse(bytes: &[u8]) -> Result<Tagger, ModelError> {
        let mut rest = bytes.strip_prefix(MAGIC).ok_or(ModelError("no DIPTATT1 at the front"))?;
        let prior = i32::from_le_bytes(take(&mut rest)?);
        let cues = chain(&mut rest)?;
        let arguments = chain(&mut rest)?;
        let count = number(&mut rest)?;
        let mut words = Vec::with_capacity(count.min(1 << 18));
        for _ in 0..count {
            let word = u32::from_le_bytes(take(&mut rest)?);
            let mut classes = [0; 3];
            for class in &mut classes {
                *class = u16::from_le_bytes(take(&mut rest)?);
            }
            words.push((word, classes));
        }
        Ok(Tagger { cues, arguments, prior, clusters: Clusters::new(words) })
    }

    /// The file's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend(self.prior.to_le_bytes());
        for chain in [&self.cues, &self.arguments] {
            let (labels, weights, transitions) = chain.parts();
            out.extend((labels as u32).to_le_bytes());
            out.extend((weights.len().checked_div(labels).unwrap_or(0) as u32).to_le_bytes());
            transitions.iter().for_each(|t| out.extend(t.to_le_bytes()));
            out.extend(weights.iter().map(|w| *w as u8));
        }
        out.extend((self.clusters.len() as u32).to_le_bytes());
        for (word, classes) in self.clusters.iter() {
            out.extend(word.to_le_bytes());
            classes.iter().for_each(|c| out.extend(c.to_le_bytes()));
        }
        out
    }
}

fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], ModelError> {
    let (head, tail) = rest.split_first_chunk::<N>().ok_or(ModelError("shorter than it says"))?;
    *rest = tail;
    Ok(*head)
}

fn number(rest: &mut &[u8]) -> Result<usize, ModelError> {
    Ok(u32::from_le_bytes(take(rest)?) as usize)
}

fn chain(rest: &mut &[u8]) -> Result<Chain, ModelError> {
    let (labels, buckets) = (number(rest)?, number(rest)?);
    let size = labels.checked_mul(buckets).filter(|n| *n <= rest.len()).ok_or(ModelError("shorter than it says"))?;
    let mut transitions = Vec::new();
    for _ in 0..labels.saturating_mul(labels + 1).min(64) {
        transitions.push(i32::from_le_bytes(take(rest)?));
    }
    let (weights, tail) = rest.split_at_checked(size).ok_or(ModelError("shorter than it says"))?;
    *rest = tail;
    let weights = weights.iter().map(|w| *w as i8).collect();
    Chain::new(labels, weights, transitions).ok_or(ModelError("sizes that don't fit"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::LANGUAGES;

    fn shipped() -> impl Iterator<Item = &'static [u8]> {
        LANGUAGES.iter().filter_map(|l| l.tagger)
    }

    #[test]
    fn the_shipped_models_read_and_write_themselves() {
        for bytes in shipped() {
            let tagger = Tagger::parse(bytes).unwrap();
            assert!(tagger.to_bytes() == bytes);
            assert!(bytes.len() <= 2_000_000, "{} bytes", bytes.len());
        }
    }

    #[test]
    fn a_damaged_model_is_refused() {
        assert_eq!(Tagger::parse(b"nonsense").err(), Some(ModelError("no DIPTATT1 at the front")));
        let model = shipped().next().unwrap();
        for cut in [9, 13, 40, model.len() / 2, model.len() - 1] {
            assert!(Tagger::parse(&model[..cut]).is_err(), "{cut}");
        }
        let mut wild = model.to_vec();
        wild[12..20].fill(0xff);
        assert!(Tagger::parse(&wild).is_err());
    }
}
