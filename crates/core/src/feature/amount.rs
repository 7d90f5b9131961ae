//! Numbers, with what they count: figures and words, ranges, bounds, units, dates and times of day.
//!
//! What an amount is, and what every language reads alike, stands here; how a language writes its numbers, dates and
//! times stands in the language's `amounts.rs` as its `Forms`. Values are in the base unit of their dimension, so that
//! they compare across languages.

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

/// Reads an amount that begins at a token: the amount, and one past its last token.
pub(crate) type Form = fn(&Scan<'_>, usize) -> Option<(Amount, usize)>;

/// How a language writes amounts.
pub(crate) struct Forms {
    /// What may begin at a token; the first that fits holds.
    pub read: &'static [Form],
    /// Words between the parts of one duration: "an hour and twenty minutes".
    pub and: &'static [&'static str],
}

/// The amounts in a run of tokens, in order. Relative days count from `date`.
pub(crate) fn amounts(tokens: &[Token], hits: &[Hit], date: Option<Date>, forms: &Forms) -> Vec<Amount> {
    let scan = Scan { tokens, hits, date };
    let mut out: Vec<Amount> = Vec::new();
    let (mut at, mut last_end) = (0, 0);
    while at < tokens.len() {
        match forms.read.iter().find_map(|form| form(&scan, at)) {
            Some((amount, end)) => {
                let joined = at == last_end || (at == last_end + 1 && forms.and.contains(&scan.word(last_end)));
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

/// A claim's tokens and hits, with the day from which relative days count.
pub(crate) struct Scan<'a> {
    /// The tokens.
    pub tokens: &'a [Token],
    /// Hits of the word lists over them.
    pub hits: &'a [Hit],
    /// The account's day.
    pub date: Option<Date>,
}

impl Scan<'_> {
    /// The hit of a list that begins at `at`.
    pub(crate) fn hit(&self, list: List, at: usize) -> Option<&Hit> {
        self.hits.iter().find(|h| h.entry.list == list && h.start == at)
    }

    /// The lower-cased token at `at`; empty where there is none.
    pub(crate) fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.lower.as_str())
    }

    /// An amount of one value, from one token to before another.
    pub(crate) fn amount(&self, dimension: Dimension, value: f64, from: usize, end: usize) -> (Amount, usize) {
        let span = self.tokens[from].span.join(self.tokens[end - 1].span);
        (Amount { dimension, low: value, high: value, value, of: Vec::new(), span }, end)
    }

    /// Dimension, size of the unit, the end, and whether the unit stands before the number ("$").
    pub(crate) fn unit(&self, at: usize, end: usize) -> (Dimension, f64, usize, bool) {
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
    pub(crate) fn widen(&self, amount: &mut Amount, at: usize) {
        let bound = self.hits.iter().find(|h| {
            h.entry.list == List::Bound
                && (h.end == at || (h.end + 1 == at && matches!(self.word(h.end), "a" | "an" | "the" | "some")))
        });
        let Some(bound) = bound else { return };
        amount.span = self.tokens[bound.start].span.join(amount.span);
        bend(amount, bound.entry.level);
    }

    /// A share, as wide as the words before it make it.
    pub(crate) fn share(&self, value: f64, from: usize, end: usize) -> (Amount, usize) {
        let (mut amount, end) = self.amount(Dimension::Share, value, from, end);
        self.widen(&mut amount, from);
        (amount, end)
    }

    /// A count that is only bounded: "dozens of ships".
    pub(crate) fn vague(&self, (low, high): (f64, f64), from: usize, end: usize) -> (Amount, usize) {
        let (mut amount, end) = self.amount(Dimension::Count, low, from, end);
        amount.high = high;
        self.counted(&mut amount, end);
        (amount, end)
    }

    /// What is counted: the next content words.
    pub(crate) fn counted(&self, amount: &mut Amount, end: usize) {
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

    /// A day of the calendar; without a year it is of the account's year.
    pub(crate) fn day(
        &self,
        year: Option<i32>,
        month: u8,
        day: u8,
        (from, end): (usize, usize),
    ) -> Option<(Amount, usize)> {
        let date = Date::new(self.year(year), month, day)?;
        Some(self.amount(Dimension::Day, date.ordinal() as f64, from, end))
    }

    /// A month as a whole.
    pub(crate) fn month(&self, year: Option<i32>, month: u8, (from, end): (usize, usize)) -> Option<(Amount, usize)> {
        let first = Date::new(self.year(year), month, 1)?.ordinal() as f64;
        let (mut amount, end) = self.amount(Dimension::Day, first, from, end);
        amount.high = first + 30.0;
        Some((amount, end))
    }

    fn year(&self, year: Option<i32>) -> i32 {
        year.unwrap_or_else(|| self.date.map_or(2000, |d| d.year))
    }

    /// "yesterday", "last week": days counted from the account's.
    pub(crate) fn relative_day(&self, at: usize) -> Option<(Amount, usize)> {
        let hit = self.hit(List::RelativeDay, at)?;
        let value = self.date?.plus(i64::from(hit.entry.level) - 100)?.ordinal();
        let vague = hit.entry.level <= 93 || hit.entry.level >= 107;
        let (mut amount, end) = self.amount(Dimension::Day, value as f64, at, hit.end);
        if vague {
            amount.low -= 6.0;
            amount.high += 6.0;
        }
        Some((amount, end))
    }

    /// A week day: the latest up to the account's day, but for the words before it that mean the one to come or, on
    /// the day itself, the one a week ago.
    pub(crate) fn weekday(&self, at: usize, coming: &[&str], last: &[&str]) -> Option<(Amount, usize)> {
        let (hit, today) = (self.hit(List::Weekday, at)?, self.date?);
        let back = (i64::from(today.weekday()) - i64::from(hit.entry.level)).rem_euclid(7);
        let before = self.word(at.wrapping_sub(1));
        let offset = match back {
            _ if coming.contains(&before) => 7 - back,
            0 if last.contains(&before) => -7,
            _ => -back,
        };
        Some(self.amount(Dimension::Day, today.plus(offset)?.ordinal() as f64, at, hit.end))
    }

    /// A bound after the number or its unit: "400人左右", "50人以上".
    pub(crate) fn widen_by_next(&self, amount: &mut Amount, end: usize) -> usize {
        let Some(bound) = self.hit(List::Bound, end) else { return end };
        amount.span = amount.span.join(self.tokens[bound.end - 1].span);
        bend(amount, bound.entry.level);
        bound.end
    }
}

/// Widens an amount by the level of a bound.
fn bend(amount: &mut Amount, level: i32) {
    match level {
        1 => {
            amount.low -= 0.07 * amount.value;
            amount.high += 0.07 * amount.value;
        }
        2 | 4 => amount.high = amount.value * 1.25 + 1.0,
        _ => amount.low = amount.value * 0.75 - 1.0,
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
