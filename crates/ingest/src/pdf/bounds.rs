//! What keeps a small file from taking all memory or time: everything is measured before it is unpacked.

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_syntax::Filter;
use hayro_syntax::object::{Array, Dict, Object, Stream};
use std::io::{Read, copy, sink};

/// Longest stream that is unpacked, in bytes.
const UNPACKED: u64 = 64_000_000;
/// Most bytes that all streams of a file may unpack to; pictures are among them, though they are not read.
const ALL_UNPACKED: u64 = 2_000_000_000;
/// Longest stream in a packing other than deflate that is read; LZW unpacks to up to 2,000 times its length.
const PACKED_OTHERWISE: usize = 64_000;
/// Most streams without an end.
const OPEN: usize = 100;
/// Most steps the search for the ends of pictures within a page may take.
const PICTURE_STEPS: u64 = 1 << 34;

/// How much reading the rest of the file may still take.
pub(super) struct Budget {
    /// Bytes of page descriptions and fonts.
    bytes: u64,
    /// Letters.
    letters: usize,
}

impl Budget {
    pub(super) fn new() -> Budget {
        Budget { bytes: 400_000_000, letters: 5_000_000 }
    }

    /// Whether another letter may be read.
    pub(super) fn letter(&mut self) -> bool {
        let left = self.letters > 0;
        self.letters = self.letters.saturating_sub(1);
        left
    }

    /// The unpacked stream, if that is within bounds.
    pub(super) fn unpack(&mut self, stream: &Stream<'_>) -> Option<Vec<u8>> {
        if !self.fits(stream) {
            return None;
        }
        let data = stream.decoded_data().ok()?.into_owned();
        let pictures = data.windows(2).filter(|w| w == b"EI").count() as u64;
        (pictures.saturating_mul(data.len() as u64) < PICTURE_STEPS).then_some(data)
    }

    /// Whether a stream unpacks to little enough; what it takes is taken off.
    fn fits(&mut self, stream: &Stream<'_>) -> bool {
        let filters = stream.filters();
        let raw = stream.raw_data();
        let unpacking = |f: &&Filter| matches!(f, Filter::FlateDecode | Filter::LzwDecode | Filter::RunLengthDecode);
        let length = match filters.iter().filter(unpacking).collect::<Vec<_>>().as_slice() {
            [] => raw.len() as u64,
            [Filter::FlateDecode] if filters.first() == Some(&Filter::FlateDecode) => unpacked(&raw),
            [_] if raw.len() <= PACKED_OTHERWISE => raw.len() as u64,
            _ => return false,
        };
        let fits = length <= UNPACKED && length <= self.bytes;
        self.bytes = self.bytes.saturating_sub(length);
        fits
    }

    /// Whether a font can be loaded: its streams unpack to little enough, its tables of widths are no longer than fonts are.
    pub(super) fn font(&mut self, font: &Dict<'_>) -> bool {
        let descendant = font.get::<Array<'_>>("DescendantFonts").and_then(|a| a.iter::<Dict<'_>>().next());
        [Some(font), descendant.as_ref()].into_iter().flatten().all(|dict| {
            let descriptor = dict.get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
            let streams = [
                dict.get::<Stream<'_>>("ToUnicode"),
                dict.get::<Stream<'_>>("Encoding"),
                dict.get::<Stream<'_>>("CIDToGIDMap"),
                descriptor.get::<Stream<'_>>("FontFile"),
                descriptor.get::<Stream<'_>>("FontFile2"),
                descriptor.get::<Stream<'_>>("FontFile3"),
            ];
            streams.iter().flatten().all(|s| self.fits(s))
                && dict.get::<i64>("FirstChar").is_none_or(|first| (0..=255).contains(&first))
                && ["W", "W2"].iter().all(|w| dict.get::<Array<'_>>(*w).is_none_or(|w| short(&w)))
        })
    }
}

/// Whether a table of widths names no more glyphs than a font can have.
fn short(widths: &Array<'_>) -> bool {
    let mut spans = 0i64;
    let mut last: Option<i64> = None;
    for item in widths.iter::<Object<'_>>() {
        let number = item.into_number().map(|n| n.as_i64());
        if let (Some(from), Some(to)) = (last, number) {
            // Widths stand among the codes, so this may count too much; fonts stay far below it all the same.
            spans = spans.saturating_add(to.saturating_sub(from).max(0));
        }
        last = number;
    }
    spans < 10_000_000
}

/// Why a file is not even opened.
pub(super) fn refuse(bytes: &[u8]) -> Option<&'static str> {
    let starts: Vec<usize> = bytes.windows(6).enumerate().filter(|(_, w)| w == b"stream").map(|(i, _)| i).collect();
    let ends = |at: usize| at >= 3 && bytes[at - 3..at] == *b"end";
    let closed = starts.iter().filter(|at| ends(**at)).count();
    if starts.len() - closed > closed + OPEN {
        return Some("the file is damaged");
    }
    let mut all = 0u64;
    for at in starts.iter().filter(|at| !ends(**at)) {
        let data = &bytes[at + 6..];
        let data = data.strip_prefix(b"\r").unwrap_or(data);
        let length = unpacked(data.strip_prefix(b"\n").unwrap_or(data));
        all += length;
        if all > ALL_UNPACKED {
            return Some("it unpacks to more than 2 GB");
        }
        if length > UNPACKED && !picture(&bytes[..*at]) {
            return Some("a part of it unpacks to more than 64 MB");
        }
    }
    None
}

/// Whether the words before a stream say, without disguise, that it is a picture; such a stream is never unpacked here.
fn picture(before: &[u8]) -> bool {
    let from = before.len().saturating_sub(1_000);
    let object = before[from..].windows(4).rposition(|w| w == b" obj").unwrap_or(0);
    let words = &before[from + object..];
    let holds = |name: &[u8]| words.windows(name.len()).any(|w| w == name);
    holds(b"/Image") && ![&b"#"[..], b"ObjStm", b"XRef"].iter().any(|name| holds(name))
}

/// How many bytes a deflated stream unpacks to, however often it was packed; the count stops past the limit.
fn unpacked(data: &[u8]) -> u64 {
    let zlib = matches!(data, [a, b, ..] if a & 15 == 8 && u16::from_be_bytes([*a, *b]) % 31 == 0);
    let mut most = 0;
    for times in 1..=4 {
        let mut reader: Box<dyn Read + '_> = Box::new(data);
        for inner in 0..times {
            reader = if inner == 0 && !zlib {
                Box::new(DeflateDecoder::new(reader))
            } else {
                Box::new(ZlibDecoder::new(reader))
            };
        }
        let mut counted = Counted(0);
        // A stream that breaks off counts as far as it goes, for so far it is unpacked.
        let _ = copy(&mut reader.take(UNPACKED + 1), &mut counted);
        most = most.max(counted.0);
        if counted.0 == 0 || most > UNPACKED {
            break;
        }
    }
    most
}

/// Counts what is written to it.
struct Counted(u64);

impl std::io::Write for Counted {
    fn write(&mut self, buffer: &[u8]) -> std::io::Result<usize> {
        self.0 += buffer.len() as u64;
        sink().write(buffer)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
