//! Where the time goes, and how it grows: `cargo bench -p diptych-core --bench cost`, or with `-- threads`, `-- stages` or
//! `-- length` a part of it. Prints tables.
//!
//! Machines are shared, so that a clock on the wall tells little of one run: single runs are timed by the processor time of
//! their thread where the system tells it (Linux), the least of several; threads by turns of one and two.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a benchmark prints, and stops where it can't go on"
)]

mod texts;

use diptych_core::align::align;
use diptych_core::{Case, Config, Engine, batch};
use rayon::ThreadPoolBuilder;
use std::hint::black_box;
use std::time::{Duration, Instant};
use std::{env, fs};

fn main() {
    let asked: Vec<String> = env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let wants = |part: &str| asked.is_empty() || asked.iter().any(|a| a == part);
    let (engine, config) = (Engine::light(), Config::default());
    if wants("threads") {
        threads(&engine, &config);
    }
    if wants("stages") {
        stages(&engine, &config);
    }
    if wants("length") {
        length(&engine, &config);
    }
}

/// Seconds of processor time that this thread has had; of the clock where the system does not tell.
fn now() -> f64 {
    thread_local!(static START: Instant = Instant::now());
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|s| s.split_whitespace().next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| START.with(|start| start.elapsed().as_secs_f64()), |n| n / 1e9)
}

/// Seconds that a run takes: the fastest of several stretches of runs, each long beside the steps in which the system counts.
fn least(mut work: impl FnMut()) -> f64 {
    let mut stretch = || {
        let (start, clock) = (now(), Instant::now());
        let mut runs = 0.0;
        while runs < 1.0 || clock.elapsed() < STRETCH {
            work();
            runs += 1.0;
        }
        (now() - start) / runs
    };
    (0..STRETCHES).map(|_| stretch()).fold(f64::INFINITY, f64::min)
}

const STRETCH: Duration = Duration::from_millis(400);
const STRETCHES: usize = 5;
const ROUNDS: usize = 15;
const REPEATS: usize = 4;

/// Pairs a second on one thread and on two, by turns, over the corpus' cases.
fn threads(engine: &Engine, config: &Config) {
    let cases: Vec<Case> = (0..REPEATS).flat_map(|_| texts::cases()).collect();
    let pairs: usize = cases.iter().map(|c| c.accounts.len() * (c.accounts.len() - 1) / 2).sum();
    let pools = [1, 2].map(|n| ThreadPoolBuilder::new().num_threads(n).build().unwrap());
    let mut speeds = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        for (pool, speeds) in pools.iter().zip(&mut speeds) {
            let start = Instant::now();
            pool.install(|| black_box(batch::reports(engine, &cases, config)));
            speeds.push(pairs as f64 / start.elapsed().as_secs_f64());
        }
    }
    speeds.iter_mut().for_each(|s| s.sort_by(f64::total_cmp));
    println!("The corpus' {} cases ({} pairs), {ROUNDS} turns:\n", cases.len() / REPEATS, pairs / REPEATS);
    println!("| pairs a second | one thread | two threads | efficiency |\n| --- | ---: | ---: | ---: |");
    for (name, place) in [("median", ROUNDS / 2), ("best", ROUNDS - 1)] {
        let [one, two] = [0, 1].map(|n: usize| speeds[n][place]);
        println!("| {name} | {one:.0} | {two:.0} | {:.2} |", two / one / 2.0);
    }
    println!();
}

/// Milliseconds of each stage of a pair.
fn stages(engine: &Engine, config: &Config) {
    println!("| sentences a side | analysis | alignment | typing | JSON | all, ms a pair |");
    println!("| ---: | ---: | ---: | ---: | ---: | ---: |");
    for (length, cases) in [(15, texts::short(50, 15)), (300, vec![texts::long(300)])] {
        let read: Vec<_> = cases.iter().map(|c| [0, 1].map(|k: usize| engine.analyze(&c.accounts[k]))).collect();
        let reports: Vec<_> = cases.iter().map(|c| engine.report(c, config).unwrap()).collect();
        let analysis = least(|| {
            cases.iter().flat_map(|c| &c.accounts).for_each(|a| drop(black_box(engine.analyze(a))));
        });
        let alignment = least(|| read.iter().for_each(|[a, b]| drop(black_box(align(a, b, None, config)))));
        let compared = least(|| read.iter().for_each(|[a, b]| drop(black_box(engine.compare(a, b, config)))));
        let json = least(|| reports.iter().for_each(|r| drop(black_box(serde_json::to_string(r)))));
        let all = analysis + compared + json;
        let cell = |part: f64| format!("{:.2} ({:.0} %)", part * 1e3 / cases.len() as f64, 100.0 * part / all);
        let stages = [analysis, alignment, (compared - alignment).max(0.0), json].map(cell);
        println!("| {length} | {} | {:.2} |", stages.join(" | "), all * 1e3 / cases.len() as f64);
    }
    println!();
}

/// Cost of a pair against the length of its accounts, and the exponent it grows by.
fn length(engine: &Engine, config: &Config) {
    println!("| sentences a side | claims | analysis, ms | comparison, ms | both, ms | exponent | peak memory, MB |");
    println!("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    let mut points: Vec<[f64; 2]> = Vec::new();
    for length in [10, 30, 100, 300, 1000, 3000, 10_000] {
        let case = texts::long(length);
        let mut read = Vec::new();
        let analysis = least(|| read = case.accounts.iter().map(|a| engine.analyze(a)).collect());
        let compared = least(|| drop(black_box(engine.compare(&read[0], &read[1], config))));
        let both = analysis + compared;
        let grown = points.last().map(|[n, t]| format!("{:.2}", (both / t).ln() / (length as f64 / n).ln()));
        points.push([length as f64, both]);
        println!(
            "| {length} | {} | {:.2} | {:.2} | {:.2} | {} | {} |",
            read[0].len(),
            analysis * 1e3,
            compared * 1e3,
            both * 1e3,
            grown.unwrap_or_default(),
            peak().map_or("?".into(), |mb| format!("{mb:.0}")),
        );
    }
    let long: Vec<[f64; 2]> = points.iter().filter(|p| p[0] >= 100.0).map(|p| p.map(f64::ln)).collect();
    println!("\nFrom 100 sentences up the time grows as n^{:.2}.\n", slope(&long));
}

/// The slope of the line nearest to the points.
fn slope(points: &[[f64; 2]]) -> f64 {
    let n = points.len() as f64;
    let [x, y] = [0, 1].map(|k: usize| points.iter().map(|p| p[k]).sum::<f64>() / n);
    let (xy, xx) =
        points.iter().fold((0.0, 0.0), |(xy, xx), p| (xy + (p[0] - x) * (p[1] - y), xx + (p[0] - x).powi(2)));
    xy / xx
}

/// The most memory this process has held, where the system tells it.
fn peak() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM"))?;
    Some(line.split_whitespace().nth(1)?.parse::<f64>().ok()? / 1e3)
}
