//! `diptych schema`: the form of the JSON report.

use crate::failure::{Failure, Outcome};
use crate::output;

/// Runs it.
pub fn run() -> Result<Outcome, Failure> {
    output::deliver(&diptych_core::report::json_schema(), None)?;
    Ok(Outcome::Done)
}
