//! One record to a case: a line of JSON, a row of a table, or a case folder.

use super::source::{Form, NOT_UTF8, Raw, What, cells, too_long};
use crate::failure::Failure;
use crate::input;
use diptych_core::report::Warning;
use diptych_core::{Account, Case, Date, Lang};
use diptych_ingest::{IngestError, LIMIT};
use serde_json::{Map, Value};
use std::path::Path;

/// Named values, as they stand in the input.
pub type Fields = Map<String, Value>;

/// A record that has been read.
pub struct Record {
    /// Its name as given, null where none is.
    pub id: Value,
    /// What to compare.
    pub case: Case,
    /// What reading it brought up.
    pub warnings: Vec<Warning>,
    /// What it holds beyond what is known here.
    pub extra: Fields,
}

/// Why a record could not be read or compared.
#[derive(Debug, PartialEq)]
pub struct Refusal {
    /// The record's name, as far as it is known.
    pub id: Value,
    /// What is wrong, and what to do.
    pub message: String,
}

/// Reads a record.
pub fn read(raw: &Raw, form: &Form) -> Result<Record, Refusal> {
    let nameless = |message: String| Refusal { id: Value::Null, message };
    let mut fields = match &raw.what {
        What::Json(bytes) => json(bytes).map_err(nameless)?,
        What::Row(bytes) => named(bytes, form).map_err(nameless)?,
        What::Folder(path) => return folder(path),
        What::TooLong => return Err(nameless(too_long())),
    };
    let id = match fields.remove("id") {
        None => Value::Null,
        Some(id @ (Value::Null | Value::String(_) | Value::Number(_))) => id,
        Some(_) => return Err(nameless("id is neither a text nor a number".to_string())),
    };
    let name = name(&id).unwrap_or_else(|| raw.line.to_string());
    match case(&mut fields, name, form) {
        Ok((case, warnings)) => Ok(Record { id, case, warnings, extra: fields }),
        Err(message) => Err(Refusal { id, message }),
    }
}

