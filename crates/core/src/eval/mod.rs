//! How good labels are, measured against gold.
//!
//! The figures are those of the annotation guide's scorer, figure by figure (a test holds them to 1e-9):
//! for each pair of accounts, predicted and gold labels are matched one to one by the overlap of their
//! quotes, labels of the right kind first. `align` asks for the pair alone, `differ` for pairs that are no
//! agreement, `omission` for claims that stand alone, `typed` for all labels with the right kind (a kind in
//! the gold's `also` counts). A set's figure is the mean over its cases; a kind's is pooled.

pub mod agreement;
pub mod article;
pub mod attribution;
pub mod brat;
mod matching;
pub mod rank;
pub mod relation;
pub mod reliability;

use crate::account::Account;
use crate::labels::Label;
use crate::report::Kind;
use matching::{Quotes, matched, overlap, word_starts, words};
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// A share; 0 of nothing is 0.
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// One account of a case to be scored.
#[derive(Clone, Debug)]
pub struct Text {
    /// Account id.
    pub id: String,
    /// Its words.
    pub text: String,
}

impl From<&Account> for Text {
    fn from(account: &Account) -> Self {
        Text { id: account.id.clone(), text: account.text.clone() }
    }
}

/// A label that can't be scored.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}: {problem}")]
pub struct EvalError {
    /// Line of the file the label stands in, from 1.
    pub line: usize,
    /// What is wrong, and what to do.
    pub problem: Problem,
}

/// Why a label can't be scored.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Problem {
    /// The line is no label.
    #[error("{0}; see corpus/README.md for a label's form")]
    Form(String),
    /// It names an account that the case does not have.
    #[error("names the account {account:?}, which the case does not have; its accounts are {known}")]
    Account {
        /// The name.
        account: String,
        /// The accounts there are.
        known: String,
    },
    /// A quote does not stand in its account.
    #[error("the quote {quote:?} does not stand in account {account:?}; copy the account's exact words")]
    Quote {
        /// The account.
        account: String,
        /// The words.
        quote: String,
    },
}

/// F1 with its precision and recall, each 0..1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct F1 {
    /// Harmonic mean of the other two.
    pub f1: f64,
    /// Share of the predicted labels that match.
    pub precision: f64,
    /// Share of the gold labels that match.
    pub recall: f64,
    /// Number of gold labels it rests on.
    pub gold: usize,
}

/// Matches, predicted and gold labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts([usize; 3]);

impl Counts {
    fn add(&mut self, more: Counts) {
        self.0.iter_mut().zip(more.0).for_each(|(x, y)| *x += y);
    }

    fn f1(self) -> F1 {
        let [hits, predicted, gold] = self.0.map(|n| n as f64);
        let precision = if predicted > 0.0 { hits / predicted } else { 0.0 };
        let recall = if gold > 0.0 { hits / gold } else { 0.0 };
        let sum = precision + recall;
        let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
        F1 { f1, precision, recall, gold: self.0[2] }
    }
}

/// The four figures that are no kind's.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    /// Same pairs found, whatever their kind.
    pub align: F1,
    /// Pairs that differ found, as one class.
    pub differ: F1,
    /// Claims that stand alone found.
    pub omission: F1,
    /// All labels, the kind right too.
    pub typed: F1,
}

impl Figures {
    /// The figures with their names, in this order.
    pub fn named(&self) -> [(&'static str, F1); 4] {
        [("align", self.align), ("differ", self.differ), ("omission", self.omission), ("typed", self.typed)]
    }
}

/// One case's figures.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseScore {
    /// The case.
    pub case: String,
    /// Its figures.
    pub figures: Figures,
    kinds: [Counts; Kind::ALL.len()],
}

impl CaseScore {
    /// Each kind's figures within the case.
    pub fn kinds(&self) -> [(Kind, F1); Kind::ALL.len()] {
        std::array::from_fn(|at| (Kind::ALL[at], self.kinds[at].f1()))
    }
}

/// A set's figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Scores {
    /// Means over the cases.
    pub figures: Figures,
    /// Pooled over the set, for each kind that the gold has; omission is above.
    pub kinds: BTreeMap<Kind, F1>,
    /// Case by case, in the order given.
    pub per_case: Vec<CaseScore>,
}

struct Read {
    kind: Kind,
    also: Vec<Kind>,
    quotes: Quotes,
}

type ByPair = BTreeMap<(String, String), Vec<Read>>;

/// Reads labels in the guide's format, one a line; empty lines are skipped. Each comes with its line.
///
/// # Errors
/// The first line that is no label.
pub fn read_jsonl(jsonl: &str) -> Result<Vec<(usize, Label)>, EvalError> {
    let lines = jsonl.lines().enumerate().filter(|(_, l)| !l.trim().is_empty());
    lines
        .map(|(n, l)| {
            let line = n + 1;
            let label = serde_json::from_str(l).map_err(|e| EvalError { line, problem: Problem::Form(form(&e)) })?;
            Ok((line, label))
        })
        .collect()
}

/// What the reader of JSON says, without its own line, which is always 1; kinds are a label's only variants.
fn form(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let what = message.split(" at line ").next().unwrap_or(&message).replacen("unknown variant", "unknown kind", 1);
    format!("{what} (column {})", error.column())
}

