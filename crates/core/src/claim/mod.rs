//! Sentences to claims: the clauses that can be true or false on their own.
//!
//! A language's `claims.rs` decides where a sentence divides; a language without one keeps whole sentences.

use crate::language::Language;
use crate::lexicon::Hit;
use crate::text::{Lang, Span};
use crate::token::Token;
use std::ops::Range;

/// Divides the tokens of one sentence into runs, one a claim, in order and without overlap.
/// `hits` are the lexicon's hits over the same tokens.
pub fn split(tokens: &[Token], hits: &[Hit], lang: Lang) -> Vec<Range<usize>> {
    let runs = match Language::of(lang) {
        Some(language) => (language.split)(tokens, hits),
        None => Vec::from([Range { start: 0, end: tokens.len() }]),
    };
    runs.into_iter().map(|r| trim(tokens, r)).filter(|r| tokens[r.clone()].iter().any(Token::is_word)).collect()
}

/// The pieces between `cuts`, those that are `slight` joined to the piece before (the first to the one after).
pub(crate) fn join_slight(cuts: &[usize], slight: impl Fn(&Range<usize>) -> bool) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for pair in cuts.windows(2) {
        let run = pair[0]..pair[1];
        match out.last_mut() {
            Some(last) if slight(&run) || slight(last) => last.end = run.end,
            _ => out.push(run),
        }
    }
    out
}

/// Drops punctuation at the front and commas and conjunction marks at the end of a run.
fn trim(tokens: &[Token], mut run: Range<usize>) -> Range<usize> {
    let opens = |mark: &str| matches!(mark, "," | ";" | ":" | "—" | "–" | "-" | "." | "，" | "；" | "：" | "、" | "。");
    while run.start < run.end && opens(&tokens[run.start].lower) {
        run.start += 1;
    }
    while run.start < run.end && !tokens[run.end - 1].is_word() && !closes(&tokens[run.end - 1].lower) {
        run.end -= 1;
    }
    run
}

fn closes(mark: &str) -> bool {
    matches!(mark, "%" | ")" | "”" | "\"" | "»" | "'" | "’" | "」" | "』" | "）")
}

/// The span of a run of tokens.
pub fn span(tokens: &[Token], run: &Range<usize>) -> Span {
    match (tokens.get(run.start), run.end.checked_sub(1).and_then(|i| tokens.get(i))) {
        (Some(first), Some(last)) => first.span.join(last.span),
        _ => Span::default(),
    }
}
