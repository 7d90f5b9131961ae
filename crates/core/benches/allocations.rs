//! How often the light engine asks for memory, by stage: `cargo bench -p diptych-core --bench allocations`.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a benchmark prints, and stops where it can't go on"
)]

mod texts;

use allocation_counter::{AllocationInfo, measure};
use diptych_core::align::align;
use diptych_core::{Analysis, Case, Config, Engine};

fn main() {
    let (engine, config) = (Engine::light(), Config::default());
    println!(
        "| sentences a side | analysis | alignment | typing and report | JSON | all, a pair | largest at once, MB |"
    );
    println!("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for (length, cases) in [(15, texts::short(50, 15)), (300, vec![texts::long(300)]), (3000, vec![texts::long(3000)])]
    {
        // What is made once a process is not counted.
        drop(engine.report(&cases[0], &config).unwrap());
        let mut sums = [0; 4];
        let mut most = 0;
        for case in &cases {
            let (stages, all) = stages(&engine, &config, case);
            sums.iter_mut().zip(&stages).for_each(|(sum, stage)| *sum += stage.count_total);
            most = most.max(all.bytes_max);
        }
        let each = sums.map(|n| n / cases.len() as u64);
        let all: u64 = each.iter().sum();
        let [analysis, alignment, typing, json] = each;
        println!("| {length} | {analysis} | {alignment} | {typing} | {json} | {all} | {:.1} |", most as f64 / 1e6);
    }
}

/// What each stage of a case of two accounts asks for, and what all together do.
fn stages(engine: &Engine, config: &Config, case: &Case) -> ([AllocationInfo; 4], AllocationInfo) {
    let mut read: Vec<Analysis> = Vec::with_capacity(2);
    let analysis = measure(|| read.extend(case.accounts.iter().map(|a| engine.analyze(a))));
    let alignment = measure(|| drop(align(&read[0], &read[1], None, config).unwrap()));
    let mut typing = measure(|| drop(engine.compare(&read[0], &read[1], config).unwrap()));
    typing.count_total -= alignment.count_total;
    let report = engine.report(case, config).unwrap();
    let json = measure(|| drop(serde_json::to_string(&report).unwrap()));
    let all = measure(|| drop(engine.report(case, config).unwrap()));
    ([analysis, alignment, typing, json], all)
}
