//! Who says what in a Chinese paragraph: 「发言人表示，…」 「据当地部门通报，…」 「“…，”她说，“…”」 「…，工会说；」.
//!
//! What is said runs on over commas, and where its sentence opens with the speaker, over the sentences that follow, until
//! another speaker or a sentence that tells what happened. A verb without a subject has the speaker before it.

use crate::attribution::Attribution;
use crate::attribution::rules::Part;
use crate::lexicon::{Hit, List};
use crate::token::{Token, TokenKind};
use std::ops::Range;

/// Longest source in characters.
const MAX_SOURCE: usize = 24;

/// Ends of verbs that say something; other reporting words may be nouns ("要求", "报道"), and need a speaker.
const SAYING: [&str; 29] = [
    "说",
    "称",
    "写道",
    "说道",
    "补充道",
    "表示",
    "指出",
    "强调",
    "认为",
    "宣布",
    "重申",
    "透露",
    "披露",
    "介绍",
    "谈到",
    "提到",
    "谈及",
    "提及",
    "暗示",
    "坦言",
    "坦承",
    "直言",
    "承认",
    "否认",
    "断言",
    "告诉记者",
    "显示",
    "反映",
    "的说法是",
];

/// What stands between a speaker and the verb, or before the speaker.
const ADVERBS: [&str; 52] = [
    "随后",
    "接着",
    "同时",
    "此外",
    "另外",
    "最后",
    "不过",
    "但是",
    "然而",
    "对此",
    "为此",
    "当天",
    "当日",
    "当晚",
    "今早",
    "再次",
    "多次",
    "一贯",
    "反复",
    "明确",
    "公开",
    "郑重",
    "严正",
    "坚决",
    "强烈",
    "一致",
    "共同",
    "进一步",
    "赛后",
    "会后",
    "事后",
    "日前",
    "上午",
    "下午",
    "早些时候",
    "还",
    "也",
    "并",
    "又",
    "则",
    "再",
    "均",
    "都",
    "曾",
    "已",
    "而",
    "但",
    "另",
    "却",
    "正",
    "先",
    "只",
];

/// Words that begin an aside between a speaker and the verb: "在战报中", "对记者".
const ASIDES: [&str; 7] = ["在", "向", "就", "于", "从", "通过", "对"];

/// Words of which those characters are only a part.
const NO_ASIDES: [&str; 24] = [
    "存在", "现在", "正在", "所在", "方向", "动向", "就业", "成就", "关于", "对于", "由于", "位于", "属于", "从事",
    "对方", "对手", "反对", "面对", "针对", "绝对", "应对", "对外", "对话", "派对",
];

/// How names of bodies and words for persons end.
const BODIES: &str = "方局署厅委会院部队社司所馆台办团党府商他她们";

/// What is reported with these is their object alone.
const DEEDS: [&str; 5] = ["发布", "公布", "提出", "发表", "通报"];

/// Before a verb these say that it is not said, or not by the words before.
const NO_SOURCE: [&str; 12] = ["没有", "并未", "未", "没", "不", "的", "所", "被", "可以", "按", "应", "需要"];

/// What a sentence begins with that tells what happened instead of what was said.
const NARRATION: [&str; 12] = [
    "两国元首",
    "两国领导人",
    "双方就",
    "双方还",
    "双方一致",
    "双方商定",
    "会谈后",
    "会见后",
    "会谈前",
    "当天",
    "当晚",
    "随后",
];

/// Ends of a sentence that tells who was there.
const PRESENCE: [&str; 4] = ["参加会见", "参加会谈", "陪同", "在座"];

