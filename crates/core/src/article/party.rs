//! Which sources speak for one party: by name, by state, by office, by the body they belong to.

use super::belong::{self, Links, Noun};
use super::kinship;
use super::scene::Scene;
use crate::entity::{EntityKind, Form};
use crate::lexicon::List;
use crate::token::TokenKind;
use std::collections::HashMap;
use std::ops::Range;

/// Who may be behind a source: an entity of the text, or a noun that names somebody ("the organisers").
type Root = usize;

/// The parties of an article.
#[derive(Clone, Debug, Default)]
pub struct Parties {
    /// The parties behind each attribution; empty where nobody could be told.
    pub of: Vec<Vec<usize>>,
    /// What each party is called, the best name first.
    pub names: Vec<Vec<String>>,
    /// Whether each party is told to judge from outside.
    pub expert: Vec<bool>,
    /// Whether each party is no side of the event: experts, and states that are not concerned.
    pub outside: Vec<bool>,
    /// Entities of each party.
    pub members: Vec<Vec<usize>>,
    /// The voices behind each attribution.
    pub voices: Vec<Vec<usize>>,
    /// Where each voice was put.
    pub places: Vec<kinship::Place>,
    /// How often each voice speaks.
    pub speeches: Vec<usize>,
    /// Whether each voice is a person.
    pub person: Vec<bool>,
    /// The first person of each voice, by name.
    pub people: Vec<Option<String>>,
}

impl Parties {
    /// Tells the parties of an article.
    pub fn new(scene: &Scene<'_>) -> Parties {
        Voices::new(scene).gathered(scene)
    }

    /// The party whose document or spokesman a sentence names: "China's version", "the Ardovian text".
    pub fn owner_of_voice(&self, scene: &Scene<'_>, sentence: usize) -> Option<usize> {
        let entity = owner_nearby(scene, sentence)?;
        self.members.iter().position(|members| members.contains(&entity))
    }
}

/// The sources of an article, before those of one party are gathered: a voice is an entity or a noun with what is surely
/// one with it.
#[derive(Clone, Debug)]
pub struct Voices {
    /// The voices behind each attribution.
    pub of: Vec<Vec<usize>>,
    /// Entities of each voice.
    pub members: Vec<Vec<usize>>,
    /// Nouns of each voice, in the text's words.
    pub nouns: Vec<Vec<String>>,
    /// Whether each is told to judge from outside.
    pub expert: Vec<bool>,
}

impl Voices {
    /// The voices of an article.
    pub fn new(scene: &Scene<'_>) -> Voices {
        let known = scene.entities.list.len();
        // Nouns that stand for somebody without a name come after the entities.
        let mut found: Vec<Noun> = Vec::new();
        let sources: Vec<Source> = scene.reading.attributions.iter().map(|a| source(scene, &a.source)).collect();
        for source in &sources {
            if let Source::Noun(stem, words) = source
                && !found.iter().any(|n| n.stem == *stem)
            {
                found.push(Noun { stem: *stem, words: words.clone(), at: known + found.len() });
            }
        }
        let outside = experts(scene);
        let links = belong::join(scene, &found, &outside);
        let nouns: HashMap<u64, Root> = found.iter().map(|n| (n.stem, n.at)).collect();
        let noun_words: Vec<String> = found.into_iter().map(|n| n.words).collect();
        let expert = expert_roots(scene, &links, &nouns, &outside);
        let mut of: Vec<Vec<Root>> = Vec::new();
        let mut last: (Vec<Root>, usize) = (Vec::new(), 0);
        for (number, found) in sources.iter().enumerate() {
            let sentence = scene.sentence_of(&scene.reading.attributions[number]);
            if sentence >= scene.end {
                of.push(Vec::new());
                continue;
            }
            let roots: Vec<Root> = match found {
                Source::Entities(list) => list.iter().map(|e| links.root(*e)).collect(),
                Source::Noun(stem, _) => nouns.get(stem).map(|n| links.root(*n)).into_iter().collect(),
                Source::Voice | Source::Nobody => {
                    // Its owner in the same sentence, else whom the sentences since the last speech are about.
                    let topic = || (last.1 + 1..sentence).rev().find_map(|s| topic(scene, s));
                    let owner = owner_nearby(scene, sentence).or_else(topic);
                    owner.map_or_else(|| last.0.clone(), |e| vec![links.root(e)])
                }
            };
            if !roots.is_empty() {
                last = (roots.clone(), sentence);
            }
            of.push(roots);
        }
        number(of, &links, known, &noun_words, &expert)
    }

