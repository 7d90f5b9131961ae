//! The light engine's reader: multinomial logistic regressions over the signals, calibrated by temperature scaling (Guo et
//! al. 2017). The weights stand in `data/relations.json`; `training/relations.py` fits and explains them.

use super::direction::{self, DIRECTION};
use super::signals::kind_signals;
use super::surface::Surface;
use super::{Claim, Inference, ReadError, Reading, RelationReader};
use crate::account::Account;
use crate::analysis::Analysis;
use crate::digest::hex;
use crate::discrepancy::{Pair, evidence};
use crate::embed::Encoder;
use crate::embed::table::Table;
use crate::math::{sigmoid, softmax};
use crate::text::Lang;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::sync::OnceLock;

const WEIGHTS: &str = include_str!("../../data/relations.json");

/// The fitted numbers.
#[derive(Debug, Default, Deserialize)]
struct Models {
    temperatures: Temperatures,
    /// The least confidence of an answer.
    clear_from: f64,
    kinds: Model,
    inference: Model,
    similarity: Model,
}

/// Scores of the kinds are divided by the one of the pair's languages: how much the signals are worth differs between them.
#[derive(Debug, Default, Deserialize)]
struct Temperatures {
    en: f64,
    ru: f64,
    zh: f64,
    across: f64,
}

impl Temperatures {
    fn of(&self, [a, b]: [Lang; 2]) -> f64 {
        let t = match a {
            Lang::En if a == b => self.en,
            Lang::Ru if a == b => self.ru,
            Lang::Zh if a == b => self.zh,
            _ => self.across,
        };
        // A file without temperatures has no weights either.
        if t > 0.0 { t } else { 1.0 }
    }
}

/// A linear model: scores of its outcomes.
#[derive(Debug, Default, Deserialize)]
struct Model {
    bias: Vec<f64>,
    signals: Vec<Weights>,
}

/// What one signal is worth to each outcome.
#[derive(Debug, Deserialize)]
struct Weights {
    weights: Vec<f64>,
}

impl Model {
    fn scores<const N: usize>(&self, x: &[f64]) -> [f64; N] {
        std::array::from_fn(|k| {
            let at = |w: &Vec<f64>| w.get(k).copied().unwrap_or(0.0);
            at(&self.bias) + self.signals.iter().zip(x).map(|(w, x)| at(&w.weights) * x).sum::<f64>()
        })
    }
}

fn models() -> &'static Models {
    static MODELS: OnceLock<Models> = OnceLock::new();
    // A test reads the same file and fails on a fault; without weights everything would be alike likely.
    MODELS.get_or_init(|| serde_json::from_str(WEIGHTS).unwrap_or_default())
}

/// The reader; make one and keep it.
pub struct Light {
    encoder: &'static dyn Encoder,
    sha256: String,
}

impl Default for Light {
    fn default() -> Self {
        Light::new()
    }
}

impl Light {
    /// The reader with the weights and the table of word vectors that are part of the program.
    pub fn new() -> Light {
        let encoder = Table::embedded();
        let hash = Sha256::new().chain_update(WEIGHTS).chain_update(encoder.model().sha256).finalize();
        Light { encoder, sha256: hex(&hash) }
    }

    /// What the two claims are read to; `None` where one has no words.
    pub fn signals(&self, pair: &[Claim<'_>; 2]) -> Option<Signals> {
        let [a, b] = pair.map(|claim| {
            let account = Account { lang: claim.lang, ..Account::new("", claim.text) };
            Analysis::of_claim(&account, self.encoder)
        });
        if a.is_empty() || b.is_empty() {
            return None;
        }
        let [s, t] = pair.map(|claim| Surface::new(claim.text));
        let pair = Pair { a: &a, i: 0, b: &b, j: 0 };
        let back = pair.flip();
        let (found, found_back) = (evidence(&pair), evidence(&back));
        Some(Signals {
            langs: [pair.a.account.lang, pair.b.account.lang],
            kind: kind_signals(&pair, &found, &s, &t),
            direction: [direction::signals(&pair, &found, &s, &t), direction::signals(&back, &found_back, &t, &s)],
        })
    }
}

/// The signals of a pair.
pub struct Signals {
    /// The claims' languages, detected where they were not given.
    pub langs: [Lang; 2],
    /// Those of the kind, named by [`super::signals::names`].
    pub kind: Vec<f64>,
    /// Those of inference from the first claim to the second, and back, named by [`DIRECTION`].
    pub direction: [[f64; DIRECTION.len()]; 2],
}

impl Signals {
    /// Those of similarity: the lesser of each of the directions' signals, then the greater.
    fn alike(&self) -> Vec<f64> {
        let [x, y] = &self.direction;
        let lesser = x.iter().zip(y).map(|(p, q)| p.min(*q));
        lesser.chain(x.iter().zip(y).map(|(p, q)| p.max(*q))).collect()
    }

