//! Writes what the light engine sees of each corpus case as JSON Lines, for `training/light_engine.py`:
//! `cargo run --release -p diptych-core --example features -- corpus/cases > features.jsonl`

#![allow(clippy::print_stdout, reason = "its output is what it is for")]

use diptych_core::align::similarity;
use diptych_core::discrepancy::{Pair, RULES, SHARED, evidence, model};
use diptych_core::report::round4;
use diptych_core::{Analysis, CaseFile, Engine};
use serde_json::json;
use std::error::Error;
use std::fs;

fn main() -> Result<(), Box<dyn Error>> {
    let root = std::env::args().nth(1).ok_or("give the folder of cases")?;
    let engine = Engine::light();
    let mut folders: Vec<_> = fs::read_dir(root)?.collect::<Result<_, _>>()?;
    folders.sort_by_key(fs::DirEntry::path);
    let signals: Vec<_> = RULES.iter().flat_map(|r| r.signals.iter().map(move |s| format!("{}/{s}", r.kind))).collect();
    let told: Vec<_> = RULES.iter().map(|r| format!("{}/told", r.kind)).collect();
    let names = [signals, told, SHARED.map(String::from).to_vec()].concat();
    println!("{}", json!({"align": similarity::NAMES, "x": names}));
    for folder in folders {
        let file: CaseFile = serde_json::from_str(&fs::read_to_string(folder.path().join("case.json"))?)?;
        let (id, split) = (file.id.clone(), file.split.clone());
        let case = file.into_case(|a| fs::read_to_string(folder.path().join(&a.file)))?;
        let read: Vec<Analysis> = case.accounts.iter().map(|a| engine.analyze(a)).collect();
        for i in 0..read.len() {
            for j in i + 1..read.len() {
                println!("{}", json!({"case": id, "split": split, "pair": pair(&read[i], &read[j])}));
            }
        }
    }
    Ok(())
}

fn pair(a: &Analysis, b: &Analysis) -> serde_json::Value {
    let claims = |x: &Analysis| x.account.claims.iter().map(|c| [c.span.start, c.span.end]).collect::<Vec<_>>();
    let local = similarity::Local::new(a, b);
    let cells: Vec<_> = (0..a.len())
        .flat_map(|i| (0..b.len()).map(move |j| (i, j)))
        .map(|(i, j)| {
            let pair = Pair { a, i, b, j };
            let same = a.features[i].wording == b.features[j].wording;
            let x: Vec<f64> = model::features(&pair, &evidence(&pair)).into_iter().map(round4).collect();
            json!({"align": local.features(i, j), "same": same, "x": x})
        })
        .collect();
    let sentences = |x: &Analysis| x.account.claims.iter().map(|c| c.sentence).collect::<Vec<_>>();
    json!({"a": a.account.id, "b": b.account.id, "a_sentences": sentences(a), "b_sentences": sentences(b), "a_claims": claims(a), "b_claims": claims(b), "cells": cells})
}
