//! Many cases at once, on every core: the one place that knows threads. The browser does without it.
//!
//! A case's accounts are read each once and in parallel, then its pairs are compared in parallel; [`pipeline`] keeps many
//! cases under way and their reports in order.

pub mod pipeline;

use crate::account::{Account, Case, CaseError, bounded};
use crate::analysis::Analysis;
use crate::config::Config;
use crate::engine::{Compared, Engine};
use crate::matching::{Document, Profile};
use crate::report::{PairReport, Report};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use thiserror::Error;

/// Which accounts of a case are compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Pairs {
    /// Each with each.
    #[default]
    All,
    /// Each with the next.
    Consecutive,
    /// The one of this id with each of the others, whose first side it is.
    Against(String),
    /// Each with each of another source.
    Sources,
}

impl Pairs {
    /// The places of the accounts to compare, in the order they are reported.
    fn of(&self, accounts: &[Account]) -> Result<Vec<(usize, usize)>, BatchError> {
        let n = accounts.len();
        bounded(match self {
            Pairs::All => all(n),
            Pairs::Consecutive | Pairs::Against(_) => n - 1,
            Pairs::Sources => {
                let mut of_one: BTreeMap<&str, usize> = BTreeMap::new();
                accounts.iter().for_each(|a| *of_one.entry(&a.source).or_default() += 1);
                match all(n) - of_one.into_values().map(all).sum::<usize>() {
                    0 => return Err(BatchError::OneSource),
                    pairs => pairs,
                }
            }
        })?;
        Ok(match self {
            Pairs::All => (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j))).collect(),
            Pairs::Consecutive => (1..n).map(|j| (j - 1, j)).collect(),
            Pairs::Against(id) => {
                let missing = || BatchError::NoAccount(id.clone());
                let fixed = accounts.iter().position(|a| a.id == *id).ok_or_else(missing)?;
                (0..n).filter(|i| *i != fixed).map(|i| (fixed, i)).collect()
            }
            Pairs::Sources => {
                let other = |&(i, j): &(usize, usize)| accounts[i].source != accounts[j].source;
                (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j))).filter(other).collect()
            }
        })
    }
}

/// How many pairs `n` make.
fn all(n: usize) -> usize {
    n.saturating_mul(n.saturating_sub(1)) / 2
}

impl fmt::Display for Pairs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Pairs::All => f.write_str("all"),
            Pairs::Consecutive => f.write_str("consecutive"),
            Pairs::Against(id) => write!(f, "against:{id}"),
            Pairs::Sources => f.write_str("sources"),
        }
    }
}

/// Why one case of a batch has no report.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BatchError {
    /// The case can't be compared.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// The account that the others were to be compared with is not there.
    #[error("no account is called {0:?}, which the others are to be compared with")]
    NoAccount(String),
    /// Accounts of different sources were to be compared, and there is one source.
    #[error("all accounts are of one source, where those of different sources are to be compared")]
    OneSource,
    /// A fault in Diptych itself; the other cases are not touched by it.
    #[error("Diptych failed on this case, which is a fault in it; please report it with the case")]
    Fault,
}

/// A report for each case, in the order given: the same reports as one by one.
pub fn reports(engine: &Engine, cases: &[Case], config: &Config) -> Vec<Result<Report, BatchError>> {
    cases.par_iter().map(|case| report(engine, case, config, &Pairs::All)).collect()
}

/// One case's report, its accounts and pairs in parallel on the threads it is called on; with [`Pairs::All`] the same as
/// [`Engine::report`].
///
/// # Errors
/// The case can't be compared as asked, or Diptych failed on it.
pub fn report(engine: &Engine, case: &Case, config: &Config, pairs: &Pairs) -> Result<Report, BatchError> {
    guarded(|| compare(engine, case, config, pairs))
}

/// What `work` gives, or [`BatchError::Fault`] where it panics.
///
/// # Errors
/// Those of `work`, and the fault.
pub fn guarded<T>(work: impl FnOnce() -> Result<T, BatchError>) -> Result<T, BatchError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(BatchError::Fault))
}

