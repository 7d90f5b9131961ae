//! What the deep engine says of pairs of claims, as JSON Lines: `read MODEL PAIRS.jsonl`, for `training/deep_check.py`.

use diptych_deep::Deep;
use serde::Deserialize;
use std::error::Error;
use std::io::Write;

#[derive(Deserialize)]
struct Pair {
    a: String,
    b: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let [model, pairs] =
        std::env::args().skip(1).collect::<Vec<_>>().try_into().map_err(|_| "read MODEL PAIRS.jsonl")?;
    let deep = Deep::from_bytes(&std::fs::read(model)?)?.with_threads(2);
    let pairs: Vec<Pair> =
        std::fs::read_to_string(pairs)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let claims: Vec<&str> = pairs.iter().flat_map(|p| [p.a.as_str(), p.b.as_str()]).collect();
    let states = deep.encode(&claims)?;
    let pairs: Vec<_> = states.chunks(2).map(|c| (&c[0], &c[1])).collect();
    let mut out = std::io::stdout().lock();
    for r in deep.read(&pairs)? {
        let flat: Vec<f32> = [&r.kinds[..], &r.entails_ab, &r.entails_ba, &[r.similarity]].concat();
        writeln!(out, "{}", serde_json::to_string(&flat)?)?;
    }
    Ok(())
}
