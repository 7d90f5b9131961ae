//! A text cut up once for everything that reads it: sentences, tokens, hits of the word lists, and who says what.

use crate::attribution::clusters::Clusters;
use crate::attribution::passage::{Passage, Shape};
use crate::attribution::rules::Part;
use crate::attribution::{Attribution, Stance, Tagger, stance};
use crate::entity::{Entities, Line};
use crate::language::Language;
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
    /// For each sentence the attributions of which a part stands in it, by number, ascending.
    touching: Vec<Vec<usize>>,
}

/// How far an attribution covers a run of words.
pub struct Cover {
    /// The attribution, by number.
    pub number: usize,
    /// Words of the run that are not its source or cue.
    pub words: usize,
    /// Those of them that are its content.
    pub covered: usize,
    /// Length of its content in tokens.
    pub length: usize,
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
                let found = by_rules(&passage, &tokens, &hits, lang);
                (passage, found)
            }
        };
        let touching = touching(&passage, &attributions);
        Reading { lang, sentences, tokens, hits, passage, attributions, touching }
    }

    /// The attributions of which a part stands in a sentence, by number, ascending.
    pub fn touching(&self, sentence: usize) -> &[usize] {
        self.touching.get(sentence).map(Vec::as_slice).unwrap_or_default()
    }

    /// The attributions whose content holds a word of a sentence's run, in the order of their cues.
    pub fn covering<'r>(&'r self, sentence: usize, run: &'r Range<usize>) -> impl Iterator<Item = Cover> + 'r {
        let from = self.passage.sentences.get(sentence).map_or(0, |r| r.start);
        let cover = move |number: &usize| {
            let a = &self.attributions[*number];
            let own = |i: &usize| a.source.contains(i) || a.cue.contains(i);
            let words = || (run.start + from..run.end + from).filter(move |i| self.is_word(*i) && !own(i));
            Cover {
                number: *number,
                words: words().count(),
                covered: words().filter(|i| a.content.iter().any(|r| r.contains(i))).count(),
                length: a.content.iter().map(ExactSizeIterator::len).sum(),
            }
        };
        self.touching(sentence).iter().map(cover).filter(|c| c.covered > 0)
    }

    fn is_word(&self, atom: usize) -> bool {
        self.passage.atoms.get(atom).is_some_and(|a| matches!(a.shape, Shape::Lower | Shape::Capital | Shape::Number))
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

/// For each sentence the attributions of which a part stands in it.
fn touching(passage: &Passage, attributions: &[Attribution]) -> Vec<Vec<usize>> {
    let mut out = vec![Vec::new(); passage.sentences.len()];
    let sentence = |i: usize| passage.atoms.get(i).map(|a| a.sentence);
    for (number, a) in attributions.iter().enumerate() {
        for part in [&a.source, &a.cue].into_iter().chain(&a.content).filter(|r| !r.is_empty()) {
            let (Some(first), Some(last)) = (sentence(part.start), sentence(part.end - 1)) else { continue };
            for of in &mut out[first..=last] {
                if of.last() != Some(&number) {
                    of.push(number);
                }
            }
        }
    }
    out
}

/// Attributions by word lists, paragraph by paragraph.
pub fn by_rules(passage: &Passage, tokens: &[Vec<Token>], hits: &[Vec<Hit>], lang: Lang) -> Vec<Attribution> {
    let Some(language) = Language::of(lang) else { return Vec::new() };
    let parts: Vec<Part<'_>> = passage
        .sentences
        .iter()
        .zip(tokens.iter().zip(hits))
        .map(|(run, (tokens, hits))| Part { tokens, hits, from: run.start })
        .collect();
    let paragraph = |part: &Part<'_>| passage.atoms.get(part.from).map(|a| a.paragraph);
    parts.chunk_by(|x, y| paragraph(x) == paragraph(y)).flat_map(|p| language.reported.find(p)).collect()
}
