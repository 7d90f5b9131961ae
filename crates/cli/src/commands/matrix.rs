//! `diptych matrix`: accounts of one event in, how they stand to each other out.

use crate::args::{Matrix as Args, TableFormat};
use crate::failure::{Failure, Outcome};
use crate::input::{self, Told};
use crate::{output, settings};
use diptych_core::many::matrix::Matrix;

/// Runs it.
pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let config = settings::config(&args.settings)?;
    let input = input::read(&args.accounts, Told { langs: &[], dates: &[], sources: &args.source })?;
    let engine = args.settings.choice.engine()?;
    let report = engine.report(&input.case, &config).map_err(|e| Failure::plain(e.to_string()))?;
    for warning in input.warnings.iter().chain(&report.warnings) {
        output::complain(&warning.message);
    }
    let matrix = Matrix::new(&report);
    let shown = match args.format {
        TableFormat::Text => diptych_render::matrix::text(&matrix),
        TableFormat::Csv => diptych_render::matrix::csv(&matrix),
        TableFormat::Json => diptych_render::json::pretty(&matrix),
        TableFormat::Html => diptych_render::matrix::page::render(&matrix),
    };
    output::deliver(&shown, args.output.as_deref())?;
    Ok(Outcome::Done)
}
