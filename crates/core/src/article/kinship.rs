//! Whether two voices speak for one party: a logistic model over what the text shows of them, then the closest are
//! gathered. Weights in `data/kinship.json`, fitted by `training/articles.py`.

use super::belong;
use super::party::{self, Voices};
use super::scene::Scene;
use crate::entity::{EntityKind, Form};
use crate::lexicon::List;
use crate::math::{Logistic, flag};
use crate::text::Span;
use std::sync::OnceLock;

/// What is read of two voices, each 0..1.
pub const SIGNALS: [&str; 22] = [
    "same_state",
    "other_state",
    "names_alike",
    "office_alike",
    "introduced_beside",
    "introduced_near",
    "named_together",
    "in_one_breath",
    "same_paragraphs",
    "next_in_paragraph",
    "turn_between",
    "speaks_of_other",
    "both_persons",
    "one_is_expert",
    "named_beside_speech",
    "last_named_before",
    "same_matter",
    "next_to_speak",
    "owned",
    "same_sort",
    "other_sort",
    "topic_before",
];

fn model() -> &'static Logistic {
    static MODEL: OnceLock<Logistic> = OnceLock::new();
    MODEL.get_or_init(|| Logistic::parse(include_str!("../../data/kinship.json"), 0.0))
}

/// Most voices that are divided by trying every division; further ones, who say least, join the nearer half.
const TRIED: usize = 14;

/// Where a voice was put.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// The party.
    pub party: usize,
    /// How much nearer it is to its party than to the other half, as mean log odds; 0 for who stands alone.
    pub nearness: f64,
    /// Whether it speaks for a state that is no side of the event.
    pub outside: bool,
}

/// The party of each voice. An event's voices mostly fall into two halves: the division in which kin are together and
/// strangers apart (maximum cut, weighted by the square root of how often each speaks). Who judges from outside is a party
/// of his own.
pub fn gather(scene: &Scene<'_>, voices: &Voices) -> Vec<Place> {
    let n = voices.len();
    let mut odds = vec![vec![0.0; n]; n];
    for (i, j, signals) in pairs(scene, voices) {
        let x = model().odds(signals.into_iter());
        odds[i][j] = x;
        odds[j][i] = x;
    }
    let mut speeches = vec![0usize; n];
    voices.of.iter().flatten().for_each(|v| speeches[*v] += 1);
    let states = leading_states(scene, voices, &speeches);
    // Who speaks for a third state is not one of two halves.
    let third = |v: usize| states.len() > 1 && states_of(scene, voices, v).iter().any(|s| !states.contains(s));
    let mut heard: Vec<usize> = (0..n).filter(|v| !voices.expert[*v] && speeches[*v] > 0 && !third(*v)).collect();
    if states.len() > 1 {
        let of: Vec<Vec<String>> = (0..n).map(|v| states_of(scene, voices, v)).collect();
        for (i, row) in odds.iter_mut().enumerate() {
            for (j, x) in row.iter_mut().enumerate() {
                if i != j && !of[i].is_empty() && !of[j].is_empty() {
                    *x = if of[i].iter().any(|s| of[j].contains(s)) { SURE } else { -SURE };
                }
            }
        }
    }
    heard.sort_by_key(|v| (usize::MAX - speeches[*v], *v));
    let party: Vec<usize> = if states.len() > 2 {
        let of = |v: usize| states_of(scene, voices, v).first().and_then(|s| states.iter().position(|t| t == s));
        by_state(&heard, &heard.iter().map(|v| of(*v)).collect::<Vec<_>>(), states.len(), &odds)
    } else {
        halves(&heard, &odds, &speeches)
    };
    let count = states.len().max(2);
    let mean = |v: usize, p: usize| {
        let mates = heard.iter().zip(&party).filter(|(w, q)| **w != v && **q == p).map(|(w, _)| odds[v][*w]);
        let (sum, number) = mates.fold((0.0, 0), |(sum, n), x| (sum + x, n + 1));
        if number == 0 { 0.0 } else { sum / f64::from(number) }
    };
    let mut next = count;
    (0..n)
        .map(|v| match heard.iter().position(|w| *w == v) {
            Some(at) => {
                let rival =
                    (0..count).filter(|p| *p != party[at]).map(|p| mean(v, p)).fold(f64::NEG_INFINITY, f64::max);
                Place { party: party[at], nearness: mean(v, party[at]) - rival, outside: false }
            }
            None => {
                next += 1;
                Place { party: next - 1, nearness: 0.0, outside: third(v) }
            }
        })
        .collect()
}

