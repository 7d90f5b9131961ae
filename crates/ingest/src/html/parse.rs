//! A web page to a tree, within bounds. The parser gets the page piece by piece, and between two pieces it is looked at what it
//! has made of them: what a page costs can't be told from its text, since browsers, and so the parser, mend any markup.

use crate::IngestError;
use dom_query::{Document, NodeData, NodeId};
use html5ever::TokenizerResult;
use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::Tracer;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use std::cell::Cell;

/// Most elements within each other. The parser walks through all open ones, and the search for the article through all that is
/// within an element, so that deeper pages take ever longer; browsers, too, stop at some 500.
const DEPTH: usize = 400;

/// Most elements that may be open, or be opened anew (`<b>`, `<i>` and the like), while a page is parsed.
const OPEN: usize = 1_000;

/// Most elements and stretches of text.
const NODES: usize = 1_000_000;

/// Most attributes of a tag. The parser holds each against all before it.
const ATTRIBUTES: usize = 1_000;

/// How much is parsed between two looks, in bytes, which bounds what can be made of it.
const PIECE: usize = 1_000;

/// Bytes of text that take as long to look at as an element.
const NODE: usize = 32;

/// The same of what is looked for signs that HTML writes otherwise.
const SIGNS: usize = 10_000;

/// A page as a tree.
pub(super) struct Page {
    /// The tree.
    pub(super) tree: Document,
    /// What looking at all that is within an element, for every element, comes to: every node counts as often as there are
    /// elements around it, and a text for more the longer it is.
    pub(super) load: usize,
}

/// Parses a page.
///
/// # Errors
/// It is beyond the bounds above.
pub(super) fn parse(source: &str) -> Result<Page, IngestError> {
    // As dom_query has it: what stands in `noscript` is read as markup.
    let opts = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let counted = Counted { tokens: Cell::new(0), builder: TreeBuilder::new(Document::default(), opts) };
    let parser = Tokenizer::new(counted, TokenizerOpts::default());
    let (mut within, mut unseen) = (Within::Text, 0);
    for part in source.split_inclusive('<') {
        let (text, opens) = part.strip_suffix('<').map_or((part, ""), |text| (text, "<"));
        let mut first = true;
        for piece in pieces(text).chain([opens]).filter(|piece| !piece.is_empty()) {
            let before = parser.sink.tokens.get();
            feed(&parser, piece);
            // A `<` is a piece of its own, so that where a tag begins nothing of what was before it is still to be told.
            let silent = parser.sink.tokens.get() == before;
            within = match within {
                _ if !silent => Within::Text,
                Within::Text if first && piece != "<" => Within::begun(piece),
                Within::Tag(tag) => tag.after(piece),
                other => other,
            };
            first = false;
            if let Within::Tag(tag) = &within
                && tag.attributes > ATTRIBUTES
            {
                return Err(IngestError::TooMuchMarkup);
            }
            unseen += piece.len();
            if unseen >= PIECE {
                within_bounds(&parser.sink.builder)?;
                unseen = 0;
            }
        }
    }
    parser.end();
    within_bounds(&parser.sink.builder)?;
    let tree = parser.sink.builder.sink;
    let Shape { depth, load } = shape(&tree);
    if depth > DEPTH { Err(IngestError::TooDeep) } else { Ok(Page { tree, load }) }
}

/// The text in pieces, cut between characters.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (piece, more) = rest.split_at(rest.floor_char_boundary(PIECE));
        rest = more;
        (!piece.is_empty()).then_some(piece)
    })
}

fn feed(parser: &Tokenizer<Counted>, piece: &str) {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(piece));
    // It stops after each script, for whoever would run it.
    while !matches!(parser.feed(&input), TokenizerResult::Done) {}
}

fn within_bounds(builder: &TreeBuilder<NodeId, Document>) -> Result<(), IngestError> {
    struct Handles(Cell<usize>);
    impl Tracer for Handles {
        type Handle = NodeId;

        fn trace_handle(&self, _: &NodeId) {
            self.0.set(self.0.get() + 1);
        }
    }
    let open = Handles(Cell::new(0));
    builder.trace_handles(&open);
    if open.0.get() > OPEN {
        return Err(IngestError::TooDeep);
    }
    if builder.sink.tree.len() > NODES { Err(IngestError::TooMuchMarkup) } else { Ok(()) }
}

/// What a tree is like.
struct Shape {
    /// How many elements stand within each other at most.
    depth: usize,
    /// [`Page::load`].
    load: usize,
}

