//! What is known of a claim: the features that alignment and the discrepancy rules read.

pub mod amount;
mod loaded;

use crate::embed::words::Words;
use crate::language::Language;
use crate::lexicon::{Entry, Hit, List};
use crate::text::{Date, Lang, Span};
use crate::token::{Token, TokenKind, is_han};
pub use amount::{Amount, Dimension};
use std::ops::Range;
use std::sync::Arc;

/// A word that carries content, once a claim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Term {
    /// Its stem.
    pub stem: u64,
    /// How rare it is; 0 (everywhere) to [`crate::embed::RAREST`].
    pub weight: f32,
    /// Where it first stands.
    pub span: Span,
    /// Whether it stands in front of the claim's first verb.
    pub subject: bool,
    /// Whether it looks like a name: a capital within the sentence.
    pub name: bool,
    /// Whether it names a person or a body that acts.
    pub actor: bool,
    /// How likely it is a loaded word, 0..1, by its vector.
    pub loaded: f32,
}

/// A term of a word list, with its place in the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Marker {
    /// What the list says of it.
    pub entry: Entry,
    /// Where it stands.
    pub span: Span,
    /// Its stems as one number.
    pub stem: u64,
}

/// Everything the engine reads off one claim.
#[derive(Clone, Debug, Default)]
pub struct Features {
    /// Content words, sorted by stem, each stem once.
    pub terms: Vec<Term>,
    /// Vector of each term, of unit length, in the order of `terms`.
    pub term_vectors: Vec<Arc<[f32]>>,
    /// All words in order, as one number: equal for claims that use the same words.
    pub wording: u64,
    /// Number of words.
    pub words: usize,
    /// Numbers, dates and times.
    pub amounts: Vec<Amount>,
    /// Negations and negative verbs; an odd number turns the claim round.
    pub negations: Vec<Marker>,
    /// Words of antonym groups.
    pub antonyms: Vec<Marker>,
    /// Markers of commitment.
    pub modality: Vec<Marker>,
    /// Words of framing groups.
    pub framing: Vec<Marker>,
    /// Loaded words.
    pub loaded: Vec<Marker>,
    /// Phrases that say who started something.
    pub initiator: Vec<Marker>,
    /// Who is said to have done it by a passive: the first content word after "by".
    pub agent: Option<Term>,
    /// Whether it is a mere courtesy.
    pub courtesy: bool,
    /// Where the main verb begins, in tokens of the claim, if one was found.
    pub verb: Option<Span>,
    /// Vector of the claim, of unit length.
    pub vector: Vec<f32>,
    /// Whom and what it speaks of, by name or otherwise: hashes of the keys of [`crate::entity::Entity`], which are the
    /// same in every language for known names; sorted, each once.
    pub entities: Vec<u64>,
}

