//! `diptych eval`.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod support;

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use support::{CASE, Folder, diptych};

const GOLD: &str = r#"{"kind": "quantity", "a": "union", "a_quote": "900", "b": "port", "b_quote": "400"}"#;

fn corpus() -> Folder {
    Folder::new()
        .file("corpus/cases/one/case.json", CASE)
        .file("corpus/cases/one/union.txt", "More than 900 dockers walked out. The port was silent.")
        .file("corpus/cases/one/port.txt", "Around 400 dockers walked out. The cranes worked.")
        .file("corpus/cases/one/gold.jsonl", GOLD)
        .file("corpus/cases/bare/case.json", CASE)
}

#[test]
fn the_engine_is_scored_and_a_snapshot_written() {
    let folder = corpus()
        .file("corpus/cases/two/case.json", CASE.replace("dev", "train"))
        .file("corpus/cases/two/union.txt", support::UNION)
        .file("corpus/cases/two/port.txt", support::PORT)
        .file("corpus/cases/two/gold.jsonl", GOLD);
    let shown = folder.output(&["eval", "corpus", "--per-case", "--snapshot", "scores.md"]);
    assert!(shown.contains("cases: 2, gold labels: 2") && shown.contains("one  align "), "{shown}");
    assert!(shown.lines().any(|l| l.trim_start().starts_with("quantity ") && l.ends_with(" gold labels 2")), "{shown}");
    let table = folder.read("scores.md");
    let at = |words: &str| table.find(words).unwrap_or_else(|| panic!("{words:?} is not in {table}"));
    assert!(at("- engine: light ") < at("- settings: sha256 ") && at("\"align_threshold\"") < at("## train\n"));
    assert!(at("## train\n") < at("| two |") && at("| two |") < at("## dev\n") && at("## dev\n") < at("| one |"));
    folder.output(&["eval", "corpus", "--snapshot", "again.md"]);
    assert_eq!(table, folder.read("again.md"));
    folder.output(&["eval", "corpus", "--snapshot", "again.md", "--align-threshold", "0.9"]);
    let hash = |t: &str| t.lines().find(|l| l.starts_with("- settings")).unwrap().to_string();
    assert_ne!(hash(&table), hash(&folder.read("again.md")));
    let dev = folder.output(&["eval", "corpus", "--split", "dev"]);
    assert!(dev.contains("cases: 1, gold labels: 1"), "{dev}");
}

/// The same fixture as the core's: the expected figures are the annotation guide's reference scorer's.
#[test]
fn given_labels_are_scored_as_the_reference_scorer_does() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/tests/eval");
    let path = |name: &str| root.join(name).to_str().unwrap().to_string();
    let run = diptych()
        .args(["eval", &path("gold"), "--predicted", &path("predicted"), "--json", "--per-case"])
        .assert()
        .success()
        .stderr(predicates::str::contains("no labels.jsonl for case no-answer"));
    let mut got: Value = serde_json::from_slice(&run.get_output().stdout).unwrap();
    assert_eq!(got.as_object_mut().unwrap().remove("gold"), Some(26.into()));
    same(&got, &serde_json::from_str(&std::fs::read_to_string(path("expected.json")).unwrap()).unwrap());
}

/// The same but for the last bits of a number.
fn same(got: &Value, want: &Value) {
    match (got, want) {
        (Value::Object(x), Value::Object(y)) => {
            assert_eq!(x.keys().collect::<BTreeSet<_>>(), y.keys().collect::<BTreeSet<_>>());
            x.iter().for_each(|(k, v)| same(v, &y[k]));
        }
        (Value::Array(x), Value::Array(y)) => {
            assert_eq!(x.len(), y.len());
            x.iter().zip(y).for_each(|(v, w)| same(v, w));
        }
        (Value::Number(x), Value::Number(y)) => {
            assert!((x.as_f64().unwrap() - y.as_f64().unwrap()).abs() < 1e-9, "{got} against {want}");
        }
        _ => assert_eq!(got, want),
    }
}

#[test]
fn label_files_may_have_another_name() {
    let folder = corpus().file("mine/one/anna.jsonl", GOLD);
    let shown = folder.output(&["eval", "corpus/cases", "--predicted", "mine", "--file", "anna.jsonl"]);
    assert!(shown.contains("typed          F1 1.000  precision 1.000  recall 1.000  gold labels 1"), "{shown}");
    let json = folder.output(&["eval", "corpus", "--predicted", "mine", "--file", "anna.jsonl", "--json"]);
    assert!(serde_json::from_str::<Value>(&json).unwrap()["per_case"].is_null());
}

#[test]
fn what_cannot_be_scored_is_told() {
    let folder = corpus()
        .file("lie/one/labels.jsonl", "\n{\"kind\": \"lie\"}")
        .file("cut/one/labels.jsonl", "{\"kind\": ")
        .file("odd/one/labels.jsonl", GOLD.replace("900", "901"))
        .file("who/one/labels.jsonl", GOLD.replace("union", "crew"))
        .file("none/else/labels.jsonl", GOLD)
        .file("bad-gold/one/case.json", CASE)
        .file("bad-gold/one/union.txt", support::UNION)
        .file("bad-gold/one/port.txt", support::PORT)
        .file("bad-gold/one/gold.jsonl", GOLD.replace("900", "901"))
        .file("no-case/one/gold.jsonl", GOLD);
    for (args, says) in [
        (&["corpus", "--predicted", "lie"][..], "lie/one/labels.jsonl:2: unknown kind `lie`, expected one of"),
        (&["corpus", "--predicted", "cut"], "cut/one/labels.jsonl:1: EOF while parsing"),
        (
            &["corpus", "--predicted", "odd"],
            "odd/one/labels.jsonl:1: the quote \"901\" does not stand in account \"union\"",
        ),
        (&["corpus", "--predicted", "who"], "who/one/labels.jsonl:1: names the account \"crew\""),
        (&["corpus", "--predicted", "none"], "none: holds no CASE/labels.jsonl"),
        (&["corpus", "--predicted", "lie", "--snapshot", "s.md"], "cannot be used with"),
        (&["corpus", "--predicted", "lie", "--kind-threshold", "0.5"], "cannot be used with"),
        (&["corpus", "--file", "x.jsonl"], "--predicted"),
        (&["corpus", "--split", "test"], "check --split"),
        (&["bad-gold"], "bad-gold/one/gold.jsonl:1: the quote \"901\""),
        (&["no-case"], "no-case/one: is a directory without a case.json"),
        (&["nowhere"], "nowhere: there is no such file"),
        (&["none"], "no case folder with a gold.jsonl in it"),
    ] {
        let error = folder.error(&[&["eval"], args].concat());
        assert!(error.contains(says), "{error}");
    }
}
