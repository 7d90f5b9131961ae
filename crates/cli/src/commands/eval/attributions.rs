//! Attributions: a folder in PolNeAR's layout, `text/*.txt` and `attributions/TEXT_ANNOTATOR.ann` in brat's format.
//! One annotator's labels at a time; the figures are the mean over annotators of what is pooled over each one's texts.

use crate::args::Eval;
use crate::failure::Failure;
use crate::output;
use diptych_core::attribution::Attribution;
use diptych_core::eval::attribution::{AttributionCounts, Counts, count};
use diptych_core::eval::brat::{self, Parts};
use diptych_core::reading::{Reading, by_rules};
use diptych_core::{Lang, Span};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Whether the folder is in that layout.
pub fn is_one(folder: &Path) -> bool {
    folder.join("attributions").is_dir() && folder.join("text").is_dir()
}

/// Counts of each annotator, by what was measured.
type ByAnnotator = BTreeMap<String, AttributionCounts>;

/// Runs it.
pub fn run(args: &Eval) -> Result<String, Failure> {
    if args.predicted.is_some() || args.snapshot.is_some() || args.split.is_some() || args.per_case {
        let message =
            "holds attributions, for which --predicted, --snapshot, --split and --per-case say nothing; leave them out";
        return Err(Failure::at(&args.corpus, message));
    }
    let (mut tagger, mut rules) = (ByAnnotator::new(), ByAnnotator::new());
    let (mut texts, mut gold_count) = (0, 0);
    for path in annotations(&args.corpus)? {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let Some((stem, annotator)) = name.rsplit_once('_') else {
            return Err(Failure::at(&path, "is not called TEXT_ANNOTATOR.ann"));
        };
        let read = |path: &Path| fs::read_to_string(path).map_err(|e| Failure::io(path, "read", &e));
        let text = read(&args.corpus.join("text").join(format!("{stem}.txt")))?;
        let (gold, faults) = brat::read(&text, &read(&path)?);
        faults.iter().for_each(|fault| output::complain(&format!("{}: {fault}; left out", path.display())));
        texts += 1;
        gold_count += gold.len();
        let reading = Reading::new(&text, args.lang.unwrap_or(Lang::En));
        let words: Vec<Span> = reading.passage.atoms.iter().map(|a| a.span).collect();
        let by_lists = by_rules(&reading.passage, &reading.tokens, &reading.hits, reading.lang);
        for (found, counts) in [(&reading.attributions, &mut tagger), (&by_lists, &mut rules)] {
            let predicted: Vec<Parts> = found.iter().map(|a| parts(&reading, a)).collect();
            count(&words, &predicted, &gold, counts.entry(annotator.to_string()).or_default());
        }
    }
    if texts == 0 {
        return Err(Failure::at(&args.corpus.join("attributions"), "holds no .ann file"));
    }
    let measured = [("light engine", &tagger), ("word lists", &rules)];
    let shown = if args.json {
        let value: Map<String, Value> = measured.iter().map(|(name, by)| ((*name).to_string(), as_json(by))).collect();
        format!(
            "{:#}\n",
            json!({"annotated texts": texts, "annotators": tagger.len(), "gold": gold_count, "scores": value})
        )
    } else {
        let mut out =
            format!("annotated texts: {texts}, annotators: {}, gold attributions: {gold_count}\n", tagger.len());
        for (name, by) in measured {
            out += &format!("\n{name}\n{}", table(by));
        }
        out
    };
    Ok(shown)
}

/// The annotation files in the order of their names.
fn annotations(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let folder = folder.join("attributions");
    let entries = fs::read_dir(&folder).map_err(|e| Failure::io(&folder, "read", &e))?;
    let mut out = Vec::new();
    for entry in entries {
        let path = entry.map_err(|e| Failure::io(&folder, "read", &e))?.path();
        if path.extension().is_some_and(|e| e == "ann") {
            out.push(path);
        }
    }
    out.sort();
    Ok(out)
}

fn parts(reading: &Reading, a: &Attribution) -> Parts {
    let span = |r| reading.passage.span(r);
    Parts {
        source: if a.source.is_empty() { Vec::new() } else { vec![span(&a.source)] },
        cue: vec![span(&a.cue)],
        content: a.content.iter().map(span).collect(),
    }
}

/// Mean over annotators of a figure of one part.
fn mean(by: &ByAnnotator, part: usize, figure: impl Fn(&Counts) -> f64) -> f64 {
    by.values().map(|c| figure(&c.named()[part].1)).sum::<f64>() / by.len().max(1) as f64
}

const PARTS: [&str; 3] = ["cue", "source", "content"];

fn table(by: &ByAnnotator) -> String {
    let row = |(part, name): (usize, &&str)| {
        format!(
            "  {name:8} overlap F1 {:.3}  precision {:.3}  recall {:.3}  touched F1 {:.3}  exact F1 {:.3}\n",
            mean(by, part, Counts::overlap_f1),
            mean(by, part, |c| c.overlap().0),
            mean(by, part, |c| c.overlap().1),
            mean(by, part, Counts::touched_f1),
            mean(by, part, Counts::exact_f1),
        )
    };
    PARTS.iter().enumerate().map(row).collect()
}

fn as_json(by: &ByAnnotator) -> Value {
    let figures = |part: usize| {
        json!({
            "overlap": [mean(by, part, Counts::overlap_f1), mean(by, part, |c| c.overlap().0), mean(by, part, |c| c.overlap().1)],
            "touched": mean(by, part, Counts::touched_f1),
            "exact": mean(by, part, Counts::exact_f1),
        })
    };
    Value::Object(PARTS.iter().enumerate().map(|(part, name)| ((*name).to_string(), figures(part))).collect())
}
