//! Characters and lines that say nothing: line ends made one, control characters dropped.

use crate::warning;
use diptych_core::report::Warning;

/// Every line end as a line feed; other control characters dropped, with a warning that counts them.
pub(crate) fn characters(text: &str) -> (String, Option<Warning>) {
    let mut out = String::with_capacity(text.len());
    let mut dropped = 0usize;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            // Form feed, vertical tab, next line, line and paragraph separators: they part lines.
            '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\n' | '\t' => out.push(c),
            // A byte-order mark within the text is left over from joining files.
            '\u{feff}' => {}
            c if c.is_control() => dropped += 1,
            c => out.push(c),
        }
    }
    let message = || match dropped {
        1 => "1 control character was left out".to_string(),
        n => format!("{n} control characters were left out"),
    };
    let warned = (dropped > 0).then(|| warning("control-characters", message()));
    (out, warned)
}

/// No white space at line ends, no more than one blank line in a row, none at the start, one line feed at the end.
pub(crate) fn lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 1);
    let mut blank = 0;
    for line in text.split('\n').map(str::trim_end) {
        if line.is_empty() {
            blank += 1;
            continue;
        }
        if !out.is_empty() && blank > 0 {
            out.push('\n');
        }
        blank = 0;
        out.push_str(line);
        out.push('\n');
    }
    out
}
