//! Collections of documents for `match`: a JSON array of objects, or JSON Lines.

use crate::failure::Failure;
use crate::output;
use diptych_core::matching::Document;
use diptych_core::{Date, Lang};
use serde::Deserialize;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// A document as it is written; other fields are let pass.
#[derive(Deserialize)]
struct Row {
    id: Option<Value>,
    #[serde(default)]
    title: String,
    date: Option<String>,
    lang: Option<String>,
    text: Option<String>,
    /// Collections of official texts call it a side.
    #[serde(alias = "side")]
    source: Option<String>,
}

/// A collection.
pub struct Collection {
    /// Short name: the file's, without its ending.
    pub name: String,
    /// What is compared.
    pub documents: Vec<Document>,
    /// What only the cases need, in the same order.
    pub known: Vec<Known>,
    /// Documents that could not be read, each told on standard error.
    pub bad: usize,
}

/// What a case tells of a document beside its words.
pub struct Known {
    /// Its id, or its number in the collection.
    pub id: Value,
    /// Who tells it.
    pub source: String,
}

/// Reads a collection.
pub fn read(path: &Path) -> Result<Collection, Failure> {
    let text = fs::read_to_string(path).map_err(|e| match e.kind() {
        std::io::ErrorKind::InvalidData => Failure::at(path, "is not UTF-8; save the file as UTF-8"),
        _ => Failure::io(path, "read", &e),
    })?;
    let text = text.trim_start_matches('\u{feff}');
    let name: String = path.file_stem().map_or_else(|| "collection".into(), |s| s.to_string_lossy().into_owned());
    let mut out = Collection { name, documents: Vec::new(), known: Vec::new(), bad: 0 };
    let array = text.trim_start().starts_with('[');
    if array {
        let values: Vec<Value> = serde_json::from_str(text).map_err(|e| {
            let message = e.to_string();
            let what = message.split(" at line ").next().unwrap_or(&message);
            Failure::at_line(path, e.line(), format!("{what} (column {}); the file is one JSON array", e.column()))
        })?;
        for (n, value) in values.into_iter().enumerate() {
            let row = serde_json::from_value(value).map_err(|e| e.to_string());
            out.add(n + 1, row, |message| Failure::at(path, format!("document {}: {message}", n + 1)));
        }
    } else {
        for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
            let row = serde_json::from_str(line).map_err(|e| {
                let message = e.to_string();
                let what = message.split(" at line ").next().unwrap_or(&message).to_string();
                format!("{what} (column {}); each line is one JSON object", e.column())
            });
            out.add(n + 1, row, |message| Failure::at_line(path, n + 1, message));
        }
    }
    if out.documents.is_empty() {
        let message = "no document in it that can be matched; each is an object such as {\"date\": \"2031-05-03\", \"text\": \"…\"}";
        return Err(Failure::at(path, message));
    }
    Ok(out)
}

impl Collection {
    fn add(&mut self, number: usize, row: Result<Row, String>, wrong: impl Fn(&str) -> Failure) {
        match row.and_then(|row| self.document(number, row)) {
            Ok((document, known)) => {
                self.documents.push(document);
                self.known.push(known);
            }
            Err(message) => {
                self.bad += 1;
                output::complain(&wrong(&message).to_string());
            }
        }
    }

    fn document(&self, number: usize, row: Row) -> Result<(Document, Known), String> {
        let day = row.date.unwrap_or_default();
        let date = Date::parse(day.trim())
            .ok_or_else(|| format!("date is {day:?}; write the day as YYYY-MM-DD, since matching goes by days"))?;
        let lang = match row.lang.as_deref() {
            None | Some("") => None,
            // A language without rules is read as one, as anywhere.
            Some(code) => Some(Lang::from_code(code).unwrap_or_default()),
        };
        let text = row.text.unwrap_or_default();
        if !text.chars().any(char::is_alphanumeric) {
            return Err("text holds no words; put the account into it".into());
        }
        let document = Document { date, lang, title: diptych_render::one_line(&row.title), text };
        let source = row.source.filter(|s| !s.trim().is_empty()).unwrap_or_else(|| self.name.clone());
        Ok((document, Known { id: row.id.unwrap_or_else(|| number.into()), source }))
    }
}
