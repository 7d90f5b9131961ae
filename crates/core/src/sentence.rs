//! Text to sentences, with headings and datelines told apart from what can hold a claim.
//!
//! Lines come first: a blank line or a line that ends like a sentence parts blocks, while the lines of
//! hard-wrapped prose are read as one. Within a block the sentence boundaries of UAX #29 hold, but for
//! abbreviations ("Gen. Orlov") and for what goes on in lower case.

use crate::language::Language;
use crate::lexicon::{Lexicon, List};
use crate::text::{Lang, Span};
use crate::token::Tokenizer;
use unicode_segmentation::UnicodeSegmentation;

/// One sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands; a dateline before it is left out.
    pub span: Span,
    /// Whether it is a heading, which is no claim.
    pub heading: bool,
}

/// Words of a heading at the most; a longer line without a full stop is prose.
const HEADING_WORDS: usize = 18;

/// Longest sentence in bytes, some 600 words; what looks around within a sentence takes its length squared.
pub const LONGEST: usize = 4_000;

/// The sentences of `text`, in order.
pub fn sentences(text: &str, lang: Lang) -> Vec<Sentence> {
    let blocks = blocks(text);
    let prose = blocks.iter().any(|b| ends_sentence(b.of(text)));
    let mut out = Vec::new();
    for block in &blocks {
        let block = strip_bullet(text, *block);
        let words = block.of(text).unicode_words().count();
        if words == 0 {
            continue;
        }
        let bulleted = block.start > 0 && is_bullet(text[..block.start].trim_end().chars().next_back());
        let heading = prose && !bulleted && words <= HEADING_WORDS && !ends_sentence(block.of(text));
        if heading {
            out.push(Sentence { span: block, heading });
            continue;
        }
        let mut parts = split_block(text, block, lang);
        if let Some(first) = parts.first_mut() {
            *first = strip_dateline(text, *first, lang);
        }
        out.extend(parts.into_iter().filter(|s| !s.is_empty()).map(|span| Sentence { span, heading: false }));
    }
    out
}

/// Paragraphs, list items and headings, trimmed.
fn blocks(text: &str) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut open = false;
    let mut at = 0;
    let longest = text.lines().map(|line| line.trim().chars().count()).max().unwrap_or(0);
    for line in text.split_inclusive(['\n', '\u{2028}', '\u{2029}', '\r']) {
        let span = Span::new(at, at + line.len()).trim(text);
        at += line.len();
        if span.is_empty() {
            // A lone line feed after a carriage return is one line end, not an empty line.
            open &= line == "\n" && text[..at].ends_with("\r\n");
            continue;
        }
        let words = span.of(text);
        match out.last_mut() {
            Some(last) if open && goes_on(last.of(text), words, longest) => *last = last.join(span),
            _ => out.push(span),
        }
        open = true;
    }
    out
}

/// Whether `next` is the same paragraph as the line before it: hard-wrapped prose, whose lines are about as long as the
/// `longest`.
fn goes_on(before: &str, next: &str, longest: usize) -> bool {
    let last = before.rsplit('\n').next().unwrap_or(before);
    let length = last.chars().count();
    let long = length >= 50 && length * 2 >= longest;
    let lower = next.chars().next().is_some_and(char::is_lowercase);
    !ends_sentence(before) && (long || lower) && !is_bullet(next.chars().next())
}

fn is_bullet(c: Option<char>) -> bool {
    matches!(c, Some('-' | '*' | '•' | '–' | '—' | '·' | '▪' | '◦'))
}

fn strip_bullet(text: &str, block: Span) -> Span {
    let words = block.of(text);
    let rest = words.trim_start_matches(|c: char| is_bullet(Some(c)) || c.is_whitespace() || c == '#');
    Span::new(block.end - rest.len(), block.end)
}

/// Whether the words end like a sentence, closing quotes and brackets aside.
fn ends_sentence(words: &str) -> bool {
    let bare = words.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '」' | '』' | '）')
    });
    bare.ends_with(['.', '!', '?', '…', '。', '！', '？', ';', '；', ':', '：'])
}

fn split_block(text: &str, block: Span, lang: Lang) -> Vec<Span> {
    // Line feeds inside a block are wrapping; as spaces they end no sentence, and no offset changes.
    let flat: String = block.of(text).chars().map(|c| if c == '\n' || c == '\r' { ' ' } else { c }).collect();
    if flat.len() != block.len() {
        return divided(text, block);
    }
    let mut out: Vec<Span> = Vec::new();
    for (at, piece) in flat.split_sentence_bound_indices() {
        let span = Span::new(block.start + at, block.start + at + piece.len()).trim(text);
        if span.is_empty() {
            continue;
        }
        match out.last_mut() {
            Some(last) if joins(text, *last, span, lang) => *last = last.join(span),
            _ => out.push(span),
        }
    }
    out.into_iter().flat_map(|span| divided(text, span)).collect()
}

/// A sentence in pieces that are no longer than the longest, cut at white space where there is any.
fn divided(text: &str, mut span: Span) -> Vec<Span> {
    let mut out = Vec::new();
    while span.len() > LONGEST {
        let most = text.floor_char_boundary(span.start + LONGEST);
        let piece = &text[span.start..most];
        let end = piece.rfind(char::is_whitespace).filter(|at| *at > 0).map_or(most, |at| span.start + at);
        out.push(Span::new(span.start, end).trim(text));
        span = Span::new(end, span.end).trim(text);
    }
    out.push(span);
    out
}

