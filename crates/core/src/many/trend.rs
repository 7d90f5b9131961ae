//! Discrepancy over time, for each pair of sources.
//!
//! Comparisons are put in by and by, so that many take little memory. Those of one pair of sources make a series in order
//! of the event's day: each with its index and parts, the mean of the latest few with its interval ([`super::bootstrap`]), the
//! days from which the mean is another ([`super::change`]), and what each side keeps leaving out ([`super::topics`]).

use super::bootstrap::{self, Mean};
use super::change;
use super::topics::{Tally, Topic};
use crate::report::{EngineInfo, Index, PairReport, Report, pretty, round4};
use crate::text::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Comparisons of which the rolling mean is taken, unless said otherwise.
pub const WINDOW: usize = 7;

/// Most topics named of one side.
const TOPICS: usize = 15;

/// What many comparisons show over time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Trend {
    /// What computed the comparisons; more than one where they were not made alike.
    pub engines: Vec<EngineInfo>,
    /// Reports read.
    pub reports: usize,
    /// Pairs of accounts that carry no day, left out of every series.
    pub undated: usize,
    /// Comparisons the rolling mean is taken of.
    pub window: usize,
    /// A series for each pair of sources, the longest first.
    pub series: Vec<Series>,
}

/// The comparisons of one pair of sources.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Series {
    /// The first source, by name.
    pub a: String,
    /// The second source.
    pub b: String,
    /// The comparisons in order of their day.
    pub points: Vec<Point>,
    /// Mean of the index and of its parts: index, shared, only a, only b, conflicting, reframed.
    pub means: [Mean; 6],
    /// From when on the index is another on the mean.
    pub changes: Vec<Change>,
    /// What `a` keeps leaving out of what `b` tells.
    pub left_out_by_a: Vec<Topic>,
    /// What `b` keeps leaving out of what `a` tells.
    pub left_out_by_b: Vec<Topic>,
}

/// One comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Point {
    /// The case.
    pub case: String,
    /// What it is called.
    pub title: String,
    /// The event's day, or the day of the earlier account.
    pub date: Date,
    /// The index and its parts, `a` being the series' first source.
    pub index: Index,
    /// Findings by kind, in the order of [`crate::Kind::ALL`].
    pub kinds: [usize; 7],
    /// Mean index of this and the comparisons before it, as many as the window holds.
    pub rolling: Mean,
}

/// A change of the mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// Place in `points` of the first comparison after it.
    pub at: usize,
    /// Its day.
    pub date: Date,
    /// Mean index of the stretch before.
    pub before: f64,
    /// Mean index of the stretch after.
    pub after: f64,
}

/// Comparisons being gathered.
#[derive(Debug, Default)]
pub struct Gathered {
    engines: Vec<EngineInfo>,
    reports: usize,
    undated: usize,
    pairs: BTreeMap<[String; 2], Pairs>,
}

#[derive(Debug, Default)]
struct Pairs {
    points: Vec<Point>,
    /// Of the first source and of the second.
    tallies: [Tally; 2],
}

impl Gathered {
    /// Adds every pair of a report.
    pub fn add(&mut self, report: &Report) {
        self.reports += 1;
        if !self.engines.contains(&report.engine) {
            self.engines.push(report.engine.clone());
        }
        for pair in &report.pairs {
            self.add_pair(report, pair);
        }
    }

    fn add_pair(&mut self, report: &Report, pair: &PairReport) {
        let source = |id: &str| report.account(id).map_or(id, |a| a.source.as_str()).to_string();
        let given = |id: &str| report.account(id).and_then(|a| a.date);
        let day = |d: &Date| d.ordinal();
        let earlier = [given(&pair.a), given(&pair.b)].into_iter().flatten().min_by_key(day);
        let Some(date) = report.case.date.or(earlier) else {
            self.undated += 1;
            return;
        };
        let (a, b) = (source(&pair.a), source(&pair.b));
        let turned = b < a;
        let index = if turned { turn(&pair.index) } else { pair.index };
        let pairs = self.pairs.entry(if turned { [b, a] } else { [a, b] }).or_default();
        let mut kinds = [0; 7];
        pair.findings.iter().for_each(|f| kinds[f.kind as usize] += 1);
        pairs.points.push(Point {
            case: report.case.id.clone(),
            title: report.case.title.clone(),
            date,
            index,
            kinds,
            rolling: Mean { n: 0, mean: 0.0, low: None, high: None },
        });
        pairs.tallies[0].add(report, pair, !turned);
        pairs.tallies[1].add(report, pair, turned);
    }

    /// The series.
    pub fn trend(self, window: usize) -> Trend {
        let mut series: Vec<Series> =
            self.pairs.into_iter().filter_map(|(sources, pairs)| pairs.series(sources, window.max(1))).collect();
        // A stable sort: series of one length stay in order of their names.
        series.sort_by_key(|s| std::cmp::Reverse(s.points.len()));
        Trend { engines: self.engines, reports: self.reports, undated: self.undated, window: window.max(1), series }
    }
}

