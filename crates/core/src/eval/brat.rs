//! Attributions in brat's standoff format (`.ann`), as PolNeAR (Newell, Cheung and Ruths 2018) publishes them: text-bound
//! `T` lines for spans, `E` lines that tie a cue to its source and content.

use crate::text::Span;
use std::collections::HashMap;

/// One attribution of a gold set; each part may be in several pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// Who says it; empty where the text does not tell.
    pub source: Vec<Span>,
    /// The words that attribute.
    pub cue: Vec<Span>,
    /// What is said.
    pub content: Vec<Span>,
}

/// The attributions of one annotator over `text`, in the order of their cues. What can't be read is told by line.
pub fn read(text: &str, ann: &str) -> (Vec<Parts>, Vec<String>) {
    // brat counts characters.
    let bytes: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
    let mut spans: HashMap<&str, Vec<Span>> = HashMap::new();
    let mut faults = Vec::new();
    let mut out = Vec::new();
    for (number, line) in ann.lines().enumerate() {
        let mut fields = line.split('\t');
        let (id, rest) = (fields.next().unwrap_or(""), fields.next().unwrap_or(""));
        if is_id(id, 'T') {
            let pieces = rest.split_once(' ').map_or("", |(_, pieces)| pieces);
            let span = |piece: &str| {
                let (start, end) = piece.split_once(' ')?;
                let at = |n: &str| n.trim().parse::<usize>().ok().and_then(|n| bytes.get(n).copied());
                Some(Span::new(at(start)?, at(end)?).trim(text))
            };
            match pieces.split(';').map(span).collect::<Option<Vec<Span>>>() {
                Some(found) => drop(spans.insert(id, found)),
                None => faults.push(format!("line {}: the offsets {pieces:?} don't fit the text", number + 1)),
            }
        } else if is_id(id, 'E') {
            let mut parts = Parts::default();
            for (role, id) in rest.split_whitespace().filter_map(|p| p.split_once(':')) {
                let list = match role.trim_end_matches(|c: char| c.is_ascii_digit()) {
                    "Source" => &mut parts.source,
                    "Cue" => &mut parts.cue,
                    "Content" => &mut parts.content,
                    _ => continue,
                };
                list.extend(spans.get(id).into_iter().flatten().copied());
            }
            for list in [&mut parts.source, &mut parts.cue, &mut parts.content] {
                list.sort_unstable();
            }
            if !parts.cue.is_empty() {
                out.push(parts);
            }
        }
    }
    out.sort_by_key(|p| p.cue[0]);
    (out, faults)
}

fn is_id(id: &str, letter: char) -> bool {
    id.strip_prefix(letter).is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_tie_pieces_together_and_offsets_count_characters() {
        let text = "“Да,” said Orlov, “it is so.”";
        let ann = "T1\tContent 0 5;18 29\t…\nT2\tCue 6 10\tsaid\nT3\tAttribution 6 10\tsaid\nT4\tSource 11 16\tOrlov\n\
                   E1\tAttribution:T3 Content:T1 Cue:T2 Source:T4\n#1\tAnnotatorNotes T1\tx\nT9\tCue 4 900\tx\n";
        let (found, faults) = read(text, ann);
        assert_eq!(found.len(), 1);
        let words = |spans: &[Span]| spans.iter().map(|s| s.of(text)).collect::<Vec<_>>();
        assert_eq!(words(&found[0].content), ["“Да,”", "“it is so.”"]);
        assert_eq!((words(&found[0].cue), words(&found[0].source)), (vec!["said"], vec!["Orlov"]));
        assert_eq!(faults.len(), 1);
        assert!(faults[0].starts_with("line 7"), "{faults:?}");
    }
}
