//! Where a Russian sentence divides into claims: at a semicolon, and at a conjunction with a finite verb on either side.

use crate::lexicon::{Hit, List};
use crate::token::{Token, TokenKind};
use std::ops::Range;

/// Fewest words a claim may have; a shorter piece stays with its neighbour.
const MIN_WORDS: usize = 3;

/// Endings of finite verbs and of the short participles that stand for them.
const ENDINGS: [&str; 34] = [
    "ал", "ала", "ало", "али", "ил", "ила", "ило", "или", "ел", "ела", "ели", "ула", "ули", "лся", "лась", "лось",
    "лись", "ает", "яет", "ует", "еет", "ают", "яют", "уют", "еют", "ется", "ется", "ются", "ится", "ятся", "дит",
    "ано", "ено", "ены",
];

/// The runs of tokens that are claims of their own.
pub(super) fn split(tokens: &[Token], hits: &[Hit]) -> Vec<Range<usize>> {
    let verb: Vec<bool> = (0..tokens.len()).map(|i| is_verb(tokens, hits, i)).collect();
    let has_verb = |range: Range<usize>| verb.get(range).is_some_and(|v| v.contains(&true));
    let words = |range: Range<usize>| tokens[range].iter().filter(|t| t.is_word()).count();
    let mut out = Vec::new();
    let mut from = 0;
    for at in 1..tokens.len() {
        let stop = stop(tokens, at + 1);
        let opener = hits.iter().find(|h| h.entry.list == List::Opener && h.start == at).map(|h| h.entry.level);
        let opens = match (tokens[at].lower.as_str(), opener) {
            (";", _) => true,
            // A second predicate must come soon, or "и" joins nouns.
            ("и", _) => has_verb(at + 1..stop.min(at + 5)) || tokens.get(at + 1).is_some_and(|t| t.is("что")),
            ("а" | "но" | "однако", _) | (_, Some(1)) => tokens[at - 1].is(","),
            (_, Some(_)) => true,
            _ => false,
        };
        let long = words(from..at) >= MIN_WORDS && words(at..tokens.len()) >= MIN_WORDS;
        if opens && long && has_verb(from..at) && has_verb(at + 1..stop) {
            out.push(from..at);
            from = at;
        }
    }
    out.push(from..tokens.len());
    out
}

fn is_verb(tokens: &[Token], hits: &[Hit], at: usize) -> bool {
    let token = &tokens[at];
    let ending = token.kind == TokenKind::Word
        && !(token.capital && at > 0)
        && token.lower.chars().count() >= 4
        && ENDINGS.iter().any(|e| token.lower.ends_with(e));
    ending || hits.iter().any(|h| h.entry.list == List::Verb && h.start == at)
}

/// The first comma, semicolon, colon or dash from `at` on.
fn stop(tokens: &[Token], at: usize) -> usize {
    (at..tokens.len())
        .find(|i| matches!(tokens[*i].lower.as_str(), "," | ";" | ":" | "—" | "–"))
        .unwrap_or(tokens.len())
}

#[cfg(test)]
mod tests {
    use crate::language::tests::claims;
    use crate::text::Lang;

    #[test]
    fn conjoined_clauses_are_claims_of_their_own() {
        let check = |text, expect: &[&str]| assert_eq!(claims(text, Lang::Ru), expect);
        check(
            "Министр заявил, что корабли ушли, а экипаж остался на берегу.",
            &["Министр заявил, что корабли ушли", "а экипаж остался на берегу"],
        );
        check(
            "Суд отклонил жалобу рыбаков; компания выплатила весь штраф.",
            &["Суд отклонил жалобу рыбаков", "компания выплатила весь штраф"],
        );
        check("Министр обороны и глава штаба прибыли утром.", &["Министр обороны и глава штаба прибыли утром"]);
    }
}
