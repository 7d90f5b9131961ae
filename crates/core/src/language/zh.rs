//! Chinese. Its words are not parted, so that a token is one character and a term of the lists a row of them.

mod amounts;
mod claims;
mod reported;

use super::{Language, Read};
use crate::attribution::rules::Reported;
use crate::entity::fold;
use crate::text::Lang;

/// What Diptych has of Chinese.
pub static LANGUAGE: Language = Language {
    lang: Lang::Zh,
    name: "Chinese",
    stemmer: None,
    letter: Some(letter),
    lists: include_str!("../../data/zh.lex"),
    sentence_openers: &[],
    dash_is_copula: true,
    split: claims::split,
    amounts: &amounts::FORMS,
    undenied: &["仅", "只", "但"],
    agent: &["被", "由", "遭"],
    reported: Reported::Paragraph(reported::attributions),
    tagger: None,
    entity_words: include_str!("../../data/entity/zh.words"),
    entity_column: 2,
    fold: fold::as_written,
    read: Read::new(),
};

/// Full-width figures and signs count as their ASCII likes.
fn letter(c: char) -> char {
    match c {
        '０'..='９' | 'ａ'..='ｚ' | '％' | '：' | '．' => {
            u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c)
        }
        _ => c,
    }
}
