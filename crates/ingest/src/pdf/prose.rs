//! Lines made running prose: joined by a space, words broken at a line's end made whole.

use super::layout::Paragraph;
use std::collections::HashSet;

/// Parts of words that keep their hyphen wherever the line breaks: first parts and last parts.
const KEEPS_AFTER: [&str; 9] = ["well", "self", "ex", "non", "vice", "кое", "по", "из", "северо"];
const KEEPS_BEFORE: [&str; 6] = ["то", "либо", "нибудь", "таки", "за", "in"];

/// Whether letters of this kind stand without spaces between words: Chinese and Japanese.
pub(super) fn unspaced(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{312f}' | '\u{31a0}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a line ends as sentences do.
pub(super) fn ends_sentence(text: &str) -> bool {
    let marks = |c: char| c.is_whitespace() || "\"'”’»)]）」』".contains(c);
    text.trim_end_matches(marks).ends_with(['.', '!', '?', '…', ':', ';', '。', '！', '？', '：', '；'])
}

/// Whether a line begins with the mark of a list.
pub(super) fn bullet(text: &str) -> bool {
    text.starts_with(['•', '▪', '◦', '‣', '●', '■', '○', '∙']) || text.starts_with("– ") || text.starts_with("— ")
}

/// The text of a document's paragraphs, with a blank line between.
pub(super) fn text(paragraphs: Vec<Paragraph>) -> String {
    let paragraphs = across(paragraphs);
    let words = Words::of(&paragraphs);
    let mut out = String::new();
    for paragraph in &paragraphs {
        let start = out.len();
        for line in &paragraph.lines {
            words.join(&mut out, start, line.trim());
        }
        out.push_str("\n\n");
    }
    out.replace('\u{ad}', "")
}

/// Paragraphs that go on in the next column or on the next page made one. Notes in smaller letters may stand between.
fn across(paragraphs: Vec<Paragraph>) -> Vec<Paragraph> {
    let indents = first_lines_indented(&paragraphs);
    let notes_at = 0.92 * usual_size(&paragraphs);
    let mut out: Vec<Paragraph> = Vec::new();
    let mut open: Option<usize> = None;
    for next in paragraphs {
        let note = next.size < notes_at;
        let goes_on = open.filter(|at| {
            let (last, notes_between) = (&out[*at], out.len() - 1 > *at);
            let alike = (last.size - next.size).abs() < 0.08 * next.size;
            alike && next.first && (last.last || notes_between) && continues(last, &next, notes_between, indents)
        });
        if let Some(at) = goes_on {
            out[at].lines.extend(next.lines);
            (out[at].last, out[at].full) = (next.last, next.full);
            continue;
        }
        if !note {
            open = Some(out.len());
        }
        out.push(next);
    }
    out
}

/// Whether paragraphs of the text begin with an indent.
fn first_lines_indented(paragraphs: &[Paragraph]) -> bool {
    let inner = || paragraphs.iter().filter(|p| !p.first && p.lines.len() > 1);
    inner().filter(|p| p.indented).count() * 2 > inner().count()
}

/// The size that most letters of the text have.
fn usual_size(paragraphs: &[Paragraph]) -> f32 {
    let mut sizes: Vec<(f32, usize)> =
        paragraphs.iter().map(|p| (p.size, p.lines.iter().map(String::len).sum())).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sizes.iter().map(|(_, n)| n).sum::<usize>() / 2;
    let mut so_far = 0;
    let at = sizes.iter().position(|(_, n)| {
        so_far += n;
        so_far >= half
    });
    at.map_or(1.0, |at| sizes[at].0)
}

/// Whether a paragraph reads as the rest of another.
fn continues(last: &Paragraph, next: &Paragraph, notes_between: bool, indents: bool) -> bool {
    let (Some(end), Some(start)) = (last.lines.last(), next.lines.first()) else { return false };
    let lower = start.starts_with(char::is_lowercase);
    let chinese = end.ends_with(unspaced) && start.starts_with(unspaced);
    if bullet(start) || ends_sentence(end) {
        // A paragraph seldom ends just at the column's edge.
        let goes_on = if indents { next.lines.len() > 1 } else { last.full };
        return goes_on && !next.indented && !bullet(start) && !notes_between;
    }
    lower || (!notes_between && (last.lines.len() > 1 || chinese))
}

/// The words of a text that are whole in their line.
struct Words(HashSet<String>);

impl Words {
    fn of(paragraphs: &[Paragraph]) -> Words {
        let mut all = HashSet::new();
        for paragraph in paragraphs {
            let mut broken = false;
            for line in &paragraph.lines {
                let words: Vec<&str> = line.split_whitespace().collect();
                let breaks = line.ends_with(['-', '\u{ad}']);
                for (i, word) in words.iter().enumerate() {
                    if !(i == 0 && broken || i + 1 == words.len() && breaks) {
                        all.insert(bare(word));
                    }
                }
                broken = breaks;
            }
        }
        Words(all)
    }

    fn has(&self, word: &str) -> bool {
        self.0.contains(&bare(word))
    }

    /// Adds a line to the paragraph that starts at `start`.
    fn join(&self, out: &mut String, start: usize, line: &str) {
        let (Some(end), Some(first)) = (out[start..].chars().next_back(), line.chars().next()) else {
            out.push_str(line);
            return;
        };
        if end == '\u{ad}' {
            out.pop();
        } else if end == '-' && out[start..].chars().rev().nth(1).is_some_and(char::is_alphanumeric) {
            let before = out[start..].rsplit(char::is_whitespace).next().unwrap_or_default();
            let after = line.split_whitespace().next().unwrap_or_default();
            if !self.keeps_hyphen(&before[..before.len() - 1], after) {
                out.pop();
            }
        } else if !(unspaced(end) || unspaced(first)) {
            out.push(' ');
        }
        out.push_str(line);
    }

    /// Whether `before-after` is written so, not broken there.
    fn keeps_hyphen(&self, before: &str, after: &str) -> bool {
        let (left, right) = (bare(before), bare(after));
        let whole = format!("{left}{right}");
        let written = format!("{left}-{right}");
        if !after.starts_with(char::is_lowercase) || before.ends_with(|c: char| c.is_ascii_digit()) {
            return true;
        }
        if self.has(&written) || self.has(&whole) {
            return !self.has(&whole);
        }
        let part = |all: &[&str], word: &str| all.contains(&word);
        left.contains('-')
            || part(&KEEPS_AFTER, &left)
            || part(&KEEPS_BEFORE, &right)
            || (right.chars().count() > 2 && self.has(&left) && self.has(&right))
    }
}

/// A word without the marks around it, in lower case.
fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}
