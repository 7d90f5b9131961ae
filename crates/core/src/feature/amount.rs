//! Numbers, with what they count: figures and words, ranges, bounds, units, dates and times of day.

use crate::lexicon::{Hit, List};
use crate::text::{Date, Span};
use crate::token::{Token, TokenKind};

/// What an amount measures. Amounts can only differ within one dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dimension {
    /// A count of things or people.
    Count,
    /// Per cent, or a fraction of a whole.
    Share,
    /// Money, in whichever currency.
    Money,
    /// A duration, in days.
    Duration,
    /// Metres.
    Length,
    /// Kilograms.
    Mass,
    /// Litres.
    Volume,
    /// Square metres.
    Area,
    /// Kilometres an hour.
    Speed,
    /// Kilowatts.
    Power,
    /// Kilowatt-hours.
    Energy,
    /// Degrees.
    Temperature,
    /// A rank: first, second …
    Rank,
    /// A calendar day, as days since year 1.
    Day,
    /// A year.
    Year,
    /// A time of day, in minutes since midnight.
    Clock,
}

/// The dimensions of the lexicon's unit lines, in their order.
const UNIT_LINES: [Dimension; 11] = [
    Dimension::Duration,
    Dimension::Length,
    Dimension::Mass,
    Dimension::Volume,
    Dimension::Area,
    Dimension::Share,
    Dimension::Money,
    Dimension::Speed,
    Dimension::Power,
    Dimension::Energy,
    Dimension::Temperature,
];

/// A number and what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// What it measures.
    pub dimension: Dimension,
    /// Lowest value it allows, in the dimension's base unit.
    pub low: f64,
    /// Highest value it allows; infinite for "more than".
    pub high: f64,
    /// The value as written, before "about" or "more than" widened it.
    pub value: f64,
    /// Stems of the words it counts ("400 harbour staff"), at most three.
    pub of: Vec<u64>,
    /// Where it stands, bounds and unit included.
    pub span: Span,
}

impl Amount {
    /// Whether both can be true of one thing: the ranges meet, allowing for rounding.
    pub fn compatible(&self, other: &Amount) -> bool {
        // Figures rounded to two digits differ by up to 5 per cent from what they stand for.
        let slack = |x: &Amount| match x.dimension {
            Dimension::Day | Dimension::Year | Dimension::Rank => 0.0,
            Dimension::Clock => 5.0,
            Dimension::Count if x.value < 20.0 && x.low >= x.value && x.high <= x.value => 0.0,
            Dimension::Share => 0.4,
            Dimension::Count if is_exact(x.value) && is_exact_pair(self, other) => 0.0,
            _ => 0.035 * x.value.abs(),
        };
        let s = slack(self).max(slack(other));
        self.low <= other.high + s && other.low <= self.high + s
    }
}

impl Amount {
    /// Whether `next` goes on with this duration in a smaller unit: "an hour and twenty minutes".
    fn adds(&self, next: &Amount) -> bool {
        self.dimension == Dimension::Duration && next.dimension == Dimension::Duration && next.value < self.value
    }

    fn add(&mut self, next: &Amount) {
        self.low += next.low;
        self.high += next.high;
        self.value += next.value;
        self.span = self.span.join(next.span);
    }
}

/// Whether a count is written to the last digit, so that it is no rounded figure.
fn is_exact(value: f64) -> bool {
    value < 100.0 || (value % 10.0).abs() > 0.5
}

fn is_exact_pair(a: &Amount, b: &Amount) -> bool {
    let plain = |x: &Amount| x.low >= x.value && x.high <= x.value && is_exact(x.value);
    plain(a) && plain(b)
}

/// The amounts in a run of tokens, in order. Relative days count from `date`.
pub fn amounts(tokens: &[Token], hits: &[Hit], date: Option<Date>) -> Vec<Amount> {
    let scan = Scan { tokens, hits, date };
    let mut out: Vec<Amount> = Vec::new();
    let (mut at, mut last_end) = (0, 0);
    while at < tokens.len() {
        match scan.date_at(at).or_else(|| scan.clock_at(at)).or_else(|| scan.number_at(at)) {
            Some((amount, end)) => {
                let joined = at == last_end || (at == last_end + 1 && tokens[last_end].is("and"));
                match out.last_mut().filter(|l| joined && l.adds(&amount)) {
                    Some(last) => last.add(&amount),
                    None => out.push(amount),
                }
                last_end = end;
                at = end.max(at + 1);
            }
            None => at += 1,
        }
    }
    out
}

