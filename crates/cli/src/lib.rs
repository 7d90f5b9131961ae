//! The `diptych` command: reads accounts, has the core compare them, and shows the report.
//!
//! [`args`] says what can be asked, [`commands`] does it, [`input`] and [`output`] are the only places that
//! touch files and streams. Every failure is a [`failure::Failure`]: one line that says what to do.
//!
//! It is a library for two others: the Python package, which brings this command too, has [`library`], and [`untrusted`] lets
//! what reads foreign bytes be tried on any bytes.

#![allow(rustdoc::private_intra_doc_links, reason = "the command has no public parts to speak of")]

mod args;
mod batch;
mod check;
mod collection;
mod commands;
mod engine;
mod failure;
mod import;
mod input;
pub mod library;
mod output;
mod reports;
mod settings;
pub mod untrusted;

use args::{Cli, Command};
use clap::Parser;
use failure::{Failure, Outcome};
use std::ffi::OsString;

/// Does what the words ask, of which the first is the program's name, and gives the exit code.
pub fn main(words: impl IntoIterator<Item = OsString>) -> u8 {
    let outcome = match Cli::try_parse_from(words) {
        Ok(cli) => run(&cli.command),
        // Help and version are answers, not failures.
        Err(asked) if !asked.use_stderr() => output::deliver(&asked.to_string(), None).map(|()| Outcome::Done),
        Err(wrong) => {
            let text = wrong.to_string();
            Err(Failure::plain(text.trim_start_matches("error: ").trim_end()))
        }
    };
    match outcome {
        Ok(Outcome::Done) | Err(Failure::PipeClosed) => 0,
        Ok(Outcome::Found | Outcome::Partly) => 1,
        Err(failure) => {
            output::complain(&failure.to_string());
            2
        }
    }
}

fn run(command: &Command) -> Result<Outcome, Failure> {
    match command {
        Command::Compare(args) => commands::compare::run(args),
        Command::Article(args) => commands::article::run(args),
        Command::Batch(args) => commands::batch::run(args),
        Command::Label(args) => commands::label::run(args),
        Command::Match(args) => commands::matching::run(args),
        Command::Trend(args) => commands::trend::run(args),
        Command::Matrix(args) => commands::matrix::run(args),
        Command::Report(args) => commands::report::run(args),
        Command::Relate(args) => commands::relate::run(args),
        Command::Eval(args) => commands::eval::run(args),
        Command::Agree(args) => commands::agree::run(args),
        Command::Import(args) => commands::import::run(args),
        Command::Check(args) => commands::check::run(args),
        Command::Explain(args) => commands::explain::run(args),
        Command::Schema(args) => commands::schema::run(args),
        Command::Completions(args) => commands::completions::run(args),
        Command::Man(args) => commands::man::run(args),
    }
}
