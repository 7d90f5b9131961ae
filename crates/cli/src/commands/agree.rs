//! `diptych agree A B`: how far two sets of labels agree. The figures are those of `diptych eval` with A as gold, so that
//! precision and recall change places with A and B, and F1 stays as it is, but where `also` decides: a kind in A's `also`
//! counts as right, one in B's does not. Beside them Krippendorff's alpha, whose units the core's `eval::agreement` defines.

use super::eval::cases::{figure, lines, read_labels, root, rows, told};
use super::label::case_folders;
use crate::args::Agree;
use crate::failure::{Failure, Outcome};
use crate::{input, output};
use diptych_core::eval::agreement::{Alpha, Unit, units};
use diptych_core::eval::{self, CaseScore, Scores, Text};
use diptych_core::labels::Label;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Names of label files in a case's folder, the first that is there.
const FILES: [&str; 2] = ["labels.jsonl", "gold.jsonl"];

/// A case that both sets label.
struct Both {
    name: String,
    files: [PathBuf; 2],
    /// Folder with its texts.
    texts: PathBuf,
}

/// A case compared.
struct Compared {
    score: CaseScore,
    units: Vec<Unit>,
    labels: [usize; 2],
}

/// Runs it.
pub fn run(args: &Agree) -> Result<Outcome, Failure> {
    let both = match (args.a.is_dir(), args.b.is_dir()) {
        (true, true) => folders(args)?,
        (false, false) => vec![files(args)?],
        (a_is, _) => {
            let (folder, file) = if a_is { (&args.a, &args.b) } else { (&args.b, &args.a) };
            let message = format!("is a folder and {} is not; name two label files or two folders", file.display());
            return Err(Failure::at(folder, message));
        }
    };
    let compared = both.iter().map(compare).collect::<Result<Vec<_>, _>>()?;
    let labels = [0, 1].map(|at| compared.iter().map(|c| c.labels[at]).sum::<usize>());
    let units: Vec<Vec<Unit>> = compared.iter().map(|c| c.units.clone()).collect();
    let scores = eval::summarize(compared.into_iter().map(|c| c.score).collect());
    let shown = Shown { scores: &scores, labels, units: &units };
    output::deliver(&if args.json { shown.json(args.per_case) } else { shown.text(args.per_case) }, None)?;
    Ok(Outcome::Done)
}

fn files(args: &Agree) -> Result<Both, Failure> {
    if !args.file.is_empty() {
        return Err(Failure::plain(
            "--file names label files within folders; A and B are files themselves, leave it out",
        ));
    }
    let beside =
        |file: &PathBuf| file.parent().map(|p| if p == Path::new("") { Path::new(".") } else { p }.to_path_buf());
    let near = || [&args.a, &args.b].into_iter().filter_map(beside).find(|folder| folder.join("case.json").is_file());
    let Some(texts) = args.cases.clone().or_else(near) else {
        let message = "no case.json beside it, so the accounts' texts are missing; name the case folder by --cases";
        return Err(Failure::at(&args.a, message));
    };
    let name = texts.canonicalize().unwrap_or_else(|_| texts.clone());
    let name = name.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Both { name, files: [args.a.clone(), args.b.clone()], texts })
}

/// The cases that both folders label; what only one of them has is told.
fn folders(args: &Agree) -> Result<Vec<Both>, Failure> {
    let names: [Option<&String>; 2] = match args.file.as_slice() {
        [] => [None, None],
        [both] => [Some(both), Some(both)],
        [a, b] => [Some(a), Some(b)],
        more => {
            let message = format!("--file is given {} times for 2 folders; give it once, or once for each", more.len());
            return Err(Failure::plain(message));
        }
    };
    let roots = [root(&args.a), root(&args.b)];
    let [a, b] = [labelled(&roots[0], names[0])?, labelled(&roots[1], names[1])?];
    for (here, there, folder) in [(&a, &b, &roots[1]), (&b, &a, &roots[0])] {
        let missing: Vec<&str> = here.keys().filter(|name| !there.contains_key(*name)).map(String::as_str).collect();
        if !missing.is_empty() {
            let names = missing.join(", ");
            output::complain(&format!("{}: cases left out, since it has no labels of them: {names}", folder.display()));
        }
    }
    let cases: Vec<PathBuf> = args.cases.as_deref().map_or_else(|| roots.to_vec(), |cases| vec![root(cases)]);
    let mut both = Vec::new();
    for (name, file) in a {
        let Some(other) = b.get(&name) else { continue };
        let Some(texts) = cases.iter().map(|c| c.join(&name)).find(|c| c.join("case.json").is_file()) else {
            let message = "no case.json for these labels, so the accounts' texts are missing; name the folder of case folders by --cases";
            return Err(Failure::at(&file, message));
        };
        both.push(Both { name, files: [file, other.clone()], texts });
    }
    if both.is_empty() {
        return Err(Failure::at(&args.b, format!("labels no case that {} labels", args.a.display())));
    }
    Ok(both)
}

