//! `--format json`: the whole report, byte for byte as the core writes it.

use diptych_core::Report;

/// The report.
pub fn render(report: &Report) -> String {
    report.to_json()
}
