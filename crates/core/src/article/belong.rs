//! Who surely belongs to whom: names that are one, people to the body named beside them, common nouns to the body they
//! stand for. What is less sure is left to [`super::kinship`].

use super::scene::Scene;
use crate::entity::{EntityKind, Form, Mention};
use crate::lexicon::{Hit, List};
use crate::text::Span;
use crate::token::Token;
use std::collections::HashMap;

/// Most words between a person and the body named as the person's: "Sela Haruk, spokeswoman of the Qeshani …".
const REACH: usize = 7;

/// Sorts of party, as bits of the levels of [`List::Office`]: a business.
const BUSINESS: u32 = 1 << 2;

/// Links of things that are one: entities by place, then nouns.
#[derive(Clone, Debug)]
pub(super) struct Links(Vec<usize>);

impl Links {
    /// Links of `n` things that are each by itself.
    pub fn new(n: usize) -> Links {
        Links((0..n).collect())
    }

    /// The thing that stands for all that are linked with `i`.
    pub fn root(&self, mut i: usize) -> usize {
        while self.0[i] != i {
            i = self.0[i];
        }
        i
    }

    /// Links two.
    pub fn join(&mut self, i: usize, j: usize) {
        let (i, j) = (self.root(i), self.root(j));
        self.0[i.max(j)] = i.min(j);
    }
}

/// A noun that names somebody without a name: the stem of its head, its words, its place in [`Links`].
pub(super) struct Noun {
    pub stem: u64,
    pub words: String,
    pub at: usize,
}

/// Links whatever surely belongs together. `experts` are the entities told to judge from outside.
pub(super) fn join(scene: &Scene<'_>, nouns: &[Noun], experts: &[usize]) -> Links {
    let mut links = Links::new(scene.entities.list.len() + nouns.len());
    names(scene, &mut links);
    people(scene, &mut links, experts);
    owners(scene, &mut links);
    beside(scene, &mut links, nouns);
    by_sort(scene, &mut links, nouns);
    links
}

/// A body joins the one whose name begins or ends with its own: "Aurelian" and "Aurelian Air", "Rovers" and "Penrook
/// Rovers".
fn names(scene: &Scene<'_>, links: &mut Links) {
    let bare = |w: &str| w.trim_end_matches("'s").trim_end_matches("’s").to_lowercase();
    let words = |e: usize| -> Vec<String> { scene.entities.list[e].name.split_whitespace().map(bare).collect() };
    let bodies: Vec<(usize, Vec<String>)> = (0..scene.entities.list.len())
        .filter(|e| scene.entities.list[*e].kind != EntityKind::Person)
        .map(|e| (e, words(e)))
        .collect();
    for (x, short) in &bodies {
        if short.iter().map(|w| w.chars().count()).max().unwrap_or(0) < 4 {
            continue;
        }
        let longer = |(y, long): &&(usize, Vec<String>)| {
            y != x
                && long.len() > short.len()
                && (long.starts_with(short) || (long.ends_with(short) && short.len() > 1))
        };
        let mut found = bodies.iter().filter(longer);
        // Of two that begin alike it can be either.
        if let (Some((only, _)), None) = (found.next(), found.next()) {
            links.join(*x, *only);
        }
    }
}

