//! `diptych check`.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod support;

use std::path::{Path, PathBuf};
use support::{CASE, Folder, PORT, UNION, diptych};

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus")
}

/// The number after `what` in a row of the table, in its last column.
fn total(table: &str, section: &str, row: &str) -> usize {
    let start = format!("| {row} |");
    // A section or row that is not there counts nothing, and the test that asks for it fails.
    let mut lines = table.lines().skip_while(|l| !l.contains(section));
    let line = lines.find(|l| l.starts_with(&start)).unwrap_or_default();
    line.trim_end_matches(" |").rsplit("| ").next().and_then(|n| n.parse().ok()).unwrap_or(0)
}

#[test]
fn the_corpus_is_what_it_says_it_is() {
    let folder = Folder::new();
    let table = folder.path("corpus.md");
    diptych().args(["check", corpus().to_str().unwrap(), "--snapshot", table.to_str().unwrap()]).assert().success();
    let table = folder.read("corpus.md");
    assert_eq!(
        table,
        std::fs::read_to_string(corpus().join("scores/corpus.md")).unwrap(),
        "renew it with `just scores` and read the difference"
    );
    let cases = |row: &str| total(&table, "| field | train", row);
    assert!(cases("**all**") >= 70);
    let langs = |row: &str| total(&table, "## Cases", row);
    assert!(langs("3") >= 10, "cases with three accounts");
    assert!(["en-ru", "en-ru-zh", "en-zh", "ru", "ru-zh", "zh"].map(langs).iter().sum::<usize>() >= 12);
    let pairs = |row: &str| total(&table, "## Relation pairs", row);
    assert!(pairs("**all**") >= 8000 && pairs("en") >= 4500 && pairs("ru") >= 900 && pairs("zh") >= 900);
    assert!(["en-ru", "en-zh", "ru-zh"].map(pairs).iter().sum::<usize>() >= 1500);
    assert!(total(&table, "## Articles", "**all**") >= 24);
}

const LABEL: &str = r#"{"kind": "quantity", "a": "union", "a_quote": "More than 900 dockers", "b": "port", "b_quote": "Around 400 members of staff"}"#;

fn whole_case() -> String {
    CASE.replace("\"split\"", "\"field\": \"strikes\", \"provenance\": \"written for a test\", \"split\"")
}

fn small(gold: &str) -> Folder {
    Folder::new()
        .file("c/cases/strike/case.json", whole_case())
        .file("c/cases/strike/union.txt", UNION)
        .file("c/cases/strike/port.txt", PORT)
        .file("c/cases/strike/gold.jsonl", gold)
}

#[test]
fn a_sound_corpus_is_counted() {
    let shown = small(LABEL).output(&["check", "c"]);
    assert_eq!(shown, "cases: 1 with 1 labels; pairs: 0; articles: 0; no problem found\n");
}

#[test]
fn faults_in_gold_are_told_with_their_line() {
    for (line, says) in [
        (LABEL.replace("More than 900", "More than 901"), "gold.jsonl:2: a_quote does not stand in the text"),
        (LABEL.replace("More than 900 dockers", "the"), "gold.jsonl:2: a_quote stands in the text"),
        (LABEL.replace("More than 900 dockers", " . "), "gold.jsonl:2: a_quote holds no word"),
        (LABEL.replace("\"union\"", "\"crew\""), "gold.jsonl:2: a names \"crew\""),
        (LABEL.replace("\"port\"", "\"union\""), "gold.jsonl:2: stands on the account \"union\" twice"),
        (LABEL.replace("quantity", "omission"), "gold.jsonl:2: an omission has the b_quote null"),
        (LABEL.replace("quantity", "lie"), "gold.jsonl:2: unknown kind `lie`"),
        (LABEL.to_string(), "gold.jsonl:2: says again what line 1 says"),
    ] {
        let error = small(&format!("{LABEL}\n{line}\n")).error(&["check", "c"]);
        assert!(error.contains(&format!("c/cases/strike/{says}")), "{error}");
    }
    let latin = small(LABEL).file("c/cases/strike/union.txt", b"More than 900 dockers\nwalked out at the caf\xe9.");
    assert!(latin.error(&["check", "c"]).contains("union.txt:2: is not UTF-8"));
}

#[test]
fn faults_in_case_files_are_told() {
    for (from, to, says) in [
        ("\"strike\"", "\"other\"", "id \"other\" is not the folder's name"),
        ("\"dev\"", "\"all\"", "split \"all\" is none of train, dev, test"),
        ("\"lang\": \"en\"", "\"lang\": \"fr\"", "lang \"fr\" is none of en, ru, zh"),
        ("\"field\": \"strikes\",", "", "has no field"),
    ] {
        let folder = small(LABEL).file("c/cases/strike/case.json", whole_case().replace(from, to));
        let error = folder.error(&["check", "c"]);
        assert!(error.contains("c/cases/strike/case.json") && error.contains(says), "{error}");
    }
}

fn pair(id: &str, a: &str, b: &str, kind: &str, split: &str) -> String {
    format!(
        r#"{{"id": "{id}", "a": "{a}", "b": "{b}", "kind": "{kind}", "also": [], "lang_a": "en", "lang_b": "en", "field": "ports", "split": "{split}"}}"#
    )
}

