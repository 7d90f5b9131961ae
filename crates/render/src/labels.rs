//! `--format labels`: the annotation guide's labels, one a line.

use diptych_core::{Report, labels};

/// All findings as labels.
pub fn render(report: &Report) -> String {
    labels::to_jsonl(&labels::labels(report))
}
