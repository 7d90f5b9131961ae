//! English.

mod amounts;
mod claims;
mod reported;

use super::{Language, Read};
use crate::attribution::rules::Reported;
use crate::entity::fold;
use crate::text::Lang;
use rust_stemmers::Algorithm;

/// What Diptych has of English.
pub static LANGUAGE: Language = Language {
    lang: Lang::En,
    name: "English",
    stemmer: Some(Algorithm::English),
    letter: None,
    lists: include_str!("../../data/en.lex"),
    sentence_openers: &[
        "The", "A", "An", "It", "He", "She", "They", "We", "In", "On", "At", "But", "This", "No", "Both",
    ],
    dash_is_copula: false,
    split: claims::split,
    amounts: &amounts::FORMS,
    undenied: &["only", "doubt", "least", "surprisingly"],
    agent: &["by"],
    reported: Reported::Sentence(reported::source_and_cue),
    tagger: Some(include_bytes!("../../../../models/attribution-en.bin")),
    entity_words: include_str!("../../data/entity/en.words"),
    entity_column: 0,
    fold: fold::english,
    read: Read::new(),
};