impl Features {
    /// Reads the features of the claim `run` of a sentence's `tokens`, of an account of this language and day.
    pub fn new(
        text: &str,
        tokens: &[Token],
        run: &Range<usize>,
        hits: &[Hit],
        words: &mut Words<'_>,
        (lang, date): (Lang, Option<Date>),
    ) -> Features {
        let language = Language::of(lang);
        let own = &tokens[run.clone()];
        let hits: Vec<Hit> = hits
            .iter()
            .filter(|h| h.start >= run.start && h.end <= run.end)
            .map(|h| Hit { start: h.start - run.start, end: h.end - run.start, ..*h })
            .collect();
        let place = |h: &Hit| own[h.start].span.join(own[h.end - 1].span);
        let marker = |h: &Hit| Marker {
            entry: h.entry,
            span: place(h),
            stem: own[h.start..h.end].iter().fold(0, |n: u64, t| n.wrapping_mul(31).wrapping_add(t.stem)),
        };
        let of = |lists: &[List]| -> Vec<Marker> {
            hits.iter().filter(|h| lists.contains(&h.entry.list)).map(marker).collect()
        };
        let verb = (0..own.len()).find(|&i| {
            hits.iter().any(|h| h.entry.list == List::Verb && h.start == i)
                || (i > 0 && own[i].lower.len() > 4 && own[i].lower.ends_with("ed") && own[i].kind == TokenKind::Word)
        });
        let bounded =
            |h: &&Hit| !hits.iter().any(|b| b.entry.list == List::Bound && b.start <= h.start && h.end <= b.end);
        let negations = hits
            .iter()
            .filter(|h| matches!(h.entry.list, List::Negation | List::NegativeVerb))
            .filter(bounded)
            .filter(|h| !only(own, h, language.map_or(&[], |l| l.undenied)))
            .map(marker)
            .collect();
        let modality = of(&[List::Modality]).into_iter().filter(|m| !is_month(text, m.span)).collect();
        let mut terms = terms(own, &hits, verb, words);
        let term_vectors: Vec<Arc<[f32]>> = terms.iter().map(|t| words.vector(t.span.of(text))).collect();
        // Two Chinese characters may belong to two words, so that only the word list tells which are loaded.
        let told = |t: &Term| t.name || t.span.of(text).starts_with(is_han);
        terms
            .iter_mut()
            .zip(&term_vectors)
            .for_each(|(t, v)| t.loaded = if told(t) { 0.0 } else { loaded::likelihood(v) });
        Features {
            agent: agent(own, &terms, language.map_or(&[], |l| l.agent)),
            initiator: of(&[List::Initiator]),
            term_vectors,
            terms,
            wording: own
                .iter()
                .filter(|t| t.is_word())
                .fold(0xcbf2_9ce4_8422_2325, |h, t| (h ^ crate::token::hash(&t.lower)).wrapping_mul(0x0100_0000_01b3)),
            words: own.iter().filter(|t| t.is_word()).count(),
            amounts: amount::amounts(own, &hits, date, Language::forms(lang)),
            negations,
            antonyms: of(&[List::Antonym]),
            modality,
            framing: of(&[List::Framing]),
            loaded: of(&[List::Loaded]),
            courtesy: hits.iter().any(|h| h.entry.list == List::Courtesy),
            verb: verb.map(|i| own[i].span),
            vector: words.encoder.encode(crate::claim::span(tokens, run).of(text)),
            entities: Vec::new(),
        }
    }

    /// Level of commitment, 1 (open) to 4 (done or decided); a plain statement is 4. The weakest marker
    /// holds, since it governs what stands after it ("agreed to consider").
    pub fn commitment(&self) -> i32 {
        self.modality.iter().map(|m| m.entry.level).min().unwrap_or(4)
    }

    /// How firmly the claim is put, 0..1, from its commitment.
    pub fn certainty(&self) -> f64 {
        match self.commitment() {
            1 => 0.3,
            2 => 0.5,
            3 => 0.75,
            _ => 1.0,
        }
    }

    /// The term with this stem.
    pub fn term(&self, stem: u64) -> Option<&Term> {
        self.terms.binary_search_by_key(&stem, |t| t.stem).ok().map(|i| &self.terms[i])
    }

    /// Whether both hold the same figures, once relative days are counted from their own dates.
    pub fn amounts_equal(&self, other: &Features) -> bool {
        let compatible = |p: &Amount, q: &Amount| p.dimension == q.dimension && p.compatible(q);
        self.amounts.len() == other.amounts.len()
            && self.amounts.iter().zip(&other.amounts).all(|(p, q)| compatible(p, q))
    }

    /// The word that is likeliest loaded.
    pub fn most_loaded(&self) -> Option<&Term> {
        self.terms.iter().max_by(|s, t| s.loaded.total_cmp(&t.loaded).then(t.stem.cmp(&s.stem)))
    }

    /// Sum of the weights of the terms that both have; of two forms of one stem the commoner counts.
    pub fn common_mass(&self, other: &Features) -> f32 {
        self.terms.iter().filter_map(|t| other.term(t.stem).map(|u| t.weight.min(u.weight))).sum()
    }

    /// Sum of the terms' weights.
    pub fn mass(&self) -> f32 {
        self.terms.iter().map(|t| t.weight).sum()
    }
}

