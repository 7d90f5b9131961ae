//! Labels out to other tools and back: `compare --format`, `import`, `agree`.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod support;

use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use support::{CASE, Folder, diptych};

fn corpus(place: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    root.join(place).to_str().unwrap().to_string()
}

/// A case of the corpus in each language, and one across all three.
const CASES: [&str; 4] = ["agree-clinic-hours", "protest-birch-grove", "court-courier-ding", "ceasefire-kelbar-night"];

#[test]
fn what_goes_out_comes_back_in_every_language() {
    let folder = Folder::new();
    let mut langs = BTreeSet::new();
    for name in CASES {
        let case = corpus(&format!("cases/{name}"));
        let file: Value = serde_json::from_str(&std::fs::read_to_string(format!("{case}/case.json")).unwrap()).unwrap();
        let lang = |account: &Value| account["lang"].as_str().unwrap().to_string();
        langs.insert(file["accounts"].as_array().unwrap().iter().map(lang).collect::<BTreeSet<_>>());
        let labels = folder.output(&["compare", &case, "-f", "labels"]);
        assert!(labels.lines().count() > 1);
        for format in ["label-studio", "web-annotation"] {
            folder.output(&["compare", &case, "-f", format, "-o", "out"]);
            assert!(folder.output(&["import", "out", "--case", &case]) == labels, "{name} by way of {format}");
        }
    }
    assert_eq!(langs.iter().map(BTreeSet::len).collect::<Vec<_>>(), [1, 3, 1, 1]);
}

/// The README's way: out, corrected by hand, back, scored.
#[test]
fn corrections_are_scored() {
    let folder = Folder::with_case(CASE);
    folder.output(&["compare", "strike", "-f", "label-studio", "-o", "tasks.json"]);
    let mut tasks: Value = serde_json::from_str(&folder.read("tasks.json")).unwrap();
    let mut result = tasks[0]["predictions"][0]["result"].take();
    for item in result.as_array_mut().unwrap().iter_mut().filter(|i| i["labels"][0] == "quantity") {
        item["labels"] = json!(["contradiction"]);
    }
    tasks[0]["annotations"] = json!([{"id": 7, "result": result}]);
    let folder = folder.file("done.json", tasks.to_string());
    let told = folder.warning(&["import", "done.json", "--case", "strike", "-o", "mine/"]);
    assert!(told.contains("labels imported: ") && told.contains("left out: 0\n"), "{told}");
    let labels = folder.read("mine/strike/labels.jsonl");
    assert!(labels.contains("{\"kind\":\"contradiction\"") && !labels.contains("quantity"), "{labels}");
    let before = folder.output(&["compare", "strike", "-f", "labels"]);
    let folder = folder.file("corpus/strike/case.json", CASE).file("corpus/strike/gold.jsonl", &labels);
    let folder = folder.file("corpus/strike/union.txt", support::UNION).file("corpus/strike/port.txt", support::PORT);
    let scored = folder.output(&["eval", "corpus", "--predicted", "mine"]);
    assert!(scored.contains("typed          F1 1.000"), "{scored}");
    let folder = folder.file("engine/strike/labels.jsonl", before);
    let agreed = folder.output(&["agree", "mine", "engine", "--cases", "corpus"]);
    assert!(agreed.contains("align          F1 1.000") && agreed.contains("contradiction  F1 0.000"), "{agreed}");
}

/// What Label Studio 1.23.2 exported of a task with pictographs and markup, submitted in its page as it was.
#[test]
fn a_real_export_is_read() {
    let folder = Folder::new().file("export.json", include_str!("support/label-studio.json"));
    let labels: Vec<Value> =
        folder.output(&["import", "export.json"]).lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(labels.iter().map(|l| &l["kind"]).collect::<Vec<_>>(), ["quantity", "agreement", "omission"]);
    assert_eq!(labels[1]["also"], json!(["certainty"]));
    let [a, b] = ["a_quote", "b_quote"].map(|key| labels[1][key].as_str().unwrap());
    assert!(
        a.starts_with("The talks 😀 were held in a friendly spirit. <script>alert(1)</script>")
            && a.ends_with("word & promise")
    );
    assert_eq!(b, "The talks were held in a friendly spirit");
    assert_eq!(labels[2]["note"], "Not mentioned in the text supplied from a.");
}

