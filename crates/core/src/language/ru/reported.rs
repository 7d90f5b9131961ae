//! Who says what in a Russian sentence: "по словам министра", "как заявил министр", "министр заявил, что …",
//! "…, сообщил министр", "в справке указано", "министр: «…»".

use super::verb::is_finite;
use crate::attribution::rules::{MAX_SOURCE, Runs};
use crate::lexicon::{Hit, List};
use crate::token::{Token, TokenKind};
use std::ops::Range;

/// What the words of a pronoun's statement are called: "по её словам", "на его взгляд".
const WORDS: [&str; 13] = [
    "словам",
    "данным",
    "мнению",
    "оценке",
    "оценкам",
    "версии",
    "подсчётам",
    "подсчетам",
    "утверждению",
    "информации",
    "сведениям",
    "взгляд",
    "признанию",
];

/// When and how it was said, beside the name of whoever did.
const MANNER: [&str; 27] = [
    "вечером",
    "утром",
    "днём",
    "днем",
    "ночью",
    "ранее",
    "позже",
    "позднее",
    "далее",
    "вчера",
    "сегодня",
    "накануне",
    "прямо",
    "вновь",
    "особо",
    "отдельно",
    "официально",
    "публично",
    "впоследствии",
    "журналистам",
    "неоднократно",
    "наконец",
    "например",
    "тут",
    "там",
    "иначе",
    "по-прежнему",
];

const PRONOUNS: [&str; 9] = ["он", "она", "они", "мы", "я", "вы", "оно", "кто", "те"];

const PREPOSITIONS: [&str; 18] =
    ["в", "во", "на", "по", "после", "с", "со", "о", "об", "к", "при", "из", "за", "до", "у", "через", "для", "от"];

/// Source and cue; the surest pattern that fits anywhere in the sentence holds.
pub(super) fn source_and_cue(tokens: &[Token], hits: &[Hit]) -> Option<Runs> {
    let scan = Scan { tokens, hits };
    let verbs = || hits.iter().filter(|h| h.entry.list == List::Report).map(|h| h.start..h.end);
    scan.pronoun()
        .or_else(|| verbs().find_map(|cue| scan.preposition(&cue)))
        .or_else(|| verbs().find_map(|cue| scan.as_said(&cue)))
        .or_else(|| verbs().find_map(|cue| scan.before(&cue, true)))
        .or_else(|| verbs().find_map(|cue| scan.inverted(&cue)))
        .or_else(|| verbs().find_map(|cue| scan.before(&cue, false)))
        .or_else(|| scan.colon())
}

struct Scan<'a> {
    tokens: &'a [Token],
    hits: &'a [Hit],
}