/// The best division of the voices into two halves, 0 and 1.
fn halves(heard: &[usize], odds: &[Vec<f64>], speeches: &[usize]) -> Vec<usize> {
    let weigh = |i: usize, j: usize| odds[i][j] * libm::sqrt(libm::sqrt((speeches[i] * speeches[j]) as f64));
    let tried = heard.len().min(TRIED);
    let mut half = vec![0; heard.len()];
    let mut best = f64::NEG_INFINITY;
    for bits in 0..1usize << tried.saturating_sub(1) {
        let side = |at: usize| bits >> at & 1;
        let mut value = 0.0;
        for x in 0..tried {
            for y in x + 1..tried {
                let w = weigh(heard[x], heard[y]);
                value += if side(x) == side(y) { w } else { -w };
            }
        }
        if value > best {
            best = value;
            (0..tried).for_each(|at| half[at] = side(at));
        }
    }
    for at in tried..heard.len() {
        let pull: f64 = (0..at).map(|x| weigh(heard[at], heard[x]) * if half[x] == 1 { 1.0 } else { -1.0 }).sum();
        half[at] = usize::from(pull > 0.0);
    }
    half
}

/// Each voice with its state, who has none with those it is most akin to.
fn by_state(heard: &[usize], of: &[Option<usize>], count: usize, odds: &[Vec<f64>]) -> Vec<usize> {
    let kin = |at: usize, party: usize| {
        let mates = (0..heard.len()).filter(|x| of[*x] == Some(party)).map(|x| odds[heard[at]][heard[x]]);
        let (sum, number) = mates.fold((0.0, 0), |(sum, n), x| (sum + x, n + 1));
        sum / f64::from(number.max(1))
    };
    let nearest = |at: usize| (0..count).max_by(|p, q| kin(at, *p).total_cmp(&kin(at, *q)).then(q.cmp(p))).unwrap_or(0);
    (0..heard.len()).map(|at| of[at].unwrap_or_else(|| nearest(at))).collect()
}

/// The most states that are sides, and the share of speech from which a third one is.
const MOST: usize = 4;
const THIRD: f64 = 0.2;

/// Log odds that two voices of one state are kin, where the event is between states.
const SURE: f64 = 6.0;

/// The states that a voice belongs to.
fn states_of(scene: &Scene<'_>, voices: &Voices, v: usize) -> Vec<String> {
    let mut out: Vec<String> = voices.members[v].iter().filter_map(|e| scene.entities.list[*e].state.clone()).collect();
    out.sort();
    out.dedup();
    out
}

/// The states that are heard most, where voices of at least two are; what is said early counts most, since an article
/// names its sides first.
fn leading_states(scene: &Scene<'_>, voices: &Voices, speeches: &[usize]) -> Vec<String> {
    let mut weight: Vec<(String, f64)> = Vec::new();
    let last = scene.reading.sentences.len().max(1) as f64;
    for v in (0..voices.len()).filter(|v| !voices.expert[*v] && speeches[*v] > 0) {
        let [state] = &states_of(scene, voices, v)[..] else { continue };
        let at = voices.of.iter().zip(&scene.reading.attributions).filter(|(of, _)| of.contains(&v));
        let early: f64 = at.map(|(_, a)| 1.0 - 0.7 * scene.sentence_of(a) as f64 / last).sum();
        match weight.iter_mut().find(|(s, _)| s == state) {
            Some((_, sum)) => *sum += early,
            None => weight.push((state.clone(), early)),
        }
    }
    weight.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
    let all: f64 = weight.iter().map(|(_, w)| w).sum();
    let counts = |(at, (_, w)): &(usize, (String, f64))| *at < 2 || (*at < MOST && *w >= THIRD * all);
    weight.into_iter().enumerate().filter(counts).map(|(_, (s, _))| s).collect()
}

