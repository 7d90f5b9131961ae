//! `diptych article`: one article in, the accounts it reports out.

use crate::args::{Article, ArticleFormat, Order};
use crate::failure::{Failure, Outcome};
use crate::input::{self, Told};
use crate::output::{self, Show, article, text::Terminal};
use crate::settings;
use diptych_core::{Account, Case};

/// Runs it.
pub fn run(args: &Article) -> Result<Outcome, Failure> {
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
    let show = Show { order: args.order.unwrap_or(order), min_confidence: args.min_confidence, kinds: Vec::new() };
    let shown = match args.format {
        ArticleFormat::Text => {
            article::text::render(&report, &show, Terminal::new(args.width, args.color, args.output.is_some()))
        }
        ArticleFormat::Json => report.to_json(),
        ArticleFormat::Md => article::markdown::render(&report, &show),
        ArticleFormat::Html => {
            let sides = report.comparison.accounts.iter();
            let account = |a: &diptych_core::report::AccountReport| Account {
                id: a.id.clone(),
                source: a.source.clone(),
                ..whole.clone()
            };
            let case = Case {
                id: whole.id.clone(),
                title: whole.id.clone(),
                date: None,
                accounts: sides.map(account).collect(),
            };
            article::html::render(&report, &case, &show)
        }
    };
    output::deliver(&shown, args.output.as_deref())?;
    Ok(Outcome::Done)
}