/// A person joins the body named beside the name: "Viktor Loam, site director of Arden Span".
fn people(scene: &Scene<'_>, links: &mut Links, experts: &[usize]) {
    let list = &scene.entities.list;
    let mut joined: HashMap<usize, usize> = HashMap::new();
    for (sentence, tokens) in scene.reading.tokens.iter().enumerate() {
        let Some(span) = scene.reading.sentences.get(sentence).map(|s| s.span) else { continue };
        let mentions: Vec<&Mention> = scene.entities.within(span).collect();
        for pair in mentions.windows(2) {
            let (x, y) = (pair[0], pair[1]);
            if x.form == Form::Pronoun || y.form == Form::Pronoun || x.entity == y.entity {
                continue;
            }
            let states = (list[x.entity].state.as_deref(), list[y.entity].state.as_deref());
            if matches!(states, (Some(p), Some(q)) if p != q) {
                continue;
            }
            let kinds = (list[x.entity].kind, list[y.entity].kind);
            let body = |k: EntityKind| matches!(k, EntityKind::Body | EntityKind::Other | EntityKind::State);
            let (person, owner) = match kinds {
                (EntityKind::Person, k) if body(k) => (x.entity, y.entity),
                (k, EntityKind::Person) if body(k) => (y.entity, x.entity),
                _ => continue,
            };
            // A former ambassador of a state speaks for himself.
            if experts.contains(&person) && list[owner].kind == EntityKind::State {
                continue;
            }
            let from = tokens.partition_point(|t| t.span.end <= x.span.end);
            let to = tokens.partition_point(|t| t.span.start < y.span.start).max(from);
            if to - from > REACH || !plain(scene, sentence, from, to) {
                continue;
            }
            // The first body beside a person is the person's; a person is not of two.
            if joined.insert(person, owner).is_none() {
                links.join(person, owner);
            }
        }
    }
}

/// Whether the words between two names tie them: no verb, nothing that sets them against each other.
fn plain(scene: &Scene<'_>, sentence: usize, from: usize, to: usize) -> bool {
    let tokens = &scene.reading.tokens[sentence];
    let at = |list: List, i: usize| scene.hits(sentence, list).any(|h| h.start == i);
    let parts = |t: &Token| {
        matches!(
            t.lower.as_str(),
            "and" | "or" | "with" | "against" | "between" | "to" | "but" | "\"" | "“" | "”" | ";" | ":" | "from" | "in"
        )
    };
    (from..to).all(|i| !at(List::Verb, i) && !at(List::Report, i) && !parts(&tokens[i]))
}

/// A person joins the body that a title of his names: "Aurelian's chief pilot".
fn owners(scene: &Scene<'_>, links: &mut Links) {
    let list = &scene.entities.list;
    for m in scene.entities.mentions.iter().filter(|m| matches!(m.form, Form::Title | Form::Noun)) {
        let words = m.span.of(scene.text);
        let named = |e: &usize| {
            let entity = &list[*e];
            let owned = |n: &String| {
                n.chars().count() > 3 && [format!("{n}'s"), format!("{n}’s")].iter().any(|o| words.contains(o.as_str()))
            };
            *e != m.entity && entity.kind != EntityKind::Person && entity.names.iter().any(owned)
        };
        if let Some(owner) = (0..list.len()).find(|e| named(e)) {
            links.join(m.entity, owner);
        }
    }
}

/// A noun joins the name it stands beside, a comma or nothing between: "Arden Span, the contractor".
fn beside(scene: &Scene<'_>, links: &mut Links, nouns: &[Noun]) {
    let list = &scene.entities.list;
    for (sentence, tokens) in scene.reading.tokens.iter().enumerate() {
        let Some(span) = scene.reading.sentences.get(sentence).map(|s| s.span) else { continue };
        let mentions: Vec<&Mention> = scene.entities.within(span).collect();
        for (i, token) in tokens.iter().enumerate() {
            for noun in nouns.iter().filter(|n| n.stem == token.stem) {
                let near = mentions.iter().find(|m| {
                    let small = |from: usize, to: usize| {
                        tokens[from.min(to)..to]
                            .iter()
                            .all(|t| matches!(t.lower.as_str(), "," | "the" | "a" | "an" | "its"))
                    };
                    let after = tokens.partition_point(|t| t.span.end <= m.span.end);
                    let from = tokens.partition_point(|t| t.span.start < m.span.start);
                    let apposed = after < i && i - after <= 3 && tokens[after].is(",") && small(after, i);
                    let head = after == i && matches!(m.form, Form::Name | Form::Acronym);
                    let title = from > i && from - i <= 2 && small(i + 1, from);
                    let kind = list[m.entity].kind;
                    (apposed || head || (title && matches!(kind, EntityKind::Body | EntityKind::Person)))
                        && !matches!(m.form, Form::Demonym | Form::Place | Form::Pronoun)
                });
                if let Some(mention) = near {
                    links.join(noun.at, mention.entity);
                }
            }
        }
    }
}

