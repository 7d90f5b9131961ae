//! `diptych compare` as people use it.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod support;

use support::{CASE, Folder, PORT, UNION};
use unicode_width::UnicodeWidthStr;

const BOTH: [&str; 3] = ["compare", "union.txt", "port.txt"];

fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
    BOTH.iter().chain(more).copied().collect()
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn the_same_words_differ_in_nothing() {
    let folder = Folder::with_accounts();
    let report = json(&folder.output(&["compare", "union.txt", "union.txt", "-f", "json"]));
    let findings = report["pairs"][0]["findings"].as_array().unwrap();
    assert!(findings.iter().all(|f| f["kind"] == "agreement"), "{findings:?}");
    folder.diptych(&["compare", "union.txt", "union.txt", "--fail-on", "0"]).assert().code(0);
}

#[test]
fn a_strange_sentence_is_not_mentioned_on_the_other_side() {
    let folder = Folder::with_accounts();
    let text = folder.output(&with(&["--width", "200"]));
    assert!(text.contains("new violins") && text.contains("(not mentioned in the text supplied)"), "{text}");
    let lines = folder.output(&with(&["-f", "labels"]));
    let mut labels = lines.lines().map(json);
    let violins = labels.find(|l| l["a_quote"].as_str().unwrap().contains("violins")).unwrap();
    assert_eq!((&violins["kind"], &violins["a"], &violins["b"]), (&"omission".into(), &"port".into(), &"union".into()));
    assert!(violins["b_quote"].is_null());
}

#[test]
fn fail_on_tells_a_discrepancy_by_the_exit_code() {
    let folder = Folder::with_accounts();
    folder.diptych(&with(&["--fail-on", "0"])).assert().code(1);
    folder.diptych(&with(&["--fail-on", "0.01", "--kind", "agreement"])).assert().code(0);
    folder.diptych(&BOTH).assert().code(0);
}

#[test]
fn offsets_in_jsonl_and_csv_point_at_the_words() {
    let folder = Folder::with_accounts();
    let lines = folder.output(&with(&["-f", "jsonl"]));
    let mut seen = 0;
    for line in lines.lines().map(json) {
        for (side, text) in [("a", UNION), ("b", PORT)] {
            let span = &line[format!("{side}_span")];
            if let (Some(start), Some(end)) = (span["start"].as_u64(), span["end"].as_u64()) {
                assert_eq!(line[format!("{side}_quote")], text[start as usize..end as usize]);
                seen += 1;
            }
        }
    }
    assert!(seen >= 4);
    let csv = folder.output(&with(&["-f", "csv"]));
    assert_eq!(csv.lines().count(), lines.lines().count() + 1);
}

#[test]
fn a_word_document_holds_what_was_compared() {
    let folder = Folder::with_case(CASE);
    folder.output(&["compare", "strike", "-f", "docx", "-o", "report.docx"]);
    let bytes = std::fs::read(folder.path("report.docx")).unwrap();
    let piped = folder.diptych(&["compare", "strike", "-f", "docx"]).assert().success();
    assert_eq!(piped.get_output().stdout, bytes);
    let read = diptych_ingest::read("report.docx", &bytes).unwrap().text;
    for words in ["Harbour strike", "Port Authority", "new violins", "not mentioned in the text supplied"] {
        assert!(read.contains(words), "{words} in {read}");
    }
    // It can be compared as any other document.
    folder.output(&["compare", "report.docx", "strike/union.txt"]);
}

#[test]
fn a_case_folder_brings_its_names() {
    let folder = Folder::with_case(CASE);
    let report = json(&folder.output(&["compare", "strike", "-f", "json"]));
    assert_eq!(report["case"]["title"], "Harbour strike");
    assert_eq!(report["accounts"][0]["source"], "Dockers' Union");
    assert_eq!(report["accounts"][1]["date"], "2031-05-03");
    let told = folder.output(&[
        "compare",
        "strike",
        "--source",
        "Eins",
        "--source",
        "Zwei",
        "--date",
        "2030-01-02",
        "-f",
        "json",
    ]);
    let report = json(&told);
    assert_eq!((&report["accounts"][1]["source"], &report["case"]["date"]), (&"Zwei".into(), &"2030-01-02".into()));
}

#[test]
fn standard_input_is_an_account() {
    let folder = Folder::with_accounts();
    let done = folder.diptych(&["compare", "union.txt", "-", "-f", "json"]).write_stdin(PORT).assert().success();
    let report = json(&String::from_utf8_lossy(&done.get_output().stdout));
    assert_eq!(report["accounts"][1]["id"], "stdin");
    assert_eq!(report["accounts"][1]["bytes"], PORT.len());
}