#[test]
fn what_cannot_be_imported_is_told_counted_and_left_out() {
    const GOOD: &str = r#"{"kind": "omission", "a": "port", "a_quote": "new violins", "b": "union", "b_quote": null}"#;
    let folder = Folder::with_case(CASE)
        .file("mixed.jsonl", format!("{GOOD}\nnonsense\n{}\n", GOOD.replace("violins", "trombones")))
        .file("good.jsonl", GOOD)
        .file("bad.jsonl", "nonsense")
        .file("empty.jsonl", "")
        .file("latin.jsonl", b"{\"kind\": \"\xe9\"}")
        .file("two.json", two_cases("strike", "other"))
        .file("out-of.json", two_cases("../strike", "../strike"));
    let run = folder.diptych(&["import", "mixed.jsonl", "--case", "strike"]).assert().code(1);
    let told = String::from_utf8(run.get_output().stderr.clone()).unwrap();
    for says in [
        "mixed.jsonl:2: expected",
        "mixed.jsonl:3: the quote \"new trombones\" does not stand in account \"port\"",
        "labels imported: 1; left out: 2, told above",
    ] {
        assert!(told.contains(says), "{says} is not in {told}");
    }
    assert_eq!(String::from_utf8(run.get_output().stdout.clone()).unwrap().lines().count(), 1);
    for (args, says) in [
        (&["bad.jsonl"][..], "no label to write; what could not be taken is told above: 1"),
        (&["empty.jsonl"], "empty.jsonl: no label to write"),
        (&["latin.jsonl"], "latin.jsonl: is not UTF-8"),
        (&["none.jsonl"], "none.jsonl: there is no such file"),
        (&["good.jsonl", "-o", "folder/"], "good.jsonl: does not say of which case"),
        (&["good.jsonl", "--case", "nowhere"], "nowhere"),
        (&["two.json", "-o", "one.jsonl"], "several cases are labelled (other, strike)"),
        (&["out-of.json", "-o", "folder/"], "names the case \"../strike\", which is no name for a folder"),
    ] {
        let error = folder.error(&[&["import"], args].concat());
        assert!(error.contains(says), "{error}");
    }
    folder.diptych(&["import", "two.json", "-o", "folder/"]).assert().success();
    assert!(folder.path("folder/strike/labels.jsonl").exists() && folder.path("folder/other/labels.jsonl").exists());
}

/// Two tasks of Label Studio that nobody has annotated.
fn two_cases(first: &str, second: &str) -> String {
    let region = json!({"id": "a1", "type": "labels", "to_name": "a_text", "value": {"start": 0, "end": 3, "labels": ["omission"]}});
    let task = |case: &str| json!({"data": {"case": case, "a": "x", "b": "y", "a_text": "One.", "b_text": "Two."}, "predictions": [{"result": [region]}]});
    json!([task(first), task(second)]).to_string()
}

/// Markup in an account is text in every export.
#[test]
fn markup_stays_text() {
    let evil = "More than 900 dockers walked out. The crane <script>alert('x')</script> & <img src=x onerror=\"y\"/> ]]> fell down.\n";
    let folder = Folder::new().file("union.txt", evil).file("port.txt", support::PORT);
    let export = |format: &str| folder.output(&["compare", "union.txt", "port.txt", "-f", format]);
    let tei = export("tei");
    assert!(
        tei.contains("&lt;script&gt;alert('x')&lt;/script&gt; &amp; &lt;img")
            && !tei.contains("<script")
            && !tei.contains("<img")
    );
    let tasks: Value = serde_json::from_str(&export("label-studio")).unwrap();
    assert_eq!(tasks[0]["data"]["a_text"], evil);
    let page: Value = serde_json::from_str(&export("web-annotation")).unwrap();
    assert!(page.to_string().contains("<script>alert('x')</script>"));
    let config =
        String::from_utf8(diptych().args(["schema", "label-studio"]).assert().success().get_output().stdout.clone());
    let config = config.unwrap();
    // The texts are named as plain text, so that Label Studio neither renders nor fetches them.
    assert_eq!((config.matches("<Text ").count(), config.matches("valueType=\"text\"").count()), (2, 2));
    assert!(!config.contains("HyperText"));
}

const SECOND: [&str; 4] = ["--file", "first.jsonl", "--file", "second.jsonl"];