struct Scan<'a> {
    tokens: &'a [Token],
    hits: &'a [Hit],
    date: Option<Date>,
}

impl Scan<'_> {
    fn hit(&self, list: List, at: usize) -> Option<&Hit> {
        self.hits.iter().find(|h| h.entry.list == list && h.start == at)
    }

    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.lower.as_str())
    }

    fn amount(&self, dimension: Dimension, value: f64, from: usize, end: usize) -> (Amount, usize) {
        let span = self.tokens[from].span.join(self.tokens[end - 1].span);
        (Amount { dimension, low: value, high: value, value, of: Vec::new(), span }, end)
    }

    /// Whether the word before a month makes it a date: "in May", "early May".
    fn dated(&self, at: usize) -> bool {
        let before = at.wrapping_sub(1);
        self.hit(List::Stop, before).is_some()
            || matches!(self.word(before), "early" | "late" | "mid" | "last" | "next")
    }

    /// A plain figure at `at`: its value and the end.
    fn figure(&self, at: usize) -> Option<(f64, usize)> {
        let token = self.tokens.get(at).filter(|t| t.kind == TokenKind::Number)?;
        let digits = token.lower.trim_end_matches(|c: char| !c.is_ascii_digit());
        let value: f64 = digits.replace(',', "").parse().ok()?;
        let factor = match &token.lower[digits.len()..] {
            "" => 1.0,
            "k" => 1e3,
            "m" | "mn" => 1e6,
            "bn" => 1e9,
            _ => return None,
        };
        Some((value * factor, at + 1))
    }

    /// A number in figures or words with its multipliers: "4.2 million", "six hundred and fifty".
    fn cardinal(&self, at: usize) -> Option<(f64, usize)> {
        let (mut total, mut current, mut end) = (0f64, None::<f64>, at);
        loop {
            if let Some((value, next)) = self.figure(end).filter(|_| current.is_none()) {
                (current, end) = (Some(value), next);
            } else if let Some(hit) = self.hit(List::Cardinal, end) {
                let level = f64::from(hit.entry.level);
                if level >= 100.0 || self.word(end) == "dozen" {
                    let sum = current.unwrap_or(1.0) * level;
                    if level >= 1000.0 {
                        total += sum;
                        current = Some(0.0);
                    } else {
                        current = Some(sum);
                    }
                } else if current
                    .is_none_or(|c| c == 0.0 || (c >= 20.0 && c % 10.0 == 0.0 && level < 10.0) || c % 100.0 == 0.0)
                {
                    current = Some(current.unwrap_or(0.0) + level);
                } else {
                    break;
                }
                end = hit.end;
            } else if current.is_some()
                && matches!(self.word(end), "and" | "-" | "a")
                && self.hit(List::Cardinal, end + 1).is_some()
                && (self.word(end) == "-" || current.is_some_and(|c| c >= 100.0 && c % 100.0 == 0.0))
                && end > at
            {
                end += 1;
            } else {
                break;
            }
        }
        current.map(|c| (total + c, end)).filter(|_| end > at)
    }

    /// Plurals that name a size only: "hundreds", "dozens of".
    fn vague(&self, at: usize) -> Option<(f64, f64, usize)> {
        let (low, high) = match self.word(at) {
            "dozens" => (24.0, 150.0),
            "scores" => (40.0, 200.0),
            "hundreds" => (200.0, 2_000.0),
            "thousands" => (2_000.0, 30_000.0),
            "millions" => (2e6, 3e7),
            "several" => (3.0, 9.0),
            _ => return None,
        };
        // "tens of thousands"
        Some((low, high, at + 1))
    }

    fn fraction(&self, at: usize) -> Option<(f64, usize)> {
        let (parts, next) = match self.cardinal(at) {
            Some((n, end)) if n < 10.0 => (n, end),
            _ if matches!(self.word(at), "a" | "the") => (1.0, at + 1),
            _ => (1.0, at),
        };
        let next = if self.word(next) == "-" { next + 1 } else { next };
        let whole = match self.word(next) {
            "half" if next == at || parts > 0.0 => 2.0,
            "third" | "thirds" if next > at => 3.0,
            "quarter" | "quarters" if next > at => 4.0,
            "fifth" | "fifths" if next > at && self.word(at) != "the" => 5.0,
            "tenth" | "tenths" if next > at && self.word(at) != "the" => 10.0,
            _ => return None,
        };
        let after = self.word(next + 1);
        (matches!(after, "of" | "the" | "a" | "its" | "their" | "all") && self.word(at) != "the")
            .then_some((100.0 * parts / whole, next + 1))
    }

    /// "six in ten", "two out of three": a share of a round whole.
    fn out_of(&self, at: usize) -> Option<(f64, usize)> {
        let (part, end) = self.cardinal(at)?;
        let next = match (self.word(end), self.word(end + 1)) {
            ("in", _) => end + 1,
            ("out", "of") => end + 2,
            _ => return None,
        };
        let (whole, end) = self.cardinal(next)?;
        let round = [3.0, 4.0, 5.0, 10.0, 20.0, 100.0].iter().any(|w| (w - whole).abs() < 0.1);
        (round && part < whole).then_some((100.0 * part / whole, end))
    }

    /// "an hour", where a smaller unit follows: elsewhere the article counts nothing ("20 a day").
    fn one_unit(&self, at: usize) -> Option<(f64, usize)> {
        let counted = matches!(self.word(at), "a" | "an")
            && self.hit(List::Unit, at + 1).is_some_and(|h| h.entry.group == 0)
            && self.word(at + 2) == "and"
            && self.cardinal(at + 3).is_some();
        counted.then_some((1.0, at + 1))
    }

    fn number_at(&self, at: usize) -> Option<(Amount, usize)> {
        if self.word(at) == "half" && matches!(self.word(at + 1), "a" | "an") {
            let (dimension, size, end, _) = self.unit(at, at + 2);
            if dimension != Dimension::Count {
                return Some(self.amount(dimension, 0.5 * size, at, end));
            }
        }
        if let Some((value, end)) = self.fraction(at).or_else(|| self.out_of(at)) {
            let (mut amount, end) = self.amount(Dimension::Share, value, at, end);
            self.widen(&mut amount, at);
            return Some((amount, end));
        }
        if let Some((low, high, end)) = self.vague(at) {
            let (mut amount, end) = self.amount(Dimension::Count, low, at, end);
            amount.high = high;
            self.counted(&mut amount, end);
            return Some((amount, end));
        }
        if let Some(hit) = self.hit(List::Ordinal, at) {
            let determined = matches!(
                self.word(at.wrapping_sub(1)),
                "the" | "a" | "its" | "their" | "his" | "her" | "placed" | "finished" | "in"
            );
            return determined.then(|| self.amount(Dimension::Rank, f64::from(hit.entry.level), at, hit.end));
        }
        let (value, end) = self.cardinal(at).or_else(|| self.one_unit(at))?;
        if self.word(at) == "one"
            && (matches!(self.word(end), "of" | "another" | "")
                || self.word(at.wrapping_sub(1)) == "no"
                || self.tokens.get(end).is_some_and(|t| !t.is_word()))
        {
            return None;
        }
        if matches!(self.word(at), "both" | "single" | "sole" | "pair" | "m" | "million" | "billion" | "bn" | "mn") {
            return None;
        }
        let (mut high, mut end) = (value, end);
        let range = matches!(self.word(end), "to" | "-" | "–")
            || (self.word(end) == "and" && self.word(at.wrapping_sub(1)) == "between");
        if range && let Some((upper, next)) = self.cardinal(end + 1).filter(|(upper, _)| *upper > value) {
            (high, end) = (upper, next);
        }
        let (dimension, factor, end, before) = self.unit(at, end);
        if dimension == Dimension::Count && is_year(&self.tokens[at], value, self.word(at.wrapping_sub(1)), end - at) {
            return Some(self.amount(Dimension::Year, value, at, end));
        }
        let (mut amount, end) = self.amount(dimension, value * factor, at - usize::from(before), end);
        amount.high = high * factor;
        self.widen(&mut amount, at - usize::from(before));
        if dimension == Dimension::Count {
            self.counted(&mut amount, end);
        }
        Some((amount, end))
    }

    /// Dimension, size of the unit, the end, and whether the unit stands before the number ("$").
    fn unit(&self, at: usize, end: usize) -> (Dimension, f64, usize, bool) {
        let of = |hit: &Hit| {
            let dimension = UNIT_LINES.get(usize::from(hit.entry.group)).copied().unwrap_or(Dimension::Count);
            (dimension, f64::from(hit.entry.level) / 1000.0)
        };
        let after = if self.word(end) == "-" { end + 1 } else { end };
        if let Some(hit) =
            self.hits.iter().filter(|h| h.entry.list == List::Unit && h.start == after).max_by_key(|h| h.end)
        {
            let (dimension, size) = of(hit);
            let size = if dimension == Dimension::Duration { minutes_to_days(size) } else { size };
            return (dimension, size, hit.end, false);
        }
        if let Some(hit) = at.checked_sub(1).and_then(|b| self.hit(List::Unit, b))
            && matches!(self.word(at - 1), "$" | "€" | "£" | "us$" | "usd" | "eur" | "gbp")
        {
            return (of(hit).0, 1.0, end, true);
        }
        (Dimension::Count, 1.0, end, false)
    }

    /// "about", "at least", "more than" before or after the number widen it.
    fn widen(&self, amount: &mut Amount, at: usize) {
        let bound = self.hits.iter().find(|h| {
            h.entry.list == List::Bound
                && (h.end == at || (h.end + 1 == at && matches!(self.word(h.end), "a" | "an" | "the" | "some")))
        });
        let Some(bound) = bound else { return };
        amount.span = self.tokens[bound.start].span.join(amount.span);
        match bound.entry.level {
            1 => {
                amount.low -= 0.07 * amount.value;
                amount.high += 0.07 * amount.value;
            }
            2 | 4 => amount.high = amount.value * 1.25 + 1.0,
            _ => amount.low = amount.value * 0.75 - 1.0,
        }
    }

    /// What is counted: the next content words.
    fn counted(&self, amount: &mut Amount, end: usize) {
        for at in end..(end + 4).min(self.tokens.len()) {
            let token = &self.tokens[at];
            let stop = self.hit(List::Stop, at).is_some();
            if token.kind != TokenKind::Word
                || (stop && token.lower != "of" && token.lower != "other" && token.lower != "more")
            {
                break;
            }
            if !stop {
                amount.of.push(token.stem);
            }
        }
    }

    fn date_at(&self, at: usize) -> Option<(Amount, usize)> {
        let month = |i: usize| self.hit(List::Month, i).filter(|_| self.tokens[i].capital).map(|h| h.entry.level as u8);
        let day = |i: usize| {
            let token = self.tokens.get(i).filter(|t| t.kind == TokenKind::Number)?;
            let digits = token.lower.trim_end_matches(char::is_alphabetic);
            digits.parse::<u8>().ok().filter(|d| (1..=31).contains(d))
        };
        let year = |i: usize| {
            let skip = usize::from(self.word(i) == ",");
            let token = self.tokens.get(i + skip).filter(|t| t.lower.len() == 4)?;
            token.lower.parse::<i32>().ok().filter(|y| (1800..2200).contains(y)).map(|y| (y, i + skip + 1))
        };
        let found = match (day(at), month(at)) {
            (Some(d), _) => {
                let of = usize::from(self.word(at + 1) == "of");
                (at + 1 + of < self.tokens.len()).then(|| month(at + 1 + of).map(|m| (d, m, at + 2 + of))).flatten()
            }
            (_, Some(m)) => day(at + 1).map(|d| (d, m, at + 2)),
            _ => None,
        };
        if let Some((d, m, end)) = found {
            let (y, end) = year(end).unwrap_or_else(|| (self.date.map_or(2000, |d| d.year), end));
            let date = Date::new(y, m, d)?;
            return Some(self.amount(Dimension::Day, date.ordinal() as f64, at, end));
        }
        if let Some(month) = month(at).filter(|_| self.dated(at)) {
            // "in May": the month as a whole.
            let (year, end) = year(at + 1).unwrap_or_else(|| (self.date.map_or(2000, |d| d.year), at + 1));
            let first = Date::new(year, month, 1)?.ordinal() as f64;
            let (mut amount, end) = self.amount(Dimension::Day, first, at, end);
            amount.high = first + 30.0;
            return Some((amount, end));
        }
        let today = self.date?;
        if let Some(hit) = self.hit(List::RelativeDay, at) {
            let value = today.plus(i64::from(hit.entry.level) - 100)?.ordinal();
            let vague = hit.entry.level <= 93 || hit.entry.level >= 107;
            let (mut amount, end) = self.amount(Dimension::Day, value as f64, at, hit.end);
            if vague {
                amount.low -= 6.0;
                amount.high += 6.0;
            }
            return Some((amount, end));
        }
        let hit = self.hit(List::Weekday, at)?;
        let back = (i64::from(today.weekday()) - i64::from(hit.entry.level)).rem_euclid(7);
        let before = self.word(at.wrapping_sub(1));
        let offset = match before {
            "next" | "coming" => 7 - back,
            "last" if back == 0 => -7,
            _ => -back,
        };
        let (mut amount, end) = self.amount(Dimension::Day, today.plus(offset)?.ordinal() as f64, at, hit.end);
        // "on Monday" may lie a week off either way: only the week day is certain.
        if matches!(before, "by" | "until" | "from" | "on") {
            amount.high = amount.value + 7.0 * f64::from(u8::from(back > 0 || before != "on"));
            if amount.high > amount.low {
                amount.high = amount.low;
            }
        }
        Some((amount, end))
    }

    fn clock_at(&self, at: usize) -> Option<(Amount, usize)> {
        if matches!(self.word(at), "noon" | "midday") {
            return Some(self.amount(Dimension::Clock, 720.0, at, at + 1));
        }
        if self.word(at) == "midnight" {
            return Some(self.amount(Dimension::Clock, 0.0, at, at + 1));
        }
        let token = self.tokens.get(at).filter(|t| t.kind == TokenKind::Number)?;
        let suffix = token.lower.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ':');
        let digits = &token.lower[..token.lower.len() - suffix.len()];
        let part = |s: &str| s.parse::<f64>().ok();
        let (hour, minute, mut end) = if let Some((h, m)) = digits.split_once(['.', ':']) {
            (part(h)?, Some(part(m).filter(|_| m.len() == 2)?), at + 1)
        } else if self.word(at + 1) == ":" && self.tokens.get(at + 2).is_some_and(|t| t.kind == TokenKind::Number) {
            let m = self.word(at + 2);
            (part(digits)?, Some(part(m.get(..2)?)?), at + 3)
        } else {
            (part(digits)?, None, at + 1)
        };
        if hour > 24.0 || minute.is_some_and(|m| m > 59.0) {
            return None;
        }
        let colon = end == at + 3;
        let half = match suffix {
            "am" => Some(0.0),
            "pm" => Some(720.0),
            "" => match self.word(end) {
                "am" | "a.m" | "a.m." => {
                    end += 1;
                    Some(0.0)
                }
                "pm" | "p.m" | "p.m." => {
                    end += 1;
                    Some(720.0)
                }
                _ => None,
            },
            _ => return None,
        };
        let hour = if half.is_some() && (hour - 12.0).abs() < 0.5 { 0.0 } else { hour };
        (half.is_some() || colon)
            .then(|| self.amount(Dimension::Clock, hour * 60.0 + minute.unwrap_or(0.0) + half.unwrap_or(0.0), at, end))
    }
}

