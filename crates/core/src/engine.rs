//! The engine: analysis of accounts, comparison of analyses.

use crate::account::{Account, Case, CaseError};
use crate::align::similarity::silence;
use crate::align::{self, Link};
use crate::analysis::Analysis;
use crate::config::Config;
use crate::discrepancy::{Pair, RelationScorer, Rules, Verdict};
use crate::embed::Encoder;
use crate::embed::table::Table;
use crate::report::*;
use crate::score;
use crate::text::Span;

/// An engine with its models loaded; make one and keep it.
pub struct Engine {
    info: EngineInfo,
    encoder: &'static dyn Encoder,
    scorer: &'static dyn RelationScorer,
}

impl Engine {
    /// The light engine, wholly embedded: rules, and a table of word vectors.
    pub fn light() -> Self {
        Engine::new("light", Table::embedded(), &Rules)
    }

    /// An engine of other parts: an encoder that aligns and a scorer that types.
    pub fn new(name: &str, encoder: &'static dyn Encoder, scorer: &'static dyn RelationScorer) -> Self {
        let info =
            EngineInfo { name: name.into(), version: env!("CARGO_PKG_VERSION").into(), models: vec![encoder.model()] };
        Engine { info, encoder, scorer }
    }

    /// Name, version and models.
    pub fn info(&self) -> &EngineInfo {
        &self.info
    }

    pub(crate) fn encoder(&self) -> &'static dyn Encoder {
        self.encoder
    }

    /// Reads one account. It need not be repeated for each comparison it takes part in.
    pub fn analyze(&self, account: &Account) -> Analysis {
        Analysis::new(account, self.encoder)
    }

    /// Compares two accounts. It cannot fail: what could not be done is a warning in the analyses.
    pub fn compare(&self, a: &Analysis, b: &Analysis, config: &Config) -> PairReport {
        let links = in_reading_order(align::align(a, b, config));
        let findings: Vec<Finding> = links.iter().map(|link| self.finding(a, b, link, config)).collect();
        PairReport {
            a: a.account.id.clone(),
            b: b.account.id.clone(),
            index: score::index(a, b, &findings, config),
            findings,
        }
    }

    /// Compares every pair of accounts: first with second, first with third, second with third …
    pub(crate) fn compare_all(&self, accounts: &[&Analysis], config: &Config) -> Compared {
        let n = accounts.len();
        let mut out = Compared { pairs: Vec::new(), matrix: vec![vec![0.0; n]; n], warnings: Vec::new() };
        for i in 0..n {
            for j in i + 1..n {
                let pair = self.compare(accounts[i], accounts[j], config);
                out.matrix[i][j] = pair.index.value;
                out.matrix[j][i] = pair.index.value;
                if align::is_thinned(accounts[i].len(), accounts[j].len()) {
                    out.warnings.push(thinned(&pair));
                }
                out.pairs.push(pair);
            }
        }
        out
    }

    fn finding(&self, a: &Analysis, b: &Analysis, link: &Link, config: &Config) -> Finding {
        let (Some(&i), Some(&j)) = (link.a.first(), link.b.first()) else {
            return omission(a, b, link, config);
        };
        let pair = Pair { a, i, b, j };
        let same = pair.x().wording == pair.y().wording && pair.x().amounts_equal(pair.y());
        let verdicts = if same { Vec::new() } else { self.scorer.score(&pair) };
        let agreement = verdicts.iter().find(|v| v.kind == Kind::Agreement).map_or(1.0, |v| v.probability);
        let chosen = choose(&verdicts, config);
        let kind = chosen.map_or(Kind::Agreement, |v| v.kind);
        let evidence = chosen.map(|v| &v.evidence);
        let also = verdicts.iter().filter(|v| v.kind != kind && v.kind != Kind::Agreement && v.probability >= ALSO);
        Finding {
            kind,
            also: also.map(|v| v.kind).collect(),
            rule: evidence.map_or("agreement/aligned".into(), |e| format!("{kind}/{}", e.trigger)),
            explanation: evidence
                .map_or_else(|| agreement_text(same, link.probability).into(), |e| e.explanation.clone()),
            a: Some(side(a, &link.a, evidence.map_or(&[], |e| &e.a))),
            b: Some(side(b, &link.b, evidence.map_or(&[], |e| &e.b))),
            similarity: round4(link.probability),
            severity: round4(config.weights.of(kind) * salience(a, &link.a).max(salience(b, &link.b))),
            confidence: round4(link.probability * chosen.map_or(agreement, |v| v.probability)),
        }
    }

    /// Compares every pair of a case's accounts.
    ///
    /// # Errors
    /// The case can't be compared at all: see [`CaseError`].
    pub fn report(&self, case: &Case, config: &Config) -> Result<Report, CaseError> {
        case.validate()?;
        let analyses: Vec<Analysis> = case.accounts.iter().map(|a| self.analyze(a)).collect();
        let compared = self.compare_all(&analyses.iter().collect::<Vec<_>>(), config);
        let mut warnings: Vec<Warning> = analyses.iter().flat_map(|a| a.warnings.clone()).collect();
        warnings.extend(compared.warnings);
        let (pairs, matrix) = (compared.pairs, compared.matrix);
        Ok(Report {
            schema: SCHEMA.into(),
            engine: self.info.clone(),
            settings: config.clone(),
            case: CaseInfo { id: case.id.clone(), title: case.title.clone(), date: case.date },
            accounts: analyses.into_iter().map(|a| a.account).collect(),
            pairs,
            matrix,
            warnings,
        })
    }
}

