//! A report read from JSON is written as it was read.

use diptych_core::Report;

pub fn run(bytes: &[u8]) {
    let Ok(report) = serde_json::from_slice::<Report>(bytes) else { return };
    let json = report.to_json();
    let again: Report = serde_json::from_str(&json).unwrap();
    assert_eq!(again, report);
    assert_eq!(again.to_json(), json);
}
