//! Where a Chinese sentence divides into claims: at its commas and semicolons, but that a part which says nothing on its own
//! stays with its neighbour: time, place, condition and topic with what follows, an appendix with what precedes.

use super::reported::{ends, leads, starts};
use crate::claim::{Side, join};
use crate::lexicon::{Hit, List};
use crate::token::{Token, TokenKind};
use std::ops::Range;

/// Fewest characters of a claim, and of one in which no word shows a predicate.
const SHORTEST: usize = 4;
const SHORTEST_BARE: usize = 6;

/// What opens a part that hangs on the one before.
const APPENDED: [&str; 11] = ["包括", "以及", "以便", "或", "等等", "从而", "的", "之", "及", "而非", "”"];

/// What opens a condition, or a clause that only leads to the next.
const CONDITION: [&str; 16] = [
    "如果", "假如", "倘若", "若", "只要", "只有", "一旦", "除非", "当", "随着", "除了", "无论", "不论", "不管", "作为",
    "至于",
];

/// Words that open a phrase of time, place, cause or topic, with what makes another word of them.
const PREPOSITIONS: [(&str, &str); 24] = [
    ("在", "场座于"),
    ("自", "由己愿治卫主然身称"),
    ("从", "事不未"),
    ("据", "点"),
    ("另据", ""),
    ("又据", ""),
    ("经", "济贸验营理历过"),
    ("经过", ""),
    ("按照", ""),
    ("根据", ""),
    ("对", "方手话抗外策立峙岸"),
    ("对于", ""),
    ("关于", ""),
    ("针对", ""),
    ("围绕", ""),
    ("面对", ""),
    ("截至", ""),
    ("应", "该当对急予"),
    ("为", "何止"),
    ("由于", ""),
    ("鉴于", ""),
    ("通过", ""),
    ("以", "色来及后前上下军方"),
    ("与", "会"),
];

/// How a part ends that only sets the time or the topic.
const SETTING: [&str; 26] = [
    "时",
    "后",
    "前",
    "时许",
    "之际",
    "期间",
    "以来",
    "年来",
    "日起",
    "月起",
    "年起",
    "天起",
    "途中",
    "过程中",
    "同时",
    "方面",
    "之外",
    "的是",
    "会上",
    "此外",
    "目前",
    "近日",
    "日前",
    "当天",
    "当晚",
    "看来",
];

/// What opens a claim, however it ends.
const CONJUNCTIONS: [&str; 6] = ["但", "却", "而", "并", "且", "不过"];

/// Words that end like those but mean something else.
const NO_SETTING: [&str; 12] =
    ["小时", "工时", "提前", "空前", "落后", "滞后", "幕后", "超时", "临时", "延后", "靠前", "以后再说"];

/// Characters that mostly stand by a predicate.
const PREDICATE: &str = "了着过已将未没不被把可会曾均都也还仍就才无能要愿应须是有使让令";

/// The runs of tokens that are claims of their own.
pub(super) fn split(tokens: &[Token], hits: &[Hit]) -> Vec<Range<usize>> {
    let mut cuts = vec![0];
    cuts.extend((1..tokens.len()).filter(|i| is_cut(tokens, *i)));
    cuts.push(tokens.len());
    join(&cuts, |run| side(tokens, hits, run.clone()))
}

/// Whether a part ends before the token at `at`.
fn is_cut(tokens: &[Token], at: usize) -> bool {
    matches!(tokens[at].lower.as_str(), "，" | "；" | ";" | "。")
        || (tokens[at].is(",") && tokens.get(at + 1).is_some_and(Token::is_han))
}

