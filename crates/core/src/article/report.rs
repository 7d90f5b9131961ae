//! What an article was taken apart into, as plain data with a versioned JSON form.

use super::part::{Part, PartReader};
use super::party::Parties;
use super::scene::Scene;
use super::sides::{Sorted, sort};
use crate::account::Account;
use crate::analysis::Analysis;
use crate::attribution::Stance;
use crate::attribution::credits::Credits;
use crate::config::Config;
use crate::engine::Engine;
use crate::report::{AccountReport, AttributionReport, EngineInfo, PairReport, Quote, Warning};
use crate::text::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Name and version of the format; the number rises when a field changes its meaning or goes.
pub const SCHEMA: &str = "diptych-article/1";

/// One article taken apart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ArticleReport {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// What computed it.
    pub engine: EngineInfo,
    /// The settings it was computed with.
    pub settings: Config,
    /// The article; every span counts in its text.
    pub article: ArticleInfo,
    /// The sides it reports, the one heard first first.
    pub sides: Vec<SideReport>,
    /// What others, or the reporter, make of it.
    pub commentary: Vec<Comment>,
    /// What was before, for the reader to know.
    pub background: Vec<Quote>,
    /// The reporter's own telling of the event.
    pub telling: Vec<Quote>,
    /// What is no part of the article: bylines, captions, other items, promotion, repetition.
    pub excluded: Vec<Quote>,
    /// Each pair of sides compared, as `compare` does: first with second, first with third, second with third …
    pub pairs: Vec<PairReport>,
    /// What could not be done, or should be known before the report is relied on.
    pub warnings: Vec<Warning>,
}

/// The article as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ArticleInfo {
    /// Short name.
    pub id: String,
    /// Its language.
    pub lang: crate::text::Lang,
    /// SHA-256 of the text's UTF-8 bytes, hexadecimal.
    pub sha256: String,
    /// Length of the text in bytes.
    pub bytes: usize,
}

/// A side of the event, as the article tells it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SideReport {
    /// The side as an account: its id and name, and its claims, which the findings refer to by position.
    pub account: AccountReport,
    /// What the article calls it, the best name first.
    pub names: Vec<String>,
    /// How each claim stands, in the order of the account's claims.
    pub claims: Vec<SideClaim>,
}

/// How a side stands to one of its claims.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SideClaim {
    /// What the side does with it.
    pub stance: Stance,
    /// Whether the sentence itself credits it; else the credit is carried over from what came before.
    pub told: bool,
    /// How sure it is that this is the side's claim, 0..1.
    pub confidence: f64,
}

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Comment {
    /// Its words.
    pub quote: Quote,
    /// Who comments; `None` for the reporter, or where the text does not tell.
    pub who: Option<String>,
}

impl Engine {
    /// Takes an article apart into the sides it reports and compares them. It cannot fail: what could not be done is a
    /// warning in the report.
    pub fn article(&self, account: &Account, config: &Config) -> ArticleReport {
        let whole = Analysis::empty(account);
        let scene = Scene::new(&account.text, whole.account.lang);
        let parties = Parties::new(&scene);
        let reader = PartReader::new(&scene, &parties);
        let sorted = sort(&scene, &parties, &reader);
        let sides: Vec<(SideReport, Analysis)> =
            (0..sorted.sides.len()).map(|s| self.side(account, &scene, &parties, &reader, &sorted, s)).collect();
        let mut pairs = Vec::new();
        for i in 0..sides.len() {
            for j in i + 1..sides.len() {
                pairs.push(self.compare(&sides[i].1, &sides[j].1, config));
            }
        }
        let of = |part: Part| stretches(&scene, &sorted, part);
        let commentary = of(Part::Comment).into_iter().map(|(quote, unit)| {
            let who = reader.speakers()[unit].parties.first().filter(|_| reader.speakers()[unit].told);
            Comment { quote, who: who.and_then(|p| parties.names[*p].first().cloned()) }
        });
        let mut warnings = whole.warnings;
        warnings.extend(warn(account, &sides));
        let quotes = |part: Part| of(part).into_iter().map(|(quote, _)| quote).collect();
        ArticleReport {
            schema: SCHEMA.into(),
            engine: self.info().clone(),
            settings: config.clone(),
            commentary: commentary.collect(),
            background: quotes(Part::Background),
            telling: quotes(Part::Telling),
            excluded: quotes(Part::Furniture),
            article: ArticleInfo {
                id: whole.account.id,
                lang: whole.account.lang,
                sha256: whole.account.sha256,
                bytes: whole.account.bytes,
            },
            sides: sides.into_iter().map(|(report, _)| report).collect(),
            pairs,
            warnings,
        }
    }

    fn side(
        &self,
        article: &Account,
        scene: &Scene<'_>,
        parties: &Parties,
        reader: &PartReader<'_>,
        sorted: &Sorted,
        side: usize,
    ) -> (SideReport, Analysis) {
        let names = parties.names[sorted.sides[side]].clone();
        let name = names.first().cloned().unwrap_or_else(|| format!("side {}", side + 1));
        let account = Account { id: id(&name), source: name, ..article.clone() };
        let units: Vec<usize> = (0..scene.units.len()).filter(|u| sorted.units[*u].1.contains(&side)).collect();
        let runs: Vec<(usize, Range<usize>)> =
            units.iter().map(|u| (scene.units[*u].sentence, scene.units[*u].run.clone())).collect();
        let credits = Credits::new(scene.text, &scene.reading);
        let analysis = Analysis::of_runs(&account, &scene.reading, &runs, &credits, self.encoder());
        let claims = units
            .iter()
            .map(|u| {
                let stances = scene.units[*u].credits.iter().map(|c| scene.reading.stance(&scene.reading.attributions[*c]));
                SideClaim {
                    stance: stances.max().unwrap_or_default(),
                    told: reader.speakers()[*u].told,
                    confidence: crate::report::round4(reader.odds(*u)[0]),
                }
            })
            .collect();
        (SideReport { account: analysis.account.clone(), names, claims }, analysis)
    }
}

/// A name as an id: lower case, words joined by hyphens.
fn id(name: &str) -> String {
    let words: Vec<String> =
        name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    words.join("-")
}

/// The stretches of one part: units that follow each other within a sentence, or sentences in a row, together; each with
/// its first unit.
fn stretches(scene: &Scene<'_>, sorted: &Sorted, part: Part) -> Vec<(Quote, usize)> {
    let mut out: Vec<(Span, usize, usize)> = Vec::new();
    for (u, unit) in scene.units.iter().enumerate().filter(|(u, _)| sorted.units[*u].0 == part) {
        match out.last_mut() {
            Some((span, _, last)) if *last + 1 == u && scene.units[*last].sentence == unit.sentence => {
                *span = span.join(unit.span);
                *last = u;
            }
            _ => out.push((unit.span, u, u)),
        }
    }
    out.into_iter().map(|(span, first, _)| (Quote { span, quote: span.of(scene.text).to_string() }, first)).collect()
}

fn warn(account: &Account, sides: &[(SideReport, Analysis)]) -> Vec<Warning> {
    let mut out = Vec::new();
    if sides.iter().filter(|(s, _)| !s.account.claims.is_empty()).count() < 2 {
        out.push(Warning {
            code: "fewer-than-two-sides".into(),
            account: Some(account.id.clone()),
            message: format!("article {:?} credits claims to fewer than two sides; there is nothing to compare", account.id),
        });
    }
    out
}

/// Who stands behind a claim, in the article's words.
pub fn credit(claim: &[AttributionReport]) -> Option<&Quote> {
    claim.iter().rev().find_map(|a| a.source.as_ref())
}
