//! Where a Russian sentence divides into claims.
//!
//! Nearly every clause stands behind a comma, so that the question is which commas part claims: those before a
//! conjunction, a relative, a gerund, a participle or a bare clause, with something said on either side; not those of
//! lists, of appositions and of "сообщил министр". "И" parts where a second predicate follows it.

use super::verb::{is_finite, is_gerund, is_participle};
use crate::claim::join_slight;
use crate::lexicon::{Hit, List};
use crate::token::{Token, TokenKind};
use std::ops::Range;

/// Fewest words a claim may have; a shorter piece stays with its neighbour.
const MIN_WORDS: usize = 3;

/// Most words of a clause that only introduces what is said: "Министр обороны заявил, что …".
const INTRODUCTION: usize = 7;

/// The runs of tokens that are claims of their own.
pub(super) fn split(tokens: &[Token], hits: &[Hit]) -> Vec<Range<usize>> {
    let marks = Marks::new(tokens, hits);
    let mut cuts = vec![0];
    for at in 1..tokens.len() {
        if marks.is_boundary(at, cuts.last().copied().unwrap_or(0)) {
            cuts.push(at);
        }
    }
    cuts.push(tokens.len());
    marks.merge_short(&cuts)
}

/// What is known of each token.
struct Marks<'a> {
    tokens: &'a [Token],
    verb: Vec<bool>,
    report: Vec<bool>,
    light: Vec<bool>,
    sure: Vec<bool>,
    opener: Vec<i32>,
    phrase: Vec<i32>,
    number: Vec<bool>,
    bracket: Vec<bool>,
    quoted: Vec<bool>,
}

