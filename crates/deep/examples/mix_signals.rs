//! What the light engine and the network each make of pairs of claims, as JSON Lines, for `training/deep_mix.py`:
//! `mix_signals MODEL PAIRS.jsonl` or `mix_signals MODEL CASES`, a folder of cases, of which the pairs that the light engine
//! proposes are read.

use diptych_core::align::read::{NAMES, proposed};
use diptych_core::discrepancy::{Pair, evidence, model};
use diptych_core::embed::table::Table;
use diptych_core::relation::light::Light;
use diptych_core::relation::{Claim, Reading, RelationReader};
use diptych_core::{Account, Analysis, CaseFile, Engine, Lang};
use diptych_deep::Deep;
use serde_json::{Value, json};
use std::error::Error;
use std::fs;
use std::io::{BufWriter, Write, stdout};
use std::path::Path;

/// Pairs that are read at once.
const BATCH: usize = 512;

fn main() -> Result<(), Box<dyn Error>> {
    let [model, input]: [String; 2] =
        std::env::args().skip(1).collect::<Vec<_>>().try_into().map_err(|_| "mix_signals MODEL PAIRS.jsonl|CASES")?;
    let deep = Deep::from_bytes(&fs::read(model)?)?.with_threads(2);
    if Path::new(&input).is_dir() { cases(&deep, Path::new(&input)) } else { pairs(&deep, &input) }
}

fn both(deep: &Deep, light: &Light, claims: &[[Claim<'_>; 2]]) -> Result<Vec<[Value; 2]>, Box<dyn Error>> {
    let shown = |r: &Reading| {
        let inference = r.inference.map(|i| [i.entailment, i.neutral, i.contradiction]);
        json!({"kinds": r.kinds, "inference": inference, "similarity": r.similarity})
    };
    let (light, network) = (light.read(claims)?, deep.network(claims)?);
    Ok(light.iter().zip(&network).map(|(x, y)| [shown(x), shown(y)]).collect())
}

fn pairs(deep: &Deep, path: &str) -> Result<(), Box<dyn Error>> {
    let (light, mut out) = (Light::new(), BufWriter::new(stdout().lock()));
    let rows: Vec<Value> = fs::read_to_string(path)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    for rows in rows.chunks(BATCH) {
        let claim = |row: &'_ Value, words: [&str; 2], lang: &str| {
            let text = words.iter().find_map(|name| row[*name].as_str()).unwrap_or_default().to_owned();
            (text, row[lang].as_str().and_then(Lang::from_code))
        };
        let texts: Vec<_> = rows
            .iter()
            .map(|r| [claim(r, ["a", "premise"], "lang_a"), claim(r, ["b", "hypothesis"], "lang_b")])
            .collect();
        let claims: Vec<[Claim<'_>; 2]> =
            texts.iter().map(|p| p.each_ref().map(|(text, lang)| Claim { text, lang: *lang })).collect();
        for (row, [light, network]) in rows.iter().zip(both(deep, &light, &claims)?) {
            let known = ["id", "kind", "label", "score", "split"].map(|name| (name.to_owned(), row[name].clone()));
            let mut line = serde_json::Map::from_iter(known);
            if row["kind"].is_string() {
                line.insert("kinds".into(), rules(row));
            }
            line.insert("light".into(), light);
            line.insert("network".into(), network);
            writeln!(out, "{}", Value::Object(line))?;
        }
    }
    Ok(())
}

/// What the rules of aligned claims make of a pair; null where one has no words.
fn rules(row: &Value) -> Value {
    let read = |words: &str, lang: &str| {
        let lang = row[lang].as_str().and_then(Lang::from_code);
        let account = Account { lang, ..Account::new("", row[words].as_str().unwrap_or_default()) };
        Analysis::of_claim(&account, Table::embedded())
    };
    let (a, b) = (read("a", "lang_a"), read("b", "lang_b"));
    if a.is_empty() || b.is_empty() {
        return Value::Null;
    }
    let pair = Pair { a: &a, i: 0, b: &b, j: 0 };
    json!(model::probabilities(&pair, &evidence(&pair)))
}

fn cases(deep: &Deep, root: &Path) -> Result<(), Box<dyn Error>> {
    let (engine, light, mut out) = (Engine::light(), Light::new(), BufWriter::new(stdout().lock()));
    let mut folders: Vec<_> = fs::read_dir(root)?.collect::<Result<_, _>>()?;
    folders.sort_by_key(fs::DirEntry::path);
    for folder in folders {
        let file: CaseFile = serde_json::from_str(&fs::read_to_string(folder.path().join("case.json"))?)?;
        let (id, split) = (file.id.clone(), file.split.clone());
        if split.as_deref() == Some("test") {
            continue;
        }
        let case = file.into_case(|a| fs::read_to_string(folder.path().join(&a.file)))?;
        let read: Vec<Analysis> = case.accounts.iter().map(|a| engine.analyze(a)).collect();
        for i in 0..read.len() {
            for j in i + 1..read.len() {
                let pair = accounts(deep, &light, &read[i], &read[j])?;
                writeln!(out, "{}", json!({"case": id, "split": split, "pair": pair}))?;
            }
        }
    }
    Ok(())
}

fn accounts(deep: &Deep, light: &Light, a: &Analysis, b: &Analysis) -> Result<Value, Box<dyn Error>> {
    // The light reader is quick and decides nothing here but what is worth reading.
    let worth = proposed(a, b, light)?;
    let side = |x: &'_ Analysis, k: usize| (x.account.claims[k].quote.clone(), x.account.lang);
    let texts: Vec<_> = worth.iter().map(|p| [side(a, p.i), side(b, p.j)]).collect();
    let claims: Vec<[Claim<'_>; 2]> =
        texts.iter().map(|p| p.each_ref().map(|(text, lang)| Claim { text, lang: Some(*lang) })).collect();
    let cells: Vec<Value> = worth
        .iter()
        .zip(both(deep, light, &claims)?)
        .map(|(p, [light, network])| {
            let pair = Pair { a, i: p.i, b, j: p.j };
            let same = a.features[p.i].wording == b.features[p.j].wording;
            json!({"i": p.i, "j": p.j, "chance": p.light, "same": same, "light": light, "network": network,
                "kinds": model::probabilities(&pair, &evidence(&pair))})
        })
        .collect();
    let spans = |x: &Analysis| x.account.claims.iter().map(|c| [c.span.start, c.span.end]).collect::<Vec<_>>();
    let sentences = |x: &Analysis| x.account.claims.iter().map(|c| c.sentence).collect::<Vec<_>>();
    Ok(json!({"a": a.account.id, "b": b.account.id, "a_sentences": sentences(a), "b_sentences": sentences(b),
        "a_claims": spans(a), "b_claims": spans(b), "names": NAMES, "cells": cells}))
}
