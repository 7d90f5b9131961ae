//! Packed input, told by its first bytes: gzip and zstd are unpacked as they are read.

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::{self, BufRead, BufReader, Read};

const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];

/// A stream of bytes that another thread may read.
pub type Stream = Box<dyn BufRead + Send>;

/// The stream, unpacked if it is packed.
pub fn unpack(mut stream: Stream) -> io::Result<Stream> {
    // A pipe whose first bytes come one by one is taken as it is.
    let start = stream.fill_buf()?;
    Ok(if start.starts_with(GZIP) {
        buffered(MultiGzDecoder::new(stream))
    } else if start.starts_with(ZSTD) {
        buffered(Zstd { stream, decoder: FrameDecoder::new(), within: false })
    } else {
        stream
    })
}

fn buffered(unpacked: impl Read + Send + 'static) -> Stream {
    Box::new(BufReader::with_capacity(1 << 16, unpacked))
}

/// The frames of a zstd file, one after the other. What a frame may take of memory the decoder bounds (100 MB).
struct Zstd {
    stream: Stream,
    decoder: FrameDecoder,
    /// A frame has begun and not ended.
    within: bool,
}

impl Zstd {
    /// Begins the next frame; false at the end.
    fn begin(&mut self) -> io::Result<bool> {
        while !self.stream.fill_buf()?.is_empty() {
            match self.decoder.init(&mut self.stream) {
                Ok(()) => {
                    self.within = true;
                    return Ok(true);
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    io::copy(&mut self.stream.by_ref().take(length.into()), &mut io::sink())?;
                }
                Err(e) => return Err(io::Error::other(e)),
            }
        }
        Ok(false)
    }

    /// Ends a frame; what it unpacked to must be what was packed.
    fn end(&mut self) -> io::Result<()> {
        self.within = false;
        let told = self.decoder.get_checksum_from_data();
        if told.is_some() && told != self.decoder.get_calculated_checksum() {
            return Err(io::Error::other("the zstd file is damaged: a checksum does not fit"));
        }
        Ok(())
    }
}

impl Read for Zstd {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.within && !self.begin()? {
                return Ok(0);
            }
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let step = BlockDecodingStrategy::UptoBlocks(1);
                self.decoder.decode_blocks(&mut self.stream, step).map_err(io::Error::other)?;
            }
            let read = self.decoder.read(into)?;
            if read > 0 || into.is_empty() {
                return Ok(read);
            }
            self.end()?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};
    use std::io::{Cursor, Write};

    fn read(bytes: Vec<u8>) -> io::Result<String> {
        let mut text = String::new();
        unpack(Box::new(Cursor::new(bytes)))?.read_to_string(&mut text)?;
        Ok(text)
    }

    fn zstd(text: &str) -> Vec<u8> {
        compress_to_vec(text.as_bytes(), CompressionLevel::Fastest)
    }

    fn gzip(text: &str) -> Vec<u8> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::default());
        packed.write_all(text.as_bytes()).unwrap();
        packed.finish().unwrap()
    }

    #[test]
    fn what_is_packed_is_unpacked_whatever_its_parts() {
        assert_eq!(read(b"plain".into()).unwrap(), "plain");
        assert_eq!(read(Vec::new()).unwrap(), "");
        assert_eq!(read([gzip("one "), gzip("two")].concat()).unwrap(), "one two");
        let note = [&0x184d_2a50_u32.to_le_bytes()[..], &3u32.to_le_bytes(), b"abc"].concat();
        assert_eq!(read([zstd("one "), note, zstd(""), zstd("two")].concat()).unwrap(), "one two");
        let long = "All the ships left the harbour. ".repeat(20_000);
        assert_eq!(read(zstd(&long)).unwrap(), long);
    }

    #[test]
    fn what_is_cut_off_or_damaged_is_an_error() {
        for packed in [gzip("The ships left the harbour."), zstd("The ships left the harbour.")] {
            assert!(read(packed[..packed.len() - 6].into()).is_err());
        }
        assert!(read([ZSTD, b"nonsense"].concat()).is_err());
    }
}
