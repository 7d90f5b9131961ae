//! `diptych schema`: the form of the JSON reports.

use crate::args::{Reported, Schema};
use crate::batch::work;
use crate::failure::{Failure, Outcome};
use crate::output;
use diptych_core::many::{matrix, trend};
use diptych_core::relation::answer;
use diptych_core::{article, report};

/// Runs it.
pub fn run(args: &Schema) -> Result<Outcome, Failure> {
    let schema = match args.of {
        Reported::Compare => report::json_schema(),
        Reported::Article => article::report::json_schema(),
        Reported::Batch => work::json_schema(),
        Reported::Relation => answer::json_schema(),
        Reported::Trend => trend::json_schema(),
        Reported::Matrix => matrix::json_schema(),
        Reported::LabelStudio => diptych_render::label_studio::CONFIG.to_string(),
    };
    output::deliver(&schema, None)?;
    Ok(Outcome::Done)
}
