//! An article held against the sides' own texts: what it leaves out of each, what it puts more strongly, and what it says a
//! side does not mention though the side does.

use super::remark::{self, Remark, RemarkKind};
use super::report::{SPOKEN, SideReport};
use crate::account::Account;
use crate::align::hungarian;
use crate::analysis::Analysis;
use crate::config::Config;
use crate::engine::Engine;
use crate::relation::ReadError;
use crate::report::{AccountReport, Kind, PairReport, Quote, Warning, round4};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The article's account of one side, held against the side's own text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Against {
    /// Id of the side.
    pub side: String,
    /// The side's own text as it was read.
    pub own: AccountReport,
    /// The article's account (first) compared with the own text (second). A claim that the own text alone has is one the
    /// article leaves out.
    pub pair: PairReport,
    /// Findings of the pair, by place, in which the article puts the side's claim more strongly than the side does.
    pub stronger: Vec<usize>,
    /// What the article says the side does not mention, though its own text speaks of it.
    pub mentioned: Vec<Mentioned>,
}

/// A matter that a remark calls unmentioned, and the words of the own text that speak of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Mentioned {
    /// The remark, by place in the report's list.
    pub remark: usize,
    /// What is said to be left out; place and words in the article.
    pub matter: Quote,
    /// Where the side's own text speaks of it.
    pub own: Quote,
    /// How alike the two are, 0..1.
    pub likeness: f64,
}

impl Engine {
    /// Holds the sides against their own texts: each text goes to the side whose claims it shares most with.
    pub(super) fn against(
        &self,
        sides: &[(SideReport, Analysis)],
        remarks: &[Remark],
        own: &[Account],
        config: &Config,
        warnings: &mut Vec<Warning>,
    ) -> Result<Vec<Against>, ReadError> {
        let texts: Vec<Analysis> = own.iter().map(|a| self.analyze(a)).collect();
        texts.iter().for_each(|t| warnings.extend(t.warnings.clone()));
        let size = sides.len().max(texts.len());
        let held = |side: &Analysis| texts.iter().map(|text| self.compare(side, text, config)).collect();
        let pairs: Vec<Vec<PairReport>> = sides.iter().map(|(_, side)| held(side)).collect::<Result<_, _>>()?;
        let shared = |i: usize, j: usize| {
            pairs.get(i).and_then(|row| row.get(j)).map_or(0.0, |pair| {
                // A text that bears a side's name is that side's.
                let aligned: f64 =
                    pair.findings.iter().filter(|f| f.kind != Kind::Omission).map(|f| f.similarity).sum();
                aligned + named(&sides[i].0, &own[j])
            })
        };
        let table: Vec<f64> = (0..size * size).map(|at| shared(at / size, at % size)).collect();
        let mut chosen: Vec<(usize, usize)> =
            hungarian(&table, size, size).into_iter().filter(|(i, j)| *i < sides.len() && *j < texts.len()).collect();
        chosen.sort_unstable();
        for j in (0..texts.len()).filter(|j| !chosen.iter().any(|(_, k)| k == j)) {
            warnings.push(Warning {
                code: "text-without-a-side".into(),
                account: Some(own[j].id.clone()),
                message: format!("the article reports no side that {:?} could be the own text of", own[j].id),
            });
        }
        let hold = |(i, j): (usize, usize)| {
            let (side, text) = (&sides[i], &texts[j]);
            let pair = pairs[i][j].clone();
            let stronger = |(_, f): &(usize, &crate::report::Finding)| {
                let certainty = |account: &AccountReport, of: &Option<crate::report::Side>| {
                    of.as_ref().and_then(|s| s.claims.first()).map_or(0.0, |c| account.claims[*c].certainty)
                };
                f.kind == Kind::Certainty && certainty(&side.1.account, &f.a) > certainty(&text.account, &f.b)
            };
            let stronger = pair.findings.iter().enumerate().filter(stronger).map(|(at, _)| at).collect();
            let mentioned = self.mentioned(&side.0, text, remarks);
            Against { side: side.0.id.clone(), own: text.account.clone(), pair, stronger, mentioned }
        };
        Ok(chosen.into_iter().map(hold).collect())
    }

    fn mentioned(&self, side: &SideReport, text: &Analysis, remarks: &[Remark]) -> Vec<Mentioned> {
        let mut out = Vec::new();
        for (number, remark) in remarks.iter().enumerate() {
            if remark.kind != RemarkKind::Silence || remark.side.as_ref() != Some(&side.id) {
                continue;
            }
            for matter in &remark.matter {
                let like =
                    |c: usize| remark::likeness(&matter.quote, text.account.lang, &text.features[c], self.encoder());
                let best = (0..text.len()).map(|c| (like(c), c)).max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)));
                if let Some((likeness, claim)) = best.filter(|(l, _)| *l >= SPOKEN) {
                    let claim = &text.account.claims[claim];
                    out.push(Mentioned {
                        remark: number,
                        matter: matter.clone(),
                        own: Quote { span: claim.span, quote: claim.quote.clone() },
                        likeness: round4(likeness),
                    });
                }
            }
        }
        out
    }
}

/// What counts for a pairing by name: more than any number of claims in common.
const NAMED: f64 = 1e6;

/// [`NAMED`] if the text's source or id is one of the side's names, else 0.
fn named(side: &SideReport, own: &Account) -> f64 {
    let called = [own.source.to_lowercase(), own.id.to_lowercase()];
    let is = |name: &String| called.contains(&name.to_lowercase());
    if side.names.iter().any(is) { NAMED } else { 0.0 }
}
