//! Web pages: the article without menus, banners and footers; failing that, all visible text.

use crate::{Content, Format, Reader, warning};
use dom_query::Document;
use dom_smoothie::{Config, Readability, TextMode};

pub(crate) const READER: Reader =
    Reader { format: Format::Html, extensions: &["html", "htm", "xhtml"], sniff: looks_like, read };

/// Fewer words than these are no article.
const FEW_WORDS: usize = 25;
/// More elements than these make a page that is not searched for its article; it is read as a whole.
const ELEMENTS: usize = 100_000;
/// What no reader sees.
const INVISIBLE: &str = "script, style, noscript, template, head, svg, iframe, object, select, textarea, [hidden]";

fn looks_like(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(200).collect::<String>().to_lowercase();
    let start = start.strip_prefix("<?xml").and_then(|s| s.split_once("?>")).map_or(start.as_str(), |(_, s)| s);
    let start = start.trim_start();
    start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<body")
}

fn read(source: &str) -> Content {
    let title = title(source);
    let visible = visible(source);
    let words = |s: &str| s.split_whitespace().count();
    let config = Config {
        text_mode: TextMode::Formatted,
        max_elements_to_parse: ELEMENTS,
        disable_json_ld: true,
        ..Config::default()
    };
    let article = Readability::new(source, None, Some(config)).and_then(|mut r| r.parse());
    match article {
        Ok(article) if words(&article.text_content) >= FEW_WORDS.min(words(&visible)) => {
            Content { text: article.text_content.to_string(), title, warnings: Vec::new() }
        }
        _ => {
            let message = "no article was found in the page, so all its visible text was read; \
                menus and footers may be among it";
            Content { text: visible, title, warnings: vec![warning("html-all-text", message)] }
        }
    }
}

fn title(source: &str) -> Option<String> {
    let page = Document::from(source);
    ["h1", "title"].iter().map(|tag| page.select(tag).first().text().to_string()).find(|t| !t.trim().is_empty())
}

fn visible(source: &str) -> String {
    let page = Document::from(source);
    page.select(INVISIBLE).remove();
    page.formatted_text().to_string()
}

#[cfg(test)]
mod tests {
    use crate::read;

    const PARAGRAPH: &str = "The union said on Tuesday that more than nine hundred dockers had walked out at dawn, \
        and that the Port Authority had offered nothing in weeks of talks, which the Authority later called untrue.";

    #[test]
    fn the_article_is_told_from_what_stands_around_it() {
        let page = format!(
            "<!doctype html><html><head><title>Strike | The Paper</title><script>let x = 'code';</script></head><body>\
             <nav><a href='/'>Home</a><a href='/s'>Sport</a></nav><article><h1>Strike</h1>\
             <p>{PARAGRAPH}</p><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p></article>\
             <footer>Cookie notice</footer></body></html>"
        );
        let d = read("a.html", page.as_bytes()).unwrap();
        assert_eq!(d.text.matches("nine hundred").count(), 3);
        for noise in ["Home", "Sport", "Cookie", "code"] {
            assert!(!d.text.contains(noise), "{noise} in {}", d.text);
        }
        assert!(d.text.contains("untrue.\n\nThe union"), "paragraphs stay apart: {}", d.text);
        assert_eq!(d.title.as_deref(), Some("Strike"));
        assert!(d.warnings.is_empty(), "{:?}", d.warnings);
    }

    #[test]
    fn a_page_without_an_article_is_read_whole_with_a_warning() {
        let page =
            format!("<!doctype html><article><p>In short.</p></article><footer>{PARAGRAPH}</footer><script>x</script>");
        let d = read("a.html", page.as_bytes()).unwrap();
        assert!(d.text.contains("nine hundred") && !d.text.contains('x'), "{}", d.text);
        assert_eq!(d.warnings.iter().map(|w| w.code.as_str()).collect::<Vec<_>>(), ["html-all-text"], "{}", d.text);
    }
}
