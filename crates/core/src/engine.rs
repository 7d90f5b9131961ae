//! The engine: analysis of accounts, comparison of analyses.
use crate::account::{Account, Case, CaseError};
use crate::analysis::Analysis;
use crate::config::Config;
use crate::report::*;

/// An engine with its models loaded; make one and keep it.
pub struct Engine {
    info: EngineInfo,
}

impl Engine {
    /// The light engine, wholly embedded: rules, and a table of word vectors.
    pub fn light() -> Self {
        Engine { info: EngineInfo { name: "light".into(), version: env!("CARGO_PKG_VERSION").into(), models: Vec::new() } }
    }

    /// Name, version and models.
    pub fn info(&self) -> &EngineInfo {
        &self.info
    }

    /// Reads one account. It need not be repeated for each comparison it takes part in.
    pub fn analyze(&self, account: &Account) -> Analysis {
        Analysis::new(account)
    }

    /// Compares two accounts. It cannot fail: what could not be done is a warning in the analyses.
    pub fn compare(&self, a: &Analysis, b: &Analysis, _config: &Config) -> PairReport {
        let (ca, cb) = (&a.account.claims, &b.account.claims);
        let side = |i: usize, c: &ClaimReport| Some(Side { claims: vec![i], span: c.span, quote: c.quote.clone(), marks: Vec::new() });
        let mut findings = Vec::new();
        let mut used = vec![false; cb.len()];
        for (i, x) in ca.iter().enumerate() {
            let j = (0..cb.len()).find(|&j| !used[j] && cb[j].quote.split(' ').filter(|w| w.len() > 4 && x.quote.contains(*w)).count() > 2);
            if let Some(j) = j { used[j] = true; }
            findings.push(Finding { kind: if j.is_some() { Kind::Agreement } else { Kind::Omission }, also: vec![], rule: "stub".into(),
                a: side(i, x), b: j.and_then(|j| side(j, &cb[j])), similarity: 0.0, severity: 0.5, confidence: 0.5, explanation: "Stub.".into() });
        }
        for (j, y) in cb.iter().enumerate().filter(|(j, _)| !used[*j]) {
            findings.push(Finding { kind: Kind::Omission, also: vec![], rule: "stub".into(), a: None, b: side(j, y), similarity: 0.0, severity: 0.5, confidence: 0.5, explanation: "Stub.".into() });
        }
        PairReport { a: a.account.id.clone(), b: b.account.id.clone(),
            index: Index { value: 0.0, shared: 1.0, only_a: 0.0, only_b: 0.0, conflicting: 0.0, reframed: 0.0, coverage_of_a: 1.0, coverage_of_b: 1.0 }, findings }
    }

    /// Compares every pair of a case's accounts.
    ///
    /// # Errors
    /// The case can't be compared at all: see [`CaseError`].
    pub fn report(&self, case: &Case, config: &Config) -> Result<Report, CaseError> {
        case.validate()?;
        let analyses: Vec<Analysis> = case.accounts.iter().map(|a| self.analyze(a)).collect();
        let n = analyses.len();
        let mut matrix = vec![vec![0.0; n]; n];
        let mut pairs = Vec::new();
        for i in 0..n {
            for j in i + 1..n {
                let pair = self.compare(&analyses[i], &analyses[j], config);
                matrix[i][j] = pair.index.value;
                matrix[j][i] = pair.index.value;
                pairs.push(pair);
            }
        }
        let warnings = analyses.iter().flat_map(|a| a.warnings.clone()).collect();
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
