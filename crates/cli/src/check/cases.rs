//! Cases: names, splits and languages that are known, quotes that stand in the accounts once, no label twice.

use super::read::{Case, Corpus, name};
use super::{LANGS, Problems, words};
use crate::args::Split;
use diptych_core::Kind;
use diptych_core::labels::Label;
use std::collections::HashMap;
use std::path::Path;

/// The check.
pub fn check(corpus: &Corpus, problems: &mut Problems) {
    for case in &corpus.cases {
        file(case, problems);
        gold(case, problems);
    }
}

fn file(case: &Case, problems: &mut Problems) {
    let path = case.folder.join("case.json");
    let mut ask = |holds: bool, message: String| {
        if !holds {
            problems.add(&path, 0, message);
        }
    };
    let file = &case.file;
    ask(file.id == name(&case.folder), format!("id {:?} is not the folder's name", file.id));
    ask(!file.title.trim().is_empty(), "has no title".into());
    ask(file.date.is_some(), "has no date; write the event's day as YYYY-MM-DD".into());
    ask(!file.provenance.trim().is_empty(), "has no provenance; say how the texts came about".into());
    ask(file.field.is_some(), "has no field, such as \"diplomacy\"".into());
    let split = file.split.as_deref().unwrap_or_default();
    ask(Split::NAMES.contains(&split), format!("split {split:?} is none of {}", Split::NAMES.join(", ")));
    for account in &file.accounts {
        let lang = account.lang.as_deref().unwrap_or_default();
        ask(LANGS.contains(&lang), format!("account {:?}: lang {lang:?} is none of {}", account.id, LANGS.join(", ")));
        ask(!account.source.trim().is_empty(), format!("account {:?} has no source", account.id));
    }
}

fn gold(case: &Case, problems: &mut Problems) {
    let path = case.folder.join("gold.jsonl");
    let texts: HashMap<&str, &str> = case.accounts.iter().map(|a| (a.id.as_str(), a.text.as_str())).collect();
    labels(&path, &case.gold, &texts, problems);
}

/// Checks labels against the texts of the accounts they name.
pub fn labels(path: &Path, gold: &[(usize, Label)], texts: &HashMap<&str, &str>, problems: &mut Problems) {
    let mut seen: HashMap<[&str; 4], usize> = HashMap::new();
    for (line, label) in gold {
        let mut wrong = |message: String| problems.add(path, *line, message);
        if label.a == label.b {
            wrong(format!("stands on the account {:?} twice", label.a));
        }
        for (side, account, words) in [("a", &label.a, &label.a_quote), ("b", &label.b, &label.b_quote)] {
            match (texts.get(account.as_str()), words) {
                (None, _) => wrong(format!("{side} names {account:?}, which is none of the accounts")),
                (Some(text), Some(words)) => quote(&format!("{side}_quote"), words, text, &mut wrong),
                (Some(_), None) => {}
            }
        }
        if label.a_quote.is_none() {
            wrong("has no a_quote; for an omission, a is the account that has the claim".into());
        }
        if (label.kind == Kind::Omission) != label.b_quote.is_none() {
            wrong("an omission has the b_quote null, every other kind has both quotes".into());
        }
        if label.also.contains(&label.kind) {
            wrong(format!("also repeats the kind {}", label.kind));
        }
        let (x, y) = (label.a_quote.as_deref().unwrap_or_default(), label.b_quote.as_deref().unwrap_or_default());
        let key =
            if label.a <= label.b { [&label.a, &label.b, x, y] } else { [label.b.as_str(), label.a.as_str(), y, x] };
        if let Some(earlier) = seen.insert(key, *line) {
            wrong(format!("says again what line {earlier} says"));
        }
    }
}

/// Checks that a quote stands in the text once and holds a word.
pub fn quote(what: &str, quote: &str, text: &str, wrong: &mut impl FnMut(String)) {
    match text.matches(quote).count() {
        _ if words(quote).is_empty() => wrong(format!("{what} holds no word: {quote:?}")),
        0 => wrong(format!("{what} does not stand in the text; copy its exact words: {quote:?}")),
        1 => {}
        n => wrong(format!("{what} stands in the text {n} times; take a longer stretch: {quote:?}")),
    }
}
