//! Attributions by word lists, for a language without a tagger: reporting verbs and "according to", one a sentence or,
//! where a language's way of reporting asks for it, over a whole paragraph.

use super::Attribution;
use crate::lexicon::Hit;
use crate::token::Token;
use std::ops::Range;

/// Longest source in words; what is longer is a clause, not a name.
pub(crate) const MAX_SOURCE: usize = 9;

/// Source and cue of a sentence.
pub type Runs = (Range<usize>, Range<usize>);

/// Finds source and cue of a sentence by a language's own rules.
pub type InSentence = fn(&[Token], &[Hit]) -> Option<Runs>;

/// A sentence of a paragraph.
#[derive(Clone, Copy)]
pub struct Part<'a> {
    /// Its tokens.
    pub tokens: &'a [Token],
    /// The word lists' hits over them.
    pub hits: &'a [Hit],
    /// Number of its first token in the passage.
    pub from: usize,
}

/// How a language without a tagger finds who says what.
#[derive(Clone, Copy)]
pub enum Reported {
    /// Each sentence for itself.
    Sentence(InSentence),
    /// Over the sentences of a paragraph, as what is said runs on; the runs are those of the passage's tokens.
    Paragraph(fn(&[Part<'_>]) -> Vec<Attribution>),
}

impl Reported {
    /// The attributions of a paragraph, as runs of the passage's tokens.
    pub fn find(self, paragraph: &[Part<'_>]) -> Vec<Attribution> {
        match self {
            Reported::Sentence(rule) => paragraph.iter().flat_map(|part| in_sentence(part, rule)).collect(),
            Reported::Paragraph(rule) => rule(paragraph),
        }
    }
}

/// The attributions of a sentence, one for each of the parts between semicolons that has one. A part without one goes
/// with what is said before or after it.
fn in_sentence(sentence: &Part<'_>, rule: InSentence) -> Vec<Attribution> {
    let Part { tokens, hits, from: first } = *sentence;
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
        let part = Part { tokens: &tokens[from..end], hits: &own, from: first + from };
        if let Some(mut found) = in_part(&part, rule) {
            found.content.iter_mut().filter(|r| r.start == part.from).for_each(|r| r.start = first + open);
            out.push(found);
            open = end + 1;
        } else if let Some(last) = out.last_mut().and_then(|a| a.content.last_mut()).filter(|r| r.end + 1 == part.from)
        {
            last.end = first + end;
            open = end + 1;
        }
        from = end + 1;
    }
    out
}

/// The attribution of a part of a sentence, if its words give one: "X said …", "…, X said", "according to X". What is
/// said is the rest of it: what follows, and where nothing does, what comes before; both where commas enclose whoever
/// says it.
fn in_part(part: &Part<'_>, rule: InSentence) -> Option<Attribution> {
    let Part { tokens, hits, from } = *part;
    let (source, cue) = rule(tokens, hits)?;
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
    let moved = |r: Range<usize>| r.start + from..r.end + from;
    let content: Vec<Range<usize>> = content.into_iter().map(moved).collect();
    (!content.is_empty()).then(|| Attribution { source: moved(source), cue: moved(cue), content })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::lexicon::Lexicon;
    use crate::text::{Lang, Span};
    use crate::token::Tokenizer;

    /// Source, cue and the first of the content of each attribution of a sentence.
    fn found(text: &str) -> Vec<[String; 3]> {
        let tokens = Tokenizer::new(Lang::En).tokens(text, Span::new(0, text.len()));
        let hits = Lexicon::of(Lang::En).hits(&tokens);
        let words = |r: &Range<usize>| crate::claim::span(&tokens, r).of(text).to_string();
        let sentence = Part { tokens: &tokens, hits: &hits, from: 0 };
        let found = Language::of(Lang::En).unwrap().reported.find(&[sentence]);
        found.iter().map(|a| [words(&a.source), words(&a.cue), words(&a.content[0])]).collect()
    }

    fn check(text: &str, expect: Option<[&str; 3]>) {
        assert_eq!(found(text), Vec::from_iter(expect), "{text}");
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
            found(text).into_iter().map(|[source, _, content]| [source, content]).collect()
        };
        assert_eq!(all("She said it rained; he said it snowed."), [["She", "it rained"], ["he", "it snowed."]]);
        assert_eq!(all("She said it rained; it snowed."), [["She", "it rained; it snowed."]]);
    }
}
