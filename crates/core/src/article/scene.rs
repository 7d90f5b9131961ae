//! An article cut up: its sentences, who says what in them, whom its words mean, and its units: the clauses, without the
//! words that attribute them.

use crate::attribution::Attribution;
use crate::attribution::passage::Shape;
use crate::claim;
use crate::entity::Entities;
use crate::lexicon::{Hit, List};
use crate::reading::Reading;
use crate::text::{Lang, Span};
use std::ops::Range;

/// A clause of the article: what may be a claim of a side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Number of its sentence.
    pub sentence: usize,
    /// Its tokens, counted in the sentence, without source and cue.
    pub run: Range<usize>,
    /// Where it stands.
    pub span: Span,
    /// The attributions whose content it is, by number, the outermost first.
    pub credits: Vec<usize>,
}

/// An article cut up.
#[derive(Clone, Debug)]
pub struct Scene<'t> {
    /// Its text.
    pub text: &'t str,
    /// Sentences, tokens, attributions.
    pub reading: Reading,
    /// Whom its words mean.
    pub entities: Entities,
    /// Its clauses in order, headings too.
    pub units: Vec<Unit>,
    /// The sentence with which the article is over and other items follow ("In World", "Most read"); their number where
    /// none do.
    pub end: usize,
}

impl<'t> Scene<'t> {
    /// Cuts up a text.
    pub fn new(text: &'t str, lang: Lang) -> Scene<'t> {
        let reading = Reading::new(text, lang);
        let entities = reading.entities(text);
        let units = units(&reading);
        let end = end(&reading);
        Scene { text, reading, entities, units, end }
    }

    /// The paragraph of a sentence.
    pub fn paragraph(&self, sentence: usize) -> usize {
        let passage = &self.reading.passage;
        passage.sentences.get(sentence).and_then(|r| passage.atoms.get(r.start)).map_or(0, |a| a.paragraph)
    }

    /// The sentence of an attribution: that of its cue.
    pub fn sentence_of(&self, attribution: &Attribution) -> usize {
        self.reading.passage.atoms.get(attribution.cue.start).map_or(0, |a| a.sentence)
    }

    /// The hits of one list over a sentence.
    pub fn hits(&self, sentence: usize, list: List) -> impl Iterator<Item = &Hit> {
        self.reading.hits.get(sentence).into_iter().flatten().filter(move |h| h.entry.list == list)
    }

    /// The span of a run of the passage's tokens.
    pub fn span(&self, run: &Range<usize>) -> Span {
        self.reading.passage.span(run)
    }
}

/// The first heading in the second half that names a page's furniture.
fn end(reading: &Reading) -> usize {
    let n = reading.sentences.len();
    let rubric = |s: &usize| {
        let furniture =
            reading.hits[*s].iter().any(|h| h.entry.list == List::Furniture && h.entry.level == 1 && h.start == 0);
        reading.sentences[*s].heading && furniture && reading.tokens[*s].len() <= 8
    };
    (n / 2..n).find(rubric).unwrap_or(n)
}

/// The clauses of every sentence, each without the words that attribute it.
fn units(reading: &Reading) -> Vec<Unit> {
    let mut out = Vec::new();
    for (sentence, tokens) in reading.tokens.iter().enumerate() {
        let from = reading.passage.sentences[sentence].start;
        let runs = if reading.sentences[sentence].heading {
            Vec::from([Range { start: 0, end: tokens.len() }])
        } else {
            claim::split(tokens, &reading.hits[sentence], reading.lang)
        };
        for run in runs {
            let credits = credits(reading, sentence, &run);
            let clause = run.start + from..run.end + from;
            let outer = credits.first().map(|c| &reading.attributions[*c]);
            // The words that attribute: of the outermost report, or, where none covers the clause, of any.
            let part = |a: &Attribution, i: &usize| a.source.contains(i) || a.cue.contains(i);
            let any = || reading.touching(sentence).iter().map(|c| &reading.attributions[*c]);
            let frame = |i: &usize| match outer {
                Some(a) => part(a, i),
                None => any().any(|a| part(a, i) && !a.content.is_empty()),
            };
            let said = |i: &usize| outer.is_none_or(|a| a.content.iter().any(|r| r.contains(i)));
            let Some(kept) = longest(clause, |i| said(i) && !frame(i)) else { continue };
            let kept = trim(reading, kept.start - from..kept.end - from, sentence);
            if tokens[kept.clone()].iter().filter(|t| t.is_word()).count() < 2 {
                continue;
            }
            let span = claim::span(tokens, &kept);
            let unit = Unit { sentence, run: kept, span, credits };
            match out.last_mut() {
                Some(last) if joins(reading, last, &unit) => {
                    last.run.end = unit.run.end;
                    last.span = last.span.join(unit.span);
                }
                _ => out.push(unit),
            }
        }
    }
    out
}

/// Whether the unit goes on with the one before it: next to it, credited alike, and one of the two says nothing by itself.
fn joins(reading: &Reading, last: &Unit, unit: &Unit) -> bool {
    let verb = |u: &Unit| {
        let tokens = &reading.tokens[u.sentence];
        let listed = reading.hits[u.sentence].iter().any(|h| h.entry.list == List::Verb && u.run.contains(&h.start));
        listed || tokens[u.run.clone()].iter().skip(1).any(|t| t.lower.len() > 4 && t.lower.ends_with("ed"))
    };
    let near = last.sentence == unit.sentence && unit.run.start >= last.run.end && unit.run.start - last.run.end <= 1;
    near && last.credits == unit.credits && (!verb(last) || !verb(unit))
}

/// The attributions whose content holds most of a clause's words, the outermost (with the longest content) first.
fn credits(reading: &Reading, sentence: usize, clause: &Range<usize>) -> Vec<usize> {
    let holds = reading.covering(sentence, clause).filter(|c| c.covered * 2 >= c.words);
    let mut found: Vec<(usize, usize)> = holds.map(|c| (c.length, c.number)).collect();
    found.sort_by(|x, y| y.0.cmp(&x.0).then(x.1.cmp(&y.1)));
    found.into_iter().map(|(_, number)| number).collect()
}

/// The longest stretch of a range whose every place holds.
fn longest(range: Range<usize>, holds: impl Fn(&usize) -> bool) -> Option<Range<usize>> {
    let mut best: Option<Range<usize>> = None;
    let mut open: Option<usize> = None;
    for i in range.start..=range.end {
        let inside = i < range.end && holds(&i);
        match (inside, open) {
            (true, None) => open = Some(i),
            (false, Some(start)) => {
                if best.as_ref().is_none_or(|b| i - start > b.len()) {
                    best = Some(start..i);
                }
                open = None;
            }
            _ => {}
        }
    }
    best
}

/// Drops marks and the conjunction that ties a clause to its frame.
fn trim(reading: &Reading, mut run: Range<usize>, sentence: usize) -> Range<usize> {
    let tokens = &reading.tokens[sentence];
    while run.start < run.end
        && (!tokens[run.start].is_word()
            || matches!(tokens[run.start].lower.as_str(), "that" | "and" | "but" | "while" | "whereas"))
    {
        run.start += 1;
    }
    while run.start < run.end && !tokens[run.end - 1].is_word() && tokens[run.end - 1].lower != "%" {
        run.end -= 1;
    }
    // A quotation that opens within closes within.
    let passage = &reading.passage;
    let from = passage.sentences[sentence].start;
    let quotation = |i: usize| passage.atoms.get(i + from).map_or(0, |a| a.quotation);
    if run.end > run.start && quotation(run.end - 1) > 0 {
        let open = quotation(run.end - 1);
        let whole = run.start == 0 || quotation(run.start) != open || quotation(run.start - 1) != open;
        let mut end = run.end;
        while end < tokens.len() && end - run.end < 3 && quotation(end) == open && !tokens[end].is_word() {
            end += 1;
        }
        let closed = end > run.end && passage.atoms[end - 1 + from].shape == Shape::Quote;
        let opened = run.clone().any(|i| passage.atoms[i + from].shape == Shape::Quote && quotation(i) == open);
        if whole && closed && opened {
            run.end = end;
        }
    }
    run
}
