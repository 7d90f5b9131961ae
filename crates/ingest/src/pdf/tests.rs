//! PDFs made by hand, from the file to its words.

use super::page::{Run, codes, decoded};
use super::{layout, prose};
use crate::{Document, read};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::fmt::Write as _;
use std::io::Write as _;
use std::time::Instant;

/// A file of these objects, the first of which is the catalog; `trailer` holds more entries of the trailer.
fn file(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (i, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", out.len()).unwrap();
        out.extend(format!("{} 0 obj\n", i + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let at = out.len();
    let size = objects.len() + 1;
    out.extend(format!("{table}trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{at}\n%%EOF\n").bytes());
    out
}

fn stream(dict: &str, data: &[u8]) -> Vec<u8> {
    let mut out = format!("<<{dict}/Length {}>>\nstream\n", data.len()).into_bytes();
    out.extend(data);
    out.extend(b"\nendstream");
    out
}

fn deflated(data: &[u8]) -> Vec<u8> {
    let mut out = ZlibEncoder::new(Vec::new(), Compression::best());
    out.write_all(data).unwrap();
    out.finish().unwrap()
}

/// The objects of a document with a page for each content; object 3 is its font.
fn objects(contents: &[String]) -> Vec<Vec<u8>> {
    let kids: String = (0..contents.len()).map(|i| format!("{} 0 R ", 4 + 2 * i)).collect();
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/Kids[{kids}]/Count {}/MediaBox[0 0 595 842]>>", contents.len()).into_bytes(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_vec(),
    ];
    for (i, content) in contents.iter().enumerate() {
        let page = format!("<</Type/Page/Parent 2 0 R/Resources<</Font<</F 3 0 R>>>>/Contents {} 0 R>>", 5 + 2 * i);
        objects.push(page.into_bytes());
        objects.push(stream("/Filter/FlateDecode", &deflated(content.as_bytes())));
    }
    objects
}

fn pdf(contents: &[String]) -> Vec<u8> {
    file(&objects(contents), "")
}

/// Draws lines from a place downwards, 12 points apart, in letters of 10 points.
fn at(x: f32, y: f32, lines: &[&str]) -> String {
    let mut out = format!("BT /F 10 Tf 12 TL {x} {y} Td ");
    for line in lines {
        let line = line.replace('(', "\\(").replace(')', "\\)");
        write!(out, "({line}) Tj T* ").unwrap();
    }
    out + "ET\n"
}

fn opened(bytes: &[u8]) -> Document {
    read("a.pdf", bytes).unwrap()
}

fn error(bytes: &[u8]) -> String {
    read("a.pdf", bytes).unwrap_err().to_string()
}

const LEFT: [&str; 5] = [
    "The union said on Tuesday that more than",
    "nine hundred dockers had walked out of the",
    "harbour at dawn, and that the govern-",
    "ment had offered nothing in all the weeks",
    "of talks. A well-known mediator came.",
];
const RIGHT: [&str; 5] = [
    "Later the Port Authority called the state-",
    "ment untrue, and its spokeswoman told the",
    "reporters that an offer of 4.5 per cent had",
    "been on the table since March. The well-",
    "known mediator would not say who is right.",
];
const LEFT_READ: &str = "The union said on Tuesday that more than nine hundred dockers had walked out of the harbour at dawn, and that \
    the government had offered nothing in all the weeks of talks. A well-known mediator came.";
const RIGHT_READ: &str = "Later the Port Authority called the statement untrue, and its spokeswoman told the reporters that an offer of \
    4.5 per cent had been on the table since March. The well-known mediator would not say who is right.";

#[test]
fn lines_are_joined_and_broken_words_made_whole() {
    let page = at(60.0, 700.0, &LEFT) + &at(60.0, 620.0, &RIGHT);
    let d = opened(&pdf(&[page]));
    assert_eq!(d.text, format!("{LEFT_READ}\n\n{RIGHT_READ}\n"));
    assert_eq!((d.format.name(), d.warnings.len()), ("pdf", 0), "{:?}", d.warnings);
}

#[test]
fn columns_are_read_one_after_the_other() {
    // Drawn line by line across both columns, as some programs do; a heading stands over them.
    let mut page = at(150.0, 740.0, &["What the two sides say about the strike in the harbour of the town"]);
    for (i, (left, right)) in LEFT.iter().zip(RIGHT).enumerate() {
        let y = 700.0 - 12.0 * i as f32;
        page += &(at(60.0, y, &[left]) + &at(290.0, y, &[right]));
    }
    let text = opened(&pdf(&[page])).text;
    assert_eq!(
        text,
        format!("What the two sides say about the strike in the harbour of the town\n\n{LEFT_READ}\n\n{RIGHT_READ}\n")
    );
}

#[test]
fn three_columns_are_read_one_after_the_other() {
    let cut = |lines: &[&str]| lines.iter().map(|l| l.chars().take(24).collect::<String>()).collect::<Vec<_>>();
    let columns: Vec<Vec<String>> = (0..3).map(|_| cut(&LEFT)).collect();
    let mut page = String::new();
    for (i, column) in columns.iter().enumerate() {
        let lines: Vec<String> = column.iter().map(|l| format!("{} {l}", ["Aa", "Bb", "Cc"][i])).collect();
        page += &at(40.0 + 175.0 * i as f32, 700.0, &lines.iter().map(String::as_str).collect::<Vec<_>>());
    }
    let text = opened(&pdf(&[page])).text;
    let order: Vec<&str> = text.split_whitespace().filter(|w| ["Aa", "Bb", "Cc"].contains(w)).collect();
    assert_eq!(order, [["Aa"; 5], ["Bb"; 5], ["Cc"; 5]].concat(), "{text}");
}

#[test]
fn a_table_is_read_row_by_row() {
    let rows = [("Union", "900"), ("Port", "610"), ("Police", "700"), ("Town", "650"), ("Press", "800")];
    let page: String = (0..5)
        .map(|i| at(60.0, 700.0 - 12.0 * i as f32, &[rows[i].0]) + &at(300.0, 700.0 - 12.0 * i as f32, &[rows[i].1]))
        .collect();
    let text = opened(&pdf(&[page])).text.replace("\n\n", " ");
    assert!(text.contains("Union 900") && text.contains("Press 800"), "{text}");
}

#[test]
fn running_heads_feet_and_page_numbers_are_left_out_with_a_warning() {
    let parts = [&LEFT[..], &RIGHT[..], &["On Friday the two sides met again, at the town hall, without a result."]];
    let pages: Vec<String> = (0..3)
        .map(|i| {
            let head = if i == 1 { "2 Harbour Gazette" } else { ["Harbour Gazette 1", "", "Harbour Gazette 3"][i] };
            at(60.0, 800.0, &[head]) + &at(60.0, 700.0, parts[i]) + &at(280.0, 40.0, &[&format!("page {} of 3", i + 1)])
        })
        .collect();
    let d = opened(&pdf(&pages));
    assert_eq!(
        d.text,
        format!(
            "{LEFT_READ}\n\n{RIGHT_READ}\n\nOn Friday the two sides met again, at the town hall, without a result.\n"
        )
    );
    let codes: Vec<&str> = d.warnings.iter().map(|w| w.code.as_str()).collect();
    assert_eq!(codes, ["running-lines-left-out"]);
    assert!(d.warnings[0].message.contains("6 lines"), "{:?}", d.warnings);
}

#[test]
fn a_paragraph_goes_on_in_the_next_column_and_on_the_next_page() {
    let first = at(60.0, 700.0, &LEFT[..3])
        + &format!("/Artifact BMC {} EMC", at(60.0, 30.0, &["Confidential draft, not to be quoted"]));
    let d = opened(&pdf(&[first, at(60.0, 700.0, &LEFT[3..])]));
    assert_eq!(d.text, format!("{LEFT_READ}\n"));
    assert!(d.warnings[0].message.contains("1 line "), "{:?}", d.warnings);
}

#[test]
fn marks_of_notes_go_and_powers_stay() {
    let page = "BT /F 10 Tf 60 700 Td (The strike) Tj 4 Ts /F 6 Tf (12) Tj 0 Ts /F 10 Tf ( closed 3 km) Tj 4 Ts /F 6 Tf (2) Tj 0 Ts /F 10 Tf ( of quays.) Tj ET";
    assert_eq!(opened(&pdf(&[page.to_string()])).text, "The strike closed 3 km² of quays.\n");
}

#[test]
fn letters_turned_or_drawn_within_a_drawing_or_twice_are_read_once() {
    let mut objects = objects(&["/X Do 0 1 -1 0 20 100 cm BT /F 8 Tf (a stamp at the side) Tj ET".to_string()]);
    objects[3] =
        b"<</Type/Page/Parent 2 0 R/Resources<</Font<</F 3 0 R>>/XObject<</X 6 0 R>>>>/Contents 5 0 R>>".to_vec();
    let drawing = at(60.0, 700.0, &LEFT) + &at(60.3, 700.0, &LEFT);
    objects.push(stream("/Type/XObject/Subtype/Form", drawing.as_bytes()));
    assert_eq!(opened(&file(&objects, "")).text, format!("{LEFT_READ}\n"));
}

#[test]
fn a_scanned_document_is_told() {
    let mut objects = objects(&["q 595 0 0 842 0 0 cm /I Do Q".to_string()]);
    objects[3] = b"<</Type/Page/Parent 2 0 R/Resources<</XObject<</I 6 0 R>>>>/Contents 5 0 R>>".to_vec();
    let picture = "/Type/XObject/Subtype/Image/Width 8/Height 8/BitsPerComponent 8/ColorSpace/DeviceGray";
    objects.push(stream(picture, &[128; 64]));
    let error = error(&file(&objects, ""));
    assert!(error.contains("holds no text") && error.contains("OCR"), "{error}");
    objects[1] = b"<</Type/Pages/Kids[4 0 R 7 0 R]/Count 2/MediaBox[0 0 595 842]>>".to_vec();
    objects.push(b"<</Type/Page/Parent 2 0 R/Resources<</Font<</F 3 0 R>>>>/Contents 8 0 R>>".to_vec());
    objects.push(stream("", at(60.0, 700.0, &LEFT).as_bytes()));
    let d = opened(&file(&objects, ""));
    assert_eq!((d.text.trim(), d.warnings[0].code.as_str()), (LEFT_READ, "pages-without-text"));
}

#[test]
fn letters_without_a_meaning_are_told() {
    let mut objects = objects(&["BT /F 10 Tf 60 700 Td <000100020003> Tj ET".to_string()]);
    objects[2] =
        b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2\
        /BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>]>>"
            .to_vec();
    let error = error(&file(&objects, ""));
    assert!(error.contains("don't say which letters"), "{error}");
}

#[test]
fn chinese_without_an_embedded_font_is_read() {
    for (encoding, codes) in [("UniGB-UCS2-H", "5DE54F1A7F625DE53002"), ("GBK-EUC-H", "B9A4BBE1B0D5B9A4A1A3")] {
        let mut objects = objects(&[format!("BT /F 10 Tf 60 700 Td <{codes}> Tj ET")]);
        objects[2] = format!(
            "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/{encoding}/DescendantFonts[<</Type/Font/Subtype/CIDFontType2\
             /BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>]>>"
        )
        .into_bytes();
        assert_eq!(opened(&file(&objects, "")).text, "工会罢工。\n", "{encoding}");
    }
}

#[test]
fn codes_that_are_text_are_read_as_such() {
    for (map, code) in [("GBK-EUC-H", &b"\xb9\xa4"[..]), ("UniGB-UTF16-H", b"\x5d\xe5"), ("ETen-B5-H", b"\xa4\x75")] {
        assert_eq!(codes(map).and_then(|c| decoded(c, code)).as_deref(), Some("工"), "{map}");
    }
    assert!(codes("Identity-H").is_none() && decoded(encoding_rs::GB18030, b"\xb9").is_none());
}

#[test]
fn what_cannot_be_read_is_told() {
    let good = pdf(&[at(60.0, 700.0, &LEFT)]);
    let unknown = file(&objects(&[at(60.0, 700.0, &LEFT)]), "/Encrypt<</Filter/Other/V 9>>/ID[(a)(a)]");
    let locked = "/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa)/U(bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb)>>/ID[(a)(a)]";
    for (bytes, says) in [
        (b"%PDF-1.7\nnothing".to_vec(), "the file is damaged"),
        (good[..150].to_vec(), "can't be read"),
        (unknown, "encrypted in a way that is not known"),
        (file(&objects(&[at(60.0, 700.0, &LEFT)]), locked), "locked with a password"),
        (pdf(&[]), "can't be read"),
        (file(&[b"<</Type/Catalog/Pages 1 0 R>>".to_vec()], ""), "can't be read"),
    ] {
        let error = error(&bytes);
        assert!(error.contains(says), "{says}: {error}");
    }
    let mut broken = objects(&[at(60.0, 700.0, &LEFT), at(60.0, 700.0, &RIGHT)]);
    broken[4] = stream("/Filter[/LZWDecode/FlateDecode]", b"nothing of the kind");
    let d = opened(&file(&broken, ""));
    assert_eq!((d.text.trim(), d.warnings[0].code.as_str()), (RIGHT_READ, "pages-damaged"));
    let d = read("a.txt", &good).unwrap();
    assert_eq!((d.format.name(), d.warnings[0].code.as_str()), ("pdf", "format-not-as-named"));
}

#[test]
fn objects_that_lead_back_to_themselves_end() {
    let page = at(60.0, 700.0, &LEFT) + "/X Do";
    let mut objects = objects(&[page]);
    objects[1] = b"<</Type/Pages/Kids[2 0 R 4 0 R 2 0 R]/Count 3>>".to_vec();
    objects[3] =
        b"<</Type/Page/Parent 2 0 R/Resources<</Font<</F 3 0 R/G 7 0 R>>/XObject<</X 6 0 R>>>>/Contents 5 0 R>>"
            .to_vec();
    let again = "/Type/XObject/Subtype/Form/Resources<</XObject<</X 6 0 R>>>>";
    objects.push(stream(again, b"/X Do /X Do"));
    objects.push(b"7 0 R".to_vec());
    assert_eq!(opened(&file(&objects, "")).text, format!("{LEFT_READ}\n"));
}

#[test]
fn what_unpacks_to_too_much_is_refused_at_once() {
    let begun = Instant::now();
    let zeros = deflated(&vec![b' '; 65_000_000]);
    let mut once = objects(&[String::new()]);
    once[4] = stream("/Filter/FlateDecode", &zeros);
    assert!(error(&file(&once, "")).contains("unpacks to more than 64 MB"));
    let mut twice = objects(&[String::new()]);
    twice[4] = stream("/Filter[/FlateDecode/FlateDecode]", &deflated(&zeros));
    assert!(error(&file(&twice, "")).contains("unpacks to more than 64 MB"));
    let mut wide = objects(&[at(60.0, 700.0, &LEFT)]);
    wide[2] =
        b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2\
        /BaseFont/X/W[0 4000000000 500]>>]>>"
            .to_vec();
    assert!(error(&file(&wide, "")).contains("don't say which letters"));
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}