/// Whether the boundary between the two is none: an abbreviation, an initial, or a remainder.
fn joins(text: &str, before: Span, next: Span, lang: Lang) -> bool {
    let next_words = next.of(text);
    if !next_words.chars().any(char::is_alphanumeric) {
        return true;
    }
    if next_words.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase)
        && next_words.chars().next().is_some_and(char::is_alphanumeric)
    {
        return true;
    }
    let Some(stem) = before.of(text).strip_suffix('.') else { return false };
    let last = stem.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or("");
    if last.chars().count() == 1 && last.chars().all(char::is_uppercase) {
        return true;
    }
    let known = |word: &str| {
        let tokens = Tokenizer::new(lang).tokens(word, Span::new(0, word.len()));
        let hits = Lexicon::of(lang).hits(&tokens);
        hits.iter().find(|h| h.entry.list == List::Abbreviation && h.end == tokens.len()).map(|h| h.entry.level)
    };
    // "a.m." and "U.S." do end sentences; a capitalised function word after them tells.
    let opens = next_words.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let fresh = Language::of(lang).is_some_and(|l| l.sentence_openers.contains(&opens));
    known(last).is_some_and(|level| !(fresh && (level > 0 || last.contains('.'))))
}

/// Drops "PORT ELLAN, 3 May (Agency) — " from the front.
fn strip_dateline(text: &str, sentence: Span, lang: Lang) -> Span {
    let words = sentence.of(text);
    let Some((at, dash)) = words.char_indices().take(70).find(|(i, c)| {
        matches!(c, '—' | '–' | '-') && words[..*i].ends_with(' ') && words[*i + c.len_utf8()..].starts_with(' ')
    }) else {
        return sentence;
    };
    let place = &words[..at];
    let named = place.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).all(|w| {
        w.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit()) || matches!(w, "of" | "the" | "and")
    });
    let count = place.split_whitespace().count();
    // "Россия — наш партнёр" is a sentence; a day or an agency tells a dateline.
    let copula = Language::of(lang).is_some_and(|l| l.dash_is_copula);
    let named = named && (!copula || place.contains(|c: char| c.is_ascii_digit() || matches!(c, '(' | '/' | ',')));
    if named && (1..=8).contains(&count) {
        Span::new(sentence.start + at + dash.len_utf8(), sentence.end).trim(text)
    } else {
        sentence
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let got: Vec<String> = sentences(text, Lang::En)
            .iter()
            .map(|s| format!("{}{}", if s.heading { "# " } else { "" }, s.span.of(text)))
            .collect();
        assert_eq!(got, expect);
    }

    #[test]
    fn abbreviations_and_figures_end_no_sentence() {
        check(
            "Gen. A. Orlov met Mr. Lee at 9 a.m. on the U.S. side. It cost $3.5 million. The U.S. The end.",
            &["Gen. A. Orlov met Mr. Lee at 9 a.m. on the U.S. side.", "It cost $3.5 million.", "The U.S.", "The end."],
        );
    }

    #[test]
    fn an_abbreviation_may_end_a_sentence() {
        let text = "Он родился в г. Москве в 1990 г. В 2010 г. Иванов уехал. Куплено 5 тыс. тонн зерна и т. д. Но цены выросли.";
        let got: Vec<&str> = sentences(text, Lang::Ru).iter().map(|s| s.span.of(text)).collect();
        assert_eq!(
            got,
            [
                "Он родился в г. Москве в 1990 г.",
                "В 2010 г. Иванов уехал.",
                "Куплено 5 тыс. тонн зерна и т. д.",
                "Но цены выросли.",
            ]
        );
    }

    #[test]
    fn headings_and_datelines_are_told_apart() {
        check(
            "Talks end\n\nPORT ELLAN, 3 May (Agency) — Talks ended. No deal.\n\n- first item\n- second item",
            &["# Talks end", "Talks ended.", "No deal.", "first item", "second item"],
        );
    }

    #[test]
    fn wrapped_lines_are_one_sentence_and_bare_lines_still_count() {
        check(
            "The ministry said on Tuesday that the talks had been\nuseful and would go on.\n",
            &["The ministry said on Tuesday that the talks had been\nuseful and would go on."],
        );
        check("no full stop here\n\nnor here", &["no full stop here", "nor here"]);
        check("", &[]);
    }

    #[test]
    fn a_sentence_without_end_is_cut_at_a_space() {
        let pieces = |text: &str| sentences(text, Lang::En).iter().map(|s| s.span.len()).collect::<Vec<_>>();
        assert_eq!(pieces(&"not ".repeat(2_500)), [3_999, 3_999, 1_999]);
        assert_eq!(pieces(&"不".repeat(2_000)), [3_999, 2_001]);
    }

    #[test]
    fn quotes_stay_with_their_sentence() {
        check(
            "\"We won,\" she said. \"It is over.\" He left.",
            &["\"We won,\" she said.", "\"It is over.\"", "He left."],
        );
    }
}
