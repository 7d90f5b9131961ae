//! What the engine knows of one account, computed once however many comparisons it is in.

use crate::account::Account;
use crate::attribution::credits::Credits;
use crate::claim;
use crate::digest::hex;
use crate::embed::words::Words;
use crate::embed::{Encoder, cosine};
use crate::entity::{Entities, Mention};
use crate::feature::Features;
use crate::language::Language;
use crate::reading::Reading;
use crate::report::{AccountReport, ClaimReport, Note, Quote, Warning, round4};
use crate::text::{Lang, Span};
use crate::token::{Token, hash};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::ops::Range;

/// An account read: its claims and their features.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The account as it stands in a report.
    pub account: AccountReport,
    /// Its words.
    pub text: String,
    /// Features of the claims, in the order of `account.claims`.
    pub features: Vec<Features>,
    /// Vector of each claim's whole sentence, in the same order.
    pub context: Vec<Vec<f32>>,
    /// Weight of each claim in whole numbers, so that sums do not depend on their order.
    pub weight: Vec<u64>,
    /// What could not be done.
    pub warnings: Vec<Warning>,
}

impl Analysis {
    /// Reads one account with an encoder.
    pub fn new(account: &Account, encoder: &dyn Encoder) -> Self {
        let mut read = Analysis::empty(account);
        let reading = Reading::new(&account.text, read.account.lang);
        let credits = Credits::new(&account.text, &reading);
        let entities = reading.entities(&account.text);
        let mut words = Words::new(encoder);
        for (number, (tokens, hits)) in reading.tokens.iter().zip(&reading.hits).enumerate() {
            if reading.sentences[number].heading {
                continue;
            }
            let runs = claim::split(tokens, hits, reading.lang);
            read.claims(&reading, number, &runs, (&credits, &entities), &mut words);
        }
        read.warn();
        read
    }

    /// Reads a text as one claim, however many sentences it has: a claim that somebody has split already.
    pub fn of_claim(account: &Account, encoder: &dyn Encoder) -> Self {
        let mut read = Analysis::empty(account);
        let reading = Reading::of_one(&account.text, read.account.lang);
        let credits = Credits::new(&account.text, &reading);
        let tokens = &reading.tokens[0];
        if tokens.iter().any(Token::is_word) {
            let whole = Range { start: 0, end: tokens.len() };
            let (known, mut words) = ((&credits, &Entities::default()), Words::new(encoder));
            read.claims(&reading, 0, std::slice::from_ref(&whole), known, &mut words);
        }
        read.warn();
        read
    }

    /// What one side says in a text that has been read: the claims at `runs`, each a sentence's number and a run of its
    /// tokens, in order. Spans stay those of the whole text.
    pub fn of_runs(
        account: &Account,
        reading: &Reading,
        runs: &[(usize, Range<usize>)],
        known: (&Credits, &Entities),
        encoder: &dyn Encoder,
    ) -> Self {
        let mut read = Analysis::empty(account);
        let mut words = Words::new(encoder);
        for group in runs.chunk_by(|x, y| x.0 == y.0) {
            let of: Vec<Range<usize>> = group.iter().map(|(_, run)| run.clone()).collect();
            read.claims(reading, group[0].0, &of, known, &mut words);
        }
        read
    }