    /// Number of voices.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether nobody speaks.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The parties: voices gathered by kinship.
    fn gathered(self, scene: &Scene<'_>) -> Parties {
        let places = kinship::gather(scene, &self);
        let party: Vec<usize> = places.iter().map(|p| p.party).collect();
        let count = party.iter().max().map_or(0, |p| p + 1);
        let person =
            |v: &Vec<usize>| !v.is_empty() && v.iter().all(|e| scene.entities.list[*e].kind == EntityKind::Person);
        let someone = |v: &Vec<usize>| {
            let list = &scene.entities.list;
            v.iter().find(|e| list[**e].kind == EntityKind::Person).map(|e| list[*e].name.clone())
        };
        let mut out = Parties {
            names: vec![Vec::new(); count],
            expert: vec![true; count],
            outside: vec![true; count],
            members: vec![Vec::new(); count],
            person: self.members.iter().map(person).collect(),
            people: self.members.iter().map(someone).collect(),
            speeches: vec![0; places.len()],
            places,
            ..Parties::default()
        };
        self.of.iter().flatten().for_each(|v| out.speeches[*v] += 1);
        for (voice, p) in party.iter().enumerate() {
            out.members[*p].extend(&self.members[voice]);
            out.expert[*p] &= self.expert[voice];
            out.outside[*p] &= self.expert[voice] || out.places[voice].outside;
        }
        for (p, members) in out.members.iter().enumerate() {
            let mentioned = |e: usize| scene.entities.mentions.iter().filter(|m| m.entity == e).count();
            // A state or a body names a party better than a person, then the one named most.
            let kind = |e: usize| usize::from(scene.entities.list[e].kind == EntityKind::Person);
            let mut order = members.clone();
            order.sort_by_key(|e| (kind(*e), usize::MAX - mentioned(*e), *e));
            // The state that all of them belong to stands for them best, if the text names it.
            let states: Vec<&String> = members.iter().filter_map(|e| scene.entities.list[*e].state.as_ref()).collect();
            if let Some(state) = states.first().filter(|s| states.iter().all(|t| t == *s)) {
                let named = (0..scene.entities.list.len()).find(|e| scene.entities.list[*e].key == **state);
                order.retain(|e| Some(*e) != named);
                order.splice(0..0, named);
            }
            out.names[p] = order.iter().map(|e| scene.entities.list[*e].name.clone()).collect();
        }
        for (voice, p) in party.iter().enumerate() {
            out.names[*p].extend(self.nouns[voice].iter().cloned());
        }
        for voices in self.of {
            let mut parties: Vec<usize> = voices.iter().map(|v| party[*v]).collect();
            parties.sort_unstable();
            parties.dedup();
            out.of.push(parties);
            out.voices.push(voices);
        }
        out
    }
}

/// What a source's words name.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Source {
    /// Entities of the text; several for "both sides".
    Entities(Vec<usize>),
    /// A common noun that names somebody, by its stem, with its words.
    Noun(u64, String),
    /// A document or a role, whose owner stands elsewhere: "the statement", "a spokeswoman".
    Voice,
    /// Nobody that can be told.
    Nobody,
}

/// The tokens of a passage's run that lie in one sentence, with the sentence's number.
fn in_sentence(scene: &Scene<'_>, run: &Range<usize>) -> Option<(usize, Range<usize>)> {
    let passage = &scene.reading.passage;
    let sentence = passage.atoms.get(run.start)?.sentence;
    let from = passage.sentences.get(sentence)?.clone();
    (run.end <= from.end).then(|| (sentence, run.start - from.start..run.end - from.start))
}

fn source(scene: &Scene<'_>, run: &Range<usize>) -> Source {
    if run.is_empty() {
        return Source::Nobody;
    }
    let Some((sentence, own)) = in_sentence(scene, run) else { return Source::Nobody };
    let span = scene.span(run);
    // A name may be cut short by the source's bounds.
    let mut mentions: Vec<_> =
        scene.entities.mentions.iter().filter(|m| m.span.overlaps(span) && m.form != Form::Place).collect();
    if let Some(group) = mentions.iter().find(|m| !m.also.is_empty()) {
        return Source::Entities(std::iter::once(group.entity).chain(group.also.iter().copied()).collect());
    }
    // A person speaks before a body, a body before a state: "Chinese state broadcaster CCTV".
    let rank = |m: &&crate::entity::Mention| match scene.entities.list[m.entity].kind {
        EntityKind::Person => 0,
        EntityKind::Body => 1,
        EntityKind::State => 2,
        EntityKind::Other => 3,
        EntityKind::Place => 4,
    };
    mentions.sort_by_key(|m| (rank(m), m.span.start));
    if let Some(first) = mentions.first() {
        return Source::Entities(vec![first.entity]);
    }
    let tokens = &scene.reading.tokens[sentence];
    let voice = scene.hits(sentence, List::Voice).any(|h| own.contains(&h.start));
    if voice {
        return Source::Voice;
    }
    // The head of a plain noun phrase is its last word before "of", "who", "in".
    let stop =
        |t: &crate::token::Token| matches!(t.lower.as_str(), "of" | "who" | "in" | "at" | "for" | "on" | "from" | ",");
    let end = (own.start..own.end).find(|i| *i > own.start && stop(&tokens[*i])).unwrap_or(own.end);
    let head = (own.start..end).rev().find(|i| tokens[*i].kind == TokenKind::Word);
    let stopped = |i: usize| scene.hits(sentence, List::Stop).any(|h| h.start == i);
    match head {
        Some(i) if !stopped(i) => {
            Source::Noun(tokens[i].stem, crate::claim::span(tokens, &own).of(scene.text).to_string())
        }
        _ => Source::Nobody,
    }
}