#[test]
fn markdown_and_web_pages_are_read() {
    let page = format!("<!doctype html><nav>Menu</nav><article><p>{PORT}</p><p>{PORT}</p><p>{PORT}</p></article>");
    let folder = Folder::new().file("a.md", format!("# Strike\n\n**{}**\n", UNION.trim())).file("b.html", page);
    let text = folder.output(&["compare", "a.md", "b.html"]);
    assert!(!text.contains("**") && !text.contains("Menu"), "{text}");
}

#[test]
fn three_accounts_give_three_pairs_and_a_matrix() {
    let folder = Folder::with_accounts().file("third.txt", "Nobody came to the harbour on Tuesday morning.");
    let args = ["compare", "union.txt", "port.txt", "third.txt"];
    assert!(folder.output(&args).contains("Discrepancy index of all accounts"));
    let html = folder.output(&[&args[..], &["-f", "html"]].concat());
    assert_eq!(html.matches("<section aria-labelledby").count(), 3);
}

#[test]
fn text_fits_every_width() {
    let folder = Folder::with_accounts()
        .file("zh.txt", "工会表示，超过九百名码头工人参加了罢工，港务局没有回应他们的要求，罢工将继续下去。");
    for width in ["40", "80", "120"] {
        let text = folder.output(&["compare", "union.txt", "port.txt", "zh.txt", "--width", width]);
        let columns: usize = width.parse().unwrap();
        assert!(text.lines().all(|l| l.width() <= columns), "{width}\n{text}");
        assert_eq!(text.contains(" │ "), columns >= 72);
    }
    let error = folder.error(&with(&["--width", "20"]));
    assert!(error.contains("40..=400"), "{error}");
}

#[test]
fn colour_is_for_terminals_or_on_demand() {
    let folder = Folder::with_accounts();
    let colour = |args: &[&str], name: &str, value: &str| {
        let done = folder.diptych(&with(args)).env(name, value).assert().success();
        done.get_output().stdout.contains(&0x1b)
    };
    assert!(!colour(&[], "TERM", "xterm"));
    assert!(colour(&[], "CLICOLOR_FORCE", "1"));
    assert!(colour(&["--color", "always"], "NO_COLOR", "1"), "what is asked for on the line wins");
    assert!(!colour(&[], "NO_COLOR", "1"));
    assert!(!colour(&["--color", "never"], "CLICOLOR_FORCE", "1"));
}

#[test]
fn an_output_file_appears_whole() {
    let folder = Folder::with_accounts().file("out.html", "old");
    folder.diptych(&with(&["-f", "html", "-o", "out.html"])).assert().success().stdout("");
    assert!(folder.read("out.html").ends_with("</html>\n"));
    let left: Vec<_> = std::fs::read_dir(folder.path(".")).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "nothing is left over: {left:?}");
}

#[test]
fn settings_come_from_the_file_and_flags_win() {
    let folder = Folder::with_accounts().file("d.toml", "align_threshold = 0.25\nkind_threshold = 0.75\n");
    let report = json(&folder.output(&with(&["--config", "d.toml", "--kind-threshold", "0.5", "-f", "json"])));
    assert_eq!(
        (&report["settings"]["align_threshold"], &report["settings"]["kind_threshold"]),
        (&0.25.into(), &0.5.into())
    );
}

#[test]
fn json_is_the_whole_report_and_says_so() {
    let folder = Folder::with_accounts();
    let whole = folder.output(&with(&["-f", "json"]));
    assert_eq!(folder.output(&with(&["-f", "json", "--kind", "omission"])), whole);
    assert!(folder.warning(&with(&["-f", "json", "--kind", "omission"])).contains("leave json and labels whole"));
    assert_eq!(folder.output(&with(&["-f", "json"])), whole, "twice the same");
}

#[test]
fn names_cannot_make_markup_or_formulas() {
    let evil = "=\"'><script>alert(1)</script>";
    let folder = Folder::with_accounts();
    let html = folder.output(&with(&["--source", evil, "--source", "B", "-f", "html"]));
    assert_eq!(html.matches("<script").count(), 1);
    let mark = folder.output(&with(&["--source", evil, "--source", "a|b", "-f", "md"]));
    assert!(!mark.replace(r"\<", "").contains('<') && mark.contains(r"a\|b"), "{mark}");
    let text = folder.output(&with(&["--source", "a\u{1b}[31mb", "--source", "B"]));
    assert!(!text.contains('\u{1b}'), "{text}");
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_failure() {
    use std::process::{Command, Stdio};
    let folder = Folder::with_accounts();
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("diptych"))
        .args(["compare", "union.txt", "port.txt", "-f", "html"])
        .current_dir(folder.path("."))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let done = child.wait_with_output().unwrap();
    assert_eq!((done.status.code(), String::from_utf8_lossy(&done.stderr).into_owned()), (Some(0), String::new()));
}
