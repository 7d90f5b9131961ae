//! `diptych trend`: a batch's folder in, how discrepancy goes over time out.

use crate::args::{TableFormat, Trend};
use crate::failure::{Failure, Outcome};
use crate::{output, reports};
use diptych_core::many::trend::Gathered;

/// Runs it.
pub fn run(args: &Trend) -> Result<Outcome, Failure> {
    let mut gathered = Gathered::default();
    let read = reports::each(&args.folder, |_, report| {
        gathered.add(&report);
        Ok(())
    })?;
    let trend = gathered.trend(args.window.into());
    if trend.undated > 0 {
        output::complain(&format!("pairs without a day, left out: {}; a case or account needs a date", trend.undated));
    }
    let shown = match args.format {
        TableFormat::Text => diptych_render::trend::text(&trend),
        TableFormat::Csv => diptych_render::trend::csv(&trend),
        TableFormat::Json => diptych_render::json::pretty(&trend),
        TableFormat::Html => diptych_render::trend::page::render(&trend),
    };
    output::deliver(&shown, args.output.as_deref())?;
    Ok(if read.bad == 0 { Outcome::Done } else { Outcome::Partly })
}
