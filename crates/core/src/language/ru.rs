//! Russian.

mod amounts;
mod claims;
mod reported;
mod verb;

use super::{Language, Read};
use crate::attribution::rules::Reported;
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
    sentence_openers: &[
        "В",
        "Во",
        "Но",
        "А",
        "И",
        "Он",
        "Она",
        "Они",
        "Мы",
        "Это",
        "Эта",
        "Этот",
        "Эти",
        "По",
        "На",
        "Как",
        "С",
        "К",
        "О",
        "Об",
        "При",
        "После",
        "До",
        "За",
        "От",
        "Для",
        "Из",
        "Так",
        "Также",
        "Кроме",
        "Однако",
        "Все",
        "Всего",
        "Ранее",
        "Затем",
        "Тогда",
        "Теперь",
        "Если",
        "Когда",
        "Хотя",
        "Его",
        "Её",
        "Ее",
        "Их",
        "Там",
        "Не",
        "Сейчас",
        "Тем",
        "Под",
        "Стороны",
        "Речь",
    ],
    dash_is_copula: true,
    split: claims::split,
    amounts: &amounts::FORMS,
    undenied: &["только", "просто", "менее", "более"],
    agent: &[],
    reported: Reported::Sentence(reported::source_and_cue),
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

#[cfg(test)]
mod tests {
    use crate::embed::table::Table;
    use crate::embed::words::Words;
    use crate::feature::Features;
    use crate::language::tests::read;
    use crate::text::Lang;

    #[test]
    fn a_clause_denies_once() {
        let count = |text: &str| {
            let (tokens, hits) = read(text, Lang::Ru);
            let run = 0..tokens.len();
            Features::new(text, &tokens, &run, &hits, &mut Words::new(Table::embedded()), (Lang::Ru, None))
                .negations
                .len()
        };
        for once in ["Никто ничего никому не сказал", "Нет никаких раненых", "Суд отклонил жалобу"]
        {
            assert_eq!(count(once), 1, "{once}");
        }
        for never in [
            "Обсудили не только торговлю",
            "Нельзя не согласиться",
            "Встреча не исключена",
            "Не исключено, что он приедет",
            "Прибыло не менее 20 судов",
        ] {
            assert_eq!(count(never), 0, "{never}");
        }
    }
}