/// The figures are those that `diptych check` writes into the corpus' table.
#[test]
fn the_second_annotation_agrees_as_the_corpus_says() {
    let (second, root) = (corpus("second"), corpus(""));
    let args = [&["agree", &second, &second, "--cases", &root][..], &SECOND].concat();
    let shown = diptych().args(&args).assert().success();
    let shown = String::from_utf8(shown.get_output().stdout.clone()).unwrap();
    let table = std::fs::read_to_string(corpus("scores/corpus.md")).unwrap();
    let table = &table[table.find("## Agreement of two annotators").unwrap()..];
    for line in table.lines().filter(|l| l.starts_with("| ")).skip(2).take(10) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let row = format!("  {:14} F1 {}  precision {}  recall {}  ", cells[1], cells[2], cells[3], cells[4]);
        assert!(shown.contains(&row), "{row} is not in {shown}");
    }
    assert!(shown.contains("cases: 20, labels: 762 of A, which count as gold, 710 of B\n"), "{shown}");
    assert!(shown.contains("  kinds          0.882  of 1145 "), "{shown}");
    assert!(shown.contains("  stretches      0.758  of 1295 "), "{shown}");
    let json = |args: &[&str]| -> Value {
        serde_json::from_slice(&diptych().args(args).assert().success().get_output().stdout).unwrap()
    };
    let forth = json(&[&args[..], &["--json", "--per-case"]].concat());
    assert_eq!(forth["per_case"].as_object().unwrap().len(), 20);
    // The other way round alpha is the same, and so is what is shared where `also` takes no part.
    let swapped = ["--file", "second.jsonl", "--file", "first.jsonl"];
    let back = json(&[&["agree", &second, &second, "--cases", &root, "--json"][..], &swapped].concat());
    assert_eq!(forth["alpha"], back["alpha"]);
    for (x, y) in [(1, 2), (2, 1)] {
        let [there, here] = [&forth["scores"]["align"][x], &back["scores"]["align"][y]].map(|v| v.as_f64().unwrap());
        assert!((there - here).abs() < 1e-9);
    }
}

#[test]
fn two_files_agree_beside_their_case() {
    let label = |kind: &str| {
        format!(
            "{{\"kind\": {kind:?}, \"a\": \"union\", \"a_quote\": \"900\", \"b\": \"port\", \"b_quote\": \"400\"}}\n"
        )
    };
    let folder = Folder::with_case(CASE)
        .file("strike/anna.jsonl", label("quantity"))
        .file("berta.jsonl", label("contradiction"))
        .file("lost/anna.jsonl", label("quantity"))
        .file("odd.jsonl", label("quantity").replace("900", "901"))
        .file("set/strike/labels.jsonl", label("quantity"))
        .file("set/alone/labels.jsonl", label("quantity"))
        .file("other/strike/gold.jsonl", label("quantity"))
        .file("none/README.md", "no case");
    let shown = folder.output(&["agree", "strike/anna.jsonl", "berta.jsonl"]);
    assert!(shown.contains("align          F1 1.000") && shown.contains("  kinds          -0.500"), "{shown}");
    let same = folder.output(&["agree", "berta.jsonl", "berta.jsonl", "--cases", "strike", "--per-case"]);
    assert!(same.starts_with("strike  align 1.000") && same.contains("  kinds          none   of 2 "), "{same}");
    let warned = folder.warning(&["agree", "set", "other", "--cases", "."]);
    assert!(warned.contains("other: cases left out, since it has no labels of them: alone"), "{warned}");
    for (args, says) in [
        (&["lost/anna.jsonl", "berta.jsonl"][..], "lost/anna.jsonl: no case.json beside it"),
        (&["strike/anna.jsonl", "odd.jsonl"], "odd.jsonl:1: the quote \"901\" does not stand in account \"union\""),
        (&["odd.jsonl", "strike/anna.jsonl"], "odd.jsonl:1: the quote \"901\""),
        (&["set", "berta.jsonl"], "set: is a folder and berta.jsonl is not"),
        (&["set", "other"], "set/strike/labels.jsonl: no case.json for these labels"),
        (&["set", "none"], "none: no case folder with a labels.jsonl in it"),
        (&["set", "nowhere"], "nowhere: is a folder and set is not"),
        (&["berta.jsonl", "berta.jsonl", "--file", "x"], "--file names label files within folders"),
        (&["set", "set", "--file", "x", "--file", "y", "--file", "z"], "--file is given 3 times for 2 folders"),
    ] {
        let error = folder.error(&[&["agree"], args].concat());
        assert!(error.contains(says) || says.starts_with("nowhere"), "{error}");
    }
}
