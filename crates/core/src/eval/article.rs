//! How well an article is taken apart, measured against gold: claims on the right side, furniture kept out, differences.

use super::matching::{MIN_DICE, Words, dice, matched, word_starts, words};
use super::{CaseScore, EvalError, Text, ratio, score_case};
use crate::align::hungarian;
use crate::article::report::ArticleReport;
use crate::labels::{Label, pair_labels};
use serde::{Deserialize, Serialize};

/// `gold.json` of an article.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArticleGold {
    /// The folder's name.
    pub id: String,
    /// Headline.
    pub title: String,
    /// Language.
    pub lang: String,
    /// Field of life.
    pub field: String,
    /// `train`, `dev` or `test`.
    pub split: String,
    /// How the text came about.
    pub provenance: String,
    /// The sides it reports.
    pub sides: Vec<GoldSide>,
    /// Experts' and the reporter's comment.
    pub commentary: Vec<Stretch>,
    /// Earlier events, history.
    pub background: Vec<Stretch>,
    /// Other items, promotion, repeated lead.
    pub noise: Vec<Stretch>,
    /// How the sides' claims relate; accounts are the sides' ids.
    pub differences: Vec<Label>,
}

/// A side of an article.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldSide {
    /// Short name.
    pub id: String,
    /// What the article calls it.
    pub names: Vec<String>,
    /// What it claims.
    pub claims: Vec<GoldClaim>,
}

/// A claim that an article credits to a side.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldClaim {
    /// The exact words.
    pub quote: String,
    /// The words that credit it.
    #[serde(default)]
    pub cue: Option<String>,
    /// How the side stands to it.
    pub stance: GoldStance,
}

/// How a side stands to a claim, as the corpus labels it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GoldStance {
    /// Told as its statement, with a verb of saying.
    Stated,
    /// In quotation marks.
    Quoted,
    /// Credited without a verb of saying.
    Reported,
    /// Only implied.
    Implied,
    /// Denied.
    Denied,
}

impl GoldStance {
    /// Its name in the files.
    pub fn name(self) -> &'static str {
        match self {
            GoldStance::Stated => "stated",
            GoldStance::Quoted => "quoted",
            GoldStance::Reported => "reported",
            GoldStance::Implied => "implied",
            GoldStance::Denied => "denied",
        }
    }
}

/// A stretch of an article.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stretch {
    /// The exact words.
    pub quote: String,
    /// Who comments.
    #[serde(default)]
    pub who: Option<String>,
}

/// How well one article was taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleScore {
    /// Name of the article.
    pub article: String,
    /// Claims on the right side: shared, predicted, gold.
    pub claims: [usize; 3],
    /// Gold claims that some predicted claim overlaps at Dice 0.5 or more, whoever is said to say it; and gold claims.
    pub found: [usize; 2],
    /// Stretches of furniture of which a word is in a side's claim; and all such stretches.
    pub furniture: [usize; 2],
    /// The differences.
    pub differences: CaseScore,
}

impl ArticleScore {
    /// F1 of claims on the right side, 0..1.
    pub fn side_f1(&self) -> f64 {
        ratio(2 * self.claims[0], self.claims[1] + self.claims[2])
    }
}

/// Scores an article's report against gold. The predicted sides are matched with gold's one to one, by the claims in common.
///
/// # Errors
/// A gold difference that does not fit the text.
pub fn score(gold: &ArticleGold, text: &str, report: &ArticleReport) -> Result<ArticleScore, EvalError> {
    let starts = word_starts(text);
    let index = |byte: usize| starts.partition_point(|s| *s < byte);
    let gold_claims: Vec<Vec<Words>> =
        gold.sides.iter().map(|s| s.claims.iter().filter_map(|c| words(text, &starts, &c.quote)).collect()).collect();
    let accounts = &report.comparison.accounts;
    let predicted: Vec<Vec<Words>> =
        accounts.iter().map(|s| s.claims.iter().map(|c| (index(c.span.start), index(c.span.end))).collect()).collect();
    let shared = |p: &[Words], g: &[Words]| {
        let weights: Vec<f64> = p.iter().flat_map(|x| g.iter().map(|y| dice(*x, *y))).collect();
        let kept: Vec<f64> = weights.into_iter().map(|w| if w >= MIN_DICE { w } else { 0.0 }).collect();
        matched(&kept, p.len(), g.len())
    };
    let (rows, cols) = (predicted.len(), gold_claims.len());
    let size = rows.max(cols);
    let table: Vec<f64> = (0..size * size)
        .map(|at| match (predicted.get(at / size), gold_claims.get(at % size)) {
            (Some(p), Some(g)) => shared(p, g) as f64,
            _ => 0.0,
        })
        .collect();
    let pairs: Vec<(usize, usize)> =
        hungarian(&table, size, size).into_iter().filter(|(i, j)| *i < rows && *j < cols).collect();
    let right = pairs.iter().map(|(i, j)| shared(&predicted[*i], &gold_claims[*j])).sum();
    let all: Vec<Words> = predicted.concat();
    let found = gold_claims.iter().flatten().filter(|g| all.iter().any(|p| dice(*p, **g) >= 0.5)).count();
    let noise: Vec<Words> = gold.noise.iter().filter_map(|s| words(text, &starts, &s.quote)).collect();
    let touched = noise.iter().filter(|n| all.iter().any(|p| p.0 < n.1 && n.0 < p.1)).count();
    let count = |of: &[Vec<Words>]| of.iter().map(Vec::len).sum();
    // The sides under gold's ids; a side that gold does not know keeps a name of its own and counts as wrong.
    let name = |at: usize| {
        let of = pairs.iter().find(|(i, j)| *i == at && table[i * size + j] > 0.0);
        of.map_or_else(|| format!("side {at} that gold does not know"), |(_, j)| gold.sides[*j].id.clone())
    };
    let names: Vec<String> = (0..rows).map(name).collect();
    let as_gold = |id: &str| accounts.iter().position(|s| s.id == id).map_or_else(String::new, |at| names[at].clone());
    let mut labels: Vec<(usize, Label)> = Vec::new();
    for pair in &report.comparison.pairs {
        for label in pair_labels(pair) {
            labels.push((labels.len(), Label { a: as_gold(&label.a), b: as_gold(&label.b), ..label }));
        }
    }
    let known = gold.sides.iter().map(|s| s.id.clone()).chain(names.clone());
    let mut texts: Vec<Text> = known.map(|id| Text { id, text: text.to_string() }).collect();
    texts.sort_by(|x, y| x.id.cmp(&y.id));
    texts.dedup_by(|x, y| x.id == y.id);
    let gold_labels: Vec<(usize, Label)> = gold.differences.iter().cloned().enumerate().collect();
    Ok(ArticleScore {
        article: gold.id.clone(),
        claims: [right, count(&predicted), count(&gold_claims)],
        found: [found, count(&gold_claims)],
        furniture: [touched, noise.len()],
        differences: score_case(&gold.id, &texts, &gold_labels, &labels)?,
    })
}
