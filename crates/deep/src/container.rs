//! The model file: everything the engine needs, checked before it is used.
//!
//! | bytes | what |
//! | --- | --- |
//! | 13 | `DIPTYCH-DEEP` and a zero |
//! | 4 | version of the layout, 1 |
//! | 4 | length of the header |
//! | 32 | SHA-256 of the header |
//! | … | header: JSON with the name, the width, the weights of what is read, and each section's name, size and SHA-256 |
//! | … | the sections, one behind the other |
//!
//! Numbers are little-endian. `training/deep_export.py` writes it.

use crate::DeepError;
use crate::mix::Mix;
use diptych_core::digest::hex;
use diptych_core::relation::fitted::Fitted;
use serde::Deserialize;
use sha2::{Digest, Sha256};

const MAGIC: &[u8] = b"DIPTYCH-DEEP\0";
const VERSION: u32 = 1;
const MAX_HEADER: usize = 1 << 16;
const MAX_WIDTH: usize = 1 << 12;

/// What the header says.
#[derive(Debug, Deserialize)]
pub struct Header {
    /// The model's name and version.
    pub name: String,
    /// Numbers a token's state has.
    pub width: usize,
    /// Tokens read of a claim, marks of begin and end included.
    pub max_tokens: usize,
    /// What the layer normalisation adds to the variance.
    pub eps: f32,
    /// How the network's reading is weighed against the light engine's.
    pub mix: Mix,
    /// How a comparison weighs both.
    pub fitted: Fitted,
    /// The least confidence at which a kind is told, 0..1.
    pub clear_from: f64,
    sections: Vec<Section>,
}

#[derive(Debug, Deserialize)]
struct Section {
    name: String,
    size: usize,
    sha256: String,
}

/// A model file whose sections are whole.
pub struct Container<'a> {
    /// Its header.
    pub header: Header,
    sections: Vec<&'a [u8]>,
}

impl<'a> Container<'a> {
    /// Finds the sections and holds each to its hash.
    pub fn parse(bytes: &'a [u8]) -> Result<Container<'a>, DeepError> {
        let mut rest = Cursor(bytes.strip_prefix(MAGIC).ok_or(DeepError::NotAModel)?);
        let version = rest.number()?;
        if version != VERSION {
            return Err(DeepError::Version(version));
        }
        let length = rest.count(MAX_HEADER)?;
        let hash = rest.take(32)?;
        let text = rest.take(length)?;
        let damaged = || DeepError::Damaged("header".into());
        if Sha256::digest(text).as_slice() != hash {
            return Err(damaged());
        }
        let header: Header = serde_json::from_slice(text).map_err(|_| damaged())?;
        let weighed = header.mix.is_whole() && header.fitted.is_whole() && (0.0..=1.0).contains(&header.clear_from);
        if !(1..=MAX_WIDTH).contains(&header.width) || header.max_tokens < 3 || !weighed {
            return Err(damaged());
        }
        let mut sections = Vec::new();
        for section in &header.sections {
            let data = rest.take(section.size)?;
            if sha256(data) != section.sha256 {
                return Err(DeepError::Damaged(section.name.clone()));
            }
            sections.push(data);
        }
        if !rest.0.is_empty() {
            return Err(DeepError::Damaged("end".into()));
        }
        Ok(Container { header, sections })
    }

    /// The bytes of one section.
    pub fn section(&self, name: &str) -> Result<&'a [u8], DeepError> {
        let at = self.header.sections.iter().position(|s| s.name == name);
        at.map(|n| self.sections[n]).ok_or_else(|| DeepError::Damaged(name.into()))
    }
}

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// What is left to read of some bytes.
pub struct Cursor<'a>(pub &'a [u8]);

impl<'a> Cursor<'a> {
    /// The next `n` bytes.
    pub fn take(&mut self, n: usize) -> Result<&'a [u8], DeepError> {
        let (head, tail) = self.0.split_at_checked(n).ok_or(DeepError::Truncated)?;
        self.0 = tail;
        Ok(head)
    }

    /// The next `n` units of `N` bytes.
    pub fn units<const N: usize>(&mut self, n: usize) -> Result<&'a [[u8; N]], DeepError> {
        let bytes = n.checked_mul(N).ok_or(DeepError::Truncated)?;
        Ok(self.take(bytes)?.as_chunks().0)
    }

    /// A whole number of four bytes.
    pub fn number(&mut self) -> Result<u32, DeepError> {
        Ok(self.units(1)?.first().map_or(0, |b| u32::from_le_bytes(*b)))
    }

    /// A number that may be at most `most`.
    pub fn count(&mut self, most: usize) -> Result<usize, DeepError> {
        let n = self.number()? as usize;
        if n > most { Err(DeepError::Truncated) } else { Ok(n) }
    }

    /// `n` numbers of 32 bits.
    pub fn floats(&mut self, n: usize) -> Result<Vec<f32>, DeepError> {
        Ok(self.units(n)?.iter().map(|b| f32::from_le_bytes(*b)).collect())
    }
}
