//! A batch summed up: how the index is spread, which cases are the most discordant, and the kinds by pair of sources.

use super::bootstrap::{self, Mean};
use crate::report::{EngineInfo, Index, Kind, Report, Warning};
use crate::text::Date;
use std::collections::BTreeMap;

/// Bars of the distribution, each a twentieth of the index wide.
pub const BINS: usize = 20;

/// A batch being summed up; reports are put in by and by.
#[derive(Debug, Default)]
pub struct Summary {
    /// What computed the reports; more than one where they were not made alike.
    pub engines: Vec<EngineInfo>,
    /// Reports read.
    pub reports: usize,
    /// Every pair of accounts.
    pub rows: Vec<Row>,
    /// Warnings by code, with how many and the first one's words.
    pub warnings: BTreeMap<String, (usize, String)>,
}

/// One pair of accounts.
#[derive(Clone, Debug)]
pub struct Row {
    /// Number of its report, from 1.
    pub report: usize,
    /// The case.
    pub case: String,
    /// What it is called.
    pub title: String,
    /// The event's day, if known.
    pub date: Option<Date>,
    /// The sources of the first account and the second.
    pub sources: [String; 2],
    /// The index and its parts.
    pub index: Index,
    /// Findings by kind, in the order of [`Kind::ALL`].
    pub kinds: [usize; 7],
}

/// The pairs of one pair of sources together.
#[derive(Clone, Debug)]
pub struct Sources {
    /// Their names, in order.
    pub names: [String; 2],
    /// Their mean index.
    pub index: Mean,
    /// Findings by kind, in the order of [`Kind::ALL`].
    pub kinds: [usize; 7],
}

impl Summary {
    /// Adds a report.
    pub fn add(&mut self, number: usize, report: &Report) {
        self.reports += 1;
        if !self.engines.contains(&report.engine) {
            self.engines.push(report.engine.clone());
        }
        for Warning { code, message, .. } in &report.warnings {
            self.warnings.entry(code.clone()).or_insert_with(|| (0, message.clone())).0 += 1;
        }
        let source = |id: &str| report.account(id).map_or(id, |a| a.source.as_str()).to_string();
        for pair in &report.pairs {
            let mut kinds = [0; Kind::ALL.len()];
            pair.findings.iter().for_each(|f| kinds[f.kind as usize] += 1);
            self.rows.push(Row {
                report: number,
                case: report.case.id.clone(),
                title: report.case.title.clone(),
                date: report.case.date,
                sources: [source(&pair.a), source(&pair.b)],
                index: pair.index,
                kinds,
            });
        }
    }

    /// How many pairs have their index in each twentieth.
    pub fn bins(&self) -> [usize; BINS] {
        let mut bins = [0; BINS];
        for row in &self.rows {
            bins[((row.index.value * BINS as f64) as usize).min(BINS - 1)] += 1;
        }
        bins
    }

    /// The mean index of all pairs.
    pub fn mean(&self) -> Option<Mean> {
        bootstrap::mean(&self.rows.iter().map(|r| r.index.value).collect::<Vec<_>>())
    }

    /// The pairs, most discordant first; equal ones as they came.
    pub fn strongest(&self) -> Vec<&Row> {
        let mut rows: Vec<&Row> = self.rows.iter().collect();
        rows.sort_by(|p, q| q.index.value.total_cmp(&p.index.value));
        rows
    }

    /// By pair of sources, those with most pairs first.
    pub fn sources(&self) -> Vec<Sources> {
        let mut by: BTreeMap<[&str; 2], (Vec<f64>, [usize; 7])> = BTreeMap::new();
        for row in &self.rows {
            let [a, b] = row.sources.each_ref().map(String::as_str);
            let (values, kinds) = by.entry(if b < a { [b, a] } else { [a, b] }).or_default();
            values.push(row.index.value);
            kinds.iter_mut().zip(row.kinds).for_each(|(sum, n)| *sum += n);
        }
        let one = |(names, (values, kinds)): ([&str; 2], (Vec<f64>, [usize; 7]))| {
            Some(Sources { names: names.map(str::to_string), index: bootstrap::mean(&values)?, kinds })
        };
        let mut out: Vec<Sources> = by.into_iter().filter_map(one).collect();
        out.sort_by_key(|s| std::cmp::Reverse(s.index.n));
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Account, Case, Config, Engine};

    #[test]
    fn pairs_are_counted_whichever_account_comes_first() {
        let engine = Engine::light();
        let mut summary = Summary::default();
        for n in 0..4 {
            let mut accounts = vec![
                Account::new("a", "The delegations met at the harbour."),
                Account::new("b", if n == 0 { "A bridge was painted." } else { "The delegations met at the harbour." }),
            ];
            if n % 2 == 1 {
                accounts.reverse();
            }
            let case = Case { id: n.to_string(), title: String::new(), date: None, accounts };
            summary.add(n + 1, &engine.report(&case, &Config::default()).unwrap());
        }
        let bins = summary.bins();
        assert_eq!((bins[0], bins[BINS - 1], bins.iter().sum::<usize>()), (3, 1, 4));
        assert_eq!(summary.strongest()[0].case, "0");
        let sources = summary.sources();
        assert_eq!((sources.len(), sources[0].index.n, sources[0].names.join("-").as_str()), (1, 4, "a-b"));
        assert_eq!(summary.mean().unwrap().mean, 0.25);
    }
}