/// The lexicon gives time in thousandths of a day but minutes and hours are rounded there.
fn minutes_to_days(size: f64) -> f64 {
    if size < 0.01 {
        1.0 / 1440.0
    } else if size < 0.05 {
        1.0 / 24.0
    } else {
        size
    }
}

fn is_year(token: &Token, value: f64, before: &str, len: usize) -> bool {
    len == 1
        && (1800.0..2200.0).contains(&value)
        && token.lower.len() == 4
        && !matches!(
            before,
            "about" | "some" | "than" | "least" | "to" | "around" | "nearly" | "over" | "$" | "£" | "€"
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::text::Lang;
    use crate::token::Tokenizer;

    fn read(text: &str) -> Vec<Amount> {
        let tokens = Tokenizer::new(Lang::En).tokens(text, Span::new(0, text.len()));
        amounts(&tokens, &Lexicon::of(Lang::En).hits(&tokens), Date::parse("2031-05-07"))
    }

    fn check(text: &str, expect: &[(Dimension, f64)]) {
        let got: Vec<(Dimension, f64)> = read(text).iter().map(|a| (a.dimension, a.value)).collect();
        assert_eq!(got, expect, "{text}");
    }

    fn one(text: &str) -> Amount {
        read(text).into_iter().next().unwrap()
    }

    #[test]
    fn figures_and_words() {
        check("some 4,000 dockers", &[(Dimension::Count, 4000.0)]);
        check("six hundred and fifty dockers", &[(Dimension::Count, 650.0)]);
        check("twenty-one ships and two dozen boats", &[(Dimension::Count, 21.0), (Dimension::Count, 24.0)]);
        check("4.2 million people", &[(Dimension::Count, 4.2e6)]);
        check("no one was hurt, one of them said", &[]);
        check("one guard was killed", &[(Dimension::Count, 1.0)]);
        check("two thirds of the crew", &[(Dimension::Share, 200.0 / 3.0)]);
    }

    #[test]
    fn units_and_money() {
        check("a 6 per cent rise", &[(Dimension::Share, 6.0)]);
        assert!(one("81 per cent of goods").compatible(&one("more than four fifths of all goods")));
        assert!(one("58.2 per cent of voters").compatible(&one("fewer than six in ten of us")));
        assert!(one("six months").compatible(&one("half a year")));
        check("$3.5bn in fines", &[(Dimension::Money, 3.5e9)]);
        check("a fine of 12 million crowns", &[(Dimension::Money, 12e6)]);
        check("for three weeks", &[(Dimension::Duration, 21.0)]);
        check("10 nautical miles off the coast", &[(Dimension::Length, 18520.0)]);
        assert!(one("ten miles").compatible(&one("16 kilometres")));
        assert!(!one("ten miles").compatible(&one("10 kilometres")));
        assert!(one("48 hours").compatible(&one("two days")));
        assert!(one("an hour and twenty minutes").compatible(&one("80 minutes")));
        assert!(!one("an hour and twenty minutes").compatible(&one("about fifty minutes")));
    }

    #[test]
    fn dates_and_times() {
        check("on 3 May", &[(Dimension::Day, Date::parse("2031-05-03").unwrap().ordinal() as f64)]);
        check("on May 3rd, 2030", &[(Dimension::Day, Date::parse("2030-05-03").unwrap().ordinal() as f64)]);
        assert!(one("yesterday").compatible(&one("on Tuesday")), "7 May 2031 is a Wednesday");
        assert!(!one("on Monday").compatible(&one("on Tuesday")));
        check("at 14:30", &[(Dimension::Clock, 870.0)]);
        check("at 2.30 pm", &[(Dimension::Clock, 870.0)]);
        check("in 2019", &[(Dimension::Year, 2019.0)]);
    }

    #[test]
    fn bounds_widen() {
        assert!(one("more than 900 dockers").compatible(&one("920 dockers")));
        assert!(!one("more than 900 dockers").compatible(&one("around 400 staff")));
        assert!(one("at least five people").compatible(&one("five people")));
        assert!(one("dozens of people").compatible(&one("some 60 people")));
        assert!(!one("11 people").compatible(&one("12 people")));
        assert!(one("about 1,200 people").compatible(&one("1,187 people")));
        assert!(!one("1,187 people").compatible(&one("1,211 people")));
    }
}
