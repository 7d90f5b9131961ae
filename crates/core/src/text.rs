//! Spans, languages and dates: the small values everything else is made of.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A stretch of an account's text: UTF-8 byte offsets, start inclusive, end exclusive.
///
/// Inside Diptych every offset is in bytes; only the page turns them into UTF-16 units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`; an end before the start gives an empty span at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether nothing lies within.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The words of `text` that the span points at; empty where it does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same words without the white space around them.
    pub fn trim(self, text: &str) -> Span {
        let s = self.of(text);
        let start = self.start + (s.len() - s.trim_start().len());
        Span::new(start, start + s.trim().len())
    }
}

/// The language of an account. `Und` (undetermined) is a language Diptych has no rules for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    En,
    /// Russian.
    Ru,
    /// Chinese.
    Zh,
    /// Any other, or unknown.
    #[default]
    Und,
}

impl Lang {
    /// The BCP 47 code.
    pub fn code(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Ru => "ru",
            Lang::Zh => "zh",
            Lang::Und => "und",
        }
    }

    /// Reads a BCP 47 code by its primary part (`en-GB` is English); unknown codes are `None`.
    pub fn from_code(code: &str) -> Option<Lang> {
        match code.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase().as_str() {
            "en" => Some(Lang::En),
            "ru" => Some(Lang::Ru),
            "zh" => Some(Lang::Zh),
            "und" => Some(Lang::Und),
            _ => None,
        }
    }

    /// Detects the language from the first 4,000 characters (trigrams and scripts, by `whatlang`).
    /// Text that is too short or in none of the three languages gives `Und`.
    pub fn detect(text: &str) -> Lang {
        let end = text.char_indices().nth(4000).map_or(text.len(), |(i, _)| i);
        match whatlang::detect(&text[..end]) {
            Some(info) => match info.lang() {
                whatlang::Lang::Eng => Lang::En,
                whatlang::Lang::Rus => Lang::Ru,
                whatlang::Lang::Cmn => Lang::Zh,
                // Short Latin texts are often taken for a neighbour of English; without a sure
                // verdict, English function words decide, or plain ASCII.
                _ if english_words(&text[..end]) || (!info.is_reliable() && text[..end].is_ascii()) => Lang::En,
                _ => Lang::Und,
            },
            None => Lang::Und,
        }
    }
}

/// Whether at least a fifth of the words are the commonest English function words.
fn english_words(text: &str) -> bool {
    const COMMON: [&str; 14] =
        ["the", "of", "and", "to", "in", "that", "was", "for", "on", "with", "said", "by", "it", "a"];
    let (mut hits, mut all) = (0usize, 0usize);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
        all += 1;
        hits += usize::from(COMMON.contains(&word.to_lowercase().as_str()));
    }
    hits * 5 >= all && hits > 0
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A calendar day of the Gregorian calendar, written `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Date {
    /// Year, 1 to 9999.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
}

impl Date {
    /// The day, if there is such a day.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Date> {
        let ok = (1..=9999).contains(&year) && (1..=12).contains(&month) && day >= 1 && day <= days_in(year, month);
        ok.then_some(Date { year, month, day })
    }

    /// Reads `YYYY-MM-DD`; what follows the tenth character (a time) is ignored.
    pub fn parse(s: &str) -> Option<Date> {
        let (y, m, d) = (s.get(..4)?, s.get(5..7)?, s.get(8..10)?);
        // Signs and further hyphens are nothing that a day is written with, though numbers may have them.
        let written =
            (0..).zip(s.bytes().take(10)).all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
        if written { Date::new(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?) } else { None }
    }

    /// Days since 1 January of year 1 (day 0), for differences and weekdays.
    pub fn ordinal(self) -> i64 {
        let y = i64::from(self.year) - 1;
        let before: i64 = (1..self.month).map(|m| i64::from(days_in(self.year, m))).sum();
        y * 365 + y / 4 - y / 100 + y / 400 + before + i64::from(self.day) - 1
    }

    /// The day so many days later (earlier if negative); `None` outside the years 1 to 9999.
    pub fn plus(self, days: i64) -> Option<Date> {
        let target = self.ordinal() + days;
        if !(0..=3_652_058).contains(&target) {
            return None;
        }
        let mut year = i32::try_from(target / 366).ok()?.max(0) + 1;
        while Date::new(year + 1, 1, 1).is_some_and(|d| d.ordinal() <= target) {
            year += 1;
        }
        let mut rest = target - Date::new(year, 1, 1)?.ordinal();
        let mut month = 1u8;
        while rest >= i64::from(days_in(year, month)) {
            rest -= i64::from(days_in(year, month));
            month += 1;
        }
        Date::new(year, month, u8::try_from(rest + 1).ok()?)
    }

    /// Day of the week, Monday is 0.
    pub fn weekday(self) -> u8 {
        // 1 January of year 1 was a Monday in the proleptic Gregorian calendar.
        (self.ordinal() % 7) as u8
    }
}

fn days_in(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl TryFrom<String> for Date {
    type Error = String;
    fn try_from(s: String) -> Result<Self, String> {
        Date::parse(&s).ok_or_else(|| format!("{s:?} is no date; write it as YYYY-MM-DD"))
    }
}

impl From<Date> for String {
    fn from(d: Date) -> String {
        d.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_know_their_weekday_and_neighbours() {
        let d = Date::parse("2022-06-15").unwrap();
        assert_eq!(d.weekday(), 2, "15 June 2022 was a Wednesday");
        assert_eq!(d.plus(-15).unwrap().to_string(), "2022-05-31");
        assert_eq!(Date::parse("2024-02-28").unwrap().plus(1).unwrap().to_string(), "2024-02-29");
        assert_eq!(Date::parse("2023-12-31").unwrap().plus(1).unwrap().to_string(), "2024-01-01");
        for n in (0..3_652_058).step_by(997) {
            let day = Date::new(1, 1, 1).unwrap().plus(n).unwrap();
            assert_eq!(day.ordinal(), n);
        }
        assert_eq!(Date::new(2023, 2, 29), None);
        assert_eq!(Date::parse("2022-06-15T20:00"), Date::parse("2022-06-15"));
        for wrong in ["15.06.2022", "1-1-2-5-67", "+202-+6-+1", "2022-6-015", "2022-06-1", "2022-06-\u{661}5"] {
            assert_eq!(Date::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn spans_stay_within_their_text() {
        let s = Span::new(4, 2);
        assert!(s.is_empty());
        assert_eq!(Span::new(0, 99).of("short"), "");
        assert_eq!(Span::new(1, 7).trim("x  ab  y"), Span::new(3, 5));
    }

    #[test]
    fn detects_the_three_languages() {
        assert_eq!(Lang::detect("The minister said that the talks were useful."), Lang::En);
        assert_eq!(Lang::detect("Министр заявил, что переговоры были полезными."), Lang::Ru);
        assert_eq!(Lang::detect("外交部发言人表示，双方进行了坦诚的交流。"), Lang::Zh);
        assert_eq!(Lang::detect("Der Minister sagte, die Gespräche seien nützlich gewesen."), Lang::Und);
        assert_eq!(Lang::detect("Some 400 dockers walked out on Friday."), Lang::En);
        assert_eq!(Lang::detect(""), Lang::Und);
    }
}
