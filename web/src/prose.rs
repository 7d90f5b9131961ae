//! A whole account cut into the pieces that are drawn, at its claims.

use diptych_core::Span;
use diptych_core::report::{AccountReport, Finding};

/// A stretch of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch<'t> {
    /// Its words.
    pub words: &'t str,
    /// The finding whose claim it is, by place in the pair.
    pub finding: Option<usize>,
    /// Whether it is among the words that differ.
    pub marked: bool,
}

/// An account's whole text in stretches that follow each other without a gap. `first` tells which side of the findings it
/// is. Of several findings with one claim the first is taken.
pub fn stretches<'t>(text: &'t str, account: &AccountReport, findings: &[Finding], first: bool) -> Vec<Stretch<'t>> {
    let side = |f: &Finding| if first { f.a.clone() } else { f.b.clone() };
    let mut out = Vec::new();
    let mut at = 0;
    let mut push = |from: usize, to: usize, finding: Option<usize>, marked: bool| {
        if let Some(words) = text.get(from..to).filter(|w| !w.is_empty()) {
            out.push(Stretch { words, finding, marked });
        }
    };
    for (i, claim) in account.claims.iter().enumerate() {
        let Span { start, end } = claim.span;
        if start < at || text.get(start..end).is_none() {
            continue;
        }
        push(at, start, None, false);
        let found =
            findings.iter().enumerate().find_map(|(n, f)| side(f).filter(|s| s.claims.contains(&i)).map(|s| (n, s)));
        let marks = found.iter().flat_map(|(_, s)| &s.marks).map(|m| m.span);
        at = start;
        for mark in marks.filter(|m| claim.span.contains(*m)) {
            if mark.start >= at && text.get(mark.start..mark.end).is_some() {
                push(at, mark.start, found.as_ref().map(|f| f.0), false);
                push(mark.start, mark.end, found.as_ref().map(|f| f.0), true);
                at = mark.end;
            }
        }
        push(at, end, found.as_ref().map(|f| f.0), false);
        at = end;
    }
    push(at, text.len(), None, false);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::work::tests_support::report;

    #[test]
    fn stretches_put_together_are_the_text() {
        let a = "Strike — the port\n\nSome 900 dockers walked out on Friday. The mayor praised the brigade.\n";
        let b = "Some 400 dockers walked out on Friday.";
        let report = report(a, b);
        for (n, text) in [a, b].into_iter().enumerate() {
            let cut = stretches(text, &report.accounts[n], &report.pairs[0].findings, n == 0);
            assert_eq!(cut.iter().map(|s| s.words).collect::<String>(), text);
            assert!(cut.iter().any(|s| s.marked && s.words.contains("00")), "{cut:?}");
        }
    }
}
