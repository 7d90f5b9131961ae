//! `diptych completions SHELL`: a script for the shell to load.

use crate::args::{Cli, Completions};
use crate::failure::{Failure, Outcome};
use crate::output;
use clap::CommandFactory;

/// Runs it.
pub fn run(args: &Completions) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "diptych", &mut script);
    output::deliver(&String::from_utf8_lossy(&script), None)?;
    Ok(Outcome::Done)
}
