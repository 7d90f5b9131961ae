//! How well an article is taken apart, measured against gold: claims on the right side, furniture kept out, differences.

use crate::labels::Label;
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
