//! A text's tokens with all that reading names asks of them, worked out once.

use super::class::Class;
use super::names::{ByHash, Names, Shape, What};
use super::{Line, fold};
use crate::lexicon::Lexicon;
use crate::text::{Lang, Span};
use crate::token::{Token, TokenKind};
use std::collections::HashMap;

/// One token.
#[derive(Clone, Copy)]
pub(super) struct Word<'a> {
    pub token: &'a Token,
    pub class: Class,
    pub sentence: usize,
    /// One past the last token of its sentence.
    pub end: usize,
    pub heading: bool,
    /// Ends in a possessive.
    pub possessive: bool,
}

/// A text's tokens.
pub(super) struct Words<'a> {
    pub text: &'a str,
    pub lang: Lang,
    pub names: &'static Names,
    pub list: Vec<Word<'a>>,
    pub shapes: Vec<Shape>,
    /// How often a word stands capitalised where only a name would.
    pub inner: ByHash<u32>,
    /// Words that the text also has in lower case.
    lower: ByHash<()>,
    /// How often a word follows a capitalised one within a sentence.
    rows: HashMap<(u64, u64), usize>,
}

impl<'a> Words<'a> {
    pub fn new(text: &'a str, lang: Lang, lines: &[Line<'a>]) -> Self {
        let names = Names::of(lang);
        let count = lines.iter().map(|l| l.tokens.len()).sum();
        let mut words = Words {
            text,
            lang,
            names,
            list: Vec::with_capacity(count),
            shapes: Vec::with_capacity(count),
            inner: ByHash::default(),
            lower: ByHash::default(),
            rows: HashMap::new(),
        };
        for (sentence, line) in lines.iter().enumerate() {
            words.line(line, sentence);
        }
        words
    }

    fn line(&mut self, line: &Line<'a>, sentence: usize) {
        let end = self.list.len() + line.tokens.len();
        let (mut first, mut prior) = (true, None);
        for token in line.tokens {
            let key = fold::key(&token.lower, self.lang);
            let written = token.span.of(self.text);
            let word = token.kind == TokenKind::Word;
            // "В.Путин": the initial is no name of its own.
            let capital = token.capital && token.is_word();
            let upper =
                capital && !written.trim_end_matches("'s").trim_end_matches("’s").chars().any(char::is_lowercase);
            self.list.push(Word {
                token,
                class: self.names.classes.get(&key).copied().unwrap_or_default(),
                sentence,
                end,
                heading: line.heading,
                possessive: token.lower.ends_with("'s"),
            });
            self.shapes.push(Shape { key, capital, upper, first: first && capital, span: token.span });
            if word && self.lang != Lang::Zh {
                if !capital {
                    self.lower.insert(key, ());
                } else if !first && !line.heading {
                    *self.inner.entry(key).or_default() += 1;
                }
            }
            if let Some((before, inner)) = prior
                && inner
                && !line.heading
                && self.lang == Lang::En
            {
                *self.rows.entry((before, key)).or_default() += 1;
            }
            prior = Some((key, !first && capital));
            // What opens a quotation begins a sentence too.
            first = match token.lower.as_str() {
                "\"" | "“" | "«" | "‘" | ":" | "*" | "(" | "„" | "•" | "—" | "–" => true,
                _ => first && !token.is_word(),
            };
        }
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The word at `i` if it is in the same sentence as the one before `end`.
    pub fn get(&self, i: usize, end: usize) -> Option<&Word<'a>> {
        (i < end).then(|| self.list.get(i)).flatten()
    }

    /// The class of the word at `i`; none outside.
    pub fn class(&self, i: usize, end: usize) -> Class {
        self.get(i, end).map_or(Class::default(), |w| w.class)
    }

    /// The word before `i` in its sentence.
    pub fn before(&self, i: usize) -> Option<&Word<'a>> {
        let here = self.list.get(i)?;
        self.list.get(i.checked_sub(1)?).filter(|w| w.sentence == here.sentence)
    }

    /// Whether the word before `i` has one of these classes.
    pub fn after(&self, i: usize, class: Class) -> bool {
        self.before(i).is_some_and(|w| w.class.has(class))
    }

    /// The known term at `i`.
    pub fn term(&self, i: usize) -> Option<(What, usize)> {
        let end = self.list.get(i)?.end;
        let found = self.names.at(self.text, &self.shapes[i..end])?;
        let refused = self.lang == Lang::Zh && super::zh::refuses(self, i, found.1);
        (!refused).then_some(found)
    }

    /// Whether a capitalised word stands at `i` that may be part of a name.
    pub fn capital(&self, i: usize, end: usize) -> bool {
        self.get(i, end).is_some_and(|w| {
            let name = self.shapes[i].capital && w.token.kind == TokenKind::Word && !w.class.has(Class::CALENDAR);
            // "We've", "Here's": a verb hangs on a small word.
            let short = || ["'ve", "'re", "'ll", "'d", "'m", "n't"].iter().any(|e| w.token.lower.ends_with(e));
            name && !(self.lang == Lang::En && short())
        })
    }

    /// Whether the capitals `i..end` stand somewhere within a sentence too.
    pub fn twice(&self, i: usize, end: usize) -> bool {
        (i..end.saturating_sub(1)).filter(|k| self.shapes[*k].capital).all(|k| {
            self.rows
                .get(&(self.shapes[k].key, self.shapes[k + 1].key))
                .is_some_and(|n| *n > usize::from(!self.shapes[k].first))
        })
    }

    /// Whether a capital at the start of a sentence says nothing about the word at `i`.
    pub fn ordinary(&self, i: usize) -> bool {
        let (word, shape) = (&self.list[i], &self.shapes[i]);
        let named = Class::GIVEN.or(Class::SAINT);
        let small =
            Class::PREPOSITION.or(Class::PLACE).or(Class::OF).or(Class::AND).or(Class::PARTICLE).or(Class::COMMON);
        let place = word.class.has(Class::PLACE_HEAD) && self.lang == Lang::En;
        if shape.first
            && self.capital(i + 1, word.end)
            && (word.class.has(named) || place || !word.class.has(small) && self.twice(i, i + 2))
        {
            return false;
        }
        if !shape.first || self.inner.contains_key(&shape.key) {
            return false;
        }
        if self.lower.contains_key(&shape.key) || word.class != Class::default() {
            return true;
        }
        let known = !Lexicon::of(self.lang).hits(std::slice::from_ref(word.token)).is_empty();
        known || super::en::looks_ordinary(&word.token.lower)
    }

    /// Whether the word at `i` stands in lower case too, so that its capital may be a manner of writing.
    pub fn common(&self, i: usize) -> bool {
        self.lower.contains_key(&self.shapes[i].key) || self.list[i].class.has(Class::COMMON)
    }

    /// Where the words from `start` to `end` stand.
    pub fn span(&self, start: usize, end: usize) -> Span {
        match (self.list.get(start), self.list.get(end.wrapping_sub(1))) {
            (Some(first), Some(last)) => first.token.span.join(last.token.span),
            _ => Span::default(),
        }
    }

    /// The same, without a possessive ending.
    pub fn named(&self, start: usize, end: usize) -> Span {
        let span = self.span(start, end);
        let written = span.of(self.text);
        let bare = written.strip_suffix("'s").or_else(|| written.strip_suffix("’s")).unwrap_or(written);
        Span::new(span.start, span.start + bare.len())
    }
}
