//! Russian.

mod amounts;
mod claims;
mod reported;

use super::{Language, Read};
use crate::entity::fold;
use crate::text::Lang;
use rust_stemmers::Algorithm;

/// What Diptych has of Russian.
pub static LANGUAGE: Language = Language {
    lang: Lang::Ru,
    name: "Russian",
    stemmer: Some(Algorithm::Russian),
    letter: Some(letter),
    lists: include_str!("../../data/ru.lex"),
    sentence_openers: &["В", "Но", "А", "Он", "Она", "Они", "Это", "По", "На", "Как"],
    dash_is_copula: true,
    split: claims::split,
    amounts: &amounts::FORMS,
    undenied: &["только", "просто", "менее", "более"],
    agent: &[],
    reported: reported::source_and_cue,
    tagger: None,
    entity_words: include_str!("../../data/entity/ru.words"),
    entity_column: 1,
    fold: fold::russian,
    read: Read::new(),
};

/// The dots of ё are mostly left out in print.
fn letter(c: char) -> char {
    if c == 'ё' { 'е' } else { c }
}
