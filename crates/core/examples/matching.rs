//! Writes what matching sees of every candidate of two collections, for `training/matching.py`:
//! `cargo run --release -p diptych-core --example matching -- A.json B.json > candidates.jsonl`

#![allow(clippy::print_stdout, reason = "its output is what it is for")]

use diptych_core::matching::{self, Document, Settings};
use diptych_core::{Date, Engine, Lang, batch};
use serde_json::{Value, json};
use std::error::Error;
use std::fs;

fn main() -> Result<(), Box<dyn Error>> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let [a, b] = paths.as_slice() else { return Err("give two collections, each a JSON array".into()) };
    let engine = Engine::light();
    let (a, b) = (read(a)?, read(b)?);
    let profiles = |side: &[(Value, Document)]| {
        batch::profiles(&engine, &side.iter().map(|(_, document)| document.clone()).collect::<Vec<_>>())
    };
    for m in matching::candidates(&profiles(&a), &profiles(&b), &Settings::default()) {
        let p = m.parts;
        let x = [p.participants, p.persons, p.content, p.days.unsigned_abs() as f64];
        println!("{}", json!({"a": a[m.a].0, "b": b[m.b].0, "x": x}));
    }
    Ok(())
}

/// The documents that have a day, with their addresses.
fn read(path: &str) -> Result<Vec<(Value, Document)>, Box<dyn Error>> {
    let rows: Vec<Value> = serde_json::from_str(&fs::read_to_string(path)?)?;
    let text = |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_string();
    let document = |row: &Value| {
        let date = Date::parse(&text(row, "date"))?;
        let lang = Lang::from_code(&text(row, "lang"));
        Some((row["url"].clone(), Document { date, lang, title: text(row, "title"), text: text(row, "text") }))
    };
    Ok(rows.iter().filter_map(document).collect())
}
