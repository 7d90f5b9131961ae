//! One file a command.

pub mod agree;
pub mod article;
pub mod batch;
pub mod check;
pub mod compare;
pub mod completions;
pub mod eval;
pub mod explain;
pub mod import;
pub mod label;
pub mod man;
pub mod matching;
pub mod matrix;
pub mod relate;
pub mod report;
pub mod schema;
pub mod trend;
