//! `diptych eval FOLDER`: the engine, or anyone's labels, against gold. What the folder holds decides what is measured.

mod articles;
mod attributions;
mod cases;

use crate::args::Eval;
use crate::failure::{Failure, Outcome};
use std::path::Path;

/// Something that can be measured.
struct Measure {
    /// Whether a folder holds its gold.
    is_one: fn(&Path) -> bool,
    run: fn(&Eval) -> Result<Outcome, Failure>,
}

/// What can be measured; what nothing else claims is a folder of cases.
const MEASURES: [Measure; 2] = [
    Measure { is_one: attributions::is_one, run: attributions::run },
    Measure { is_one: articles::is_one, run: articles::run },
];

/// Runs it.
pub fn run(args: &Eval) -> Result<Outcome, Failure> {
    match MEASURES.iter().find(|m| (m.is_one)(&args.corpus)) {
        Some(measure) => (measure.run)(args),
        None => cases::run(args),
    }
}
