//! Which attributions hold for a claim: those whose content covers it, the nearest first.

use super::Attribution;
use crate::reading::Reading;
use crate::report::{AttributionReport, Quote};
use std::ops::Range;

/// The attributions of a text, ready to be shown.
#[derive(Clone, Debug, Default)]
pub struct Credits {
    /// In the order of the reading's attributions.
    all: Vec<AttributionReport>,
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
        Credits { all: reading.attributions.iter().map(report).collect() }
    }

    /// The attributions whose content holds most of the claim's words: the shortest content, which is the nearest
    /// source, first.
    pub fn of(&self, reading: &Reading, sentence: usize, run: &Range<usize>) -> Vec<AttributionReport> {
        let holds = reading.covering(sentence, run).filter(|c| c.covered * 2 > c.words);
        let mut found: Vec<(usize, &AttributionReport)> = holds.map(|c| (c.length, &self.all[c.number])).collect();
        found.sort_by_key(|(length, _)| *length);
        found.into_iter().map(|(_, report)| report.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::attribution::Stance;
    use crate::embed::table::Table;
    use crate::{Account, Analysis};

    /// Source, cue and stance of the nearest attribution of each claim.
    fn check(text: &str, expect: &[(&str, &str, &str, Stance)]) {
        let read = Analysis::new(&Account::new("a", text), Table::embedded());
        let got: Vec<(&str, &str, &str, Stance)> = read
            .account
            .claims
            .iter()
            .filter_map(|c| c.attributions.first().map(|a| (c, a)))
            .map(|(c, a)| {
                (c.quote.as_str(), a.source.as_ref().map_or("", |s| &s.quote), a.cue.quote.as_str(), a.stance)
            })
            .collect();
        assert_eq!(got, expect, "{text}");
    }

    #[test]
    fn sources_are_found_before_and_after_and_over_sentences() {
        check(
            "The harbour ministry said the ships had left. “We won,” she said.",
            &[
                ("The harbour ministry said the ships had left", "The harbour ministry", "said", Stance::Stated),
                ("“We won,” she said", "she", "said", Stance::Quoted),
            ],
        );
        check(
            "Talks went on for nine hours, according to the union.",
            &[("Talks went on for nine hours, according to the union", "the union", "according to", Stance::Stated)],
        );
    }

    #[test]
    fn the_cue_tells_the_stance() {
        for (text, stance) in [
            ("The minister denied that any shells had been fired.", Stance::Denied),
            ("The mayor promised that the bridge would reopen in May.", Stance::Promised),
            ("The union demanded that the port pay the arrears.", Stance::Demanded),
            ("The statement implied that the talks had failed.", Stance::Implied),
            ("Reporters asked whether the talks had failed.", Stance::Asked),
        ] {
            let read = Analysis::new(&Account::new("a", text), Table::embedded());
            assert_eq!(read.account.claims[0].attributions[0].stance, stance, "{text}");
        }
    }
}
