//! Which attributions hold for a claim: those whose content covers it, the nearest first.

use super::Attribution;
use crate::reading::Reading;
use crate::report::{AttributionReport, Quote};
use std::ops::Range;

/// The attributions of a text, ready to be shown.
#[derive(Clone, Debug, Default)]
pub struct Credits {
    all: Vec<(Attribution, AttributionReport)>,
}

impl Credits {
    /// The attributions of a text that has been read.
    pub fn new(text: &str, reading: &Reading) -> Credits {
        let quote = |run: &Range<usize>| {
            let span = reading.passage.span(run);
            Quote { span, quote: span.of(text).to_string() }
        };
        let report = |a: &Attribution| AttributionReport {
            source: (!a.source.is_empty()).then(|| quote(&a.source)),
            cue: quote(&a.cue),
            stance: reading.stance(a),
        };
        Credits { all: reading.attributions.iter().map(|a| (a.clone(), report(a))).collect() }
    }

    /// The attributions whose content holds most of the claim's words: the shortest content, which is the nearest
    /// source, first.
    pub fn of(&self, reading: &Reading, sentence: usize, run: &Range<usize>) -> Vec<AttributionReport> {
        let from = reading.passage.sentences.get(sentence).map_or(0, |r| r.start);
        let (claim, tokens) = (run.start + from..run.end + from, &reading.tokens[sentence]);
        let word = |i: usize| tokens.get(i - from).is_some_and(|t| t.is_word());
        let mut found: Vec<(usize, &AttributionReport)> = Vec::new();
        for (a, report) in &self.all {
            let own = |i: &usize| a.source.contains(i) || a.cue.contains(i);
            let said = claim.clone().filter(|i| word(*i) && !own(i)).count();
            let covered = claim.clone().filter(|i| word(*i) && a.content.iter().any(|r| r.contains(i))).count();
            if covered > 0 && covered * 2 > said {
                found.push((a.content.iter().map(ExactSizeIterator::len).sum(), report));
            }
        }
        found.sort_by_key(|(length, _)| *length);
        found.into_iter().map(|(_, report)| report.clone()).collect()
    }
}
