//! What a corpus holds, as the table that is committed beside it.

use super::agreement::Agreement;
use super::leak::Leak;
use super::read::Corpus;
use super::{leak, overlap};
use crate::args::Split;
use diptych_core::Kind;
use diptych_core::eval::{F1, Figures};
use diptych_core::relation::RelationKind;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Counts of one thing by split: a row of a table.
type Rows = BTreeMap<String, [usize; 3]>;

fn count(rows: &mut Rows, row: impl Into<String>, split: &str) {
    let counts = rows.entry(row.into()).or_default();
    Split::NAMES.iter().zip(counts).filter(|(s, _)| **s == split).for_each(|(_, n)| *n += 1);
}

/// One line: how much there is.
pub fn line(corpus: &Corpus) -> String {
    let labels: usize = corpus.cases.iter().map(|c| c.gold.len()).sum();
    format!(
        "cases: {} with {labels} labels; pairs: {}; articles: {}",
        corpus.cases.len(),
        corpus.pairs.len(),
        corpus.articles.len()
    )
}

/// The table, in Markdown.
pub fn table(corpus: &Corpus, agreement: Option<&Agreement>) -> String {
    let mut out = String::from(
        "# What the corpus holds\n\nWritten by `diptych check CORPUS --snapshot FILE`; explained in `corpus/README.md`.\n",
    );
    cases(&mut out, corpus);
    pairs(&mut out, corpus);
    articles(&mut out, corpus);
    baselines(&mut out, overlap::figures(corpus), leak::leak(corpus));
    if let Some(agreement) = agreement {
        agreed(&mut out, agreement);
    }
    out
}

fn section(out: &mut String, title: &str, rows: &Rows) {
    if rows.is_empty() {
        return;
    }
    let _ = write!(out, "\n| {title} | train | dev | test | all |\n| --- | --- | --- | --- | --- |\n");
    let mut sum = [0; 3];
    for (row, counts) in rows {
        sum.iter_mut().zip(counts).for_each(|(s, n)| *s += n);
        let [train, dev, test] = counts;
        let _ = writeln!(out, "| {row} | {train} | {dev} | {test} | {} |", counts.iter().sum::<usize>());
    }
    let [train, dev, test] = sum;
    let _ = writeln!(out, "| **all** | {train} | {dev} | {test} | {} |", sum.iter().sum::<usize>());
}

fn cases(out: &mut String, corpus: &Corpus) {
    let [mut fields, mut langs, mut accounts, mut kinds] = [(); 4].map(|()| Rows::new());
    for case in &corpus.cases {
        let split = case.file.split.as_deref().unwrap_or_default();
        count(&mut fields, case.file.field.clone().unwrap_or_default(), split);
        let mut codes: Vec<&str> = case.file.accounts.iter().filter_map(|a| a.lang.as_deref()).collect();
        codes.sort_unstable();
        codes.dedup();
        count(&mut langs, codes.join("-"), split);
        count(&mut accounts, case.accounts.len().to_string(), split);
        for (_, label) in &case.gold {
            count(&mut kinds, label.kind.name(), split);
        }
    }
    out.push_str("\n## Cases\n");
    section(out, "field", &fields);
    section(out, "languages", &langs);
    section(out, "accounts", &accounts);
    section(out, "labels", &kinds);
}

fn pairs(out: &mut String, corpus: &Corpus) {
    let [mut fields, mut langs, mut kinds] = [(); 3].map(|()| Rows::new());
    for row in corpus.pairs.iter().map(|p| &p.row) {
        count(&mut fields, &row.field, &row.split);
        let mut codes = [row.lang_a.as_str(), &row.lang_b];
        codes.sort_unstable();
        count(&mut langs, if codes[0] == codes[1] { codes[0].to_string() } else { codes.join("-") }, &row.split);
        count(&mut kinds, row.kind.name(), &row.split);
    }
    out.push_str("\n## Relation pairs\n");
    section(out, "relation", &kinds);
    section(out, "languages", &langs);
    section(out, "field", &fields);
}

fn articles(out: &mut String, corpus: &Corpus) {
    let [mut fields, mut langs, mut parts] = [(); 3].map(|()| Rows::new());
    for gold in corpus.articles.iter().map(|a| &a.gold) {
        count(&mut fields, &gold.field, &gold.split);
        count(&mut langs, &gold.lang, &gold.split);
        let mut add = |what: &str, n: usize| (0..n).for_each(|_| count(&mut parts, what, &gold.split));
        add("sides", gold.sides.len());
        for claim in gold.sides.iter().flat_map(|s| &s.claims) {
            add(&format!("claims of a side, {}", claim.stance.name()), 1);
        }
        add("comment", gold.commentary.len());
        add("background", gold.background.len());
        add("noise", gold.noise.len());
        add("differences", gold.differences.len());
    }
    out.push_str("\n## Articles\n");
    section(out, "field", &fields);
    section(out, "language", &langs);
    section(out, "part", &parts);
}

fn baselines(out: &mut String, overlap: Figures, leak: Option<Leak>) {
    out.push_str("\n## What can be had cheaply\n\nCounting common words, at its best threshold, on all cases:\n");
    figures(out, &overlap.named());
    if let Some(leak) = leak {
        let [a, b] = leak.right;
        let _ = writeln!(
            out,
            "\nRelation guessed on dev from one claim of the pair: {a:.3} from `a`, {b:.3} from `b`; the commonest relation \
             alone: {:.3}.",
            leak.commonest
        );
    }
}

fn figures(out: &mut String, rows: &[(&str, F1)]) {
    out.push_str("\n| figure | F1 | precision | recall |\n| --- | --- | --- | --- |\n");
    for (name, f) in rows {
        let _ = writeln!(out, "| {name} | {:.3} | {:.3} | {:.3} |", f.f1, f.precision, f.recall);
    }
}

fn agreed(out: &mut String, agreement: &Agreement) {
    let n = agreement.cases.per_case.len();
    let _ = write!(
        out,
        "\n## Agreement of two annotators\n\nCases: {n}, the second annotator's labels against the first's, before anything \
         was settled.\n"
    );
    let mut rows = agreement.cases.figures.named().to_vec();
    rows.extend(agreement.cases.kinds.iter().map(|(kind, f)| (Kind::name(*kind), *f)));
    figures(out, &rows);
    let _ = write!(
        out,
        "\nPairs: {}; the same relation for {:.3} of them; Cohen's kappa {:.3}.\n\n| relation | kappa against the rest | \
         given by either |\n| --- | --- | --- |\n",
        agreement.pairs, agreement.same, agreement.kappa
    );
    for (kind, (kappa, given)) in RelationKind::ALL.iter().zip(agreement.by_kind) {
        let _ = writeln!(out, "| {} | {kappa:.3} | {given} |", kind.name());
    }
}
