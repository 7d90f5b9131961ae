//! What the worker does for each request, apart from how it is asked. It runs natively too, where it is tested.

use crate::agent::{Answer, Request};
use crate::case_file::{OpenAccount, OpenCase};
use crate::i18n::t;
use diptych_core::emphasis::{self, Topic};
use diptych_core::{Analysis, Config, Engine, Report, score};
use std::cell::OnceCell;

thread_local! {
    /// The engine, loaded with the first comparison and kept.
    static ENGINE: OnceCell<Engine> = const { OnceCell::new() };
}

/// Does what was asked, with the light engine.
pub fn answer(request: Request) -> Answer {
    ENGINE.with(|cell| answer_with(cell.get_or_init(Engine::light), request))
}

/// Does what was asked, with an engine.
pub fn answer_with(engine: &Engine, request: Request) -> Answer {
    match request {
        Request::Compare(case, _) => Answer::Compared(report(engine, case)),
        Request::Article(account, _) => Answer::Article(article(engine, account)),
        Request::Rescore(case, report) => Answer::Rescored(rescored(engine, case, *report)),
        Request::Topics(case) => Answer::Topics(topics(engine, case)),
        Request::Open(..) | Request::Render(..) => Answer::Fault("files are read and made by another program".into()),
    }
}

/// The answer where there is no engine to give it.
pub fn without_engine(request: &Request, reason: String) -> Answer {
    match request {
        Request::Compare(..) => Answer::Compared(Err(reason)),
        Request::Article(..) => Answer::Article(Err(reason)),
        Request::Rescore(..) => Answer::Rescored(Err(reason)),
        Request::Topics(..) => Answer::Topics(Err(reason)),
        Request::Open(..) | Request::Render(..) => Answer::Fault(reason),
    }
}

/// The report's JSON, byte for byte what the command line prints, or why there is none.
fn report(engine: &Engine, case: OpenCase) -> Result<String, String> {
    let case = case.into_case()?;
    engine.report(&case, &Config::default()).map(|r| r.to_json()).map_err(|e| e.to_string())
}

/// A report with its indexes reckoned anew from its findings, which somebody corrected, as JSON.
pub(crate) fn rescored(engine: &Engine, case: OpenCase, mut report: Report) -> Result<String, String> {
    let analyses = analyses(engine, case)?;
    let place = |id: &str| analyses.iter().position(|a| a.account.id == id);
    for pair in &mut report.pairs {
        let (Some(i), Some(j)) = (place(&pair.a), place(&pair.b)) else { continue };
        pair.index = score::index(&analyses[i], &analyses[j], &pair.findings, &report.settings);
        for (row, column) in [(i, j), (j, i)] {
            if let Some(cell) = report.matrix.get_mut(row).and_then(|r| r.get_mut(column)) {
                *cell = pair.index.value;
            }
        }
    }
    Ok(report.to_json())
}

fn analyses(engine: &Engine, case: OpenCase) -> Result<Vec<Analysis>, String> {
    Ok(case.into_case()?.accounts.iter().map(|a| engine.analyze(a)).collect())
}

/// What topics the accounts spend their words on.
fn topics(engine: &Engine, case: OpenCase) -> Result<Vec<Topic>, String> {
    let analyses = analyses(engine, case)?;
    Ok(emphasis::topics(&analyses.iter().collect::<Vec<_>>()))
}

/// An article taken apart, as JSON that is byte for byte the command line's, or why there is none.
fn article(engine: &Engine, account: OpenAccount) -> Result<String, String> {
    if !account.text.chars().any(char::is_alphanumeric) {
        return Err(t().no_article.into());
    }
    let account = account.into_account()?;
    engine.article(&account, &[], &Config::article()).map(|r| r.to_json()).map_err(|e| e.to_string())
}

/// Reports for the tests of what is drawn from them.
#[cfg(test)]
pub(crate) mod tests_support {
    use super::*;

    pub fn case_of(texts: &[&str]) -> OpenCase {
        let mut case = OpenCase::empty(texts.len());
        case.accounts.iter_mut().zip(texts).for_each(|(a, t)| a.text = (*t).into());
        case
    }

    pub fn report_of(texts: &[&str]) -> Report {
        serde_json::from_str(&super::report(&Engine::light(), case_of(texts)).unwrap()).unwrap()
    }

    pub fn report(a: &str, b: &str) -> Report {
        report_of(&[a, b])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_gives_a_report_and_an_empty_one_a_reason() {
        let mut case = OpenCase::empty(2);
        case.accounts[0].text = "The port reopened on Friday.".into();
        let engine = Engine::light();
        assert!(report(&engine, case.clone()).unwrap_err().contains("holds no words"));
        case.accounts[1].text = "The port did not reopen on Friday.".into();
        let json = report(&engine, case).unwrap();
        assert!(json.contains("\"schema\": \"diptych-report/2\"") && json.ends_with("}\n"));
    }

    #[test]
    fn an_article_gives_its_sides() {
        let text = include_str!("../../corpus/articles/morrow-pass/article.txt");
        let engine = Engine::light();
        let account = OpenAccount { id: "article".into(), text: text.into(), ..OpenAccount::default() };
        let json = article(&engine, account).unwrap();
        let report: diptych_core::article::report::ArticleReport = serde_json::from_str(&json).unwrap();
        assert!(report.sides.len() >= 2);
        assert!(article(&engine, OpenAccount::default()).unwrap_err().contains("no words"));
    }
}
