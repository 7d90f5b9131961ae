//! Settings: thresholds and weights that a user may change, each with its range.

use crate::report::Kind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Settings of a comparison. The defaults were chosen on the corpus' train and dev cases.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// How sure the engine must be that two claims are about the same thing before it aligns them, 0..1.
    pub align_threshold: f64,
    /// The same for a further claim that answers an aligned one as well (one-to-many), 0..1.
    pub merge_threshold: f64,
    /// How sure a rule must be before its kind displaces agreement, 0..1.
    pub kind_threshold: f64,
    /// What each kind counts in severity and in the index.
    pub weights: Weights,
}

impl Default for Config {
    fn default() -> Self {
        Config { align_threshold: 0.22, merge_threshold: 0.4, kind_threshold: 0.3, weights: Weights::default() }
    }
}

impl Config {
    /// The defaults for the sides of one article, chosen on the corpus' train and dev articles: an article quotes few claims of
    /// each, so that two of them are less likely about the same thing.
    pub fn article() -> Self {
        Config { align_threshold: 0.4, ..Config::default() }
    }
}

/// What each kind counts, 0..1: the part of a claim's content that a finding of this kind makes
/// discordant. Agreement always counts 0.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Weights {
    /// Contradiction.
    pub contradiction: f64,
    /// Another figure, date or duration.
    pub quantity: f64,
    /// Another speaker or actor.
    pub attribution: f64,
    /// Another strength.
    pub certainty: f64,
    /// Other colours.
    pub framing: f64,
    /// A claim without counterpart.
    pub omission: f64,
}

impl Default for Weights {
    fn default() -> Self {
        Weights { contradiction: 1.0, quantity: 0.8, attribution: 0.7, certainty: 0.5, framing: 0.5, omission: 1.0 }
    }
}

impl Weights {
    /// The weight of a kind.
    pub fn of(&self, kind: Kind) -> f64 {
        match kind {
            Kind::Contradiction => self.contradiction,
            Kind::Quantity => self.quantity,
            Kind::Attribution => self.attribution,
            Kind::Certainty => self.certainty,
            Kind::Framing => self.framing,
            Kind::Omission => self.omission,
            Kind::Agreement => 0.0,
        }
    }
}

/// A setting out of its range.
#[derive(Clone, Debug, PartialEq, Error)]
#[error("{name} is {value}; it must lie between 0 and 1")]
pub struct ConfigError {
    /// Name of the setting, as written in a settings file.
    pub name: String,
    /// What it was set to.
    pub value: f64,
}

impl Config {
    /// Checks that every setting lies in its range.
    ///
    /// # Errors
    /// Names the first setting that does not.
    pub fn validate(&self) -> Result<(), ConfigError> {
        let weight = |k: Kind| (format!("weights.{k}"), self.weights.of(k));
        let settings = [
            ("align_threshold".to_string(), self.align_threshold),
            ("merge_threshold".to_string(), self.merge_threshold),
            ("kind_threshold".to_string(), self.kind_threshold),
        ];
        for (name, value) in settings.into_iter().chain(Kind::ALL.into_iter().map(weight)) {
            if !(0.0..=1.0).contains(&value) {
                return Err(ConfigError { name, value });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_checked_by_name() {
        assert_eq!(Config::default().validate(), Ok(()));
        let mut config = Config::default();
        config.weights.framing = f64::NAN;
        assert_eq!(config.validate().unwrap_err().name, "weights.framing");
        config = Config { align_threshold: 1.5, ..Config::default() };
        assert_eq!(config.validate().unwrap_err().to_string(), "align_threshold is 1.5; it must lie between 0 and 1");
    }
}
