//! Relation pairs: `{"a", "b", "kind"}` and more, as `corpus/pairs` holds them; how well the kind is told, and how honest the
//! confidence is.

use super::rows;
use crate::args::{Eval, Split};
use crate::check::leak;
use crate::failure::Failure;
use crate::output;
use diptych_core::Lang;
use diptych_core::eval::F1;
use diptych_core::eval::relation::{Judged, Scores, score};
use diptych_core::eval::reliability;
use diptych_core::relation::{Claim, RelationKind, RelationReader};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::path::Path;

/// A pair as it is written; other fields are let pass.
#[derive(Deserialize)]
struct Row {
    #[serde(default)]
    id: Value,
    a: String,
    b: String,
    kind: RelationKind,
    #[serde(default)]
    also: Vec<RelationKind>,
    lang_a: Option<String>,
    lang_b: Option<String>,
    #[serde(default)]
    split: String,
}

impl Row {
    fn lang(code: Option<&String>) -> Option<Lang> {
        code.and_then(|code| Lang::from_code(code))
    }

    /// The languages as a name, such as `en` or `en-ru`.
    fn langs(&self) -> String {
        let mut codes = [&self.lang_a, &self.lang_b].map(|c| c.as_deref().unwrap_or("detected"));
        codes.sort_unstable();
        if codes[0] == codes[1] { codes[0].to_string() } else { codes.join("-") }
    }
}

/// A pair with the answer to it.
struct Item {
    row: Row,
    judged: Judged,
}

/// Whether the file, or the folder's first one, holds such pairs; a case's labels have quotes as well.
pub fn is_one(path: &Path) -> bool {
    let fields = ["a", "b", "kind"];
    rows::first(path).is_some_and(|row| fields.iter().all(|f| row.contains_key(*f)) && !row.contains_key("a_quote"))
}

/// Runs it.
pub fn run(args: &Eval) -> Result<String, Failure> {
    if args.predicted.is_some() {
        return Err(Failure::at(&args.corpus, "holds pairs, for which --predicted says nothing; leave it out"));
    }
    let engine = args.settings.choice.reader()?;
    let mut wanted = Vec::new();
    for line in rows::read(&args.corpus)? {
        let row: Row = serde_json::from_value(Value::Object(line.object.clone()))
            .map_err(|e| line.wrong(&format!("{e}; see corpus/README.md for a pair's form")))?;
        let of_split = args.split.is_none_or(|s| row.split == s.name());
        if of_split && args.lang.as_ref().is_none_or(|l| row.langs() == l.code()) {
            wanted.push(row);
        }
    }
    let items = judge(&*engine, wanted)?;
    if items.is_empty() {
        let message = "no pair of that split or language in it; check --split and --lang against the pairs";
        return Err(Failure::at(&args.corpus, message));
    }
    let all = scores(&items, |_| true);
    if let Some(path) = &args.snapshot {
        output::deliver(&snapshot(&*engine, &items), Some(path))?;
    }
    if let Some(path) = &args.reliability {
        let split = args.split.map_or("all splits", Split::name);
        let title = format!("Relations by the {} engine, {split}: {} pairs", engine.name(), all.pairs);
        output::deliver(&reliability::svg(&title, &all.bins), Some(path))?;
    }
    let text = if args.json { as_json(&items, &all, args.per_case) } else { table(&items, &all, args.per_case) };
    Ok(text)
}

/// Most pairs that are read at once.
const BATCH: usize = 256;

fn judge(reader: &dyn RelationReader, rows: Vec<Row>) -> Result<Vec<Item>, Failure> {
    let mut answers = Vec::with_capacity(rows.len());
    for some in rows.chunks(BATCH) {
        let side = |text, lang: &Option<String>| Claim { text, lang: Row::lang(lang.as_ref()) };
        let pairs: Vec<_> =
            some.iter().map(|r| [side(r.a.as_str(), &r.lang_a), side(r.b.as_str(), &r.lang_b)]).collect();
        answers.extend(reader.relate(&pairs).map_err(|e| Failure::plain(e.to_string()))?);
    }
    let judged = rows.into_iter().zip(answers).map(|(row, r)| Item {
        judged: Judged {
            gold: row.kind,
            also: row.also.clone(),
            told: r.kind,
            confidence: r.confidence,
            unclear: r.unclear,
        },
        row,
    });
    Ok(judged.collect())
}

fn scores(items: &[Item], keep: impl Fn(&Row) -> bool) -> Scores {
    score(&items.iter().filter(|i| keep(&i.row)).map(|i| i.judged.clone()).collect::<Vec<_>>())
}