/// Which neighbour a part belongs to.
fn side(tokens: &[Token], hits: &[Hit], mut run: Range<usize>) -> Side {
    let first = run.start == 0;
    let semicolon = tokens.get(run.start).is_some_and(|t| matches!(t.lower.as_str(), "；" | ";"));
    while run.start < run.end && matches!(tokens[run.start].lower.as_str(), "，" | "," | "；" | ";" | "。") {
        run.start += 1;
    }
    // "答：据当地部门通报，…"
    if tokens.get(run.start + 1).is_some_and(|t| matches!(t.lower.as_str(), "：" | ":")) && run.start + 2 < run.end {
        run.start += 2;
    }
    let words = tokens[run.clone()].iter().filter(|t| t.is_word()).count();
    let own = &tokens[run.clone()];
    let opens = |word: &&str| starts(own, 0, word);
    if words == 0 || (!semicolon && !first && APPENDED.iter().any(&opens)) {
        return Side::Before;
    }
    // "发言人表示，…": what is said follows.
    let sets = !CONJUNCTIONS.iter().any(&opens)
        && SETTING.iter().any(|w| ends(own, w))
        && !NO_SETTING.iter().any(|w| ends(own, w));
    if leads(tokens, hits, run.end) && !first && closes(tokens, run.end) {
        return Side::Before;
    }
    if leads(tokens, hits, run.end) || sets || CONDITION.iter().any(&opens) || is_phrase(own, hits, &run) {
        return Side::After;
    }
    let verb = |from: usize| hits.iter().any(|h| h.entry.list == List::Verb && h.start >= from && h.end <= run.end);
    let shows = verb(run.start) || own.iter().any(|t| PREDICATE.contains(t.lower.as_str()));
    // "第七十一分钟", "5月14日15时许", "周四下午三点多"; after a colon, what follows it decides.
    let tail = own.iter().rposition(|t| matches!(t.lower.as_str(), "：" | ":")).filter(|i| i + 1 < own.len());
    let time = own[tail.map_or(0, |i| i + 1)..].iter().all(|t| {
        t.kind == TokenKind::Number
            || !t.is_word()
            || "零一二三四五六七八九十两半多第年月日号上下午中时点分钟许天晚间早凌清晨傍夜冬春夏秋初底今去明昨当那周星期末".contains(t.lower.as_str())
    });
    match words {
        _ if time => Side::After,
        n if n >= SHORTEST_BARE || (n >= SHORTEST && shows) => Side::Neither,
        _ if first || semicolon => Side::After,
        // "此外，", "这一点，": it opens what follows.
        n if n < SHORTEST && !shows => Side::After,
        _ => Side::Before,
    }
}

/// Whether a sentence or its part before a semicolon ends at `at`.
fn closes(tokens: &[Token], at: usize) -> bool {
    let next = tokens.get(at).map_or("", |t| t.lower.as_str());
    matches!(next, "；" | ";" | "。") || !tokens[at.min(tokens.len())..].iter().any(Token::is_word)
}

/// Whether a part is a mere phrase: "在总领馆协调安排下", "据我们掌握的情况", "对全省其余索道".
fn is_phrase(own: &[Token], hits: &[Hit], run: &Range<usize>) -> bool {
    let Some((word, _)) = PREPOSITIONS.iter().rev().find(|(word, not)| {
        let next = own.get(word.chars().count()).map_or("", |t| t.lower.as_str());
        starts(own, 0, word) && (next.is_empty() || !not.contains(next))
    }) else {
        return false;
    };
    let after = own.iter().rposition(|t| t.is("的")).map_or(word.chars().count(), |i| i + 1);
    let verb = hits.iter().any(|h| h.entry.list == List::Verb && h.start >= run.start + after && h.end <= run.end);
    let short = own.len() <= 6 && matches!(*word, "经" | "据" | "应" | "为" | "以");
    ends(own, "下") || ends(own, "中") || ends(own, "上") || short || !verb
}

#[cfg(test)]
mod tests {
    use crate::language::tests::claims;
    use crate::text::Lang;

    fn check(text: &str, expect: &[&str]) {
        assert_eq!(claims(text, Lang::Zh), expect, "{text}");
    }

    #[test]
    fn clauses_are_claims_of_their_own() {
        check("港务局宣布码头全部关闭，工会代表拒绝离开会场。", &["港务局宣布码头全部关闭", "工会代表拒绝离开会场"]);
        check("战报说部队遵守协议，没有还击；村民已撤离。", &["战报说部队遵守协议", "没有还击", "村民已撤离"]);
        check("公路开放，松林说；车辆通行，东岭说。", &["公路开放，松林说", "车辆通行，东岭说"]);
        check("苏子衡稳稳罚进，外套都没脱，而裁判吹停了比赛。", &["苏子衡稳稳罚进", "外套都没脱", "而裁判吹停了比赛"]);
    }

    #[test]
    fn what_says_nothing_on_its_own_stays_with_its_neighbour() {
        for whole in [
            "港务局发言人表示，码头将全部关闭",
            "昨天上午，码头关闭",
            "5月14日15时许，码头关闭",
            "周四下午三点多，代表离开会场",
            "在总领馆协调安排下，乘客已于昨天回国",
            "据我们掌握的情况，没有人员受伤",
            "对全省其余十一条使用同型抱索器的索道，部门已责令检查",
            "双方讨论了贸易问题，包括港口收费标准",
            "此外，双方商定了会期",
        ] {
            check(&format!("{whole}。"), &[whole]);
        }
    }
}
