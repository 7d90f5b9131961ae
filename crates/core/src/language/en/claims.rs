//! Where an English sentence divides into claims.
//!
//! A boundary is a place where a conjunction, a comma, a semicolon or a relative pronoun stands and where
//! a finite verb (or, after a comma, a participle) follows before the next such place, so that both sides
//! say something. Without a parser the verb is told by auxiliaries, a list of forms and the ending -ed.

use crate::claim::join_slight;
use crate::lexicon::{Hit, List};
use crate::token::{Token, TokenKind};
use std::ops::Range;

/// Fewest words a claim may have; a shorter piece stays with its neighbour.
const MIN_WORDS: usize = 3;

/// The runs of tokens that are claims of their own.
pub fn split(tokens: &[Token], hits: &[Hit]) -> Vec<Range<usize>> {
    let marks = Marks::new(tokens, hits);
    let mut cuts = vec![0];
    for at in 1..tokens.len() {
        if marks.is_boundary(tokens, at, cuts.last().copied().unwrap_or(0)) {
            cuts.push(at);
        }
    }
    cuts.push(tokens.len());
    merge_short(tokens, hits, &cuts)
}

/// What is known of each token.
struct Marks {
    verb: Vec<bool>,
    opener: Vec<i32>,
    depth: Vec<bool>,
    number: Vec<bool>,
    preposition: Vec<bool>,
    circumstance: Vec<bool>,
    quoted: Vec<bool>,
}

impl Marks {
    fn new(tokens: &[Token], hits: &[Hit]) -> Self {
        let mut marks = Marks {
            verb: vec![false; tokens.len()],
            opener: vec![0; tokens.len()],
            depth: vec![false; tokens.len()],
            number: tokens.iter().map(|t| t.kind == TokenKind::Number).collect(),
            preposition: vec![false; tokens.len()],
            circumstance: vec![false; tokens.len()],
            quoted: quoted(tokens),
        };
        for hit in hits {
            match hit.entry.list {
                List::Verb => marks.verb[hit.start] = true,
                List::Opener => marks.opener[hit.start] = hit.entry.level,
                List::Cardinal => marks.number[hit.start] = true,
                List::Phrase => {
                    marks.preposition[hit.start] |= hit.entry.level == 1;
                    marks.circumstance[hit.start] |= hit.entry.level == 2;
                }
                _ => {}
            }
        }
        let mut bracket = 0i32;
        for (i, t) in tokens.iter().enumerate() {
            bracket += match t.lower.as_str() {
                "(" | "[" => 1,
                ")" | "]" => -1,
                _ => 0,
            };
            marks.depth[i] = bracket > 0;
            // "-ed" after an article, an adjective or a preposition is a modifier: "the expected rise".
            let before = i.checked_sub(1).map(|j| tokens[j].lower.as_str()).unwrap_or("");
            let modifier = matches!(
                before,
                "the"
                    | "a"
                    | "an"
                    | "of"
                    | "its"
                    | "their"
                    | "his"
                    | "her"
                    | "our"
                    | "this"
                    | "these"
                    | "those"
                    | "some"
                    | "in"
                    | "by"
                    | "with"
                    | "for"
                    | "and"
                    | "no"
                    | "all"
                    | "most"
                    | "such"
                    | "as"
            ) && !before.eq("and");
            if t.kind == TokenKind::Word && t.lower.len() > 4 && t.lower.ends_with("ed") && !modifier {
                marks.verb[i] = true;
            }
            if marks.verb[i]
                && modifier
                && matches!(
                    t.lower.as_str(),
                    "found"
                        | "cut"
                        | "set"
                        | "shot"
                        | "lead"
                        | "left"
                        | "run"
                        | "needs"
                        | "claims"
                        | "demands"
                        | "hopes"
                        | "calls"
                        | "moves"
                        | "shows"
                        | "notes"
                        | "ends"
                        | "supports"
                )
            {
                marks.verb[i] = false;
            }
        }
        marks
    }

    fn has_verb(&self, range: Range<usize>) -> bool {
        range.clone().any(|i| self.verb[i])
    }

