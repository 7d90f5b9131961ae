//! `diptych article`: one article in, the accounts it reports out.

use crate::args::{Article, ArticleFormat};
use crate::failure::{Failure, Outcome};
use crate::input::{self, Told};
use crate::output::{self, text::Terminal};
use crate::settings;
use diptych_core::Account;
use diptych_core::article::report::ArticleReport;
use diptych_render::{Order, Show};

/// Runs it.
pub fn run(args: &Article) -> Result<Outcome, Failure> {
    if args.format == ArticleFormat::Docx {
        output::document_goes(args.output.as_deref(), output::to_terminal())?;
    }
    let config = settings::article(&args.settings)?;
    let paths: Vec<_> = std::iter::once(args.article.clone()).chain(args.against.iter().cloned()).collect();
    let input = input::read_texts(&paths, Told { langs: &args.lang, dates: &args.date, sources: &[] })?;
    let mut accounts = input.case.accounts;
    let whole = accounts.remove(0);
    let engine = args.settings.choice.engine()?;
    let mut report = engine.article(&whole, &accounts, &config).map_err(|e| Failure::plain(e.to_string()))?;
    report.comparison.warnings.splice(0..0, input.warnings);
    for warning in &report.comparison.warnings {
        output::complain(&warning.message);
    }
    let order = if args.format == ArticleFormat::Text { Order::Severity } else { Order::Text };
    let show =
        Show { order: args.order.map_or(order, Order::from), min_confidence: args.min_confidence, kinds: Vec::new() };
    let shown = shown(args, &report, &whole, &show)?;
    output::deliver_bytes(&shown, args.output.as_deref())?;
    Ok(Outcome::Done)
}

/// The report as it was asked for; `article` is what it was made from.
fn shown(args: &Article, report: &ArticleReport, article: &Account, show: &Show) -> Result<Vec<u8>, Failure> {
    let text = match args.format {
        ArticleFormat::Text => {
            output::article::render(report, show, Terminal::new(args.width, args.color, args.output.is_some()))
        }
        ArticleFormat::Json => report.to_json(),
        ArticleFormat::Md => diptych_render::article::markdown::render(report, show),
        ArticleFormat::Html => diptych_render::article::html::render(report, article, show),
        ArticleFormat::Docx => return output::packed(diptych_render::article::docx::render(report, show)),
    };
    Ok(text.into_bytes())
}
