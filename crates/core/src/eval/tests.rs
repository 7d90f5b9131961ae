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
    scores.figures.named().iter().for_each(|(name, got)| near(*got, &all[name], name));
    for kind in Kind::ALL.into_iter().filter(|k| *k != Kind::Omission) {
        assert_eq!(scores.kinds.contains_key(&kind), all.get(kind.name()).is_some(), "{kind}");
        if let Some(got) = scores.kinds.get(&kind) {
            near(*got, &all[kind.name()], kind.name());
        }
    }
    assert_eq!(scores.per_case.len(), expected["per_case"].as_object().unwrap().len());
    for score in &scores.per_case {
        let want = &expected["per_case"][&score.case];
        score.figures.named().iter().for_each(|(name, got)| near(*got, &want[name], &score.case));
        score.kinds().iter().for_each(|(kind, got)| near(*got, &want[format!("kind:{kind}")], &score.case));
    }
    let align = scores.figures.align.f1;
    assert!(align > 0.2 && align < 0.95, "the fixture holds both hits and misses");
}

#[test]
fn a_figure_tells_how_many_gold_labels_it_rests_on() {
    let two = texts(&[("a", "The port is open."), ("b", "The port is shut.")]);
    let gold = read_jsonl(concat!(
        r#"{"kind": "contradiction", "a": "a", "a_quote": "is open", "b": "b", "b_quote": "is shut"}"#,
        "\n",
        r#"{"kind": "omission", "a": "a", "a_quote": "The port", "b": "b", "b_quote": null}"#,
    ))
    .unwrap();
    let score = score_case("c", &two, &gold, &[]).unwrap();
    let scores = summarize(vec![score.clone(), score]);
    assert_eq!(scores.figures.named().map(|(_, f)| f.gold), [2, 2, 2, 4]);
    assert_eq!(scores.kinds[&Kind::Contradiction].gold, 2);
}

#[test]
fn a_label_that_does_not_fit_is_named_by_its_line() {
    let two = texts(&[("a", "The port is open."), ("b", "The port is shut.")]);
    let line = |l: &str| read_jsonl(&format!("\n{l}\n"));
    let label = |a: &str, quote: &str| {
        line(&format!(r#"{{"kind": "omission", "a": "{a}", "a_quote": "{quote}", "b": "b", "b_quote": null}}"#))
            .unwrap()
    };
    for (error, says) in [
        (line("nonsense").unwrap_err(), "(column 2)"),
        (line(r#"{"kind": "lie", "a": "a", "b": "b"}"#).unwrap_err(), "unknown kind `lie`, expected one of `contra"),
        (
            score_case("c", &two, &label("a", "The pier"), &[]).unwrap_err(),
            "\"The pier\" does not stand in account \"a\"",
        ),
        (score_case("c", &two, &[], &label("z", "The port")).unwrap_err(), "its accounts are a, b"),
    ] {
        assert_eq!(error.line, 2);
        assert!(error.to_string().contains(says), "{error}");
    }
}
