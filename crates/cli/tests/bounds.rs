//! Small files that would take all memory or time if they were taken at their word: each is refused, or done, within bounds.
//! What a file takes at most is in `docs/robustness.md`.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod support;

use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use support::{Folder, UNION};

/// The longest that any of these may take, without optimisation and beside other tests.
const LONGEST: Duration = Duration::from_secs(120);

/// What `diptych` wrote to standard error, and the most memory it had, in MB.
fn run(folder: &Folder, args: &[&str]) -> (String, u64) {
    let begun = Instant::now();
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("diptych"))
        .args(args)
        .current_dir(folder.path("."))
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut most = 0;
    while child.try_wait().unwrap().is_none() {
        most = most.max(peak(&child));
        assert!(begun.elapsed() < LONGEST, "{args:?} goes on");
        std::thread::sleep(Duration::from_millis(5));
    }
    let mut told = String::new();
    child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
    eprintln!("{args:?}: {most} MB, {:?}", begun.elapsed());
    (told, most)
}

/// The most memory that the process has had so far, in MB; 0 where the system does not tell it in this way.
fn peak(child: &Child) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<u64>().ok()).unwrap_or(0) / 1_000
}

/// A file beside a short text is refused with these words, within so many MB.
fn refused(name: &str, bytes: &[u8], says: &str, within: u64) {
    let folder = Folder::new().file("union.txt", UNION).file(name, bytes);
    let (told, most) = run(&folder, &["compare", "union.txt", name]);
    assert!(told.contains(says), "{told}");
    assert!(most < within, "{most} MB");
}

/// `size` bytes of spaces as gzip packs them.
fn gzip(size: usize) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    let block = vec![b' '; 1 << 20];
    (0..size >> 20).for_each(|_| packed.write_all(&block).unwrap());
    packed.finish().unwrap()
}

#[test]
fn a_word_document_that_unpacks_to_too_much() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    let block = vec![b' '; 1 << 20];
    (0..200).for_each(|_| zip.write_all(&block).unwrap());
    let bytes = zip.finish().unwrap().into_inner();
    assert!(bytes.len() < 300_000, "{}", bytes.len());
    refused("a.docx", &bytes, "unpacks to more than 100 MB", 250);
}

#[test]
fn a_web_page_nested_too_deep() {
    let page = format!("<!doctype html>{}", "<div>".repeat(3_000_000));
    refused("a.html", page.as_bytes(), "nested too deep", 150);
}

/// Few bytes that would make very many elements, a tag of very many attributes, and a page of about as many elements as are read.
#[test]
fn web_pages_of_much_markup() {
    let open: String = (0..300).map(|i| format!("<b a={i}>")).collect();
    let page = format!("<!doctype html><p>{open}{}", "<p>a".repeat(100_000));
    refused("a.html", page.as_bytes(), "too much markup", 250);
    let page = format!("<!doctype html><p {}>", (0..1_000_000).map(|i| format!("a{i} ")).collect::<String>());
    refused("a.html", page.as_bytes(), "too much markup", 100);
    refused("a.html", format!("<!doctype html>{}", "<p>-".repeat(450_000)).as_bytes(), "no words", 400);
}

/// As long as any file may be, and read in full: only then there turns out to be no word in it.
#[test]
fn a_text_as_long_as_any() {
    let size = 20_000_000;
    refused("a.txt", "- - - -\n".repeat(size / 8).as_bytes(), "no words", 200);
}

#[test]
fn markdown_as_long_as_any() {
    let size = 5_000_000;
    let links: String = (0..size / 16).map(|i| format!("[{i:09}]: x\n")).collect();
    let marks = [
        ("\\* ".repeat(size / 3), 400),
        ("- ".repeat(size / 2), 400),
        ("> ".repeat(size / 2), 400),
        ("`".repeat(size), 400),
        ("[".repeat(size), 400),
        ("***\n".repeat(size / 4), 400),
        ("| - ".repeat(size / 4), 400),
        (links, 400),
    ];
    for (text, within) in marks {
        refused("a.md", text.as_bytes(), "no words", within);
    }
    refused("a.md", "- ".repeat(size).as_bytes(), "Markdown longer than 5 MB", 100);
}

/// A PDF of one page that says this.
fn pdf(content: &[u8]) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    packed.write_all(content).unwrap();
    let packed = packed.finish().unwrap();
    let head = "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
        2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n\
        3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R \
        /Resources << /Font << /F 4 0 R >> >> >>\nendobj\n\
        4 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>\nendobj\n";
    let stream = format!("5 0 obj\n<< /Filter /FlateDecode /Length {} >>\nstream\n", packed.len());
    let tail = b"\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";
    [head.as_bytes(), stream.as_bytes(), &packed, tail].concat()
}

#[test]
fn a_pdf_that_unpacks_to_too_much() {
    let bytes = pdf(&vec![b' '; 65_000_000]);
    assert!(bytes.len() < 100_000, "{}", bytes.len());
    refused("a.pdf", &bytes, "a part of it unpacks to more than 64 MB", 100);
}

#[test]
fn a_pdf_of_more_letters_than_are_read() {
    let line = format!("({}) Tj 0 -14 Td\n", "Nine hundred dockers ".repeat(40));
    let bytes = pdf(format!("BT /F 12 Tf 72 700 Td\n{}ET", line.repeat(7_000)).as_bytes());
    assert!(bytes.len() < 100_000, "{}", bytes.len());
    refused("a.pdf", &bytes, "more than 5 million letters", 1_000);
}

#[test]
fn a_packed_batch_of_one_endless_line() {
    let endless = 96 << 20;
    // Blocks that repeat are packed to next to nothing, in each frame anew.
    let frame = compress_to_vec(&vec![b' '; 8 << 20][..], CompressionLevel::Fastest);
    for (name, bytes) in [("a.jsonl.gz", gzip(endless)), ("a.jsonl.zst", frame.repeat(endless / (8 << 20)))] {
        assert!(bytes.len() < 1_000_000, "{name}: {}", bytes.len());
        let folder = Folder::new().file(name, [&bytes[..]].concat());
        let (_, most) = run(&folder, &["batch", name, "-o", "out"]);
        let errors = folder.read("out/errors.jsonl");
        assert!(errors.contains("longer than 64 MB"), "{name}: {errors}");
        assert!(most < 400, "{most} MB");
    }
}

/// A window of zstd may be as large as a file says; the decoder takes 100 MB at most.
#[test]
fn a_zstd_frame_that_asks_for_all_memory() {
    let header = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xff, 0x01, 0x00, 0x00];
    let folder = Folder::new().file("a.jsonl.zst", header);
    let (told, most) = run(&folder, &["batch", "a.jsonl.zst", "-o", "out"]);
    assert!(told.contains("can't be read"), "{told}");
    assert!(most < 250, "{most} MB");
}
