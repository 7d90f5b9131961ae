//! Inference pairs, as public sets hold them: whether the second text follows from the first. A set that only tells
//! whether it follows is scored so.

use super::rows::{self, FIRST, Object, Row, SECOND};
use crate::args::Eval;
use crate::failure::Failure;
use crate::output;
use diptych_core::relation::{Claim, Inference};
use serde_json::{Value, json};
use std::path::Path;

const LABELS: [&str; 3] = ["entailment", "neutral", "contradiction"];

/// Names of a set's label.
const GOLD: [&str; 2] = ["label", "gold_label"];

/// Whether the file, or the folder's first one, holds such pairs.
pub fn is_one(path: &Path) -> bool {
    let has = |row: &Object, names: &[&str]| names.iter().any(|n| row.contains_key(*n));
    rows::first(path).is_some_and(|row| has(&row, &FIRST[1..]) && has(&row, &SECOND[1..]) && has(&row, &GOLD))
}

/// A label as sets write it: the places among [`LABELS`] it allows.
fn gold(label: &str) -> Option<&'static [usize]> {
    match label.to_lowercase().as_str() {
        "entailment" | "entailed" | "supports" => Some(&[0]),
        "neutral" | "not enough info" => Some(&[1]),
        "contradiction" | "refutes" => Some(&[2]),
        "not-entailed" | "not_entailment" => Some(&[1, 2]),
        _ => None,
    }
}

/// Runs it.
pub fn run(args: &Eval) -> Result<String, Failure> {
    if args.predicted.is_some() || args.snapshot.is_some() || args.split.is_some() || args.per_case {
        let message = "holds inference pairs, for which --predicted, --snapshot, --split and --per-case say nothing; leave them out";
        return Err(Failure::at(&args.corpus, message));
    }
    let rows = rows::read(&args.corpus)?;
    let engine = args.settings.choice.reader()?;
    // Rows by gold label and by the answer; the fourth gold is that it does not follow.
    let mut table = [[0usize; 3]; 4];
    let mut right = 0;
    for row in &rows {
        let Some(allowed) = label(row).and_then(gold) else { continue };
        let claim = |text| Claim { text, lang: args.lang };
        let pair = [claim(row.text(&FIRST[1..])?), claim(row.text(&SECOND[1..])?)];
        let read = engine.read(&[pair]).map_err(|e| Failure::plain(e.to_string()))?;
        let told = read.first().map_or(1, |reading| likeliest(reading.inference[0]));
        right += usize::from(allowed.contains(&told));
        table[if allowed.len() > 1 { 3 } else { allowed[0] }][told] += 1;
    }
    let of_gold = table.map(|told| told.iter().sum::<usize>());
    let all: usize = of_gold.iter().sum();
    if all == 0 {
        return Err(Failure::at(
            &args.corpus,
            "no label in it that is known, such as entailment, neutral, contradiction",
        ));
    }
    if all < rows.len() {
        output::complain(&format!(
            "{}: rows without a known label: {}; left out",
            args.corpus.display(),
            rows.len() - all
        ));
    }
    let share = |n: usize| n as f64 / all as f64;
    let commonest = share(of_gold.into_iter().max().unwrap_or(0));
    let names = LABELS.iter().chain(&["not entailment"]);
    let kinds = names.zip(&table).zip(of_gold).filter(|(_, n)| *n > 0);
    let text = if args.json {
        let each: serde_json::Map<String, Value> =
            kinds.map(|((name, told), _)| ((*name).to_string(), json!(told))).collect();
        format!("{:#}\n", json!({"pairs": all, "right": share(right), "commonest": commonest, "told": each}))
    } else {
        let mut out =
            format!("inference pairs: {all}\n  right {:.3}; the commonest label alone {commonest:.3}\n", share(right));
        for ((name, told), n) in kinds {
            out += &format!("  {name:14} {n:6}, told");
            LABELS.iter().zip(told).for_each(|(label, n)| out += &format!("  {label} {n}"));
            out.push('\n');
        }
        out
    };
    Ok(text)
}

fn label(row: &Row) -> Option<&str> {
    GOLD.iter().find_map(|n| row.object.get(*n).and_then(Value::as_str))
}

fn likeliest(inference: Inference) -> usize {
    let p = [inference.entailment, inference.neutral, inference.contradiction];
    (1..p.len()).fold(0, |best, k| if p[k] > p[best] { k } else { best })
}
