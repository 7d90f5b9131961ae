use super::*;
use serde_json::Value;
use std::fs;
use std::path::Path;

fn texts(list: &[(&str, &str)]) -> Vec<Text> {
    list.iter().map(|(id, text)| Text { id: (*id).into(), text: (*text).into() }).collect()
}

/// The fixture's expected figures were made by the annotation guide's reference scorer, with
/// `--per-case --json`, over tests/eval/gold and tests/eval/predicted.
#[test]
fn the_figures_are_those_of_the_reference_scorer() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/eval");
    let expected: Value = serde_json::from_str(&fs::read_to_string(root.join("expected.json")).unwrap()).unwrap();
    let mut cases: Vec<_> = fs::read_dir(root.join("gold")).unwrap().map(|e| e.unwrap().path()).collect();
    cases.sort();
    let scores = summarize(
        cases
            .iter()
            .map(|case| {
                let file: crate::CaseFile =
                    serde_json::from_str(&fs::read_to_string(case.join("case.json")).unwrap()).unwrap();
                let read = file.into_case(|a| fs::read_to_string(case.join(&a.file))).unwrap();
                let texts: Vec<Text> =
                    read.accounts.iter().map(|a| Text { id: a.id.clone(), text: a.text.clone() }).collect();
                let name = case.file_name().unwrap().to_str().unwrap();
                let gold = read_jsonl(&fs::read_to_string(case.join("gold.jsonl")).unwrap()).unwrap();
                let theirs = fs::read_to_string(root.join("predicted").join(name).join("labels.jsonl"));
                score_case(name, &texts, &gold, &read_jsonl(&theirs.unwrap_or_default()).unwrap()).unwrap()
            })
            .collect(),
    );
    let near = |got: F1, want: &Value, what: &str| {
        for (x, y) in [got.f1, got.precision, got.recall].iter().zip(want.as_array().unwrap()) {
            assert!((x - y.as_f64().unwrap()).abs() < 1e-9, "{what}: {got:?} against {want}");
        }
    };
    let all = &expected["scores"];
    for (got, name) in
        [(scores.align, "align"), (scores.differ, "differ"), (scores.omission, "omission"), (scores.typed, "typed")]
    {
        near(got, &all[name], name);
    }
    for kind in Kind::ALL.into_iter().filter(|k| *k != Kind::Omission) {
        assert_eq!(scores.kinds.contains_key(&kind), all.get(kind.name()).is_some(), "{kind}");
        if let Some(got) = scores.kinds.get(&kind) {
            near(*got, &all[kind.name()], kind.name());
        }
    }
    assert_eq!(scores.cases, expected["per_case"].as_object().unwrap().len());
    for case in &scores.per_case {
        let want = &expected["per_case"][&case.case];
        near(case.align, &want["align"], &case.case);
        near(case.differ, &want["differ"], &case.case);
        near(case.omission, &want["omission"], &case.case);
        near(case.typed, &want["typed"], &case.case);
    }
    assert!(scores.align.f1 > 0.2 && scores.align.f1 < 0.95, "the fixture holds both hits and misses");
}

#[test]
fn a_label_that_does_not_fit_is_named_by_its_line() {
    let two = texts(&[("a", "The port is open."), ("b", "The port is shut.")]);
    let line = |l: &str| read_jsonl(&format!("\n{l}\n"));
    assert!(matches!(line("nonsense"), Err(EvalError::Json { line: 2, .. })));
    assert!(matches!(line(r#"{"kind": "lie", "a": "a", "b": "b"}"#), Err(EvalError::Json { line: 2, .. })));
    let odd = line(r#"{"kind": "omission", "a": "a", "a_quote": "The pier", "b": "b", "b_quote": null}"#).unwrap();
    assert!(matches!(score_case("c", &two, &odd, &[]), Err(EvalError::Quote { line: 2, .. })));
    let odd = line(r#"{"kind": "omission", "a": "z", "a_quote": "The port", "b": "b", "b_quote": null}"#).unwrap();
    assert!(matches!(score_case("c", &two, &[], &odd), Err(EvalError::Account { line: 2, .. })));
}
