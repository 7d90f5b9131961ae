//! Kinds of discrepancy: what sets two aligned claims apart.
//!
//! Each kind is one file that reads *signals* off a pair of claims — numbers in 0..1 that say how much of the
//! kind's evidence there is — with the words that carry them and one sentence of explanation. A small
//! multinomial model over all signals ([`model`])
//! turns them into one probability a kind. A new kind is a new file and a line in [`RULES`]; after that the
//! model is fitted again.

mod attribution;
mod certainty;
mod contradiction;
mod framing;
pub mod model;
mod quantity;
pub mod read;
mod shared;

use crate::analysis::Analysis;
use crate::feature::{Features, Marker, Term};
use crate::relation::Reading;
use crate::relation::fitted::Fitted;
use crate::report::Kind;
use crate::text::Span;
pub use shared::SHARED;

/// Every kind's rule, in the guide's order of priority.
pub const RULES: [Rule; 5] = [contradiction::RULE, quantity::RULE, attribution::RULE, certainty::RULE, framing::RULE];

/// How one kind is recognised.
pub struct Rule {
    /// The kind.
    pub kind: Kind,
    /// Names of its signals, in order.
    pub signals: &'static [&'static str],
    /// Reads the signals off a pair.
    pub read: fn(&Pair<'_>) -> Evidence,
}

/// What a rule found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evidence {
    /// Strength of each of the rule's signals, 0..1, in the order of [`Rule::signals`].
    pub signals: Vec<f64>,
    /// Words of the first account that carry them.
    pub a: Vec<Span>,
    /// Words of the second account that carry them.
    pub b: Vec<Span>,
    /// What set the rule off, for example `negation`; it goes into the finding's rule id.
    pub trigger: &'static str,
    /// One plain sentence that says what differs; empty where the rule found nothing to say.
    pub explanation: String,
}

/// Two aligned claims.
#[derive(Clone, Copy)]
pub struct Pair<'a> {
    /// The first account.
    pub a: &'a Analysis,
    /// The claim's number in it.
    pub i: usize,
    /// The second account.
    pub b: &'a Analysis,
    /// The claim's number in it.
    pub j: usize,
}

impl<'a> Pair<'a> {
    /// Features of the first claim.
    pub fn x(&self) -> &'a Features {
        &self.a.features[self.i]
    }

    /// Features of the second claim.
    pub fn y(&self) -> &'a Features {
        &self.b.features[self.j]
    }

    /// The pair seen from the other side.
    pub fn flip(&self) -> Pair<'a> {
        Pair { a: self.b, i: self.j, b: self.a, j: self.i }
    }

    /// Words of the first claim at `span`, for an explanation.
    fn words_a(&self, span: Span) -> &'a str {
        words(self.a, self.i, span)
    }

    /// Words of the second claim at `span`.
    fn words_b(&self, span: Span) -> &'a str {
        words(self.b, self.j, span)
    }

    /// Names of the two sources, for an explanation.
    fn sources(&self) -> (&'a str, &'a str) {
        (&self.a.account.source, &self.b.account.source)
    }
}

/// Words of a claim at a span of its account; a span outside the claim gives none.
fn words(account: &Analysis, claim: usize, span: Span) -> &str {
    let claim = &account.account.claims[claim];
    if !claim.span.contains(span) {
        return "";
    }
    Span::new(span.start - claim.span.start, span.end - claim.span.start).of(&claim.quote)
}

/// The content word that a marker governs: the next one after it within the claim.
fn governed<'a>(features: &'a Features, marker: &Marker) -> Option<&'a Term> {
    features.terms.iter().filter(|t| t.span.start >= marker.span.end).min_by_key(|t| t.span.start)
}

/// One kind's share of a verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The kind.
    pub kind: Kind,
    /// Its probability, 0..1; the verdicts of a pair add up to 1.
    pub probability: f64,
    /// What was found for it; empty for agreement.
    pub evidence: Evidence,
}

/// What every rule finds in a pair, in the order of [`RULES`].
pub fn evidence(pair: &Pair<'_>) -> Vec<Evidence> {
    RULES.iter().map(|rule| (rule.read)(pair)).collect()
}

/// A verdict for each kind a pair can have, agreement included, in the guide's order of priority: the rules' signals, weighed
/// by the fitted model, and where a reader has read the pair, weighed against what it says.
pub fn verdicts(pair: &Pair<'_>, read: Option<(&Fitted, &Reading)>) -> Vec<Verdict> {
    let evidence = evidence(pair);
    let p = match read {
        Some((fitted, reading)) => read::probabilities(&fitted.kinds, &read::features(pair, &evidence, reading)),
        None => model::probabilities(pair, &evidence),
    };
    // That they belong together is settled here: what is left is how.
    let together: f64 = p[..=RULES.len()].iter().sum();
    let mut verdicts = Vec::new();
    for ((rule, evidence), p) in RULES.iter().zip(evidence).zip(p) {
        // Evidence before verdict: a kind without words that can be shown is not told.
        let evidence = match evidence.explanation.is_empty() {
            false => evidence,
            true if read.is_some() => read::unshared(rule.kind, pair),
            true => continue,
        };
        verdicts.push(Verdict { kind: rule.kind, probability: p / together, evidence });
    }
    let agreement = 1.0 - verdicts.iter().map(|v| v.probability).sum::<f64>();
    verdicts.push(Verdict { kind: Kind::Agreement, probability: agreement, evidence: Evidence::default() });
    verdicts
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::account::Account;
    use crate::embed::Encoder;
    use crate::embed::table::Table;

    /// Reads one rule off a pair of one-claim texts, and checks that it sees the same from the other side.
    pub(crate) fn read(rule: &Rule, a: &str, b: &str) -> Evidence {
        let account = |id: &str, t: &str| {
            let mut account = Account::new(id, t);
            account.date = crate::text::Date::parse("2031-05-03");
            account.lang = Some(crate::text::Lang::En);
            Analysis::new(&account, Table::embedded())
        };
        let (a, b) = (account("A", a), account("B", b));
        let pair = Pair { a: &a, i: 0, b: &b, j: 0 };
        let evidence = (rule.read)(&pair);
        let back = (rule.read)(&pair.flip());
        assert_eq!(evidence.signals, back.signals, "the signals depend on the side");
        assert_eq!((&evidence.a, &evidence.b), (&back.b, &back.a), "the marks depend on the side");
        assert_eq!(evidence.signals.len(), rule.signals.len());
        assert!(evidence.signals.iter().all(|s| (0.0..=1.0).contains(s)), "{evidence:?}");
        evidence
    }

    #[test]
    fn the_committed_weights_fit_the_signals() {
        let weights = model::weights();
        assert_eq!(weights.len(), model::RELATIONS.len());
        let width = model::width(Table::embedded().encode("word").len());
        assert!(weights.iter().all(|w| w.weights.len() == width), "fit them again, see training/README.md");
        let file: Vec<serde_json::Value> = serde_json::from_str(include_str!("../../data/kinds.json")).unwrap();
        let relations: Vec<&str> = file.iter().filter_map(|r| r["relation"].as_str()).collect();
        assert_eq!(relations, model::RELATIONS);
        let kinds: Vec<&str> = RULES.iter().map(|r| r.kind.name()).collect();
        assert_eq!(model::RELATIONS[..RULES.len()], kinds);
    }

    #[test]
    fn rules_stand_in_the_order_of_priority() {
        let order: Vec<Kind> = RULES.iter().map(|r| r.kind).collect();
        assert!(order.windows(2).all(|w| w[0] < w[1]));
    }
}