fn compare(engine: &Engine, case: &Case, config: &Config, pairs: &Pairs) -> Result<Report, BatchError> {
    case.validate()?;
    let places = pairs.of(&case.accounts)?;
    let analyses: Vec<Analysis> = case.accounts.par_iter().map(|a| engine.analyze(a)).collect();
    let one = |&(i, j): &(usize, usize)| engine.compare(&analyses[i], &analyses[j], config);
    let compared: Vec<_> = places.par_iter().map(one).collect();
    // Of several errors the first in order is told, on any number of threads.
    let compared: Result<Vec<PairReport>, CaseError> = compared.into_iter().map(|pair| Ok(pair?)).collect();
    let compared = Compared::new(&analyses.iter().collect::<Vec<_>>(), &places, compared?);
    Ok(engine.assemble(case, config, analyses, compared))
}

/// What matching needs to know of each document, in the order given.
pub fn profiles(engine: &Engine, documents: &[Document]) -> Vec<Profile> {
    documents.par_iter().map(|d| Profile::read(d, engine.encoder())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
                    Account::new("c", "The dockers stayed."),
                ],
            })
            .collect();
        let together = reports(&engine, &cases, &config);
        for (case, report) in cases.iter().zip(&together) {
            assert_eq!(report, &engine.report(case, &config).map_err(BatchError::from));
        }
        assert_eq!(together[7], Err(BatchError::Case(CaseError::EmptyAccount("b".into()))));
    }

    #[test]
    fn some_pairs_are_the_same_as_among_all() {
        let engine = Engine::light();
        let accounts = ["a", "b", "c"].map(|id| Account::new(id, format!("Some {} dockers left on Friday.", id.len())));
        let case = Case { id: "x".into(), title: String::new(), date: None, accounts: accounts.into() };
        let ask = |pairs: Pairs| report(&engine, &case, &Config::default(), &pairs);
        let names = |report: &Report| report.pairs.iter().map(|p| format!("{}{}", p.a, p.b)).collect::<Vec<_>>();
        let all = ask(Pairs::All).unwrap();
        let consecutive = ask(Pairs::Consecutive).unwrap();
        assert_eq!(
            (names(&all), names(&consecutive)),
            (vec!["ab".into(), "ac".into(), "bc".into()], vec!["ab".into(), "bc".into()])
        );
        assert_eq!((&consecutive.pairs[1], consecutive.matrix.len()), (&all.pairs[2], 0));
        assert_eq!(names(&ask(Pairs::Against("b".into())).unwrap()), ["ba", "bc"]);
        assert_eq!(ask(Pairs::Against("d".into())), Err(BatchError::NoAccount("d".into())));
        let mut two = case.clone();
        two.accounts[2].source = "a".into();
        let across = report(&engine, &two, &Config::default(), &Pairs::Sources).unwrap();
        assert_eq!((names(&across), across.matrix.len()), (vec!["ab".into(), "bc".into()], 0));
        two.accounts[1].source = "a".into();
        assert_eq!(report(&engine, &two, &Config::default(), &Pairs::Sources), Err(BatchError::OneSource));
    }

    #[test]
    fn more_pairs_than_any_memory_holds_are_refused_before_anything_is_read() {
        let engine = Engine::light();
        let ask = |n: usize, pairs: Pairs| {
            let accounts = (0..n).map(|i| Account::new(i.to_string(), "x")).collect();
            let case = Case { id: "x".into(), title: String::new(), date: None, accounts };
            report(&engine, &case, &Config::default(), &pairs).map(|r| r.pairs.len())
        };
        let too_many = |n: usize| Err(BatchError::Case(CaseError::TooManyPairs(n)));
        assert_eq!(ask(201, Pairs::All), too_many(20_100));
        assert_eq!(ask(201, Pairs::Consecutive), Ok(200));
        assert_eq!(ask(1_000_000, Pairs::Consecutive), too_many(999_999));
        assert_eq!(ask(1_000_000, Pairs::Sources), too_many(499_999_500_000));
        assert_eq!(ask(1_000_000, Pairs::Against("7".into())), too_many(999_999));
    }

    #[test]
    fn a_panic_is_that_cases_fault_alone() {
        assert_eq!(guarded::<()>(|| panic!("a test's own")), Err(BatchError::Fault));
    }
}
