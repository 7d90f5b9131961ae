//! What an article was taken apart into, as plain data with a versioned JSON form.

use super::against::Against;
use super::part::{Part, PartReader, Speaker};
use super::party::Parties;
use super::remark::{self, Found, Remark, RemarkKind};
use super::scene::Scene;
use super::sides::{Sorted, sort};
use crate::account::Account;
use crate::analysis::Analysis;
use crate::attribution::Stance;
use crate::attribution::Tagger;
use crate::attribution::credits::Credits;
use crate::config::Config;
use crate::engine::{Compared, Engine};
use crate::math::sigmoid;
use crate::relation::ReadError;
use crate::report::{self, CaseInfo, Kind, PairReport, Quote, Report, Warning};
use crate::text::{Lang, Span};
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
    /// What the reporter says of the accounts themselves.
    pub remarks: Vec<Remark>,
    /// What is no part of the article: bylines, captions, other items, promotion, repetition.
    pub excluded: Vec<Quote>,
    /// The sides compared, the very report that `compare` gives: its accounts are the sides, each with the article's hash
    /// and the claims that are the side's. Engine, settings and warnings stand there.
    pub comparison: Report,
    /// The article held against the sides' own texts, where they were given.
    pub against: Vec<Against>,
}

/// The article as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ArticleInfo {
    /// Short name.
    pub id: String,
    /// Its language.
    pub lang: Lang,
    /// SHA-256 of the text's UTF-8 bytes, hexadecimal.
    pub sha256: String,
    /// Length of the text in bytes.
    pub bytes: usize,
}

/// A side of the event, as the article tells it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SideReport {
    /// Its id, as in the comparison's accounts.
    pub id: String,
    /// What the article calls it, the best name first.
    pub names: Vec<String>,
    /// How the side stands to each of its claims, in the order of the account's claims.
    pub claims: Vec<SideClaim>,
}

/// How a side stands to one of its claims.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SideClaim {
    /// What the side does with it.
    pub stance: Stance,
    /// Whether the sentence itself credits it; else the credit is carried over from what came before.
    pub told: bool,
    /// Whether it was said later, of the accounts themselves: "when asked about the discrepancy".
    pub later: bool,
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

impl ArticleReport {
    /// The report as JSON, indented by two spaces, with a line feed at the end.
    pub fn to_json(&self) -> String {
        report::pretty(self)
    }
}

impl Engine {
    /// Takes an article apart into the sides it reports and compares them with each other, and with the sides' `own` texts
    /// where there are any. What could not be done is a warning in the report.
    ///
    /// # Errors
    /// The reader's model does not run; the light engine, which has none, cannot fail.
    pub fn article(&self, account: &Account, own: &[Account], config: &Config) -> Result<ArticleReport, ReadError> {
        let whole = Analysis::empty(account);
        let scene = Scene::new(&account.text, whole.account.lang);
        let parties = Parties::new(&scene);
        let reader = PartReader::new(&scene, &parties);
        let sorted = sort(&scene, &parties, &reader);
        let known = (&Credits::new(scene.text, &scene.reading), &remark::later_voices(&scene, &parties)[..]);
        let sides: Vec<(SideReport, Analysis)> =
            (0..sorted.sides.len()).map(|s| self.side(account, &scene, &reader, &sorted, known, s)).collect();
        let analyses: Vec<&Analysis> = sides.iter().map(|(_, analysis)| analysis).collect();
        let Compared { mut pairs, matrix, warnings: thinned } = self.compare_all(&analyses, config)?;
        let found = remark::find(&scene, &reader, &sorted);
        let silences = found.iter().filter(|f| f.remark.kind == RemarkKind::Silence);
        silences.for_each(|f| self.told_silent(f, &sides, &mut pairs));
        let remarks: Vec<Remark> =
            found.into_iter().map(|f| Remark { side: f.about.map(|s| sides[s].0.id.clone()), ..f.remark }).collect();
        let of = |part: Part| stretches(&scene, &sorted, part);
        let commentary = of(Part::Comment).into_iter().map(|(quote, unit)| {
            let speaker = &reader.speakers()[unit];
            let who = speaker.voice.and_then(|v| parties.people[v].clone());
            let party = || speaker.parties.first().and_then(|p| parties.names[*p].first().cloned());
            Comment { quote, who: who.or_else(party).filter(|_| speaker.told) }
        });
        let mut warnings = thinned;
        let against = self.against(&sides, &remarks, own, config, &mut warnings)?;
        warnings.extend(warn(account, whole.account.lang, &sides));
        let quotes = |part: Part| of(part).into_iter().map(|(quote, _)| quote).collect();
        let article = ArticleInfo {
            id: whole.account.id,
            lang: whole.account.lang,
            sha256: whole.account.sha256,
            bytes: whole.account.bytes,
        };
        let (sides, analyses): (Vec<SideReport>, Vec<Analysis>) = sides.into_iter().unzip();
        Ok(ArticleReport {
            schema: SCHEMA.into(),
            commentary: commentary.collect(),
            background: quotes(Part::Background),
            telling: quotes(Part::Telling),
            excluded: quotes(Part::Furniture),
            remarks,
            sides,
            against,
            comparison: Report {
                schema: report::SCHEMA.into(),
                engine: self.info().clone(),
                settings: config.clone(),
                case: CaseInfo { id: article.id.clone(), title: account.source.clone(), date: account.date },
                accounts: analyses.into_iter().map(|a| a.account).collect(),
                pairs,
                matrix,
                warnings,
            },
            article,
        })
    }

