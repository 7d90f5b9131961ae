//! Cases: labels of all discrepancies, figures as `corpus/README.md` explains them.

use crate::args::{Eval, Split};
use crate::commands::label::case_folders;
use crate::failure::Failure;
use crate::{input, output, settings};
use diptych_core::digest::hex;
use diptych_core::eval::{self, CaseScore, EvalError, F1, Figures, Scores, Text};
use diptych_core::labels::{self, Label};
use diptych_core::{Case, Config, Engine, Lang, batch};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// One case with its gold.
struct Gold {
    name: String,
    folder: PathBuf,
    split: String,
    /// Its accounts' languages, sorted and joined, such as `en-ru`.
    langs: String,
    case: Case,
    labels: Vec<(usize, Label)>,
}

/// Runs it.
pub fn run(args: &Eval) -> Result<String, Failure> {
    let config = settings::config(&args.settings)?;
    let engine = args.settings.choice.engine()?;
    let mut golds = Vec::new();
    for folder in case_folders(&root(&args.corpus), "gold.jsonl")? {
        let gold = gold(&folder)?;
        let wanted = args.split.is_none_or(|s| gold.split == s.name());
        if wanted && args.lang.as_ref().is_none_or(|l| gold.langs == l.code()) {
            golds.push(gold);
        }
    }
    let all = case_folders(&root(&args.corpus), "case.json").unwrap_or_default();
    for folder in all.iter().filter(|f| !f.join("gold.jsonl").is_file()) {
        output::complain(&format!("{}: has no gold.jsonl; left out", folder.display()));
    }
    if golds.is_empty() {
        let message = "no case of that split or language in it; check --split and --lang against the case.json files";
        return Err(Failure::at(&args.corpus, message));
    }
    let (scored, missing) = match &args.predicted {
        Some(folder) => score_given(&golds, folder, &args.file)?,
        None => (score_engine(&engine, &config, &golds)?, Vec::new()),
    };
    let boundaries = args.predicted.is_none().then(|| boundaries(&engine, &golds));
    for name in &missing {
        output::complain(&format!("no {} for case {name}; it counts as if nothing had been found", args.file));
    }
    if let Some(path) = &args.snapshot {
        let snapshot = snapshot(&engine, &config, &golds, &scored);
        output::deliver(&snapshot, Some(path))?;
    }
    let scores = eval::summarize(scored);
    let text =
        if args.json { as_json(&scores, &missing, args.per_case) } else { table(&scores, args.per_case, boundaries) };
    Ok(text)
}

/// `corpus` itself stands for `corpus/cases`.
pub fn root(corpus: &Path) -> PathBuf {
    let inner = corpus.join("cases");
    if inner.is_dir() { inner } else { corpus.to_path_buf() }
}

/// The case with its gold.
fn gold(folder: &Path) -> Result<Gold, Failure> {
    let (file, input) = input::case_folder(folder)?;
    let labels = read_labels(&folder.join("gold.jsonl"))?;
    let name = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned();
    let split = file.split.unwrap_or_default();
    let mut langs: Vec<&str> = input.case.accounts.iter().filter_map(|a| a.lang).map(Lang::code).collect();
    langs.sort_unstable();
    langs.dedup();
    let langs = langs.join("-");
    Ok(Gold { name, folder: folder.to_path_buf(), split, langs, case: input.case, labels })
}

/// The labels of a file, each with its line.
pub fn read_labels(path: &Path) -> Result<Vec<(usize, Label)>, Failure> {
    let text = fs::read_to_string(path).map_err(|e| Failure::io(path, "read", &e))?;
    eval::read_jsonl(&text).map_err(|e| told(path, &e))
}

/// A label's error with the place it stands in.
pub fn told(path: &Path, error: &EvalError) -> Failure {
    Failure::at_line(path, error.line, &error.problem)
}

fn score(gold: &Gold, predicted: &[(usize, Label)], from: &Path) -> Result<CaseScore, Failure> {
    let texts: Vec<Text> = gold.case.accounts.iter().map(Text::from).collect();
    // The gold is checked by itself first, so that an error names the file it is in.
    eval::score_case(&gold.name, &texts, &gold.labels, &[]).map_err(|e| told(&gold.folder.join("gold.jsonl"), &e))?;
    eval::score_case(&gold.name, &texts, &gold.labels, predicted).map_err(|e| told(from, &e))
}

