//! Who stands behind a claim: source, cue and content of every attribution, in the sense of the PARC and PolNeAR schemes
//! (Pareti 2016; Newell, Cheung and Ruths 2018).
//!
//! Two small taggers read a text: [`cue`] finds the words that attribute, [`argument`] for each of them the source and the
//! content, over the sentences around it, so that a quotation may run on and a source may stand apart.

pub mod argument;
pub mod chain;
pub mod clusters;
pub mod credits;
pub mod cue;
mod model;
mod nesting;
pub mod passage;
pub mod rules;
pub mod stance;

use chain::Chain;
use clusters::Clusters;
pub use model::ModelError;
use passage::Passage;
pub use stance::{Stance, stance};
use std::ops::Range;

/// One attribution, as runs of the passage's tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attribution {
    /// Who says it; empty where the text does not tell ("it was noted").
    pub source: Range<usize>,
    /// The words that attribute.
    pub cue: Range<usize>,
    /// What is said, in one or more pieces.
    pub content: Vec<Range<usize>>,
}

/// The two taggers of a language.
#[derive(Clone, Debug)]
pub struct Tagger {
    /// Finds cues.
    pub cues: Chain,
    /// Finds sources and contents.
    pub arguments: Chain,
    /// What is added to "no cue" at every token: less than 0 finds more.
    pub prior: i32,
    /// Classes of words, for the features.
    pub clusters: Clusters,
}

impl Tagger {
    /// The attributions of a passage, in the order of their cues.
    pub fn read(&self, p: &Passage) -> Vec<Attribution> {
        let cues = self.cues(p);
        let mut found: Vec<Attribution> = cues.iter().map(|cue| self.arguments(p, cue, &cues)).collect();
        nesting::complete(p, &mut found, clusters::key("ing"));
        found
    }

    /// The cues.
    pub fn cues(&self, p: &Passage) -> Vec<Range<usize>> {
        let mut cues: Vec<Range<usize>> = Vec::new();
        for sentence in &p.sentences {
            let labels = self.cues.decode(sentence.clone(), self.prior, |i, out| cue::features(p, i, out));
            for (i, label) in sentence.clone().zip(labels) {
                match (label, cues.last_mut()) {
                    (2, Some(last)) if last.end == i => last.end = i + 1,
                    (0, _) => {}
                    _ => cues.push(i..i + 1),
                }
            }
        }
        cues
    }

    /// Source and content of a cue.
    pub fn arguments(&self, p: &Passage, cue: &Range<usize>, cues: &[Range<usize>]) -> Attribution {
        let frame = argument::Frame::new(p, cue, cues);
        let labels = self.arguments.decode(frame.window(), 0, |i, out| frame.features(i, out));
        let mut sources: Vec<Range<usize>> = Vec::new();
        let mut content: Vec<Range<usize>> = Vec::new();
        for (i, label) in frame.window().zip(labels) {
            let list = match label {
                1 => &mut sources,
                2 => &mut content,
                _ => continue,
            };
            match list.last_mut() {
                Some(last) if last.end == i => last.end = i + 1,
                _ => list.push(i..i + 1),
            }
        }
        // One source: the nearest to the cue.
        let gap =
            |r: &Range<usize>| if r.start >= cue.end { r.start - cue.end } else { cue.start.saturating_sub(r.end) };
        let source = sources.into_iter().min_by_key(gap).unwrap_or(cue.start..cue.start);
        Attribution { source, cue: cue.clone(), content }
    }
}
