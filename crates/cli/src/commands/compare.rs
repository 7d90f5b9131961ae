//! `diptych compare`: accounts in, report out.

use crate::args::{Compare, Format};
use crate::failure::{Failure, Outcome};
use crate::input::{self, Told};
use crate::output::{self, text::Terminal};
use crate::settings;
use diptych_core::{Case, Report};
use diptych_render::{Order, Show};

/// Runs it.
pub fn run(args: &Compare) -> Result<Outcome, Failure> {
    if args.format == Format::Docx {
        output::document_goes(args.output.as_deref(), output::to_terminal())?;
    }
    let config = settings::config(&args.settings)?;
    let told = Told { langs: &args.lang, dates: &args.date, sources: &args.source };
    let input = input::read(&args.accounts, told)?;
    let engine = args.settings.choice.engine()?;
    let mut report = engine.report(&input.case, &config).map_err(|e| Failure::plain(e.to_string()))?;
    report.warnings.splice(0..0, input.warnings);
    for warning in &report.warnings {
        output::complain(&warning.message);
    }
    let strongest_first = args.format == Format::Text;
    let show = Show {
        order: args.order.map_or(if strongest_first { Order::Severity } else { Order::Text }, Order::from),
        min_confidence: args.min_confidence,
        kinds: args.kind.clone(),
    };
    if matches!(args.format, Format::Json | Format::Labels) && show.is_partial() && args.fail_on.is_none() {
        output::complain("--kind and --min-confidence leave json and labels whole; use jsonl or csv for a part");
    }
    let shown = shown(args, &report, &input.case, &show)?;
    output::deliver_bytes(&shown, args.output.as_deref())?;
    let found = args.fail_on.is_some_and(|least| {
        let mut all = report.pairs.iter().flat_map(|p| &p.findings).filter(|f| show.includes(f));
        all.any(|f| f.kind.is_discrepancy() && f.severity >= least)
    });
    Ok(if found { Outcome::Found } else { Outcome::Done })
}

/// The report as it was asked for.
fn shown(args: &Compare, report: &Report, case: &Case, show: &Show) -> Result<Vec<u8>, Failure> {
    let text = match args.format {
        Format::Text => {
            output::text::render(report, show, Terminal::new(args.width, args.color, args.output.is_some()))
        }
        Format::Json => diptych_render::json::render(report),
        Format::Jsonl => diptych_render::jsonl::render(report, show),
        Format::Csv => diptych_render::csv::render(report, show),
        Format::Md => diptych_render::markdown::render(report, show),
        Format::Html => diptych_render::html::render(report, case, show),
        Format::Docx => return output::packed(diptych_render::docx::render(report, show)),
        Format::Labels => diptych_render::labels::render(report),
        Format::LabelStudio => diptych_render::label_studio::render(report, case, show),
        Format::WebAnnotation => diptych_render::web_annotation::render(report, case, show),
        Format::Tei => diptych_render::tei::render(report, case, show),
    };
    Ok(text.into_bytes())
}
