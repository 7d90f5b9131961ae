//! Where a Chinese sentence divides into claims: at a semicolon, and at a comma with enough on either side.

use crate::lexicon::{Hit, List};
use crate::token::Token;
use std::ops::Range;

/// Fewest characters that a claim may have.
const MIN_CHARACTERS: usize = 6;

/// What opens a part that hangs on the one before.
const DEPENDENT: [&str; 12] = ["包括", "以及", "以便", "和", "与", "或", "等", "从而", "的", "之", "及", "而非"];

/// What ends a part that only sets time, place or condition for the next.
const SETTING: [&str; 10] = ["时", "后", "前", "中", "下", "来", "起", "间", "据", "日"];

/// The runs of tokens that are claims of their own.
pub(super) fn split(tokens: &[Token], hits: &[Hit]) -> Vec<Range<usize>> {
    let words = |range: Range<usize>| tokens[range].iter().filter(|t| t.is_word()).count();
    let mut out = Vec::new();
    let mut from = 0;
    for at in 1..tokens.len() {
        let next = (at + 1..tokens.len()).find(|i| stops(&tokens[*i])).unwrap_or(tokens.len());
        let opens = match tokens[at].lower.as_str() {
            "；" | ";" => true,
            "，" | "," => {
                words(at..next) >= MIN_CHARACTERS
                    && !DEPENDENT.iter().any(|d| starts(tokens, at + 1, d))
                    && !SETTING.contains(&tokens[at - 1].lower.as_str())
                    // "发言人表示，…": what is said follows.
                    && !hits.iter().any(|h| h.entry.list == List::Report && h.end == at)
            }
            _ => false,
        };
        if opens && words(from..at) >= MIN_CHARACTERS && words(at..tokens.len()) >= MIN_CHARACTERS {
            out.push(from..at);
            from = at;
        }
    }
    out.push(from..tokens.len());
    out
}

fn stops(token: &Token) -> bool {
    matches!(token.lower.as_str(), "，" | "," | "；" | ";" | "。" | ":")
}

/// Whether the characters of `word` stand at `at`.
fn starts(tokens: &[Token], at: usize, word: &str) -> bool {
    let mut buffer = [0; 4];
    word.chars().enumerate().all(|(i, c)| tokens.get(at + i).is_some_and(|t| t.is(c.encode_utf8(&mut buffer))))
}

#[cfg(test)]
mod tests {
    use crate::language::tests::claims;
    use crate::text::Lang;

    #[test]
    fn long_parts_are_claims_of_their_own() {
        let check = |text, expect: &[&str]| assert_eq!(claims(text, Lang::Zh), expect);
        check("港务局宣布码头全部关闭，工会代表拒绝离开会场。", &["港务局宣布码头全部关闭", "工会代表拒绝离开会场"]);
        check("港务局发言人表示，码头将全部关闭。", &["港务局发言人表示，码头将全部关闭"]);
        check("昨天上午，码头关闭。", &["昨天上午，码头关闭"]);
        check("双方讨论了贸易问题，包括港口收费标准。", &["双方讨论了贸易问题，包括港口收费标准"]);
    }
}
