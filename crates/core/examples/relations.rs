//! Writes what the light engine sees of each pair as JSON Lines, for `training/light_engine.py` and
//! `training/relations.py`: `cargo run --release -p diptych-core --example relations -- corpus/pairs/train.jsonl > relations.jsonl`
//!
//! Public sets of inference and similarity pairs are read too; their claims have other names. The first line names the signals.

#![allow(clippy::print_stdout, reason = "its output is what it is for")]

use diptych_core::Lang;
use diptych_core::embed::Encoder;
use diptych_core::embed::table::Table;
use diptych_core::relation::Claim;
use diptych_core::relation::direction::DIRECTION;
use diptych_core::relation::light::Light;
use diptych_core::relation::signals::names;
use diptych_core::report::round4;
use serde_json::{Value, json};
use std::error::Error;
use std::fs;
use std::io::{BufWriter, Write, stdout};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("give a file of pairs")?;
    let light = Light::new();
    let mut out = BufWriter::new(stdout().lock());
    writeln!(out, "{}", json!({"x": names(Table::embedded().encode("word").len()), "direction": DIRECTION}))?;
    for line in fs::read_to_string(path)?.lines() {
        let row: Value = serde_json::from_str(line)?;
        let claim = |words: [&str; 2], lang: &str| Claim {
            text: words.iter().find_map(|name| row[name].as_str()).unwrap_or_default(),
            lang: row[lang].as_str().and_then(Lang::from_code),
        };
        let pair = [claim(["a", "premise"], "lang_a"), claim(["b", "hypothesis"], "lang_b")];
        let Some(signals) = light.signals(&pair) else { continue };
        let rounded = |x: &[f64]| x.iter().copied().map(round4).collect::<Vec<f64>>();
        let known = row["kind"].is_string();
        writeln!(
            out,
            "{}",
            json!({"id": row["id"], "kind": row["kind"], "also": row["also"], "split": row["split"],
                "lang": [row["lang_a"], row["lang_b"]], "label": row["label"], "score": row["score"],
                // Only relation pairs need the many signals of the kind.
                "x": known.then(|| rounded(&signals.kind)), "direction": signals.direction.map(|x| rounded(&x))})
        )?;
    }
    out.flush()?;
    Ok(())
}
