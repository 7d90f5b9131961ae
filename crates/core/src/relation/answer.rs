//! The answer to a pair as one line of JSON, which `docs/relation.schema.json` describes.

use super::{More, Relation, RelationKind, RelationReader};
use crate::report::{ModelInfo, pretty};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// How two claims relate, with what read them. Numbers are 0..1, rounded to four decimals.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Answer {
    /// The pair's id as it was given, or the number of its line, from 1.
    pub id: Value,
    /// The likeliest kind; where `unclear` is true it is not the answer.
    pub kind: RelationKind,
    /// Probability of each kind.
    pub probabilities: BTreeMap<RelationKind, f64>,
    /// Which claim says more.
    pub more: More,
    /// How likely that is.
    pub more_probability: f64,
    /// Probability of `kind`.
    pub confidence: f64,
    /// The two are related, but no kind is likely enough to be told.
    pub unclear: bool,
    /// How alike their meanings are.
    pub similarity: f64,
    /// Name of the engine, and the SHA-256 over everything it has learnt.
    pub engine: ModelInfo,
}

impl Answer {
    /// The answer to the pair `id`.
    pub fn new(id: Value, relation: &Relation, reader: &dyn RelationReader) -> Answer {
        Answer {
            id,
            kind: relation.kind,
            probabilities: RelationKind::ALL.into_iter().zip(relation.probabilities).collect(),
            more: relation.more,
            more_probability: relation.more_probability,
            confidence: relation.confidence,
            unclear: relation.unclear,
            similarity: relation.similarity,
            engine: ModelInfo { name: reader.name().into(), sha256: reader.sha256().into() },
        }
    }

    /// As one line of JSON, without a line feed.
    pub fn to_json(&self) -> String {
        // With string keys alone there is nothing that serde_json could refuse.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// The JSON Schema (draft 2020-12) of [`Answer`], indented, with a line feed at the end.
pub fn json_schema() -> String {
    pretty(&schemars::schema_for!(Answer))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relation::light::Light;
    use crate::relation::{Claim, Reading};

    #[test]
    fn the_committed_schema_is_the_one_in_force() {
        let committed = include_str!("../../../../docs/relation.schema.json");
        assert!(
            committed == json_schema(),
            "docs/relation.schema.json is out of date; renew it by `cargo run -- schema relation > docs/relation.schema.json`"
        );
    }

    #[test]
    fn an_answer_lists_every_kind_in_order() {
        let light = Light::new();
        let silent = Claim { text: "", lang: None };
        assert_eq!(light.read(&[[silent, silent]]).unwrap(), [Reading::NOTHING]);
        let line = Answer::new("x".into(), &light.relate(&[[silent, silent]]).unwrap()[0], &light).to_json();
        assert!(
            line.starts_with(r#"{"id":"x","kind":"unrelated","probabilities":{"contradiction":0.0,"quantity":0.0,"#),
            "{line}"
        );
        assert_eq!(serde_json::from_str::<Answer>(&line).unwrap().engine.name, "light");
    }
}
