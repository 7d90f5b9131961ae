//! `diptych relate`, and `diptych eval` of pairs.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod support;

use diptych_core::digest::hex;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use support::{Folder, diptych};

const PAIRS: &str = concat!(
    r#"{"id": "one", "a": "More than 900 dockers walked out on Tuesday.", "b": "About 400 dockers walked out on Tuesday.", "lang_a": "en", "lang_b": "en"}"#,
    "\n\n",
    r#"{"a": "Докеры порта бастуют второй день.", "b": "The dockers of the port are on strike for a second day.", "field": "strikes"}"#,
    "\n",
);

fn answers(text: &str) -> Vec<Value> {
    text.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

#[test]
fn each_pair_gets_a_line() {
    let folder = Folder::new().file("pairs.jsonl", PAIRS);
    let told = folder.output(&["relate", "pairs.jsonl"]);
    let lines = answers(&told);
    assert_eq!((lines.len(), &lines[0]["id"], &lines[1]["id"]), (2, &"one".into(), &3.into()));
    assert_eq!(lines[0]["kind"], "quantity");
    assert_eq!(lines[0]["engine"]["name"], "light");
    assert_eq!(lines[0]["probabilities"].as_object().unwrap().len(), 7);
    let schema: Value = serde_json::from_str(&folder.output(&["schema", "relation"])).unwrap();
    let required = schema["required"].as_array().unwrap();
    assert!(required.iter().all(|field| lines[0].get(field.as_str().unwrap()).is_some()), "{told}");
    for args in [&["relate"][..], &["relate", "-"]] {
        let piped = folder.diptych(args).write_stdin(PAIRS).assert().success();
        assert_eq!(String::from_utf8_lossy(&piped.get_output().stdout), told);
    }
}

#[test]
fn a_bad_line_is_told_and_the_others_are_answered() {
    let good = PAIRS.lines().next().unwrap();
    let long = format!(r#"{{"a": "{}", "b": "x"}}"#, "x".repeat(100_001));
    let wordy = format!(r#"{{"a": "The ships left.", "b": "{}"}}"#, "x ".repeat(2_001));
    let rows: [&[u8]; 10] = [
        good.as_bytes(),
        b"{\"a\": ",
        b"[1]",
        b"{\"a\": \"The ships left.\"}",
        b"{\"a\": \"...\", \"b\": \"The ships left.\"}",
        b"{\"a\": \"Die Schiffe\", \"b\": \"The ships left.\", \"lang_a\": \"de\"}",
        b"{\"a\": \"\xff\"}",
        long.as_bytes(),
        wordy.as_bytes(),
        good.as_bytes(),
    ];
    let folder = Folder::new().file("pairs.jsonl", rows.join(&b'\n'));
    let run = folder.diptych(&["relate", "pairs.jsonl"]).assert().code(1);
    let output = run.get_output();
    assert_eq!(answers(&String::from_utf8_lossy(&output.stdout)).len(), 2);
    let told = String::from_utf8_lossy(&output.stderr);
    for message in [
        "pairs.jsonl:2: EOF while parsing",
        "pairs.jsonl:3: invalid",
        "pairs.jsonl:4: missing field `b` (column 24); write a pair as {\"a\": ",
        "pairs.jsonl:5: a has no words; put a claim into it",
        "pairs.jsonl:6: lang_a is \"de\"; write en, ru, zh or und",
        "pairs.jsonl:7: is not UTF-8",
        "pairs.jsonl:8: longer than 100000 bytes",
        "pairs.jsonl:9: b has 4002 bytes, where a claim may have 4000; give one claim",
        "lines without an answer: 8, told above",
    ] {
        assert!(told.contains(message), "{message:?} is not in {told}");
    }
}

#[test]
fn what_cannot_be_opened_is_refused() {
    let folder = Folder::new().file("d/x", "x");
    assert_eq!(folder.error(&["relate", "p.jsonl"]), "diptych: p.jsonl: there is no such file; check the name\n");
    assert!(folder.error(&["relate", "d"]).contains("d: is a directory; name a file"));
}

fn labelled() -> Folder {
    let row = |id: &str, a: &str, b: &str, kind: &str, split: &str| {
        format!(
            r#"{{"id": "{id}", "a": "{a}", "b": "{b}", "kind": "{kind}", "also": ["framing"], "lang_a": "en", "lang_b": "en", "split": "{split}"}}"#
        )
    };
    let [first, second, third] = [
        row(
            "x/1",
            "More than 900 dockers walked out on Tuesday.",
            "About 400 dockers walked out on Tuesday.",
            "quantity",
            "dev",
        ),
        row("x/2", "The talks lasted two hours.", "The orchestra bought violins.", "unrelated", "dev"),
        row("x/3", "The talks lasted two hours.", "The talks lasted two hours.", "attribution", "train"),
    ];
    Folder::new().file("pairs/dev.jsonl", format!("{first}\n{second}\n")).file("pairs/train.jsonl", third)
}

#[test]
fn relation_pairs_are_scored_and_drawn() {
    let folder = labelled();
    let shown = folder.output(&["eval", "pairs", "--per-case", "--snapshot", "s.md"]);
    assert!(shown.contains("relation pairs: 3") && shown.contains("\"x/1\"  gold quantity, told quantity"), "{shown}");
    let table = folder.read("s.md");
    assert!(table.find("## train").unwrap() < table.find("## dev").unwrap() && table.contains("| en | 2 |"), "{table}");
    let json: Value = serde_json::from_str(&folder.output(&[
        "eval",
        "pairs/dev.jsonl",
        "--split",
        "dev",
        "--json",
        "--reliability",
        "r.svg",
    ]))
    .unwrap();
    assert_eq!((&json["pairs"], &json["scores"]["accuracy"]), (&2.into(), &1.0.into()));
    assert!(folder.read("r.svg").contains("by the light engine, dev: 2 pairs"));
}

#[test]
fn inference_and_similarity_pairs_are_told_by_their_fields() {
    let folder = Folder::new()
        .file(
            "nli.jsonl",
            concat!(
                r#"{"premise": "The ferry left the harbour at noon with forty passengers.", "hypothesis": "The ferry left the harbour.", "label": "entailment"}"#,
                "\n",
                r#"{"sentence1": "The ferry left.", "sentence2": "A violin was sold in a distant town for a large sum.", "gold_label": "not-entailed"}"#,
                "\n",
                r#"{"premise": "The ferry left.", "hypothesis": "It rained.", "label": "-"}"#
            ),
        )
        .file(
            "sts.jsonl",
            concat!(
                r#"{"sentence1": "The ferry left the harbour.", "sentence2": "The ferry left the port.", "score": 4.5}"#,
                "\n",
                r#"{"sentence1": "The ferry left the harbour.", "sentence2": "A violin was sold.", "score": 0}"#
            ),
        );
    let json = |file: &str| serde_json::from_str::<Value>(&folder.output(&["eval", file, "--json"])).unwrap();
    assert_eq!(json("nli.jsonl")["pairs"], 2);
    assert_eq!(json("nli.jsonl")["told"]["entailment"], serde_json::json!([1, 0, 0]));
    assert!(folder.warning(&["eval", "nli.jsonl"]).contains("rows without a known label: 1; left out"));
    assert_eq!((&json("sts.jsonl")["pairs"], &json("sts.jsonl")["spearman"]), (&2.into(), &1.0.into()));
    assert!(folder.output(&["eval", "nli.jsonl"]).contains("inference pairs: 2"));
    assert!(folder.output(&["eval", "sts.jsonl"]).contains("correlation 1.000"));
}

#[test]
fn pairs_that_cannot_be_scored_are_told() {
    let folder = labelled()
        .file("odd/p.jsonl", r#"{"a": "x", "b": "y", "kind": "omission"}"#)
        .file("cut/p.jsonl", "{\"a\": \"x\", \"b\": \"y\", \"kind\": \"framing\"}\n{")
        .file("nli.jsonl", r#"{"premise": "x", "hypothesis": "y", "label": 5}"#)
        .file("sts.jsonl", "{\"a\": \"x\", \"b\": \"y\", \"score\": 1}\n{\"a\": \"x\", \"b\": \"y\"}");
    for (args, says) in [
        (&["odd"][..], "odd/p.jsonl:1: unknown variant `omission`, expected one of"),
        (&["cut"], "cut/p.jsonl:2: EOF while parsing"),
        (&["pairs", "--split", "test"], "no pair of that split or language"),
        (&["pairs", "--predicted", "odd"], "--predicted says nothing"),
        (&["nli.jsonl"], "no label in it that is known"),
        (&["nli.jsonl", "--per-case"], "--per-case say nothing"),
        (&["sts.jsonl"], "sts.jsonl:2: no number in score"),
        (&["sts.jsonl", "--snapshot", "s.md"], "--snapshot, --split and --per-case say nothing"),
        (&["sts.jsonl", "--reliability", "r.svg"], "holds no relation pairs"),
    ] {
        let error = folder.error(&[&["eval"], args].concat());
        assert!(error.contains(says), "{error}");
    }
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn the_committed_scores_of_pairs_are_those_of_the_engine() {
    let folder = Folder::new();
    let (table, drawing) = (folder.path("relations.md"), folder.path("r.svg"));
    let eval = |args: &[&str], option: &str, file: &Path| {
        diptych()
            .current_dir(repository())
            .args(["eval", "corpus/pairs"])
            .args(args)
            .arg(option)
            .arg(file)
            .assert()
            .success();
        fs::read_to_string(file).unwrap()
    };
    let committed = |name: &str| fs::read_to_string(repository().join(name)).unwrap();
    let table = eval(&[], "--snapshot", &table);
    assert_eq!(table, committed("corpus/scores/relations.md"), "renew it by `just scores`");
    let drawn = eval(&["--split", "dev"], "--reliability", &drawing);
    assert_eq!(drawn, committed("docs/reliability-light.svg"), "renew it by `just scores`");
    let all = |split: &str| -> Vec<f64> {
        let part = table.split(&format!("## {split}\n")).nth(1).unwrap();
        let row = part.lines().find(|l| l.starts_with("| all |")).unwrap();
        row.split('|').filter_map(|cell| cell.trim().parse().ok()).collect()
    };
    assert!(all("test")[1] >= 0.52, "accuracy on test");
    assert!(all("dev")[4] <= 0.06, "calibration error on dev");
}

#[test]
fn the_deep_engines_committed_scores_are_of_the_shipped_model() {
    let model = fs::read(repository().join("models/deep.bin")).unwrap();
    let sha = hex(&Sha256::digest(&model));
    for name in ["corpus/scores/deep.md", "corpus/scores/relations-deep.md", "models/deep.md"] {
        let told = fs::read_to_string(repository().join(name)).unwrap();
        assert!(told.contains(&sha), "{name} is of another model; renew it by `just scores-deep`");
    }
    assert!(model.len() <= 40_000_000, "{} bytes", model.len());
}

#[test]
fn the_deep_engine_needs_its_model_and_names_it() {
    let folder = Folder::with_accounts()
        .file("pairs.jsonl", "{\"a\": \"The port of Karsk stays closed.\", \"b\": \"Karsk is open.\"}\n");
    let said = folder.error(&["relate", "pairs.jsonl", "--engine", "deep"]);
    assert!(said.contains("models/deep.bin") && said.contains("--model"), "{said}");
    let said = folder.error(&["relate", "pairs.jsonl", "--engine", "deep", "--model", "union.txt"]);
    assert!(said.contains("union.txt") && said.contains("not a model"), "{said}");
    let said = folder.error(&["relate", "pairs.jsonl", "--model", "union.txt"]);
    assert!(said.contains("--engine deep"), "{said}");
    let tiny = concat!(env!("CARGO_MANIFEST_DIR"), "/../deep/tests/tiny.bin");
    let line = folder.output(&["relate", "pairs.jsonl", "--engine", "deep", "--model", tiny]);
    assert!(line.contains("\"name\":\"tiny\"") && line.contains("\"probabilities\""), "{line}");
    let report =
        folder.output(&["compare", "union.txt", "port.txt", "--engine", "deep", "--model", tiny, "-f", "json"]);
    let report: Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["engine"]["name"], "deep");
    let models: Vec<&str> =
        report["engine"]["models"].as_array().unwrap().iter().filter_map(|m| m["name"].as_str()).collect();
    assert_eq!(models.last(), Some(&"tiny"));
    let said = folder.error(&["compare", "union.txt", "port.txt", "--engine", "deep"]);
    assert!(said.contains("models/deep.bin"), "never another engine in its place: {said}");
}
