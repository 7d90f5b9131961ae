//! One file a command.

pub mod compare;
pub mod completions;
pub mod explain;
pub mod label;
pub mod man;
pub mod schema;
