//! A text as the attribution tagger reads it: all its tokens in a row, each with its sentence, its paragraph and
//! whether it stands within quotation marks.

use super::clusters::{self, Clusters};
use crate::sentence::Sentence;
use crate::text::Span;
use crate::token::{Token, TokenKind};
use std::ops::Range;

/// What kind of mark or word a token is, for features that need no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A lower-cased word.
    Lower = 1,
    /// A word with a capital.
    Capital,
    /// A number.
    Number,
    /// A comma.
    Comma,
    /// A full stop or another mark that ends a sentence.
    Stop,
    /// A colon, semicolon or dash.
    Break,
    /// A quotation mark.
    Quote,
    /// Any other mark.
    Other,
}

/// One token of a passage with what features are made from.
#[derive(Clone, Debug)]
pub struct Atom {
    /// Where it stands.
    pub span: Span,
    /// Hash of the lower-cased word.
    pub word: u32,
    /// Hash of its stem.
    pub stem: u32,
    /// Hash of its last three letters.
    pub suffix: u32,
    /// What it is.
    pub shape: Shape,
    /// Number of its sentence.
    pub sentence: usize,
    /// Number of its paragraph.
    pub paragraph: usize,
    /// Number of the quotation it stands in, from 1; 0 outside. The marks belong to their quotation.
    pub quotation: usize,
    /// Whether it opens a clause ("who", "that", "and", "but", "while" …) or is one of the commonest auxiliaries.
    pub function: u8,
    /// Its classes of like use, coarse first; zeros where it has none.
    pub cluster: [u16; 3],
}

/// A text's tokens in a row.
#[derive(Clone, Debug, Default)]
pub struct Passage {
    /// The tokens.
    pub atoms: Vec<Atom>,
    /// The tokens of each sentence, headings too.
    pub sentences: Vec<Range<usize>>,
    /// Number of quotations.
    pub quotations: usize,
    /// Whether each sentence holds a quotation mark.
    pub quoted: Vec<bool>,
}

impl Passage {
    /// Puts the sentences' tokens in a row. `tokens` holds a run for each sentence.
    pub fn new(text: &str, sentences: &[Sentence], tokens: &[Vec<Token>], clusters: &Clusters) -> Passage {
        let mut passage = Passage::default();
        let mut paragraph = 0;
        let mut end_before = 0;
        for (number, (sentence, run)) in sentences.iter().zip(tokens).enumerate() {
            let gap = text.get(end_before..sentence.span.start).unwrap_or("");
            paragraph += usize::from(number > 0 && gap.contains('\n'));
            end_before = sentence.span.end;
            let from = passage.atoms.len();
            passage.atoms.extend(run.iter().map(|t| atom(t, number, paragraph, clusters)));
            passage.sentences.push(from..passage.atoms.len());
        }
        passage.mark_quotations(text);
        let quoted = |run: &Range<usize>| passage.atoms[run.clone()].iter().any(|a| a.shape == Shape::Quote);
        passage.quoted = passage.sentences.iter().map(quoted).collect();
        passage
    }

    /// Numbers the quotations. A quotation ends at its closing mark, or with its paragraph; one that goes on in the
    /// next paragraph opens anew there, as is the custom.
    fn mark_quotations(&mut self, text: &str) {
        let mut open: Option<char> = None;
        let mut paragraph = 0;
        let space = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-'));
        for i in 0..self.atoms.len() {
            let (span, par) = (self.atoms[i].span, self.atoms[i].paragraph);
            if par != paragraph {
                open = None;
                paragraph = par;
            }
            let mark = span.of(text).chars().next().unwrap_or(' ');
            let after = text[span.end..].chars().next();
            let before = text[..span.start].chars().next_back();
            let closes = match (mark, open) {
                ('”', Some('“')) | ('»', Some('«')) | ('“', Some('„')) | ('」', Some('「')) | ('』', Some('『')) => {
                    true
                }
                ('"', Some('"')) => true,
                // Two apostrophes in a row are a quotation mark in some papers' copy.
                ('\'', Some('\'')) => before == Some('\''),
                ('’', Some('‘')) => !after.is_some_and(char::is_alphanumeric),
                _ => false,
            };
            if closes {
                self.atoms[i].quotation = self.quotations;
                self.atoms[i].shape = Shape::Quote;
                open = None;
                continue;
            }
            let opens = open.is_none()
                && match mark {
                    '“' | '«' | '„' | '「' | '『' => true,
                    '"' => space(before) || !space(after),
                    '\'' => before == Some('\'') && !space(after),
                    '‘' => space(before),
                    _ => false,
                };
            if opens {
                open = Some(mark);
                self.quotations += 1;
                if mark == '\'' && i > 0 {
                    self.atoms[i - 1].quotation = self.quotations;
                }
                self.atoms[i].shape = Shape::Quote;
            }
            if open.is_some() {
                self.atoms[i].quotation = self.quotations;
            }
        }
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.atoms.len()
    }

