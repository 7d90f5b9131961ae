//! Accounts and cases: what goes in.

use crate::text::{Date, Lang};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use thiserror::Error;

/// One telling of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Short name, unique within its case.
    pub id: String,
    /// Who tells it, as shown to people.
    pub source: String,
    /// Its language; `None` to have it detected.
    pub lang: Option<Lang>,
    /// The day it was given out; relative dates ("yesterday") count from it.
    pub date: Option<Date>,
    /// The source's own words.
    pub text: String,
}

impl Account {
    /// An account whose source is called as its id, language and date unknown.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        let id = id.into();
        Account { source: id.clone(), id, lang: None, date: None, text: text.into() }
    }
}

/// One event and two or more accounts of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Short name; in a corpus, the folder's.
    pub id: String,
    /// What the event is called.
    pub title: String,
    /// The day of the event; stands in for an account's missing date.
    pub date: Option<Date>,
    /// The accounts, in the order they are shown.
    pub accounts: Vec<Account>,
}

/// Most pairs of accounts that one report holds: each of 200 accounts with each, or a row of 20,000. A small file can name so many
/// accounts that their pairs would fill any memory.
pub const MAX_PAIRS: usize = 20_000;

/// Why a case can't be compared.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CaseError {
    /// There is nothing to compare with.
    #[error("only {0} account given; a comparison needs at least two")]
    TooFewAccounts(usize),
    /// Two accounts carry the same id.
    #[error("two accounts are called {0:?}; give each its own id")]
    DuplicateId(String),
    /// An account holds no words.
    #[error("account {0:?} holds no words; there is nothing to compare")]
    EmptyAccount(String),
    /// More pairs than [`MAX_PAIRS`].
    #[error(
        "{0} pairs of accounts, more than the {MAX_PAIRS} that are compared at once; divide the case, or compare fewer of its pairs"
    )]
    TooManyPairs(usize),
    /// The engine's reader does not run.
    #[error(transparent)]
    Engine(#[from] crate::relation::ReadError),
}

impl Case {
    /// Checks what [`crate::Engine::report`] relies on.
    ///
    /// # Errors
    /// Fewer than two accounts, two with one id, or one without a letter or digit.
    pub fn validate(&self) -> Result<(), CaseError> {
        if self.accounts.len() < 2 {
            return Err(CaseError::TooFewAccounts(self.accounts.len()));
        }
        let mut ids = BTreeSet::new();
        for account in &self.accounts {
            if !ids.insert(account.id.as_str()) {
                return Err(CaseError::DuplicateId(account.id.clone()));
            }
            if !account.text.chars().any(char::is_alphanumeric) {
                return Err(CaseError::EmptyAccount(account.id.clone()));
            }
        }
        Ok(())
    }
}

/// Checks a number of pairs before they are made.
pub(crate) fn bounded(pairs: usize) -> Result<(), CaseError> {
    if pairs > MAX_PAIRS { Err(CaseError::TooManyPairs(pairs)) } else { Ok(()) }
}

/// `case.json` of a case folder, as the annotation guide lays it down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseFile {
    /// The folder's name.
    pub id: String,
    /// What the event is called.
    #[serde(default)]
    pub title: String,
    /// The day of the event.
    #[serde(default)]
    pub date: Option<Date>,
    /// How the texts came about.
    #[serde(default)]
    pub provenance: String,
    /// Field of life, such as `diplomacy`; only in the corpus.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// `train`, `dev` or `test`; only in the corpus.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split: Option<String>,
    /// The accounts in order.
    pub accounts: Vec<AccountFile>,
}

/// One account's entry in `case.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountFile {
    /// Short name, unique within the case.
    pub id: String,
    /// Who tells it.
    #[serde(default)]
    pub source: String,
    /// BCP 47 code; detected where missing.
    #[serde(default)]
    pub lang: Option<String>,
    /// The day it was given out.
    #[serde(default)]
    pub date: Option<Date>,
    /// File name within the case folder.
    pub file: String,
}

impl CaseFile {
    /// The case, with each account's text looked up by `read`.
    ///
    /// # Errors
    /// Whatever `read` gives for a file it can't supply.
    pub fn into_case<E>(self, mut read: impl FnMut(&AccountFile) -> Result<String, E>) -> Result<Case, E> {
        let mut accounts = Vec::with_capacity(self.accounts.len());
        for entry in &self.accounts {
            accounts.push(Account {
                id: entry.id.clone(),
                source: if entry.source.is_empty() { entry.id.clone() } else { entry.source.clone() },
                lang: entry.lang.as_deref().map(|code| Lang::from_code(code).unwrap_or_default()),
                date: entry.date.or(self.date),
                text: read(entry)?,
            });
        }
        let title = if self.title.is_empty() { self.id.clone() } else { self.title };
        Ok(Case { id: self.id, title, date: self.date, accounts })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(texts: &[(&str, &str)]) -> Case {
        let accounts = texts.iter().map(|(id, text)| Account::new(*id, *text)).collect();
        Case { id: "c".into(), title: "C".into(), date: None, accounts }
    }

    #[test]
    fn refuses_what_cannot_be_compared() {
        assert_eq!(case(&[("a", "One.")]).validate(), Err(CaseError::TooFewAccounts(1)));
        assert_eq!(case(&[("a", "One."), ("a", "Two.")]).validate(), Err(CaseError::DuplicateId("a".into())));
        assert_eq!(case(&[("a", "One."), ("b", " \n. ")]).validate(), Err(CaseError::EmptyAccount("b".into())));
        assert_eq!(case(&[("a", "One."), ("b", "Two.")]).validate(), Ok(()));
    }

    #[test]
    fn a_case_file_keeps_order_and_fills_in_dates() {
        let json = r#"{"id": "x", "date": "2031-05-03", "accounts": [
            {"id": "u", "source": "Union", "lang": "en-GB", "file": "u.txt"}, {"id": "p", "file": "p.txt"}]}"#;
        let file: CaseFile = serde_json::from_str(json).unwrap();
        let case = file.into_case(|a| Ok::<_, ()>(format!("text of {}", a.file))).unwrap();
        assert_eq!(case.title, "x");
        assert_eq!(case.accounts[0].lang, Some(Lang::En));
        assert_eq!(case.accounts[1].source, "p");
        assert_eq!(case.accounts[1].date, Date::parse("2031-05-03"));
        assert_eq!(case.accounts[1].text, "text of p.txt");
    }
}
