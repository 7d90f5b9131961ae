//! Writes what the reader of articles sees of each as JSON Lines, for `training/articles.py`:
//! `cargo run --release -p diptych-core --example article_signals -- corpus/articles > articles.jsonl`

#![allow(clippy::print_stdout, reason = "its output is what it is for")]

use diptych_core::article::kinship;
use diptych_core::article::part::PartReader;
use diptych_core::article::party::{Parties, Voices};
use diptych_core::article::scene::Scene;
use diptych_core::eval::article::ArticleGold;
use diptych_core::{Lang, Span};
use serde_json::{Value, json};
use std::error::Error;
use std::fs;

fn main() -> Result<(), Box<dyn Error>> {
    let root = std::env::args().nth(1).ok_or("give the folder of articles")?;
    let mut folders: Vec<_> = fs::read_dir(root)?.collect::<Result<Vec<_>, _>>()?;
    folders.sort_by_key(|f| f.file_name());
    for folder in folders {
        let gold: ArticleGold = serde_json::from_str(&fs::read_to_string(folder.path().join("gold.json"))?)?;
        let text = fs::read_to_string(folder.path().join("article.txt"))?;
        if gold.lang == "en" {
            println!("{}", signals(&gold, &text));
        }
    }
    Ok(())
}

fn signals(gold: &ArticleGold, text: &str) -> Value {
    let scene = Scene::new(text, Lang::En);
    let voices = Voices::new(&scene);
    let parties = Parties::new(&scene);
    let reader = PartReader::new(&scene, &parties);
    let spans = |quotes: Vec<&String>| -> Vec<Span> {
        quotes.iter().filter_map(|q| text.find(q.as_str()).map(|at| Span::new(at, at + q.len()))).collect()
    };
    let claims: Vec<Vec<Span>> =
        gold.sides.iter().map(|s| spans(s.claims.iter().map(|c| &c.quote).collect())).collect();
    let of = |stretches: &[diptych_core::eval::article::Stretch]| spans(stretches.iter().map(|s| &s.quote).collect());
    let parts = [claims.concat(), of(&gold.commentary), of(&gold.background), of(&gold.noise)];
    let share = |unit: Span, spans: &[Span]| {
        let inside = |s: &Span| s.end.min(unit.end).saturating_sub(s.start.max(unit.start));
        spans.iter().map(inside).sum::<usize>() as f64 / unit.len().max(1) as f64
    };
    let units: Vec<Value> = (0..scene.units.len())
        .map(|i| {
            let span = scene.units[i].span;
            let label = parts.iter().position(|p| share(span, p) >= 0.5).unwrap_or(4);
            let sides: Vec<usize> = (0..claims.len()).filter(|s| share(span, &claims[*s]) >= 0.5).collect();
            json!({"label": label, "sides": sides, "parties": reader.speakers()[i].parties, "x": reader.signals(i).to_vec(),
                "quote": span.of(text)})
        })
        .collect();
    // The side of each voice: by the claims that its attributions hold; none for who is outside.
    let mut votes = vec![vec![0usize; claims.len() + 1]; voices.len()];
    for u in &scene.units {
        let Some(of) = u.credits.iter().map(|c| &voices.of[*c]).find(|v| !v.is_empty()) else { continue };
        let side = (0..claims.len()).find(|s| share(u.span, &claims[*s]) >= 0.5);
        if let [voice] = of.as_slice() {
            votes[*voice][side.unwrap_or(claims.len())] += 1;
        }
    }
    let called: Vec<Vec<String>> = gold.sides.iter().map(|s| s.names.iter().map(|n| bare(n)).collect()).collect();
    let side_of: Vec<Option<usize>> = (0..voices.len())
        .map(|v| {
            let entities = voices.members[v].iter().map(|e| &scene.entities.list[*e]);
            let mut names: Vec<String> = entities.flat_map(|e| &e.names).map(|n| bare(n)).collect();
            names.extend(voices.nouns[v].iter().map(|n| bare(n)));
            let named = |s: usize| names.iter().filter(|n| called[s].iter().any(|c| alike(n, c))).count();
            let by_name = (0..claims.len()).max_by_key(|s| named(*s)).filter(|s| named(*s) > 0);
            let by_claims =
                || (0..claims.len()).max_by_key(|s| votes[v][*s]).filter(|s| votes[v][*s] > votes[v][claims.len()]);
            by_name.or_else(by_claims)
        })
        .collect();
    let heard: Vec<bool> = votes.iter().map(|v| v.iter().sum::<usize>() > 0).collect();
    let pairs: Vec<Value> = kinship::pairs(&scene, &voices)
        .into_iter()
        .filter(|(i, j, _)| heard[*i] && heard[*j] && side_of[*i].is_some() && side_of[*j].is_some())
        .map(|(i, j, x)| json!({"same": side_of[i] == side_of[j], "x": x}))
        .collect();
    let all: Vec<Value> = kinship::pairs(&scene, &voices).into_iter().map(|(i, j, x)| json!([i, j, x])).collect();
    let said: Vec<Value> = scene
        .units
        .iter()
        .map(|u| {
            let of = u.credits.iter().map(|c| &voices.of[*c]).find(|v| !v.is_empty());
            let sides: Vec<usize> = (0..claims.len()).filter(|s| share(u.span, &claims[*s]) >= 0.5).collect();
            json!([of, sides])
        })
        .collect();
    json!({"id": gold.id, "split": gold.split, "units": units, "pairs": pairs, "all": all, "said": said, "side_of": side_of, "expert": voices.expert, "names": (0..voices.len()).map(|v| voices.members[v].iter().map(|e| scene.entities.list[*e].name.clone()).chain(voices.nouns[v].iter().cloned()).collect::<Vec<_>>().join("/")).collect::<Vec<_>>()})
}

/// A name without article and possessive, in lower case.
fn bare(name: &str) -> String {
    let name = name.to_lowercase().replace('\u{2019}', "'");
    name.trim_start_matches("the ").trim_end_matches("'s").to_string()
}

/// Whether two names are one, or one ends with the other: "Petra Nkemi" and "Nkemi".
fn alike(a: &str, b: &str) -> bool {
    a == b || a.ends_with(&format!(" {b}")) || b.ends_with(&format!(" {a}"))
}
