//! A case in one JSON file: what the page opens, and what it hands to its worker.
//!
//! ```json
//! {"id": "…", "title": "…", "date": "YYYY-MM-DD",
//!  "accounts": [{"id": "…", "source": "…", "lang": "en", "date": "YYYY-MM-DD", "text": "…"}]}
//! ```

use crate::i18n::{LANGUAGES, Words, fill, number, t};
use diptych_core::{Account, AccountFile, Case, CaseFile, Date, Lang};
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
            source: nameless(t(), n),
            ..OpenAccount::default()
        });
    }

    /// Names empty accounts that nobody has named in the language of the page.
    pub fn rename(&mut self) {
        for account in self.accounts.iter_mut().filter(|a| a.is_blank()) {
            if let Some(n) = unnamed(&account.source) {
                account.source = nameless(t(), n);
            }
        }
    }

    /// Puts what was read from a file into an account, under a name that is free. A source that somebody typed stays.
    pub fn fill(&mut self, n: usize, read: OpenAccount) {
        let taken = |id: &str| self.accounts.iter().enumerate().any(|(i, a)| i != n && a.id == id);
        let numbered = (2..).map(|k| format!("{}-{k}", read.id));
        let id = std::iter::once(read.id.clone()).chain(numbered).find(|id| !taken(id)).unwrap_or_default();
        let Some(account) = self.accounts.get_mut(n) else { return };
        if account.source.is_empty() || unnamed(&account.source).is_some() {
            account.source = read.source;
        }
        account.id = id;
        account.text = read.text;
        account.lang = account.lang.take().or(read.lang);
    }

    /// Reads a case file.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn parse(json: &str) -> Result<OpenCase, String> {
        let case: OpenCase = serde_json::from_str(json)
            .map_err(|e: serde_json::Error| fill(t().no_case_file, &[("reason", &e.to_string())]))?;
        has_room(case.accounts.len())?;
        Ok(case)
    }

    /// The case as the core takes it; a case folder of the same content gives the very same.
    ///
    /// # Errors
    /// A date that is none.
    pub fn into_case(self) -> Result<Case, String> {
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

/// Whether the page can compare this many accounts.
///
/// # Errors
/// They are too many.
pub fn has_room(accounts: usize) -> Result<(), String> {
    if accounts <= MOST {
        return Ok(());
    }
    Err(fill(t().too_many, &[("n", &number(accounts)), ("most", &number(MOST))]))
}

/// What the account of this number is called before somebody says who tells it.
fn nameless(words: &Words, n: usize) -> String {
    fill(words.account_n, &[("n", &n.to_string())])
}

/// The number of an account that nobody has named, in whatever language the page named it.
fn unnamed(source: &str) -> Option<usize> {
    let n = source.rsplit(' ').next()?.parse().ok()?;
    LANGUAGES.into_iter().any(|words| nameless(words, n) == source).then_some(n)
}

fn day(text: &Option<String>) -> Result<Option<Date>, String> {
    match text.as_deref().map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => Date::parse(text).map(Some).ok_or_else(|| fill(t().no_date, &[("text", text)])),
    }
}

impl OpenAccount {
    /// Whether nothing has been put in yet.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The account as the core takes it by itself, as an article.
    ///
    /// # Errors
    /// A date that is none.
    pub fn into_account(self) -> Result<Account, String> {
        let lang = self.lang.as_deref().and_then(Lang::from_code).filter(|l| *l != Lang::Und);
        let source = if self.source.is_empty() { self.id.clone() } else { self.source };
        Ok(Account { source, lang, date: day(&self.date)?, id: self.id, text: self.text })
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
    fn files_fill_accounts_without_two_of_one_name() {
        let read = |text: &str| OpenAccount {
            id: "a".into(),
            source: "A".into(),
            text: text.into(),
            ..OpenAccount::default()
        };
        let mut case = OpenCase::empty(2);
        case.accounts[1].source = "Union".into();
        case.fill(0, read("One."));
        case.fill(1, read("Two."));
        case.fill(7, read("Nowhere."));
        let told: Vec<_> = case.accounts.iter().map(|a| (a.id.as_str(), a.source.as_str(), a.text.as_str())).collect();
        assert_eq!(told, [("a", "A", "One."), ("a-2", "Union", "Two.")]);
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
    fn unnamed_accounts_are_named_in_the_language_of_the_page() {
        let mut case = OpenCase::empty(3);
        case.accounts[1].source = "Account of the union".into();
        case.accounts[2].text = "Some words.".into();
        crate::i18n::speak("ru");
        case.rename();
        let sources: Vec<&str> = case.accounts.iter().map(|a| a.source.as_str()).collect();
        assert_eq!(sources, ["Сообщение 1", "Account of the union", "Account 3"]);
        case.fill(0, OpenAccount { source: "Port".into(), ..OpenAccount::default() });
        assert_eq!(case.accounts[0].source, "Port");
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
