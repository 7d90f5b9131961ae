//! What each clause of an article is: a side's claim, comment, background, furniture of the page, or the reporter's own
//! telling. A softmax over named signals; weights in `data/parts.json`, fitted by `training/articles.py`.

use super::party::{self, Parties};
use super::scene::{Scene, Unit};
use crate::lexicon::List;
use crate::math::{self, flag};
use crate::token::{Token, TokenKind};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// What a clause can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// What a side is said to say.
    Side,
    /// What somebody outside, or the reporter, makes of it.
    Comment,
    /// What was before, for the reader to know.
    Background,
    /// What is no part of the article: bylines, captions, other items, promotion, repetition.
    Furniture,
    /// The reporter's own telling of the event.
    Telling,
}

impl Part {
    /// Every part, in the order of the weights.
    pub const ALL: [Part; 5] = [Part::Side, Part::Comment, Part::Background, Part::Furniture, Part::Telling];
}

/// What is read of a clause, each 0..1.
pub const SIGNALS: [&str; 50] = [
    "credited",
    "credited_to_expert",
    "first_party",
    "second_party",
    "third_party",
    "further_party",
    "no_party",
    "voice_named",
    "rest_of_credited_sentence",
    "after_credited_sentence",
    "later_in_credited_paragraph",
    "before_credited_sentence",
    "credited_share_of_paragraph",
    "place_in_text",
    "in_lead",
    "in_tail",
    "heading",
    "no_full_stop",
    "furniture_words",
    "repeated",
    "byline",
    "bullet",
    "background_words",
    "year",
    "names_first_parties",
    "quoted",
    "first_person",
    "left_out_remark",
    "contrast_remark",
    "expert_words",
    "short",
    "long",
    "shares_words",
    "question",
    "after_rubric",
    "credited_twice",
    "short_paragraph",
    "carried_party_expert",
    "past_perfect",
    "last_paragraphs",
    "voice_speaks_once",
    "voice_share",
    "voice_near_party",
    "voice_person",
    "voice_first_heard_late",
    "verb",
    "few_words",
    "month",
    "outside_party",
    "credited_to_all",
];

#[derive(Clone, Debug, Default, Deserialize)]
struct Model {
    /// One row a part: the bias, then a weight a signal.
    first: Vec<Vec<f64>>,
    /// The same with what the first step made of the clause before and of the one after: a weight a part each.
    second: Vec<Vec<f64>>,
}

fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| serde_json::from_str(include_str!("../../data/parts.json")).unwrap_or_default())
}

/// Who is taken to speak in a clause.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Speaker {
    /// The parties; empty where nobody has spoken yet.
    pub parties: Vec<usize>,
    /// The voice, where the clause's own words tell one.
    pub voice: Option<usize>,
    /// Whether the clause's own words say so; else it is carried over from what came before.
    pub told: bool,
}

/// A reader of an article's parts.
pub struct PartReader<'s> {
    scene: &'s Scene<'s>,
    parties: &'s Parties,
    /// Rank of each party by clauses credited to it, experts left out: 0 for the first.
    rank: Vec<usize>,
    speakers: Vec<Speaker>,
    /// Paragraph of each unit.
    paragraph: Vec<usize>,
    paragraphs: usize,
    /// Share of each paragraph's clauses that are credited.
    share: HashMap<usize, f64>,
    /// The last paragraph in which one of the first two parties speaks.
    last_spoken: usize,
    /// Stems of content words in credited clauses.
    told_stems: HashSet<u64>,
    /// The paragraph in which each voice is first heard.
    first_heard: Vec<usize>,
    /// Which sentences say what an earlier one says.
    repeated: Vec<bool>,
}

