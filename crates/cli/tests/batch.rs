//! `diptych batch`: inputs, results, records that fail.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod support;

use flate2::{Compression, write::GzEncoder};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use serde_json::{Value, json};
use std::io::Write;
use support::{CASE, Folder, PORT, UNION};

const FILES: [&str; 7] =
    ["reports.jsonl", "errors.jsonl", "pairs.csv", "pairs.parquet", "findings.csv", "findings.parquet", "summary.json"];

fn pairs() -> String {
    let lines = [
        json!({"id": "one", "a": UNION, "b": PORT, "source_a": "=Union", "date": "2031-05-03", "field": "strikes"}),
        json!({"id": "three", "accounts": [{"id": "u", "text": UNION}, {"id": "p", "file": "texts/port.txt"},
            {"id": "x", "text": "The orchestra of a distant town has bought new violins.", "tone": "dry"}]}),
        json!({"a": PORT, "b": UNION}),
    ];
    format!("{}\n\n{}\n{}\n", lines[0], lines[1], lines[2])
}

fn folder() -> Folder {
    Folder::new().file("in.jsonl", pairs()).file("texts/port.txt", PORT)
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn rows(text: &str) -> Vec<csv::StringRecord> {
    csv::Reader::from_reader(text.as_bytes()).records().map(Result::unwrap).collect()
}

#[test]
fn a_batch_gives_reports_and_tables() {
    let folder = folder();
    let told = folder.warning(&["batch", "in.jsonl", "-o", "out"]);
    assert_eq!(told, "diptych: records compared: 3; the results are in out\n");
    let reports = lines(&folder.read("out/reports.jsonl"));
    let keys: Vec<(&Value, &Value)> = reports.iter().map(|r| (&r["id"], &r["line"])).collect();
    assert_eq!(keys, [(&json!("one"), &json!(1)), (&json!("three"), &json!(3)), (&json!(4), &json!(4))]);
    assert_eq!(reports[0]["extra"], json!({"field": "strikes"}));
    assert_eq!(reports[1]["extra"], json!({"accounts": {"x": {"tone": "dry"}}}));
    assert!(reports[2].get("extra").is_none());
    assert_eq!(reports[1]["report"]["pairs"].as_array().unwrap().len(), 3);
    let pairs = rows(&folder.read("out/pairs.csv"));
    assert_eq!((pairs.len(), &pairs[0][0], &pairs[0][5], &pairs[4][0]), (5, "one", "'=Union", "4"));
    let findings = rows(&folder.read("out/findings.csv"));
    assert!(findings.iter().all(|row| &row[5] != "agreement") && findings.iter().any(|row| &row[5] == "quantity"));
    for row in &findings {
        let text = if &row[0] == "one" { UNION } else { continue };
        if let (Ok(start), Ok(end)) = (row[11].parse::<usize>(), row[12].parse::<usize>()) {
            assert_eq!(&row[13], &text[start..end]);
        }
    }
    let summary: Value = serde_json::from_str(&folder.read("out/summary.json")).unwrap();
    assert_eq!((&summary["records"], &summary["failed"], &summary["pairs"]), (&json!(3), &json!(0), &json!(5)));
    assert!(folder.read("out/errors.jsonl").is_empty() && !folder.path("out/.partial").exists());
}

#[test]
fn a_report_is_the_one_that_compare_gives() {
    let folder = Folder::with_case(CASE).file("cases/strike/case.json", CASE.replace("\"dev\"", "\"dev\", \"url\": 7"));
    let folder = folder.file("cases/strike/union.txt", UNION).file("cases/strike/port.txt", PORT);
    let told: Value = serde_json::from_str(&folder.output(&["compare", "strike", "-f", "json"])).unwrap();
    let line = &lines(&folder.output(&["batch", "cases", "-o", "-"]))[0];
    assert_eq!((&line["report"], &line["id"]), (&told, &json!("strike")));
    assert_eq!(line["extra"], json!({"split": "dev", "url": 7}));
}

#[test]
fn packed_lines_tables_and_standard_input_give_the_same() {
    let table = |delimiter: u8| {
        let mut rows = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
        rows.write_record(["id", "b", "a", "note"]).unwrap();
        rows.write_record(["1", PORT, UNION, ""]).unwrap();
        rows.write_record(["2", "One, \"two\".", "Three.\nFour.", "x"]).unwrap();
        rows.into_inner().unwrap()
    };
    let (csv, tsv) = (table(b','), table(b'\t'));
    let line = |id: &str, a: &str, b: &str| json!({"id": id, "a": a, "b": b});
    let jsonl = format!("{}\n{}\n", line("1", UNION, PORT), line("2", "Three.\nFour.", "One, \"two\"."));
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(jsonl.as_bytes()).unwrap();
    let folder = Folder::new()
        .file("x.csv", &csv)
        .file("x.tsv.zst", compress_to_vec(&tsv[..], CompressionLevel::Fastest))
        .file("x.jsonl", &jsonl)
        .file("packed", gzip.finish().unwrap());
    let reports = |text: &str| lines(text).into_iter().map(|l| l["report"].clone()).collect::<Vec<_>>();
    let told = folder.output(&["batch", "x.jsonl", "-o", "-"]);
    assert_eq!(folder.output(&["batch", "packed", "-o", "-", "--quiet"]), told);
    let piped = folder.diptych(&["batch", "-", "-o", "-"]).write_stdin(jsonl).assert().success();
    assert_eq!(String::from_utf8_lossy(&piped.get_output().stdout), told);
    let table = folder.output(&["batch", "x.csv", "-o", "-"]);
    assert_eq!(reports(&table), reports(&told));
    assert_eq!((&lines(&table)[1]["line"], &lines(&table)[1]["extra"]), (&json!(5), &json!({"note": "x"})));
    assert_eq!(folder.output(&["batch", "x.tsv.zst", "-o", "-"]), table);
}

#[test]
fn results_are_the_same_on_any_number_of_threads() {
    let folder = folder();
    for jobs in ["1", "2", "5"] {
        folder.output(&["batch", "in.jsonl", "-o", jobs, "--jobs", jobs]);
    }
    for name in FILES {
        let bytes = |jobs: &str| std::fs::read(folder.path(&format!("{jobs}/{name}"))).unwrap();
        assert!(bytes("1") == bytes("2") && bytes("1") == bytes("5"), "{name}");
    }
}

#[test]
fn bad_records_are_told_and_the_others_compared() {
    let bad = [
        "{\"a\": ",
        "{\"id\": \"blank\", \"a\": \"One.\", \"b\": \" \"}",
        "{\"id\": 9, \"accounts\": [{\"id\": \"u\", \"text\": \"One.\"}, {\"id\": \"p\", \"file\": \"../p.txt\"}]}",
        "{\"accounts\": [{\"id\": \"u\", \"text\": \"One.\"}, {\"id\": \"p\", \"file\": \"none.txt\"}]}",
    ];
    let folder = folder().file("bad.jsonl", bad.join("\n") + "\n\u{feff}\n" + &pairs());
    let run = folder.diptych(&["batch", "bad.jsonl", "-o", "out"]).assert().code(1).stdout("");
    let told = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    assert!(told.contains("records compared: 3; failed: 5, told in out/errors.jsonl"), "{told}");
    let errors = lines(&folder.read("out/errors.jsonl"));
    let error = |n: usize| errors[n]["error"].as_str().unwrap();
    assert_eq!((&errors[0]["id"], &errors[0]["line"]), (&Value::Null, &json!(1)));
    assert!(error(0).contains("EOF while parsing"));
    assert_eq!(
        (&errors[1]["id"], error(1)),
        (&json!("blank"), "account \"b\" holds no words; there is nothing to compare")
    );
    assert!(error(2).contains("leads out of the folder") && errors[2]["id"] == 9, "{}", error(2));
    assert!(error(3).contains("none.txt: there is no such file"), "{}", error(3));
    assert_eq!(lines(&folder.read("out/reports.jsonl"))[0]["line"], 6);
    folder.diptych(&["batch", "bad.jsonl", "-o", "out"]).assert().code(1);
    let strict = folder.error(&["batch", "bad.jsonl", "-o", "strict", "--strict"]);
    assert!(strict.contains("bad.jsonl:1: EOF") && strict.contains("stopped here, as --strict asks"), "{strict}");
    let quiet = folder.diptych(&["batch", "bad.jsonl", "-o", "quiet", "--quiet"]).assert().code(1);
    assert!(quiet.get_output().stderr.is_empty());
}

#[test]
fn what_cannot_be_done_is_refused() {
    let folder = folder()
        .file("head.csv", "id,a\n1,x\n")
        .file("twice.csv", "a,b,a\n")
        .file("empty.jsonl", "\n")
        .file("bad.jsonl", "{\n")
        .file("cut.jsonl.gz", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2])
        .file("taken/pairs.csv", "mine");
    let error = |args: &[&str]| folder.error(args);
    assert!(error(&["batch", "none", "-o", "out"]).contains("none: there is no such file"));
    assert!(error(&["batch", "texts", "-o", "out"]).contains("no case folder with a case.json in it"));
    assert!(error(&["batch", "head.csv", "-o", "out"]).contains("head.csv:1: no column is called b"));
    assert!(error(&["batch", "twice.csv", "-o", "out"]).contains("twice.csv:1: two columns are called \"a\""));
    assert!(error(&["batch", "empty.jsonl", "-o", "out"]).contains("empty.jsonl: holds no records"));
    assert!(error(&["batch", "bad.jsonl", "-o", "bad"]).contains("none of its 1 records could be compared, told in"));
    assert!(error(&["batch", "cut.jsonl.gz", "-o", "out"]).contains("cut.jsonl.gz:1: can't be read further"));
    assert!(error(&["batch", "in.jsonl", "-o", "taken"]).contains("taken/pairs.csv: is there already"));
    assert!(error(&["batch", "in.jsonl", "-o", "out", "--pairs", "some"]).contains("against:ID"));
    assert!(error(&["batch", "in.jsonl", "-o", "in.jsonl"]).contains("in.jsonl"));
    assert_eq!(folder.read("taken/pairs.csv"), "mine");
}

