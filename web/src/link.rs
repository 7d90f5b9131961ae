//! A whole case in an address: JSON, deflated, in base64 for addresses. It goes after `#`, which browsers send nowhere; but
//! whoever gets the link has the texts.

use crate::case_file::OpenCase;
use crate::i18n::{fill, number, t};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use std::io::{Read, Write};

/// Longest packed case, in letters: about what mail programs and messengers leave whole.
pub const LONGEST: usize = 16_000;

/// Most bytes that a link is unpacked to.
const MOST: u64 = 2_000_000;

/// The case as part of an address.
///
/// # Errors
/// It is too long for one.
pub fn pack(case: &OpenCase) -> Result<String, String> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    let json = serde_json::to_vec(case).map_err(|e| e.to_string())?;
    let packed = encoder.write_all(&json).and_then(|()| encoder.finish()).map_err(|e| e.to_string())?;
    let text = URL_SAFE_NO_PAD.encode(packed);
    if text.len() > LONGEST {
        return Err(fill(t().link_too_long, &[("n", &number(text.len())), ("most", &number(LONGEST))]));
    }
    Ok(text)
}

/// The case of an address.
///
/// # Errors
/// It is damaged; people cut links short.
pub fn unpack(text: &str) -> Result<OpenCase, String> {
    let packed = URL_SAFE_NO_PAD.decode(text).map_err(|_| t().link_damaged)?;
    let mut json = String::new();
    let read = DeflateDecoder::new(packed.as_slice()).take(MOST).read_to_string(&mut json);
    read.map_err(|_| t().link_damaged)?;
    OpenCase::parse(&json).map_err(|_| t().link_damaged.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_comes_back_from_its_link() {
        let mut case = OpenCase::empty(2);
        case.accounts[0].text = "Переговоры прошли. 会谈友好。 \"Quoted\" & more.".into();
        let packed = pack(&case).unwrap();
        assert!(packed.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_'));
        assert_eq!(unpack(&packed).unwrap(), case);
        assert!(unpack(&packed[..packed.len() / 2]).unwrap_err().contains("damaged"));
        assert!(unpack("%%%").is_err());
    }

    #[test]
    fn a_case_too_long_is_refused() {
        let mut case = OpenCase::empty(2);
        let mut seed = 1u64;
        case.accounts[0].text = (0..40_000)
            .map(|_| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                char::from(b'a' + (seed >> 33) as u8 % 26)
            })
            .collect();
        assert!(pack(&case).unwrap_err().contains("16,000"));
    }
}