/// The name or actor after "by".
fn agent(tokens: &[Token], terms: &[Term], words: &[&str]) -> Option<Term> {
    let by = tokens.iter().find(|t| words.contains(&t.lower.as_str()))?;
    let next = terms.iter().filter(|t| t.span.start > by.span.end).min_by_key(|t| t.span.start)?;
    (next.name || next.actor).then_some(*next)
}

/// "not only" and "no doubt" deny nothing.
fn only(tokens: &[Token], hit: &Hit, undenied: &[&str]) -> bool {
    tokens.get(hit.end).is_some_and(|t| undenied.contains(&t.lower.as_str()))
}

/// "May" with a capital inside a claim is the month.
fn is_month(text: &str, span: Span) -> bool {
    span.of(text) == "May"
}

fn terms(tokens: &[Token], hits: &[Hit], verb: Option<usize>, words: &mut Words<'_>) -> Vec<Term> {
    let mut skip = vec![false; tokens.len()];
    let mut actor = vec![false; tokens.len()];
    for hit in hits {
        match hit.entry.list {
            List::Stop => skip[hit.start..hit.end].fill(true),
            List::Actor => actor[hit.start..hit.end].fill(true),
            _ => {}
        }
    }
    let content = |i: usize| tokens.get(i).is_some_and(|t| t.kind == TokenKind::Word) && !skip[i];
    let mut out: Vec<Term> = Vec::new();
    for (i, t) in tokens.iter().enumerate().filter(|(i, _)| content(*i)) {
        let term = Term {
            stem: t.stem,
            weight: words.rarity(t.lower.strip_suffix("'s").unwrap_or(&t.lower)),
            span: t.span,
            subject: verb.is_some_and(|v| i < v),
            name: t.capital && i > 0,
            actor: actor[i],
            loaded: 0.0,
        };
        if t.is_han() {
            // Most Chinese words have two characters: every neighbouring two are a term, a lone one is one.
            let pairs = |a: usize, b: usize| content(a) && content(b) && tokens[a].is_han() && tokens[b].is_han();
            if pairs(i, i + 1) {
                let next = &tokens[i + 1];
                let stem = t.stem.wrapping_mul(31).wrapping_add(next.stem);
                out.push(Term { stem, span: t.span.join(next.span), actor: actor[i] && actor[i + 1], ..term });
            } else if i == 0 || !pairs(i - 1, i) {
                out.push(term);
            }
        } else if t.lower.chars().nth(1).is_some_and(char::is_alphanumeric) {
            out.push(term);
        }
    }
    out.sort_by_key(|t| (t.stem, t.span));
    out.dedup_by_key(|t| t.stem);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embed::table::Table;
    use crate::lexicon::Lexicon;
    use crate::token::Tokenizer;

    fn read(text: &str) -> Features {
        let tokens = Tokenizer::new(Lang::En).tokens(text, Span::new(0, text.len()));
        let hits = Lexicon::of(Lang::En).hits(&tokens);
        Features::new(text, &tokens, &(0..tokens.len()), &hits, &mut Words::new(Table::embedded()), (Lang::En, None))
    }

    #[test]
    fn polarity_counts_what_turns_the_claim_round() {
        let count = |text: &str| read(text).negations.len();
        assert_eq!(count("The minister did not rule out talks"), 2);
        assert_eq!(count("The talks failed to produce a deal"), 1);
        assert_eq!(count("No fewer than nine ships took part, not only patrol boats"), 0);
    }

    #[test]
    fn commitment_is_that_of_the_weakest_marker() {
        let level = |text: &str| read(text).commitment();
        assert_eq!(level("The sides agreed to share data"), 4);
        assert_eq!(level("The sides agreed to consider sharing data"), 1);
        assert_eq!(level("The company will close the plant"), 3);
        assert_eq!(level("In May the plant closed"), 4);
        assert_eq!(level("The plant may close"), 1);
    }

    #[test]
    fn terms_know_subject_and_weight() {
        let f = read("The harbour pilots rejected the offer");
        let term = |w: &str| *f.term(Tokenizer::new(Lang::En).stem(w)).unwrap();
        assert!(term("pilots").subject && term("pilots").actor);
        assert!(!term("offer").subject);
        assert!(term("pilots").weight > 2.0);
    }
}
