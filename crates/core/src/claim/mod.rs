//! Sentences to claims: the clauses that can be true or false on their own.
//!
//! A language's `claims.rs` decides where a sentence divides; a language without one keeps whole sentences.

use crate::language::Language;
use crate::lexicon::Hit;
use crate::text::{Lang, Span};
use crate::token::{Token, TokenKind};
use std::ops::Range;

/// Divides the tokens of one sentence into runs, one a claim, in order and without overlap.
/// `hits` are the lexicon's hits over the same tokens.
pub fn split(tokens: &[Token], hits: &[Hit], lang: Lang) -> Vec<Range<usize>> {
    let runs = match Language::of(lang) {
        Some(language) => (language.split)(tokens, hits),
        None => Vec::from([Range { start: 0, end: tokens.len() }]),
    };
    // The number of a list's item says nothing that could be true or false.
    let says = |r: &Range<usize>| tokens[r.clone()].iter().any(|t| t.kind == TokenKind::Word);
    runs.into_iter().map(|r| trim(tokens, r)).filter(says).collect()
}

/// Which neighbour a piece of a sentence belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// None: it is a claim of its own.
    Neither,
    /// The piece before.
    Before,
    /// The piece after.
    After,
}

/// The pieces between `cuts`, each joined to the side it belongs to; where there is nothing, to the other.
pub(crate) fn join(cuts: &[usize], side: impl Fn(&Range<usize>) -> Side) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut waits = false;
    for pair in cuts.windows(2) {
        let run = pair[0]..pair[1];
        let own = side(&run);
        match out.last_mut() {
            Some(last) if waits || own == Side::Before => last.end = run.end,
            _ => out.push(run),
        }
        waits = own == Side::After || (out.len() == 1 && side(&out[0]) == Side::Before);
    }
    if waits
        && out.len() > 1
        && let Some(last) = out.pop()
    {
        out.last_mut().into_iter().for_each(|before| before.end = last.end);
    }
    out
}

/// The pieces between `cuts`, those that are `slight` joined to the piece before (the first to the one after).
pub(crate) fn join_slight(cuts: &[usize], slight: impl Fn(&Range<usize>) -> bool) -> Vec<Range<usize>> {
    join(cuts, |run| if slight(run) { Side::Before } else { Side::Neither })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_number_is_no_claim() {
        let tokens = crate::token::Tokenizer::new(Lang::En).tokens("1.", Span::new(0, 2));
        assert!(split(&tokens, &[], Lang::En).is_empty());
    }

    #[test]
    fn pieces_join_the_side_they_belong_to() {
        use Side::{After, Before, Neither};
        let check = |sides: &[Side], expect: &[(usize, usize)]| {
            let cuts: Vec<usize> = (0..=sides.len()).collect();
            let joined = join(&cuts, |run| if run.len() == 1 { sides[run.start] } else { Neither });
            assert_eq!(joined.iter().map(|r| (r.start, r.end)).collect::<Vec<_>>(), expect, "{sides:?}");
        };
        check(&[Neither, Before, Neither], &[(0, 2), (2, 3)]);
        check(&[After, After, Neither, After], &[(0, 4)]);
        check(&[Neither, After, Neither], &[(0, 1), (1, 3)]);
        check(&[Before, Neither, After], &[(0, 3)]);
        check(&[Before, Neither, Neither], &[(0, 2), (2, 3)]);
    }
}
