//! A case in one JSON file: what the page opens, and what it hands to its worker.
//!
//! ```json
//! {"id": "…", "title": "…", "date": "YYYY-MM-DD",
//!  "accounts": [{"id": "…", "source": "…", "lang": "en", "date": "YYYY-MM-DD", "text": "…"}]}
//! ```

use diptych_core::{AccountFile, Case, CaseFile, Date};
use serde::{Deserialize, Serialize};

/// Accounts that the page holds at the most.
pub const MOST: usize = 8;

/// The case. All but the texts may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OpenCase {
    /// Short name.
    pub id: String,
    /// What the event is called.
    pub title: String,
    /// The day of the event, `YYYY-MM-DD`, or empty.
    pub date: Option<String>,
    /// The accounts.
    pub accounts: Vec<OpenAccount>,
}

/// One account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OpenAccount {
    /// Short name.
    pub id: String,
    /// Who tells it.
    pub source: String,
    /// BCP 47 code; detected where missing.
    pub lang: Option<String>,
    /// The day it was given out, `YYYY-MM-DD`, or empty.
    pub date: Option<String>,
    /// Its words.
    pub text: String,
}

impl OpenCase {
    /// A case with this many empty accounts.
    pub fn empty(accounts: usize) -> Self {
        let mut case = OpenCase { id: "pasted".into(), ..OpenCase::default() };
        (0..accounts).for_each(|_| case.add());
        case
    }

    /// Adds an empty account under a name that is free.
    pub fn add(&mut self) {
        let free = |n: &usize| !self.accounts.iter().any(|a| a.id == format!("account-{n}"));
        let n = (1..).find(free).unwrap_or(self.accounts.len() + 1);
        self.accounts.push(OpenAccount {
            id: format!("account-{n}"),
            source: format!("Account {n}"),
            ..OpenAccount::default()
        });
    }

    /// Reads a case file.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn parse(json: &str) -> Result<OpenCase, String> {
        let case: OpenCase = serde_json::from_str(json).map_err(|e| {
            format!("This is no case file: {e}. It should hold \"accounts\", each with an \"id\" and a \"text\".")
        })?;
        if case.accounts.len() > MOST {
            let n = case.accounts.len();
            return Err(format!(
                "The file holds {n} accounts; the page compares up to {MOST}. The command line takes more."
            ));
        }
        Ok(case)
    }

    /// The case as the core takes it; a case folder of the same content gives the very same.
    ///
    /// # Errors
    /// A date that is none.
    pub fn into_case(self) -> Result<Case, String> {
        let day = |text: &Option<String>| match text.as_deref().map(str::trim) {
            None | Some("") => Ok(None),
            Some(text) => {
                Date::parse(text).map(Some).ok_or_else(|| format!("{text:?} is no date; write it as YYYY-MM-DD"))
            }
        };
        let mut accounts = Vec::new();
        let mut texts = Vec::new();
        for a in self.accounts {
            let date = day(&a.date)?;
            accounts.push(AccountFile {
                id: a.id,
                source: a.source,
                lang: a.lang.filter(|l| !l.is_empty()),
                date,
                file: texts.len().to_string(),
            });
            texts.push(a.text);
        }
        let file = CaseFile {
            id: self.id,
            title: self.title,
            date: day(&self.date)?,
            provenance: String::new(),
            field: None,
            split: None,
            accounts,
        };
        let mut texts = texts.into_iter();
        // Texts are asked for in the order of the accounts.
        file.into_case(|_| Ok(texts.next().unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_file_becomes_a_case() {
        let json = r#"{"id": "x", "date": "2031-05-03", "accounts": [{"id": "u", "text": "One."}, {"id": "p", "lang": "en", "date": "", "text": "Two."}]}"#;
        let case = OpenCase::parse(json).unwrap().into_case().unwrap();
        assert_eq!((case.accounts[0].source.as_str(), case.accounts[1].text.as_str()), ("u", "Two."));
        assert_eq!(case.accounts[1].date, Date::parse("2031-05-03"));
    }

    #[test]
    fn what_is_wrong_is_told() {
        assert!(OpenCase::parse("[1]").unwrap_err().contains("no case file"));
        let many = format!(r#"{{"accounts": [{}]}}"#, ["{}"; 9].join(","));
        assert!(OpenCase::parse(&many).unwrap_err().contains("up to 8"));
        let case = OpenCase { date: Some("May".into()), ..OpenCase::empty(2) };
        assert!(case.into_case().unwrap_err().contains("YYYY-MM-DD"));
    }

    #[test]
    fn added_accounts_have_names_of_their_own() {
        let mut case = OpenCase::empty(3);
        case.accounts.remove(0);
        case.add();
        let ids: Vec<&str> = case.accounts.iter().map(|a| a.id.as_str()).collect();
        assert_eq!(ids, ["account-2", "account-3", "account-1"]);
    }
}
