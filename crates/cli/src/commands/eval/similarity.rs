//! Similarity pairs, as public sets hold them: two texts and a score. What counts is the order.

use super::rows::{self, FIRST, SECOND};
use crate::args::Eval;
use crate::failure::Failure;
use diptych_core::eval::rank::spearman;
use diptych_core::relation::Claim;
use serde_json::{Value, json};
use std::path::Path;

/// Whether the file, or the folder's first one, holds such pairs.
pub fn is_one(path: &Path) -> bool {
    rows::first(path).is_some_and(|row| {
        let has = |names: &[&str]| names.iter().any(|n| row.contains_key(*n));
        has(&FIRST) && has(&SECOND) && row.get("score").is_some_and(Value::is_number)
    })
}

/// Runs it.
pub fn run(args: &Eval) -> Result<String, Failure> {
    if args.predicted.is_some() || args.snapshot.is_some() || args.split.is_some() || args.per_case {
        let message = "holds similarity pairs, for which --predicted, --snapshot, --split and --per-case say nothing; leave them out";
        return Err(Failure::at(&args.corpus, message));
    }
    let engine = args.settings.choice.reader()?;
    let (mut gold, mut told) = (Vec::new(), Vec::new());
    for row in rows::read(&args.corpus)? {
        let score = row.object.get("score").and_then(Value::as_f64).ok_or_else(|| row.wrong("no number in score"))?;
        let claim = |text| Claim { text, lang: args.lang };
        let pair = [claim(row.text(&FIRST)?), claim(row.text(&SECOND)?)];
        gold.push(score);
        let read = engine.read(&[pair]).map_err(|e| Failure::plain(e.to_string()))?;
        told.extend(read.iter().map(|reading| reading.similarity));
    }
    let rho = spearman(&gold, &told);
    let text = if args.json {
        format!("{:#}\n", json!({"pairs": gold.len(), "spearman": rho}))
    } else {
        format!("similarity pairs: {}\n  Spearman's rank correlation {rho:.3}\n", gold.len())
    };
    Ok(text)
}