fn by_pair(texts: &[Text], labels: &[(usize, Label)]) -> Result<ByPair, EvalError> {
    let starts: BTreeMap<&str, (&str, Vec<usize>)> =
        texts.iter().map(|t| (t.id.as_str(), (t.text.as_str(), word_starts(&t.text)))).collect();
    let mut out = ByPair::new();
    for (line, label) in labels {
        let mut quotes = Quotes::new();
        for (account, quote) in [(&label.a, &label.a_quote), (&label.b, &label.b_quote)] {
            let Some((text, starts)) = starts.get(account.as_str()) else {
                let known = texts.iter().map(|t| t.id.as_str()).collect::<Vec<_>>().join(", ");
                let problem = Problem::Account { account: account.clone(), known };
                return Err(EvalError { line: *line, problem });
            };
            if let Some(quote) = quote {
                let Some(found) = words(text, starts, quote) else {
                    let problem = Problem::Quote { account: account.clone(), quote: quote.clone() };
                    return Err(EvalError { line: *line, problem });
                };
                quotes.insert(account.clone(), found);
            }
        }
        let pair = if label.a <= label.b { (&label.a, &label.b) } else { (&label.b, &label.a) };
        let read = Read { kind: label.kind, also: label.also.clone(), quotes };
        out.entry((pair.0.clone(), pair.1.clone())).or_default().push(read);
    }
    Ok(out)
}

fn count(predicted: &[Read], gold: &[Read], keep: impl Fn(Kind) -> bool, typed: bool) -> Counts {
    let predicted: Vec<&Read> = predicted.iter().filter(|r| keep(r.kind)).collect();
    let gold: Vec<&Read> = gold.iter().filter(|r| keep(r.kind)).collect();
    let mut weights = Vec::with_capacity(predicted.len() * gold.len());
    for p in &predicted {
        for g in &gold {
            let same = p.kind == g.kind || g.also.contains(&p.kind);
            let shared = overlap(&p.quotes, &g.quotes);
            let weight = if shared <= 0.0 || (typed && !same) { 0.0 } else { shared + if same { 10.0 } else { 1.0 } };
            weights.push(weight);
        }
    }
    Counts([matched(&weights, predicted.len(), gold.len()), predicted.len(), gold.len()])
}

/// How many of `quotes` some span of the same text overlaps at Dice 0.5 or more over word positions: whether claims begin
/// and end where people say that they do.
pub fn met(text: &str, quotes: &[&str], spans: &[crate::text::Span]) -> usize {
    let starts = word_starts(text);
    let index = |byte: usize| starts.partition_point(|s| *s < byte);
    let claims: Vec<_> = spans.iter().map(|s| (index(s.start), index(s.end))).collect();
    let found = quotes.iter().filter_map(|q| words(text, &starts, q));
    found.filter(|q| claims.iter().any(|c| matching::dice(*c, *q) >= 0.5)).count()
}

/// Scores one case's labels against its gold.
///
/// # Errors
/// A label that does not fit the texts; the line is that of its list.
pub fn score_case(
    case: &str,
    texts: &[Text],
    gold: &[(usize, Label)],
    predicted: &[(usize, Label)],
) -> Result<CaseScore, EvalError> {
    let (gold, predicted) = (by_pair(texts, gold)?, by_pair(texts, predicted)?);
    let pairs: BTreeSet<_> = gold.keys().chain(predicted.keys()).collect();
    let [mut align, mut differ, mut omission, mut typed] = [Counts::default(); 4];
    let mut kinds = [Counts::default(); Kind::ALL.len()];
    for pair in pairs {
        let g = gold.get(pair).map(Vec::as_slice).unwrap_or_default();
        let p = predicted.get(pair).map(Vec::as_slice).unwrap_or_default();
        let two = |k: Kind| k != Kind::Omission;
        align.add(count(p, g, two, false));
        differ.add(count(p, g, |k| two(k) && k != Kind::Agreement, false));
        omission.add(count(p, g, |k| !two(k), false));
        typed.add(count(p, g, |_| true, true));
        for (kind, sum) in Kind::ALL.into_iter().zip(&mut kinds) {
            sum.add(count(p, g, |k| k == kind, true));
        }
    }
    let figures = Figures { align: align.f1(), differ: differ.f1(), omission: omission.f1(), typed: typed.f1() };
    Ok(CaseScore { case: case.to_string(), figures, kinds })
}

/// The figures of a set of cases.
pub fn summarize(per_case: Vec<CaseScore>) -> Scores {
    let mean = |of: fn(&Figures) -> F1| {
        let n = per_case.len().max(1) as f64;
        let sum = |part: fn(&F1) -> f64| per_case.iter().map(|c| part(&of(&c.figures))).sum::<f64>() / n;
        let gold = per_case.iter().map(|c| of(&c.figures).gold).sum();
        F1 { f1: sum(|f| f.f1), precision: sum(|f| f.precision), recall: sum(|f| f.recall), gold }
    };
    let figures = Figures {
        align: mean(|f| f.align),
        differ: mean(|f| f.differ),
        omission: mean(|f| f.omission),
        typed: mean(|f| f.typed),
    };
    let mut kinds = BTreeMap::new();
    for (at, kind) in Kind::ALL.into_iter().enumerate() {
        let mut pooled = Counts::default();
        per_case.iter().for_each(|c| pooled.add(c.kinds[at]));
        if kind != Kind::Omission && pooled.0[2] > 0 {
            kinds.insert(kind, pooled.f1());
        }
    }
    Scores { figures, kinds, per_case }
}

#[cfg(test)]
mod tests;
