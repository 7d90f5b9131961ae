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

/// Participles that go on with a report.
const SAYING: [&str; 2] = ["saying", "adding"];

/// Most tokens of a source before its verb.
const LONGEST: usize = 9;

/// Completes the attributions of a passage, in the order of their cues.
pub fn complete(p: &Passage, found: &mut Vec<Attribution>, suffix_ing: u32) {
    missed(p, found);
    divide(p, found);
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
        let here = sentence(cue.start);
        let earlier = found[..at].iter().rev().take_while(|a| sentence(a.cue.start) >= here);
        let main = earlier.filter(|a| sentence(a.cue.start) == here && !a.source.is_empty()).last();
        let main = main.filter(|a| a.source.end <= a.cue.start).map(|a| a.source.clone());
        let own_near = found[at].source.start >= cue.end && found[at].source.start - cue.end <= GAP;
        if let (Some(source), false) = (main, own_near) {
            found[at].source = source;
        }
    }
    // "Moscow's version implied the leader endorsed it", "the readout said the two men discussed trade": the report within
    // begins right after the cue, or its source is all that the tagger took for the content.
    for at in (0..found.len().saturating_sub(1)).rev() {
        let (outer, inner) = (found[at].clone(), found[at + 1].clone());
        let Some(end) = inner.content.iter().map(|r| r.end).max() else { continue };
        let together = sentence(outer.cue.start) == sentence(inner.cue.start) && inner.cue.start >= outer.cue.end;
        let after = inner.source.start >= outer.cue.end
            && inner.source.start - outer.cue.end <= GAP
            && !inner.source.is_empty();
        let subject = match outer.content.as_slice() {
            [said] => {
                said.start >= outer.cue.end
                    && said.end <= inner.cue.start
                    && said.len() <= SUBJECT
                    && inner.cue.start - said.end <= APPOSITION
                    && (outer.source == inner.source || said.start == inner.source.start)
            }
            _ => false,
        };
        if together && (after || subject) {
            let start = outer.content.iter().map(|r| r.start).min().filter(|_| subject).unwrap_or(inner.source.start);
            found[at].content = Vec::from([Range { start, end: end.max(inner.cue.end) }]);
        }
    }
    for a in found.iter_mut().filter(|a| a.content.is_empty() && !a.source.is_empty()) {
        a.content.extend(rest(p, a, suffix_ing));
    }
}

/// Adds what the taggers miss though its verb leaves no doubt: "The readout said …", "…, saying …".
fn missed(p: &Passage, found: &mut Vec<Attribution>) {
    let (said, saying) = (SAID.map(clusters::key), SAYING.map(clusters::key));
    let mut added = Vec::new();
    let mut taken = vec![false; p.len()];
    for a in found.iter() {
        a.cue.clone().chain(a.source.clone()).for_each(|i| taken[i] = true);
    }
    for sentence in &p.sentences {
        for i in sentence.clone() {
            let free = p.atoms[i].quotation == 0 && !taken[i];
            let comma = i > sentence.start && p.atoms[i - 1].shape == Shape::Comma;
            if !free || !(said.contains(&p.atoms[i].word) || (comma && saying.contains(&p.atoms[i].word))) {
                continue;
            }
            let content = Range { start: i + 1, end: sentence.end };
            if content.clone().filter(|j| p.atoms[*j].shape == Shape::Lower).count() < 2 {
                continue;
            }
            let mut start = i;
            while start > sentence.start
                && i - start < LONGEST
                && matches!(p.atoms[start - 1].shape, Shape::Lower | Shape::Capital | Shape::Other | Shape::Number)
            {
                start -= 1;
            }
            let named = p.atoms[start..i].iter().any(|a| a.shape == Shape::Capital);
            let participle = saying.contains(&p.atoms[i].word);
            if participle || (start < i && named) {
                let source = if participle { i..i } else { start..i };
                added.push(Attribution { source, cue: i..i + 1, content: Vec::from([content]) });
            }
        }
    }
    found.extend(added);
    found.sort_by_key(|a| a.cue.start);
}

/// Divides a cue at its comma: "the report added, making no mention of …" is two reports.
fn divide(p: &Passage, found: &mut Vec<Attribution>) {
    let mut added = Vec::new();
    for a in found.iter_mut() {
        let Some(comma) = a.cue.clone().find(|i| p.atoms[*i].shape == Shape::Comma && *i > a.cue.start) else {
            continue;
        };
        if comma + 1 >= a.cue.end {
            continue;
        }
        let (before, after): (Vec<_>, Vec<_>) = a.content.drain(..).partition(|r| r.end <= a.cue.start);
        added.push(Attribution { source: a.source.clone(), cue: comma + 1..a.cue.end, content: after });
        a.cue.end = comma;
        a.content = before;
        if a.content.is_empty() {
            let sentence = p.sentences.get(p.atoms[a.cue.start].sentence).map_or(a.cue.start, |s| s.start);
            let said = Range { start: sentence, end: a.source.start.min(a.cue.start) };
            a.content.extend(Some(said).filter(|r| !r.is_empty()));
        }
    }
    found.extend(added);
    found.sort_by_key(|a| a.cue.start);
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
