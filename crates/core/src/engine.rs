//! The engine: analysis of accounts, comparison of analyses.

use crate::account::{Account, Case, CaseError, bounded};
use crate::align::read::Readings;
use crate::align::similarity;
use crate::align::{self, Link};
use crate::analysis::Analysis;
use crate::config::Config;
use crate::discrepancy::read::READ;
use crate::discrepancy::{Pair, Verdict, verdicts};
use crate::embed::Encoder;
use crate::embed::table::Table;
use crate::relation::{ReadError, RelationReader};
use crate::report::*;
use crate::score;
use crate::text::Span;

/// An engine with its models loaded; make one and keep it.
pub struct Engine {
    info: EngineInfo,
    encoder: &'static dyn Encoder,
    reader: Option<Box<dyn RelationReader>>,
}

impl Engine {
    /// The light engine, wholly embedded: rules, and a table of word vectors.
    pub fn light() -> Self {
        let encoder = Table::embedded();
        let info = EngineInfo {
            name: "light".into(),
            version: env!("CARGO_PKG_VERSION").into(),
            models: vec![encoder.model()],
        };
        Engine { info, encoder, reader: None }
    }

    /// The light engine's rules with a reader of pairs on top, which has its say in alignment and kinds. `name` is the
    /// engine's.
    ///
    /// # Errors
    /// The reader's model has nothing that says how to weigh it in a comparison.
    pub fn with_reader(name: &str, reader: Box<dyn RelationReader>) -> Result<Self, ReadError> {
        if reader.fitted().is_none() {
            return Err(ReadError(format!("the model {} reads single pairs only", reader.name())));
        }
        let mut engine = Engine::light();
        engine.info.name = name.into();
        engine.info.models.push(ModelInfo { name: reader.name().into(), sha256: reader.sha256().into() });
        engine.reader = Some(reader);
        Ok(engine)
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

    /// Compares two accounts. What could not be done is a warning in the analyses.
    ///
    /// # Errors
    /// The reader's model does not run; the light engine, which has none, cannot fail.
    pub fn compare(&self, a: &Analysis, b: &Analysis, config: &Config) -> Result<PairReport, ReadError> {
        let (links, readings) = align::align(a, b, self.reader.as_deref(), config)?;
        let links = in_reading_order(links);
        let findings: Vec<Finding> = links.iter().map(|link| self.finding(a, b, link, &readings, config)).collect();
        Ok(PairReport {
            a: a.account.id.clone(),
            b: b.account.id.clone(),
            index: score::index(a, b, &findings, config),
            findings,
        })
    }

    /// Compares every pair of accounts: first with second, first with third, second with third …
    pub(crate) fn compare_all(&self, accounts: &[&Analysis], config: &Config) -> Result<Compared, ReadError> {
        let n = accounts.len();
        let places: Vec<(usize, usize)> = (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j))).collect();
        let pairs: Result<Vec<PairReport>, ReadError> =
            places.iter().map(|&(i, j)| self.compare(accounts[i], accounts[j], config)).collect();
        Ok(Compared::new(accounts, &places, pairs?))
    }

    fn finding(&self, a: &Analysis, b: &Analysis, link: &Link, readings: &Readings, config: &Config) -> Finding {
        let fitted = self.reader.as_ref().and_then(|r| r.fitted());
        let (Some(&i), Some(&j)) = (link.a.first(), link.b.first()) else {
            let model = match fitted {
                Some(fitted) => &fitted.align,
                None => similarity::model(),
            };
            return omission(a, b, link, model, config);
        };
        let pair = Pair { a, i, b, j };
        let same = pair.x().wording == pair.y().wording && pair.x().amounts_equal(pair.y());
        let verdicts = if same { Vec::new() } else { verdicts(&pair, fitted.zip(readings.get(&(i, j)))) };
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
    /// The case can't be compared at all, or the engine does not run: see [`CaseError`].
    pub fn report(&self, case: &Case, config: &Config) -> Result<Report, CaseError> {
        case.validate()?;
        let n = case.accounts.len();
        bounded(n.saturating_mul(n - 1) / 2)?;
        let analyses: Vec<Analysis> = case.accounts.iter().map(|a| self.analyze(a)).collect();
        let compared = self.compare_all(&analyses.iter().collect::<Vec<_>>(), config)?;
        Ok(self.assemble(case, config, analyses, compared))
    }

    /// The report of a case whose accounts have been read and compared.
    pub(crate) fn assemble(&self, case: &Case, config: &Config, analyses: Vec<Analysis>, compared: Compared) -> Report {
        let mut warnings: Vec<Warning> = analyses.iter().flat_map(|a| a.warnings.clone()).collect();
        warnings.extend(compared.warnings);
        let (pairs, matrix) = (compared.pairs, compared.matrix);
        Report {
            schema: SCHEMA.into(),
            engine: self.info.clone(),
            settings: config.clone(),
            case: CaseInfo { id: case.id.clone(), title: case.title.clone(), date: case.date },
            accounts: analyses.into_iter().map(|a| a.account).collect(),
            pairs,
            matrix,
            warnings,
        }
    }
}

/// Pairs of some accounts compared.
pub(crate) struct Compared {
    /// The pairs.
    pub pairs: Vec<PairReport>,
    /// Index of accounts against accounts; empty where some pairs were left out.
    pub matrix: Vec<Vec<f64>>,
    /// What could not be done.
    pub warnings: Vec<Warning>,
}

