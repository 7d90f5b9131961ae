//! A text cut up once for everything that reads it: sentences, tokens, hits of the word lists, and who says what.

use crate::attribution::clusters::Clusters;
use crate::attribution::passage::Passage;
use crate::attribution::{Attribution, Stance, Tagger, rules, stance};
use crate::entity::{Entities, Line};
use crate::lexicon::{Hit, Lexicon};
use crate::sentence::{self, Sentence};
use crate::text::{Lang, Span};
use crate::token::{Token, Tokenizer};
use std::ops::Range;

/// A text cut up.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Its language.
    pub lang: Lang,
    /// Its sentences, headings among them.
    pub sentences: Vec<Sentence>,
    /// The tokens of each sentence.
    pub tokens: Vec<Vec<Token>>,
    /// The hits of the word lists over each sentence's tokens.
    pub hits: Vec<Vec<Hit>>,
    /// All tokens in a row, for attribution.
    pub passage: Passage,
    /// Who says what, in the order of the cues, as runs of the passage's tokens.
    pub attributions: Vec<Attribution>,
}

impl Reading {
    /// Reads a text.
    pub fn new(text: &str, lang: Lang) -> Reading {
        Reading::of(text, lang, sentence::sentences(text, lang))
    }

    /// Reads a text as one sentence, however many it has: a claim that somebody has split already.
    pub fn of_one(text: &str, lang: Lang) -> Reading {
        Reading::of(text, lang, vec![Sentence { span: Span::new(0, text.len()), heading: false }])
    }

    fn of(text: &str, lang: Lang, sentences: Vec<Sentence>) -> Reading {
        let (tokenizer, lexicon) = (Tokenizer::new(lang), Lexicon::of(lang));
        let tokens: Vec<Vec<Token>> = sentences.iter().map(|s| tokenizer.tokens(text, s.span)).collect();
        let hits: Vec<Vec<Hit>> = tokens.iter().map(|t| lexicon.hits(t)).collect();
        let (passage, attributions) = match Tagger::of(lang) {
            Some(tagger) => {
                let passage = Passage::new(text, &sentences, &tokens, &tagger.clusters);
                let found = tagger.read(&passage);
                (passage, found)
            }
            None => {
                let passage = Passage::new(text, &sentences, &tokens, &Clusters::default());
                let found = by_rules(&passage, &tokens, &hits);
                (passage, found)
            }
        };
        Reading { lang, sentences, tokens, hits, passage, attributions }
    }

    /// Whom the text speaks of.
    pub fn entities(&self, text: &str) -> Entities {
        let lines: Vec<Line<'_>> =
            self.sentences.iter().zip(&self.tokens).map(|(s, tokens)| Line { tokens, heading: s.heading }).collect();
        Entities::of(text, self.lang, &lines)
    }

    /// What the source of an attribution does with the content.
    pub fn stance(&self, a: &Attribution) -> Stance {
        let sentence = self.passage.atoms.get(a.cue.start).map_or(0, |atom| atom.sentence);
        stance(&self.passage, a, &self.hits_in_passage(sentence))
    }

    /// The hits over one sentence, counted in the passage's tokens.
    fn hits_in_passage(&self, sentence: usize) -> Vec<Hit> {
        let from = self.passage.sentences.get(sentence).map_or(0, |r| r.start);
        let hits = self.hits.get(sentence).map(Vec::as_slice).unwrap_or_default();
        hits.iter().map(|h| Hit { start: h.start + from, end: h.end + from, ..*h }).collect()
    }
}

/// Attributions by word lists, sentence by sentence.
pub fn by_rules(passage: &Passage, tokens: &[Vec<Token>], hits: &[Vec<Hit>]) -> Vec<Attribution> {
    let moved = |r: &Range<usize>, by: usize| r.start + by..r.end + by;
    let found = passage.sentences.iter().zip(tokens.iter().zip(hits)).filter_map(|(sentence, (tokens, hits))| {
        let by = sentence.start;
        rules::find(tokens, hits).map(|a| Attribution {
            source: moved(&a.source, by),
            cue: moved(&a.cue, by),
            content: a.content.iter().map(|r| moved(r, by)).collect(),
        })
    });
    found.collect()
}
