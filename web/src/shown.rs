//! A finished comparison, with what it was made from.

use crate::agent::{EngineName, Request};
use crate::case_file::{OpenAccount, OpenCase};
use crate::i18n::{fill, t};
use diptych_core::Report;
use diptych_core::article::report::ArticleReport;
use diptych_core::report::PairReport;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// What was compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Asked {
    /// A case.
    Case(OpenCase),
    /// An article.
    Article(OpenAccount),
}

impl Asked {
    /// The request that an engine answers.
    pub fn request(&self, engine: EngineName) -> Request {
        match self {
            Asked::Case(case) => Request::Compare(case.clone(), engine),
            Asked::Article(article) => Request::Article(article.clone(), engine),
        }
    }
}

/// A finished comparison. Two are the same only if they are one.
#[derive(Debug)]
pub struct Shown {
    /// The report; of an article, its comparison.
    pub report: Report,
    /// The article taken apart.
    pub article: Option<ArticleReport>,
    /// The JSON as the command line prints it.
    pub json: String,
    /// What it was made from.
    pub asked: Asked,
    /// The same before the last correction by hand, if one was made.
    pub before: Option<Rc<Shown>>,
}

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Shown {
    /// The text of an account, which its spans point into.
    pub fn text(&self, id: &str) -> &str {
        match &self.asked {
            Asked::Article(article) => &article.text,
            Asked::Case(case) => case.accounts.iter().find(|a| a.id == id).map_or("", |a| a.text.as_str()),
        }
    }

    /// The pair at a place, or the nearest there is; an article may have none.
    pub fn pair(&self, n: usize) -> Option<&PairReport> {
        self.report.pairs.get(n.min(self.report.pairs.len().saturating_sub(1)))
    }

    /// Who tells the account called `id`.
    pub fn source<'s>(&'s self, id: &'s str) -> &'s str {
        self.report.account(id).map_or(id, |a| a.source.as_str())
    }

    /// How many corrections by hand it holds.
    pub fn corrections(&self) -> usize {
        self.before.as_ref().map_or(0, |before| before.corrections() + 1)
    }

    /// What the worker answered to what was asked.
    ///
    /// # Errors
    /// It is no report, which only another version would write.
    pub fn new(json: String, asked: Asked) -> Result<Shown, String> {
        let odd = |e: serde_json::Error| fill(t().unreadable, &[("reason", &e.to_string())]);
        Ok(match asked {
            Asked::Case(_) => {
                Shown { report: serde_json::from_str(&json).map_err(odd)?, article: None, json, asked, before: None }
            }
            Asked::Article(_) => {
                let article: ArticleReport = serde_json::from_str(&json).map_err(odd)?;
                Shown { report: article.comparison.clone(), article: Some(article), json, asked, before: None }
            }
        })
    }
}
