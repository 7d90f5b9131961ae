//! How far two annotators agree: the scorer's figures for cases, Cohen's kappa (1960) for pairs.

use super::Problems;
use super::read::{Corpus, SecondPair};
use diptych_core::eval::{self, Scores, Text};
use diptych_core::relation::RelationKind;
use std::collections::HashSet;

/// Agreement of the second annotators with the first.
#[derive(Debug)]
pub struct Agreement {
    /// The second annotator's labels measured against the first's.
    pub cases: Scores,
    /// Pairs both labelled.
    pub pairs: usize,
    /// Share of them with the same relation, 0..1.
    pub same: f64,
    /// Cohen's kappa, at most 1.
    pub kappa: f64,
    /// Kappa of each relation against all others, with how often either annotator gave it.
    pub by_kind: [(f64, usize); RelationKind::COUNT],
}

/// Measures it; `None` where nothing was annotated twice.
pub fn measure(corpus: &Corpus, problems: &mut Problems) -> Option<Agreement> {
    if corpus.second.cases.is_empty() && corpus.second.pairs.is_empty() {
        return None;
    }
    let mut scored = Vec::new();
    for (name, [first, second]) in &corpus.second.cases {
        let path = corpus.root.join("second/cases").join(name);
        let Some(case) = corpus.cases.iter().find(|c| &c.file.id == name) else {
            problems.add(&path, 0, "is annotated twice, but the corpus has no such case");
            continue;
        };
        let texts: Vec<Text> = case.accounts.iter().map(Text::from).collect();
        match eval::score_case(name, &texts, first, second) {
            Ok(score) => scored.push(score),
            Err(e) => problems.add(&path.join("first.jsonl or second.jsonl"), e.line, e.problem.to_string()),
        }
    }
    let pairs = &corpus.second.pairs;
    let known: HashSet<&str> = corpus.pairs.iter().map(|p| p.row.id.as_str()).collect();
    for row in pairs.iter().filter(|row| !known.contains(row.id.as_str())) {
        problems.add(&corpus.root.join("second/pairs.jsonl"), 0, format!("no pair has the id {:?}", row.id));
    }
    let all = |p: &SecondPair| [p.first.index(), p.second.index()];
    let (same, kappa_all) = kappa(&pairs.iter().map(all).collect::<Vec<_>>());
    let by_kind = RelationKind::ALL.map(|kind| {
        let is = |r: RelationKind| usize::from(r == kind);
        let two: Vec<[usize; 2]> = pairs.iter().map(|p| [is(p.first), is(p.second)]).collect();
        (kappa(&two).1, two.iter().filter(|t| t.contains(&1)).count())
    });
    Some(Agreement { cases: eval::summarize(scored), pairs: pairs.len(), same, kappa: kappa_all, by_kind })
}

/// Share of equal answers, and kappa: how far that goes beyond chance.
fn kappa(answers: &[[usize; 2]]) -> (f64, f64) {
    let n = answers.len().max(1) as f64;
    let same = answers.iter().filter(|[x, y]| x == y).count() as f64 / n;
    let classes = answers.iter().flatten().max().map_or(0, |m| m + 1);
    let share = |annotator: usize, class: usize| answers.iter().filter(|a| a[annotator] == class).count() as f64 / n;
    let chance: f64 = (0..classes).map(|c| share(0, c) * share(1, c)).sum();
    (same, if chance < 1.0 { (same - chance) / (1.0 - chance) } else { 1.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the textbooks: 20 and 15 of 50 agreed, 5 and 10 not; kappa 0.4.
    #[test]
    fn kappa_is_agreement_beyond_chance() {
        let mut answers = vec![[1, 1]; 20];
        answers.extend(vec![[1, 0]; 5]);
        answers.extend(vec![[0, 1]; 10]);
        answers.extend(vec![[0, 0]; 15]);
        let (same, kappa) = kappa(&answers);
        assert!((same - 0.7).abs() < 1e-12 && (kappa - 0.4).abs() < 1e-12);
        assert!((super::kappa(&[[2, 2], [2, 2]]).1 - 1.0).abs() < 1e-12);
    }
}
