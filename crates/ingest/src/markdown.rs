//! Markdown: the words without the marks; headings, paragraphs, list items and table rows stay apart.

use crate::{Content, Format, IngestError, Reader};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

pub(crate) const READER: Reader =
    Reader { format: Format::Markdown, extensions: &["md", "markdown", "mdown", "mkd"], sniff: looks_like, read };

/// A heading line, or a link: marks that plain text hardly has.
fn looks_like(text: &str) -> bool {
    let heading = |line: &str| {
        let rest = line.trim_start_matches('#');
        (1..=6).contains(&(line.len() - rest.len())) && rest.starts_with(' ')
    };
    text.lines().any(|line| heading(line) || line.contains("](http"))
}

/// Most bytes that are read.
pub(crate) const MOST: usize = 5_000_000;

fn read(text: &str) -> Result<Content, IngestError> {
    if text.len() > MOST {
        return Err(IngestError::MarkdownTooLong);
    }
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut out = Writer::default();
    for event in Parser::new_ext(text, options) {
        out.event(event);
    }
    let title = (!out.title.is_empty()).then_some(out.title);
    Ok(Content { text: out.text, title, warnings: Vec::new() })
}

#[derive(Default)]
struct Writer {
    text: String,
    title: String,
    /// Depth of what is left out: pictures and metadata.
    skipped: usize,
    in_title: bool,
    cells: usize,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Image { .. } | Tag::MetadataBlock(_)) => self.skipped += 1,
            Event::End(TagEnd::Image | TagEnd::MetadataBlock(_)) => self.skipped = self.skipped.saturating_sub(1),
            _ if self.skipped > 0 => {}
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) | Event::Code(words) | Event::InlineMath(words) | Event::DisplayMath(words) => {
                self.push(&words);
            }
            Event::SoftBreak => self.push(" "),
            Event::HardBreak => self.push("\n"),
            Event::Rule => self.part(),
            Event::Html(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.part();
                self.in_title = *level == HeadingLevel::H1 && self.title.is_empty();
            }
            Tag::Item => {
                self.part();
                // A plain sign, so that an item without a full stop is not taken for a heading.
                self.text.push_str("- ");
            }
            Tag::Paragraph if self.text.ends_with("- ") => {}
            Tag::TableCell => {
                if self.cells > 0 {
                    self.push("; ");
                }
                self.cells += 1;
            }
            Tag::TableHead | Tag::TableRow => {
                self.part();
                self.cells = 0;
            }
            Tag::Paragraph | Tag::BlockQuote(_) | Tag::CodeBlock(_) | Tag::FootnoteDefinition(_) | Tag::List(_) => {
                self.part();
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.in_title = false;
                self.part();
            }
            TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock | TagEnd::Table | TagEnd::List(_) => self.part(),
            _ => {}
        }
    }

    fn push(&mut self, words: &str) {
        self.text.push_str(words);
        if self.in_title {
            self.title.push_str(words);
        }
    }

    /// A blank line, unless one is there.
    fn part(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") && !self.text.ends_with("- ") {
            let line = self.text.trim_end().len();
            self.text.truncate(line);
            self.text.push_str("\n\n");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::read;

    #[test]
    fn drops_the_marks_and_keeps_the_words() {
        let source = "---\nlayout: post\n---\n# Talks *in* the port\n\nThe **union** said [more than 900](http://x.test)\nwalked out.\
            \\\nNext line.[^1]\n\n- one `item`\n- two\n  - nested\n\n1. first\n\n   more\n\n> Quoted.\n\n![a picture](x.png)\n\n\
            | who | count |\n|--|--|\n| union | 900 |\n\n<div>kept?</div>\n\nA <b>bold</b> end.\n\n[^1]: A note.\n";
        let d = read("a.md", source.as_bytes()).unwrap();
        assert_eq!(d.title.as_deref(), Some("Talks in the port"));
        assert_eq!(
            d.text,
            "Talks in the port\n\nThe union said more than 900 walked out.\nNext line.\n\n- one item\n\n- two\n\n- nested\n\n\
             - first\n\nmore\n\nQuoted.\n\nwho; count\n\nunion; 900\n\nA bold end.\n\nA note.\n"
        );
    }
}
