//! `--format json`: the whole report, byte for byte as the core writes it; other results in the same way.

use diptych_core::Report;
use serde::Serialize;

/// The report.
pub fn render(report: &Report) -> String {
    report.to_json()
}

/// Plain data, indented, with a line feed at the end.
pub fn pretty(data: &impl Serialize) -> String {
    // With string keys alone there is nothing that serde_json could refuse.
    let mut json = serde_json::to_string_pretty(data).unwrap_or_default();
    json.push('\n');
    json
}
