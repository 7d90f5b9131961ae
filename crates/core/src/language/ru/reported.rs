//! Who says what in a Russian sentence, by reporting verbs on either side of the name and by "по словам".

use crate::attribution::rules::{MAX_SOURCE, Runs};
use crate::lexicon::{Hit, List};
use crate::token::{Token, TokenKind};

/// Source and cue.
pub(super) fn source_and_cue(tokens: &[Token], hits: &[Hit]) -> Option<Runs> {
    let mark = |i: &usize| tokens[*i].kind == TokenKind::Punct;
    let from_mark = |end: usize| (0..end).rev().find(mark).map_or(0, |i| i + 1);
    let to_mark = |start: usize| (start..tokens.len()).find(mark).unwrap_or(tokens.len());
    let fits = |len: usize| (1..=MAX_SOURCE).contains(&len);
    for hit in hits.iter().filter(|h| h.entry.list == List::Report) {
        let (start, end) = (from_mark(hit.start), to_mark(hit.end));
        let before_name = matches!(tokens[hit.start].lower.as_str(), "по" | "согласно");
        // "…, сообщил министр": the name follows the verb that follows the comma.
        let inverted = start == hit.start && start > 0;
        if (before_name || inverted) && fits(end - hit.end) {
            return Some((hit.end..end, hit.start..hit.end));
        }
        if !before_name && fits(hit.start - start) {
            return Some((start..hit.start, hit.start..hit.end));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::language::tests::reported;
    use crate::text::Lang;

    #[test]
    fn the_source_stands_before_or_after_the_verb() {
        let check = |text, expect| assert_eq!(reported(text, Lang::Ru), expect);
        check("Министр обороны заявил, что корабли ушли.", Some(("Министр обороны", "заявил")));
        check("Корабли ушли, сообщил министр обороны.", Some(("министр обороны", "сообщил")));
        check("По словам министра, корабли ушли.", Some(("министра", "По словам")));
        check("Корабли ушли.", None);
    }
}
