//! Who is said to stand behind a claim: source and cue, in the sense of the PARC and PolNeAR schemes
//! (Pareti 2016; Newell et al. 2018), found by reporting verbs and by "according to".

use crate::lexicon::{Hit, List};
use crate::report::{AttributionReport, Quote};
use crate::text::Span;
use crate::token::{Token, TokenKind};

/// An attribution within one sentence: the tokens of source and cue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// Source, as a range of tokens.
    pub source: std::ops::Range<usize>,
    /// Cue, as a range of tokens.
    pub cue: std::ops::Range<usize>,
}

/// Longest source in words; what is longer is a clause, not a name.
const MAX_SOURCE: usize = 9;

/// The attribution of a sentence, if its words give one: "X said …", "…, X said", "according to X".
pub fn find(tokens: &[Token], hits: &[Hit]) -> Option<Attribution> {
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
                return Some(Attribution { source: hit.end..end, cue });
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
            return Some(Attribution { source: start..hit.start, cue });
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

/// The attribution with its words, for the report.
pub fn report(text: &str, tokens: &[Token], found: &Attribution) -> AttributionReport {
    let quote = |range: &std::ops::Range<usize>| {
        let span = crate::claim::span(tokens, range);
        Quote { span, quote: span.of(text).to_string() }
    };
    AttributionReport { source: quote(&found.source), cue: quote(&found.cue) }
}

/// Whether a claim is what the attribution covers: all of its sentence but a clause before the source.
pub fn covers(attribution: &AttributionReport, claim: Span) -> bool {
    claim.end > attribution.source.span.start || attribution.cue.span.start >= claim.start
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::text::Lang;
    use crate::token::Tokenizer;

    fn check(text: &str, expect: Option<(&str, &str)>) {
        let tokens = Tokenizer::new(Lang::En).tokens(text, Span::new(0, text.len()));
        let found = find(&tokens, &Lexicon::of(Lang::En).hits(&tokens)).map(|a| report(text, &tokens, &a));
        let got = found.as_ref().map(|a| (a.source.quote.as_str(), a.cue.quote.as_str()));
        assert_eq!(got, expect, "{text}");
    }

    #[test]
    fn sources_stand_before_their_verb_or_after_according_to() {
        check("The harbour ministry said that talks went on.", Some(("The harbour ministry", "said")));
        check("Talks went on, according to the union.", Some(("the union", "according to")));
        check("\"We won,\" she said.", Some(("she", "said")));
        check("Talks went on.", None);
    }
}