impl Scan<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.lower.as_str())
    }

    fn is_mark(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Punct && !matches!(t.lower.as_str(), "-" | "«" | "»"))
    }

    fn to_mark(&self, from: usize) -> usize {
        (from..self.tokens.len()).find(|i| self.is_mark(*i)).unwrap_or(self.tokens.len())
    }

    fn is(&self, lists: &[List], at: usize) -> bool {
        self.hits.iter().any(|h| lists.contains(&h.entry.list) && h.start <= at && at < h.end)
    }

    fn finite(&self, at: usize) -> bool {
        at < self.tokens.len() && is_finite(self.tokens, self.hits, at)
    }

    fn fits(run: &Range<usize>) -> bool {
        (1..=MAX_SOURCE).contains(&run.len())
    }

    /// "По её словам", "на его взгляд".
    fn pronoun(&self) -> Option<Runs> {
        let at = (1..self.tokens.len().saturating_sub(1)).find(|i| {
            matches!(self.word(*i), "её" | "ее" | "его" | "их")
                && matches!(self.word(i - 1), "по" | "на")
                && WORDS.contains(&self.word(i + 1))
        })?;
        Some((at..at + 1, at + 1..at + 2))
    }

    /// "По словам министра, …", "согласно отчёту, …".
    fn preposition(&self, cue: &Range<usize>) -> Option<Runs> {
        if !matches!(self.word(cue.start), "по" | "согласно" | "со") {
            return None;
        }
        let end = self.to_mark(cue.end);
        // "согласно закону", "согласно графику": what rules, not who says.
        let rules = ["закон", "норм", "график", "план", "правил", "договор", "соглашени", "регламент"];
        if (cue.end..end.min(cue.end + 3)).any(|i| rules.iter().any(|r| self.word(i).starts_with(r))) {
            return None;
        }
        // Without a comma the name ends before its sentence goes on: one word, and the names after it.
        let open = !Self::fits(&(cue.end..end)) || (cue.end..end).any(|i| self.finite(i));
        let name = |i: &usize| self.tokens.get(*i).is_some_and(|t| t.capital);
        let end = if open { (cue.end + 1..end).find(|i| !name(i)).unwrap_or(end) } else { end };
        let source = cue.end..end;
        Self::fits(&source).then(|| (source, cue.clone()))
    }

    /// "Как заявил министр, …".
    fn as_said(&self, cue: &Range<usize>) -> Option<Runs> {
        let inside = self.word(cue.start) == "как";
        let start = if inside { cue.start } else { cue.start.checked_sub(1).filter(|i| self.word(*i) == "как")? };
        let verb = cue.end - 1;
        let source = self.after(cue.end);
        (self.finite(verb) && Self::fits(&source)).then_some((source, start..cue.end))
    }

    /// "…, сообщил министр", "«…», — сказал министр".
    fn inverted(&self, cue: &Range<usize>) -> Option<Runs> {
        let before = cue.start.checked_sub(1)?;
        let said = self.tokens[..before].iter().any(Token::is_word);
        let mark = matches!(self.word(before), "," | "—" | "–" | "»" | "”" | "\"");
        let source = self.after(cue.end);
        (said && mark && self.finite(cue.start) && Self::fits(&source)).then(|| (source, cue.clone()))
    }

    /// The name after a verb.
    fn after(&self, from: usize) -> Range<usize> {
        let end = self.to_mark(from);
        let start = (from..end).find(|i| !(self.slight(*i) || matches!(self.word(*i), "в" | "во"))).unwrap_or(end);
        start..end
    }

    /// "Министр заявил, что …"; if `surely` only where what is said follows.
    fn before(&self, cue: &Range<usize>, surely: bool) -> Option<Runs> {
        let next = self.to_mark(cue.end);
        let follows = matches!(self.word(next), ":")
            || (self.word(next) == "," && matches!(self.word(next + 1), "что" | "чтобы" | "будто" | "как" | "якобы"));
        if !self.finite(cue.start) || (surely && !follows) {
            return None;
        }
        let denied = cue.start.checked_sub(1).is_some_and(|i| self.word(i) == "не");
        let start = cue.start - usize::from(denied);
        let from = (0..start).rev().find(|i| self.is_mark(*i) || self.word(*i) == "и").map_or(0, |i| i + 1);
        let source = if self.active(cue.start) { self.subject(from..start) } else { self.agent(from..start) };
        let runs = (source, start..cue.end);
        // Nobody need be named where it is plain that something is reported: "Было добавлено, что …".
        (Self::fits(&runs.0) || (surely && runs.0.is_empty() && self.word(next) == ",")).then_some(runs)
    }

    /// Whether the verb has whoever says it for its subject; "указано", "отмечается", "подчёркнута" have not.
    fn active(&self, verb: usize) -> bool {
        let word = self.word(verb);
        ![
            "ован",
            "влен",
            "жен",
            "щен",
            "чен",
            "шен",
            "ано",
            "ено",
            "ана",
            "ены",
            "ена",
            "аны",
            "ято",
            "уто",
            "ён",
            "ается",
            "яется",
            "уется",
            "ится",
            "алось",
            "илось",
        ]
        .iter()
        .any(|e| word.ends_with(e))
    }

    fn slight(&self, at: usize) -> bool {
        let stop = self.is(&[List::Stop, List::RelativeDay, List::Weekday], at) || MANNER.contains(&self.word(at));
        stop && !PRONOUNS.contains(&self.word(at)) && !PREPOSITIONS.contains(&self.word(at))
    }

    /// The subject of an active verb in the run before it: without adverbs at either end and what stands in front of
    /// it or behind it with a preposition.
    fn subject(&self, run: Range<usize>) -> Range<usize> {
        if let Some(at) = run.clone().rev().find(|i| PRONOUNS.contains(&self.word(*i))) {
            return at..at + 1;
        }
        let Range { mut start, mut end } = run;
        let behind = |i: &usize| matches!(self.word(*i), "в" | "во" | "на" | "после" | "о" | "об" | "к" | "при");
        loop {
            if start < end && self.slight(start) {
                start += 1;
            } else if start < end && PREPOSITIONS.contains(&self.word(start)) {
                let named = |i: &usize| {
                    self.is(&[List::Actor, List::Office, List::Voice], *i) || PRONOUNS.contains(&self.word(*i))
                };
                start = self.name(start + 2..end).or_else(|| (start + 2..end).find(named)).unwrap_or(start + 1);
            } else {
                break;
            }
        }
        end = (start + 1..end).find(behind).unwrap_or(end);
        // "Президент высоко оценил": adverbs; "ведомство" is none.
        let adverb =
            |i: usize| self.word(i).ends_with('о') && !self.word(i).ends_with("ство") && !self.tokens[i].capital;
        while start + 1 < end && (self.slight(end - 1) || adverb(end - 1)) {
            end -= 1;
        }
        start..end.max(start)
    }

    /// Where the name at the end of the run begins, without what a preposition governs: "в Москве Арсен Кольвиц".
    fn name(&self, run: Range<usize>) -> Option<usize> {
        let named = |i: &usize| self.tokens[*i].capital || self.is(&[List::Actor, List::Office, List::Voice], *i);
        let start = run.end - run.clone().rev().take_while(named).count();
        let governed = PREPOSITIONS.contains(&self.word(start.checked_sub(1)?));
        let start = start + usize::from(governed);
        (start < run.end).then_some(start)
    }

    /// Whoever acts by a passive: "министром", "с их стороны", "в справке"; an empty run where nobody is named.
    fn agent(&self, run: Range<usize>) -> Range<usize> {
        let start = run.clone().find(|i| !self.slight(*i)).unwrap_or(run.end);
        if matches!(self.word(start), "в" | "во") && self.is(&[List::Voice], start + 1) {
            return start + 1..run.end;
        }
        if matches!(self.word(start), "с" | "со") {
            let side = run.clone().find(|i| matches!(self.word(*i), "стороны" | "сторон"));
            return side.map_or(run.end..run.end, |i| start + 1..i + 1);
        }
        let by = ["ом", "ем", "ой", "ей", "ами", "ями", "ым", "им"];
        let acts = by.iter().any(|e| self.word(start).ends_with(e))
            && (start..run.end).any(|i| self.is(&[List::Actor, List::Office, List::Voice], i));
        if acts { start..run.end } else { run.end..run.end }
    }

    /// "Министр: «…»".
    fn colon(&self) -> Option<Runs> {
        let at = (1..self.tokens.len()).find(|i| self.word(*i) == ":")?;
        let name = at <= 5 && !(0..at).any(|i| self.finite(i) || self.is_mark(i));
        (name && matches!(self.word(at + 1), "«" | "“" | "„" | "\"")).then(|| (0..at, at..at + 1))
    }
}