    /// First comma, semicolon, colon or dash from `at` on.
    fn next_stop(tokens: &[Token], at: usize) -> usize {
        (at..tokens.len())
            .find(|&i| matches!(tokens[i].lower.as_str(), "," | ";" | ":" | "—" | "–"))
            .unwrap_or(tokens.len())
    }

    fn is_boundary(&self, tokens: &[Token], at: usize, from: usize) -> bool {
        if self.depth[at] {
            return false;
        }
        let word = tokens[at].lower.as_str();
        let before = tokens[at - 1].lower.as_str();
        let range = before == "–" && at > 1 && self.number[at - 2] && tokens[at - 1].span.end == tokens[at].span.start;
        let after_comma = matches!(before, "," | "—" | "–") && !range;
        let left_verb = self.has_verb(from..at);
        match word {
            ";" => return true,
            // "9–10", "January 9–February 2": a range, not a break.
            "–" if self.number[at - 1] && tokens.get(at + 1).is_some_and(|t| t.span.start == tokens[at].span.end) => {
                return false;
            }
            "—" | "–" | ":" => {
                let end = tokens.len();
                return left_verb && end - at > MIN_WORDS && self.has_verb(at + 1..Self::next_stop(tokens, at + 1));
            }
            _ => {}
        }
        // "…, adding that", "…, leaving two dead": a participle after a comma.
        if after_comma
            && tokens[at].kind == TokenKind::Word
            && word.len() > 5
            && word.ends_with("ing")
            && !matches!(
                word,
                "during" | "including" | "according" | "following" | "regarding" | "concerning" | "morning" | "evening"
            )
        {
            return left_verb;
        }
        let right = at + 1..Self::next_stop(tokens, at + 1);
        match self.opener[at] {
            2 => {
                // "despite", "following" govern nouns; the others need a verb of their own.
                let nominal = matches!(word, "despite" | "following" | "after" | "before" | "until");
                let named = nominal && right.end - right.start.min(right.end) >= MIN_WORDS;
                left_verb && (self.has_verb(right) || (named && after_comma))
            }
            1 => match word {
                "and" | "or" | "nor" => self.clause_verb(tokens, from..at) && self.coordinates(tokens, at, after_comma),
                "who" | "which" | "whose" | "where" => after_comma && left_verb && self.has_verb(right),
                "including" | "with" => after_comma && left_verb && right.end - right.start.min(right.end) >= MIN_WORDS,
                _ => after_comma && left_verb && self.has_verb(right),
            },
            _ => {
                // after ", who …," the main clause goes on with its verb: ", said the line was"
                (after_comma && left_verb && self.verb[at] && at - from >= MIN_WORDS)
                    || (!self.quoted[at] && after_comma && self.adds(tokens, at))
                    || (!self.quoted[at]
                        && self.circumstance[at]
                        && left_verb
                        && at - from > MIN_WORDS
                        && tokens.len() - at > MIN_WORDS)
            }
        }
    }

    /// Whether the last clause within the range has its verb: in "… said that Russia" it is still to come.
    fn clause_verb(&self, tokens: &[Token], range: Range<usize>) -> bool {
        let opens = |i: &usize| {
            matches!(
                tokens[*i].lower.as_str(),
                "that" | "whether" | "if" | "because" | "when" | "while" | "who" | "which" | "how"
            )
        };
        let from = range.clone().rev().find(opens).map_or(range.start, |i| i + 1);
        self.has_verb(from..range.end)
    }

    /// Whether the phrase after the comma says something of its own: a preposition or a number opens it, or
    /// it holds a number; an item of a list of nouns does not.
    fn adds(&self, tokens: &[Token], at: usize) -> bool {
        let end = Self::next_stop(tokens, at);
        let words = tokens[at..end].iter().filter(|t| t.is_word()).count();
        if words < MIN_WORDS {
            return false;
        }
        let next = tokens.get(end + 1).map_or("", |t| t.lower.as_str());
        let list =
            matches!(next, "and" | "or") || tokens[at..end].iter().any(|t| matches!(t.lower.as_str(), "and" | "or"));
        let counts = (at..end).any(|i| self.number[i]);
        counts || (!list && self.preposition[at])
    }