/// What each voice shows of itself.
struct Profile {
    states: Vec<String>,
    /// Places of its mentions, pronouns and nouns left out, in order.
    named: Vec<Span>,
    /// Sentences in which it speaks.
    speaks: Vec<usize>,
    person: bool,
    /// Lower-cased words of its names, longer than three letters.
    words: Vec<String>,
    /// Stems of the content words it is said to say, each once, in order.
    matter: Vec<u64>,
    /// Where it is first spoken of, in bytes.
    first: usize,
    /// The sorts of party that words in its names and titles tell, a bit each.
    sorts: u32,
}

fn profile(scene: &Scene<'_>, voices: &Voices, v: usize) -> Profile {
    let list = &scene.entities.list;
    let members = &voices.members[v];
    let states = states_of(scene, voices, v);
    let own = |m: &&crate::entity::Mention| members.contains(&m.entity);
    let direct = |m: &&crate::entity::Mention| !matches!(m.form, Form::Pronoun | Form::Group);
    let named: Vec<Span> = scene.entities.mentions.iter().filter(own).filter(direct).map(|m| m.span).collect();
    let told = || scene.reading.attributions.iter().zip(&voices.of);
    let speeches = || told().filter(|(_, of)| of.contains(&v)).map(|(a, _)| a);
    let mut speaks: Vec<usize> = speeches().map(|a| scene.sentence_of(a)).collect();
    speaks.sort_unstable();
    speaks.dedup();
    let names = members.iter().flat_map(|e| list[*e].names.iter()).chain(&voices.nouns[v]);
    let mut words: Vec<String> = names
        .flat_map(|n| n.split(|c: char| !c.is_alphabetic()))
        .map(str::to_lowercase)
        .filter(|w| w.chars().count() > 3)
        .collect();
    words.sort();
    words.dedup();
    let person = !members.is_empty() && members.iter().all(|e| list[*e].kind == EntityKind::Person);
    let mut matter: Vec<u64> = Vec::new();
    let mut first = usize::MAX;
    for a in speeches() {
        first = first.min(scene.span(&a.source).start);
        for run in &a.content {
            matter.extend(
                scene.reading.passage.atoms[run.clone()]
                    .iter()
                    .filter(|t| t.function == 0 && matches!(t.shape as u32, 1..=3))
                    .map(|t| u64::from(t.stem)),
            );
        }
    }
    matter.sort_unstable();
    matter.dedup();
    first = named.first().map_or(first, |s| s.start.min(first));
    let mut spans = named.clone();
    spans.extend(speeches().map(|a| scene.span(&a.source)));
    let sorts = spans.iter().fold(0, |bits, span| {
        bits | place(scene, *span).map_or(0, |(sentence, at)| belong::sorts(scene, sentence, at, *span))
    });
    Profile { states, named, speaks, person, words, matter, first, sorts }
}

/// Every pair of voices with its signals.
pub fn pairs(scene: &Scene<'_>, voices: &Voices) -> Vec<(usize, usize, [f64; SIGNALS.len()])> {
    let profiles: Vec<Profile> = (0..voices.len()).map(|v| profile(scene, voices, v)).collect();
    let mut all: Vec<&String> = profiles.iter().filter(|p| p.states.len() == 1).flat_map(|p| &p.states).collect();
    all.sort();
    all.dedup();
    let abroad = all.len() > 1;
    let mut out = Vec::new();
    for i in 0..voices.len() {
        for j in i + 1..voices.len() {
            out.push((i, j, signals(scene, voices, &profiles, (i, j), abroad)));
        }
    }
    out
}

