//! `diptych eval PATH`: the engine, or anyone's labels, against gold. What the folder or file holds decides what is measured.

mod articles;
mod attributions;
pub mod cases;
mod inference;
mod pairs;
mod rows;
mod similarity;

use crate::args::Eval;
use crate::failure::{Failure, Outcome};
use crate::output;
use std::path::Path;

/// Something that can be measured.
struct Measure {
    /// Whether a folder, or a file, holds its gold.
    is_one: fn(&Path) -> bool,
    run: fn(&Eval) -> Result<String, Failure>,
}

/// What can be measured; what nothing else claims is a folder of cases.
const MEASURES: [Measure; 5] = [
    Measure { is_one: attributions::is_one, run: attributions::run },
    Measure { is_one: articles::is_one, run: articles::run },
    Measure { is_one: pairs::is_one, run: pairs::run },
    Measure { is_one: inference::is_one, run: inference::run },
    Measure { is_one: similarity::is_one, run: similarity::run },
];

/// Runs it.
pub fn run(args: &Eval) -> Result<Outcome, Failure> {
    output::deliver(&measured(args)?, None)?;
    Ok(Outcome::Done)
}

/// The figures, as they are shown.
pub fn measured(args: &Eval) -> Result<String, Failure> {
    let measure = MEASURES.iter().find(|m| (m.is_one)(&args.corpus));
    if args.reliability.is_some() && !pairs::is_one(&args.corpus) {
        return Err(Failure::at(
            &args.corpus,
            "holds no relation pairs, of which alone --reliability draws; leave it out",
        ));
    }
    match measure {
        Some(measure) => (measure.run)(args),
        None => cases::run(args),
    }
}
