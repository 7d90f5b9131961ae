//! A comparison as a file to take along: by the same renderers as on the command line, byte for byte. The worker makes it, the
//! page hands it out.

use crate::state::Asked;
use diptych_core::Report;
use diptych_core::article::report::ArticleReport;
use diptych_render::{Order, Show, article, csv, docx, html, markdown};
use serde::{Deserialize, Serialize};

/// What it is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// One self-contained page.
    Html,
    /// Markdown.
    Markdown,
    /// A finding a row.
    Csv,
    /// A Word document.
    Docx,
}

impl Format {
    /// What there is of a case.
    pub const OF_CASE: &[Format] = &[Format::Html, Format::Markdown, Format::Csv, Format::Docx];
    /// What there is of an article, as on the command line.
    pub const OF_ARTICLE: &[Format] = &[Format::Html, Format::Markdown, Format::Docx];

    /// How the file's name ends.
    pub const fn ending(self) -> &'static str {
        match self {
            Format::Html => "html",
            Format::Markdown => "md",
            Format::Csv => "csv",
            Format::Docx => "docx",
        }
    }

    const fn mime(self) -> &'static str {
        match self {
            Format::Html => "text/html",
            Format::Markdown => "text/markdown",
            Format::Csv => "text/csv",
            Format::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }
}

/// A file that is made, but not yet handed out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Download {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub mime: String,
    /// What it holds.
    pub content: Content,
}

/// Text or bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Content {
    /// Text, in UTF-8.
    Text(String),
    /// Bytes; between page and worker in base64, since what goes there is JSON.
    Bytes(#[serde(with = "base64_text")] Vec<u8>),
}

impl Download {
    /// A file named after a comparison.
    pub fn new(id: &str, ending: &str, mime: &str, content: Content) -> Download {
        Download { name: format!("{id}.diptych.{ending}"), mime: mime.into(), content }
    }
}

/// A report as a file; `json` is the report as it is shown, corrected by hand or not, and `asked` what it was made from.
///
/// # Errors
/// The report is none, or too long for the format.
pub fn render(format: Format, asked: Asked, json: &str) -> Result<Download, String> {
    let show = Show::all(Order::Text);
    let odd = |e: serde_json::Error| e.to_string();
    let packed = |document: std::io::Result<Vec<u8>>| document.map(Content::Bytes).map_err(|e| e.to_string());
    let (id, content) = match asked {
        Asked::Case(case) => {
            let (case, report) = (case.into_case()?, serde_json::from_str::<Report>(json).map_err(odd)?);
            let content = match format {
                Format::Html => Content::Text(html::render(&report, &case, &show)),
                Format::Markdown => Content::Text(markdown::render(&report, &show)),
                Format::Csv => Content::Text(csv::render(&report, &show)),
                Format::Docx => packed(docx::render(&report, &show))?,
            };
            (report.case.id, content)
        }
        Asked::Article(account) => {
            let account = account.into_account()?;
            let report = serde_json::from_str::<ArticleReport>(json).map_err(odd)?;
            let content = match format {
                Format::Html => Content::Text(article::html::render(&report, &account, &show)),
                Format::Markdown => Content::Text(article::markdown::render(&report, &show)),
                // Of an article the sides' comparison.
                Format::Csv => Content::Text(csv::render(&report.comparison, &show)),
                Format::Docx => packed(article::docx::render(&report, &show))?,
            };
            (report.comparison.case.id, content)
        }
    };
    Ok(Download::new(&id, format.ending(), format.mime(), content))
}

mod base64_text {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use serde::{Deserialize, Deserializer, Serializer, de};

    pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(bytes))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        STANDARD.decode(String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case_file::OpenAccount;
    use crate::correct::{Correction, correct};
    use crate::work::tests_support::{case_of, report_of};

    const TEXTS: [&str; 2] =
        ["Some 900 dockers walked out on Friday. The mayor spoke.", "Some 400 dockers walked out."];

    fn text(download: Download) -> String {
        match download.content {
            Content::Text(text) => text,
            Content::Bytes(bytes) => diptych_ingest::read(&download.name, &bytes).unwrap().text,
        }
    }

    #[test]
    fn a_correction_by_hand_is_in_every_file() {
        let report = report_of(&TEXTS);
        let corrected = correct(&report, 0, 0, Correction::Kind(diptych_core::Kind::Contradiction)).unwrap();
        for format in Format::OF_CASE {
            let of = |r: &Report| text(render(*format, Asked::Case(case_of(&TEXTS)), &r.to_json()).unwrap());
            assert!(!of(&report).contains("Set by hand.") && of(&report).contains("900"), "{format:?}");
            assert!(of(&corrected).contains("Set by hand."), "{format:?}");
        }
    }

    #[test]
    fn an_article_is_a_file_of_its_own() {
        let words = include_str!("../../corpus/articles/morrow-pass/article.txt");
        let account = OpenAccount { id: "morrow".into(), text: words.into(), ..OpenAccount::default() };
        let engine = diptych_core::Engine::light();
        let report =
            engine.article(&account.clone().into_account().unwrap(), &[], &diptych_core::Config::article()).unwrap();
        for format in Format::OF_ARTICLE {
            let made = render(*format, Asked::Article(account.clone()), &report.to_json()).unwrap();
            assert_eq!(made.name, format!("morrow.diptych.{}", format.ending()));
            assert!(text(made).contains("Background"), "{format:?}");
        }
    }

    #[test]
    fn what_is_no_report_is_refused_and_bytes_survive_the_way() {
        assert!(render(Format::Csv, Asked::Case(case_of(&TEXTS)), "{}").is_err());
        let bytes = Download::new("x", "docx", Format::Docx.mime(), Content::Bytes((0..=255).collect()));
        let sent = serde_json::to_string(&bytes).unwrap();
        assert_eq!(serde_json::from_str::<Download>(&sent).unwrap(), bytes);
    }
}