fn signals(
    scene: &Scene<'_>,
    voices: &Voices,
    profiles: &[Profile],
    (i, j): (usize, usize),
    abroad: bool,
) -> [f64; SIGNALS.len()] {
    let (p, q) = (&profiles[i], &profiles[j]);
    let both = !p.states.is_empty() && !q.states.is_empty();
    let common = p.states.iter().any(|s| q.states.contains(s));
    let prefix = |a: &str, b: &str, n: usize| {
        a.chars().take(n).eq(b.chars().take(n)) && a.chars().count() >= n && b.chars().count() >= n
    };
    let alike = p.words.iter().any(|a| q.words.iter().any(|b| prefix(a, b, 5)));
    // Titles beside the names: "Foreign Minister Aldahl" and "the foreign ministry".
    let office = beside(scene, p).iter().any(|a| beside(scene, q).iter().chain(&q.words).any(|b| prefix(a, b, 5)))
        || beside(scene, q).iter().any(|a| p.words.iter().any(|b| prefix(a, b, 5)));
    let (near, sentence_near) = introduced(scene, p, q);
    let together = named_together(scene, p, q);
    let paragraphs = |x: &Profile| -> Vec<usize> {
        let mut of: Vec<usize> = x.speaks.iter().map(|s| scene.paragraph(*s)).collect();
        of.dedup();
        of
    };
    let (pp, qp) = (paragraphs(p), paragraphs(q));
    let shared = pp.iter().filter(|x| qp.contains(x)).count();
    let least = pp.len().min(qp.len()).max(1);
    let (mut next, mut turns, mut of_other) = (0usize, 0usize, 0usize);
    for s in &p.speaks {
        for t in q.speaks.iter().filter(|t| t.abs_diff(*s) == 1 && scene.paragraph(**t) == scene.paragraph(*s)) {
            next += 1;
            turns += usize::from(turns_at(scene, (*s).max(*t)));
        }
    }
    let breath = p.speaks.iter().filter(|s| q.speaks.contains(s)).count();
    for (a, of) in scene.reading.attributions.iter().zip(&voices.of) {
        let other = match (of.contains(&i), of.contains(&j)) {
            (true, false) => q,
            (false, true) => p,
            _ => continue,
        };
        let spans: Vec<Span> = a.content.iter().map(|r| scene.span(r)).collect();
        of_other += usize::from(other.named.iter().any(|m| spans.iter().any(|s| s.contains(*m))));
    }
    let speeches = (p.speaks.len() + q.speaks.len()).max(1) as f64;
    [
        flag(abroad && both && common),
        flag(abroad && both && !common),
        flag(alike),
        flag(office),
        flag(near),
        flag(sentence_near),
        flag(together),
        (breath as f64 / least as f64).min(1.0),
        shared as f64 / least as f64,
        (next as f64 / least as f64).min(1.0),
        if next > 0 { turns as f64 / next as f64 } else { 0.0 },
        of_other as f64 / speeches,
        flag(p.person && q.person),
        flag(voices.expert[i] != voices.expert[j]),
        flag(beside_speech(scene, voices, i, q) || beside_speech(scene, voices, j, p)),
        flag(last_named(scene, profiles, p, q) || last_named(scene, profiles, q, p)),
        same_matter(p, q),
        (next_to_speak(voices, i, j) as f64 / least_speeches(p, q)).min(1.0),
        flag(owned(scene, p, q) || owned(scene, q, p)),
        flag(p.sorts & q.sorts != 0),
        flag(p.sorts != 0 && q.sorts != 0 && p.sorts & q.sorts == 0),
        flag(topic_before(scene, p, q) || topic_before(scene, q, p)),
    ]
}

