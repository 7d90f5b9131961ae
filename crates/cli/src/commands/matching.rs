//! `diptych match`: two collections in, a case for each event that both tell of out.

use crate::args::Match as Args;
use crate::collection::{self, Collection};
use crate::commands::label::case_folders;
use crate::failure::{Failure, Outcome};
use crate::{input, output};
use diptych_core::matching::{self, Match, Settings};
use diptych_core::report::round4;
use diptych_core::{Date, Engine, batch};
use serde_json::{Value, json};
use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// Runs it.
pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let (a, b) = (collection::read(&args.a)?, collection::read(&args.b)?);
    let settings = Settings { window: args.window, threshold: args.threshold };
    let engine = Engine::light();
    let (read_a, read_b) = (batch::profiles(&engine, &a.documents), batch::profiles(&engine, &b.documents));
    let candidates = matching::candidates(&read_a, &read_b, &settings);
    let matches = matching::matches(&candidates, &settings);
    if args.known.is_none() || args.output.is_some() {
        output::deliver(&cases(&a, &b, &matches), args.output.as_deref())?;
    }
    if let Some(folder) = &args.known {
        output::deliver(&found(folder, [&a, &b], &candidates, &matches)?, None)?;
    }
    let (n, m) = (a.documents.len(), b.documents.len());
    output::complain(&format!("matches: {} of {n} and {m} documents, {} candidates", matches.len(), candidates.len()));
    if a.bad + b.bad == 0 {
        return Ok(Outcome::Done);
    }
    output::complain(&format!("documents left out: {}, told above", a.bad + b.bad));
    Ok(Outcome::Partly)
}

/// A case a line, in order of the day.
fn cases(a: &Collection, b: &Collection, matches: &[Match]) -> String {
    let day = |m: &Match| -> Date {
        let (one, two) = (a.documents[m.a].date, b.documents[m.b].date);
        if one.ordinal() <= two.ordinal() { one } else { two }
    };
    let mut sorted: Vec<(Date, &Match)> = matches.iter().map(|m| (day(m), m)).collect();
    sorted.sort_by_key(|(date, m)| (date.ordinal(), m.a, m.b));
    let second = if a.name == b.name { format!("{}-2", b.name) } else { b.name.clone() };
    let mut seen: BTreeMap<Date, usize> = BTreeMap::new();
    let mut out = String::new();
    for (date, m) in sorted {
        let (one, two) = (&a.documents[m.a], &b.documents[m.b]);
        let number = seen.entry(date).or_default();
        *number += 1;
        let id = if *number == 1 { date.to_string() } else { format!("{date}-{number}") };
        let account = |name: &str, side: &Collection, place: usize| {
            let document = &side.documents[place];
            json!({
                "id": name, "source": side.known[place].source, "lang": document.lang.map(|l| l.code()),
                "date": document.date, "text": document.text,
            })
        };
        let title = [&one.title, &two.title].into_iter().find(|t| !t.is_empty()).unwrap_or(&id);
        let case = json!({
            "id": id, "title": title, "date": date,
            "accounts": [account(&a.name, a, m.a), account(&second, b, m.b)],
            "match": {
                "score": m.score, "days": m.parts.days, "participants": m.parts.participants, "persons": m.parts.persons, "content": m.parts.content,
                "a": a.known[m.a].id, "b": b.known[m.b].id, "title_b": two.title,
            },
        });
        out += &case.to_string();
        out.push('\n');
    }
    out
}

/// How the accounts of known cases are found: a line each, and what they come to.
fn found(folder: &Path, sides: [&Collection; 2], candidates: &[Match], matches: &[Match]) -> Result<String, Failure> {
    let places = sides.map(|s| -> HashMap<String, usize> {
        s.documents.iter().enumerate().map(|(i, d)| (diptych_render::one_line(&d.text), i)).collect()
    });
    let mut out = String::new();
    let (mut there, mut first, mut right, mut touching, mut known) = (0usize, 0usize, 0usize, 0usize, Vec::new());
    let mut absent = 0usize;
    for case in case_folders(folder, "case.json")? {
        let (_, input) = input::case_folder(&case)?;
        let texts: Vec<String> = input.case.accounts.iter().map(|a| diptych_render::one_line(&a.text)).collect();
        let at = |side: usize| texts.iter().find_map(|t| places[side].get(t).copied());
        let (Some(a), Some(b)) = (at(0), at(1)) else {
            absent += 1;
            continue;
        };
        there += 1;
        known.push((a, b));
        let Some(own) = candidates.iter().find(|c| (c.a, c.b) == (a, b)) else {
            out += &format!("{}: no candidate; their days are too far apart\n", input.case.id);
            continue;
        };
        let better = |of: fn(&Match) -> usize, place: usize| {
            1 + candidates
                .iter()
                .filter(|c| of(c) == place && c.score.total_cmp(&own.score) == Ordering::Greater)
                .count()
        };
        let ranks = (better(|m| m.a, a), better(|m| m.b, b));
        let matched = matches.iter().any(|m| (m.a, m.b) == (a, b));
        first += usize::from(ranks == (1, 1));
        right += usize::from(matched);
        out += &format!(
            "{}: {}, score {:.2}, rank {} and {}; days {}, participants {:.2}, persons {:.2}, content {:.2}\n",
            input.case.id,
            if matched { "matched" } else { "not matched" },
            own.score,
            ranks.0,
            ranks.1,
            own.parts.days,
            own.parts.participants,
            own.parts.persons,
            own.parts.content,
        );
    }
    touching += matches.iter().filter(|m| known.iter().any(|(a, b)| m.a == *a || m.b == *b)).count();
    let share =
        |part: usize, of: usize| if of == 0 { "–".to_string() } else { round4(part as f64 / of as f64).to_string() };
    let summary: [(&str, Value); 5] = [
        ("known cases in both collections", json!(there)),
        ("known cases not in both", json!(absent)),
        ("recall", json!(share(right, there))),
        ("first among the candidates of both", json!(share(first, there))),
        ("precision among matches of their accounts", json!(share(right, touching))),
    ];
    for (name, value) in summary {
        out += &format!("{name}: {}\n", value.as_str().map_or_else(|| value.to_string(), str::to_string));
    }
    Ok(out)
}
