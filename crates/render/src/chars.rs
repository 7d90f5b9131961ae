//! Offsets in characters (Unicode code points), as annotation tools count them; inside Diptych they are in bytes.

use diptych_core::Span;

/// Where each character of a text begins, in bytes.
pub struct Chars<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Chars<'a> {
    /// Counts the characters of a text.
    pub fn of(text: &'a str) -> Self {
        Chars { text, starts: text.char_indices().map(|(at, _)| at).collect() }
    }

    /// A span of bytes as first character and one past the last.
    pub fn range(&self, span: Span) -> (usize, usize) {
        let count = |byte: usize| self.starts.partition_point(|start| *start < byte);
        (count(span.start), count(span.end))
    }

    /// The words from a character on to before another; `None` where the text has no such characters.
    pub fn words(&self, from: usize, to: usize) -> Option<&'a str> {
        let byte = |at: usize| match self.starts.get(at) {
            None if at == self.starts.len() => Some(self.text.len()),
            start => start.copied(),
        };
        self.text.get(byte(from)?..byte(to)?)
    }

    /// At most so many characters before and after a span.
    pub fn around(&self, span: Span, most: usize) -> (&'a str, &'a str) {
        let (from, to) = self.range(span);
        let end = (to + most).min(self.starts.len());
        (self.words(from.saturating_sub(most), from).unwrap_or(""), self.words(to, end).unwrap_or(""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_code_points() {
        let text = "a😀й双z";
        let chars = Chars::of(text);
        let span = Span::new(5, 10);
        assert_eq!((span.of(text), chars.range(span)), ("й双", (2, 4)));
        assert_eq!((chars.words(2, 4), chars.words(0, 5), chars.words(5, 5)), (Some("й双"), Some(text), Some("")));
        assert_eq!((chars.words(4, 6), chars.words(3, 2), chars.words(9, 9)), (None, None, None));
        assert_eq!((chars.around(span, 1), chars.around(span, 9)), (("😀", "z"), ("a😀", "z")));
    }
}
