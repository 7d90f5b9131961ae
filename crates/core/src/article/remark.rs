//! What the reporter says of the accounts themselves: that one leaves something out, that they differ, that they agree.

use super::part::PartReader;
use super::party::{self, Parties};
use super::scene::Scene;
use super::sides::Sorted;
use crate::embed::{Encoder, cosine};
use crate::lexicon::{Hit, List};
use crate::report::Quote;
use crate::text::Span;
use crate::token::Token;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What a remark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RemarkKind {
    /// A side leaves something out.
    Silence,
    /// The accounts differ.
    Contrast,
    /// The accounts agree.
    Accord,
}

/// A statement of the reporter's on the accounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Remark {
    /// What it says.
    pub kind: RemarkKind,
    /// Id of the side it is about; `None` where the text does not tell, or for both.
    pub side: Option<String>,
    /// The sentence.
    pub quote: Quote,
    /// The words that say it: "made no mention of".
    pub cue: Quote,
    /// For silence: what is left out, item by item.
    pub matter: Vec<Quote>,
}

/// A remark before the sides have their ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The remark; `side` is still empty.
    pub remark: Remark,
    /// The side it is about, by place.
    pub about: Option<usize>,
}

/// The remarks of an article, in order.
pub fn find(scene: &Scene<'_>, reader: &PartReader<'_>, sorted: &Sorted) -> Vec<Found> {
    let mut out = Vec::new();
    for sentence in 0..scene.reading.sentences.len() {
        // What stands in quotation marks is said by a source, not by the reporter.
        let own = |h: &&Hit| {
            scene.reading.passage.atoms[scene.reading.passage.sentences[sentence].start + h.start].quotation == 0
        };
        let mut hits: Vec<&Hit> = scene.hits(sentence, List::Remark).filter(own).collect();
        hits.sort_by_key(|h| (h.entry.level, h.start));
        let Some(hit) = hits.first() else { continue };
        let kind = match hit.entry.level {
            1 => RemarkKind::Silence,
            2 => RemarkKind::Contrast,
            _ => RemarkKind::Accord,
        };
        let matter = if kind == RemarkKind::Silence { matter(scene, sentence, hit) } else { Vec::new() };
        if kind == RemarkKind::Silence && matter.is_empty() {
            continue;
        }
        let quote = |span: Span| Quote { span, quote: span.of(scene.text).to_string() };
        let tokens = &scene.reading.tokens[sentence];
        out.push(Found {
            remark: Remark {
                kind,
                side: None,
                quote: quote(scene.reading.sentences[sentence].span),
                cue: quote(crate::claim::span(tokens, &(hit.start..hit.end))),
                matter: matter.into_iter().map(|r| quote(crate::claim::span(tokens, &r))).collect(),
            },
            about: if kind == RemarkKind::Silence { about(scene, reader, sorted, sentence, hit) } else { None },
        });
    }
    out
}

/// Whether an attribution is a remark on silence rather than a claim: its cue says that nothing is said.
pub fn is_silence(scene: &Scene<'_>, attribution: usize) -> bool {
    let Some(a) = scene.reading.attributions.get(attribution) else { return false };
    let sentence = scene.sentence_of(a);
    let from = scene.reading.passage.sentences[sentence].start;
    scene
        .hits(sentence, List::Remark)
        .any(|h| h.entry.level == 1 && h.start + from < a.cue.end && a.cue.start < h.end + from)
}

/// The voices that speak of the accounts themselves, and so after them: "said when asked about the discrepancy in the
/// readouts".
pub fn later_voices(scene: &Scene<'_>, parties: &Parties) -> Vec<usize> {
    let mut out = Vec::new();
    for (a, voices) in scene.reading.attributions.iter().zip(&parties.voices) {
        let sentence = scene.sentence_of(a);
        let from = scene.reading.passage.sentences[sentence].start;
        let said = |i: usize| a.content.iter().any(|r| r.contains(&i));
        let of_accounts = scene.hits(sentence, List::Remark).any(|h| h.entry.level == 2 && !said(h.start + from));
        let asked = scene.reading.tokens[sentence].iter().enumerate().any(|(i, t)| t.is("asked") && !said(i + from));
        if let ([voice], true) = (voices.as_slice(), of_accounts && asked) {
            out.push(*voice);
        }
    }
    out
}

