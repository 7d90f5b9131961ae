//! The report: the one result that every display renders.
//!
//! Its JSON is versioned by [`SCHEMA`]; the JSON Schema itself is [`json_schema`], committed as
//! `docs/report.schema.json`. Scores are rounded to four decimals on the way in, so that the text of a
//! report is the same on every platform.

use crate::attribution::Stance;
use crate::config::Config;
use crate::text::{Date, Lang, Span};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Name and version of the report's format. The number rises when a field changes its meaning or goes;
/// a new field alone does not raise it.
pub const SCHEMA: &str = "diptych-report/2";

/// How two claims relate, or that a claim stands alone: the seven labels of the annotation guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
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
    /// The same thing said on both sides.
    Agreement,
    /// One account has the claim, the other has no counterpart.
    Omission,
}

impl Kind {
    /// All kinds, in the guide's order of priority; omission, which stands alone, last.
    pub const ALL: [Kind; 7] = [
        Kind::Contradiction,
        Kind::Quantity,
        Kind::Attribution,
        Kind::Certainty,
        Kind::Framing,
        Kind::Agreement,
        Kind::Omission,
    ];

    /// The name used in labels, reports and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Contradiction => "contradiction",
            Kind::Quantity => "quantity",
            Kind::Attribution => "attribution",
            Kind::Certainty => "certainty",
            Kind::Framing => "framing",
            Kind::Agreement => "agreement",
            Kind::Omission => "omission",
        }
    }

    /// Reads a name.
    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|k| k.name() == name)
    }

    /// Whether it is a discrepancy at all (everything but agreement).
    pub fn is_discrepancy(self) -> bool {
        self != Kind::Agreement
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Two or more accounts of one event, compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// What computed it.
    pub engine: EngineInfo,
    /// The settings it was computed with; the same settings, engine and texts give the same report.
    pub settings: Config,
    /// The event.
    pub case: CaseInfo,
    /// The accounts with their claims, in the order given.
    pub accounts: Vec<AccountReport>,
    /// Every pair of accounts: first with second, first with third, second with third …; a batch may be asked for
    /// some of them.
    pub pairs: Vec<PairReport>,
    /// Discrepancy index of accounts against accounts, 0..1, in the accounts' order; zero diagonal. Empty
    /// where only some pairs were compared.
    pub matrix: Vec<Vec<f64>>,
    /// What could not be done, or should be known before the report is relied on.
    pub warnings: Vec<Warning>,
}

/// What computed a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EngineInfo {
    /// Name of the engine, `light` by default.
    pub name: String,
    /// Diptych's version.
    pub version: String,
    /// The models it loaded.
    pub models: Vec<ModelInfo>,
}

/// A model file an engine loaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ModelInfo {
    /// Name as in `models/`.
    pub name: String,
    /// SHA-256 of the file's bytes, hexadecimal.
    pub sha256: String,
}

/// The event a report is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CaseInfo {
    /// Short name.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Its day, if known.
    pub date: Option<Date>,
}

/// One account as the engine read it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AccountReport {
    /// Short name.
    pub id: String,
    /// Who tells it.
    pub source: String,
    /// Its language, given or detected.
    pub lang: Lang,
    /// The day it was given out.
    pub date: Option<Date>,
    /// SHA-256 of the text's UTF-8 bytes, hexadecimal.
    pub sha256: String,
    /// Length of the text in bytes.
    pub bytes: usize,
    /// Its claims in text order; others refer to them by position in this list.
    pub claims: Vec<ClaimReport>,
}

/// One claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClaimReport {
    /// Where it stands.
    pub span: Span,
    /// Its words.
    pub quote: String,
    /// Number of its sentence in the account, from 0; headings and datelines count too.
    pub sentence: usize,
    /// How much of the account's substance it carries, 0..1; names, figures and rare words weigh more.
    pub salience: f64,
    /// How firmly it is put, 0 (denied or wholly open) to 1 (plain fact).
    pub certainty: f64,
    /// Who is said to stand behind it, where the text says so; the nearest first, then who reports that.
    pub attributions: Vec<AttributionReport>,
    /// Words of the claim that stand for somebody they don't name, where the text tells whom: "he", "Moscow".
    pub notes: Vec<Note>,
}

/// Whom words stand for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    /// The words and their place.
    pub words: Quote,
    /// Whom they mean, by name.
    pub means: String,
}

/// Who is said to stand behind a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AttributionReport {
    /// The source's words and place; `None` where the text does not tell ("it was noted").
    pub source: Option<Quote>,
    /// The cue: the words that attribute ("said", "according to").
    pub cue: Quote,
    /// What the source does with the claim.
    pub stance: Stance,
}