/// Whether the other is named in a sentence of the voice outside what it says: "told reporters in Brenholt".
fn beside_speech(scene: &Scene<'_>, voices: &Voices, v: usize, other: &Profile) -> bool {
    scene.reading.attributions.iter().zip(&voices.of).filter(|(_, of)| of.as_slice() == [v]).any(|(a, _)| {
        let frame = scene.reading.sentences[scene.sentence_of(a)].span;
        let said: Vec<Span> = a.content.iter().map(|r| scene.span(r)).collect();
        other.named.iter().any(|m| frame.contains(*m) && !said.iter().any(|s| s.overlaps(*m)))
    })
}

/// Whether the second is the body named last before the first, a person or a noun, comes in.
fn last_named(scene: &Scene<'_>, profiles: &[Profile], p: &Profile, q: &Profile) -> bool {
    if !(p.person || p.named.is_empty()) || q.person {
        return false;
    }
    let before = |x: &Profile| x.named.iter().filter(|s| s.end <= p.first).map(|s| s.end).max();
    let Some(last) = before(q) else { return false };
    let near = place(scene, Span::new(last.saturating_sub(1), last)).zip(place(scene, Span::new(p.first, p.first + 1)));
    let close = near.is_some_and(|((s, _), (t, _))| t.saturating_sub(s) <= 2);
    close && profiles.iter().filter(|x| !x.person).filter_map(before).all(|b| b <= last)
}

/// Whether the sentence before the first comes in, in the same paragraph, is about the second.
fn topic_before(scene: &Scene<'_>, p: &Profile, q: &Profile) -> bool {
    let Some((sentence, _)) = place(scene, Span::new(p.first, p.first.saturating_add(1))) else { return false };
    let Some(before) = sentence.checked_sub(1).filter(|b| scene.paragraph(*b) == scene.paragraph(sentence)) else {
        return false;
    };
    let span = scene.reading.sentences[before].span;
    party::topic(scene, before).is_some()
        && scene.entities.within(span).next().is_some_and(|m| q.named.contains(&m.span))
}

/// How much of the smaller one's content words are in the other's, 0..1: rivals speak of the same matter.
fn same_matter(p: &Profile, q: &Profile) -> f64 {
    let least = p.matter.len().min(q.matter.len());
    let common = p.matter.iter().filter(|s| q.matter.binary_search(s).is_ok()).count();
    if least == 0 { 0.0 } else { common as f64 / least as f64 }
}

fn least_speeches(p: &Profile, q: &Profile) -> f64 {
    p.speaks.len().min(q.speaks.len()).max(1) as f64
}

/// How often one speaks right after the other.
fn next_to_speak(voices: &Voices, i: usize, j: usize) -> usize {
    let told: Vec<&Vec<usize>> = voices.of.iter().filter(|of| !of.is_empty()).collect();
    let turn = |x: &Vec<usize>, y: &Vec<usize>| x.contains(&i) && y.contains(&j) || x.contains(&j) && y.contains(&i);
    told.windows(2).filter(|w| turn(w[0], w[1])).count()
}

/// Whether a name of the second stands as the owner right before one of the first: "Zerrin's defence ministry".
fn owned(scene: &Scene<'_>, p: &Profile, q: &Profile) -> bool {
    q.named.iter().filter_map(|s| place(scene, *s).map(|at| (*s, at))).any(|(span, (sentence, at))| {
        let tokens = &scene.reading.tokens[sentence];
        let owner = span.of(scene.text).ends_with("'s")
            || span.of(scene.text).ends_with("’s")
            || tokens.get(at).is_some_and(|t| t.lower.ends_with("'s"));
        let after = tokens.partition_point(|t| t.span.start < span.end);
        let next = tokens[after.min(tokens.len())..tokens.len().min(after + 4)].iter();
        owner && next.clone().any(|t| p.words.contains(&t.lower) || p.named.iter().any(|s| s.contains(t.span)))
    })
}