/// Every pair of some accounts compared.
pub(crate) struct Compared {
    /// The pairs.
    pub pairs: Vec<PairReport>,
    /// Index of accounts against accounts.
    pub matrix: Vec<Vec<f64>>,
    /// What could not be done.
    pub warnings: Vec<Warning>,
}

/// A kind beside the first is named from this probability on.
const ALSO: f64 = 0.2;

/// The likeliest kind of difference, if a difference at all is at least as likely as the settings ask; ties
/// go to the guide's order.
fn choose<'v>(verdicts: &'v [Verdict], config: &Config) -> Option<&'v Verdict> {
    let different = || verdicts.iter().filter(|v| v.kind != Kind::Agreement && v.probability > 0.0);
    let differs: f64 = different().map(|v| v.probability).sum();
    if differs < config.kind_threshold {
        return None;
    }
    different().max_by(|v, w| v.probability.total_cmp(&w.probability).then(w.kind.cmp(&v.kind)))
}

/// What is said of an agreement; below even odds that the two belong together it is a question.
fn agreement_text(same: bool, together: f64) -> &'static str {
    match together {
        _ if same => "Both say this in the same words.",
        p if p >= EVEN => "Both say this; no difference was found.",
        _ => "These may be about the same thing; no difference was found.",
    }
}

/// What silence weighs in severity beside words that differ: it may have many reasons.
const SILENCE: f64 = 0.6;

fn omission(a: &Analysis, b: &Analysis, link: &Link, config: &Config) -> Finding {
    let (claims, teller, silent) = if link.b.is_empty() { (&link.a, a, b) } else { (&link.b, b, a) };
    let words = claims.iter().map(|c| teller.features[*c].words).sum();
    let told = Some(side(teller, claims, &[]));
    let (side_a, side_b) = if link.b.is_empty() { (told, None) } else { (None, told) };
    Finding {
        kind: Kind::Omission,
        also: Vec::new(),
        rule: "omission/unaligned".into(),
        a: side_a,
        b: side_b,
        similarity: 0.0,
        severity: round4(SILENCE * config.weights.omission * salience(teller, claims)),
        confidence: round4(silence(link.probability, claims.len(), words, silent.len())),
        explanation: format!("Not mentioned in the text supplied from {}.", silent.account.source),
    }
}

fn salience(account: &Analysis, claims: &[usize]) -> f64 {
    claims.iter().map(|c| account.account.claims[*c].salience).fold(0.0, f64::max)
}

/// A finding's side: the stretch from the first to the last of its claims.
fn side(account: &Analysis, claims: &[usize], marks: &[Span]) -> Side {
    let spans = claims.iter().map(|c| account.account.claims[*c].span);
    let span = spans.reduce(Span::join).unwrap_or_default();
    let mut marks: Vec<Span> = marks.iter().copied().filter(|m| !m.is_empty() && span.contains(*m)).collect();
    marks.sort_unstable();
    marks.dedup();
    let quote = |span: Span| Quote { span, quote: span.of(&account.text).to_string() };
    Side { claims: claims.to_vec(), span, quote: quote(span).quote, marks: marks.into_iter().map(quote).collect() }
}

/// Links in the order a reader meets them: the first account's order, and what the second alone has right
/// after the link that holds its nearest earlier claim.
fn in_reading_order(links: Vec<Link>) -> Vec<Link> {
    let (mut told, alone): (Vec<Link>, Vec<Link>) = links.into_iter().partition(|l| !l.a.is_empty());
    let place = |j: usize| {
        let before = told.iter().enumerate().flat_map(|(at, l)| l.b.iter().map(move |k| (*k, at)));
        before.filter(|(k, _)| *k < j).max().map_or(0, |(_, at)| at + 1)
    };
    let mut placed: Vec<(usize, Link)> = alone.into_iter().map(|l| (place(l.b[0]), l)).collect();
    placed.sort_by_key(|(at, l)| (*at, l.b[0]));
    let mut out = Vec::with_capacity(told.len() + placed.len());
    let mut placed = placed.into_iter().peekable();
    for (at, link) in told.drain(..).enumerate() {
        while let Some((_, early)) = placed.next_if(|(place, _)| *place <= at) {
            out.push(early);
        }
        out.push(link);
    }
    out.extend(placed.map(|(_, l)| l));
    out
}

fn thinned(pair: &PairReport) -> Warning {
    Warning {
        code: "likely-pairs-only".into(),
        account: None,
        message: format!(
            "accounts {:?} and {:?} are so long that only claims sharing a rare word were compared; a counterpart in wholly other words may be missed",
            pair.a, pair.b
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(a: &[usize], b: &[usize]) -> Link {
        Link { a: a.to_vec(), b: b.to_vec(), probability: 0.0 }
    }

    #[test]
    fn what_the_second_alone_has_stands_where_it_belongs() {
        let links = vec![link(&[0], &[1]), link(&[1], &[]), link(&[2], &[0]), link(&[], &[2]), link(&[], &[3])];
        let order: Vec<(Option<usize>, Option<usize>)> =
            in_reading_order(links).iter().map(|l| (l.a.first().copied(), l.b.first().copied())).collect();
        assert_eq!(order, [(Some(0), Some(1)), (None, Some(2)), (None, Some(3)), (Some(1), None), (Some(2), Some(0))]);
    }
}