    /// Marks the omissions that the article states itself: the silent side's counterpart speaks of what is said to be left out.
    fn told_silent(&self, found: &Found, sides: &[(SideReport, Analysis)], pairs: &mut [PairReport]) {
        let Some(silent) = found.about.map(|s| sides[s].0.id.clone()) else { return };
        for pair in pairs {
            let teller = if pair.a == silent { pair.b.clone() } else { pair.a.clone() };
            if pair.a != silent && pair.b != silent {
                continue;
            }
            let Some((_, analysis)) = sides.iter().find(|(s, _)| s.id == teller) else { continue };
            for finding in pair.findings.iter_mut().filter(|f| f.kind == Kind::Omission) {
                let side = if pair.a == silent { &finding.b } else { &finding.a };
                let Some(side) = side else { continue };
                let spoken = side.claims.iter().any(|c| {
                    let like = |m: &Quote| {
                        remark::likeness(&m.quote, analysis.account.lang, &analysis.features[*c], self.encoder())
                    };
                    found.remark.matter.iter().any(|m| like(m) >= SPOKEN)
                });
                if spoken {
                    finding.rule = "omission/said-by-article".into();
                    finding.confidence = finding.confidence.max(STATED);
                    finding.explanation = format!("The article says so itself: {:?}", found.remark.quote.quote);
                }
            }
        }
    }

    fn side(
        &self,
        article: &Account,
        scene: &Scene<'_>,
        reader: &PartReader<'_>,
        sorted: &Sorted,
        (credits, later): (&Credits, &[usize]),
        side: usize,
    ) -> (SideReport, Analysis) {
        let parties = reader.parties();
        let names = parties.names[sorted.sides[side]].clone();
        let name = names.first().cloned().unwrap_or_else(|| format!("side {}", side + 1));
        let account = Account { id: id(&name), source: name, ..article.clone() };
        let units: Vec<usize> = (0..scene.units.len()).filter(|u| sorted.units[*u].1.contains(&side)).collect();
        let runs: Vec<(usize, Range<usize>)> =
            units.iter().map(|u| (scene.units[*u].sentence, scene.units[*u].run.clone())).collect();
        let analysis = Analysis::of_runs(&account, &scene.reading, &runs, (credits, &scene.entities), self.encoder());
        let claims = units
            .iter()
            .map(|u| {
                let stances =
                    scene.units[*u].credits.iter().map(|c| scene.reading.stance(&scene.reading.attributions[*c]));
                SideClaim {
                    stance: stances.max().unwrap_or_default(),
                    told: reader.speakers()[*u].told,
                    later: reader.speakers()[*u].voice.is_some_and(|v| later.contains(&v)),
                    confidence: report::round4(sorted.sure[*u] * belongs(parties, &reader.speakers()[*u])),
                }
            })
            .collect();
        (SideReport { id: analysis.account.id.clone(), names, claims }, analysis)
    }
}

/// How sure it is that who speaks belongs to the side, 0..1: even odds where nothing but what stood before tells.
fn belongs(parties: &Parties, speaker: &Speaker) -> f64 {
    speaker.voice.map_or(0.5, |v| sigmoid(parties.places[v].nearness))
}

/// From this likeness on a claim speaks of a matter.
pub(super) const SPOKEN: f64 = 0.5;

/// Below this mean confidence of the sides' claims a reader is warned.
const UNSURE: f64 = 0.44;

/// How sure an omission is that the article states itself.
const STATED: f64 = 0.8;

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

fn warn(account: &Account, lang: Lang, sides: &[(SideReport, Analysis)]) -> Vec<Warning> {
    let mut out = Vec::new();
    if Tagger::of(lang).is_none() {
        out.push(Warning {
            code: "attribution-by-rules".into(),
            account: Some(account.id.clone()),
            message: format!(
                "who says what in article {:?} is read by lists of words, as there is no trained tagger for its language: sides and claims may be missing or on the wrong side",
                account.id
            ),
        });
    }
    let sure: Vec<f64> = sides.iter().flat_map(|(s, _)| s.claims.iter().map(|c| c.confidence)).collect();
    if !sure.is_empty() && sure.iter().sum::<f64>() < UNSURE * sure.len() as f64 {
        out.push(Warning {
            code: "sides-unsure".into(),
            account: Some(account.id.clone()),
            message: format!(
                "which voices of article {:?} belong to one side is in good part a guess; read the sides' claims before their comparison",
                account.id
            ),
        });
    }
    if sides.iter().filter(|(s, _)| !s.claims.is_empty()).count() < 2 {
        out.push(Warning {
            code: "fewer-than-two-sides".into(),
            account: Some(account.id.clone()),
            message: format!(
                "article {:?} credits claims to fewer than two sides; there is nothing to compare",
                account.id
            ),
        });
    }
    out
}

/// The JSON Schema (draft 2020-12) of [`ArticleReport`], indented, with a line feed at the end.
pub fn json_schema() -> String {
    report::pretty(&schemars::schema_for!(ArticleReport))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_committed_schema_is_the_one_in_force() {
        let committed = include_str!("../../../../docs/article.schema.json");
        assert!(
            committed == super::json_schema(),
            "docs/article.schema.json is out of date; renew it by `cargo run -- schema article > docs/article.schema.json`"
        );
    }
}
