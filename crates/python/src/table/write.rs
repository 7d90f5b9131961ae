//! Rows to an Arrow table.

use arrow_array::builder::{Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use diptych_render::tables::{Cell, Holds};
use pyo3::PyResult;
use pyo3_arrow::PyTable;
use std::sync::Arc;

/// Most rows of a batch.
const ROWS: usize = 65_536;

/// About the most bytes of text in a batch; a column's offsets end at two billion.
const BYTES: usize = 256_000_000;

enum Column {
    Text(StringBuilder),
    Share(Float64Builder),
    Count(Int64Builder),
}

/// A table while it grows.
pub struct Builder {
    schema: SchemaRef,
    columns: Vec<Column>,
    batches: Vec<RecordBatch>,
    rows: usize,
    bytes: usize,
}

impl Builder {
    /// With these columns.
    pub fn new(columns: &[(&str, Holds)]) -> Self {
        let field = |(name, holds): &(&str, Holds)| {
            let held = match holds {
                Holds::Text => DataType::Utf8,
                Holds::Share => DataType::Float64,
                Holds::Count => DataType::Int64,
            };
            Field::new(*name, held, true)
        };
        let schema = Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()));
        let column = |(_, holds): &(&str, Holds)| match holds {
            Holds::Text => Column::Text(StringBuilder::new()),
            Holds::Share => Column::Share(Float64Builder::new()),
            Holds::Count => Column::Count(Int64Builder::new()),
        };
        Builder { schema, columns: columns.iter().map(column).collect(), batches: Vec::new(), rows: 0, bytes: 0 }
    }

    /// Adds a row, with a cell for each column; one that does not fit is as if it were empty.
    pub fn push(&mut self, row: Vec<Cell>) -> Result<(), ArrowError> {
        for (column, cell) in self.columns.iter_mut().zip(row) {
            match (column, cell) {
                (Column::Text(column), Cell::Text(text)) => {
                    self.bytes += text.len();
                    column.append_value(text);
                }
                (Column::Text(column), _) => column.append_null(),
                (Column::Share(column), Cell::Share(share)) => column.append_value(share),
                (Column::Share(column), _) => column.append_null(),
                (Column::Count(column), Cell::Count(count)) => {
                    column.append_value(i64::try_from(count).unwrap_or(i64::MAX))
                }
                (Column::Count(column), _) => column.append_null(),
            }
        }
        self.rows += 1;
        if self.rows >= ROWS || self.bytes >= BYTES { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), ArrowError> {
        let finished = |column: &mut Column| -> ArrayRef {
            match column {
                Column::Text(column) => Arc::new(column.finish()),
                Column::Share(column) => Arc::new(column.finish()),
                Column::Count(column) => Arc::new(column.finish()),
            }
        };
        let columns = self.columns.iter_mut().map(finished).collect();
        self.batches.push(RecordBatch::try_new(self.schema.clone(), columns)?);
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }

    /// The table.
    pub fn finish(mut self) -> PyResult<PyTable> {
        if self.rows > 0 {
            self.flush().map_err(crate::failed)?;
        }
        PyTable::try_new(self.batches, self.schema)
    }
}
