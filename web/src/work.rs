//! What the worker does: one case in, one report out, as JSON.

use crate::case_file::OpenCase;
use diptych_core::{Config, Engine};
use gloo_worker::oneshot::oneshot;
use std::cell::OnceCell;

thread_local! {
    /// The engine, loaded with the first comparison and kept.
    static ENGINE: OnceCell<Engine> = const { OnceCell::new() };
}

/// The report's JSON, byte for byte what the command line prints, or why there is none.
///
/// # Errors
/// The case can't be compared.
pub fn report(case: OpenCase) -> Result<String, String> {
    let case = case.into_case()?;
    let report = ENGINE.with(|cell| cell.get_or_init(Engine::light).report(&case, &Config::default()));
    report.map(|r| r.to_json()).map_err(|e| e.to_string())
}

/// The worker.
#[oneshot]
pub async fn Compare(case: OpenCase) -> Result<String, String> {
    report(case)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_gives_a_report_and_an_empty_one_a_reason() {
        let mut case = OpenCase::empty(2);
        case.accounts[0].text = "The port reopened on Friday.".into();
        assert!(report(case.clone()).unwrap_err().contains("holds no words"));
        case.accounts[1].text = "The port did not reopen on Friday.".into();
        let json = report(case).unwrap();
        assert!(json.contains("\"schema\": \"diptych-report/2\"") && json.ends_with("}\n"));
    }
}
