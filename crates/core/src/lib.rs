//! Diptych's core: from two or more accounts of one event to a report of every discrepancy.

pub mod account;
pub mod align;
pub mod analysis;
#[cfg(not(target_arch = "wasm32"))]
pub mod batch;
pub mod claim;
pub mod config;
pub mod discrepancy;
pub mod embed;
pub mod engine;
pub mod eval;
pub mod feature;
pub mod labels;
pub mod lexicon;
mod math;
pub mod report;
pub mod score;
pub mod sentence;
pub mod text;
pub mod token;

pub use account::{Account, AccountFile, Case, CaseError, CaseFile};
pub use analysis::Analysis;
pub use config::Config;
pub use engine::Engine;
pub use report::{Kind, Report};
pub use text::{Date, Lang, Span};
