//! A record to its answer: the line that goes into the results.

use super::record::{Fields, Refusal, read};
use super::source::{Form, Raw, digest};
use diptych_core::batch::{self, BatchError, Pairs};
use diptych_core::{Config, Engine, Report};
use serde::Serialize;
use serde_json::Value;

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
        Answer { line: raw.line, digest: digest(raw, form), told }
    }

    fn tell(&self, raw: &Raw, form: &Form) -> Result<String, Refusal> {
        let record = read(raw, form)?;
        let refused = |e: BatchError| Refusal { id: record.id.clone(), message: e.to_string() };
        let mut report = batch::report(&self.engine, &record.case, &self.config, &self.pairs).map_err(refused)?;
        report.warnings.splice(0..0, record.warnings);
        let id = if record.id.is_null() { raw.line.into() } else { record.id };
        Ok(json(&Reported { id: &id, line: raw.line, report: &report, extra: &record.extra }))
    }
}

impl Answer {
    /// The line for the results: of the reports, or of the errors.
    pub fn json(&self) -> Result<String, String> {
        let refused = |refusal: &Refusal| json(&Refused { id: &refusal.id, line: self.line, error: &refusal.message });
        self.told.as_ref().map(String::clone).map_err(refused)
    }
}

/// Plain data with string keys: there is nothing in it that serde_json could refuse.
fn json(line: &impl Serialize) -> String {
    serde_json::to_string(line).unwrap_or_default()
}