/// A record's id as its case has it, if it has one.
pub fn name(id: &Value) -> Option<String> {
    match id {
        Value::String(name) if !name.is_empty() => Some(name.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The fields of a line.
fn json(bytes: &[u8]) -> Result<Fields, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| NOT_UTF8.to_string())?;
    serde_json::from_str(text.trim()).map_err(|e| {
        let message = e.to_string();
        let what = message.split(" at line ").next().unwrap_or(&message);
        format!("{what} (column {}); {FORM}", e.column())
    })
}

const FORM: &str =
    "write {\"id\", \"accounts\": [{\"id\", \"text\"}, ...]} or {\"a\": \"one text\", \"b\": \"the other\"}";

/// The cells of a row by their columns; empty ones are as if they were not there.
fn named(row: &[u8], form: &Form) -> Result<Fields, String> {
    let cells = cells(row, form.delimiter)?;
    if cells.len() != form.columns.len() {
        return Err(format!("cells: {}, where the first row names {} columns", cells.len(), form.columns.len()));
    }
    let filled =
        form.columns.iter().cloned().zip(cells).filter(|(name, cell)| !cell.is_empty() || name == "a" || name == "b");
    Ok(filled.map(|(name, cell)| (name, Value::String(cell))).collect())
}

/// The case in the fields; what is known is taken out of them.
fn case(fields: &mut Fields, name: String, form: &Form) -> Result<(Case, Vec<Warning>), String> {
    let title = text(fields, "title")?.filter(|t| !t.is_empty()).unwrap_or_else(|| name.clone());
    let date = date("date", text(fields, "date")?.as_deref())?;
    let mut warnings = Vec::new();
    let accounts = match fields.remove("accounts").filter(|_| form.columns.is_empty()) {
        Some(Value::Array(accounts)) => many(accounts, date, form, &mut warnings, fields)?,
        Some(_) => return Err(format!("accounts is no list; {FORM}")),
        None => ["a", "b"].into_iter().map(|side| one(fields, side, date)).collect::<Result<_, _>>()?,
    };
    let case = Case { id: name, title, date, accounts };
    warnings.extend(input::same_texts(&case));
    Ok((case, warnings))
}

/// What a line or a row says of one account beside its name; what is empty is as if it were not there.
#[derive(Debug, Default)]
pub struct Told {
    /// Its text.
    pub words: String,
    /// Who tells it.
    pub source: Option<String>,
    /// Its language.
    pub lang: Option<String>,
    /// The day it was given out.
    pub date: Option<String>,
}

impl Told {
    /// Takes the rest of what is told out of the fields, whose names end in `suffix`.
    fn take(words: String, fields: &mut Fields, suffix: &str) -> Result<Told, String> {
        let mut take = |name: &str| text(fields, &format!("{name}{suffix}"));
        Ok(Told { words, source: take("source")?, lang: take("lang")?, date: take("date")? })
    }

    /// The account; `day` is the event's, and errors name the fields with their `suffix`.
    pub fn account(self, id: &str, suffix: &str, day: Option<Date>) -> Result<Account, String> {
        if self.words.len() > LIMIT {
            let side = if suffix.is_empty() { String::new() } else { format!("{id}: ") };
            return Err(format!("{side}{}", IngestError::TooLong));
        }
        Ok(Account {
            source: self.source.filter(|s| !s.is_empty()).unwrap_or_else(|| id.into()),
            lang: lang(&format!("lang{suffix}"), self.lang.as_deref())?,
            date: date(&format!("date{suffix}"), self.date.as_deref())?.or(day),
            ..Account::new(id, self.words)
        })
    }
}

/// A side of a pair.
fn one(fields: &mut Fields, side: &str, day: Option<Date>) -> Result<Account, String> {
    let words = text(fields, side)?.ok_or_else(|| format!("{side:?} is missing; {FORM}"))?;
    let suffix = format!("_{side}");
    Told::take(words, fields, &suffix)?.account(side, &suffix, day)
}

/// A list of accounts; what is unknown in them goes to `extra`, by their ids.
fn many(
    list: Vec<Value>,
    day: Option<Date>,
    form: &Form,
    warnings: &mut Vec<Warning>,
    extra: &mut Fields,
) -> Result<Vec<Account>, String> {
    let mut accounts = Vec::with_capacity(list.len());
    let mut rest = Fields::new();
    for (number, account) in (1..).zip(list) {
        let Value::Object(mut fields) = account else { return Err(format!("account {number} is no object; {FORM}")) };
        let id = text(&mut fields, "id")?.filter(|id| !id.is_empty());
        let id = id.ok_or_else(|| format!("account {number} has no id; give it a short name"))?;
        let of = |e: String| format!("account {id:?}: {e}");
        let words = match (text(&mut fields, "text").map_err(of)?, text(&mut fields, "file").map_err(of)?) {
            (Some(words), None) => words,
            (None, Some(file)) => from_file(&file, &id, form, warnings)?,
            (Some(_), Some(_)) => return Err(of("has both text and file; give one of them".into())),
            (None, None) => return Err(of("has neither text nor file; give one of them".into())),
        };
        accounts.push(Told::take(words, &mut fields, "").and_then(|told| told.account(&id, "", day)).map_err(of)?);
        if !fields.is_empty() {
            rest.insert(id, Value::Object(fields));
        }
    }
    if !rest.is_empty() {
        extra.insert("accounts".into(), Value::Object(rest));
    }
    Ok(accounts)
}

fn from_file(file: &str, id: &str, form: &Form, warnings: &mut Vec<Warning>) -> Result<String, String> {
    let Some(folder) = &form.folder else {
        let message = "a record from standard input can't name a file; give the text itself";
        return Err(format!("account {id:?}: {message}"));
    };
    let path = input::inside(folder, file).ok_or_else(|| {
        format!("account {id:?}: file {file:?} leads out of the folder of the input; put the file into it")
    })?;
    input::account_text(&path, id, warnings).map_err(|e| e.to_string())
}

fn text(fields: &mut Fields, name: &str) -> Result<Option<String>, String> {
    match fields.remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(format!("{name} is no text; put it in quotation marks")),
    }
}

/// The day of that name.
pub fn date(name: &str, day: Option<&str>) -> Result<Option<Date>, String> {
    let Some(day) = day.filter(|d| !d.is_empty()) else { return Ok(None) };
    Date::parse(day).map(Some).ok_or_else(|| format!("{name} is {day:?}; write it as YYYY-MM-DD"))
}

