//! Which parties are the sides of the event, and which clauses are whose.

use super::part::{Part, PartReader, Speaker};
use super::party::Parties;
use super::remark;
use super::scene::Scene;
use crate::lexicon::List;

/// The most sides an article is taken to report.
const MOST: usize = 4;

/// A party beyond the second is a side of its own if at least this share of the sides' clauses is its.
const SHARE: f64 = 0.12;

/// From this nearness on, as mean log odds, a voice is surely its party's.
const SURE: f64 = 2.5;

/// Where every clause went.
#[derive(Clone, Debug, Default)]
pub struct Sorted {
    /// The parties that are sides, the one that is heard first first.
    pub sides: Vec<usize>,
    /// For each unit what it is, and for a side's claim whose, by place in `sides`; both at once for what they share.
    pub units: Vec<(Part, Vec<usize>)>,
    /// How likely each unit is a side's claim, 0..1.
    pub sure: Vec<f64>,
}

/// Sorts the clauses of an article.
pub fn sort(scene: &Scene<'_>, parties: &Parties, reader: &PartReader<'_>) -> Sorted {
    let odds = reader.odds();
    let mut weight = vec![0.0; parties.names.len()];
    for (o, speaker) in odds.iter().zip(reader.speakers()) {
        let share = o[0] / speaker.parties.len().max(1) as f64;
        speaker.parties.iter().for_each(|p| weight[*p] += share);
    }
    let mut order: Vec<usize> = (0..weight.len()).filter(|p| !parties.outside[*p] && weight[*p] > 0.0).collect();
    order.sort_by(|p, q| weight[*q].total_cmp(&weight[*p]).then(p.cmp(q)));
    let all: f64 = order.iter().map(|p| weight[*p]).sum();
    let mut sides: Vec<usize> = order
        .iter()
        .enumerate()
        .filter(|(at, p)| *at < 2 || (*at < MOST && weight[**p] >= SHARE * all))
        .map(|(_, p)| *p)
        .collect();
    // Heard: a clause that is likeliest a claim of that party alone.
    let heard = |o: &[f64; Part::ALL.len()], s: &Speaker, p: usize| {
        s.told && s.parties == [p] && o.iter().all(|other| o[0] >= *other)
    };
    let first = |p: &usize| odds.iter().zip(reader.speakers()).position(|(o, s)| heard(o, s, *p)).unwrap_or(usize::MAX);
    sides.sort_by_key(first);
    let units = odds
        .iter()
        .zip(reader.speakers())
        .zip(&scene.units)
        .enumerate()
        .map(|(number, ((o, speaker), unit))| {
            // That a side is silent on something is the reporter's word, not the side's.
            if unit.credits.last().is_some_and(|c| remark::is_silence(scene, *c)) {
                return (Part::Telling, Vec::new());
            }
            if unit.sentence >= scene.end || reader.repeats(number) {
                return (Part::Furniture, Vec::new());
            }
            if speaker.told && !speaker.parties.is_empty() && speaker.parties.iter().all(|p| parties.expert[*p]) {
                return (Part::Comment, Vec::new());
            }
            // Who speaks for a state that is not concerned is brought in for the background.
            if speaker.told && !speaker.parties.is_empty() && speaker.parties.iter().all(|p| parties.outside[*p]) {
                return (Part::Background, Vec::new());
            }
            // What all are said to have done in the past is no claim of today's accounts.
            let all = speaker.parties.len() > 1;
            let past = [List::Month, List::Background];
            if all && speaker.told && past.iter().any(|list| scene.hits(unit.sentence, *list).next().is_some()) {
                return (Part::Background, Vec::new());
            }
            let of: Vec<usize> =
                (0..sides.len()).filter(|s| speaker.parties.contains(&sides[*s]) && (speaker.told || !all)).collect();
            // What a side says of the other is its claim as well, however much like a comment.
            let mut o = *o;
            let sure = speaker.voice.is_some_and(|v| parties.places[v].nearness > SURE);
            if speaker.told && !of.is_empty() && sure {
                o[0] += o[1];
                o[1] = 0.0;
            }
            let best = |from: usize| {
                (from..Part::ALL.len()).max_by(|a, b| o[*a].total_cmp(&o[*b]).then(b.cmp(a))).unwrap_or(from)
            };
            // What nobody who is a side says is no side's claim, however like one it looks.
            let part = Part::ALL[best(usize::from(of.is_empty()))];
            (part, if part == Part::Side { of } else { Vec::new() })
        })
        .collect();
    Sorted { sides, units, sure: odds.iter().map(|o| o[0]).collect() }
}