/// Words of office in the four words before a mention, lower-cased: "Foreign Minister", "Defence".
fn beside(scene: &Scene<'_>, p: &Profile) -> Vec<String> {
    let mut out = Vec::new();
    for span in p.named.iter().take(4) {
        let Some((sentence, at)) = place(scene, *span) else { continue };
        let tokens = &scene.reading.tokens[sentence];
        let before = tokens[at.saturating_sub(3)..at].iter().filter(|t| t.capital && t.is_word());
        out.extend(before.map(|t| t.lower.clone()).filter(|w| w.chars().count() > 4));
        let after = tokens[at..tokens.len().min(at + 8)].iter().filter(|t| t.is_word());
        out.extend(
            after
                .map(|t| t.lower.clone())
                .filter(|w| w.starts_with("minist") || w.starts_with("presid") || w.starts_with("govern")),
        );
    }
    out
}

/// The sentence and token at which a span begins.
fn place(scene: &Scene<'_>, span: Span) -> Option<(usize, usize)> {
    let sentences = &scene.reading.sentences;
    let sentence = sentences.partition_point(|s| s.span.end <= span.start);
    let tokens = scene.reading.tokens.get(sentence)?;
    Some((sentence, tokens.partition_point(|t| t.span.end <= span.start)))
}

/// Whether one is first named right beside the other, and whether in the same or the next sentence.
fn introduced(scene: &Scene<'_>, p: &Profile, q: &Profile) -> (bool, bool) {
    let one = |x: &Profile, y: &Profile| {
        let Some((sentence, at)) = x.named.first().and_then(|s| place(scene, *s)) else { return (false, false) };
        let others: Vec<(usize, usize)> = y.named.iter().filter_map(|s| place(scene, *s)).collect();
        let beside = others.iter().any(|(s, t)| {
            *s == sentence && t.abs_diff(at) <= 6 && !joined_by_and(scene, sentence, at.min(*t), at.max(*t))
        });
        (beside, others.iter().any(|(s, _)| sentence >= *s && sentence - s <= 1))
    };
    let (a, b) = (one(p, q), one(q, p));
    (a.0 || b.0, a.1 || b.1)
}

fn joined_by_and(scene: &Scene<'_>, sentence: usize, from: usize, to: usize) -> bool {
    let tokens = &scene.reading.tokens[sentence];
    tokens[from.min(tokens.len())..to.min(tokens.len())]
        .iter()
        .any(|t| matches!(t.lower.as_str(), "and" | "with" | "against" | "between" | "but"))
}

/// Whether the two are named as two: "Russia and China", "Ostavia with Meruen".
fn named_together(scene: &Scene<'_>, p: &Profile, q: &Profile) -> bool {
    let places = |x: &Profile| -> Vec<(usize, usize)> { x.named.iter().filter_map(|s| place(scene, *s)).collect() };
    let (ps, qs) = (places(p), places(q));
    ps.iter().any(|(s, t)| {
        qs.iter().any(|(s2, t2)| s == s2 && t.abs_diff(*t2) <= 5 && joined_by_and(scene, *s, *t.min(t2), *t.max(t2)))
    })
}

/// Whether a sentence turns against what came before: "but", "by contrast", "denied".
fn turns_at(scene: &Scene<'_>, sentence: usize) -> bool {
    let tokens = &scene.reading.tokens[sentence];
    let opens = tokens
        .iter()
        .take(4)
        .any(|t| matches!(t.lower.as_str(), "but" | "however" | "yet" | "while" | "whereas" | "not" | "no"));
    let contrast = scene.hits(sentence, List::Remark).any(|h| h.entry.level == 2);
    let denies = scene.hits(sentence, List::Stance).any(|h| h.entry.level == 2);
    opens || contrast || denies
}
