//! A record to its answer: the line that goes into the results.

use super::record::{Fields, Refusal, name, read};
use super::source::{Form, Raw, digest};
use diptych_core::batch::{self, BatchError, Pairs};
use diptych_core::{Config, Engine, Report, report};
use serde::Serialize;
use serde_json::{Value, json};

/// All that it takes to compare a record.
pub struct Work {
    /// Engine.
    pub engine: Engine,
    /// Settings.
    pub config: Config,
    /// Which accounts.
    pub pairs: Pairs,
}

/// What a record came to.
pub struct Answer {
    /// Its line in the input.
    pub line: u64,
    /// What tells it from another.
    pub digest: String,
    /// What the record is called, if it is.
    pub name: Option<String>,
    /// A line of `reports.jsonl`, or why there is none.
    pub told: Result<String, Refusal>,
}

/// A line of `reports.jsonl`.
#[derive(Serialize)]
struct Reported<'a> {
    id: &'a Value,
    line: u64,
    report: &'a Report,
    #[serde(skip_serializing_if = "Fields::is_empty")]
    extra: &'a Fields,
}

/// A line of `errors.jsonl`.
#[derive(Serialize)]
struct Refused<'a> {
    id: &'a Value,
    line: u64,
    error: &'a str,
}

impl Work {
    /// Reads and compares a record.
    pub fn answer(&self, raw: &Raw, form: &Form) -> Answer {
        let told = batch::guarded(|| Ok(self.tell(raw, form)))
            .unwrap_or_else(|fault| Err(Refusal { id: Value::Null, message: fault.to_string() }));
        let (name, told) = match told {
            Ok((name, json)) => (Some(name), Ok(json)),
            Err(refusal) => (name(&refusal.id), Err(refusal)),
        };
        Answer { line: raw.line, digest: digest(raw, form), name, told }
    }

    /// The case's name and its line.
    fn tell(&self, raw: &Raw, form: &Form) -> Result<(String, String), Refusal> {
        let record = read(raw, form)?;
        let refused = |e: BatchError| Refusal { id: record.id.clone(), message: e.to_string() };
        let mut report = batch::report(&self.engine, &record.case, &self.config, &self.pairs).map_err(refused)?;
        report.warnings.splice(0..0, record.warnings);
        let id = if record.id.is_null() { raw.line.into() } else { record.id };
        let line = compact(&Reported { id: &id, line: raw.line, report: &report, extra: &record.extra });
        Ok((record.case.id, line))
    }
}

impl Answer {
    /// The line for the results: of the reports, or of the errors.
    pub fn json(&self) -> Result<String, String> {
        let refused =
            |refusal: &Refusal| compact(&Refused { id: &refusal.id, line: self.line, error: &refusal.message });
        self.told.as_ref().map(String::clone).map_err(refused)
    }
}

/// Plain data with string keys: there is nothing in it that serde_json could refuse.
fn compact(line: &impl Serialize) -> String {
    serde_json::to_string(line).unwrap_or_default()
}

/// The JSON Schema of a line of `reports.jsonl`, indented, with a line feed at the end.
pub fn json_schema() -> String {
    // The core's own schema; it can be read.
    let mut report: Value = serde_json::from_str(&report::json_schema()).unwrap_or_default();
    let (draft, mut parts) = (report["$schema"].take(), report["$defs"].take());
    if let Some(fields) = report.as_object_mut() {
        fields.retain(|name, _| !name.starts_with('$'));
    }
    parts["Report"] = report;
    let schema = json!({
        "$schema": draft,
        "title": "BatchLine",
        "description": "A record of a batch, compared.",
        "type": "object",
        "required": ["id", "line", "report"],
        "properties": {
            "id": {"description": "The record's id; the number of its line where it has none.", "type": ["string", "number"]},
            "line": {
                "description": "Number of its first line in the input; of a case folder its place by name; from 1.",
                "type": "integer",
                "minimum": 1
            },
            "report": {"$ref": "#/$defs/Report"},
            "extra": {"description": "What else the record held.", "type": "object"}
        },
        "$defs": parts
    });
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_committed_schema_is_the_one_in_force() {
        let committed = include_str!("../../../../docs/batch.schema.json");
        assert!(
            committed == super::json_schema(),
            "docs/batch.schema.json is out of date; renew it by `cargo run -- schema batch > docs/batch.schema.json`"
        );
    }
}
