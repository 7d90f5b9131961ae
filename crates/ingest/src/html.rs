//! Web pages: the article without menus, banners and footers; failing that, all visible text.

mod around;
mod parse;
#[cfg(test)]
mod tests;

use crate::{Content, Format, IngestError, Reader, warning};
use dom_query::Document;
use dom_smoothie::{Config, Readability, TextMode};

pub(crate) const READER: Reader =
    Reader { format: Format::Html, extensions: &["html", "htm", "xhtml"], sniff: looks_like, read };

/// Fewer words than these are no article.
const FEW_WORDS: usize = 25;
/// The article without what stands within it is at least one part in these.
const KEPT: usize = 3;
/// More elements than these make a page that is not searched for its article; it is read as a whole.
const ELEMENTS: usize = 100_000;
/// A page whose parts stand within so many others that the search would take seconds is read as a whole, too.
const LOAD: usize = 10_000_000;
/// What no reader sees.
const INVISIBLE: &str = "script, style, noscript, template, head, svg, iframe, object, select, textarea, [hidden]";

fn looks_like(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(200).collect::<String>().to_lowercase();
    let start = start.strip_prefix("<?xml").and_then(|s| s.split_once("?>")).map_or(start.as_str(), |(_, s)| s);
    let start = start.trim_start();
    start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<body")
}

fn read(source: &str) -> Result<Content, IngestError> {
    let parse::Page { tree: page, load } = parse::parse(source)?;
    let title = title(&page);
    if load <= LOAD
        && let Some(text) = searched(&page)
    {
        return Ok(Content { text, title, warnings: Vec::new() });
    }
    let message =
        "no article was found in the page, so all its visible text was read; menus and footers may be among it";
    let text = visible(&page);
    Ok(Content { text, title, warnings: vec![warning("html-all-text", message)] })
}

/// The article, if one is found: without what stands within it, unless that was most of it.
fn searched(page: &Document) -> Option<String> {
    let pruned = page.clone();
    around::prune(&pruned);
    let visible = visible(&pruned);
    let least = FEW_WORDS.min(words(&visible));
    let whole = article(page.clone()).unwrap_or_default();
    let pruned = article(pruned).unwrap_or_default();
    // Where little is left of the article, what went was part of it.
    let best = if words(&pruned) >= least && words(&pruned) * KEPT >= words(&whole) { pruned } else { whole };
    (words(&best) >= least).then_some(best)
}

/// How many words a text has; in Chinese, which sets no spaces, two letters count as one.
fn words(text: &str) -> usize {
    let letters = |word: &str| word.chars().filter(|c| ('\u{2e80}'..='\u{9fff}').contains(c)).count();
    text.split_whitespace().map(|word| letters(word).div_ceil(2).max(1)).sum()
}

/// The page's article, if one is found.
fn article(page: Document) -> Option<String> {
    let config = Config {
        text_mode: TextMode::Formatted,
        max_elements_to_parse: ELEMENTS,
        disable_json_ld: true,
        ..Config::default()
    };
    let article = Readability::with_document(page, None, Some(config)).and_then(|mut r| r.parse());
    article.ok().map(|a| a.text_content.to_string())
}

fn title(page: &Document) -> Option<String> {
    ["h1", "title"].iter().map(|tag| page.select(tag).first().text().to_string()).find(|t| !t.trim().is_empty())
}

fn visible(page: &Document) -> String {
    page.select(INVISIBLE).remove();
    page.formatted_text().to_string()
}
