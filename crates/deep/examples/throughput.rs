//! How fast the deep engine is, as JSON: `throughput MODEL PAIRS.jsonl THREADS`, for `training/deep_check.py`.

use diptych_deep::Deep;
use serde::Deserialize;
use std::error::Error;
use std::io::Write;
use std::time::Instant;

const ROUNDS: usize = 5;

#[derive(Deserialize)]
struct Pair {
    a: String,
    b: String,
}

/// Seconds of the fastest round.
fn fastest<T, E>(mut work: impl FnMut() -> Result<T, E>) -> Result<(f64, T), E> {
    let mut best = (f64::INFINITY, work()?);
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let out = work()?;
        best = (best.0.min(start.elapsed().as_secs_f64()), out);
    }
    Ok(best)
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [model, pairs, threads] = args.try_into().map_err(|_| "throughput MODEL PAIRS.jsonl THREADS")?;
    let bytes = std::fs::read(model)?;
    let start = Instant::now();
    let deep = Deep::from_bytes(&bytes)?.with_threads(threads.parse()?);
    let load = start.elapsed().as_secs_f64();
    let pairs: Vec<Pair> =
        std::fs::read_to_string(pairs)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let claims: Vec<&str> = pairs.iter().flat_map(|p| [p.a.as_str(), p.b.as_str()]).collect();
    let (tokens, _) = fastest(|| Ok::<_, Box<dyn Error>>(claims.iter().map(|c| deep.tokens(c).len()).sum::<usize>()))?;
    let (encode, states) = fastest(|| deep.encode(&claims))?;
    let both: Vec<_> = states.chunks(2).map(|c| (&c[0], &c[1])).collect();
    let (read, _) = fastest(|| deep.read(&both))?;
    // What a comparison of two accounts of 25 claims asks for.
    let first: Vec<&str> = claims.iter().copied().take(50).collect();
    let (compare, _) = fastest(|| {
        let states = deep.encode(&first)?;
        let pairs: Vec<_> = (0..120).map(|n| (&states[n % 25], &states[25 + n * 7 % 25])).collect();
        deep.read(&pairs)
    })?;
    let seconds =
        serde_json::json!({ "load": load, "tokens": tokens, "encode": encode, "read": read, "compare": compare });
    writeln!(std::io::stdout(), "{seconds}")?;
    Ok(())
}