    fn reading(&self, models: &Models) -> Reading {
        let mut kinds = models.kinds.scores(&self.kind);
        let temperature = models.temperatures.of(self.langs);
        kinds.iter_mut().for_each(|k| *k /= temperature);
        softmax(&mut kinds);
        let inference = self.direction.map(|x| {
            let mut p = models.inference.scores::<3>(&x);
            softmax(&mut p);
            Inference { entailment: p[0], neutral: p[1], contradiction: p[2] }
        });
        let [alike] = models.similarity.scores::<1>(&self.alike());
        Reading { kinds, inference, similarity: sigmoid(alike) }
    }
}

impl RelationReader for Light {
    fn name(&self) -> &'static str {
        "light"
    }

    fn sha256(&self) -> &str {
        &self.sha256
    }

    fn clear_from(&self) -> f64 {
        models().clear_from
    }

    fn read(&self, pairs: &[[Claim<'_>; 2]]) -> Result<Vec<Reading>, ReadError> {
        Ok(pairs.iter().map(|pair| self.signals(pair).map_or(Reading::NOTHING, |s| s.reading(models()))).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::signals::names;
    use super::*;
    use crate::relation::{More, Relation, RelationKind};

    fn relate(a: &str, b: &str, lang: Lang) -> Relation {
        let light = Light::new();
        let [x, y] = [a, b].map(|text| Claim { text, lang: Some(lang) });
        let both = light.relate(&[[x, y], [y, x]]).unwrap();
        assert_eq!(both[0].probabilities, both[1].probabilities, "the kind depends on the side");
        assert!((both[0].probabilities.iter().sum::<f64>() - 1.0).abs() < 1e-3);
        let flipped = match both[1].more {
            More::A => More::B,
            More::B => More::A,
            other => other,
        };
        assert_eq!((both[0].more, both[0].similarity), (flipped, both[1].similarity));
        both[0]
    }

    #[test]
    fn the_committed_weights_fit_the_signals() {
        let file: serde_json::Value = serde_json::from_str(WEIGHTS).unwrap();
        let listed = |model: &str| -> Vec<&str> {
            file[model]["signals"].as_array().unwrap().iter().map(|s| s["signal"].as_str().unwrap()).collect()
        };
        let dim = Table::embedded().encode("word").len();
        assert_eq!(listed("kinds"), names(dim), "fit them again, see training/README.md");
        assert_eq!(listed("inference"), DIRECTION);
        let alike: Vec<String> = ["least", "most"].iter().flat_map(|m| DIRECTION.map(|d| format!("{d}/{m}"))).collect();
        assert_eq!(listed("similarity"), alike);
        let outcomes = RelationKind::ALL.map(RelationKind::name);
        assert_eq!(file["kinds"]["outcomes"], serde_json::json!(outcomes));
        assert_eq!(file["inference"]["outcomes"], serde_json::json!(["entailment", "neutral", "contradiction"]));
        let models: Models = serde_json::from_str(WEIGHTS).unwrap();
        for (model, outcomes) in [(&models.kinds, 7), (&models.inference, 3), (&models.similarity, 1)] {
            assert!(model.bias.len() == outcomes && model.signals.iter().all(|s| s.weights.len() == outcomes));
        }
    }

    #[test]
    fn plain_pairs_are_told() {
        let kind = |a: &str, b: &str| relate(a, b, Lang::En).kind;
        let strike = "More than 900 dockers walked out of the harbour on Tuesday.";
        assert_eq!(kind(strike, "About 400 dockers walked out of the harbour on Tuesday."), RelationKind::Quantity);
        assert_eq!(kind(strike, "The orchestra of a distant town has bought new violins."), RelationKind::Unrelated);
        assert_eq!(
            kind("The minister signed the order on Friday.", "The minister did not sign the order on Friday."),
            RelationKind::Contradiction
        );
    }

    #[test]
    fn who_has_more_detail_says_more() {
        let long = "The ferry left the northern harbour at noon with forty passengers and their cars.";
        let answer = relate(long, "The ferry left the harbour at noon.", Lang::En);
        assert!(answer.unclear || answer.more == More::A, "{answer:?}");
    }

    #[test]
    fn any_text_gets_an_answer() {
        for (a, b) in [("", ""), ("…", "The ships left."), ("港口工人罢工", "Докеры бастуют"), ("\u{0}\u{feff}", "900")]
        {
            let answer = relate(a, b, Lang::Und);
            assert!(answer.probabilities.iter().all(|p| (0.0..=1.0).contains(p)), "{a:?} {b:?} {answer:?}");
        }
    }
}
