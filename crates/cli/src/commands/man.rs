//! `diptych man [COMMAND]`: manual pages in roff.

use crate::args::{Cli, Man};
use crate::failure::{Failure, Outcome};
use crate::output;
use clap::CommandFactory;

/// Runs it.
pub fn run(args: &Man) -> Result<Outcome, Failure> {
    let mut command = Cli::command();
    command.build();
    let page = match &args.command {
        None => command,
        Some(name) => match command.find_subcommand(name) {
            Some(found) => found.clone(),
            None => {
                let names: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
                let message = format!("there is no command {name:?}; there are {}", names.join(", "));
                return Err(Failure::plain(message));
            }
        },
    };
    let mut roff = Vec::new();
    clap_mangen::Man::new(page)
        .render(&mut roff)
        .map_err(|e| Failure::plain(format!("the page can't be made ({e})")))?;
    output::deliver(&String::from_utf8_lossy(&roff), None)?;
    Ok(Outcome::Done)
}