/// The attributions of a paragraph.
pub(super) fn attributions(parts: &[Part<'_>]) -> Vec<Attribution> {
    let mut out: Vec<Attribution> = Vec::new();
    let (mut open, mut quoted) = (false, false);
    for part in parts {
        let before = out.len();
        let sentence = Sentence::new(part, quoted);
        sentence.read(&mut out, open);
        let whole = part.from..part.from + part.tokens.len();
        if out.len() > before {
            open = out.get(before).is_some_and(|a| sentence.opens_with(a));
        } else if open && (quoted || !sentence.narrates()) {
            out.last_mut().into_iter().for_each(|a| a.content.push(whole.clone()));
        } else {
            open = false;
        }
        quoted = sentence.quoted_after();
    }
    out
}

/// Whether the words just before `at` say that somebody speaks: what follows is said.
pub(super) fn leads(tokens: &[Token], hits: &[Hit], at: usize) -> bool {
    let reports = |h: &&Hit| h.entry.list == List::Report && h.end == at;
    hits.iter().filter(reports).any(|h| says(tokens, h) || names_speaker(tokens, hits, h.start))
}

/// Whether the words just before `at` name somebody who can speak: "外交部发言人", "网信办".
fn names_speaker(tokens: &[Token], hits: &[Hit], at: usize) -> bool {
    let lists = [List::Actor, List::Voice, List::Expert, List::Office];
    let body = at.checked_sub(1).is_some_and(|i| BODIES.contains(tokens[i].lower.as_str()));
    body || hits.iter().any(|h| lists.contains(&h.entry.list) && h.end == at)
}

fn says(tokens: &[Token], hit: &Hit) -> bool {
    SAYING.iter().any(|s| ends(&tokens[..hit.end], s) && s.chars().count() <= hit.end - hit.start)
}

/// Whether the characters of `word` stand at `at`.
pub(super) fn starts(tokens: &[Token], at: usize, word: &str) -> bool {
    let mut buffer = [0; 4];
    word.chars().enumerate().all(|(i, c)| tokens.get(at + i).is_some_and(|t| t.is(c.encode_utf8(&mut buffer))))
}

/// Whether `tokens` end in the characters of `word`.
pub(super) fn ends(tokens: &[Token], word: &str) -> bool {
    tokens.len().checked_sub(word.chars().count()).is_some_and(|at| starts(tokens, at, word))
}

/// A sentence with which of its tokens stand in quotation marks.
struct Sentence<'a> {
    part: &'a Part<'a>,
    tokens: &'a [Token],
    quoted: Vec<bool>,
}