#[test]
fn any_damage_is_read_or_refused() {
    let mut objects = objects(&[at(60.0, 700.0, &LEFT), at(60.0, 700.0, &RIGHT)]);
    objects[4] = stream("", at(60.0, 700.0, &LEFT).as_bytes());
    let whole = file(&objects, "");
    for end in (0..whole.len()).step_by(3) {
        let _ = read("a.pdf", &whole[..end]);
    }
    let mut seed = 7u64;
    for _ in 0..2_000 {
        let mut bytes = whole.clone();
        for _ in 0..3 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let at = (seed >> 33) as usize % bytes.len();
            bytes[at] ^= 1 << (seed >> 20 & 7);
        }
        let _ = read("a.pdf", &bytes);
    }
}

fn run(text: &str, x0: f32, y: f32) -> Run {
    Run { text: text.to_string(), x0, x1: x0 + 5.0 * text.chars().count() as f32, y, size: 10.0, aside: false }
}

#[test]
fn paragraphs_begin_at_a_gap_an_indent_or_after_a_short_line() {
    let lines = [
        ("The harbour lay silent on the whole of Tuesday morning", 50.0, 700.0),
        ("and no ship came in.", 50.0, 688.0),
        ("The talks went on behind the closed doors of the hall", 50.0, 676.0),
        ("until late in the night, as the town's people told it.", 50.0, 664.0),
        ("On Friday both of the sides met once more at noon", 62.0, 652.0),
        ("and they parted without any word to those who waited.", 50.0, 640.0),
        ("Nobody knows how long the strike is going to last now", 50.0, 610.0),
    ];
    let runs = lines.iter().map(|(text, x, y)| run(text, *x, *y)).collect();
    let starts: Vec<String> = layout::paragraphs(runs).iter().map(|p| p.lines[0].chars().take(9).collect()).collect();
    assert_eq!(starts, ["The harbo", "The talks", "On Friday", "Nobody kn"]);
}

