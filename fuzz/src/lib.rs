//! What is tried on any bytes: a target is one file with a `run` that panics where something does not hold, and a line in
//! [`TARGETS`]. `just fuzz TARGET SECONDS` tries it on bytes that nobody thought of; `crates/cli/tests/regressions.rs`, in the
//! ordinary test run, on those that once upset it (`regressions/TARGET/`).

#![allow(dead_code, missing_docs, reason = "a binary of fuzzing uses one target")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "that it panics is how a target tells")]

pub mod article;
pub mod compare;
pub mod deep;
pub mod docx;
pub mod import;
pub mod ingest;
pub mod numbers;
pub mod pdf;
pub mod records;
pub mod report;
pub mod segment;
pub mod shown;
mod support;

/// A target by its name.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: [Target; 12] = [
    ("article", article::run),
    ("compare", compare::run),
    ("deep", deep::run),
    ("docx", docx::run),
    ("import", import::run),
    ("ingest", ingest::run),
    ("numbers", numbers::run),
    ("pdf", pdf::run),
    ("records", records::run),
    ("report", report::run),
    ("segment", segment::run),
    ("shown", shown::run),
];
