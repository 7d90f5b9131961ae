//! The rows of an Arrow table, each a case or what is wrong with it.
//!
//! A row is a case as a line of a batch is: two texts `a` and `b`, or a list `accounts`; the columns read are in [`known`].

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchReader, StructArray};
use arrow_cast::cast;
use arrow_schema::{ArrowError, DataType};
use diptych::library::{self, Told};
use diptych_core::report::Warning;
use diptych_core::{Account, Case};
use std::vec;

/// Columns of text that are read; but for that of lists, others are left alone.
const TEXTS: [&str; 11] =
    ["id", "title", "date", "a", "b", "source_a", "source_b", "lang_a", "lang_b", "date_a", "date_b"];

/// All columns that are read.
pub fn known() -> Vec<&'static str> {
    TEXTS.into_iter().chain([ACCOUNTS]).collect()
}

/// The column that holds lists of accounts, and the fields of one.
const ACCOUNTS: &str = "accounts";
const FIELDS: [&str; 5] = ["id", "text", "source", "lang", "date"];

/// A row of the table.
pub struct Row {
    /// Its position in the table, from 0.
    pub number: usize,
    /// Its id; where it has none, its position.
    pub name: String,
    /// Its size in bytes, or about that.
    pub size: usize,
    /// What to compare and what reading it brought up, or what is wrong with it.
    pub case: Result<(Case, Vec<Warning>), String>,
}

/// Reads a table batch by batch.
pub struct Read {
    reader: Box<dyn RecordBatchReader + Send>,
    rows: vec::IntoIter<Row>,
    next: usize,
}

impl Read {
    /// # Errors
    /// The table has no columns to compare.
    pub fn new(reader: Box<dyn RecordBatchReader + Send>) -> Result<Self, String> {
        let schema = reader.schema();
        let has = |name: &str| schema.column_with_name(name).is_some();
        if !(has(ACCOUNTS) || has("a") && has("b")) {
            let names: Vec<&str> = schema.fields().iter().map(|f| f.name().as_str()).collect();
            return Err(format!(
                "the table has the columns {names:?}, but neither a and b, the two texts, nor accounts, a list of {{id, text}}"
            ));
        }
        Ok(Read { reader, rows: Vec::new().into_iter(), next: 0 })
    }
}

impl Iterator for Read {
    type Item = Result<Row, String>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(row) = self.rows.next() {
                return Some(Ok(row));
            }
            match self.reader.next()? {
                Ok(batch) => match rows(&batch, self.next) {
                    Ok(rows) => {
                        self.next += rows.len();
                        self.rows = rows.into_iter();
                    }
                    Err(error) => return Some(Err(error)),
                },
                Err(error) => return Some(Err(error.to_string())),
            }
        }
    }
}

/// A column of text; of another kind, as text.
struct Texts(Option<ArrayRef>);

impl Texts {
    fn new(column: Option<&ArrayRef>, name: &str) -> Result<Self, String> {
        let Some(column) = column else { return Ok(Texts(None)) };
        let wrong = |e: ArrowError| format!("column {name} is no text: {e}");
        let text = match column.data_type() {
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => column.clone(),
            DataType::Null => return Ok(Texts(None)),
            // Data frames make such of a column that is empty, and of whole numbers of which one is missing.
            kind if kind.is_floating() && column.null_count() == column.len() => return Ok(Texts(None)),
            kind if kind.is_floating() && name == "id" => {
                let whole = cast(column, &DataType::Int64).map_err(wrong)?;
                if cast(&whole, kind).map_err(wrong)?.to_data() != column.to_data() {
                    return Err(format!("column {name} holds numbers that are not whole; make it text first"));
                }
                cast(&whole, &DataType::Utf8).map_err(wrong)?
            }
            // The day, without the time.
            DataType::Timestamp(..) | DataType::Date64 if name.contains("date") => {
                let days = cast(column, &DataType::Date32).map_err(wrong)?;
                cast(&days, &DataType::Utf8).map_err(wrong)?
            }
            kind if kind.is_nested() || kind.is_floating() || is_binary(kind) => {
                return Err(format!("column {name} holds {kind}, where text is read; make it text first"));
            }
            _ => cast(column, &DataType::Utf8).map_err(wrong)?,
        };
        Ok(Texts(Some(text)))
    }

    fn at(&self, row: usize) -> Option<&str> {
        let column = self.0.as_ref().filter(|c| c.is_valid(row))?;
        Some(match column.data_type() {
            DataType::LargeUtf8 => column.as_string::<i64>().value(row),
            DataType::Utf8View => column.as_string_view().value(row),
            _ => column.as_string::<i32>().value(row),
        })
    }

    fn owned(&self, row: usize) -> Option<String> {
        self.at(row).map(String::from)
    }
}