/// A noun joins the body whose name holds it ("the airport": Port Selby Airport), else the nearest body of its sort before
/// it ("the airline": a business).
fn by_sort(scene: &Scene<'_>, links: &mut Links, nouns: &[Noun]) {
    let list = &scene.entities.list;
    let tokenizer = crate::token::Tokenizer::new(scene.reading.lang);
    let bodies: Vec<(usize, u32)> = (0..list.len())
        .filter(|e| matches!(list[*e].kind, EntityKind::Body | EntityKind::Other | EntityKind::Place))
        .map(|e| (e, sorts_of_words(scene, &list[e].names.join(" "))))
        .collect();
    for noun in nouns {
        if links.root(noun.at) != noun.at {
            continue;
        }
        let holds = |e: usize| {
            list[e].names.iter().any(|n| n.split_whitespace().any(|w| tokenizer.stem(&w.to_lowercase()) == noun.stem))
        };
        let by_name: Vec<usize> = bodies.iter().map(|(e, _)| *e).filter(|e| holds(*e)).collect();
        if let [only] = by_name.as_slice() {
            links.join(noun.at, *only);
            continue;
        }
        let sort = sorts_of_words(scene, &noun.words);
        if sort == 0 {
            continue;
        }
        let fits = |(e, s): &(usize, u32)| {
            let kind = list[*e].kind;
            kind != EntityKind::Place
                && (s & sort != 0 || (*s == 0 && sort & BUSINESS != 0 && kind == EntityKind::Body))
        };
        let first = first_place(scene, &noun.words);
        let nearest = |e: usize| {
            scene.entities.mentions.iter().filter(|m| m.entity == e && m.span.start < first).map(|m| m.span.start).max()
        };
        let found = bodies.iter().filter(|b| fits(b)).filter_map(|(e, _)| nearest(*e).map(|at| (at, *e))).max();
        if let Some((_, body)) = found {
            links.join(noun.at, body);
        }
    }
}

fn first_place(scene: &Scene<'_>, words: &str) -> usize {
    scene.text.find(words).unwrap_or(scene.text.len())
}

/// The sorts of party that words by themselves tell.
fn sorts_of_words(scene: &Scene<'_>, words: &str) -> u32 {
    let lang = scene.reading.lang;
    let tokens = crate::token::Tokenizer::new(lang).tokens(words, Span::new(0, words.len()));
    bits(crate::lexicon::Lexicon::of(lang).hits(&tokens).iter())
}

/// The sorts that hits tell, a bit each.
fn bits<'h>(hits: impl Iterator<Item = &'h Hit>) -> u32 {
    hits.filter(|h| h.entry.list == List::Office).fold(0, |bits, h| bits | 1 << h.entry.level.clamp(0, 31))
}

/// Sorts of party told by words within a mention, in the words before it, or in an apposition after it.
pub(super) fn sorts(scene: &Scene<'_>, sentence: usize, at: usize, span: Span) -> u32 {
    let tokens = &scene.reading.tokens[sentence];
    let after = tokens.partition_point(|t| t.span.start < span.end);
    let parts = |t: &Token| matches!(t.lower.as_str(), "and" | "to" | "with" | "by" | "told" | "that");
    let mut from = at;
    while from > 0 && at - from < 4 && tokens[from - 1].is_word() && !parts(&tokens[from - 1]) {
        from -= 1;
    }
    let apposed = tokens.get(after).is_some_and(|t| t.is(","));
    let most = tokens.len().min(after + 10);
    let stop = |i: &usize| *i > after && !tokens[*i].is_word();
    let to = if apposed { (after..most).find(stop).unwrap_or(most) } else { after };
    bits(scene.hits(sentence, List::Office).filter(|h| (from..to).contains(&h.start)))
}
