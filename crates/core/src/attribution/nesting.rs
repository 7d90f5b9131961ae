//! Reports within reports, and participles: what the taggers leave open where one attribution holds another.
//!
//! "Moscow's version implied the Chinese leader endorsed it, saying Xi noted its merits": the implied content is the whole
//! clause of the leader, and it is the version that is saying.

use super::Attribution;
use super::passage::{Passage, Shape};

/// Most tokens between a cue and the source of the report it holds.
const GAP: usize = 2;

/// Most tokens of a content that can be but the subject of the next verb, and between the two.
const SUBJECT: usize = 5;
const APPOSITION: usize = 6;

/// Completes the attributions of a passage, in the order of their cues.
pub fn complete(p: &Passage, found: &mut [Attribution], suffix_ing: u32) {
    let sentence = |i: usize| p.atoms.get(i).map_or(usize::MAX, |a| a.sentence);
    for at in 1..found.len() {
        let cue = found[at].cue.clone();
        let comma = cue.start > 0 && p.atoms[cue.start - 1].shape == Shape::Comma;
        if !(comma && p.atoms[cue.start].suffix == suffix_ing) {
            continue;
        }
        // A participle after a comma goes with the sentence's first report.
        let main = found[..at].iter().find(|a| sentence(a.cue.start) == sentence(cue.start) && !a.source.is_empty());
        let main = main.filter(|a| a.source.end <= a.cue.start).map(|a| a.source.clone());
        let own_near = found[at].source.start >= cue.end && found[at].source.start - cue.end <= GAP;
        if let (Some(source), false) = (main, own_near) {
            found[at].source = source;
        }
    }
    // "The readout said the two men discussed trade": one report, though its verb looks like a cue.
    for at in 0..found.len().saturating_sub(1) {
        let (outer, inner) = (found[at].clone(), found[at + 1].clone());
        let [said] = outer.content.as_slice() else { continue };
        let subject = outer.source == inner.source
            && !outer.source.is_empty()
            && said.start >= outer.cue.end
            && said.end <= inner.cue.start
            && inner.cue.start - said.end <= APPOSITION
            && said.len() <= SUBJECT
            && sentence(said.start) == sentence(inner.cue.start);
        if let (true, Some(end)) = (subject, inner.content.iter().map(|r| r.end).max()) {
            found[at].content = vec![said.start..end.max(inner.cue.end)];
        }
    }
    for at in (0..found.len().saturating_sub(1)).rev() {
        let (outer, inner) = (found[at].clone(), found[at + 1].clone());
        let holds = outer.content.is_empty()
            && sentence(outer.cue.start) == sentence(inner.cue.start)
            && inner.source.start >= outer.cue.end
            && inner.source.start - outer.cue.end <= GAP
            && !inner.content.is_empty();
        if holds {
            let end = inner.content.iter().map(|r| r.end).max().unwrap_or(inner.cue.end);
            found[at].content = vec![inner.source.start..end.max(inner.cue.end)];
        }
    }
}