#[cfg(test)]
mod tests {
    use crate::language::tests::{read, reported};
    use crate::text::Lang;

    fn check(text: &str, expect: Option<(&str, &str)>) {
        assert_eq!(reported(text, Lang::Ru), expect, "{text}");
    }

    #[test]
    fn the_source_stands_before_or_after_the_verb() {
        check("Министр обороны заявил, что корабли ушли.", Some(("Министр обороны", "заявил")));
        check("Корабли ушли, сообщил министр обороны.", Some(("министр обороны", "сообщил")));
        check("Корабли ушли, сообщили в министерстве.", Some(("министерстве", "сообщили")));
        check("«Корабли ушли», — сказал министр.", Some(("министр", "сказал")));
        check("Как заявила Леонор Фаске, решение принято.", Some(("Леонор Фаске", "Как заявила")));
        check("Однако министр на брифинге сообщил, что корабли ушли.", Some(("министр", "сообщил")));
        check("В среду министр заявил, что корабли ушли.", Some(("министр", "заявил")));
        check("В ходе беседы в Москве Арсен Кольвиц отметил, что корабли ушли.", Some(("Арсен Кольвиц", "отметил")));
        check("Министр обороны высоко оценил работу экипажа.", Some(("Министр обороны", "оценил")));
        check("Министр: «Корабли ушли».", Some(("Министр", ":")));
        check("Корабли ушли.", None);
    }

    #[test]
    fn words_of_somebody() {
        check("По словам министра, корабли ушли.", Some(("министра", "По словам")));
        check("По её словам, корабли ушли.", Some(("её", "словам")));
        check("Согласно закону, корабли ушли.", None);
        check("Корабли, по данным штаба, ушли.", Some(("штаба", "по данным")));
    }

    #[test]
    fn passives_name_an_agent_a_document_or_nobody() {
        check("В справке указано, что корабли ушли.", Some(("справке", "указано")));
        check("Главой республики разъяснено, что корабли ушли.", Some(("Главой республики", "разъяснено")));
        for text in ["Было добавлено, что корабли ушли.", "Сообщается, что корабли ушли."]
        {
            let (tokens, hits) = read(text, Lang::Ru);
            assert!(super::source_and_cue(&tokens, &hits).is_some_and(|(source, _)| source.is_empty()), "{text}");
        }
    }
}