impl<'s> PartReader<'s> {
    /// Prepares the reading.
    pub fn new(scene: &'s Scene<'s>, parties: &'s Parties) -> PartReader<'s> {
        let units = &scene.units;
        let paragraph: Vec<usize> = units.iter().map(|u| scene.paragraph(u.sentence)).collect();
        let speakers = speakers(scene, parties, &paragraph);
        let mut weight = vec![0usize; parties.names.len()];
        for s in speakers.iter().filter(|s| s.told) {
            s.parties.iter().filter(|p| !parties.expert[**p]).for_each(|p| weight[*p] += 1);
        }
        let mut order: Vec<usize> = (0..weight.len()).collect();
        order.sort_by_key(|p| (usize::MAX - weight[*p], *p));
        let mut rank = vec![usize::MAX; weight.len()];
        order.iter().filter(|p| weight[**p] > 0).enumerate().for_each(|(at, p)| rank[*p] = at);
        let mut counts: HashMap<usize, (usize, usize)> = HashMap::new();
        for (i, u) in units.iter().enumerate() {
            let c = counts.entry(paragraph[i]).or_default();
            c.0 += usize::from(!u.credits.is_empty());
            c.1 += 1;
        }
        let share = counts.iter().map(|(p, (told, all))| (*p, *told as f64 / (*all).max(1) as f64)).collect();
        let spoken = |i: usize| speakers[i].told && speakers[i].parties.iter().any(|p| rank[*p] < 2);
        let last_spoken = (0..units.len()).filter(|i| spoken(*i)).map(|i| paragraph[i]).max().unwrap_or(0);
        let paragraphs = paragraph.last().map_or(1, |p| p + 1);
        let mut told_stems = HashSet::new();
        for u in units.iter().filter(|u| !u.credits.is_empty()) {
            told_stems.extend(content(scene, u).map(|t| t.stem));
        }
        let mut first_heard = vec![usize::MAX; parties.places.len()];
        for (a, of) in scene.reading.attributions.iter().zip(&parties.voices) {
            let at = scene.paragraph(scene.sentence_of(a));
            of.iter().for_each(|v| first_heard[*v] = first_heard[*v].min(at));
        }
        PartReader {
            scene,
            parties,
            rank,
            speakers,
            paragraph,
            paragraphs,
            share,
            last_spoken,
            told_stems,
            first_heard,
            repeated: repeated(scene),
        }
    }

    /// The parties.
    pub fn parties(&self) -> &Parties {
        self.parties
    }

    /// Who speaks in each unit.
    pub fn speakers(&self) -> &[Speaker] {
        &self.speakers
    }

    /// Rank of a party by the clauses credited to it; experts and the silent have none.
    pub fn rank(&self, party: usize) -> Option<usize> {
        self.rank.get(party).copied().filter(|r| *r < usize::MAX)
    }

    /// How likely each part is for every unit, in the order of [`Part::ALL`]; adds up to 1. A first step reads each unit by
    /// itself, a second one also what the first made of its neighbours.
    pub fn odds(&self) -> Vec<[f64; Part::ALL.len()]> {
        let signals: Vec<[f64; SIGNALS.len()]> = (0..self.scene.units.len()).map(|u| self.signals(u)).collect();
        let first: Vec<[f64; Part::ALL.len()]> =
            signals.iter().map(|s| probabilities(&model().first, s.iter())).collect();
        let none = [0.0; Part::ALL.len()];
        let near = |at: Option<usize>| at.and_then(|i| first.get(i)).unwrap_or(&none);
        (0..signals.len())
            .map(|u| {
                let (before, after) = (near(u.checked_sub(1)), near(Some(u + 1)));
                probabilities(&model().second, signals[u].iter().chain(before).chain(after))
            })
            .collect()
    }

    /// The signals of a unit.
    pub fn signals(&self, unit: usize) -> [f64; SIGNALS.len()] {
        let scene = self.scene;
        let u = &scene.units[unit];
        let speaker = &self.speakers[unit];
        let credited = !u.credits.is_empty();
        let tokens = &scene.reading.tokens[u.sentence];
        let sentence = scene.reading.sentences[u.sentence];
        let voice = speaker.voice;
        let best = speaker.parties.iter().filter_map(|p| self.rank(*p)).min();
        let expert = speaker.parties.iter().any(|p| self.parties.expert[*p]);
        let units = &scene.units;
        let paragraph = self.paragraph[unit];
        let told = |i: &usize| !units[*i].credits.is_empty();
        let in_paragraph = |i: &usize| self.paragraph[*i] == paragraph;
        let in_sentence = |i: &usize| units[*i].sentence == u.sentence;
        let sentence_told = self.around(unit, in_sentence).any(|i| told(&i));
        let before = (0..unit).rev().take_while(in_paragraph).filter(|i| units[*i].sentence < u.sentence);
        let previous_told = before.clone().any(|i| units[i].sentence + 1 == u.sentence && told(&i));
        let earlier_told = before.clone().any(|i| told(&i));
        let next_told =
            (unit + 1..units.len()).take_while(in_paragraph).any(|i| units[i].sentence == u.sentence + 1 && told(&i));
        let count = |list: List| scene.hits(u.sentence, list).count();
        let own = |list: List| scene.hits(u.sentence, list).filter(|h| u.run.contains(&h.start)).count();
        let words: Vec<&Token> = tokens[u.run.clone()].iter().filter(|t| t.is_word()).collect();
        let from = scene.reading.passage.sentences[u.sentence].start;
        let quoted = u.run.clone().filter(|i| scene.reading.passage.atoms[i + from].quotation > 0).count();
        let year = words.iter().any(|t| {
            t.kind == TokenKind::Number && t.lower.len() == 4 && ["19", "20"].iter().any(|c| t.lower.starts_with(c))
        });
        let first_person = words.iter().any(|t| matches!(t.lower.as_str(), "i" | "me" | "my" | "we" | "our" | "us"));
        let remark = |level: i32| scene.hits(u.sentence, List::Remark).any(|h| h.entry.level == level);
        let names = scene.entities.within(sentence.span).any(|m| {
            self.parties.members.iter().enumerate().any(|(p, members)| self.rank[p] < 2 && members.contains(&m.entity))
        });
        let content: Vec<u64> = content(scene, u).map(|t| t.stem).collect();
        let shared = content.iter().filter(|s| self.told_stems.contains(s)).count();
        let text = sentence.span.of(scene.text);
        let stop = text.trim_end().ends_with(['.', '!', '?', '”', '"', '’', '\'', ':', '…', ')']);
        let length = words.len();
        let bullet = scene.text[..sentence.span.start].trim_end().ends_with(['-', '•', '*', '–', '▪']);
        let paragraph_words: usize = self.around(unit, in_paragraph).map(|i| units[i].run.len()).sum();
        [
            flag(credited),
            flag(credited && expert),
            flag(best == Some(0)),
            flag(best == Some(1)),
            flag(best == Some(2)),
            flag(best.is_some_and(|b| b > 2)),
            flag(best.is_none()),
            flag(!credited && count(List::Voice) > 0),
            flag(!credited && sentence_told),
            flag(!credited && !sentence_told && previous_told),
            flag(!credited && !sentence_told && earlier_told),
            flag(!credited && next_told),
            self.share.get(&paragraph).copied().unwrap_or(0.0),
            paragraph as f64 / self.paragraphs as f64,
            flag(paragraph < 3),
            flag(paragraph > self.last_spoken),
            flag(sentence.heading),
            flag(!stop),
            count(List::Furniture).min(2) as f64 / 2.0,
            flag(self.repeats(unit)),
            flag(byline(tokens)),
            flag(bullet),
            count(List::Background).min(2) as f64 / 2.0,
            flag(year),
            flag(names),
            quoted as f64 / u.run.len().max(1) as f64,
            flag(first_person && quoted == 0),
            flag(remark(1)),
            flag(remark(2)),
            flag(own(List::Expert) > 0),
            flag(length < 5),
            length.min(30) as f64 / 30.0,
            shared as f64 / content.len().max(1) as f64,
            flag(text.contains('?')),
            flag(u.sentence >= scene.end),
            flag(u.credits.len() > 1),
            flag(paragraph_words < 12),
            flag(!credited && expert),
            flag(words.iter().any(|t| t.is("had")) && !credited),
            flag(paragraph + 3 >= self.paragraphs),
            flag(voice.is_some_and(|v| self.parties.speeches[v] < 2)),
            voice.map_or(0.0, |v| self.parties.speeches[v] as f64 / self.parties.voices.len().max(1) as f64),
            voice.map_or(0.0, |v| (self.parties.places[v].nearness / 4.0 + 0.5).clamp(0.0, 1.0)),
            flag(voice.is_some_and(|v| self.parties.person[v])),
            flag(voice.is_some_and(|v| self.first_heard[v].saturating_mul(2) > self.paragraphs)),
            flag(own(List::Verb) > 0 || words.iter().skip(1).any(|t| t.lower.len() > 4 && t.lower.ends_with("ed"))),
            1.0 - length.min(8) as f64 / 8.0,
            flag(own(List::Month) > 0),
            flag(speaker.parties.iter().any(|p| self.parties.outside[*p] && !self.parties.expert[*p])),
            flag(credited && speaker.parties.len() > 1),
        ]
    }

    /// The unit and those next to it for which something holds.
    fn around(&self, unit: usize, holds: impl Fn(&usize) -> bool + Copy) -> impl Iterator<Item = usize> {
        (0..unit).rev().take_while(holds).chain((unit..self.scene.units.len()).take_while(holds))
    }

    /// Whether the clause's sentence stands in the article already.
    pub(super) fn repeats(&self, unit: usize) -> bool {
        self.repeated[self.scene.units[unit].sentence]
    }
}

/// Which sentences say what an earlier one says: the words of one stand in the other.
fn repeated(scene: &Scene<'_>) -> Vec<bool> {
    let mut out = vec![false; scene.reading.sentences.len()];
    let mut earlier: Vec<&str> = Vec::new();
    for group in scene.units.chunk_by(|x, y| x.sentence == y.sentence) {
        let sentence = group[0].sentence;
        let words = scene.reading.sentences[sentence].span.of(scene.text);
        let same = |other: &str| other.contains(words) || (words.contains(other) && other.len() * 4 >= words.len() * 3);
        out[sentence] = words.len() > 40 && earlier.iter().any(|other| same(other));
        earlier.push(words);
    }
    out
}

/// Probabilities of the parts: one row of weights each, the bias first.
fn probabilities<'x>(rows: &[Vec<f64>], x: impl Iterator<Item = &'x f64> + Clone) -> [f64; Part::ALL.len()] {
    let mut out = [0.0; Part::ALL.len()];
    for (o, row) in out.iter_mut().zip(rows) {
        *o = row.first().copied().unwrap_or(0.0) + row.iter().skip(1).zip(x.clone()).map(|(w, s)| w * s).sum::<f64>();
    }
    math::softmax(&mut out);
    out
}

