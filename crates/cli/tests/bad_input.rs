//! Every bad input has its message, which names the file and says what to do.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod support;

use std::time::Instant;
use support::{CASE, Folder, UNION};

/// `diptych compare union.txt NAME` with those bytes must fail and say `message`.
fn refuses(name: &str, bytes: impl AsRef<[u8]>, message: &str) {
    let folder = Folder::with_accounts().file(name, bytes);
    let error = folder.error(&["compare", "union.txt", name]);
    assert_eq!(error, format!("diptych: {name}: {message}\n"));
}

/// The same with bytes that must be read, with a warning that holds `message`.
fn warns(name: &str, bytes: impl AsRef<[u8]>, message: &str) {
    let folder = Folder::with_accounts().file(name, bytes);
    let warning = folder.warning(&["compare", "union.txt", name]);
    assert!(warning.contains(message) && warning.contains(name), "{warning}");
}

#[test]
fn a_missing_file() {
    let error = Folder::with_accounts().error(&["compare", "union.txt", "prot.txt"]);
    assert_eq!(error, "diptych: prot.txt: there is no such file; check the name\n");
}

#[test]
fn a_directory_among_files() {
    let error = Folder::with_accounts().file("d/x", "x").error(&["compare", "union.txt", "d"]);
    assert_eq!(error, "diptych: d: is a directory; name the accounts' files, or one case folder alone\n");
}

#[test]
fn a_directory_that_is_no_case_folder() {
    let error = Folder::with_accounts().file("d/x.txt", "x").error(&["compare", "d"]);
    assert!(error.contains("d: is a directory without a case.json"), "{error}");
    assert!(error.contains("a case folder holds case.json and the accounts' text files"), "{error}");
}

#[test]
fn binary_data() {
    refuses(
        "b.txt",
        b"\x7fELF\x02\x01\x00\x00\x03\x00>\x00",
        "binary data, not text; this version reads txt, md, html, docx and pdf",
    );
}

#[test]
fn formats_that_are_not_read() {
    let rest = "; this version reads txt, md, html, docx and pdf, so save it as one of these";
    let damaged = "a PDF that can't be read: the file is damaged; print it to a new PDF, or save its words as txt";
    refuses("b.pdf", b"%PDF-1.7\n", damaged);
    refuses("b.txt", b"%PDF-1.7\n", damaged);
    refuses("b.pdf", b"words", &format!("named .pdf, but it does not begin as one{rest}"));
    refuses("b.odt", b"PK\x03\x04", &format!("an OpenDocument text{rest}"));
    refuses(
        "b.docx",
        b"PK\x03\x04",
        "a Word document that can't be read: the file is damaged; open it, save it anew, or save its words as txt",
    );
    refuses("b.json", b"{}", &format!("JSON data{rest}"));
    refuses("b.txt", b"\x89PNG\r\n\x1a\n", &format!("a PNG picture{rest}"));
}

#[test]
fn an_empty_file() {
    refuses("b.txt", "", "the file is empty; put the account's text into it");
}

#[test]
fn white_space_or_signs_only() {
    refuses("b.txt", " \n\t\r\n", "no words in it; put the account's text into it");
    refuses("b.txt", "\u{3000}\u{a0}\n", "no words in it; put the account's text into it");
    refuses("b.txt", "* * *\n", "no words in it; put the account's text into it");
}

#[test]
fn a_text_of_50_mb_is_refused_at_once() {
    let begun = Instant::now();
    refuses(
        "b.txt",
        vec![b'a'; 50_000_000],
        "longer than 20 MB, the most that is read; cut it down to the account itself",
    );
    assert!(begun.elapsed().as_secs() < 5);
}

#[test]
fn a_long_standard_input_is_refused_too() {
    let folder = Folder::with_accounts();
    let failed = folder.diptych(&["compare", "union.txt", "-"]).write_stdin(vec![b'a'; 21_000_000]).assert().code(2);
    let error = String::from_utf8_lossy(&failed.get_output().stderr).into_owned();
    assert!(error.starts_with("diptych: standard input: longer than 20 MB"), "{error}");
}

#[test]
fn one_account_only() {
    let error = Folder::with_accounts().error(&["compare", "union.txt"]);
    assert_eq!(error, "diptych: union.txt: only one account given; name at least two files, or one case folder\n");
}

