//! Tokens to vectors: a table of four bits a number, the places, and a layer normalisation.

use crate::DeepError;
use crate::container::{Cursor, Header};

/// Numbers that share a scale: two bytes of scale, then two numbers a byte.
const BLOCK: usize = 32;
const BLOCK_BYTES: usize = 2 + BLOCK / 2;

/// Vectors of pieces and of places.
pub struct Embedding {
    rows: Vec<u8>,
    places: Vec<f32>,
    weight: Vec<f32>,
    bias: Vec<f32>,
    eps: f32,
}

impl Embedding {
    /// Reads the sections `table` and `embedding` for a vocabulary of `pieces`.
    pub fn parse(table: &[u8], rest: &[u8], header: &Header, pieces: usize) -> Result<Embedding, DeepError> {
        let (width, mut cursor) = (header.width, Cursor(rest));
        let per_row = width / BLOCK * BLOCK_BYTES;
        if width % BLOCK != 0 || Some(table.len()) != per_row.checked_mul(pieces) {
            return Err(DeepError::Damaged("table".into()));
        }
        let places = cursor.floats(width.checked_mul(header.max_tokens).ok_or(DeepError::Truncated)?)?;
        let (weight, bias) = (cursor.floats(width)?, cursor.floats(width)?);
        Ok(Embedding { rows: table.to_vec(), places, weight, bias, eps: header.eps })
    }

    /// Writes the vectors of a claim's tokens to `out`, one behind the other; at most as many as there are places.
    pub fn write(&self, tokens: &[u32], out: &mut [f32]) {
        let width = self.weight.len();
        for ((&token, place), row) in tokens.iter().zip(self.places.chunks(width)).zip(out.chunks_mut(width)) {
            let blocks = &self.rows[token as usize * (width / BLOCK * BLOCK_BYTES)..];
            for (block, to) in blocks.chunks_exact(BLOCK_BYTES).zip(row.chunks_mut(BLOCK)) {
                let scale = half(u16::from_le_bytes([block[0], block[1]]));
                for (n, &b) in block[2..].iter().enumerate() {
                    to[n] = (f32::from(b & 15) - 8.0) * scale;
                    to[n + BLOCK / 2] = (f32::from(b >> 4) - 8.0) * scale;
                }
            }
            row.iter_mut().zip(place).for_each(|(x, p)| *x += p);
            self.normalise(row);
        }
    }

    fn normalise(&self, row: &mut [f32]) {
        let n = row.len() as f32;
        let mean = row.iter().sum::<f32>() / n;
        row.iter_mut().for_each(|x| *x -= mean);
        let spread = (row.iter().map(|x| x * x).sum::<f32>() / n + self.eps).sqrt();
        for ((x, w), b) in row.iter_mut().zip(&self.weight).zip(&self.bias) {
            *x = *x / spread * w + b;
        }
    }
}

/// A number of 16 bits (IEEE 754 binary16) as one of 32.
fn half(bits: u16) -> f32 {
    let sign = u32::from(bits & 0x8000) << 16;
    let (exponent, fraction) = (u32::from(bits >> 10 & 31), u32::from(bits & 0x3ff));
    match exponent {
        0 => f32::from_bits(sign | 0x3f80_0000) * (fraction as f32 / 16_777_216.0),
        31 => f32::from_bits(sign | 0x7f80_0000 | fraction << 13),
        _ => f32::from_bits(sign | (exponent + 112) << 23 | fraction << 13),
    }
}

#[cfg(test)]
mod tests {
    use super::half;

    #[test]
    fn halves() {
        for (bits, value) in [(0, 0.0), (0x3c00, 1.0), (0xc000, -2.0), (0x3555, 0.333_251_95), (0x0001, 5.960_464_5e-8)]
        {
            assert!((half(bits) - value).abs() <= f32::EPSILON * value.abs(), "{bits:x}");
        }
        assert!(half(0x7c00).is_infinite() && half(0x7e00).is_nan());
    }
}
