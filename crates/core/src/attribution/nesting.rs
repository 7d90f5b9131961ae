//! Reports within reports, and participles: what the taggers leave open where one attribution holds another.
//!
//! "Moscow's version implied the Chinese leader endorsed it, saying Xi noted its merits": the implied content is the whole
//! clause of the leader, and it is the version that is saying.

use super::passage::{Passage, Shape};
use super::{Attribution, clusters};
use std::ops::Range;

/// Most tokens between a cue and the source of the report it holds.
const GAP: usize = 2;

/// Most tokens of a content that can be but the subject of the next verb, and between the two.
const SUBJECT: usize = 5;
const APPOSITION: usize = 6;

/// Verbs that no source holds.
const SAID: [&str; 4] = ["said", "says", "say", "told"];

/// Completes the attributions of a passage, in the order of their cues.
pub fn complete(p: &Passage, found: &mut [Attribution], suffix_ing: u32) {
    let sentence = |i: usize| p.atoms.get(i).map_or(usize::MAX, |a| a.sentence);
    let said = SAID.map(clusters::key);
    for a in found.iter_mut() {
        // "The office said the two leaders | discussed | trade": the source ends before its own verb.
        let verb = a.source.clone().skip(1).find(|i| said.contains(&p.atoms[*i].word) && a.source.end <= a.cue.start);
        if let Some(verb) = verb {
            let end = a.content.iter().map(|r| r.end).max().unwrap_or(a.cue.end).max(a.cue.end);
            a.content = Vec::from([Range { start: verb + 1, end }]);
            a.cue = verb..verb + 1;
            a.source.end = verb;
        }
    }
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
            found[at].content = Vec::from([Range { start: said.start, end: end.max(inner.cue.end) }]);
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
            found[at].content = Vec::from([Range { start: inner.source.start, end: end.max(inner.cue.end) }]);
        }
    }
    for a in found.iter_mut().filter(|a| a.content.is_empty() && !a.source.is_empty()) {
        a.content.extend(rest(p, a, suffix_ing));
    }
}

/// What is left of the sentence after a cue without content, up to a break or a participle; before it, if nothing follows.
fn rest(p: &Passage, a: &Attribution, suffix_ing: u32) -> Option<Range<usize>> {
    let sentence = p.sentences.get(p.atoms.get(a.cue.start)?.sentence)?.clone();
    let from = a.cue.end.max(if a.source.start >= a.cue.end { a.source.end } else { a.cue.end });
    let stop = |i: &usize| match p.atoms[*i].shape {
        Shape::Stop | Shape::Break => true,
        Shape::Comma => p.atoms.get(i + 1).is_some_and(|next| next.suffix == suffix_ing),
        _ => false,
    };
    let end = (from..sentence.end).find(stop).unwrap_or(sentence.end);
    let words =
        |r: &Range<usize>| r.clone().filter(|i| matches!(p.atoms[*i].shape, Shape::Lower | Shape::Capital)).count();
    let before = sentence.start..a.source.start.min(a.cue.start);
    [Range { start: from, end }, before].into_iter().find(|r| words(r) > 1)
}

#[cfg(test)]
mod tests {
    use crate::attribution::Attribution;
    use crate::reading::Reading;
    use crate::text::Lang;

    fn found(text: &str) -> Vec<[String; 3]> {
        let reading = Reading::new(text, Lang::En);
        let words = |r: &std::ops::Range<usize>| reading.passage.span(r).of(text).to_string();
        let three = |a: &Attribution| {
            [words(&a.source), words(&a.cue), a.content.iter().map(words).collect::<Vec<_>>().join(" … ")]
        };
        reading.attributions.iter().map(three).collect()
    }

    #[test]
    fn a_report_holds_the_report_within_it() {
        let all =
            found("The Brenholt version implied the chancellor had endorsed the plan, saying he noted its merits.");
        assert_eq!(all[0][..2], ["The Brenholt version", "implied"], "{all:?}");
        assert!(all[0][2].starts_with("the chancellor had endorsed the plan"), "{all:?}");
        let saying = all.iter().find(|a| a[1] == "saying").unwrap();
        assert_eq!(saying[0], "The Brenholt version", "it is the version that is saying: {all:?}");
    }
}
