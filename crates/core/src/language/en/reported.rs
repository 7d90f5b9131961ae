//! Who says what in an English sentence, by reporting verbs and "according to".

use crate::attribution::rules::{MAX_SOURCE, Runs};
use crate::lexicon::{Hit, List};
use crate::token::{Token, TokenKind};

/// Source and cue.
pub(super) fn source_and_cue(tokens: &[Token], hits: &[Hit]) -> Option<Runs> {
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
