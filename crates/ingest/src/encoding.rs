//! Bytes to characters: UTF-8 first, then what a byte-order mark says, then the likeliest legacy encoding.

use crate::{IngestError, warning};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use diptych_core::report::Warning;
use encoding_rs::{Encoding, UTF_8};
use std::borrow::Cow;

/// How much of a web page may stand before the charset it declares.
const HEAD: usize = 1024;

/// The characters, and a warning where the encoding had to be guessed or did not hold throughout.
pub(crate) fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Option<Warning>), IngestError> {
    if bytes.starts_with(b"\xff\xfe\0\0") || bytes.starts_with(b"\0\0\xfe\xff") {
        return Err(IngestError::Encoding("UTF-32, which is not read"));
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return Ok((text, broken.then(|| broken_warning(encoding))));
    }
    if bytes.contains(&0) {
        return Err(if without_mark(bytes) {
            IngestError::Encoding("it looks like UTF-16 without a byte-order mark, which is not read")
        } else {
            IngestError::Binary
        });
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((Cow::Borrowed(text), None));
    }
    // Data of other kinds has control bytes all over; legacy text has hardly any.
    let controls = bytes.iter().filter(|b| b.is_ascii_control() && !b.is_ascii_whitespace()).count();
    if controls * 50 > bytes.len() {
        return Err(IngestError::Binary);
    }
    if mostly_utf8(bytes) {
        return Ok((String::from_utf8_lossy(bytes), Some(broken_warning(UTF_8))));
    }
    let (encoding, how) = match declared(bytes) {
        Some(encoding) => (encoding, "as it declares"),
        None => (guess(bytes), "a guess from its bytes"),
    };
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let name = encoding.name();
    let warned = if broken {
        broken_warning(encoding)
    } else {
        let message = format!("not UTF-8; read as {name}, {how}. If words look wrong, save it as UTF-8");
        warning("encoding-not-utf-8", message)
    };
    Ok((text, Some(warned)))
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// The charset in the head of a web page.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    if !head.contains("<meta") {
        return None;
    }
    let (_, rest) = head.split_once("charset=")?;
    let rest = rest.trim_start_matches(['"', '\'', ' ']);
    let label = rest.split(|c: char| !c.is_ascii_alphanumeric() && !"-_:".contains(c)).next()?;
    Encoding::for_label(label.as_bytes()).filter(|e| *e != UTF_8)
}

/// Whether the bytes are UTF-8 but for a few places: damaged, rather than in another encoding. At least ten
/// whole multi-byte characters must stand against each broken place, or one where the text was cut short.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    good >= 10 * broken
}

/// Whether every second byte tends to be zero, as in UTF-16 of Latin text.
fn without_mark(bytes: &[u8]) -> bool {
    let zeros = |parity: usize| bytes.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let half = bytes.len() / 2;
    even.max(odd) * 10 > half * 4 && even.min(odd) * 20 < half.max(20)
}

fn broken_warning(encoding: &'static Encoding) -> Warning {
    let name = encoding.name();
    let message = format!("not all of it is sound {name}; what could not be read stands as \u{fffd}");
    warning("encoding-broken", message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, GB18030, KOI8_R, WINDOWS_1251, WINDOWS_1252};

    const RUSSIAN: &str = "Профсоюз заявил, что в забастовке участвовали более 900 докеров порта.";
    const CHINESE: &str = "工会表示，超过九百名码头工人参加了罢工，港务局没有回应他们的要求。";
    const FRENCH: &str = "Les dockers ont cessé le travail à l’aube ; la direction a proposé une hausse.";

    #[test]
    fn legacy_encodings_are_guessed_with_a_warning() {
        for (encoding, text) in [
            (WINDOWS_1251, RUSSIAN),
            (KOI8_R, RUSSIAN),
            (GB18030, CHINESE),
            (BIG5, "工會表示，超過九百名碼頭工人參加了罷工，港務局沒有回應。"),
            (WINDOWS_1252, FRENCH),
        ] {
            let (bytes, _, lossy) = encoding.encode(text);
            assert!(!lossy);
            let (read, warned) = decode(&bytes).unwrap();
            assert_eq!(read, text, "{}", encoding.name());
            assert_eq!(warned.unwrap().code, "encoding-not-utf-8");
        }
    }

    #[test]
    fn byte_order_marks_decide_and_go() {
        let little: Vec<u8> =
            [0xff, 0xfe].into_iter().chain(RUSSIAN.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let big: Vec<u8> = [0xfe, 0xff].into_iter().chain(RUSSIAN.encode_utf16().flat_map(u16::to_be_bytes)).collect();
        let utf8: Vec<u8> = [0xef, 0xbb, 0xbf].into_iter().chain(RUSSIAN.bytes()).collect();
        for bytes in [little, big, utf8] {
            assert_eq!(decode(&bytes).unwrap(), (Cow::Borrowed(RUSSIAN), None));
        }
    }

    #[test]
    fn utf16_without_a_mark_is_told_from_binary_data() {
        let bytes: Vec<u8> = "Nine hundred dockers".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(decode(&bytes).unwrap_err().to_string().contains("byte-order mark"));
        assert_eq!(decode(b"\x7fELF\x02\x01\0\0\0\0\x03\0>\0"), Err(IngestError::Binary));
        assert!(decode(b"\xff\xfe\0\0a\0\0\0").unwrap_err().to_string().contains("UTF-32"));
    }

    #[test]
    fn damaged_utf8_stays_utf8() {
        let mut bytes = RUSSIAN.as_bytes().to_vec();
        bytes.truncate(bytes.len() - 2);
        let (text, warned) = decode(&bytes).unwrap();
        assert!(text.starts_with("Профсоюз"));
        assert_eq!(warned.unwrap().code, "encoding-broken");
    }

    #[test]
    fn a_page_says_its_own_charset() {
        let page = "<html><head><meta charset=\"windows-1251\"></head><body><p>Да.</p>";
        let (bytes, ..) = WINDOWS_1251.encode(page);
        let (text, warned) = decode(&bytes).unwrap();
        assert_eq!(text, page);
        assert!(warned.unwrap().message.contains("as it declares"));
    }
}