/// The label files of a folder by case.
fn labelled(folder: &Path, file: Option<&String>) -> Result<BTreeMap<String, PathBuf>, Failure> {
    let names: Vec<&str> = file.map_or_else(|| FILES.to_vec(), |name| vec![name.as_str()]);
    let found: BTreeSet<PathBuf> = names.iter().filter_map(|n| case_folders(folder, n).ok()).flatten().collect();
    if found.is_empty() {
        // Why not, in the words for the name that people use first.
        case_folders(folder, names[0])?;
    }
    let of = |case: PathBuf| {
        let path = names.iter().map(|n| case.join(n)).find(|p| p.is_file())?;
        Some((case.file_name()?.to_string_lossy().into_owned(), path))
    };
    Ok(found.into_iter().filter_map(of).collect())
}

fn compare(both: &Both) -> Result<Compared, Failure> {
    let (_, input) = input::case_folder(&both.texts)?;
    let texts: Vec<Text> = input.case.accounts.iter().map(Text::from).collect();
    let [a, b]: [Vec<(usize, Label)>; 2] = [read_labels(&both.files[0])?, read_labels(&both.files[1])?];
    // The first by itself, so that an error names the file it is in.
    eval::score_case(&both.name, &texts, &a, &[]).map_err(|e| told(&both.files[0], &e))?;
    let score = eval::score_case(&both.name, &texts, &a, &b).map_err(|e| told(&both.files[1], &e))?;
    let units = units(&texts, &a, &b).map_err(|e| told(&both.files[1], &e))?;
    Ok(Compared { score, units, labels: [a.len(), b.len()] })
}

/// What is shown.
struct Shown<'a> {
    scores: &'a Scores,
    labels: [usize; 2],
    /// Case by case.
    units: &'a [Vec<Unit>],
}

impl Shown<'_> {
    fn alpha(&self) -> Alpha {
        Alpha::of(&self.units.concat())
    }

    fn text(&self, per_case: bool) -> String {
        let mut out = String::new();
        if per_case {
            let width = self.scores.per_case.iter().map(|c| c.case.chars().count()).max().unwrap_or_default();
            for (case, units) in self.scores.per_case.iter().zip(self.units) {
                out += &format!("{:width$}", case.case);
                case.figures.named().iter().for_each(|(name, f)| out += &format!("  {name} {:.3}", f.f1));
                let alpha = Alpha::of(units);
                out += &format!("  alpha {} {}\n", number(alpha.kinds), number(alpha.stretches));
            }
            out.push('\n');
        }
        let (cases, [a, b], alpha) = (self.scores.per_case.len(), self.labels, self.alpha());
        out += &format!("cases: {cases}, labels: {a} of A, which count as gold, {b} of B\n");
        out += &lines(self.scores);
        out += &format!(
            "Krippendorff's alpha, nominal, 1 is full agreement and 0 chance:\n  \
             kinds          {}  of {} stretches that both quote\n  \
             stretches      {}  of {} that either quotes, \"not quoted\" a value like the kinds\n",
            number(alpha.kinds),
            alpha.both,
            number(alpha.stretches),
            alpha.units
        );
        out
    }

    fn json(&self, per_case: bool) -> String {
        let of_case = |(case, units): (&CaseScore, &Vec<Unit>)| {
            let named = case.figures.named().into_iter().map(|(name, f)| (name.to_string(), f));
            let kinds = case.kinds().into_iter().map(|(kind, f)| (format!("kind:{kind}"), f));
            let mut value: Map<String, Value> = named.chain(kinds).map(figure).collect();
            value.insert("alpha".into(), as_json(Alpha::of(units)));
            (case.case.clone(), Value::Object(value))
        };
        let cases = || self.scores.per_case.iter().zip(self.units).map(of_case).collect::<Map<_, _>>();
        let value = json!({
            "cases": self.scores.per_case.len(),
            "labels": self.labels,
            "scores": rows(self.scores).map(figure).collect::<Map<_, _>>(),
            "alpha": as_json(self.alpha()),
            "per_case": per_case.then(cases),
        });
        format!("{value:#}\n")
    }
}

fn as_json(alpha: Alpha) -> Value {
    json!({"kinds": alpha.kinds, "stretches": alpha.stretches, "both": alpha.both, "units": alpha.units})
}

/// A figure of alpha; "none" where there is nothing to tell it from.
fn number(alpha: Option<f64>) -> String {
    alpha.map_or_else(|| "none ".to_string(), |x| format!("{x:.3}"))
}