fn shape(page: &Document) -> Shape {
    let (mut node, mut depth) = (page.root(), 0usize);
    let mut shape = Shape { depth: 0, load: 0 };
    loop {
        shape.load +=
            node.query_or(0, |n| if let NodeData::Text { contents } = &n.data { load(contents, depth) } else { depth });
        shape.depth = shape.depth.max(depth - usize::from(depth > 0 && !node.is_element()));
        if let Some(child) = node.first_child() {
            (node, depth) = (child, depth + 1);
            continue;
        }
        loop {
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) => (node, depth) = (parent, depth - 1),
                None => return shape,
            }
        }
    }
}

/// What a text comes to at this depth.
fn load(text: &str, depth: usize) -> usize {
    // What HTML writes otherwise is looked for from the last such sign to the end, by bytes; C2 begins a space that is one.
    let signs = text.bytes().filter(|b| matches!(b, b'&' | b'<' | b'>' | 0xc2)).count();
    depth * (1 + text.len() / NODE) + signs.saturating_mul(text.len()) / SIGNS
}

/// The builder of the tree, with a count of what it is given.
struct Counted {
    tokens: Cell<usize>,
    builder: TreeBuilder<NodeId, Document>,
}

impl TokenSink for Counted {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        // Faults are told from within a tag, too; there may be millions, and nobody reads them.
        if matches!(token, Token::ParseError(_)) {
            return TokenSinkResult::Continue;
        }
        self.tokens.set(self.tokens.get() + 1);
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// What the parser stands in after a piece, as far as can be told from whether it gave a token.
enum Within {
    /// Nothing that is not done.
    Text,
    /// A tag.
    Tag(Tag),
    /// A comment or the like.
    Other,
}

impl Within {
    /// What begins with this piece, before which stands a `<`.
    fn begun(piece: &str) -> Within {
        let name = piece.strip_prefix('/').unwrap_or(piece);
        let tag = Tag { at: At::TagName, attributes: 0 };
        if name.starts_with(|c: char| c.is_ascii_alphabetic()) { tag.after(name) } else { Within::Other }
    }
}

/// A tag that goes on, as the standard has it: what is odd there is odd here.
struct Tag {
    at: At,
    attributes: usize,
}

/// Where in a tag.
#[derive(Clone, Copy)]
enum At {
    TagName,
    /// Before an attribute.
    Before,
    Name,
    AfterName,
    /// After the `=`.
    Value,
    Unquoted,
    Quoted(char),
}

impl Tag {
    fn after(mut self, piece: &str) -> Within {
        for c in piece.chars() {
            let blank = matches!(c, '\t' | '\n' | '\x0c' | '\r' | ' ');
            self.at = match self.at {
                At::Quoted(mark) if c == mark => At::Before,
                At::Quoted(mark) => At::Quoted(mark),
                _ if c == '>' => return Within::Text,
                At::Value if matches!(c, '"' | '\'') => At::Quoted(c),
                At::Value if blank => At::Value,
                At::Unquoted if blank => At::Before,
                At::Value | At::Unquoted => At::Unquoted,
                At::Name | At::AfterName if c == '=' => At::Value,
                At::Name | At::AfterName if blank => At::AfterName,
                _ if blank || c == '/' => At::Before,
                At::TagName => At::TagName,
                At::Name => At::Name,
                At::Before | At::AfterName => {
                    self.attributes += 1;
                    At::Name
                }
            };
        }
        Within::Tag(self)
    }
}

#[cfg(test)]
mod tests {
    use super::{ATTRIBUTES, DEPTH, OPEN, Shape, parse, shape};
    use crate::{IngestError, read};
    use dom_query::Document;
    use proptest::prelude::*;

    fn refused(page: &str) -> Option<IngestError> {
        parse(page).err()
    }

    #[test]
    fn a_page_is_what_it_is_when_parsed_at_once() {
        for page in [
            "",
            "a &am",
            "\u{feff}<!DOCTYPE html>\r\n<title>A &lt; B</title><p class='x>y'>One &amp; two<br/>< three <3 <<b>four</b></p>",
            "<!-- <p> --><script>if (a<b) '</p>'</script><textarea><b a='</textarea><noscript><p>x</noscript>",
            "<table>a<tr><td>b<p>c</table><svg><style><g/></style><![CDATA[x]]></svg><template><td>d</template>",
            "<p>Порт <b>не<i> работает</b> 三百人</i>&copy;&notit;&#x4e;",
        ] {
            let long = page.repeat(2_000 / page.len().max(1) + 1);
            for page in [page, &long] {
                assert_eq!(parse(page).unwrap().tree.html(), Document::from(page).html(), "{page}");
            }
        }
    }