/// Words of an account and where they stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Quote {
    /// Where.
    pub span: Span,
    /// The words, exactly as they stand there.
    pub quote: String,
}

/// Two accounts compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PairReport {
    /// Id of the first account.
    pub a: String,
    /// Id of the second account.
    pub b: String,
    /// The discrepancy index and its parts.
    pub index: Index,
    /// Every claim of both accounts, each in exactly one finding: aligned claims together, in order of
    /// the first account, and what the second alone has where it would stand.
    pub findings: Vec<Finding>,
}

/// One relation between the two accounts: aligned claims, or what only one side has (claims that follow each
/// other within a sentence together).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// What it is; the first that a reader should be told.
    pub kind: Kind,
    /// Further kinds that hold as well.
    pub also: Vec<Kind>,
    /// Id of the rule that decided, for example `quantity/number`.
    pub rule: String,
    /// The first account's side; `None` where it does not mention the claim.
    pub a: Option<Side>,
    /// The second account's side; `None` where it does not mention the claim.
    pub b: Option<Side>,
    /// How alike the two sides are, 0..1; 0 for an omission.
    pub similarity: f64,
    /// How much it matters, 0..1: the weight of the kind times the claims' salience; an omission counts six
    /// tenths of that, since silence may have many reasons.
    pub severity: f64,
    /// How sure the engine is of the kind, 0..1.
    pub confidence: f64,
    /// One plain sentence that says what differs.
    pub explanation: String,
}

/// Even odds: from this similarity on, two claims likelier belong together than not.
pub const EVEN: f64 = 0.5;

impl Finding {
    /// What "strongest first" goes by, 0..1: how much it matters times how sure the engine is of it.
    pub fn strength(&self) -> f64 {
        self.severity * self.confidence
    }
}

/// One side of a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Side {
    /// The claims, by position in the account's list; the one quoted comes first.
    pub claims: Vec<usize>,
    /// Where the quoted claim stands; of claims that stand alone, the stretch from the first to the last.
    pub span: Span,
    /// Its words.
    pub quote: String,
    /// The words within it that triggered the finding: the differing figure, the negation, the hedge.
    pub marks: Vec<Quote>,
}

/// The discrepancy index of a pair with its parts; how it is computed stands in [`crate::score`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Index {
    /// 0 (both say the same) to 1 (nothing in common or all in conflict).
    pub value: f64,
    /// Share of the weighted content that both tell alike, 0..1. The parts add up to 1.
    pub shared: f64,
    /// Share that only the first account tells, 0..1.
    pub only_a: f64,
    /// Share that only the second account tells, 0..1.
    pub only_b: f64,
    /// Share on which they conflict (contradiction, quantity, attribution), 0..1.
    pub conflicting: f64,
    /// Share told at another strength or in other colours (certainty, framing), 0..1.
    pub reframed: f64,
    /// How much of the first account's content the second covers in any way, 0..1.
    pub coverage_of_a: f64,
    /// How much of the second account's content the first covers in any way, 0..1.
    pub coverage_of_b: f64,
}

/// Something a reader of the report should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Warning {
    /// Stable name, such as `language-not-supported`.
    pub code: String,
    /// Id of the account it concerns, if one.
    pub account: Option<String>,
    /// What it means, in a sentence.
    pub message: String,
}

impl Report {
    /// The account called `id`.
    pub fn account(&self, id: &str) -> Option<&AccountReport> {
        self.accounts.iter().find(|a| a.id == id)
    }

    /// The report as JSON, indented by two spaces, with a line feed at the end: the text that the command
    /// line prints and the page hands out, byte for byte.
    pub fn to_json(&self) -> String {
        pretty(self)
    }
}

/// Plain data as JSON, indented by two spaces, with a line feed at the end.
pub(crate) fn pretty(data: &impl Serialize) -> String {
    // With string keys alone there is nothing that serde_json could refuse.
    let mut json = serde_json::to_string_pretty(data).unwrap_or_default();
    json.push('\n');
    json
}

/// The JSON Schema (draft 2020-12) of [`Report`], indented, with a line feed at the end.
pub fn json_schema() -> String {
    pretty(&schemars::schema_for!(Report))
}

/// Rounds to four decimals, and turns what is no number into 0: how every score enters a report.
pub fn round4(x: f64) -> f64 {
    if x.is_finite() { (x * 10_000.0).round() / 10_000.0 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_committed_schema_is_the_one_in_force() {
        let committed = include_str!("../../../docs/report.schema.json");
        assert!(
            committed == super::json_schema(),
            "docs/report.schema.json is out of date; renew it by `cargo run -- schema > docs/report.schema.json`"
        );
    }
}
