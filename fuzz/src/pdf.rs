//! PDF documents: as they are, or of a sound one the description of a page, a font's letters, or a dictionary.

use super::ingest::any;

pub fn run(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let text = b"BT /F 12 Tf 72 700 Td (Nine hundred dockers) Tj 0 -14 Td (walked out.) Tj ET";
    match first % 4 {
        0 => any("a.pdf", rest),
        1 => any("a.pdf", &page(b"/BaseFont /Helvetica", rest, b"")),
        2 => any("a.pdf", &page(b"/BaseFont /Helvetica /ToUnicode 5 0 R", text, rest)),
        _ => any("a.pdf", &page(rest, text, b"")),
    }
}

/// A document of one page. It has no table of objects; readers look for them.
fn page(font: &[u8], content: &[u8], letters: &[u8]) -> Vec<u8> {
    let stream = |number: u8, data: &[u8]| {
        let head = format!("{number} 0 obj\n<< /Length {} >>\nstream\n", data.len());
        [head.as_bytes(), data, b"\nendstream\nendobj\n"].concat()
    };
    [
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n".as_slice(),
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n",
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R ",
        b"/Resources << /Font << /F 6 0 R >> >> >>\nendobj\n",
        &stream(4, content),
        &stream(5, letters),
        b"6 0 obj\n<< /Type /Font /Subtype /Type1 /Encoding /WinAnsiEncoding ",
        font,
        b" >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n",
    ]
    .concat()
}
