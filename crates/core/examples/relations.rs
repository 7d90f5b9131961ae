//! Writes what the light engine sees of each relation pair as JSON Lines, for `training/light_engine.py`:
//! `cargo run --release -p diptych-core --example relations -- corpus/pairs/train.jsonl > relations.jsonl`

#![allow(clippy::print_stdout, reason = "its output is what it is for")]

use diptych_core::discrepancy::{Pair, evidence, model};
use diptych_core::embed::table::Table;
use diptych_core::report::round4;
use diptych_core::{Account, Analysis, Lang};
use serde_json::{Value, json};
use std::error::Error;
use std::fs;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("give a file of pairs")?;
    for line in fs::read_to_string(path)?.lines() {
        let row: Value = serde_json::from_str(line)?;
        let read = |side: &str, lang: &str| {
            let mut account = Account::new(side, row[side].as_str().unwrap_or_default());
            account.lang = row[lang].as_str().and_then(Lang::from_code);
            Analysis::of_claim(&account, Table::embedded())
        };
        let (a, b) = (read("a", "lang_a"), read("b", "lang_b"));
        let pair = Pair { a: &a, i: 0, b: &b, j: 0 };
        let x: Vec<f64> = model::features(&pair, &evidence(&pair)).into_iter().map(round4).collect();
        println!(
            "{}",
            json!({"id": row["id"], "kind": row["kind"], "also": row["also"], "split": row["split"],
                "lang": [row["lang_a"], row["lang_b"]], "x": x})
        );
    }
    Ok(())
}
