//! Who says what in a Chinese sentence, by reporting verbs: "发言人表示，…".

use crate::attribution::rules::Runs;
use crate::lexicon::{Hit, List};
use crate::token::{Token, TokenKind};

/// Longest source in characters.
const MAX_SOURCE: usize = 24;

/// Source and cue.
pub(super) fn source_and_cue(tokens: &[Token], hits: &[Hit]) -> Option<Runs> {
    hits.iter().filter(|h| h.entry.list == List::Report).find_map(|hit| {
        let mark = |i: &usize| tokens[*i].kind == TokenKind::Punct;
        let start = (0..hit.start).rev().find(mark).map_or(0, |i| i + 1);
        (1..=MAX_SOURCE).contains(&(hit.start - start)).then_some((start..hit.start, hit.start..hit.end))
    })
}

#[cfg(test)]
mod tests {
    use crate::language::tests::reported;
    use crate::text::Lang;

    #[test]
    fn the_source_stands_before_the_verb() {
        assert_eq!(reported("外交部发言人表示，会谈将继续。", Lang::Zh), Some(("外交部发言人", "表示")));
        assert_eq!(reported("会谈将继续。", Lang::Zh), None);
    }
}
