//! Pairs of 15-sentence accounts a second, read and compared from scratch, on one core and on all.
//!
//! `cargo bench -p diptych-core`; the throughput is in pairs (criterion calls them elements).

#![allow(missing_docs, reason = "criterion's macros make undocumented items")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use diptych_core::sentence::sentences;
use diptych_core::{Account, Case, Config, Engine, Lang, batch};
use std::fs;
use std::path::Path;

const SENTENCES: usize = 15;
const PAIRS: usize = 200;

/// Sentences of all corpus accounts, told on in a circle, 15 an account.
fn cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/cases");
    let mut files: Vec<_> = fs::read_dir(root)
        .into_iter()
        .flatten()
        .flatten()
        .flat_map(|case| fs::read_dir(case.path()).into_iter().flatten().flatten())
        .map(|f| f.path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .collect();
    files.sort();
    let all: Vec<String> = files
        .iter()
        .filter_map(|p| fs::read_to_string(p).ok())
        .flat_map(|text| {
            let spans = sentences(&text, Lang::En);
            spans.iter().filter(|s| !s.heading).map(|s| s.span.of(&text).to_string()).collect::<Vec<_>>()
        })
        .collect();
    let account = |n: usize| {
        let words: Vec<&str> = (0..SENTENCES).map(|k| all[(n * 7 + k) % all.len()].as_str()).collect();
        Account { lang: Some(Lang::En), ..Account::new(format!("a{n}"), words.join(" ")) }
    };
    (0..PAIRS)
        .map(|n| Case {
            id: n.to_string(),
            title: String::new(),
            date: None,
            accounts: vec![account(n), account(n + 1)],
        })
        .collect()
}

fn pairs(c: &mut Criterion) {
    let (engine, config, cases) = (Engine::light(), Config::default(), cases());
    let mut group = c.benchmark_group("pairs of 15-sentence accounts");
    group.throughput(Throughput::Elements(PAIRS as u64)).sample_size(20);
    group.bench_function("one core", |b| {
        b.iter(|| cases.iter().filter_map(|case| engine.report(case, &config).ok()).count());
    });
    group.bench_function("all cores", |b| b.iter(|| batch::reports(&engine, &cases, &config).len()));
    group.finish();
}

criterion_group!(benches, pairs);
criterion_main!(benches);