#[test]
fn faults_in_pairs_are_told() {
    let (a, b) = ("The port reopened on Friday after the storm.", "On Friday the port was still shut to ships.");
    let sound = pair("s1/ab", a, b, "contradiction", "train");
    for (line, says) in [
        (
            pair("s1/ab", a, "The crane at the north quay fell over.", "unrelated", "train"),
            "the id \"s1/ab\" is that of",
        ),
        (pair("s1/ba", b, a, "agreement", "train"), "says again what line 1 says"),
        (pair("s1/ac", a, "It reopened.", "agreement", "train"), "b has 2 words; a claim has 5 to 45"),
        (pair("s1/ac", a, "Ships came in again on Saturday morning.", "lie", "train"), "unknown variant `lie`"),
        (pair("s1/ac", a, "Ships came in again on Saturday morning.", "quantity", "dev"), "keep a set in one split"),
        (
            pair("s2/ab", "The port reopened on Friday after the great storm.", b, "contradiction", "dev"),
            "says almost what c/pairs/all.jsonl:1",
        ),
    ] {
        let error = small(LABEL).file("c/pairs/all.jsonl", format!("{sound}\n{line}\n")).error(&["check", "c"]);
        assert!(error.contains("c/pairs/all.jsonl:2: ") && error.contains(says), "{error}");
    }
}

/// Pairs whose second claim alone tells the relation: the checks must not let them pass.
#[test]
fn pairs_that_give_themselves_away_are_told() {
    let kinds = ["agreement", "contradiction", "quantity", "attribution", "certainty", "framing", "unrelated"];
    let lines: Vec<String> = (0..1400)
        .map(|n| {
            let (kind, split) = (kinds[n % 7], if n < 1200 { "train" } else { "dev" });
            let (a, b) = (format!("left{n} one{n} two{n} three{n} four{n}"), format!("cue{kind} a{n} b{n} c{n} d{n}"));
            pair(&format!("s{n}/ab"), &a, &b, kind, split)
        })
        .collect();
    let error = small(LABEL).file("c/pairs/all.jsonl", lines.join("\n")).error(&["check", "c"]);
    assert!(error.contains("c/pairs: from b alone a bag of words gets 1.000"), "{error}");
    assert!(!error.contains("from a alone"), "{error}");
    let few: Vec<String> = lines.iter().filter(|l| !l.contains("\"framing\"")).cloned().collect();
    let error = small(LABEL).file("c/pairs/all.jsonl", few.join("\n")).error(&["check", "c"]);
    assert!(error.contains("pairs are framing, 0.0 per cent; keep it from 10 to 20"), "{error}");
}

#[test]
fn faults_in_articles_are_told() {
    let text = "Harbour talks\n\nThe union said that 900 dockers walked out. The port denies that the talks failed.\n";
    let gold = r#"{"id": "talks", "title": "Harbour talks", "lang": "en", "field": "strikes", "split": "dev", "provenance": "written for a test",
"sides": [{"id": "union", "names": ["The union"], "claims": [{"quote": "900 dockers walked out", "cue": "said", "stance": "stated"}]},
{"id": "port", "names": ["The port"], "claims": [{"quote": "the talks failed", "cue": "denies", "stance": "denied"}]}],
"commentary": [], "background": [], "noise": [{"quote": "Harbour talks"}],
"differences": [{"kind": "omission", "a": "union", "a_quote": "900 dockers walked out", "b": "port", "b_quote": null}]}"#;
    let with =
        |gold: &str| small(LABEL).file("c/articles/talks/article.txt", text).file("c/articles/talks/gold.json", gold);
    assert!(with(gold).output(&["check", "c"]).contains("articles: 1;"));
    for (from, to, says) in [
        (
            "\"The port\"",
            "\"The harbour board\"",
            "side \"port\" is called \"The harbour board\", which does not stand",
        ),
        ("\"900 dockers walked out\", \"cue\"", "\"901 dockers\", \"cue\"", "a claim does not stand in the text"),
        ("\"cue\": \"said\"", "\"cue\": \"claimed\"", "the cue \"claimed\" does not stand in the text"),
        ("\"stated\"", "\"shouted\"", "unknown variant `shouted`"),
        ("{\"quote\": \"Harbour talks\"}", "{\"quote\": \"the talks failed.\"}", "is a side's claim and noise at once"),
        ("\"b\": \"port\"", "\"b\": \"mayor\"", "b names \"mayor\""),
        ("\"commentary\": []", "\"commentary\": [{\"quote\": \"Harbour\"}]", "does not say whose it is"),
    ] {
        let error = with(&gold.replace(from, to)).error(&["check", "c"]);
        assert!(error.contains("c/articles/talks/gold.json") && error.contains(says), "{error}");
    }
}

#[test]
fn what_is_no_corpus_is_refused() {
    let folder = Folder::new().file("empty/readme.txt", "nothing").file("file.txt", "text");
    assert!(folder.error(&["check", "nowhere"]).contains("nowhere: there is no such file"));
    assert!(folder.error(&["check", "file.txt"]).contains("is a file; name the corpus' folder"));
    assert!(folder.error(&["check", "empty"]).contains("holds no folder `cases`, `pairs` or `articles`"));
}
