//! Articles: sides and their names that the text has, stretches that stand in it once, labels between known sides.

use super::read::{Article, Corpus, name};
use super::{LANGS, Problems, cases};
use crate::args::Split;
use diptych_core::labels::Label;
use std::collections::HashMap;

/// The check.
pub fn check(corpus: &Corpus, problems: &mut Problems) {
    corpus.articles.iter().for_each(|article| one(article, problems));
}

fn one(article: &Article, problems: &mut Problems) {
    let path = article.folder.join("gold.json");
    let gold = &article.gold;
    let mut wrong = |message: String| problems.add(&path, 0, message);
    if gold.id != name(&article.folder) {
        wrong(format!("id {:?} is not the folder's name", gold.id));
    }
    for (what, value, known) in [("split", &gold.split, &Split::NAMES[..]), ("lang", &gold.lang, &LANGS[..])] {
        if !known.contains(&value.as_str()) {
            wrong(format!("{what} {value:?} is none of {}", known.join(", ")));
        }
    }
    for (what, value) in [("title", &gold.title), ("field", &gold.field), ("provenance", &gold.provenance)] {
        if value.trim().is_empty() {
            wrong(format!("has no {what}"));
        }
    }
    if gold.sides.len() < 2 {
        wrong("has fewer than two sides".into());
    }
    for side in &gold.sides {
        let stands = |words: &str| article.text.contains(words);
        for called in side.names.iter().filter(|n| !stands(n)) {
            wrong(format!("side {:?} is called {called:?}, which does not stand in the text", side.id));
        }
        for claim in &side.claims {
            cases::quote("a claim", &claim.quote, &article.text, &mut wrong);
            for cue in claim.cue.iter().filter(|c| !stands(c)) {
                wrong(format!("the cue {cue:?} does not stand in the text"));
            }
        }
    }
    for comment in gold.commentary.iter().filter(|c| c.who.as_deref().is_none_or(|w| w.trim().is_empty())) {
        wrong(format!("the comment {:?} does not say whose it is; name who comments", comment.quote));
    }
    let apart = [("commentary", &gold.commentary), ("background", &gold.background), ("noise", &gold.noise)];
    for (what, stretches) in apart {
        stretches.iter().for_each(|s| cases::quote(what, &s.quote, &article.text, &mut wrong));
        for claim in gold.sides.iter().flat_map(|s| &s.claims) {
            if stretches.iter().any(|s| s.quote.contains(&claim.quote) || claim.quote.contains(&s.quote)) {
                wrong(format!("{:?} is a side's claim and {what} at once", claim.quote));
            }
        }
    }
    let texts: HashMap<&str, &str> = gold.sides.iter().map(|s| (s.id.as_str(), article.text.as_str())).collect();
    let labels: Vec<(usize, Label)> = gold.differences.iter().map(|l| (0, l.clone())).collect();
    cases::labels(&path, &labels, &texts, problems);
}