#[test]
fn hyphens_of_words_stay() {
    let lines =
        ["He spoke of well-", "being, of the kilo-", "metre and of Anglo-", "Saxon law, from 2024-", "25; a kilometre"];
    let runs = lines.iter().enumerate().map(|(i, l)| run(l, 50.0, 700.0 - 12.0 * i as f32)).collect();
    assert_eq!(
        prose::text(layout::paragraphs(runs)).trim(),
        "He spoke of well-being, of the kilometre and of Anglo-Saxon law, from 2024-25; a kilometre"
    );
}

#[test]
fn sections_at_the_top_of_pages_stay() {
    let page = |head: &str, lines| at(60.0, 800.0, &[head]) + &at(60.0, 770.0, lines);
    let d = opened(&pdf(&[page("Section 4", &LEFT), page("Section 7", &RIGHT)]));
    assert_eq!(d.text, format!("Section 4\n\n{LEFT_READ}\n\nSection 7\n\n{RIGHT_READ}\n"));
}

#[test]
fn a_large_initial_begins_its_word() {
    let page = "BT /F 30 Tf 60 680 Td (T) Tj ET ".to_string()
        + &at(80.0, 702.0, &["he union said on Tuesday that more", "than nine hundred dockers had gone"])
        + &at(60.0, 678.0, &["out of the harbour before it was dawn."]);
    let read = "The union said on Tuesday that more than nine hundred dockers had gone out of the harbour before it was dawn.\n";
    assert_eq!(opened(&pdf(&[page])).text, read);
}
