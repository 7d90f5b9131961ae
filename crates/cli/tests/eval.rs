//! `diptych eval`.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod support;

use predicates::prelude::PredicateBooleanExt;
use support::{CASE, Folder};

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
    let folder = corpus();
    folder
        .diptych(&["eval", "corpus", "--per-case", "--snapshot", "scores.md"])
        .assert()
        .success()
        .stdout(predicates::str::contains("cases: 1, gold labels: 1").and(predicates::str::contains("one      ")));
    let table = folder.read("scores.md");
    assert!(table.contains("## dev: 1 cases, 1 gold labels") && table.contains("| one |"), "{table}");
    assert!(table.contains("sha256 ") && table.contains("align_threshold"), "{table}");
}

#[test]
fn given_labels_are_scored_as_json() {
    let folder = corpus().file("mine/one/labels.jsonl", GOLD);
    let run = folder.diptych(&["eval", "corpus/cases", "--predicted", "mine", "--json"]).assert().success();
    let json: serde_json::Value = serde_json::from_slice(&run.get_output().stdout).unwrap();
    assert_eq!((json["typed"]["f1"].as_f64(), json["kinds"]["quantity"]["recall"].as_f64()), (Some(1.0), Some(1.0)));
    assert_eq!(json["cases"], 1);
}

#[test]
fn what_cannot_be_scored_is_told() {
    let folder = corpus()
        .file("mine/one/labels.jsonl", "\n{\"kind\": \"lie\"}")
        .file("odd/one/labels.jsonl", GOLD.replace("900", "901"))
        .file("none/else/labels.jsonl", GOLD);
    let error = folder.error(&["eval", "corpus", "--predicted", "mine"]);
    assert!(error.contains("mine/one/labels.jsonl") && error.contains("line 2"), "{error}");
    let error = folder.error(&["eval", "corpus", "--predicted", "odd"]);
    assert!(error.contains("line 1") && error.contains("901"), "{error}");
    assert!(folder.error(&["eval", "corpus", "--predicted", "none"]).contains("no CASE/labels.jsonl"));
    assert!(folder.error(&["eval", "corpus", "--split", "test"]).contains("check --split"));
    assert!(folder.error(&["eval", "nowhere"]).contains("there is no such file"));
}