/// Who speaks in each unit: whom its attribution names; where a voice without an attribution stands in its sentence, its
/// owner; else whoever spoke last.
fn speakers(scene: &Scene<'_>, parties: &Parties, paragraph: &[usize]) -> Vec<Speaker> {
    let mut out: Vec<Speaker> = Vec::new();
    let mut last: (Vec<usize>, usize) = (Vec::new(), 0);
    for (i, u) in scene.units.iter().enumerate() {
        let own = u.credits.iter().find(|c| !parties.of[**c].is_empty());
        let speaker = match own {
            Some(c) => {
                Speaker { parties: parties.of[*c].clone(), voice: parties.voices[*c].first().copied(), told: true }
            }
            None => match parties.owner_of_voice(scene, u.sentence) {
                Some(party) => Speaker { parties: vec![party], voice: None, told: true },
                None => {
                    // A paragraph that begins with somebody's name is about them.
                    let opens = i == 0 || paragraph[i - 1] != paragraph[i];
                    let topic = if opens { party::topic(scene, u.sentence) } else { None };
                    let about = topic.and_then(|e| parties.members.iter().position(|m| m.contains(&e)));
                    if let Some(party) = about {
                        last = (vec![party], paragraph[i]);
                    }
                    Speaker { parties: last.0.clone(), voice: None, told: false }
                }
            },
        };
        if speaker.told {
            last = (speaker.parties.clone(), paragraph[i]);
        }
        out.push(speaker);
    }
    out
}

/// The words of a unit that carry content.
fn content<'a>(scene: &'a Scene<'_>, unit: &'a Unit) -> impl Iterator<Item = &'a Token> {
    let stop: HashSet<usize> = scene.hits(unit.sentence, List::Stop).map(|h| h.start).collect();
    let tokens = &scene.reading.tokens[unit.sentence];
    unit.run.clone().filter(move |i| !stop.contains(i)).map(|i| &tokens[i]).filter(|t| t.is_word())
}

/// Whether a line says who wrote it or when, and no more.
fn byline(tokens: &[Token]) -> bool {
    let words: Vec<&Token> = tokens.iter().filter(|t| t.is_word()).collect();
    let names = words.iter().filter(|t| t.capital || t.kind == TokenKind::Number).count();
    let by = words.first().is_some_and(|t| t.is("by") || t.is("from"));
    words.len() <= 14
        && !words.is_empty()
        && (by || names * 3 >= words.len() * 2)
        && !tokens.last().is_some_and(|t| t.is("."))
}
