//! Attributions by word lists, for a language without a tagger: reporting verbs and "according to", one a sentence.

use super::Attribution;
use crate::lexicon::Hit;
use crate::token::Token;
use std::ops::Range;

/// Longest source in words; what is longer is a clause, not a name.
pub(crate) const MAX_SOURCE: usize = 9;

/// Source and cue of a sentence.
pub type Runs = (Range<usize>, Range<usize>);

/// Finds source and cue of a sentence by a language's own rules.
pub type Reported = fn(&[Token], &[Hit]) -> Option<Runs>;

/// The attributions of a sentence, one for each of the parts between semicolons that has one. A part without one goes
/// with what is said before or after it.
pub fn find_all(tokens: &[Token], hits: &[Hit], reported: Reported) -> Vec<Attribution> {
    let mut out: Vec<Attribution> = Vec::new();
    // Where the parts begin that no attribution has taken up.
    let (mut open, mut from) = (0, 0);
    let ends = (0..tokens.len()).filter(|i| tokens[*i].is(";")).chain([tokens.len()]);
    for end in ends {
        let own: Vec<Hit> = hits
            .iter()
            .filter(|h| h.start >= from && h.end <= end)
            .map(|h| Hit { start: h.start - from, end: h.end - from, ..*h })
            .collect();
        let moved = |r: &Range<usize>| r.start + from..r.end + from;
        if let Some(found) = find(&tokens[from..end], &own, reported) {
            let mut content: Vec<Range<usize>> = found.content.iter().map(moved).collect();
            content.iter_mut().filter(|r| r.start == from).for_each(|r| r.start = open);
            out.push(Attribution { source: moved(&found.source), cue: moved(&found.cue), content });
            open = end + 1;
        } else if let Some(last) = out.last_mut().and_then(|a| a.content.last_mut()).filter(|r| r.end + 1 == from) {
            last.end = end;
            open = end + 1;
        }
        from = end + 1;
    }
    out
}

/// The attribution of a sentence, if its words give one: "X said …", "…, X said", "according to X". What is said is
/// the rest of the sentence: what follows, and where nothing does, what comes before; both where commas enclose whoever
/// says it.
fn find(tokens: &[Token], hits: &[Hit], reported: Reported) -> Option<Attribution> {
    let (source, cue) = reported(tokens, hits)?;
    let (first, last) = (source.start.min(cue.start), source.end.max(cue.end));
    let words = |r: &Range<usize>| tokens[r.clone()].iter().any(Token::is_word);
    let mut content = vec![last..tokens.len(), 0..first];
    content.retain(words);
    let comma = |i: Option<usize>| i.and_then(|i| tokens.get(i)).is_some_and(|t| t.is(","));
    if comma(first.checked_sub(1)) && comma(Some(last)) {
        content.reverse();
    } else {
        content.truncate(1);
    }
    (!content.is_empty()).then_some(Attribution { source, cue, content })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::lexicon::Lexicon;
    use crate::text::{Lang, Span};
    use crate::token::Tokenizer;

    fn check(text: &str, expect: Option<[&str; 3]>) {
        let tokens = Tokenizer::new(Lang::En).tokens(text, Span::new(0, text.len()));
        let words = |r: &Range<usize>| crate::claim::span(&tokens, r).of(text);
        let found = find(&tokens, &Lexicon::of(Lang::En).hits(&tokens), Language::of(Lang::En).unwrap().reported);
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

    #[test]
    fn parts_between_semicolons_have_sources_of_their_own() {
        let all = |text: &str| -> Vec<[String; 2]> {
            let tokens = Tokenizer::new(Lang::En).tokens(text, Span::new(0, text.len()));
            let hits = Lexicon::of(Lang::En).hits(&tokens);
            let words = |r: &Range<usize>| crate::claim::span(&tokens, r).of(text).to_string();
            let found = find_all(&tokens, &hits, Language::of(Lang::En).unwrap().reported);
            found.iter().map(|a| [words(&a.source), words(&a.content[0])]).collect()
        };
        assert_eq!(all("She said it rained; he said it snowed."), [["She", "it rained"], ["he", "it snowed."]]);
        assert_eq!(all("She said it rained; it snowed."), [["She", "it rained; it snowed."]]);
    }
}
