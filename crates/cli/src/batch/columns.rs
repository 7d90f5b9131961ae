//! A table as CSV and Parquet at once: the same rows, whose bytes are the same on every run.

use super::journal::unwritten;
use crate::failure::Failure;
use diptych_render::csv::tame;
use diptych_render::tables::{Cell, Holds};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Most rows of a row group.
const ROWS: usize = 50_000;

/// Most bytes of text that wait for a row group to be full.
const BYTES: usize = 32_000_000;

/// A cell as it stands in CSV; one that is empty is null in Parquet.
fn to_csv(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => tame(text),
        Cell::Share(share) => share.to_string(),
        Cell::Count(count) => count.to_string(),
    }
}

/// The cells of a column that wait for a row group, without the empty ones, and which of them are there.
struct Column {
    cells: Cells,
    there: Vec<i16>,
}

enum Cells {
    Text(Vec<ByteArray>),
    Share(Vec<f64>),
    Count(Vec<i64>),
}

/// The two files of a table.
pub struct Table {
    csv: csv::Writer<File>,
    csv_path: PathBuf,
    parquet: SerializedFileWriter<File>,
    parquet_path: PathBuf,
    columns: Vec<Column>,
    rows: usize,
    bytes: usize,
}

impl Table {
    /// Begins `NAME.csv` and `NAME.parquet`.
    pub fn create(folder: &Path, name: &str, head: &[(&str, Holds)]) -> Result<Self, Failure> {
        let (csv_path, parquet_path) = (folder.join(format!("{name}.csv")), folder.join(format!("{name}.parquet")));
        let create = |path: &Path| File::create(path).map_err(|e| unwritten(path, &e));
        let mut csv = csv::Writer::from_writer(create(&csv_path)?);
        csv.write_record(head.iter().map(|(name, _)| name)).map_err(|e| csv_failed(&csv_path, e))?;
        let file = create(&parquet_path)?;
        let parquet = schema(name, head).and_then(|schema| SerializedFileWriter::new(file, schema, properties()));
        let parquet = parquet.map_err(|e| parquet_failed(&parquet_path, e))?;
        let column = |(_, holds): &(&str, Holds)| Column { cells: Cells::new(*holds), there: Vec::new() };
        let columns = head.iter().map(column).collect();
        Ok(Table { csv, csv_path, parquet, parquet_path, columns, rows: 0, bytes: 0 })
    }

    /// Adds a row, with a cell for each column.
    pub fn push(&mut self, row: Vec<Cell>) -> Result<(), Failure> {
        self.csv.write_record(row.iter().map(to_csv)).map_err(|e| csv_failed(&self.csv_path, e))?;
        for (column, cell) in self.columns.iter_mut().zip(row) {
            self.bytes += column.push(cell);
        }
        self.rows += 1;
        if self.rows >= ROWS || self.bytes >= BYTES { self.flush() } else { Ok(()) }
    }

    /// Writes what waits as a row group.
    fn flush(&mut self) -> Result<(), Failure> {
        let mut write = || {
            let mut group = self.parquet.next_row_group()?;
            for column in &mut self.columns {
                column.write(&mut group)?;
            }
            group.close().map(|_| ())
        };
        (self.rows, self.bytes) = (0, 0);
        write().map_err(|e| parquet_failed(&self.parquet_path, e))
    }

    /// Ends both files, safe against a power cut.
    pub fn finish(mut self) -> Result<(), Failure> {
        if self.rows > 0 {
            self.flush()?;
        }
        let csv = self.csv.into_inner().map_err(|e| unwritten(&self.csv_path, e.error()))?;
        csv.sync_all().map_err(|e| unwritten(&self.csv_path, &e))?;
        let parquet = self.parquet.into_inner().map_err(|e| parquet_failed(&self.parquet_path, e))?;
        parquet.sync_all().map_err(|e| unwritten(&self.parquet_path, &e))
    }
}

impl Cells {
    fn new(holds: Holds) -> Self {
        match holds {
            Holds::Text => Cells::Text(Vec::new()),
            Holds::Share => Cells::Share(Vec::new()),
            Holds::Count => Cells::Count(Vec::new()),
        }
    }
}