impl<'a> Sentence<'a> {
    fn new(part: &'a Part<'a>, mut inside: bool) -> Sentence<'a> {
        let mark = |t: &Token| {
            match t.lower.as_str() {
                "“" | "「" => inside = true,
                "”" | "」" => inside = false,
                _ => return inside,
            }
            // The marks themselves stand outside.
            false
        };
        Sentence { part, tokens: part.tokens, quoted: part.tokens.iter().map(mark).collect() }
    }

    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.lower.as_str())
    }

    fn is_mark(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_none_or(|t| t.kind == TokenKind::Punct && !matches!(t.lower.as_str(), "·" | "、" | "《" | "》"))
    }

    fn clause_start(&self, at: usize) -> usize {
        (0..at).rev().find(|i| self.is_mark(*i)).map_or(0, |i| i + 1)
    }

    fn clause_end(&self, at: usize) -> usize {
        (at..self.tokens.len()).find(|i| self.is_mark(*i)).unwrap_or(self.tokens.len())
    }

    /// Whether the sentence ends within a quotation.
    fn quoted_after(&self) -> bool {
        self.quoted.last().copied().unwrap_or(false)
    }

    /// Whether it tells what happened.
    fn narrates(&self) -> bool {
        let stop = self.tokens.iter().rposition(Token::is_word).map_or(0, |i| i + 1);
        let dated = self.tokens.first().is_some_and(|t| t.kind == TokenKind::Number)
            && matches!(self.word(1), "年" | "月" | "日")
            && !starts(self.tokens, 2, "来");
        dated
            || NARRATION.iter().any(|w| starts(self.tokens, 0, w))
            || PRESENCE.iter().any(|w| ends(&self.tokens[..stop], w))
    }

    /// Whether an attribution opens the sentence with its speaker and a mark, so that what is said may run on.
    fn opens_with(&self, a: &Attribution) -> bool {
        let Some(cue) = a.cue.end.checked_sub(self.part.from) else { return false };
        let first = self.clause_start(cue.saturating_sub(1)) == 0;
        !a.source.is_empty()
            && first
            && matches!(self.word(cue), "，" | "：" | ":" | ",")
            && leads(self.tokens, self.part.hits, cue)
    }

    /// Adds the sentence's attributions. While a speech runs on, "中方认为" is a part of it.
    fn read(&self, out: &mut Vec<Attribution>, open: bool) {
        let own = out.len();
        // Where in the sentence words are still to be given to a speaker.
        let mut free = 0;
        for hit in self.part.hits.iter().filter(|h| h.entry.list == List::Report) {
            let nested = out.len() > own && !self.is_mark(hit.end);
            if self.quoted[hit.start] || hit.start < free {
                continue;
            }
            let found = self.according(hit).or_else(|| {
                self.verb(hit, if says(self.tokens, hit) { out.last() } else { out[own..].last() }, nested, open)
            });
            let Some((source, cue)) = found else { continue };
            let start = self.clause_start(source.start.min(cue.start));
            let trailing = self.is_trailing(&cue) && start > free;
            if out.len() > own
                && let Some(last) = out.last_mut()
            {
                let end = if trailing { free } else { start } + self.part.from;
                last.content.retain(|r| r.start < end);
                last.content.iter_mut().for_each(|r| r.end = r.end.min(end));
            }
            let quotation =
                (start > 0 && matches!(self.word(start - 1), "”" | "」")).then(|| self.quotation(start - 1));
            let rest = cue.end.max(source.end);
            let deed = DEEDS.iter().any(|w| ends(&self.tokens[..cue.end], w)) && !self.is_mark(cue.end);
            let rest = rest..if deed { self.clause_end(rest) } else { self.tokens.len() };
            // "一点没有分歧：公路开放，松林说": what is said stands after the colon.
            let colon = (free..start).rev().find(|i| matches!(self.word(*i), "：" | ":"));
            let content = if trailing {
                Vec::from([Range { start: colon.map_or(free, |i| i + 1), end: start }])
            } else {
                quotation.into_iter().chain([rest]).collect()
            };
            free = if trailing { self.clause_end(cue.end) + 1 } else { cue.end };
            let moved = |r: Range<usize>| r.start + self.part.from..r.end + self.part.from;
            let before = out.last().map(|a| a.source.clone());
            let source = if source.is_empty() && !starts(self.tokens, cue.start, "据") {
                before.unwrap_or_default()
            } else {
                moved(source)
            };
            out.push(Attribution { source, cue: moved(cue), content: content.into_iter().map(moved).collect() });
        }
        if out.len() == own {
            out.extend(self.before_colon());
        }
    }

    /// "据当地部门通报，": the source stands between the two words.
    fn according(&self, hit: &Hit) -> Option<(Range<usize>, Range<usize>)> {
        let at = hit.start;
        let end = self.clause_end(at);
        if hit.end < end && matches!(self.word(hit.end - 1), "据" | "照") {
            let verb =
                self.part.hits.iter().rfind(|h| h.entry.list == List::Report && h.start > hit.end && h.end <= end)?;
            let source = self.name(hit.end..verb.start);
            return (!source.is_empty() && source.len() <= MAX_SOURCE).then_some((source, verb.start..verb.end));
        }
        (starts(self.tokens, at, "据") && hit.end > at + 1 && self.clause_start(at) == at)
            .then_some((at..at, at..hit.end))
    }

    /// Speaker and verb.
    fn verb(
        &self,
        hit: &Hit,
        before: Option<&Attribution>,
        nested: bool,
        open: bool,
    ) -> Option<(Range<usize>, Range<usize>)> {
        let start = self.clause_start(hit.start);
        let raw = start..hit.start;
        let saying = says(self.tokens, hit);
        let denied = NO_SOURCE.iter().any(|w| ends(&self.tokens[raw.clone()], w));
        // "港方应船长请求": what follows is done, not said.
        let asked = !saying && raw.clone().any(|i| matches!(self.word(i), "应" | "按" | "据"));
        // "受到严重威胁。": a noun that ends its clause.
        let noun = !saying
            && match self.word(hit.end) {
                "：" | ":" => false,
                "，" | "," => !names_speaker(self.tokens, self.part.hits, hit.start),
                _ => self.is_mark(hit.end),
            };
        let relative = matches!(self.word(hit.end), "的" | "过" | "出" | "中");
        if denied || asked || noun || relative || starts(self.tokens, start, "据") || starts(self.tokens, start, "应")
        {
            return None;
        }
        let source = self.name(raw);
        // Within a speech that runs on, "认为台湾是…", "中方希望…" are a part of it.
        if open && !self.is_mark(hit.end) && (source.is_empty() || !saying) {
            return None;
        }
        if source.is_empty() {
            return before.map(|_| (source, hit.start..hit.end));
        }
        let last = self.word(source.end - 1);
        let speaker = (source.start + 1..=source.end).any(|end| names_speaker(self.tokens, self.part.hits, end));
        let party =
            last == "方" || starts(self.tokens, source.start, "我们") || starts(self.tokens, source.start, "双方");
        let part_of_speech = open && party && !starts(self.tokens, hit.start, "则");
        let fits = source.len() <= MAX_SOURCE && (saying || speaker) && !nested && !part_of_speech;
        fits.then_some((source, hit.start..hit.end))
    }

    /// "…，工会说；": what is said stands before.
    fn is_trailing(&self, cue: &Range<usize>) -> bool {
        matches!(self.word(cue.end), "" | "。" | "；" | ";" | "！" | "？")
    }

    /// The quotation that closes at `end`, with its marks.
    fn quotation(&self, end: usize) -> Range<usize> {
        let start = (0..end).rev().find(|i| matches!(self.word(*i), "“" | "「")).unwrap_or(0);
        start..end + 1
    }

    /// "球迷老葛不领情：“…”": a name before a colon and a quotation.
    fn before_colon(&self) -> Option<Attribution> {
        let colon = (1..self.tokens.len()).find(|i| matches!(self.word(*i), "：" | ":") && !self.quoted[*i])?;
        let start = self.clause_start(colon);
        let list = |h: &&Hit, list| h.entry.list == list && h.start > start && h.end <= colon;
        let hits = || self.part.hits.iter();
        let report = hits().find(|h| list(h, List::Report)).map(|h| h.start..h.end);
        let quotes = matches!(self.word(colon + 1), "“" | "「") && (2..15).contains(&(colon - start));
        let cue = report.or_else(|| {
            let verb = hits().filter(|h| list(h, List::Verb) || list(h, List::Negation)).map(|h| h.start).min();
            let speaks = names_speaker(self.tokens, self.part.hits, colon);
            (quotes || speaks).then(|| verb.filter(|_| quotes).map_or(colon..colon + 1, |v| v..colon))
        })?;
        let source = self.name(start..cue.start);
        let act =
            self.tokens[source.clone()].last().is_some_and(|t| matches!(t.lower.as_str(), "了" | "着" | "的" | "地"));
        if act || source.len() < 2 || source.len() > MAX_SOURCE {
            return None;
        }
        let moved = |r: Range<usize>| r.start + self.part.from..r.end + self.part.from;
        let content = vec![moved(colon + 1..self.tokens.len())];
        Some(Attribution { source: moved(source), cue: moved(cue), content })
    }

    /// A run without the adverbs, dates and asides around the speaker's name.
    fn name(&self, mut run: Range<usize>) -> Range<usize> {
        let aside = |i: &usize| {
            let of = |w: &str| starts(self.tokens, *i, w) || (*i > 0 && starts(self.tokens, *i - 1, w));
            ASIDES.iter().any(|w| starts(self.tokens, *i, w)) && !NO_ASIDES.iter().any(|w| of(w))
        };
        if let Some(cut) = (run.start + 1..run.end).find(aside) {
            run.end = cut;
        }
        loop {
            let own = &self.tokens[run.clone()];
            let len = |w: &&str| w.chars().count();
            let dated = self.part.hits.iter().find(|h| {
                h.start == run.start && h.end <= run.end && matches!(h.entry.list, List::RelativeDay | List::Weekday)
            });
            if let Some(w) = ADVERBS.iter().filter(|w| len(w) <= own.len()).find(|w| ends(own, w)) {
                run.end -= w.chars().count();
            } else if let Some(w) = ADVERBS.iter().filter(|w| len(w) <= own.len()).find(|w| starts(own, 0, w)) {
                run.start += w.chars().count();
            } else if let Some(hit) = dated {
                run.start = hit.end;
            } else if own.len() > 2
                && own[0].kind == TokenKind::Number
                && matches!(own[1].lower.as_str(), "年" | "月" | "日")
            {
                run.start += 2;
            } else {
                return run;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::reading::Reading;
    use crate::text::Lang;

    /// Source, cue and content of each attribution.
    fn check(text: &str, expect: &[[&str; 3]]) {
        let reading = Reading::new(text, Lang::Zh);
        let words = |r: &std::ops::Range<usize>| reading.passage.span(r).of(text).to_string();
        let got: Vec<[String; 3]> = reading
            .attributions
            .iter()
            .map(|a| [words(&a.source), words(&a.cue), a.content.iter().map(words).collect::<Vec<_>>().join("|")])
            .collect();
        assert_eq!(got, expect, "{text}");
    }

    #[test]
    fn what_is_said_runs_on_to_the_next_speaker_or_event() {
        check(
            "习近平指出，关系良好。中方愿扩大合作，希望双方努力。普京表示，俄方支持倡议。两国元首就局势交换意见。",
            &[["习近平", "指出", "，关系良好。|中方愿扩大合作，希望双方努力。"], ["普京", "表示", "，俄方支持倡议。"]],
        );
        check(
            "松林临时政府在战报中宣布，东岭率先开火，并要求对方撤出。",
            &[["松林临时政府", "宣布", "，东岭率先开火，"], ["松林临时政府", "要求", "对方撤出。"]],
        );
    }

    #[test]
    fn speakers_stand_before_after_and_within() {
        check("外交部发言人表示，会谈将继续。", &[["外交部发言人", "表示", "，会谈将继续。"]]);
        check("据当地卫生部门通报，已有六人感染。", &[["当地卫生部门", "通报", "，已有六人感染。"]]);
        check(
            "“炮盖着炮衣，”柯振野说，“先开枪的是巡逻队。”",
            &[["柯振野", "说", "“炮盖着炮衣，”|，“先开枪的是巡逻队。”"]],
        );
        check("网信办通报，黑客来自境外。", &[["网信办", "通报", "，黑客来自境外。"]]);
        check("网安公司：不排除再次入侵。", &[["网安公司", "：", "不排除再次入侵。"]]);
        check("公路开放，松林说；车辆通行，东岭说。", &[["松林", "说", "公路开放，"], ["东岭", "说", "车辆通行，"]]);
        check("球迷老葛不领情：“钱得全退。”", &[["球迷老葛", "不领情", "“钱得全退。”"]]);
    }

    #[test]
    fn nouns_report_nothing() {
        check("会谈将继续。", &[]);
        check("制动器未按设计要求动作，渔民受到严重威胁。", &[]);
        check("港方应船长请求安排该船等候。战报没有提到卫生员。", &[]);
    }
}