#[test]
fn ids_that_come_again_are_told_after_a_resumed_run_too() {
    let record = |id: &str| format!("{{\"id\": {id}, \"a\": {UNION:?}, \"b\": {PORT:?}}}\n");
    // The fourth has no id, so its line stands for one; the fifth can't be compared, and has one all the same.
    let before = [record("\"one\""), record("4"), record("\"one\""), record("null")].concat();
    let folder = Folder::new().file("in.jsonl", before + "{\"id\": \"one\"}\n" + &record("\"six\""));
    let told = "diptych: records with an id that an earlier record has: 3 (\"one\", \"4\"); give each its own";
    let batch = |out: &str, more: &[&str], code: i32| {
        let run = folder.diptych(&[&["batch", "in.jsonl", "-o", out][..], more].concat()).assert().code(code);
        String::from_utf8_lossy(&run.get_output().stderr).into_owned()
    };
    let stderr = batch("out", &[], 1);
    assert!(stderr.contains(told), "{stderr}");
    let summary: Value = serde_json::from_str(&folder.read("out/summary.json")).unwrap();
    assert_eq!(summary["repeated_ids"], json!({"records": 3, "first": ["one", "4"], "beyond": 0}));
    let stderr = batch("-", &[], 1);
    assert!(stderr.contains(told), "{stderr}");
    assert!(!batch("-", &["--quiet"], 1).contains("an earlier record"));
    // The last of those that come again are in the run that goes on.
    batch("again", &["--strict"], 2);
    let stderr = batch("again", &[], 1);
    assert!(stderr.contains("going on after ") && stderr.contains(told), "{stderr}");
    assert_eq!(folder.read("again/summary.json"), folder.read("out/summary.json"));
}

#[test]
fn some_pairs_may_be_asked_for() {
    let folder = folder();
    let told = |which: &str| {
        let run = folder.diptych(&["batch", "in.jsonl", "-o", "-", "--pairs", which]).assert();
        let text = String::from_utf8(run.get_output().stdout.clone()).unwrap();
        let of_three = lines(&text).into_iter().find(|l| l["id"] == "three").unwrap();
        let names = |p: &Value| format!("{}{}", p["a"].as_str().unwrap(), p["b"].as_str().unwrap());
        of_three["report"]["pairs"].as_array().unwrap().iter().map(names).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        (told("all"), told("consecutive"), told("against:p")),
        ("up ux px".into(), "up px".into(), "pu px".into())
    );
}
