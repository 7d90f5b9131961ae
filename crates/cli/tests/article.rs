//! `diptych article`, and `diptych eval` over articles and attributions, as people run them.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod support;

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use support::{Folder, diptych};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

const ARTICLE: &str = "Two tellings of one evening\n\nThe port said on Monday that nine hundred dockers had walked out at dawn. \
    “We offered more in March,” the port's director, Ann Orlo, said. The union said that four thousand had gone home, \
    making no mention of the offer. Mara Lind, a professor at the Harbour School, said both had counted the same men.\n\n\
    Sign up to our newsletter\n";

#[test]
fn an_article_becomes_two_sides_and_a_comparison() {
    let folder = Folder::new().file("strike.txt", ARTICLE);
    let out = folder.output(&["article", "strike.txt", "--format", "json"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["schema"], "diptych-article/1");
    assert_eq!(report["comparison"]["schema"], "diptych-report/2");
    assert_eq!(report["sides"].as_array().unwrap().len(), 2);
    assert_eq!(report["commentary"][0]["who"], "Mara Lind");
    assert_eq!(report["remarks"][0]["kind"], "silence");
    let excluded = report["excluded"].to_string();
    assert!(excluded.contains("newsletter"), "{excluded}");
    let piped = diptych().args(["article", "-", "--format", "json"]).write_stdin(ARTICLE).output().unwrap();
    let piped: Value = serde_json::from_slice(&piped.stdout).unwrap();
    assert_eq!(piped["comparison"]["pairs"], report["comparison"]["pairs"], "standard input is read alike");
}

#[test]
fn it_is_shown_for_people_in_four_forms() {
    let hostile = ARTICLE.replace("in March", "<b>in</b> | *March*");
    let folder = Folder::new()
        .file("strike.txt", &hostile)
        .file("port.txt", "Nine hundred dockers walked out at dawn. The gates were shut at noon.");
    let run = |format: &str| {
        let args = ["article", "strike.txt", "--against", "port.txt", "--format", format, "--width", "80"];
        folder.output(&args)
    };
    let text = run("text");
    for words in [
        "the accounts it reports",
        "Comment",
        "Mara Lind",
        "own text (port)",
        "The gates were shut at noon",
        "Discrepancy index",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert!(run("md").contains(r"\<b\>in\</b\> \| \*March"));
    let html = run("html");
    assert!(html.contains("&lt;b&gt;in&lt;/b&gt;") && !html.contains("<b>in"), "markup is shown, not obeyed");
    folder.output(&["article", "strike.txt", "--against", "port.txt", "--format", "docx", "-o", "sides.docx"]);
    let read = diptych_ingest::read("sides.docx", &fs::read(folder.path("sides.docx")).unwrap()).unwrap().text;
    assert!(read.contains("<b>in</b> | *March") && read.contains("Mara Lind"), "{read}");
}

#[test]
fn what_cannot_be_read_is_refused() {
    let folder = Folder::new().file("strike.txt", ARTICLE);
    for (args, message) in [
        (vec!["article", "nowhere.txt"], "nowhere.txt"),
        (vec!["article", "."], "is a directory; name a file"),
        (vec!["article", "-", "--against", "-"], "can be read only once"),
        (vec!["article", "strike.txt", "--against", "missing.txt"], "missing.txt"),
    ] {
        let told = folder.error(&args);
        assert!(told.contains(message) && told.lines().count() == 1, "{args:?}: {told}");
    }
}

#[test]
fn the_committed_scores_of_articles_are_those_of_the_engine() {
    let folder = Folder::new();
    let path = folder.path("articles.md");
    let out = diptych()
        .current_dir(repository())
        .args(["eval", "corpus/articles", "--snapshot"])
        .arg(&path)
        .output()
        .unwrap();
    assert!(out.status.success(), "{out:?}");
    let committed = fs::read_to_string(repository().join("corpus/scores/articles.md")).unwrap();
    assert_eq!(fs::read_to_string(path).unwrap(), committed, "renew corpus/scores by `just scores`");
}

#[test]
fn attributions_in_brats_format_are_scored_annotator_by_annotator() {
    let text = "The port said the ships had left. “We won,” she said.";
    let ann = "T1\tSource 0 8\tThe port\nT2\tCue 9 13\tsaid\nT3\tContent 14 32\tthe ships had left\nT4\tAttribution 9 13\tsaid\n\
               E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\n";
    let folder = Folder::new()
        .file("text/a.txt", text)
        .file("attributions/a_one.ann", ann)
        .file("attributions/a_two.ann", "T1\tCue 90 95\tx\n");
    let scores: Value = serde_json::from_str(&folder.output(&["eval", ".", "--json"])).unwrap();
    assert_eq!((&scores["annotators"], &scores["gold"]), (&2.into(), &1.into()));
    // One annotator has half of what is found, the other nothing: the mean is a third.
    let cue = scores["scores"]["light engine"]["cue"]["overlap"][0].as_f64().unwrap();
    assert!((cue - 1.0 / 3.0).abs() < 1e-9, "{scores}");
    assert!(folder.warning(&["eval", "."]).contains("a_two.ann: line 1: the offsets"));
}
