//! Word overlap as a baseline: a corpus on which counting common words does well asks too little.
//!
//! The baseline takes sentences for claims, pairs those that share most words one to one (Dice over content words,
//! best pairs first), calls every pair an agreement and every other sentence an omission. The threshold that does
//! best on the corpus itself is taken, so that the figure is not too low.

use super::Problems;
use super::read::{Case, Corpus};
use super::words;
use diptych_core::labels::Label;
use diptych_core::{Kind, eval};
use std::collections::HashSet;

/// From this many cases on, it is worth asking.
const MANY: usize = 10;

/// What typed F1 must stay below.
const MOST: f64 = 0.45;

const THRESHOLDS: [f64; 4] = [0.1, 0.15, 0.2, 0.3];

/// The check.
pub fn check(corpus: &Corpus, problems: &mut Problems) {
    if corpus.cases.len() < MANY {
        return;
    }
    let typed = figures(corpus).typed.f1;
    if typed >= MOST {
        let message =
            format!("counting common words gets typed F1 {typed:.3}, {MOST} or more; write the accounts less alike");
        problems.add(&corpus.root.join("cases"), 0, message);
    }
}

/// The baseline's figures on all cases at its best threshold.
pub fn figures(corpus: &Corpus) -> eval::Figures {
    *corpus.measured.overlap.get_or_init(|| measure(corpus))
}

fn measure(corpus: &Corpus) -> eval::Figures {
    let at = |threshold: f64| {
        let scored = corpus.cases.iter().filter_map(|case| {
            let texts: Vec<eval::Text> = case.accounts.iter().map(eval::Text::from).collect();
            let found: Vec<(usize, Label)> = labels(case, threshold).into_iter().map(|l| (0, l)).collect();
            // A gold label that does not fit is a problem of its own, told by the check of cases.
            eval::score_case(&case.file.id, &texts, &case.gold, &found).ok()
        });
        eval::summarize(scored.collect()).figures
    };
    let all = THRESHOLDS.map(at);
    all.into_iter().max_by(|x, y| x.typed.f1.total_cmp(&y.typed.f1)).unwrap_or_default()
}

fn labels(case: &Case, threshold: f64) -> Vec<Label> {
    let mut out = Vec::new();
    let accounts: Vec<(&str, Vec<&str>)> = case.accounts.iter().map(|a| (a.id.as_str(), sentences(&a.text))).collect();
    for (n, (a, left)) in accounts.iter().enumerate() {
        for (b, right) in &accounts[n + 1..] {
            let (x, y): (Vec<_>, Vec<_>) = (bags(left), bags(right));
            let mut likely: Vec<(f64, usize, usize)> = Vec::new();
            for (i, p) in x.iter().enumerate() {
                for (j, q) in y.iter().enumerate() {
                    let shared = 2.0 * p.intersection(q).count() as f64 / (p.len() + q.len()).max(1) as f64;
                    if shared >= threshold {
                        likely.push((shared, i, j));
                    }
                }
            }
            likely.sort_by(|p, q| q.0.total_cmp(&p.0).then((p.1, p.2).cmp(&(q.1, q.2))));
            let (mut used_x, mut used_y) = (HashSet::new(), HashSet::new());
            let label = |kind, a: &str, a_quote: &str, b: &str, b_quote: Option<&str>| Label {
                kind,
                also: Vec::new(),
                a: a.into(),
                a_quote: Some(a_quote.into()),
                b: b.into(),
                b_quote: b_quote.map(Into::into),
                note: None,
            };
            for (_, i, j) in likely {
                if !used_x.contains(&i) && !used_y.contains(&j) {
                    used_x.insert(i);
                    used_y.insert(j);
                    out.push(label(Kind::Agreement, a, left[i], b, Some(right[j])));
                }
            }
            let alone = |all: &[&str], used: &HashSet<usize>| -> Vec<usize> {
                (0..all.len()).filter(|i| !used.contains(i)).collect()
            };
            out.extend(alone(left, &used_x).into_iter().map(|i| label(Kind::Omission, a, left[i], b, None)));
            out.extend(alone(right, &used_y).into_iter().map(|j| label(Kind::Omission, b, right[j], a, None)));
        }
    }
    out
}

/// Stretches that end with a full stop, a question or an exclamation mark, or a line.
fn sentences(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    for line in text.lines() {
        let mut from = 0;
        let marks: Vec<(usize, char)> = line.char_indices().collect();
        for (n, (at, c)) in marks.iter().enumerate() {
            let before_gap = marks.get(n + 1).is_none_or(|(_, next)| next.is_whitespace());
            if matches!(c, '。' | '！' | '？') || (matches!(c, '.' | '!' | '?') && before_gap) {
                out.push(line[from..at + c.len_utf8()].trim());
                from = at + c.len_utf8();
            }
        }
        out.push(line[from..].trim());
    }
    out.retain(|s| words(s).len() > 2);
    out
}

/// Words of more than three letters, or that are no Latin or Cyrillic words at all.
fn bags(sentences: &[&str]) -> Vec<HashSet<String>> {
    let content = |w: &String| w.chars().count() > 3 || w.chars().any(|c| c > '\u{2fff}' || c.is_numeric());
    sentences.iter().map(|s| words(s).into_iter().filter(content).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_at_their_marks() {
        assert_eq!(
            sentences("Harbour shut\n\nIt cost 4.5 million. Who will pay? 双方同意。会议结束。"),
            ["It cost 4.5 million.", "Who will pay?", "双方同意。", "会议结束。"]
        );
    }
}