    /// An account of which nothing has been read yet but its language and hash.
    pub(crate) fn empty(account: &Account) -> Self {
        let text = account.text.as_str();
        Analysis {
            account: AccountReport {
                id: account.id.clone(),
                source: account.source.clone(),
                lang: account.lang.unwrap_or_else(|| Lang::detect(text)),
                date: account.date,
                sha256: hex(&Sha256::digest(text.as_bytes())),
                bytes: text.len(),
                claims: Vec::new(),
            },
            text: text.to_string(),
            features: Vec::new(),
            context: Vec::new(),
            weight: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// Adds the claims of one sentence.
    fn claims(
        &mut self,
        reading: &Reading,
        sentence: usize,
        runs: &[Range<usize>],
        (credits, entities): (&Credits, &Entities),
        words: &mut Words<'_>,
    ) {
        let text = self.text.as_str();
        let (tokens, hits) = (&reading.tokens[sentence], &reading.hits[sentence]);
        for run in runs {
            let mut features = Features::new(text, tokens, run, hits, words, (self.account.lang, self.account.date));
            let span = claim::span(tokens, run);
            let keys = entities.within(span).flat_map(|m| entities.meant(m)).map(|e| hash(&e.key));
            features.entities = keys.collect::<BTreeSet<u64>>().into_iter().collect();
            self.context.push(if runs.len() == 1 {
                features.vector.clone()
            } else {
                words.encoder.encode(claim::span(tokens, &(0..tokens.len())).of(text))
            });
            let weight = weight(&features);
            self.weight.push(weight);
            self.account.claims.push(ClaimReport {
                span,
                quote: span.of(text).to_string(),
                sentence,
                salience: round4(weight as f64 / MAX_WEIGHT as f64),
                certainty: features.certainty(),
                attributions: credits.of(reading, sentence, run),
                notes: notes(entities, text, span),
            });
            self.features.push(features);
        }
    }

    fn warn(&mut self) {
        let (id, text) = (&self.account.id, &self.text);
        let mut warn = |code: &str, message: String| {
            self.warnings.push(Warning { code: code.into(), account: Some(id.clone()), message });
        };
        let lang = self.account.lang;
        if Language::of(lang).is_none() {
            warn(
                "language-not-supported",
                format!(
                    "account {id:?} is in a language that was not recognised; this version reads {} only: its claims are whole sentences, aligned by the words they share, and kinds are told by figures at best",
                    Language::names()
                ),
            );
        }
        if self.account.claims.is_empty() {
            warn("no-claims", format!("no claim was found in account {id:?}; it may hold headings only"));
        }
        if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t' | '\r')) {
            warn("control-characters", format!("account {id:?} holds control characters; they are part of no word"));
        }
    }

    /// How near two claims' sentences are, -1..1.
    pub(crate) fn context_cosine(&self, i: usize, other: &Analysis, j: usize) -> f32 {
        cosine(&self.context[i], &other.context[j])
    }

    /// Who is said to stand behind a claim, where the text names one.
    pub(crate) fn source(&self, claim: usize) -> Option<&Quote> {
        self.account.claims[claim].attributions.iter().find_map(|a| a.source.as_ref())
    }

    /// Number of claims.
    pub fn len(&self) -> usize {
        self.features.len()
    }

    /// Whether there is no claim.
    pub fn is_empty(&self) -> bool {
        self.features.is_empty()
    }
}

/// Whom the claim's words stand for, where they don't name it themselves.
fn notes(entities: &Entities, text: &str, claim: Span) -> Vec<Note> {
    let note = |m: &Mention| {
        let means = entities.note(m)?;
        let quote = m.span.of(text).to_string();
        Some(Note { words: Quote { span: m.span, quote }, means })
    };
    entities.within(claim).filter_map(note).collect()
}

/// The most a claim can weigh.
pub const MAX_WEIGHT: u64 = 1000;

/// Salience of a claim in whole numbers, 1 to [`MAX_WEIGHT`]: the rarity of its words, figures and names
/// on top, with diminishing returns; courtesies count a quarter. It depends on the claim's own words alone,
/// so that the order of sentences changes nothing.
fn weight(f: &Features) -> u64 {
    let rarity: f32 = f.terms.iter().map(|t| (t.weight - 3.0).max(0.5) + if t.name { 1.0 } else { 0.0 }).sum();
    let mass = rarity + 4.0 * f.amounts.len() as f32;
    let full = 1000.0 * mass / (mass + 25.0);
    let scaled = if f.courtesy { full / 4.0 } else { full };
    (scaled as u64).clamp(1, MAX_WEIGHT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embed::table::Table;

    fn read(text: &str) -> Analysis {
        Analysis::new(&Account::new("a", text), Table::embedded())
    }

    #[test]
    fn claims_carry_their_words_and_their_source() {
        let a = read("Talks\n\nThe ministry said the ships had left and that 40 men were safe.");
        let quotes: Vec<&str> = a.account.claims.iter().map(|c| c.quote.as_str()).collect();
        assert_eq!(quotes, ["The ministry said the ships had left", "and that 40 men were safe"]);
        assert_eq!(a.source(1).unwrap().quote, "The ministry");
        assert_eq!(a.account.claims[0].sentence, 1, "the heading counts");
    }

    #[test]
    fn figures_and_names_weigh_more_than_phrases() {
        let a = read("The talks were very useful to all of them. General Orlov lost 40 tanks near Kesten on Friday.");
        assert!(a.weight[1] > a.weight[0], "{:?}", a.weight);
    }

    #[test]
    fn an_unknown_language_is_read_with_a_warning() {
        let a = read("Der Minister sagte, die Gespräche seien nützlich gewesen. Es wird weitergehen.");
        assert_eq!(a.len(), 2);
        assert_eq!(a.warnings[0].code, "language-not-supported");
    }
}