fn score_engine(engine: &Engine, config: &Config, golds: &[Gold]) -> Result<Vec<CaseScore>, Failure> {
    let cases: Vec<Case> = golds.iter().map(|g| g.case.clone()).collect();
    let reports = batch::reports(engine, &cases, config);
    let scored = golds.iter().zip(reports).map(|(gold, report)| {
        let report = report.map_err(|e| Failure::at(&gold.folder, e))?;
        let predicted: Vec<(usize, Label)> = labels::labels(&report).into_iter().enumerate().collect();
        score(gold, &predicted, &gold.folder)
    });
    scored.collect()
}

/// Scores labels that stand in files; also gives the cases that have none.
fn score_given(golds: &[Gold], folder: &Path, file: &str) -> Result<(Vec<CaseScore>, Vec<String>), Failure> {
    let (mut scored, mut missing) = (Vec::new(), Vec::new());
    for gold in golds {
        let path = folder.join(&gold.name).join(file);
        let predicted = if path.exists() {
            read_labels(&path)?
        } else {
            missing.push(gold.name.clone());
            Vec::new()
        };
        scored.push(score(gold, &predicted, &path)?);
    }
    if missing.len() == golds.len() {
        return Err(Failure::at(folder, format!("holds no CASE/{file} for any case of the corpus")));
    }
    Ok((scored, missing))
}

/// The form of the annotation guide's scorer: each figure as F1, precision and recall.
fn as_json(scores: &Scores, missing: &[String], per_case: bool) -> String {
    let of_case = |c: &CaseScore| -> Value {
        let kinds = c.kinds().into_iter().map(|(kind, f)| (format!("kind:{kind}"), f));
        Value::Object(named(&c.figures).chain(kinds).map(figure).collect())
    };
    let value = json!({
        "cases": scores.per_case.len(),
        "gold": scores.figures.typed.gold,
        "missing": missing,
        "scores": rows(scores).map(figure).collect::<Map<_, _>>(),
        "per_case": per_case.then(|| scores.per_case.iter().map(|c| (c.case.clone(), of_case(c))).collect::<Map<_, _>>()),
    });
    format!("{value:#}\n")
}

/// A figure as JSON, under its name.
pub fn figure((name, f): (String, F1)) -> (String, Value) {
    (name, json!([f.f1, f.precision, f.recall]))
}

fn named(figures: &Figures) -> impl Iterator<Item = (String, F1)> {
    figures.named().into_iter().map(|(name, f)| (name.to_string(), f))
}

/// The rows of a table: the four figures of the set, then each kind's.
pub fn rows(scores: &Scores) -> impl Iterator<Item = (String, F1)> {
    named(&scores.figures).chain(scores.kinds.iter().map(|(kind, f)| (kind.to_string(), *f)))
}

/// Gold quotes that a claim of the engine's overlaps at Dice 0.5 or more, and all gold quotes.
fn boundaries(engine: &Engine, golds: &[Gold]) -> (usize, usize) {
    let mut sum = (0, 0);
    for account in golds.iter().flat_map(|g| g.case.accounts.iter().map(move |a| (g, a))) {
        let (gold, account) = account;
        let of = |id: &String, quote: &Option<String>| if *id == account.id { quote.clone() } else { None };
        let mut quotes: Vec<String> =
            gold.labels.iter().flat_map(|(_, l)| [of(&l.a, &l.a_quote), of(&l.b, &l.b_quote)]).flatten().collect();
        quotes.sort_unstable();
        quotes.dedup();
        let spans: Vec<_> = engine.analyze(account).account.claims.iter().map(|c| c.span).collect();
        let quotes: Vec<&str> = quotes.iter().map(String::as_str).collect();
        sum = (sum.0 + eval::met(&account.text, &quotes, &spans), sum.1 + quotes.len());
    }
    sum
}

