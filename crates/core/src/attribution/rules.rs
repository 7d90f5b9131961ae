//! Attributions by word lists, for a language without a tagger: reporting verbs and "according to", one a sentence.

use super::Attribution;
use crate::lexicon::{Hit, List};
use crate::token::{Token, TokenKind};
use std::ops::Range;

/// Longest source in words; what is longer is a clause, not a name.
const MAX_SOURCE: usize = 9;

/// The attribution of a sentence, if its words give one: "X said …", "…, X said", "according to X". What is said is
/// the rest of the sentence: what follows, and where nothing does, what comes before.
pub fn find(tokens: &[Token], hits: &[Hit]) -> Option<Attribution> {
    let (source, cue) = source_and_cue(tokens, hits)?;
    let (first, last) = (source.start.min(cue.start), source.end.max(cue.end));
    let words = |r: &Range<usize>| tokens[r.clone()].iter().any(Token::is_word);
    let content = [last..tokens.len(), 0..first].into_iter().find(words)?;
    Some(Attribution { source, cue, content: vec![content] })
}

fn source_and_cue(tokens: &[Token], hits: &[Hit]) -> Option<(Range<usize>, Range<usize>)> {
    let stop = |i: usize| tokens[i].kind == TokenKind::Punct;
    for hit in hits.iter().filter(|h| h.entry.list == List::Report) {
        let cue = hit.start..hit.end;
        // "the United States", "the State Council": a name, not a verb.
        if hit.start > 0 && tokens[hit.start].capital {
            continue;
        }
        if tokens[hit.start].is("according") || tokens[hit.start].is("in") {
            let end = (hit.end..tokens.len()).find(|&i| stop(i)).unwrap_or(tokens.len());
            if end > hit.end && end - hit.end <= MAX_SOURCE {
                return Some((hit.end..end, cue));
            }
            continue;
        }
        // The source is the run of words before the cue, back to the last mark.
        let mut start = hit.start;
        while start > 0 && !stop(start - 1) && hit.start - start < MAX_SOURCE + 1 {
            start -= 1;
        }
        let words = hit.start - start;
        let nominal = start < hit.start && (tokens[start].capital || starts_noun(&tokens[start].lower));
        let finite = tokens[hit.start].lower.ends_with("ed")
            || tokens[hit.start].lower.ends_with('s')
            || matches!(tokens[hit.start].lower.as_str(), "said" | "told" | "found" | "wrote" | "thought" | "put");
        if nominal && finite && (1..=MAX_SOURCE).contains(&words) {
            return Some((start..hit.start, cue));
        }
    }
    None
}

fn starts_noun(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "he"
            | "she"
            | "they"
            | "it"
            | "its"
            | "his"
            | "her"
            | "their"
            | "both"
            | "police"
            | "officials"
            | "we"
            | "one"
            | "two"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::text::{Lang, Span};
    use crate::token::Tokenizer;

    fn check(text: &str, expect: Option<[&str; 3]>) {
        let tokens = Tokenizer::new(Lang::En).tokens(text, Span::new(0, text.len()));
        let words = |r: &Range<usize>| crate::claim::span(&tokens, r).of(text);
        let found = find(&tokens, &Lexicon::of(Lang::En).hits(&tokens));
        let got = found.as_ref().map(|a| [words(&a.source), words(&a.cue), words(&a.content[0])]);
        assert_eq!(got, expect, "{text}");
    }

    #[test]
    fn sources_stand_before_their_verb_or_after_according_to() {
        check(
            "The harbour ministry said that talks went on.",
            Some(["The harbour ministry", "said", "that talks went on."]),
        );
        check("Talks went on, according to the union", Some(["the union", "according to", "Talks went on,"]));
        check("\"We won,\" she said", Some(["she", "said", "\"We won,\""]));
        check("Talks went on.", None);
    }
}
