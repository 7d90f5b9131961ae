//! How two claims relate, whoever cut them out: the relation of a pair, who says more, and how sure that is.
//!
//! A [`RelationReader`] reads a pair ([`Reading`]: seven kinds, inference in either direction, similarity); what is
//! answered from a reading ([`Relation`]) is the same for every reader. The light engine's is [`light::Light`]; a
//! transformer can stand in its place.
//!
//! | step | where |
//! | --- | --- |
//! | what characters tell in any language | [`surface`] |
//! | signals of the kind | [`signals`] |
//! | signals of inference from one claim to the other | [`direction`] |
//! | what a comparison weighs a reader's readings by | [`fitted`] |
//! | weights | [`light`], `data/relations.json` |
//! | the answer as a line of JSON | [`answer`] |

pub mod answer;
pub mod direction;
pub mod fitted;
pub mod light;
pub mod signals;
pub mod surface;

use crate::report::round4;
use crate::text::Lang;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How two claims relate: the annotation guide's kinds of a pair, and none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RelationKind {
    /// Cannot both be true: one denies, reverses or excludes the other.
    Contradiction,
    /// The same fact with another number, amount, date, time, duration, rank or count.
    Quantity,
    /// The same content credited to another speaker, actor or initiator.
    Attribution,
    /// The same content at another strength.
    Certainty,
    /// The same thing named or painted in loaded words that differ.
    Framing,
    /// The same thing; one may hold more detail.
    Agreement,
    /// No common claim, though perhaps the same event.
    Unrelated,
}

impl RelationKind {
    /// Number of kinds.
    pub const COUNT: usize = 7;

    /// All kinds in the guide's order of priority: the order of every list of seven probabilities.
    pub const ALL: [RelationKind; RelationKind::COUNT] = [
        RelationKind::Contradiction,
        RelationKind::Quantity,
        RelationKind::Attribution,
        RelationKind::Certainty,
        RelationKind::Framing,
        RelationKind::Agreement,
        RelationKind::Unrelated,
    ];

    /// Its place in [`RelationKind::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The name used in files.
    pub const fn name(self) -> &'static str {
        match self {
            RelationKind::Contradiction => "contradiction",
            RelationKind::Quantity => "quantity",
            RelationKind::Attribution => "attribution",
            RelationKind::Certainty => "certainty",
            RelationKind::Framing => "framing",
            RelationKind::Agreement => "agreement",
            RelationKind::Unrelated => "unrelated",
        }
    }
}

/// One claim of a pair, given as it is: it is not split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim<'a> {
    /// Its words.
    pub text: &'a str,
    /// Its language; `None` to have it detected.
    pub lang: Option<Lang>,
}

/// Whether a claim follows from another: probabilities that add up to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Inference {
    /// It follows.
    pub entailment: f64,
    /// It says something that the other leaves open.
    pub neutral: f64,
    /// It can't hold if the other does.
    pub contradiction: f64,
}

/// What a reader makes of a pair of claims, calibrated: of the pairs with a probability of 0.7, seven in ten are so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// Probability of each of [`RelationKind::ALL`]; they add up to 1.
    pub kinds: [f64; RelationKind::COUNT],
    /// Whether the second claim follows from the first, and the first from the second.
    pub inference: [Inference; 2],
    /// How alike their meanings are, 0..1.
    pub similarity: f64,
}

impl Reading {
    /// The reading of a pair of which a side has no words.
    pub const NOTHING: Reading = {
        let open = Inference { entailment: 0.0, neutral: 1.0, contradiction: 0.0 };
        let mut kinds = [0.0; RelationKind::COUNT];
        kinds[RelationKind::Unrelated.index()] = 1.0;
        Reading { kinds, inference: [open; 2], similarity: 0.0 }
    };

    /// The likeliest kind with its probability; of equals the first.
    pub fn likeliest(&self) -> (RelationKind, f64) {
        let mut best = (RelationKind::Contradiction, self.kinds[0]);
        for (kind, p) in RelationKind::ALL.into_iter().zip(self.kinds) {
            if p > best.1 {
                best = (kind, p);
            }
        }
        best
    }

    /// Who says more, with its probability.
    ///
    /// A claim that entails or excludes another has settled everything that the other says; where it leaves something
    /// open, the other says more. So one says more if it settles the other and is not settled by it.
    fn more(&self) -> (More, f64) {
        let [a, b] = self.inference.map(|i| (1.0 - i.neutral).clamp(0.0, 1.0));
        let outcomes = [
            (More::Same, a * b),
            (More::A, a * (1.0 - b)),
            (More::B, b * (1.0 - a)),
            (More::None, (1.0 - a) * (1.0 - b)),
        ];
        // Where A and B are equally likely, neither is likelier than the other two, so that the order decides nothing.
        outcomes.into_iter().fold(outcomes[0], |best, o| if o.1 > best.1 { o } else { best })
    }
}

/// Which claim says more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum More {
    /// The first: it has everything that the second has, and more.
    A,
    /// The second.
    B,
    /// Neither: both say equally much of the same thing.
    Same,
    /// It cannot be said: each has something of its own, or they are unrelated, or how they relate is unclear.
    None,
}