impl Compared {
    /// From the pairs and the places of their accounts.
    pub fn new(accounts: &[&Analysis], places: &[(usize, usize)], pairs: Vec<PairReport>) -> Self {
        let n = accounts.len();
        let whole = places.len() == n * n.saturating_sub(1) / 2;
        let mut matrix = if whole { vec![vec![0.0; n]; n] } else { Vec::new() };
        let mut warnings = Vec::new();
        for (&(i, j), pair) in places.iter().zip(&pairs) {
            if whole {
                matrix[i][j] = pair.index.value;
                matrix[j][i] = pair.index.value;
            }
            if align::is_thinned(accounts[i].len(), accounts[j].len()) {
                warnings.push(thinned(pair));
            }
        }
        Compared { pairs, matrix, warnings }
    }
}

/// A kind beside the first is named from this probability on.
const ALSO: f64 = 0.2;

/// The likeliest kind of difference, if a difference at all is at least as likely as the settings ask; ties
/// go to the guide's order. A kind that no words show must be likelier than agreement.
fn choose<'v>(verdicts: &'v [Verdict], config: &Config) -> Option<&'v Verdict> {
    let different = || verdicts.iter().filter(|v| v.kind != Kind::Agreement && v.probability > 0.0);
    let differs: f64 = different().map(|v| v.probability).sum();
    if differs < config.kind_threshold {
        return None;
    }
    let agreement = verdicts.iter().find(|v| v.kind == Kind::Agreement).map_or(0.0, |v| v.probability);
    different()
        .max_by(|v, w| v.probability.total_cmp(&w.probability).then(w.kind.cmp(&v.kind)))
        .filter(|v| v.evidence.trigger != READ || v.probability > agreement)
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
pub const SILENCE: f64 = 0.6;

fn omission(a: &Analysis, b: &Analysis, link: &Link, model: &similarity::Model, config: &Config) -> Finding {
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
        confidence: round4(model.silence(link.probability, claims.len(), words, silent.len())),
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
    let mut held: Vec<(usize, usize)> =
        told.iter().enumerate().flat_map(|(at, l)| l.b.iter().map(move |k| (*k, at))).collect();
    held.sort_unstable();
    let place = |j: usize| held[..held.partition_point(|(k, _)| *k < j)].last().map_or(0, |(_, at)| at + 1);
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
    use crate::relation::fitted::Fitted;
    use crate::relation::{Claim, Reading, RelationKind};
    use serde_json::json;

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

    /// Says the same of every pair.
    struct Always(Reading, Fitted);

    impl RelationReader for Always {
        fn name(&self) -> &'static str {
            "always"
        }
        fn sha256(&self) -> &'static str {
            "00"
        }
        fn clear_from(&self) -> f64 {
            0.0
        }
        fn read(&self, pairs: &[[Claim<'_>; 2]]) -> Result<Vec<Reading>, ReadError> {
            Ok(vec![self.0; pairs.len()])
        }
        fn fitted(&self) -> Option<&Fitted> {
            Some(&self.1)
        }
    }

    fn compared_by(kind: RelationKind) -> (EngineInfo, Vec<Finding>) {
        // The reader alone decides.
        let kinds: Vec<_> = (0..7)
            .map(|k| json!({"bias": 0.0, "weights": (0..14).map(|x| f64::from(u8::from(x == 7 + k))).collect::<Vec<_>>()}))
            .collect();
        let align = json!({"bias": 0.0, "weights": [0, 1, 0, 0, 0, 0, 0, 0], "rival_bias": 0.0,
            "rival_weights": [1, 0, 0, 0, 0, 0], "silence": {"bias": 0.0, "weights": [0, 0, 0, 0]}});
        let fitted: Fitted = serde_json::from_value(json!({"align": align, "kinds": kinds})).unwrap();
        assert!(fitted.is_whole());
        let mut reading = Reading::NOTHING;
        reading.kinds = [0.01; 7];
        reading.kinds[kind.index()] = 0.94;
        let engine = Engine::with_reader("deep", Box::new(Always(reading, fitted))).unwrap();
        let text = ["The harbour master opened the gates on Friday.", "The gates were opened by the harbour master."];
        let read = text.map(|t| engine.analyze(&Account::new(t, t)));
        let report = engine.compare(&read[0], &read[1], &Config::default()).unwrap();
        (engine.info().clone(), report.findings)
    }

    #[test]
    fn a_reader_has_its_say_in_alignment_and_kinds() {
        let (info, findings) = compared_by(RelationKind::Unrelated);
        assert_eq!((info.name.as_str(), info.models[1].name.as_str()), ("deep", "always"));
        assert!(findings.iter().all(|f| f.kind == Kind::Omission), "{findings:?}");
        let (_, findings) = compared_by(RelationKind::Contradiction);
        let [finding] = findings.as_slice() else { panic!("{findings:?}") };
        assert_eq!((finding.kind, finding.rule.as_str()), (Kind::Contradiction, "contradiction/read"));
        let marks = &finding.a.as_ref().unwrap().marks;
        assert!(
            marks.iter().any(|m| m.quote == "Friday") && finding.explanation.contains("no single word"),
            "{finding:?}"
        );
        let (_, findings) = compared_by(RelationKind::Agreement);
        assert_eq!(findings[0].kind, Kind::Agreement);
    }

    #[test]
    fn a_reader_of_single_pairs_compares_nothing() {
        assert!(Engine::with_reader("x", Box::new(crate::relation::light::Light::new())).is_err());
    }
}