/// Whose silence it is: the source of the attribution that the words are part of, else whom the sentence is about, else
/// who spoke last.
fn about(scene: &Scene<'_>, reader: &PartReader<'_>, sorted: &Sorted, sentence: usize, hit: &Hit) -> Option<usize> {
    let side = |parties: &[usize]| match parties {
        [one] => sorted.sides.iter().position(|s| s == one),
        _ => None,
    };
    let from = scene.reading.passage.sentences[sentence].start;
    let words = hit.start + from..hit.end + from;
    let told = (0..scene.reading.attributions.len()).find(|a| {
        let cue = &scene.reading.attributions[*a].cue;
        cue.start < words.end && words.start < cue.end && !reader.parties().of[*a].is_empty()
    });
    if let Some(found) = told.and_then(|a| side(&reader.parties().of[a])) {
        return Some(found);
    }
    let parties = reader.parties();
    let owner = parties.owner_of_voice(scene, sentence);
    let topic = || party::topic(scene, sentence).and_then(|e| parties.members.iter().position(|m| m.contains(&e)));
    if let Some(found) = owner.or_else(topic).and_then(|p| side(&[p])) {
        return Some(found);
    }
    let before = (0..scene.units.len()).rev().find(|u| scene.units[*u].sentence < sentence)?;
    side(&reader.speakers()[before].parties)
}

/// What is left out: the words after the cue up to the clause's end, or, where it ends the clause, those before it; divided
/// at "or", "and" and commas.
fn matter(scene: &Scene<'_>, sentence: usize, hit: &Hit) -> Vec<Range<usize>> {
    let tokens = &scene.reading.tokens[sentence];
    let stop = |t: &Token| matches!(t.lower.as_str(), "." | ";" | ":" | "but" | "while" | "which" | "”" | "\"" | "—");
    let end = (hit.end..tokens.len()).find(|i| stop(&tokens[*i])).unwrap_or(tokens.len());
    let words = |r: &Range<usize>| tokens[r.clone()].iter().filter(|t| t.is_word()).count();
    let range = if words(&(hit.end..end)) > 0 { hit.end..end } else { 0..hit.start };
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut from = range.start;
    for i in range.clone() {
        if matches!(tokens[i].lower.as_str(), "or" | "and" | ",") {
            out.push(from..i);
            from = i + 1;
        }
    }
    out.push(from..range.end);
    let content = |r: &Range<usize>| {
        r.clone().any(|i| tokens[i].is_word() && !scene.hits(sentence, List::Stop).any(|h| h.start == i))
    };
    out.retain(content);
    for r in &mut out {
        while r.start < r.end && !tokens[r.start].is_word() {
            r.start += 1;
        }
        while r.end > r.start && !tokens[r.end - 1].is_word() {
            r.end -= 1;
        }
    }
    out
}

/// How alike a matter and a claim are, 0..1: the share of the matter's content words that the claim has by stem, or the
/// cosine of their vectors, whichever is more.
pub fn likeness(matter: &str, lang: crate::text::Lang, claim: &crate::feature::Features, encoder: &dyn Encoder) -> f64 {
    let tokens = crate::token::Tokenizer::new(lang).tokens(matter, Span::new(0, matter.len()));
    let stops = crate::lexicon::Lexicon::of(lang).hits(&tokens);
    let stop = |i: usize| stops.iter().any(|h| h.entry.list == List::Stop && h.start == i);
    let content: Vec<&Token> =
        (0..tokens.len()).filter(|i| tokens[*i].is_word() && !stop(*i)).map(|i| &tokens[i]).collect();
    let shared = content.iter().filter(|t| claim.term(t.stem).is_some()).count();
    let share = if content.is_empty() { 0.0 } else { shared as f64 / content.len() as f64 };
    share.max(f64::from(cosine(&encoder.encode(matter), &claim.vector)))
}
