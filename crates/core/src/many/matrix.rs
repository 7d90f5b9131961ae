//! Accounts of one event against each other: which stand together, and where each stands.

use super::cluster::{self, Join};
use super::scaling;
use crate::report::{EngineInfo, Report, pretty, round4};
use crate::text::{Date, Lang};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Accounts compared each with each.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Matrix {
    /// What the event is called.
    pub title: String,
    /// Its day, if known.
    pub date: Option<Date>,
    /// What computed it.
    pub engine: EngineInfo,
    /// The accounts, in the order given.
    pub accounts: Vec<Placed>,
    /// Discrepancy index of accounts against accounts, 0..1.
    pub index: Vec<Vec<f64>>,
    /// The tree by average linkage. Clusters below the number of accounts are accounts; joining k makes cluster n + k.
    pub joins: Vec<Join>,
    /// The accounts in the order of the tree's leaves.
    pub order: Vec<usize>,
    /// Share of the whole that each axis of the map shows, 0..1.
    pub shown: [f64; 2],
}

/// An account with its place on the map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Placed {
    /// Short name.
    pub id: String,
    /// Who tells it.
    pub source: String,
    /// Its language.
    pub lang: Lang,
    /// Number of its claims.
    pub claims: usize,
    /// Mean index against the others.
    pub mean: f64,
    /// Across and up, in units of the index.
    pub place: [f64; 2],
}

impl Matrix {
    /// The matrix of a report.
    pub fn new(report: &Report) -> Matrix {
        let n = report.accounts.len();
        let index: Vec<Vec<f64>> = (0..n)
            .map(|i| (0..n).map(|j| report.matrix.get(i).and_then(|r| r.get(j)).copied().unwrap_or(0.0)).collect())
            .collect();
        let map = scaling::map(&index);
        let joins = cluster::joins(&index);
        let placed = |(i, a): (usize, &crate::report::AccountReport)| Placed {
            id: a.id.clone(),
            source: a.source.clone(),
            lang: a.lang,
            claims: a.claims.len(),
            mean: round4(index[i].iter().sum::<f64>() / n.saturating_sub(1).max(1) as f64),
            place: map.places[i].map(round4),
        };
        Matrix {
            title: report.case.title.clone(),
            date: report.case.date,
            engine: report.engine.clone(),
            accounts: report.accounts.iter().enumerate().map(placed).collect(),
            order: cluster::order(n, &joins),
            joins: joins.into_iter().map(|j| Join { height: round4(j.height), ..j }).collect(),
            index,
            shown: map.shown.map(round4),
        }
    }
}

/// The JSON Schema (draft 2020-12) of [`Matrix`], indented, with a line feed at the end.
pub fn json_schema() -> String {
    pretty(&schemars::schema_for!(Matrix))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Account, Case, Config, Engine};

    #[test]
    fn the_committed_schema_is_the_one_in_force() {
        let committed = include_str!("../../../../docs/matrix.schema.json");
        assert!(
            committed == json_schema(),
            "docs/matrix.schema.json is out of date; renew it by `cargo run -- schema matrix > docs/matrix.schema.json`"
        );
    }

    #[test]
    fn accounts_that_say_the_same_stand_together() {
        let account = |id: &str, text: &str| Account::new(id, text);
        let one = "More than 900 dockers walked out on Friday. The talks will go on.";
        let case = Case {
            id: "c".into(),
            title: "C".into(),
            date: None,
            accounts: vec![account("a", one), account("far", "The orchestra has bought violins."), account("b", one)],
        };
        let matrix = Matrix::new(&Engine::light().report(&case, &Config::default()).unwrap());
        assert_eq!((matrix.joins[0].left, matrix.joins[0].right, matrix.joins[0].height), (0, 2, 0.0));
        assert_eq!(matrix.order, [0, 2, 1]);
        assert_eq!(matrix.accounts[0].place, matrix.accounts[2].place);
        assert!((matrix.shown[0] - 1.0).abs() < 1e-6);
    }
}
