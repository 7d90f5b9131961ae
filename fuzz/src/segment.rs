//! Sentences, tokens and claims: in order, on characters, none over another, and no word left out; a number alone is no claim.

use super::support::{chosen, lang, lies_in};
use diptych_core::Lang;
use diptych_core::claim;
use diptych_core::reading::Reading;
use diptych_core::token::{Token, TokenKind};

pub fn run(bytes: &[u8]) {
    let Some((choice, text)) = chosen(bytes) else { return };
    let lang = lang(choice).unwrap_or_else(|| Lang::detect(&text));
    let reading = Reading::new(&text, lang);
    let mut end = 0;
    for ((sentence, tokens), hits) in reading.sentences.iter().zip(&reading.tokens).zip(&reading.hits) {
        lies_in(sentence.span, &text);
        assert!(sentence.span.start >= end, "{sentence:?} begins before {end}");
        end = sentence.span.start;
        for token in tokens {
            lies_in(token.span, &text);
            assert!(token.span.start >= end && sentence.span.contains(token.span), "{token:?} in {sentence:?}");
            assert!(!token.span.is_empty(), "{token:?}");
            end = token.span.end;
        }
        let mut next = 0;
        for run in claim::split(tokens, hits, lang) {
            assert!(run.start >= next && run.end > run.start && run.end <= tokens.len(), "{run:?}");
            assert!(!tokens[next..run.start].iter().any(is_word), "words before {run:?} are in no claim");
            next = run.end;
        }
        assert!(!tokens[next..].iter().any(is_word), "words after {next} are in no claim");
        end = sentence.span.end;
    }
    let one = Reading::of_one(&text, lang);
    assert!(one.tokens[0].iter().all(|t| text.get(t.span.start..t.span.end).is_some()));
}

fn is_word(token: &Token) -> bool {
    token.kind == TokenKind::Word
}
