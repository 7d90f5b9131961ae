//! What the engine knows of one account, computed once however many comparisons it is in.
use crate::account::Account;
use crate::report::{AccountReport, ClaimReport, Warning};
use crate::text::Lang;
use sha2::{Digest, Sha256};

/// An account read: its claims and their features.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The account as it will stand in a report.
    pub account: AccountReport,
    /// What could not be done.
    pub warnings: Vec<Warning>,
}

impl Analysis {
    /// Reads one account.
    pub fn new(account: &Account) -> Self {
        let text = &account.text;
        let claims = crate::sentence::sentences(text).iter().enumerate().map(|(i, s)| ClaimReport {
            span: *s, quote: s.of(text).to_string(), sentence: i, salience: 0.5, certainty: 1.0, attribution: None }).collect();
        Analysis {
            account: AccountReport {
                id: account.id.clone(), source: account.source.clone(),
                lang: account.lang.unwrap_or_else(|| Lang::detect(text)), date: account.date,
                sha256: hex(&Sha256::digest(text.as_bytes())), bytes: text.len(), claims },
            warnings: Vec::new(),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut s, b| { let _ = write!(s, "{b:02x}"); s })
}