/// Sets of languages, in order.
fn languages(items: &[Item]) -> Vec<String> {
    let mut out: Vec<String> = items.iter().map(|i| i.row.langs()).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// The figures that are no kind's, with their names.
fn figures(s: &Scores) -> [(&'static str, f64); 6] {
    [
        ("accuracy", s.accuracy),
        ("kind or also", s.lenient),
        ("macro F1", s.macro_f1),
        ("calibration error", s.calibration_error),
        ("answered", s.clear[0]),
        ("right of those", s.clear[1]),
    ]
}

fn kinds(s: &Scores) -> impl Iterator<Item = (RelationKind, F1)> {
    RelationKind::ALL.into_iter().zip(s.kinds)
}

fn table(items: &[Item], all: &Scores, per_case: bool) -> String {
    let mut out = String::new();
    if per_case {
        for Item { row, judged } in items {
            let unclear = if judged.unclear { ", unclear" } else { "" };
            let (gold, told) = (judged.gold.name(), judged.told.name());
            out += &format!("{}  gold {gold}, told {told} {:.3}{unclear}\n", row.id, judged.confidence);
        }
        out.push('\n');
    }
    out += &format!("relation pairs: {}\n", all.pairs);
    figures(all).iter().for_each(|(name, x)| out += &format!("  {name:20} {x:.3}\n"));
    for (kind, f) in kinds(all) {
        let F1 { f1, precision, recall, gold } = f;
        let name = kind.name();
        out += &format!("  {name:14} F1 {f1:.3}  precision {precision:.3}  recall {recall:.3}  gold {gold}\n");
    }
    for lang in languages(items) {
        let s = scores(items, |row| row.langs() == lang);
        out += &format!(
            "  {lang:14} accuracy {:.3}  calibration error {:.3}  pairs {}\n",
            s.accuracy, s.calibration_error, s.pairs
        );
    }
    for p in all.curve {
        out += &format!("  confidence {:.1} or more: coverage {:.3}  accuracy {:.3}\n", p.from, p.coverage, p.accuracy);
    }
    out
}

fn as_json(items: &[Item], all: &Scores, per_case: bool) -> String {
    let named = |s: &Scores| figures(s).into_iter().map(|(n, x)| (n.to_string(), json!(x))).collect::<Map<_, _>>();
    let languages: Map<String, Value> = languages(items)
        .into_iter()
        .map(|lang| {
            let s = scores(items, |row| row.langs() == lang);
            let mut figures = named(&s);
            figures.insert("pairs".into(), json!(s.pairs));
            (lang, Value::Object(figures))
        })
        .collect();
    let kinds: Map<String, Value> =
        kinds(all).map(|(k, f)| (k.name().into(), json!([f.f1, f.precision, f.recall]))).collect();
    let curve: Vec<Value> =
        all.curve.iter().map(|p| json!({"from": p.from, "coverage": p.coverage, "accuracy": p.accuracy})).collect();
    let bins: Vec<Value> = all
        .bins
        .iter()
        .map(|b| json!({"pairs": b.pairs, "confidence": b.confidence, "accuracy": b.accuracy}))
        .collect();
    let each = |i: &Item| json!({"id": i.row.id, "gold": i.judged.gold, "told": i.judged.told, "confidence": i.judged.confidence, "unclear": i.judged.unclear});
    let per_case: Option<Vec<Value>> = per_case.then(|| items.iter().map(each).collect());
    let value = json!({
        "pairs": all.pairs, "scores": named(all), "kinds": kinds, "languages": languages, "curve": curve, "bins": bins,
        "per_case": per_case,
    });
    format!("{value:#}\n")
}

/// The committed table.
fn snapshot(reader: &dyn RelationReader, items: &[Item]) -> String {
    let mut out = format!(
        "# Scores of the {} engine on relation pairs\n\nWritten by `diptych eval corpus/pairs --snapshot FILE`; the figures are \
         explained in `corpus/README.md`.\n\n- engine: {}, sha256 {}\n- an answer is given from confidence {:.2} on\n",
        reader.name(),
        reader.name(),
        reader.sha256(),
        reader.clear_from()
    );
    let train: Vec<(String, RelationKind)> = of_split(items, "train").map(|i| (i.row.b.clone(), i.row.kind)).collect();
    for split in Split::NAMES.into_iter().filter(|s| of_split(items, s).next().is_some()) {
        let s = scores(items, |row| row.split == split);
        out += &format!("\n## {split}\n\n| languages | pairs |");
        figures(&s).iter().for_each(|(name, _)| out += &format!(" {name} |"));
        out += "\n| --- | --- | --- | --- | --- | --- | --- | --- |\n";
        let mut row = |name: &str, s: &Scores| {
            out += &format!("| {name} | {} |", s.pairs);
            figures(s).iter().for_each(|(_, x)| out += &format!(" {x:.3} |"));
            out.push('\n');
        };
        row("all", &s);
        for lang in languages(items) {
            let part = scores(items, |row| row.split == split && row.langs() == lang);
            if part.pairs > 0 {
                row(&lang, &part);
            }
        }
        out += "\n| kind | F1 | precision | recall | gold |\n| --- | --- | --- | --- | --- |\n";
        for (kind, f) in kinds(&s) {
            out += &format!("| {} | {:.3} | {:.3} | {:.3} | {} |\n", kind.name(), f.f1, f.precision, f.recall, f.gold);
        }
        out += "\n| confidence at least | coverage | accuracy |\n| --- | --- | --- |\n";
        for p in s.curve {
            out += &format!("| {:.1} | {:.3} | {:.3} |\n", p.from, p.coverage, p.accuracy);
        }
        if split != "train" && train.len() >= leak::MANY {
            let asked: Vec<&Item> = of_split(items, split).collect();
            let told = leak::guess(&train, asked.iter().map(|i| i.row.b.as_str()));
            let right = told.iter().zip(&asked).filter(|(told, i)| **told == i.row.kind).count();
            out += &format!(
                "\nFrom `b` alone a bag of words, learnt on train, gets {:.3}.\n",
                right as f64 / asked.len() as f64
            );
        }
    }
    out
}

fn of_split<'a>(items: &'a [Item], split: &'a str) -> impl Iterator<Item = &'a Item> {
    items.iter().filter(move |i| i.row.split == split)
}