    proptest! {
        #[test]
        fn pieces_make_the_same_tree(page in "([<>/=\"'!&; -]|</?(b|p|div|svg|table|td|a x='1'|script|style|textarea|title|select)|[a-zж]{1,3}|&amp|<!--|-->|\\[CDATA\\[|\r\n){0,60}") {
            prop_assert_eq!(parse(&page).unwrap().tree.html(), Document::from(page.as_str()).html());
        }
    }

    #[test]
    fn deep_nesting_is_refused_and_common_depth_is_not() {
        let page = |depth: usize| format!("<!doctype html>{}Nine hundred dockers.", "<DIV>".repeat(depth));
        // The page and its body are elements, too.
        assert!(read("a.html", page(DEPTH - 2).as_bytes()).unwrap().text.contains("Nine hundred"));
        assert_eq!(read("a.html", page(DEPTH - 1).as_bytes()), Err(IngestError::TooDeep));
        assert_eq!(read("a.html", page(100_000).as_bytes()), Err(IngestError::TooDeep));
        let depth = |page: &str| {
            let Shape { depth, .. } = shape(&parse(page).unwrap().tree);
            depth
        };
        assert_eq!((depth("<p>a<b>b</b><i><u></u></i><p>c"), depth("<!-- a -->"), depth("")), (5, 2, 2));
    }

    #[test]
    fn what_nests_without_looking_like_it_is_refused_and_what_only_looks_like_it_is_not() {
        let often = |unit: &str| format!("<!doctype html><p>a{}", unit.repeat(30_000));
        for unit in ["<div></x>", "<span><div></span>", "<table><td>", "<b><div></b>", "<template>", "<svg><g>"] {
            assert_eq!(refused(&often(unit)), Some(IngestError::TooDeep), "{unit}");
        }
        assert_eq!(refused(&format!("<table>{}", "<u><i>".repeat(100_000))), Some(IngestError::TooDeep));
        let each = |form: &dyn Fn(usize) -> String| (0..3 * OPEN).map(form).collect::<String>();
        assert_eq!(refused(&each(&|i| format!("<p><b a={i}>"))), Some(IngestError::TooDeep));
        for unit in
            ["<!-- <div> -->", "<script>'<div>'</script>", "<img src='x>'><br/>", "<p>One", "<svg><path/></svg>"]
        {
            assert_eq!(refused(&often(unit)), None, "{unit}");
        }
        assert_eq!(refused(&format!("<ul>{}", "<li>Two".repeat(30_000))), None);
    }

    #[test]
    fn few_bytes_cannot_make_many_elements() {
        let open: String = (0..380).map(|i| format!("<b a={i}>")).collect();
        assert_eq!(refused(&format!("<p>{open}{}", "<p>a".repeat(100_000))), Some(IngestError::TooMuchMarkup));
    }

    #[test]
    fn many_attributes_are_refused_wherever_they_hide() {
        let many: String = (0..ATTRIBUTES + PIECES).map(|i| format!("a{i} ")).collect();
        for page in [
            format!("<p>a<p {many}>"),
            format!("<p>a</p {many}>"),
            format!("a &am<p/b = c d='e'f=\">\"{many}>"),
            format!("<!-- <a b=' --><p {many}>"),
            format!("<textarea><a b='</textarea {many}>"),
            format!("<svg><style><p {many}></style>"),
            format!("<p =\" {many}>"),
            format!("<p=\" {many}>"),
            format!("<p a=b\" <{}>", many.replace(' ', "<c ")),
        ] {
            assert_eq!(refused(&page), Some(IngestError::TooMuchMarkup), "{}", &page[..40]);
        }
        let words = "a < b ".repeat(ATTRIBUTES);
        for page in [
            format!("<p>{words}"),
            format!("<!-- <p {words} -->"),
            format!("<!doctype {words}>"),
            format!("<p title='{words}' class=\"{words}\">"),
            format!("<textarea><p {words}"),
            format!("<script><p {words}"),
            format!("<p {}>", "a ".repeat(ATTRIBUTES)),
            "<p a b=c>".repeat(ATTRIBUTES),
        ] {
            assert_eq!(refused(&page), None, "{}", &page[..40]);
        }
    }

    /// So many more that they are noticed before the tag ends.
    const PIECES: usize = 1_000;
}