/// The language of that name.
fn lang(name: &str, code: Option<&str>) -> Result<Option<Lang>, String> {
    let Some(code) = code.filter(|c| !c.is_empty()) else { return Ok(None) };
    let wrong = || format!("{name} is {code:?}; write en, ru, zh or und, or leave it out to have it detected");
    Lang::from_code(code).map(Some).ok_or_else(wrong)
}

/// A case folder.
fn folder(path: &Path) -> Result<Record, Refusal> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let (_, input) =
        input::case_folder(path).map_err(|e: Failure| Refusal { id: name.into(), message: e.to_string() })?;
    // It has been read well a moment ago.
    let bytes = input::bytes(&path.join("case.json"), input::CASE_LIMIT).ok().flatten().unwrap_or_default();
    let mut extra: Fields = serde_json::from_slice(&bytes).unwrap_or_default();
    extra.retain(|field, _| !["id", "title", "date", "accounts"].contains(&field.as_str()));
    Ok(Record { id: input.case.id.clone().into(), case: input.case, warnings: input.warnings, extra })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn form(columns: &[&str]) -> Form {
        let columns = columns.iter().map(|c| c.to_string()).collect();
        Form { shown: "x".into(), folder: None, columns, delimiter: b',' }
    }

    fn line(line: &Value) -> Result<Record, Refusal> {
        read(&Raw { line: 7, what: What::Json(line.to_string().into_bytes()) }, &form(&[]))
    }

    fn refused(value: &Value) -> String {
        line(value).err().unwrap().message
    }

    #[test]
    fn a_pair_and_a_list_of_accounts_are_cases() {
        let pair =
            json!({"a": "One.", "b": "Two.", "source_b": "Port", "lang_a": "en", "date": "2031-05-03", "url": 5});
        let record = line(&pair).unwrap();
        assert_eq!((record.id, record.case.id.as_str(), &record.extra["url"]), (Value::Null, "7", &json!(5)));
        assert_eq!((record.case.accounts[0].lang, record.case.accounts[1].source.as_str()), (Some(Lang::En), "Port"));
        assert_eq!(record.case.accounts[1].date, Date::parse("2031-05-03"));
        let accounts =
            json!([{"id": "u", "text": "One."}, {"id": "p", "source": "Port", "text": "Two.", "tone": "calm"}]);
        let record = line(&json!({"id": "s", "title": "Strike", "accounts": accounts})).unwrap();
        assert_eq!((record.id, record.case.title.as_str()), ("s".into(), "Strike"));
        assert_eq!(Value::Object(record.extra), json!({"accounts": {"p": {"tone": "calm"}}}));
    }

    #[test]
    fn a_row_is_a_pair_by_its_columns() {
        let form = form(&["b", "a", "lang_a", "note", "source_a"]);
        let row = |text: &str| read(&Raw { line: 2, what: What::Row(text.into()) }, &form);
        let record = row("Two.,\"One, \"\"really\"\".\",,kept,Union\n").unwrap();
        assert_eq!(record.case.accounts[0].text, "One, \"really\".");
        assert_eq!((record.case.accounts[0].source.as_str(), &record.extra["note"]), ("Union", &json!("kept")));
        assert!(row("Two.,One.\n").err().unwrap().message.contains("cells: 2, where the first row names 5"));
    }

    #[test]
    fn what_is_wrong_is_told_with_the_name() {
        assert!(refused(&json!([1])).contains("invalid type"));
        assert!(refused(&json!({"a": "One."})).contains("\"b\" is missing; write"));
        assert!(refused(&json!({"a": 1, "b": "x"})).contains("a is no text"));
        assert!(refused(&json!({"a": "x", "b": "y", "lang_b": "de"})).contains("lang_b is \"de\"; write en"));
        assert!(refused(&json!({"a": "x", "b": "y", "date": "May"})).contains("date is \"May\"; write it as"));
        assert!(refused(&json!({"id": {}, "a": "x", "b": "y"})).contains("id is neither"));
        assert!(refused(&json!({"accounts": {}})).contains("accounts is no list"));
        assert!(refused(&json!({"accounts": [{"id": "u"}]})).contains("account \"u\": has neither text nor file"));
        assert!(refused(&json!({"accounts": [{"text": "x"}]})).contains("account 1 has no id"));
        assert!(refused(&json!({"accounts": [{"id": "u", "file": "x"}]})).contains("can't name a file"));
        assert_eq!(line(&json!({"id": "s"})).err().unwrap().id, "s");
    }
}