impl Pairs {
    fn series(self, [a, b]: [String; 2], window: usize) -> Option<Series> {
        let mut points = self.points;
        points.sort_by(|p, q| p.date.ordinal().cmp(&q.date.ordinal()).then_with(|| p.case.cmp(&q.case)));
        let values: Vec<f64> = points.iter().map(|p| p.index.value).collect();
        for (i, point) in points.iter_mut().enumerate() {
            point.rolling = bootstrap::mean(&values[(i + 1).saturating_sub(window)..=i])?;
        }
        let of = |part: fn(&Index) -> f64| bootstrap::mean(&points.iter().map(|p| part(&p.index)).collect::<Vec<_>>());
        let means = [
            of(|i| i.value)?,
            of(|i| i.shared)?,
            of(|i| i.only_a)?,
            of(|i| i.only_b)?,
            of(|i| i.conflicting)?,
            of(|i| i.reframed)?,
        ];
        let starts = change::changes(&values);
        let ends: Vec<usize> = [0].into_iter().chain(starts.iter().copied()).chain([values.len()]).collect();
        let mean = |from: usize, to: usize| round4(values[from..to].iter().sum::<f64>() / (to - from) as f64);
        let changes = ends
            .windows(3)
            .map(|w| Change { at: w[1], date: points[w[1]].date, before: mean(w[0], w[1]), after: mean(w[1], w[2]) })
            .collect();
        let [of_a, of_b] = self.tallies;
        Some(Series {
            a,
            b,
            means,
            changes,
            left_out_by_a: of_b.topics(TOPICS),
            left_out_by_b: of_a.topics(TOPICS),
            points,
        })
    }
}

/// The same seen from the other side.
fn turn(i: &Index) -> Index {
    Index { only_a: i.only_b, only_b: i.only_a, coverage_of_a: i.coverage_of_b, coverage_of_b: i.coverage_of_a, ..*i }
}

/// The name of a part of [`Series::means`].
pub const PARTS: [&str; 6] = ["index", "shared", "only a", "only b", "conflicting", "reframed"];

/// The JSON Schema (draft 2020-12) of [`Trend`], indented, with a line feed at the end.
pub fn json_schema() -> String {
    pretty(&schemars::schema_for!(Trend))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Account, Case, Config, Engine};

    #[test]
    fn the_committed_schema_is_the_one_in_force() {
        let committed = include_str!("../../../../docs/trend.schema.json");
        assert!(
            committed == json_schema(),
            "docs/trend.schema.json is out of date; renew it by `cargo run -- schema trend > docs/trend.schema.json`"
        );
    }

    fn report(n: usize, turned: bool, dated: bool) -> Report {
        let shared = "The delegations met at the harbour on Friday. The talks will go on.";
        let other = if n < 8 { shared } else { "The orchestra has bought violins. A bridge was painted green." };
        let account = |id: &str, source: &str, text: &str| Account { source: source.into(), ..Account::new(id, text) };
        let mut accounts = vec![account("x", "Alpha", shared), account("y", "Beta", other)];
        if turned {
            accounts.reverse();
        }
        let date = dated.then(|| Date::new(2031, 1, 1).unwrap().plus(n as i64 * 7).unwrap());
        let case = Case { id: format!("c{n:02}"), title: "T".into(), date, accounts };
        Engine::light().report(&case, &Config::default()).unwrap()
    }

    #[test]
    fn a_series_is_in_order_whatever_the_order_of_reports_and_accounts() {
        let gather = |order: &[usize]| {
            let mut all = Gathered::default();
            order.iter().for_each(|n| all.add(&report(*n, n % 3 == 0, true)));
            all.trend(4)
        };
        let forward: Vec<usize> = (0..16).collect();
        let backward: Vec<usize> = (0..16).rev().collect();
        let trend = gather(&forward);
        assert_eq!(trend, gather(&backward));
        let series = &trend.series[0];
        assert_eq!((trend.series.len(), series.a.as_str(), series.points.len()), (1, "Alpha", 16));
        assert_eq!(series.changes.iter().map(|c| c.at).collect::<Vec<_>>(), [8]);
        assert!(series.changes[0].before < 0.1 && series.changes[0].after > 0.9, "{:?}", series.changes);
        assert_eq!(series.points[2].rolling.n, 3);
        assert_eq!(series.points[9].rolling.n, 4);
    }

    #[test]
    fn what_has_no_day_is_counted() {
        let mut all = Gathered::default();
        all.add(&report(1, false, false));
        let trend = all.trend(0);
        assert_eq!((trend.reports, trend.undated, trend.series.len(), trend.window), (1, 1, 0, 1));
    }
}