#[test]
fn no_account_at_all() {
    let error = Folder::with_accounts().error(&["compare"]);
    assert!(error.contains("required"), "{error}");
}

#[test]
fn standard_input_twice() {
    let error = Folder::with_accounts().error(&["compare", "-", "-"]);
    assert_eq!(error, "diptych: `-` stands for standard input, which can be read only once; name a file instead\n");
}

#[test]
fn the_same_file_twice_is_compared_with_a_warning() {
    let folder = Folder::with_accounts();
    let warning = folder.warning(&["compare", "union.txt", "union.txt"]);
    assert!(warning.contains(r#"accounts "union" and "union-2" are the same text"#), "{warning}");
    let copy = folder.file("copy.txt", UNION);
    assert!(copy.warning(&["compare", "union.txt", "copy.txt"]).contains("are the same text"));
}

#[test]
fn windows_1251_is_read_with_a_warning() {
    let bytes = b"\xcf\xf0\xee\xf4\xf1\xee\xfe\xe7 \xe7\xe0\xff\xe2\xe8\xeb, \xf7\xf2\xee \xe7\xe0\xe1\xe0\xf1\xf2\xee\xe2\xea\xe0 \xef\xf0\xee\xe4\xee\xeb\xe6\xe8\xf2\xf1\xff.\n";
    warns("b.txt", bytes, "not UTF-8; read as windows-1251");
    let json = Folder::with_accounts().file("b.txt", bytes).output(&["compare", "union.txt", "b.txt", "-f", "json"]);
    assert!(json.contains("Профсоюз заявил"), "{json}");
    assert!(json.contains("encoding-not-utf-8"), "the report says so, too");
}

#[test]
fn gb18030_is_read_with_a_warning() {
    let bytes = b"\xb9\xa4\xbb\xe1\xb1\xed\xca\xbe\xa3\xac\xb0\xd5\xb9\xa4\xbd\xab\xbc\xcc\xd0\xf8\xa1\xa3\xb8\xdb\xce\xf1\xbe\xd6\xc3\xbb\xd3\xd0\xbb\xd8\xd3\xa6\xa1\xa3\n";
    warns("b.txt", bytes, "not UTF-8; read as GBK");
}

#[test]
fn latin_1_is_read_with_a_warning() {
    let bytes = b"Les dockers ont cess\xe9 le travail. La direction a propos\xe9 une hausse \xe0 l'aube.\n";
    warns("b.txt", bytes, "not UTF-8; read as windows-1252");
}

#[test]
fn control_characters_are_left_out_with_a_warning() {
    warns("b.txt", "Staff\u{7} came \u{1b}[31mback on Tuesday.\n", "2 control characters were left out");
}

#[test]
fn a_text_without_a_sentence_end() {
    let folder = Folder::with_accounts().file("b.txt", "more than nine hundred dockers walked out of the harbour");
    let text = folder.output(&["compare", "union.txt", "b.txt"]);
    assert!(text.contains("nine hundred dockers"), "{text}");
}

#[test]
fn right_to_left_text_is_read_and_said_to_be_unsupported() {
    let arabic = "قالت النقابة إن الإضراب سيستمر. ولم ترد سلطة الميناء على المطالب.\n";
    let folder = Folder::with_accounts().file("b.txt", arabic);
    assert!(folder.output(&["compare", "union.txt", "b.txt", "-f", "html"]).contains("سيستمر"));
    let json = folder.output(&["compare", "union.txt", "b.txt", "-f", "json"]);
    assert!(json.contains("\"language-not-supported\""), "{json}");
    assert!(folder.warning(&["compare", "union.txt", "b.txt"]).contains("\"b\""));
}

#[test]
fn an_unknown_kind_or_language_or_day() {
    let folder = Folder::with_accounts();
    let error = folder.error(&["compare", "union.txt", "port.txt", "--kind", "lie"]);
    assert!(error.contains("'lie'") && error.contains("contradiction, quantity"), "{error}");
    let error = folder.error(&["compare", "union.txt", "port.txt", "--lang", "xx"]);
    assert!(error.contains("en, ru, zh or und"), "{error}");
    let error = folder.error(&["compare", "union.txt", "port.txt", "--date", "2031-02-30"]);
    assert!(error.contains("YYYY-MM-DD"), "{error}");
    let error = folder.error(&["compare", "union.txt", "port.txt", "--fail-on", "2"]);
    assert!(error.contains("from 0 to 1"), "{error}");
    let error = folder.error(&["explain", "lie"]);
    assert!(error.contains("omission"), "{error}");
}

#[test]
fn too_few_names_for_the_accounts() {
    let error = Folder::with_accounts().error(&["compare", "union.txt", "port.txt", "--source", "Union"]);
    assert!(error.contains("--source is given 1 times for 2 accounts"), "{error}");
}

#[test]
fn a_broken_case_json() {
    let error = Folder::with_case("{\"id\": \"x\",\n \"accounts\": [}\n").error(&["compare", "strike"]);
    assert!(error.starts_with("diptych: strike/case.json:2: expected value (column 15)"), "{error}");
    let error = Folder::with_case("{\"id\": \"x\"}").error(&["compare", "strike"]);
    assert!(error.starts_with("diptych: strike/case.json:1: missing field `accounts`"), "{error}");
    let error = Folder::with_case(&CASE.replace("2031-05-03", "3 May")).error(&["compare", "strike"]);
    assert!(error.contains("case.json:1: ") && error.contains("YYYY-MM-DD"), "{error}");
}

#[test]
fn a_case_with_one_account_or_one_id_twice() {
    let one = CASE.split(",\n              {").next().unwrap().to_string() + "]}";
    let error = Folder::with_case(&one).error(&["compare", "strike"]);
    assert!(error.starts_with("diptych: strike/case.json: only 1 account given"), "{error}");
    let twice = CASE.replace("\"id\": \"port\"", "\"id\": \"union\"");
    let error = Folder::with_case(&twice).error(&["compare", "strike"]);
    assert!(error.contains("two accounts are called \"union\""), "{error}");
}

#[test]
fn a_case_whose_file_is_missing() {
    let error = Folder::with_case(&CASE.replace("port.txt", "prot.txt")).error(&["compare", "strike"]);
    assert_eq!(error, "diptych: strike/prot.txt: there is no such file; check the name\n");
}

#[test]
fn a_case_that_leads_out_of_its_folder() {
    for file in ["../secret.txt", "/etc/hostname", "./../secret.txt"] {
        let folder = Folder::with_case(&CASE.replace("port.txt", file)).file("secret.txt", "A secret.");
        let error = folder.error(&["compare", "strike"]);
        let message = "leads out of the case folder; put the file into the folder";
        assert_eq!(error, format!("diptych: strike/case.json: account file {file:?} {message}\n"));
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_the_case_folder() {
    let folder = Folder::with_case(&CASE.replace("port.txt", "link.txt")).file("secret.txt", "A secret.");
    std::os::unix::fs::symlink(folder.path("secret.txt"), folder.path("strike/link.txt")).unwrap();
    assert!(folder.error(&["compare", "strike"]).contains("leads out of the case folder"));
}

#[test]
fn a_settings_file_with_a_mistake() {
    let run = |toml: &str| {
        let folder = Folder::with_accounts().file("d.toml", toml);
        folder.error(&["compare", "union.txt", "port.txt", "--config", "d.toml"])
    };
    assert!(run("\nalign_treshold = 0.5\n").starts_with("diptych: d.toml:2: unknown field `align_treshold`"));
    let error = run("[weights]\nomission = 1.0\nframing = 2.0\n");
    assert_eq!(error, "diptych: d.toml:3: weights.framing is 2; it must lie between 0 and 1\n");
    assert!(run("align_threshold = \n").starts_with("diptych: d.toml:1: "));
    let error = Folder::with_accounts().error(&["compare", "union.txt", "port.txt", "--config", "no.toml"]);
    assert_eq!(error, "diptych: no.toml: there is no such file; check the name\n");
}

#[test]
fn an_output_file_that_cannot_be() {
    let folder = Folder::with_accounts();
    let error = folder.error(&["compare", "union.txt", "port.txt", "-o", "no/where.txt"]);
    assert_eq!(error, "diptych: no/where.txt: its folder does not exist; make it first\n");
    let error = folder.error(&["compare", "union.txt", "port.txt", "-o", "."]);
    assert_eq!(error, "diptych: .: is a directory; name a file\n");
}