impl More {
    /// The name used in files.
    pub const fn name(self) -> &'static str {
        match self {
            More::A => "a",
            More::B => "b",
            More::Same => "same",
            More::None => "none",
        }
    }
}

/// How two claims relate. Numbers are 0..1, rounded to four decimals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Relation {
    /// The likeliest kind; where `unclear` is set it is not the answer.
    pub kind: RelationKind,
    /// Probability of each of [`RelationKind::ALL`].
    pub probabilities: [f64; RelationKind::COUNT],
    /// Who says more.
    pub more: More,
    /// How likely that is.
    pub more_probability: f64,
    /// Probability of `kind`.
    pub confidence: f64,
    /// The two are related, but no kind is likely enough to be told.
    pub unclear: bool,
    /// How alike their meanings are.
    pub similarity: f64,
}

impl Relation {
    /// What is answered from a reading, by a reader whose answers are clear from the confidence `clear_from` on.
    pub fn new(reading: &Reading, clear_from: f64) -> Relation {
        let (kind, confidence) = reading.likeliest();
        let unrelated = reading.kinds[RelationKind::Unrelated.index()];
        // What is more likely unrelated than not is no unclear relation.
        let unclear = confidence < clear_from && unrelated <= 0.5;
        let (more, more_probability) =
            if unclear || kind == RelationKind::Unrelated { (More::None, 1.0) } else { reading.more() };
        Relation {
            kind,
            probabilities: reading.kinds.map(round4),
            more,
            more_probability: round4(more_probability),
            confidence: round4(confidence),
            unclear,
            similarity: round4(reading.similarity),
        }
    }
}

/// Reads pairs of claims: the place where a transformer can stand in for the light engine.
///
/// A reader gives calibrated probabilities and says from which confidence on an answer is worth giving; it must see the
/// same whichever claim comes first. Many pairs are given at once, so that a reader may work in batches, and read a claim
/// that stands in several of them once.
pub trait RelationReader: Send + Sync {
    /// Its name, such as `light`.
    fn name(&self) -> &str;

    /// SHA-256 in hexadecimal over everything it has learnt.
    fn sha256(&self) -> &str;

    /// The least confidence at which a kind is told; below it the relation is unclear.
    fn clear_from(&self) -> f64;

    /// Reads each pair; as many readings as pairs, in their order.
    ///
    /// # Errors
    /// The reader's model does not run.
    fn read(&self, pairs: &[[Claim<'_>; 2]]) -> Result<Vec<Reading>, ReadError>;

    /// How a comparison of whole accounts weighs its readings; `None` for a reader of single pairs only.
    fn fitted(&self) -> Option<&fitted::Fitted> {
        None
    }

    /// How the claims of each pair relate, in their order.
    ///
    /// # Errors
    /// As for [`RelationReader::read`].
    fn relate(&self, pairs: &[[Claim<'_>; 2]]) -> Result<Vec<Relation>, ReadError> {
        Ok(self.read(pairs)?.iter().map(|reading| Relation::new(reading, self.clear_from())).collect())
    }
}

/// Why a reader could not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the engine can't read: {0}")]
pub struct ReadError(pub String);

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(kinds: [f64; 7], settled: [f64; 2]) -> Reading {
        let inference = settled.map(|s| Inference { entailment: s, neutral: 1.0 - s, contradiction: 0.0 });
        Reading { kinds, inference, similarity: 0.5 }
    }

    #[test]
    fn the_order_of_kinds_is_that_of_the_aligned_pairs_model() {
        assert_eq!(RelationKind::ALL.map(RelationKind::name), crate::discrepancy::model::RELATIONS);
        assert!(RelationKind::ALL.iter().enumerate().all(|(at, kind)| kind.index() == at));
    }

    #[test]
    fn the_answer_is_unclear_below_the_readers_confidence_unless_it_is_unrelated() {
        let kinds = [0.1, 0.1, 0.1, 0.1, 0.1, 0.45, 0.05];
        let answer = Relation::new(&reading(kinds, [0.9, 0.2]), 0.4);
        assert_eq!((answer.kind, answer.confidence, answer.unclear), (RelationKind::Agreement, 0.45, false));
        assert_eq!((answer.more, answer.more_probability), (More::A, 0.72));
        let answer = Relation::new(&reading(kinds, [0.9, 0.2]), 0.5);
        assert_eq!((answer.unclear, answer.more), (true, More::None));
        let none = Relation::new(&reading([0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.55], [0.9, 0.2]), 0.6);
        assert_eq!((none.kind, none.unclear, none.more), (RelationKind::Unrelated, false, More::None));
    }

    #[test]
    fn who_says_more_is_who_settles_the_other() {
        let kinds = [0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0];
        let more = |a, b| Relation::new(&reading(kinds, [a, b]), 0.4).more;
        assert_eq!(
            [more(0.9, 0.1), more(0.1, 0.9), more(0.9, 0.8), more(0.2, 0.1)],
            [More::A, More::B, More::Same, More::None]
        );
    }
}