impl Column {
    /// Keeps a cell; gives its length in bytes. One that does not fit the column is as if it were empty.
    fn push(&mut self, cell: Cell) -> usize {
        let mut length = 8;
        let there = match (&mut self.cells, cell) {
            (Cells::Text(cells), Cell::Text(text)) => {
                length += text.len();
                cells.push(text.into_bytes().into());
                true
            }
            (Cells::Share(cells), Cell::Share(share)) => {
                cells.push(share);
                true
            }
            (Cells::Count(cells), Cell::Count(count)) => {
                cells.push(i64::try_from(count).unwrap_or(i64::MAX));
                true
            }
            _ => false,
        };
        self.there.push(there.into());
        length
    }

    /// Writes the cells into the next column of the row group, and is empty again.
    fn write(&mut self, group: &mut SerializedRowGroupWriter<'_, File>) -> Result<(), ParquetError> {
        match &mut self.cells {
            Cells::Text(cells) => write::<ByteArrayType>(group, cells, &mut self.there),
            Cells::Share(cells) => write::<DoubleType>(group, cells, &mut self.there),
            Cells::Count(cells) => write::<Int64Type>(group, cells, &mut self.there),
        }
    }
}

fn write<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, File>,
    cells: &mut Vec<T::T>,
    there: &mut Vec<i16>,
) -> Result<(), ParquetError> {
    if let Some(mut column) = group.next_column()? {
        column.typed::<T>().write_batch(cells, Some(there), None)?;
        column.close()?;
    }
    cells.clear();
    there.clear();
    Ok(())
}

fn schema(name: &str, head: &[(&str, Holds)]) -> Result<Arc<Type>, ParquetError> {
    let column = |(name, holds): &(&str, Holds)| {
        let (physical, logical) = match holds {
            Holds::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Holds::Share => (Physical::DOUBLE, None),
            Holds::Count => (Physical::INT64, None),
        };
        let builder = Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
        builder.with_logical_type(logical).build().map(Arc::new)
    };
    let columns: Result<Vec<_>, _> = head.iter().map(column).collect();
    Type::group_type_builder(name).with_fields(columns?).build().map(Arc::new)
}

/// Nothing in them depends on when or where a file is written.
fn properties() -> Arc<WriterProperties> {
    let properties = WriterProperties::builder()
        .set_created_by(concat!("diptych ", env!("CARGO_PKG_VERSION")).into())
        .set_compression(Compression::SNAPPY);
    Arc::new(properties.build())
}

fn parquet_failed(path: &Path, error: ParquetError) -> Failure {
    unwritten(path, &io::Error::other(error))
}

fn csv_failed(path: &Path, error: csv::Error) -> Failure {
    unwritten(path, &io::Error::from(error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use std::fs;

    #[test]
    fn both_files_hold_the_same_rows() {
        let head = [("name", Holds::Text), ("share", Holds::Share), ("count", Holds::Count)];
        let rows = [
            vec![Cell::Text("=one, \"1\"".into()), Cell::Share(0.25), Cell::Count(7)],
            vec![Cell::Empty, Cell::Empty, Cell::Empty],
            vec![Cell::Text("два".into()), Cell::Share(1.0), Cell::Count(0)],
        ];
        let write = || {
            let folder = tempfile::tempdir().unwrap();
            let mut table = Table::create(folder.path(), "t", &head).unwrap();
            rows.iter().for_each(|row| table.push(row.clone()).unwrap());
            table.flush().unwrap();
            table.push(rows[0].clone()).unwrap();
            table.finish().unwrap();
            ["t.csv", "t.parquet"].map(|name| fs::read(folder.path().join(name)).unwrap())
        };
        let [csv, parquet] = write();
        assert_eq!(write(), [csv.clone(), parquet.clone()]);
        let csv = String::from_utf8(csv).unwrap();
        assert_eq!(csv, "name,share,count\n\"'=one, \"\"1\"\"\",0.25,7\n,,\nдва,1,0\n\"'=one, \"\"1\"\"\",0.25,7\n");
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.parquet");
        fs::write(&path, parquet).unwrap();
        let reader = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
        assert_eq!(reader.metadata().num_row_groups(), 2);
        let read: Vec<String> = reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect();
        let first = "{name: \"=one, \"1\"\", share: 0.25, count: 7}";
        let all = [first, "{name: null, share: null, count: null}", "{name: \"два\", share: 1.0, count: 0}", first];
        assert_eq!(read, all);
    }
}