fn is_binary(kind: &DataType) -> bool {
    use DataType::{Binary, BinaryView, FixedSizeBinary, LargeBinary};
    matches!(kind, Binary | LargeBinary | BinaryView | FixedSizeBinary(_))
}

/// The rows of a batch, the first of which is that `from` in the table.
fn rows(batch: &RecordBatch, from: usize) -> Result<Vec<Row>, String> {
    let column = |name: &str| Texts::new(batch.column_by_name(name), name);
    let [id, title, date, a, b, source_a, source_b, lang_a, lang_b, date_a, date_b] = all(TEXTS.map(column))?;
    let lists =
        batch.column_by_name(ACCOUNTS).filter(|c| *c.data_type() != DataType::Null).map(Lists::new).transpose()?;
    let texts = batch.column_by_name("a").is_some();
    let side = |row: usize, side: &str, columns: [&Texts; 4], day| -> Result<Account, String> {
        let [words, source, lang, date] = columns.map(|c| c.owned(row));
        let words = words.ok_or_else(|| format!("{side} is null; give it a text"))?;
        Told { words, source, lang, date }.account(side, &format!("_{side}"), day)
    };
    let case = |row: usize, name: &str| {
        let day = library::date("date", date.at(row))?;
        let accounts = match lists.as_ref().map(|lists| lists.at(row, day)).transpose()?.flatten() {
            Some(accounts) => accounts,
            None if !texts => return Err("accounts is null; give it a list of {id, text}".to_string()),
            None => vec![
                side(row, "a", [&a, &source_a, &lang_a, &date_a], day)?,
                side(row, "b", [&b, &source_b, &lang_b, &date_b], day)?,
            ],
        };
        let title = title.at(row).filter(|t| !t.is_empty()).unwrap_or(name).to_string();
        let case = Case { id: name.to_string(), title, date: day, accounts };
        let warnings = library::same_texts(&case);
        Ok((case, warnings))
    };
    let row = |row: usize| {
        let number = from + row;
        let name = id.owned(row).filter(|id| !id.is_empty()).unwrap_or_else(|| number.to_string());
        let case = case(row, &name);
        let size = case.as_ref().map_or(0, |(case, _)| case.accounts.iter().map(|a| a.text.len()).sum());
        Row { number, name, size, case }
    };
    Ok((0..batch.num_rows()).map(row).collect())
}

/// All of them, or the first error.
fn all<T, const N: usize>(results: [Result<T, String>; N]) -> Result<[T; N], String> {
    let mut found = Vec::with_capacity(N);
    for result in results {
        found.push(result?);
    }
    found.try_into().map_err(|_| String::new())
}

/// A column of lists of accounts.
struct Lists {
    column: ArrayRef,
    fields: [Texts; FIELDS.len()],
}

impl Lists {
    fn new(column: &ArrayRef) -> Result<Self, String> {
        let wrong = |kind: &DataType| {
            format!("column {ACCOUNTS} holds {kind}; it must hold lists of {{id, text, source, lang, date}}")
        };
        let column = match column.data_type() {
            DataType::List(item) => cast(column, &DataType::LargeList(item.clone())).map_err(|e| e.to_string())?,
            DataType::LargeList(_) => column.clone(),
            kind => return Err(wrong(kind)),
        };
        let values = column.as_list::<i64>().values();
        let Some(structs) = values.as_any().downcast_ref::<StructArray>() else {
            return Err(wrong(column.data_type()));
        };
        let field = |name: &str| Texts::new(structs.column_by_name(name), &format!("{ACCOUNTS}.{name}"));
        let fields = all(FIELDS.map(field))?;
        Ok(Lists { column, fields })
    }

    /// The row's accounts; `None` where it has no list.
    fn at(&self, row: usize, day: Option<diptych_core::Date>) -> Result<Option<Vec<Account>>, String> {
        let list = self.column.as_list::<i64>();
        if list.is_null(row) {
            return Ok(None);
        }
        let offsets = list.value_offsets();
        let (from, to) = (offsets[row], offsets[row + 1]);
        let place = |at: i64| usize::try_from(at).unwrap_or_default();
        (place(from)..place(to))
            .enumerate()
            .map(|(n, at)| self.account(n + 1, at, day))
            .collect::<Result<_, _>>()
            .map(Some)
    }

    fn account(&self, number: usize, at: usize, day: Option<diptych_core::Date>) -> Result<Account, String> {
        let [id, words, source, lang, date] = self.fields.each_ref().map(|f| f.owned(at));
        let id = id
            .filter(|id| !id.is_empty())
            .ok_or_else(|| format!("account {number} has no id; give it a short name"))?;
        let of = |e: String| format!("account {id:?}: {e}");
        let words = words.ok_or_else(|| of("has no text".into()))?;
        Told { words, source, lang, date }.account(&id, "", day).map_err(of)
    }
}
