//! Diptych's core: from two or more accounts of one event to a report of every discrepancy.
//!
//! ```
//! use diptych_core::{Account, Case, Config, Engine, Kind};
//!
//! let case = Case {
//!     id: "harbour".into(),
//!     title: "Harbour strike".into(),
//!     date: None,
//!     accounts: vec![
//!         Account::new("union", "More than 900 dockers walked out on Friday. The talks will go on."),
//!         Account::new("port", "Around 400 dockers walked out on Friday."),
//!     ],
//! };
//! let report = Engine::light().report(&case, &Config::default())?;
//! let kinds: Vec<Kind> = report.pairs[0].findings.iter().map(|f| f.kind).collect();
//! assert_eq!(kinds, [Kind::Quantity, Kind::Omission]);
//! # Ok::<(), diptych_core::CaseError>(())
//! ```
//!
//! # The pipeline
//!
//! | step | what it does | where |
//! | --- | --- | --- |
//! | read | an [`Account`]'s text to [`sentence`]s (headings and datelines told apart), [`token`]s, hits of the word lists ([`lexicon`]), and [`claim`]s: the clauses that can be true or false on their own | [`analysis`] |
//! | describe | each claim's [`feature`]s: content words and their rarity, amounts and dates, negation, commitment, loaded words, source, and its vector by an [`embed::Encoder`] | [`feature`], [`embed`] |
//! | align | which claims answer which: the likelihood of every pair, then the best one-to-one set, then leftovers that join it | [`align`] |
//! | type | how two aligned claims relate: each kind's rule reads signals, a fitted model weighs them | [`discrepancy`] |
//! | score | the discrepancy index and its parts | [`score`] |
//! | relate | the same question of two claims that somebody has cut already: kind, who says more, how sure | [`relation`] |
//! | report | everything above as plain data with a versioned JSON form | [`report`] |
//!
//! Beside it, [`emphasis`] tells what topics each account spends its words on.
//! Before it, [`matching`] finds the accounts of one event in two collections; after it, [`many`] tells what many reports
//! show together.
//!
//! [`Engine`] is the light engine; a [`relation::RelationReader`] on top of it, such as a transformer, reads the pairs that
//! the light engine proposes and has its say in alignment and kinds. `batch` runs many cases on every core, the one
//! place that knows threads. [`eval`] measures labels against gold.
//!
//! # What always holds
//!
//! 1. A report is a pure function of the texts, the settings and the version: no clock, files, threads or
//!    chance. Floating point uses only operations that IEEE 754 fixes to the bit, and `libm` for the rest,
//!    so that a browser gives the same bytes as a server.
//! 2. Every claim of both accounts is in a finding of their pair (one that answers several claims in several);
//!    nothing is dropped silently, and
//!    what could not be done is a [`report::Warning`].
//! 3. Spans are UTF-8 byte offsets into the account's text, and a quote is exactly the text at its span.
//! 4. Scores are finite, in their documented range and rounded to four decimals.
//! 5. No input makes it panic.
//!
//! # Glossary
//!
//! - **account**: one telling of an event; **case**: an event and its accounts
//! - **claim**: a clause that says something that can be true or false
//! - **attribution**: who is said to stand behind a claim (source), and the words that say so (cue)
//! - **alignment**: which claims of two accounts are about the same thing
//! - **discrepancy**: how aligned claims differ, or that a claim stands alone; the kinds are [`Kind`]
//! - **commitment** (modality): how firmly a claim is put, from open to established
//! - **salience**: how much of an account's substance a claim carries
//! - **severity**: salience times the weight of the kind; **confidence**: how sure the engine is
//! - **coverage**: how much of one account's content the other takes up in any way

#![cfg_attr(test, allow(clippy::float_cmp, reason = "tests ask for exact bits where the method promises them"))]

pub mod account;
pub mod align;
pub mod analysis;
pub mod article;
pub mod attribution;
#[cfg(not(target_arch = "wasm32"))]
pub mod batch;
pub mod claim;
pub mod config;
pub mod digest;
pub mod discrepancy;
pub mod embed;
pub mod emphasis;
pub mod engine;
pub mod entity;
pub mod eval;
pub mod feature;
pub mod labels;
pub mod language;
pub mod lexicon;
pub mod many;
pub mod matching;
mod math;
pub mod reading;
pub mod relation;
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