fn table(scores: &Scores, per_case: bool, boundaries: Option<(usize, usize)>) -> String {
    let mut out = String::new();
    if per_case {
        let width = scores.per_case.iter().map(|c| c.case.chars().count()).max().unwrap_or_default();
        for c in &scores.per_case {
            out += &format!("{:width$}", c.case);
            named(&c.figures).for_each(|(name, f)| out += &format!("  {name} {:.3}", f.f1));
            out += &format!("  gold labels {}\n", c.figures.typed.gold);
        }
        out.push('\n');
    }
    out += &format!("cases: {}, gold labels: {}\n", scores.per_case.len(), scores.figures.typed.gold);
    out += &lines(scores);
    if let Some((met, all)) = boundaries.filter(|(_, all)| *all > 0) {
        let share = met as f64 / all as f64;
        out += &format!("gold quotes that a claim overlaps at Dice 0.5: {share:.3} ({met} of {all})\n");
    }
    out
}

/// A line a figure.
pub fn lines(scores: &Scores) -> String {
    let mut out = String::new();
    for (name, f) in rows(scores) {
        let F1 { f1, precision, recall, gold } = f;
        out += &format!("  {name:14} F1 {f1:.3}  precision {precision:.3}  recall {recall:.3}  gold labels {gold}\n");
    }
    out
}

/// The splits in the order they are used in, then whatever else the cases say.
fn splits(golds: &[Gold]) -> Vec<&str> {
    let used = Split::NAMES;
    let mut splits: Vec<&str> = golds.iter().map(|g| g.split.as_str()).collect();
    splits.sort_by_key(|s| (used.iter().position(|u| u == s).unwrap_or(used.len()), *s));
    splits.dedup();
    splits
}

/// The committed table: split by split, figures, kinds and cases, and what they were computed with.
fn snapshot(engine: &Engine, config: &Config, golds: &[Gold], scored: &[CaseScore]) -> String {
    let info = engine.info();
    let mut out = format!(
        "# Scores of the {} engine\n\nWritten by `diptych eval CORPUS --snapshot FILE`; the figures are explained in `corpus/README.md`.\n\n",
        info.name
    );
    out += &format!("- engine: {} {}\n", info.name, info.version);
    for model in &info.models {
        out += &format!("- model: {}, sha256 {}\n", model.name, model.sha256);
    }
    let settings = serde_json::to_string(config).unwrap_or_default();
    let hash = hex(&Sha256::digest(&settings));
    out += &format!("- settings: sha256 {hash}, `{settings}`\n");
    for split in splits(golds) {
        let part: Vec<CaseScore> =
            golds.iter().zip(scored).filter(|(g, _)| g.split == split).map(|(_, s)| s.clone()).collect();
        let scores = eval::summarize(part);
        let name = if split.is_empty() { "no split" } else { split };
        let gold = scores.figures.typed.gold;
        out += &format!("\n## {name}\n\nCases: {}; gold labels: {gold}.\n\n", scores.per_case.len());
        out += "| figure | F1 | precision | recall | gold labels |\n| --- | --- | --- | --- | --- |\n";
        for (name, f) in rows(&scores) {
            let F1 { f1, precision, recall, gold } = f;
            out += &format!("| {name} | {f1:.3} | {precision:.3} | {recall:.3} | {gold} |\n");
        }
        by_language(&mut out, split, golds, scored);
        out += "\n| case | align | differ | omission | typed | gold labels |\n| --- | --- | --- | --- | --- | --- |\n";
        for c in &scores.per_case {
            out += &format!("| {}", c.case);
            c.figures.named().iter().for_each(|(_, f)| out += &format!(" | {:.3}", f.f1));
            out += &format!(" | {} |\n", c.figures.typed.gold);
        }
    }
    out
}

/// The same figures for each set of languages, where a split has several.
fn by_language(out: &mut String, split: &str, golds: &[Gold], scored: &[CaseScore]) {
    let mut parts: BTreeMap<&str, Vec<CaseScore>> = BTreeMap::new();
    for (gold, score) in golds.iter().zip(scored).filter(|(g, _)| g.split == split) {
        parts.entry(&gold.langs).or_default().push(score.clone());
    }
    if parts.len() < 2 {
        return;
    }
    *out += "\n| languages | cases | align | differ | omission | typed |\n| --- | --- | --- | --- | --- | --- |\n";
    for (langs, part) in parts {
        *out += &format!("| {langs} | {}", part.len());
        eval::summarize(part).figures.named().iter().for_each(|(_, f)| *out += &format!(" | {:.3}", f.f1));
        *out += " |\n";
    }
}
