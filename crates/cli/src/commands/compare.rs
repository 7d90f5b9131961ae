//! `diptych compare`: accounts in, report out.

use crate::args::{Compare, Format, Order};
use crate::failure::{Failure, Outcome};
use crate::input::{self, Told};
use crate::output::{self, Show, text::Terminal};
use crate::settings;

/// Runs it.
pub fn run(args: &Compare) -> Result<Outcome, Failure> {
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
        order: args.order.unwrap_or(if strongest_first { Order::Severity } else { Order::Text }),
        min_confidence: args.min_confidence,
        kinds: args.kind.clone(),
    };
    if matches!(args.format, Format::Json | Format::Labels) && show.is_partial() && args.fail_on.is_none() {
        output::complain("--kind and --min-confidence leave json and labels whole; use jsonl or csv for a part");
    }
    let shown = match args.format {
        Format::Text => {
            output::text::render(&report, &show, Terminal::new(args.width, args.color, args.output.is_some()))
        }
        Format::Json => output::json::render(&report),
        Format::Jsonl => output::jsonl::render(&report, &show),
        Format::Csv => output::csv::render(&report, &show),
        Format::Md => output::markdown::render(&report, &show),
        Format::Html => output::html::render(&report, &input.case, &show),
        Format::Labels => output::labels::render(&report),
        Format::LabelStudio => output::label_studio::render(&report, &input.case, &show),
        Format::WebAnnotation => output::web_annotation::render(&report, &input.case, &show),
        Format::Tei => output::tei::render(&report, &input.case, &show),
    };
    output::deliver(&shown, args.output.as_deref())?;
    let found = args.fail_on.is_some_and(|least| {
        let mut all = report.pairs.iter().flat_map(|p| &p.findings).filter(|f| show.includes(f));
        all.any(|f| f.kind.is_discrepancy() && f.severity >= least)
    });
    Ok(if found { Outcome::Found } else { Outcome::Done })
}
