//! How deep a web page nests: parsers recurse, and take the square of the depth in time, so that pages nested
//! beyond reason are refused before they are parsed.

/// Deeper pages are refused; browsers, too, stop at some 500.
const DEPTH: usize = 400;

/// Elements that hold nothing, or that the next of their kind closes.
const SHALLOW: [&str; 25] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p",
    "li", "dt", "dd", "tr", "td", "th", "option", "thead", "tbody", "tfoot",
];

/// Elements of drawings, where a tag may close itself; any other leads out of the drawing.
const DRAWING: [&str; 18] = [
    "svg",
    "g",
    "defs",
    "symbol",
    "title",
    "desc",
    "path",
    "circle",
    "ellipse",
    "rect",
    "line",
    "polygon",
    "polyline",
    "use",
    "stop",
    "clippath",
    "lineargradient",
    "radialgradient",
];

/// Whether the page is nested deeper than is read.
pub(crate) fn too_deep(source: &str) -> bool {
    depth(&source.to_ascii_lowercase()) > DEPTH
}

/// How deep tags nest at the most, by a plain count of those opened and closed.
fn depth(source: &str) -> usize {
    let (mut open, mut deepest) = (0usize, 0usize);
    let mut drawing = false;
    let mut rest = source;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let (closes, tag) = rest.strip_prefix('/').map_or((false, rest), |tag| (true, tag));
        let name = &tag[..tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len())];
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || SHALLOW.contains(&name) {
            continue;
        }
        if closes {
            open = open.saturating_sub(1);
            drawing &= name != "svg";
            continue;
        }
        // What stands in scripts and styles is no markup.
        if let "script" | "style" = name {
            let end = if name == "script" { "</script" } else { "</style" };
            rest = rest.find(end).map_or("", |at| &rest[at + end.len()..]);
            continue;
        }
        drawing = name == "svg" || drawing && DRAWING.contains(&name);
        let closed_at_once = drawing && tag.split('>').next().is_some_and(|tag| tag.ends_with('/'));
        open += usize::from(!closed_at_once);
        deepest = deepest.max(open);
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::{DEPTH, depth};
    use crate::{IngestError, read};

    #[test]
    fn deep_nesting_is_refused_and_common_depth_is_not() {
        let page = |depth: usize| format!("<!doctype html>{}<p>Nine hundred dockers.</p>", "<DIV>".repeat(depth));
        assert!(read("a.html", page(DEPTH).as_bytes()).unwrap().text.contains("Nine hundred"));
        assert_eq!(read("a.html", page(DEPTH + 1).as_bytes()), Err(IngestError::TooDeep));
        assert_eq!(read("a.html", page(100_000).as_bytes()), Err(IngestError::TooDeep));
    }

    #[test]
    fn only_what_stays_open_counts() {
        let flat = "<!doctype html><!-- <div> --><script>'<div>'</script><img src='x>'><br/><p>One<li>Two";
        assert_eq!(depth(&flat.repeat(1000)), 0);
        assert_eq!(depth("<div><b>x</b></div><div"), 2);
        assert_eq!(depth(&format!("<svg>{}</svg>", "<path d='x'/>".repeat(1000))), 1);
        assert_eq!(
            depth(&format!("<svg><div>{}", "<path/>".repeat(10))),
            12,
            "outside a drawing a slash closes nothing"
        );
    }
}
