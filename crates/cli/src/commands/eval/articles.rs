//! Articles: a folder of folders with `article.txt` and `gold.json`; how well each is taken apart into its sides.

use crate::args::{Eval, Split};
use crate::commands::label::case_folders;
use crate::failure::Failure;
use crate::{output, settings};
use diptych_core::eval::article::{ArticleGold, ArticleScore, score};
use diptych_core::eval::{self, F1};
use diptych_core::{Account, Config, Engine, Lang};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// Whether the folder holds articles.
pub fn is_one(folder: &Path) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|e| e.path()).any(|p| p.join("article.txt").is_file() && p.join("gold.json").is_file())
}

/// An article with its gold.
struct Item {
    gold: ArticleGold,
    score: ArticleScore,
}

/// Runs it.
pub fn run(args: &Eval) -> Result<String, Failure> {
    if args.predicted.is_some() {
        return Err(Failure::at(&args.corpus, "holds articles, for which --predicted says nothing; leave it out"));
    }
    let config = settings::article(&args.settings)?;
    let engine = args.settings.choice.engine()?;
    let mut items = Vec::new();
    for folder in case_folders(&args.corpus, "gold.json")? {
        let item = item(&folder, &engine, &config)?;
        let split = args.split.is_none_or(|s| item.gold.split == s.name());
        if split && args.lang.as_ref().is_none_or(|l| item.gold.lang == l.code()) {
            items.push(item);
        }
    }
    if items.is_empty() {
        let message =
            "no article of that split or language in it; check --split and --lang against the gold.json files";
        return Err(Failure::at(&args.corpus, message));
    }
    if let Some(path) = &args.snapshot {
        output::deliver(&snapshot(&engine, &items), Some(path))?;
    }
    let all: Vec<&Item> = items.iter().collect();
    let text = if args.json { as_json(&all, args.per_case) } else { table(&all, args.per_case) };
    Ok(text)
}

fn item(folder: &Path, engine: &Engine, config: &Config) -> Result<Item, Failure> {
    let read = |path: &Path| fs::read_to_string(path).map_err(|e| Failure::io(path, "read", &e));
    let path = folder.join("gold.json");
    let gold: ArticleGold =
        serde_json::from_str(&read(&path)?).map_err(|e| Failure::at_line(&path, e.line(), e.to_string()))?;
    let text = read(&folder.join("article.txt"))?;
    let account = Account { lang: Lang::from_code(&gold.lang), ..Account::new(gold.id.clone(), text.clone()) };
    let report = engine.article(&account, &[], config).map_err(|e| Failure::at(folder, e))?;
    let score = score(&gold, &text, &report).map_err(|e| Failure::at_line(&path, 0, e.problem))?;
    Ok(Item { gold, score })
}

/// The figures of a set: side F1, found, furniture, differences; each the mean over articles, but for shares, which are
/// pooled.
fn figures(items: &[&Item]) -> Vec<(&'static str, f64)> {
    let n = items.len().max(1) as f64;
    let mean = |f: &dyn Fn(&ArticleScore) -> f64| items.iter().map(|i| f(&i.score)).sum::<f64>() / n;
    let pooled = |f: &dyn Fn(&ArticleScore) -> [usize; 2]| {
        let (part, whole) = items.iter().map(|i| f(&i.score)).fold((0, 0), |(p, w), [x, y]| (p + x, w + y));
        if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
    };
    let differences = eval::summarize(items.iter().map(|i| i.score.differences.clone()).collect()).figures;
    let share = |part: usize, whole: usize| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
    vec![
        ("side F1", mean(&ArticleScore::side_f1)),
        ("side precision", mean(&|s| share(s.claims[0], s.claims[1]))),
        ("side recall", mean(&|s| share(s.claims[0], s.claims[2]))),
        ("gold claims found at Dice 0.5", pooled(&|s| s.found)),
        ("furniture taken for a claim", pooled(&|s| s.furniture)),
        ("differences align F1", differences.align.f1),
        ("differences omission F1", differences.omission.f1),
        ("differences typed F1", differences.typed.f1),
    ]
}

fn table(items: &[&Item], per_case: bool) -> String {
    let mut out = String::new();
    if per_case {
        for item in items {
            let s = &item.score;
            let F1 { f1, .. } = s.differences.figures.typed;
            let [right, told, gold] = s.claims;
            out += &format!(
                "{:28} side F1 {:.3} ({right} of {told} told, {gold} gold)  furniture {} of {}  typed {f1:.3}\n",
                s.article,
                s.side_f1(),
                s.furniture[0],
                s.furniture[1],
            );
        }
        out.push('\n');
    }
    out += &format!("articles: {}\n", items.len());
    figures(items).iter().for_each(|(name, x)| out += &format!("  {name:30} {x:.3}\n"));
    out
}

fn as_json(items: &[&Item], per_case: bool) -> String {
    let scores: serde_json::Map<String, Value> =
        figures(items).into_iter().map(|(name, x)| (name.to_string(), json!(x))).collect();
    let each = |i: &&Item| {
        (
            i.score.article.clone(),
            json!({"side F1": i.score.side_f1(), "claims": i.score.claims, "furniture": i.score.furniture}),
        )
    };
    let per_case: Option<serde_json::Map<String, Value>> = per_case.then(|| items.iter().map(each).collect());
    format!("{:#}\n", json!({"articles": items.len(), "scores": scores, "per_case": per_case}))
}

/// The committed table.
fn snapshot(engine: &Engine, items: &[Item]) -> String {
    let info = engine.info();
    let mut out = format!(
        "# Scores of the {} engine on articles\n\nWritten by `diptych eval corpus/articles --snapshot FILE`; the figures are explained in `corpus/README.md`.\n\n- engine: {} {}\n",
        info.name, info.name, info.version
    );
    let mut langs: Vec<&str> = items.iter().map(|i| i.gold.lang.as_str()).collect();
    langs.sort_unstable();
    langs.dedup();
    for split in Split::NAMES {
        out += &format!("\n## {split}\n\n| languages | articles |");
        let columns = figures(&[]);
        columns.iter().for_each(|(name, _)| out += &format!(" {name} |"));
        out += "\n| --- | --- |";
        columns.iter().for_each(|_| out += " --- |");
        out.push('\n');
        for lang in &langs {
            let part: Vec<&Item> = items.iter().filter(|i| i.gold.split == split && i.gold.lang == *lang).collect();
            if !part.is_empty() {
                out += &format!("| {lang} | {} |", part.len());
                figures(&part).iter().for_each(|(_, x)| out += &format!(" {x:.3} |"));
                out.push('\n');
            }
        }
        out += "\n| article | side F1 | told | gold | furniture | typed |\n| --- | --- | --- | --- | --- | --- |\n";
        for item in items.iter().filter(|i| i.gold.split == split) {
            let s = &item.score;
            out += &format!(
                "| {} | {:.3} | {} | {} | {} of {} | {:.3} |\n",
                s.article,
                s.side_f1(),
                s.claims[1],
                s.claims[2],
                s.furniture[0],
                s.furniture[1],
                s.differences.figures.typed.f1
            );
        }
    }
    out
}