    /// Whether there is no token.
    pub fn is_empty(&self) -> bool {
        self.atoms.is_empty()
    }

    /// The span of a run of tokens.
    pub fn span(&self, run: &Range<usize>) -> Span {
        match (self.atoms.get(run.start), run.end.checked_sub(1).and_then(|i| self.atoms.get(i))) {
            (Some(first), Some(last)) => first.span.join(last.span),
            _ => Span::default(),
        }
    }
}

fn atom(token: &Token, sentence: usize, paragraph: usize, clusters: &Clusters) -> Atom {
    let short = |h: u64| (h ^ (h >> 32)) as u32;
    let word = token.lower.as_str();
    let tail = word.char_indices().rev().nth(2).map_or(word, |(i, _)| &word[i..]);
    let shape = match (token.kind, word) {
        (TokenKind::Number, _) => Shape::Number,
        (TokenKind::Word, _) if token.capital => Shape::Capital,
        (TokenKind::Word, _) => Shape::Lower,
        (_, "," | "，" | "、") => Shape::Comma,
        (_, "." | "!" | "?" | "…" | "。" | "！" | "？") => Shape::Stop,
        (_, ":" | ";" | "—" | "–" | "-" | "：" | "；" | "―") => Shape::Break,
        _ => Shape::Other,
    };
    Atom {
        span: token.span,
        word: clusters::key(word),
        stem: if token.stem == 0 { clusters::key(word) } else { short(token.stem) },
        suffix: clusters::key(tail),
        shape,
        sentence,
        paragraph,
        quotation: 0,
        function: function(word),
        cluster: clusters.of(clusters::key(word)),
    }
}

/// Classes of function words that show where a clause begins and what governs it.
fn function(word: &str) -> u8 {
    match word {
        "that" => 1,
        "who" | "which" | "whose" | "where" | "whom" => 2,
        "and" | "or" | "but" | "nor" => 3,
        "while" | "when" | "because" | "if" | "after" | "before" | "as" | "although" | "though" | "since" | "until" => {
            4
        }
        "is" | "are" | "was" | "were" | "be" | "been" | "has" | "have" | "had" | "will" | "would" | "can" | "could"
        | "may" | "might" | "should" | "must" | "do" | "does" | "did" | "'s" => 5,
        "to" => 6,
        "he" | "she" | "they" | "it" | "we" | "i" | "you" => 7,
        "the" | "a" | "an" | "his" | "her" | "their" | "its" | "this" | "these" => 8,
        "of" | "in" | "on" | "at" | "for" | "by" | "with" | "from" | "about" | "against" | "into" | "over" => 9,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sentence::sentences;
    use crate::text::Lang;
    use crate::token::Tokenizer;

    pub fn quoted(text: &str) -> Vec<String> {
        let found = sentences(text, Lang::En);
        let tokenizer = Tokenizer::new(Lang::En);
        let tokens: Vec<Vec<Token>> = found.iter().map(|s| tokenizer.tokens(text, s.span)).collect();
        let passage = Passage::new(text, &found, &tokens, &Clusters::default());
        (1..=passage.quotations)
            .map(|q| {
                let inside = passage.atoms.iter().filter(|a| a.quotation == q).map(|a| a.span).reduce(Span::join);
                inside.unwrap_or_default().of(text).to_string()
            })
            .collect()
    }

    #[test]
    fn quotations_are_told_by_any_marks() {
        assert_eq!(quoted("“We won,” she said. He said \"no\" twice."), ["“We won,”", "\"no\""]);
        assert_eq!(quoted("It was ''a long day'', he said, 'like any other'."), ["''a long day''"]);
        assert_eq!(quoted("«Мы победили», — сказал он."), ["«Мы победили»"]);
    }

    #[test]
    fn an_open_quotation_ends_with_its_paragraph() {
        let text = "“We won the day, he told them at noon.\n\n“And we go on.” They went on.";
        assert_eq!(quoted(text), ["“We won the day, he told them at noon.", "“And we go on.”"]);
    }
}