impl<'a> Marks<'a> {
    fn new(tokens: &'a [Token], hits: &[Hit]) -> Self {
        let count = tokens.len();
        let mut marks = Marks {
            tokens,
            verb: (0..count).map(|i| is_finite(tokens, hits, i)).collect(),
            report: vec![false; count],
            light: vec![false; count],
            sure: vec![false; count],
            opener: vec![0; count],
            phrase: vec![0; count],
            number: tokens.iter().map(|t| t.kind == TokenKind::Number).collect(),
            bracket: vec![false; count],
            quoted: vec![false; count],
        };
        for hit in hits {
            match hit.entry.list {
                List::Stop => marks.light[hit.start..hit.end].fill(true),
                List::Report => {
                    marks.report[hit.start] = true;
                    marks.light[hit.start..hit.end].fill(true);
                }
                List::Opener => marks.opener[hit.start] = hit.entry.level.max(marks.opener[hit.start]),
                List::Phrase => marks.phrase[hit.start] = hit.entry.level.max(marks.phrase[hit.start]),
                List::Cardinal => marks.number[hit.start] = true,
                List::Modality => marks.sure[hit.start] = true,
                _ => {}
            }
        }
        let (mut depth, mut open) = (0i32, false);
        for (i, token) in tokens.iter().enumerate() {
            match token.lower.as_str() {
                "(" | "[" => depth += 1,
                ")" | "]" => depth -= 1,
                "«" | "“" | "„" => open = true,
                "»" | "”" => open = false,
                _ => {}
            }
            marks.bracket[i] = depth > 0;
            marks.quoted[i] = open;
        }
        marks
    }

    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.lower.as_str())
    }

    fn has_verb(&self, range: Range<usize>) -> bool {
        self.verb.get(range).is_some_and(|v| v.contains(&true))
    }

    fn words(&self, range: Range<usize>) -> usize {
        self.tokens.get(range).map_or(0, |r| r.iter().filter(|t| t.is_word()).count())
    }

    /// First comma, semicolon, colon or dash from `at` on.
    fn stop(&self, at: usize) -> usize {
        (at..self.tokens.len())
            .find(|i| matches!(self.word(*i), "," | ";" | ":" | "—" | "–"))
            .unwrap_or(self.tokens.len())
    }

    fn is_boundary(&self, at: usize, from: usize) -> bool {
        if self.bracket[at] || self.words(from..at) == 0 {
            return false;
        }
        let (word, before) = (self.word(at), self.word(at - 1));
        let left = self.has_verb(from..at);
        let end = self.stop(at + 1);
        let right = self.has_verb(at + 1..end);
        match word {
            ";" => return true,
            // "13:20", "10–15"
            ":" | "–" if self.number[at - 1] && self.number.get(at + 1) == Some(&true) => return false,
            ":" if self.introduces(from..at) => return false,
            "—" | "–" | ":" => {
                return left && right && !self.tells(at + 1) && self.words(at..end) >= MIN_WORDS;
            }
            _ => {}
        }
        let after_comma = matches!(before, "," | "—" | "–");
        if !after_comma {
            let joins = matches!(word, "и" | "или" | "но" | "а") && self.predicate(from..at) && self.second(at);
            return joins;
        }
        // "…, сообщил министр"; "в том, что …"; "Как заявил министр, …"
        if self.tells(at)
            || self.points(at)
            || (self.word(from) == "как" && self.stop(from) + 1 == at && self.tells(from))
        {
            return false;
        }
        let first = &self.tokens[at];
        match word {
            "и" | "или" | "да" | "либо" | "ни" => {
                return self.predicate(from..at) && (right || self.word(at + 1) == "что");
            }
            // "…, что …, и что …": the first stays with whoever says it.
            "что" | "чтобы" | "будто" | "якобы" => {
                return left && right && self.words(from..at) > INTRODUCTION;
            }
            _ => {}
        }
        if self.opener[at] > 0 || self.relative(at) {
            return left && (right || (self.opener[at] == 2 && self.words(at..end) > MIN_WORDS));
        }
        if is_gerund(first) {
            return left;
        }
        // "…, как уверяет ведомство, пять минут": the clause goes on behind what stands between.
        if self.aside(at - 1) {
            return false;
        }
        // A verb behind "и" goes on with what stands before the comma: "ледяной, холодный приём и ушла".
        let and = (at..end).find(|i| self.word(*i) == "и").unwrap_or(end);
        let clause = self.has_verb(at..and) && self.words(at..end) >= MIN_WORDS;
        // "…, которых привезли утром, перекрыли дорогу": the main clause goes on with its verb.
        let goes_on = self.verb[at] && self.words(from..at) >= MIN_WORDS;
        left && ((clause && !self.listed(at, end))
            || goes_on
            || (is_participle(first) && self.words(at..end) >= MIN_WORDS)
            || (!self.quoted[at] && self.adds(at, end)))
    }

    /// Whether the run is the last clause's subject with its predicate: in "… заявил, что Россия" it is still to come.
    fn predicate(&self, range: Range<usize>) -> bool {
        let opens = |i: &usize| *i > range.start && self.opener[*i] > 0 && self.word(*i - 1) == ",";
        let from = range.clone().rev().find(opens).unwrap_or(range.start);
        self.has_verb(from..range.end)
    }

    /// Whether a second predicate follows the "и" at `at`: at once, or behind a few words none of which is another "и".
    fn second(&self, at: usize) -> bool {
        if self.word(at + 1) == "что" {
            return true;
        }
        let end = self.stop(at + 1).min(at + 6);
        let verb = (at + 1..end).find(|i| self.verb[*i]);
        verb.is_some_and(|v| !(at + 1..v).any(|i| matches!(self.word(i), "и" | "или" | "который" | "которые")))
    }

    /// Whether the words from `at` on only tell who says it: "сообщил министр", "как заявили в ведомстве".
    fn tells(&self, at: usize) -> bool {
        let said = |i: usize| self.report.get(i) == Some(&true);
        let short = self.words(at..self.stop(at)) <= INTRODUCTION + 2;
        short
            && ((said(at) && !self.next_is_that(at))
                || (matches!(self.word(at), "как" | "—") && (said(at) || said(at + 1))))
    }

    /// Whether the words before the comma at `comma` and behind another one say only how sure a thing is, or who says
    /// it: ", вероятно,", ", как видно из писем,", ", сообщил министр,".
    fn aside(&self, comma: usize) -> bool {
        let Some(open) = (0..comma).rev().find(|i| matches!(self.word(*i), "," | ";" | ":" | "—" | "–")) else {
            return false;
        };
        let (words, first) = (self.words(open + 1..comma), self.word(open + 1));
        let sure = (open + 1..comma).any(|i| self.sure[i]);
        (words <= 2 && sure)
            || (words <= INTRODUCTION && first == "как" && self.word(open + 2) != "только")
            || self.tells(open + 1)
    }

    /// Whether the run only introduces what is said.
    fn introduces(&self, range: Range<usize>) -> bool {
        self.words(range.clone()) <= INTRODUCTION && range.clone().any(|i| self.report[i])
    }

    /// Whether the words after the reporting verb at `at` open what is said.
    fn next_is_that(&self, at: usize) -> bool {
        let stop = self.stop(at);
        self.word(stop) == ":" || matches!(self.word(stop + 1), "что" | "чтобы" | "будто")
    }

    /// Whether the clause before the comma points ahead to the one at `at`: "исходит из того, что", "тогда, когда".
    fn points(&self, at: usize) -> bool {
        let pointer = at.checked_sub(2).map_or("", |i| self.word(i));
        matches!(
            pointer,
            "то" | "того"
                | "том"
                | "тому"
                | "тем"
                | "так"
                | "тогда"
                | "там"
                | "та"
                | "те"
                | "тех"
                | "тот"
        ) && (self.opener[at] > 0 || self.word(self.stop(at).min(at + 1)) == "ли")
    }

    /// "о котором", "значительную часть которых": a relative within the next words.
    fn relative(&self, at: usize) -> bool {
        (at..self.stop(at).min(at + 4)).any(|i| self.word(i).starts_with("котор"))
    }

    /// Whether the piece is an item of a list: another of its kind follows and no clause of its own stands in it.
    fn listed(&self, at: usize, end: usize) -> bool {
        self.word(end) == "," && !self.has_verb(at..end)
    }

    /// Whether the phrase says something of its own: a preposition or a number opens it, or it holds a number; an item
    /// of a list of nouns does not.
    fn adds(&self, at: usize, end: usize) -> bool {
        let list = self.word(end + 1) == "и" || (at..end).any(|i| matches!(self.word(i), "и" | "или"));
        let counts = (at..end).any(|i| self.number[i]);
        self.words(at..end) >= MIN_WORDS && !list && (counts || self.phrase[at] > 0)
    }

    /// Joins pieces that are too short to stand alone, or that name a speaker and no more, to the piece before (the
    /// first to the one after).
    fn merge_short(&self, cuts: &[usize]) -> Vec<Range<usize>> {
        let slight = |r: &Range<usize>| {
            let words = r.clone().filter(|i| self.tokens[*i].is_word());
            let count = words.clone().count();
            let told = r.clone().any(|i| self.report[i]) && words.filter(|i| !self.light[*i]).count() < 2;
            count < MIN_WORDS || (count <= 4 && told)
        };
        join_slight(cuts, slight)
    }
}

