//! What is particular to a language, in one place: `<code>.rs` here says what it has, its rules are in the folder beside
//! it, its words in `data/<code>.lex` and `data/entity/<code>.words`. Everything else asks [`Language::of`].

mod en;
mod ru;
mod zh;

use crate::attribution::Tagger;
use crate::attribution::rules::Reported;
use crate::entity::fold::Fold;
use crate::entity::names::Names;
use crate::feature::amount::Forms;
use crate::lexicon::{Hit, Lexicon};
use crate::text::Lang;
use crate::token::Token;
use rust_stemmers::Algorithm;
use std::ops::Range;
use std::sync::OnceLock;

/// Every language that Diptych reads. A new one is a line here.
pub static LANGUAGES: [&Language; 3] = [&en::LANGUAGE, &ru::LANGUAGE, &zh::LANGUAGE];

/// A language that Diptych reads.
pub struct Language {
    /// Which one.
    pub lang: Lang,
    /// Its English name.
    pub name: &'static str,
    /// How its words lose their endings; without it a word is its own stem.
    pub(crate) stemmer: Option<Algorithm>,
    /// Which letter a lower-cased one counts as, where two ways of writing are one.
    pub(crate) letter: Option<fn(char) -> char>,
    /// The text of its word lists.
    pub(crate) lists: &'static str,
    /// Words with which a sentence begins even after an abbreviation.
    pub(crate) sentence_openers: &'static [&'static str],
    /// Whether a dash may stand for "is", so that a name before it need not be a dateline.
    pub(crate) dash_is_copula: bool,
    /// Divides the tokens of a sentence into claims.
    pub(crate) split: fn(&[Token], &[Hit]) -> Vec<Range<usize>>,
    /// How it writes amounts.
    pub(crate) amounts: &'static Forms,
    /// Words after a negation that leave nothing denied: "not only".
    pub(crate) undenied: &'static [&'static str],
    /// Words before whoever does what a passive tells.
    pub(crate) agent: &'static [&'static str],
    /// Who says what by its words, where there is no tagger.
    pub(crate) reported: Reported,
    /// The file of its attribution tagger.
    pub(crate) tagger: Option<&'static [u8]>,
    /// The text of its words about names.
    pub(crate) entity_words: &'static str,
    /// Its column in the lists of names, from 0.
    pub(crate) entity_column: usize,
    /// How words of names are compared.
    pub(crate) fold: Fold,
    /// What is read of these files, once.
    pub(crate) read: Read,
}

/// What is read of a language's files when it is first needed.
pub(crate) struct Read {
    pub lexicon: OnceLock<Lexicon>,
    pub names: OnceLock<Names>,
    pub tagger: OnceLock<Option<Tagger>>,
}

impl Read {
    const fn new() -> Read {
        Read { lexicon: OnceLock::new(), names: OnceLock::new(), tagger: OnceLock::new() }
    }
}

impl Language {
    /// What Diptych has of a language; `None` where it has none.
    pub fn of(lang: Lang) -> Option<&'static Language> {
        LANGUAGES.iter().find(|l| l.lang == lang).copied()
    }

    /// The languages by name: "English, Russian and Chinese".
    pub fn names() -> String {
        let names: Vec<&str> = LANGUAGES.iter().map(|l| l.name).collect();
        match names.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
            _ => names.concat(),
        }
    }

    /// How amounts are read in a language; figures of one that Diptych does not know are read as in English.
    pub(crate) fn forms(lang: Lang) -> &'static Forms {
        Language::of(lang).unwrap_or(&en::LANGUAGE).amounts
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::claim;
    use crate::feature::amount::{self, Amount, Dimension};
    use crate::text::{Date, Span};
    use crate::token::Tokenizer;

    /// Tokens of a text with the hits over them.
    pub(crate) fn read(text: &str, lang: Lang) -> (Vec<Token>, Vec<Hit>) {
        let tokens = Tokenizer::new(lang).tokens(text, Span::new(0, text.len()));
        let hits = Lexicon::of(lang).hits(&tokens);
        (tokens, hits)
    }

    /// The amounts of a text of 7 May 2031, a Wednesday.
    pub(crate) fn amounts(text: &str, lang: Lang) -> Vec<Amount> {
        let (tokens, hits) = read(text, lang);
        amount::amounts(&tokens, &hits, Date::parse("2031-05-07"), Language::forms(lang))
    }

    /// Dimensions and values of a text's amounts.
    pub(crate) fn values(text: &str, lang: Lang) -> Vec<(Dimension, f64)> {
        amounts(text, lang).iter().map(|a| (a.dimension, a.value)).collect()
    }

    /// Asserts that dimensions are these and values too but for rounding.
    pub(crate) fn agree(found: &[(Dimension, f64)], expect: &[(Dimension, f64)], text: &str) {
        let near = |(x, y): (&(Dimension, f64), &(Dimension, f64))| x.0 == y.0 && (x.1 - y.1).abs() < 1e-9;
        assert!(found.len() == expect.len() && found.iter().zip(expect).all(near), "{text}: {found:?}");
    }

    /// The words of a sentence's claims.
    pub(crate) fn claims(text: &str, lang: Lang) -> Vec<&str> {
        let (tokens, hits) = read(text, lang);
        claim::split(&tokens, &hits, lang).iter().map(|run| claim::span(&tokens, run).of(text)).collect()
    }

    /// The words of source and cue by the rules of a language.
    pub(crate) fn reported(text: &str, lang: Lang) -> Option<(&str, &str)> {
        let (tokens, hits) = read(text, lang);
        let Reported::Sentence(rule) = Language::of(lang)?.reported else { return None };
        let (source, cue) = rule(&tokens, &hits)?;
        Some((claim::span(&tokens, &source).of(text), claim::span(&tokens, &cue).of(text)))
    }

    #[test]
    fn one_amount_has_one_value_in_every_language() {
        let all = [
            ["1.5 million people", "1,5 млн человек", "150万人"],
            ["on 15 May 2031", "15 мая 2031 года", "2031年5月15日"],
            ["at 14:30", "в 14:30", "十四时三十分"],
            ["5 per cent", "5 процентов", "百分之五"],
            ["35 hours", "35 часов", "三十五小时"],
            ["in 2022", "в 2022 году", "2022年"],
            ["2.5 billion euros", "2,5 млрд евро", "25亿欧元"],
            ["yesterday", "вчера", "昨天"],
        ];
        for texts in all {
            let read: Vec<_> = LANGUAGES.iter().zip(texts).map(|(l, text)| values(text, l.lang)).collect();
            assert_eq!(read[0].len(), 1, "{texts:?}: {read:?}");
            assert!(read.iter().all(|r| *r == read[0]), "{texts:?}: {read:?}");
        }
    }

    #[test]
    fn an_unknown_language_has_no_rules() {
        assert!(Language::of(Lang::Und).is_none());
        assert_eq!(Language::names(), "English, Russian and Chinese");
    }
}
