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

/// The attribution of a sentence, if its words give one: "X said …", "…, X said", "according to X". What is said is
/// the rest of the sentence: what follows, and where nothing does, what comes before.
pub fn find(tokens: &[Token], hits: &[Hit], reported: Reported) -> Option<Attribution> {
    let (source, cue) = reported(tokens, hits)?;
    let (first, last) = (source.start.min(cue.start), source.end.max(cue.end));
    let words = |r: &Range<usize>| tokens[r.clone()].iter().any(Token::is_word);
    let content = [last..tokens.len(), 0..first].into_iter().find(words)?;
    Some(Attribution { source, cue, content: vec![content] })
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
}