/// Whom a sentence is about: who is named within its first words.
pub(super) fn topic(scene: &Scene<'_>, sentence: usize) -> Option<usize> {
    let span = scene.reading.sentences.get(sentence).filter(|s| !s.heading)?.span;
    let tokens = &scene.reading.tokens[sentence];
    let first = scene.entities.within(span).next()?;
    let at = tokens.partition_point(|t| t.span.end <= first.span.start);
    let named = !matches!(first.form, Form::Pronoun | Form::Group | Form::Place | Form::Demonym);
    (at <= 4 && named).then_some(first.entity)
}

/// The entity that a sentence names beside its voice.
fn owner_nearby(scene: &Scene<'_>, sentence: usize) -> Option<usize> {
    let span = scene.reading.sentences.get(sentence)?.span;
    let tokens = &scene.reading.tokens[sentence];
    let voices: Vec<usize> = scene.hits(sentence, List::Voice).map(|h| h.start).collect();
    let owner = scene.entities.within(span).find(|m| {
        let end = tokens.partition_point(|t| t.span.end <= m.span.end);
        voices.iter().any(|v| *v >= end && v - end <= 2)
    });
    owner.map(|m| m.entity)
}

/// The persons told to judge from outside: a word of that kind stands in the title before their name or in the apposition
/// after it.
fn experts(scene: &Scene<'_>) -> Vec<usize> {
    let mut out = Vec::new();
    for (sentence, tokens) in scene.reading.tokens.iter().enumerate() {
        let hits: Vec<usize> = scene.hits(sentence, List::Expert).map(|h| h.start).collect();
        if hits.is_empty() {
            continue;
        }
        let span = scene.reading.sentences[sentence].span;
        for m in scene.entities.within(span).filter(|m| scene.entities.list[m.entity].kind == EntityKind::Person) {
            let first = tokens.partition_point(|t| t.span.end <= m.span.start);
            let after = tokens.partition_point(|t| t.span.start < m.span.end);
            let mut from = first;
            while from > 0
                && first - from < 5
                && tokens[from - 1].is_word()
                && !matches!(tokens[from - 1].lower.as_str(), "with" | "to" | "by" | "told" | "and" | "from")
            {
                from -= 1;
            }
            let apposed = tokens.get(after).is_some_and(|t| t.is(",") || t.is("who") || t.is("—") || t.is("–"));
            let ends =
                |i: &usize| *i > after && matches!(tokens[*i].lower.as_str(), "," | ";" | "—" | "–" | "\"" | "“" | "”");
            let to = if apposed {
                (after..tokens.len().min(after + 16)).find(ends).unwrap_or(tokens.len().min(after + 16))
            } else {
                after
            };
            if hits.iter().any(|h| (from..to).contains(h)) {
                out.push(m.entity);
            }
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// The roots told to judge from outside: persons, and nouns of that kind that stand for no named body ("residents").
fn expert_roots(scene: &Scene<'_>, links: &Links, nouns: &HashMap<u64, Root>, persons: &[usize]) -> Vec<Root> {
    let known = scene.entities.list.len();
    let bodies: Vec<Root> =
        (0..known).filter(|e| scene.entities.list[*e].kind == EntityKind::Body).map(|e| links.root(e)).collect();
    let mut out: Vec<Root> = persons.iter().map(|e| links.root(*e)).collect();
    for (sentence, tokens) in scene.reading.tokens.iter().enumerate() {
        let stems = scene.hits(sentence, List::Expert).map(|h| tokens[h.start].stem);
        out.extend(stems.filter_map(|s| nouns.get(&s)).map(|n| links.root(*n)).filter(|r| !bodies.contains(r)));
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Roots to voices in order of first speech.
fn number(of: Vec<Vec<Root>>, links: &Links, known: usize, nouns: &[String], expert: &[Root]) -> Voices {
    let mut voices = Voices { of: Vec::new(), members: Vec::new(), nouns: Vec::new(), expert: Vec::new() };
    let mut by_root: HashMap<Root, usize> = HashMap::new();
    for roots in of {
        let mut numbers: Vec<usize> = Vec::new();
        for root in roots {
            let next = by_root.len();
            let voice = *by_root.entry(root).or_insert(next);
            if voice == next {
                voices.expert.push(expert.contains(&root));
                voices.members.push((0..known).filter(|e| links.root(*e) == root).collect());
                voices.nouns.push(
                    (0..nouns.len()).filter(|n| links.root(known + n) == root).map(|n| nouns[n].clone()).collect(),
                );
            }
            if !numbers.contains(&voice) {
                numbers.push(voice);
            }
        }
        voices.of.push(numbers);
    }
    voices
}