#[cfg(test)]
mod tests {
    use crate::language::tests::claims;
    use crate::text::Lang;

    fn check(text: &str, expect: &[&str]) {
        assert_eq!(claims(text, Lang::Ru), expect);
    }

    #[test]
    fn conjoined_clauses_are_claims_of_their_own() {
        check(
            "Министр заявил, что корабли ушли, а экипаж остался на берегу.",
            &["Министр заявил, что корабли ушли", "а экипаж остался на берегу"],
        );
        check(
            "Суд отклонил жалобу рыбаков; компания выплатила весь штраф.",
            &["Суд отклонил жалобу рыбаков", "компания выплатила весь штраф"],
        );
        check(
            "Дежурный дважды вызывал соседей, трубку там не сняли.",
            &["Дежурный дважды вызывал соседей", "трубку там не сняли"],
        );
        check(
            "Мэр пообещал, что рубку остановят, и что слушания пройдут в четверг.",
            &["Мэр пообещал, что рубку остановят", "и что слушания пройдут в четверг"],
        );
    }

    #[test]
    fn nouns_and_speakers_part_nothing() {
        check("Министр обороны и глава штаба прибыли утром.", &["Министр обороны и глава штаба прибыли утром"]);
        check("Обсуждены торговля, энергетика и поставки зерна.", &["Обсуждены торговля, энергетика и поставки зерна"]);
        check(
            "Число заболевших достигло 164 человек, сообщили в управлении надзора.",
            &["Число заболевших достигло 164 человек, сообщили в управлении надзора"],
        );
    }

    #[test]
    fn what_stands_between_commas_parts_nothing() {
        check(
            "Полёт занял, как уверяет ведомство, всего пять минут.",
            &["Полёт занял, как уверяет ведомство, всего пять минут"],
        );
        check("Икона относится, вероятно, к 1680 году.", &["Икона относится, вероятно, к 1680 году"]);
        check(
            "В профсоюзе признали: подняли четырнадцать человек.",
            &["В профсоюзе признали: подняли четырнадцать человек"],
        );
    }

    #[test]
    fn gerunds_participles_and_relatives_are_claims_of_their_own() {
        check(
            "Стороны продлили перемирие, договорившись об обмене пленными.",
            &["Стороны продлили перемирие", "договорившись об обмене пленными"],
        );
        check(
            "Отряд перешёл реку у брода, который соседи называют Холлин, и углубился на 400 метров.",
            &["Отряд перешёл реку у брода", "который соседи называют Холлин", "и углубился на 400 метров"],
        );
        check(
            "Обсуждалась судьба граждан, задержанных в порту Амелин.",
            &["Обсуждалась судьба граждан", "задержанных в порту Амелин"],
        );
    }
}
