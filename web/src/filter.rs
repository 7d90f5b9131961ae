//! Which findings of a pair are listed, and in which order.

use crate::i18n::because::because;
use diptych_core::report::{Finding, PairReport};
use diptych_core::{Kind, Report};

/// Who tells what is looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Teller {
    /// Anybody.
    #[default]
    Any,
    /// Both accounts.
    Both,
    /// The first account alone.
    OnlyA,
    /// The second account alone.
    OnlyB,
}

impl Teller {
    /// All of them, in the order of the list.
    pub const ALL: [Teller; 4] = [Teller::Any, Teller::Both, Teller::OnlyA, Teller::OnlyB];
}

/// What the reader asked to see.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Kinds that are hidden.
    pub hidden: Vec<Kind>,
    /// Who tells it.
    pub teller: Teller,
    /// The least confidence in per cent.
    pub confidence: u8,
    /// Words that a quote or the reason must hold, in any case.
    pub words: String,
    /// In the order of the text; else the strongest first.
    pub by_text: bool,
}

impl Filter {
    /// Shows a kind again, or hides it.
    pub fn toggle(&mut self, kind: Kind) {
        match self.hidden.iter().position(|k| *k == kind) {
            Some(at) => drop(self.hidden.remove(at)),
            None => self.hidden.push(kind),
        }
    }

    /// The places of the findings that are shown, in order. Discrepancies come before agreements where the strongest
    /// comes first; a stable sort keeps the text's order among equals.
    pub fn shown(&self, report: &Report, pair: &PairReport) -> Vec<usize> {
        let words = self.words.trim().to_lowercase();
        let includes = |n: &usize| self.includes(&pair.findings[*n], &words, |f| because(report, pair, f).0);
        let mut shown: Vec<usize> = (0..pair.findings.len()).filter(includes).collect();
        if !self.by_text {
            shown.sort_by(|x, y| {
                let (x, y) = (&pair.findings[*x], &pair.findings[*y]);
                let first = y.kind.is_discrepancy().cmp(&x.kind.is_discrepancy());
                first.then(y.strength().total_cmp(&x.strength()))
            });
        }
        shown
    }

    fn includes(&self, f: &Finding, words: &str, reason: impl Fn(&Finding) -> String) -> bool {
        let told = match self.teller {
            Teller::Any => true,
            Teller::Both => f.a.is_some() && f.b.is_some(),
            Teller::OnlyA => f.b.is_none(),
            Teller::OnlyB => f.a.is_none(),
        };
        let holds = |text: &str| text.to_lowercase().contains(words);
        let quoted = || [&f.a, &f.b].into_iter().flatten().any(|side| holds(&side.quote));
        told && !self.hidden.contains(&f.kind)
            && f.confidence * 100.0 >= f64::from(self.confidence)
            && (words.is_empty() || quoted() || holds(&reason(f)))
    }
}

/// The finding `step` places after the one at hand among those shown; stays within them.
pub fn neighbour(shown: &[usize], at: Option<usize>, step: isize) -> Option<usize> {
    let here = at.and_then(|n| shown.iter().position(|s| *s == n));
    let next = match here {
        Some(here) => here.saturating_add_signed(step),
        None if step > 0 => 0,
        None => shown.len().saturating_sub(1),
    };
    shown.get(next.min(shown.len().saturating_sub(1))).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::work::tests_support::report;

    #[test]
    fn the_strongest_comes_first_and_each_filter_leaves_out() {
        let report = report(
            "Some 900 dockers walked out on Friday. The mayor praised the brigade.",
            "Some 400 dockers walked out on Friday.",
        );
        let pair = &report.pairs[0];
        let kinds = |f: &Filter| f.shown(&report, pair).into_iter().map(|n| pair.findings[n].kind).collect::<Vec<_>>();
        let all = kinds(&Filter::default());
        assert_eq!(all, [Kind::Quantity, Kind::Omission]);
        let mut hidden = Filter::default();
        hidden.toggle(Kind::Quantity);
        assert_eq!(kinds(&hidden), [Kind::Omission]);
        hidden.toggle(Kind::Quantity);
        assert_eq!(kinds(&hidden), all);
        assert_eq!(kinds(&Filter { teller: Teller::OnlyA, ..Filter::default() }), [Kind::Omission]);
        assert!(kinds(&Filter { teller: Teller::OnlyB, ..Filter::default() }).is_empty());
        assert_eq!(kinds(&Filter { words: " MAYOR".into(), ..Filter::default() }), [Kind::Omission]);
        assert!(kinds(&Filter { confidence: 100, ..Filter::default() }).len() < 2);
    }

    #[test]
    fn steps_stay_within_the_list() {
        let shown = [4, 2, 7];
        assert_eq!(neighbour(&shown, None, 1), Some(4));
        assert_eq!(neighbour(&shown, None, -1), Some(7));
        assert_eq!((neighbour(&shown, Some(4), 1), neighbour(&shown, Some(4), -1)), (Some(2), Some(4)));
        assert_eq!((neighbour(&shown, Some(7), 1), neighbour(&shown, Some(9), 1)), (Some(7), Some(4)));
        assert_eq!(neighbour(&[], None, 1), None);
    }
}
