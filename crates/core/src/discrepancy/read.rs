//! The kind of two aligned claims where a reader has read them: one softmax over what the light model and the reader say.
//!
//! What the rules find stays what is shown. Where they find no words for a kind that the reader sees, the words that the two
//! claims don't share are shown, and the finding says who saw it.

use super::shared::Left;
use super::{Evidence, Pair, model};
use crate::math::{ln, softmax};
use crate::relation::{Reading, RelationKind};
use crate::report::Kind;
use crate::text::Span;

/// Names of what is weighed: the logarithm of each relation's probability by the light model, then by the reader.
pub const NAMES: [&str; 2 * RelationKind::COUNT] = [
    "light/contradiction",
    "light/quantity",
    "light/attribution",
    "light/certainty",
    "light/framing",
    "light/agreement",
    "light/unrelated",
    "read/contradiction",
    "read/quantity",
    "read/attribution",
    "read/certainty",
    "read/framing",
    "read/agreement",
    "read/unrelated",
];

/// What sets off a kind that only the reader sees.
pub(crate) const READ: &str = "read";

/// The least probability that is told from none.
const LEAST: f64 = 1e-4;

/// What is weighed, as [`NAMES`] lists it.
pub fn features(pair: &Pair<'_>, evidence: &[Evidence], reading: &Reading) -> [f64; NAMES.len()] {
    let mut out = [0.0; NAMES.len()];
    let light = model::probabilities(pair, evidence);
    for (x, p) in out.iter_mut().zip(light.iter().chain(&reading.kinds)) {
        *x = ln(p.max(LEAST));
    }
    out
}

/// Probability of each of [`model::RELATIONS`]; they add up to 1.
pub(super) fn probabilities(weights: &[model::Weights], x: &[f64]) -> [f64; RelationKind::COUNT] {
    let mut p = [0.0; RelationKind::COUNT];
    for (p, w) in p.iter_mut().zip(weights) {
        *p = w.score(x);
    }
    softmax(&mut p);
    p
}

/// What can be shown for a kind that only the reader sees: the words that one claim has and the other has not.
pub(super) fn unshared(kind: Kind, pair: &Pair<'_>) -> Evidence {
    let spans = |left: Left<'_>| left.0.iter().map(|(term, _)| term.span).collect::<Vec<Span>>();
    Evidence {
        signals: Vec::new(),
        a: spans(Left::new(pair.x(), pair.y())),
        b: spans(Left::new(pair.y(), pair.x())),
        trigger: READ,
        explanation: format!(
            "Read as {} by the engine from the claims as a whole; no single word shows it. Words that only one has are marked.",
            match kind {
                Kind::Contradiction => "a contradiction",
                Kind::Quantity => "another quantity",
                Kind::Attribution => "another attribution",
                Kind::Certainty => "another certainty",
                Kind::Framing => "another framing",
                Kind::Omission | Kind::Agreement => "different",
            }
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_weighed_is_named_in_the_models_order() {
        let named = |head: &str| model::RELATIONS.map(|r| format!("{head}/{r}")).to_vec();
        assert_eq!(NAMES.to_vec(), [named("light"), named("read")].concat());
    }
}
