//! The commands beside `compare`.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod support;

use support::{CASE, Folder, diptych};

#[test]
fn label_writes_a_file_a_case() {
    let folder = Folder::with_case(CASE)
        .file("cases/one/case.json", CASE)
        .file("cases/one/union.txt", support::UNION)
        .file("cases/one/port.txt", support::PORT)
        .file("cases/two/case.json", CASE.replace("\"dev\"", "\"test\""))
        .file("cases/two/union.txt", support::UNION)
        .file("cases/two/port.txt", support::PORT)
        .file("cases/README.md", "no case");
    folder.diptych(&["label", "cases", "out", "--split", "dev"]).assert().success();
    assert!(folder.path("out/one/labels.jsonl").exists() && !folder.path("out/two").exists());
    folder.diptych(&["label", "cases", "out"]).assert().success();
    let labels = folder.read("out/two/labels.jsonl");
    assert!(labels.lines().count() >= 2);
    assert!(labels.lines().all(|l| l.starts_with("{\"kind\":\"")), "{labels}");
    assert_eq!(labels, folder.read("out/one/labels.jsonl"));
}

#[test]
fn label_tells_a_broken_case_and_goes_on() {
    let folder = Folder::new()
        .file("cases/bad/case.json", "{")
        .file("cases/good/case.json", CASE)
        .file("cases/good/union.txt", support::UNION)
        .file("cases/good/port.txt", support::PORT);
    let error = folder.error(&["label", "cases", "out"]);
    assert!(
        error.contains("cases/bad/case.json:1: ") && error.contains("labelled: 1; cases that could not be read: 1"),
        "{error}"
    );
    assert!(folder.path("out/good/labels.jsonl").exists());
}

#[test]
fn label_wants_a_folder_of_cases() {
    let folder = Folder::with_accounts().file("cases/one/case.json", CASE);
    assert!(folder.error(&["label", "nowhere", "out"]).contains("nowhere: there is no such file"));
    assert!(folder.error(&["label", "union.txt", "out"]).contains("union.txt: is a file"));
    assert!(folder.error(&["label", ".", "out"]).contains("no case folder with a case.json in it"));
    assert!(folder.error(&["label", "cases", "out", "--split", "train"]).contains("check --split"));
}

#[test]
fn explain_lists_the_kinds_and_says_what_each_is() {
    for kind in ["contradiction", "quantity", "attribution", "certainty", "framing", "agreement", "omission"] {
        diptych().arg("explain").assert().success().stdout(predicates::str::contains(kind));
        diptych().args(["explain", kind]).assert().success().stdout(predicates::str::starts_with(kind));
    }
}

#[test]
fn schema_completions_and_manual_are_printed() {
    let schema = diptych().arg("schema").assert().success();
    let schema: serde_json::Value = serde_json::from_slice(&schema.get_output().stdout).unwrap();
    assert_eq!(schema["title"], "Report");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        diptych().args(["completions", shell]).assert().success().stdout(predicates::str::contains("diptych"));
    }
    diptych().arg("man").assert().success().stdout(predicates::str::contains(".TH diptych 1"));
    diptych().args(["man", "compare"]).assert().success().stdout(predicates::str::contains("fail\\-on"));
    diptych().args(["man", "nothing"]).assert().code(2).stderr(predicates::str::contains("there is no command"));
}

#[test]
fn help_and_version_are_answers() {
    diptych().arg("--version").assert().success().stdout(predicates::str::starts_with("diptych "));
    diptych().args(["compare", "--help"]).assert().success().stdout(predicates::str::contains("--fail-on"));
    diptych().assert().code(2);
    diptych().arg("comapre").assert().code(2).stderr(predicates::str::starts_with("diptych: "));
}
