//! Tidy tables of reports: what each row and column holds, for whatever writes tables. The README explains them.

use diptych_core::report::{Finding, PairReport, Side, Warning};
use diptych_core::{Date, Kind, Report};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Text.
    Text,
    /// A number from 0 to 1.
    Share,
    /// A whole number.
    Count,
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text.
    Text(String),
    /// A number from 0 to 1.
    Share(f64),
    /// A whole number.
    Count(usize),
}

/// A table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tidy {
    /// A row a pair of accounts.
    Pairs,
    /// A row a discrepancy.
    Findings,
    /// A row a warning.
    Warnings,
}

impl Tidy {
    /// All tables.
    pub const ALL: [Tidy; 3] = [Tidy::Pairs, Tidy::Findings, Tidy::Warnings];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Tidy::Pairs => "pairs",
            Tidy::Findings => "findings",
            Tidy::Warnings => "warnings",
        }
    }

    /// Its columns.
    pub fn columns(self) -> Vec<(&'static str, Holds)> {
        match self {
            Tidy::Pairs => PAIRS.into_iter().chain(Kind::ALL.map(|k| (k.name(), Holds::Count))).collect(),
            Tidy::Findings => FINDINGS.into(),
            Tidy::Warnings => WARNINGS.into(),
        }
    }

    /// A report's rows of it, with a cell for each column.
    pub fn rows(self, report: &Report) -> Vec<Vec<Cell>> {
        match self {
            Tidy::Pairs => report.pairs.iter().map(|pair| pair_row(report, pair)).collect(),
            Tidy::Findings => {
                let of = |pair| differences(pair).map(move |f| finding_row(report, pair, f));
                report.pairs.iter().flat_map(of).collect()
            }
            Tidy::Warnings => {
                let row = |w: &Warning| {
                    vec![
                        text(&report.case.id),
                        w.account.as_deref().map_or(Cell::Empty, text),
                        text(&w.code),
                        text(&w.message),
                    ]
                };
                report.warnings.iter().map(row).collect()
            }
        }
    }
}

/// How many findings of each kind there are, in the order of [`Kind::ALL`].
pub fn kinds(pair: &PairReport) -> [usize; Kind::ALL.len()] {
    Kind::ALL.map(|k| pair.findings.iter().filter(|f| f.kind == k).count())
}

fn differences(pair: &PairReport) -> impl Iterator<Item = &Finding> {
    pair.findings.iter().filter(|f| f.kind.is_discrepancy())
}

const PAIRS: [(&str, Holds); 21] = [
    ("case", Holds::Text),
    ("title", Holds::Text),
    ("date", Holds::Text),
    ("a", Holds::Text),
    ("b", Holds::Text),
    ("source_a", Holds::Text),
    ("source_b", Holds::Text),
    ("lang_a", Holds::Text),
    ("lang_b", Holds::Text),
    ("date_a", Holds::Text),
    ("date_b", Holds::Text),
    ("claims_a", Holds::Count),
    ("claims_b", Holds::Count),
    ("index", Holds::Share),
    ("shared", Holds::Share),
    ("only_a", Holds::Share),
    ("only_b", Holds::Share),
    ("conflicting", Holds::Share),
    ("reframed", Holds::Share),
    ("coverage_of_a", Holds::Share),
    ("coverage_of_b", Holds::Share),
];

const FINDINGS: [(&str, Holds); 18] = [
    ("case", Holds::Text),
    ("a", Holds::Text),
    ("b", Holds::Text),
    ("source_a", Holds::Text),
    ("source_b", Holds::Text),
    ("kind", Holds::Text),
    ("also", Holds::Text),
    ("severity", Holds::Share),
    ("confidence", Holds::Share),
    ("similarity", Holds::Share),
    ("rule", Holds::Text),
    ("a_start", Holds::Count),
    ("a_end", Holds::Count),
    ("a_quote", Holds::Text),
    ("b_start", Holds::Count),
    ("b_end", Holds::Count),
    ("b_quote", Holds::Text),
    ("explanation", Holds::Text),
];

const WARNINGS: [(&str, Holds); 4] =
    [("case", Holds::Text), ("account", Holds::Text), ("code", Holds::Text), ("message", Holds::Text)];

fn pair_row(report: &Report, pair: &PairReport) -> Vec<Cell> {
    let sides = [&pair.a, &pair.b].map(|id| report.account(id));
    let day = |day: Option<Date>| day.map_or(Cell::Empty, |d| Cell::Text(d.to_string()));
    let mut row =
        vec![text(&report.case.id), text(&report.case.title), day(report.case.date), text(&pair.a), text(&pair.b)];
    row.extend(sides.map(|side| side.map_or(Cell::Empty, |a| text(&a.source))));
    row.extend(sides.map(|side| side.map_or(Cell::Empty, |a| text(a.lang.code()))));
    row.extend(sides.map(|side| day(side.and_then(|a| a.date))));
    row.extend(sides.map(|side| side.map_or(Cell::Empty, |a| Cell::Count(a.claims.len()))));
    let i = &pair.index;
    let shares = [i.value, i.shared, i.only_a, i.only_b, i.conflicting, i.reframed, i.coverage_of_a, i.coverage_of_b];
    row.extend(shares.map(Cell::Share));
    row.extend(kinds(pair).map(Cell::Count));
    row
}

fn finding_row(report: &Report, pair: &PairReport, f: &Finding) -> Vec<Cell> {
    let source = |id: &str| report.account(id).map_or(Cell::Empty, |a| text(&a.source));
    let also: Vec<&str> = f.also.iter().map(|k| k.name()).collect();
    let mut row = vec![
        text(&report.case.id),
        text(&pair.a),
        text(&pair.b),
        source(&pair.a),
        source(&pair.b),
        text(f.kind.name()),
        text(&also.join(";")),
        Cell::Share(f.severity),
        Cell::Share(f.confidence),
        Cell::Share(f.similarity),
        text(&f.rule),
    ];
    row.extend(side(f.a.as_ref()));
    row.extend(side(f.b.as_ref()));
    row.push(text(&f.explanation));
    row
}

fn side(side: Option<&Side>) -> [Cell; 3] {
    match side {
        Some(s) => [Cell::Count(s.span.start), Cell::Count(s.span.end), text(&s.quote)],
        None => [Cell::Empty, Cell::Empty, Cell::Empty],
    }
}

fn text(text: &str) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_string()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::report;

    #[test]
    fn rows_have_the_cells_of_their_heads() {
        let mut report = report();
        report.warnings.push(Warning { code: "x".into(), account: None, message: "What it is.".into() });
        let fits = |(_, holds): &(&str, Holds), cell: &Cell| match cell {
            Cell::Empty => true,
            Cell::Text(_) => *holds == Holds::Text,
            Cell::Share(_) => *holds == Holds::Share,
            Cell::Count(_) => *holds == Holds::Count,
        };
        for (table, rows) in Tidy::ALL.into_iter().zip([1, 4, report.warnings.len()]) {
            let (columns, all) = (table.columns(), table.rows(&report));
            assert_eq!(all.len(), rows, "{}", table.name());
            for row in all {
                assert_eq!(row.len(), columns.len(), "{}", table.name());
                assert!(columns.iter().zip(&row).all(|(column, cell)| fits(column, cell)), "{row:?}");
            }
        }
        let findings = Tidy::Findings.rows(&report);
        assert_eq!(findings[0][6], Cell::Text("framing".into()));
        assert_eq!(findings[2][11..14], [Cell::Empty, Cell::Empty, Cell::Empty]);
        assert_eq!(kinds(&report.pairs[0]).iter().sum::<usize>(), 5);
    }
}
