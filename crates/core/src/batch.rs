//! Many cases at once, on every core: the one place that knows threads. The browser does without it.

use crate::account::{Case, CaseError};
use crate::config::Config;
use crate::engine::Engine;
use crate::report::Report;
use rayon::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind};
use thiserror::Error;

/// Why one case of a batch has no report.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BatchError {
    /// The case can't be compared.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// A fault in Diptych itself; the other cases are not touched by it.
    #[error("Diptych failed on this case, which is a fault in it; please report it with the case")]
    Fault,
}

/// A report for each case, in the order given: the same reports as one by one.
pub fn reports(engine: &Engine, cases: &[Case], config: &Config) -> Vec<Result<Report, BatchError>> {
    let one = |case: &Case| {
        catch_unwind(AssertUnwindSafe(|| engine.report(case, config).map_err(BatchError::from)))
            .unwrap_or(Err(BatchError::Fault))
    };
    cases.par_iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Account;

    #[test]
    fn a_batch_is_the_same_as_one_by_one_and_keeps_the_order() {
        let engine = Engine::light();
        let config = Config::default();
        let cases: Vec<Case> = (0..40)
            .map(|n| Case {
                id: format!("c{n}"),
                title: String::new(),
                date: None,
                accounts: vec![
                    Account::new("a", format!("Some {n} dockers walked out on Friday. The port stayed open.")),
                    Account::new("b", if n == 7 { String::new() } else { format!("About {} dockers left.", n * 2) }),
                ],
            })
            .collect();
        let together = reports(&engine, &cases, &config);
        for (case, report) in cases.iter().zip(&together) {
            assert_eq!(report, &engine.report(case, &config).map_err(BatchError::from));
        }
        assert_eq!(together[7], Err(BatchError::Case(CaseError::EmptyAccount("b".into()))));
    }
}
