//! `diptych eval CORPUS`: the engine, or anyone's labels, against gold.

use crate::args::Eval;
use crate::commands::label::case_folders;
use crate::failure::{Failure, Outcome};
use crate::{input, output, settings};
use diptych_core::eval::{self, CaseScore, EvalError, Scores, Text};
use diptych_core::labels::{self, Label};
use diptych_core::{Case, Config, Engine, batch};
use std::fs;
use std::path::{Path, PathBuf};

/// One case with its gold.
struct Gold {
    name: String,
    folder: PathBuf,
    split: String,
    case: Case,
    labels: Vec<(usize, Label)>,
}

/// Runs it.
pub fn run(args: &Eval) -> Result<Outcome, Failure> {
    let config = settings::config(&args.settings)?;
    let engine = Engine::light();
    let mut golds = Vec::new();
    for folder in case_folders(&root(&args.corpus))? {
        golds.extend(gold(&folder)?.filter(|g| args.split.is_none_or(|s| g.split == s.name())));
    }
    if golds.is_empty() {
        let message = "no case with a gold.jsonl of that split in it; check --split against the case.json files";
        return Err(Failure::at(&args.corpus, message));
    }
    let (scored, missing) = match &args.predicted {
        Some(folder) => score_given(&golds, folder, &args.file)?,
        None => (score_engine(&engine, &config, &golds)?, Vec::new()),
    };
    for name in &missing {
        output::complain(&format!("no {} for case {name}; it counts as if nothing had been found", args.file));
    }
    if let Some(path) = &args.snapshot {
        let snapshot = snapshot(&engine, &config, &golds, &scored);
        output::deliver(&snapshot, Some(path))?;
    }
    let scores = eval::summarize(scored);
    let text = if args.json { json(&scores, &missing, args.per_case) } else { table(&scores, args.per_case) };
    output::deliver(&text, None)?;
    Ok(Outcome::Done)
}

/// `corpus` itself stands for `corpus/cases`.
fn root(corpus: &Path) -> PathBuf {
    let inner = corpus.join("cases");
    if inner.is_dir() { inner } else { corpus.to_path_buf() }
}

/// The case with its gold; `None` where it has no gold.
fn gold(folder: &Path) -> Result<Option<Gold>, Failure> {
    let path = folder.join("gold.jsonl");
    if !path.is_file() {
        return Ok(None);
    }
    let (file, input) = input::case_folder(folder)?;
    let labels = read_labels(&path)?;
    let name = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned();
    let split = file.split.unwrap_or_default();
    Ok(Some(Gold { name, folder: folder.to_path_buf(), split, case: input.case, labels }))
}

fn read_labels(path: &Path) -> Result<Vec<(usize, Label)>, Failure> {
    let text = fs::read_to_string(path).map_err(|e| Failure::io(path, "read", &e))?;
    eval::read_jsonl(&text).map_err(|e| told(path, &e))
}

/// A label's error with its file; its own text names the line.
fn told(path: &Path, error: &EvalError) -> Failure {
    Failure::at(path, error)
}

fn score(gold: &Gold, predicted: &[(usize, Label)], from: &Path) -> Result<CaseScore, Failure> {
    let texts: Vec<Text> = gold.case.accounts.iter().map(|a| Text { id: a.id.clone(), text: a.text.clone() }).collect();
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

fn json(scores: &Scores, missing: &[String], per_case: bool) -> String {
    let mut value = serde_json::json!(scores);
    if let Some(map) = value.as_object_mut() {
        map.insert("missing".into(), serde_json::json!(missing));
        if !per_case {
            map.remove("per_case");
        }
    }
    serde_json::to_string_pretty(&value).unwrap_or_default() + "\n"
}

/// The rows of a table: the four figures of the set, then each kind's.
fn rows(scores: &Scores) -> Vec<(&'static str, eval::F1)> {
    let four =
        [("align", scores.align), ("differ", scores.differ), ("omission", scores.omission), ("typed", scores.typed)];
    four.into_iter().chain(scores.kinds.iter().map(|(k, f)| (k.name(), *f))).collect()
}

fn table(scores: &Scores, per_case: bool) -> String {
    let mut out = String::new();
    if per_case {
        for c in &scores.per_case {
            out += &format!(
                "{:28} align {:.3}  differ {:.3}  omission {:.3}  typed {:.3}\n",
                c.case, c.align.f1, c.differ.f1, c.omission.f1, c.typed.f1
            );
        }
    }
    out += &format!("cases: {}, gold labels: {}\n", scores.cases, scores.gold);
    for (name, f) in rows(scores) {
        out += &format!("  {name:14} F1 {:.3}  precision {:.3}  recall {:.3}\n", f.f1, f.precision, f.recall);
    }
    out
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
    out += &format!("- settings: `{}`\n", serde_json::to_string(config).unwrap_or_default());
    let mut splits: Vec<&str> = golds.iter().map(|g| g.split.as_str()).collect();
    splits.sort_unstable();
    splits.dedup();
    for split in splits {
        let part: Vec<CaseScore> =
            golds.iter().zip(scored).filter(|(g, _)| g.split == split).map(|(_, s)| s.clone()).collect();
        let scores = eval::summarize(part);
        let name = if split.is_empty() { "no split" } else { split };
        out += &format!("\n## {name}: {} cases, {} gold labels\n\n", scores.cases, scores.gold);
        out += "| figure | F1 | precision | recall |\n| --- | --- | --- | --- |\n";
        for (name, f) in rows(&scores) {
            out += &format!("| {name} | {:.3} | {:.3} | {:.3} |\n", f.f1, f.precision, f.recall);
        }
        out += "\n| case | align | differ | omission | typed |\n| --- | --- | --- | --- | --- |\n";
        for c in &scores.per_case {
            out += &format!(
                "| {} | {:.3} | {:.3} | {:.3} | {:.3} |\n",
                c.case, c.align.f1, c.differ.f1, c.omission.f1, c.typed.f1
            );
        }
    }
    out
}