    /// Whether the "and" at `at` joins clauses or predicates rather than nouns: a verb follows at once
    /// (an adverb may stand between), or a noun phrase and then a verb before the next comma.
    fn coordinates(&self, tokens: &[Token], at: usize, after_comma: bool) -> bool {
        let next = at + 1;
        if next >= tokens.len() {
            return false;
        }
        let adverb =
            usize::from(tokens[next].lower.ends_with("ly") || tokens[next].is("then") || tokens[next].is("also"));
        if tokens[next].is("that") || tokens[next].is("to") {
            return true;
        }
        if (next..=next + adverb).any(|i| i < tokens.len() && self.verb[i]) {
            return true;
        }
        let reach = if after_comma { 14 } else { 8 };
        let end = Self::next_stop(tokens, next).min(next + reach);
        // A second "and" before the verb is a list of nouns.
        let verb = (next..end).find(|&i| self.verb[i]);
        verb.is_some_and(|v| {
            !(next..v).any(|i| matches!(tokens[i].lower.as_str(), "and" | "or" | "of" | "to" | "that" | "who"))
                || after_comma
        })
    }
}

/// Which tokens stand within quotation marks; a quotation left open ends with the sentence.
fn quoted(tokens: &[Token]) -> Vec<bool> {
    let mut open = false;
    tokens
        .iter()
        .map(|t| {
            open = match t.lower.as_str() {
                "\"" => !open,
                "“" | "«" => true,
                "”" | "»" => false,
                _ => open,
            };
            open
        })
        .collect()
}

/// Joins pieces that are too short to stand alone, or that name a speaker and no more ("Marunda, he said"), to
/// the piece before (the first to the one after).
fn merge_short(tokens: &[Token], hits: &[Hit], cuts: &[usize]) -> Vec<Range<usize>> {
    let light = |i: usize| {
        let lists = [List::Stop, List::Report];
        hits.iter().any(|h| lists.contains(&h.entry.list) && h.start <= i && i < h.end)
    };
    let slight = |r: &Range<usize>| {
        let words = r.clone().filter(|i| tokens[*i].is_word());
        let said = r.clone().any(|i| hits.iter().any(|h| h.entry.list == List::Report && h.start == i));
        let count = words.clone().count();
        count < MIN_WORDS || (count <= 4 && said && words.filter(|i| !light(*i)).count() < 2)
    };
    join_slight(cuts, slight)
}

#[cfg(test)]
mod tests {
    use crate::claim;
    use crate::lexicon::Lexicon;
    use crate::text::{Lang, Span};
    use crate::token::Tokenizer;

    fn check(text: &str, expect: &[&str]) {
        let tokens = Tokenizer::new(Lang::En).tokens(text, Span::new(0, text.len()));
        let runs = claim::split(&tokens, &Lexicon::of(Lang::En).hits(&tokens), Lang::En);
        let got: Vec<&str> = runs.iter().map(|r| claim::span(&tokens, r).of(text)).collect();
        assert_eq!(got, expect);
    }

    #[test]
    fn coordinated_clauses_and_predicates_divide() {
        check(
            "The union rejected the offer and called a strike for Monday, while the port said it would stay open.",
            &[
                "The union rejected the offer",
                "and called a strike for Monday",
                "while the port said it would stay open",
            ],
        );
    }

    #[test]
    fn a_range_of_numbers_is_no_break() {
        check(
            "The talks took place on January 9–10, and a joint text was signed.",
            &["The talks took place on January 9–10", "and a joint text was signed"],
        );
    }

    #[test]
    fn lists_of_nouns_do_not_divide() {
        check(
            "The two sides discussed trade, energy, transport and finance.",
            &["The two sides discussed trade, energy, transport and finance"],
        );
    }

    #[test]
    fn subjects_joined_by_and_are_one() {
        check(
            "He made clear that the United States and its allies and partners will respond.",
            &["He made clear that the United States and its allies and partners will respond"],
        );
    }

    #[test]
    fn participles_relatives_and_semicolons_divide() {
        check(
            "A shell hit the depot, killing two guards; the mayor, who visited the site, blamed the army for it.",
            &[
                "A shell hit the depot",
                "killing two guards",
                "the mayor, who visited the site",
                "blamed the army for it",
            ],
        );
    }
}
