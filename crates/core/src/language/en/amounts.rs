//! How English writes amounts.

use crate::feature::amount::{Amount, Dimension, Forms, Scan};
use crate::lexicon::List;
use crate::token::{Token, TokenKind};

/// The forms.
pub(super) static FORMS: Forms = Forms { read: &[date_at, clock_at, number_at], and: &["and"] };

/// Whether the word before a month makes it a date: "in May", "early May".
fn dated(s: &Scan<'_>, at: usize) -> bool {
    let before = at.wrapping_sub(1);
    s.hit(List::Stop, before).is_some() || matches!(s.word(before), "early" | "late" | "mid" | "last" | "next")
}

/// A plain figure at `at`: its value and the end.
fn figure(s: &Scan<'_>, at: usize) -> Option<(f64, usize)> {
    let token = s.tokens.get(at).filter(|t| t.kind == TokenKind::Number)?;
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
fn cardinal(s: &Scan<'_>, at: usize) -> Option<(f64, usize)> {
    let (mut total, mut current, mut end) = (0f64, None::<f64>, at);
    loop {
        if let Some((value, next)) = figure(s, end).filter(|_| current.is_none()) {
            (current, end) = (Some(value), next);
        } else if let Some(hit) = s.hit(List::Cardinal, end) {
            let level = f64::from(hit.entry.level);
            if level >= 100.0 || s.word(end) == "dozen" {
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
            && matches!(s.word(end), "and" | "-" | "a")
            && s.hit(List::Cardinal, end + 1).is_some()
            && (s.word(end) == "-" || current.is_some_and(|c| c >= 100.0 && c % 100.0 == 0.0))
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
fn vague(s: &Scan<'_>, at: usize) -> Option<(f64, f64, usize)> {
    let (low, high) = match s.word(at) {
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

fn fraction(s: &Scan<'_>, at: usize) -> Option<(f64, usize)> {
    let (parts, next) = match cardinal(s, at) {
        Some((n, end)) if n < 10.0 => (n, end),
        _ if matches!(s.word(at), "a" | "the") => (1.0, at + 1),
        _ => (1.0, at),
    };
    let next = if s.word(next) == "-" { next + 1 } else { next };
    let whole = match s.word(next) {
        "half" if next == at || parts > 0.0 => 2.0,
        "third" | "thirds" if next > at => 3.0,
        "quarter" | "quarters" if next > at => 4.0,
        "fifth" | "fifths" if next > at && s.word(at) != "the" => 5.0,
        "tenth" | "tenths" if next > at && s.word(at) != "the" => 10.0,
        _ => return None,
    };
    let after = s.word(next + 1);
    (matches!(after, "of" | "the" | "a" | "its" | "their" | "all") && s.word(at) != "the")
        .then_some((100.0 * parts / whole, next + 1))
}

/// "six in ten", "two out of three": a share of a round whole.
fn out_of(s: &Scan<'_>, at: usize) -> Option<(f64, usize)> {
    let (part, end) = cardinal(s, at)?;
    let next = match (s.word(end), s.word(end + 1)) {
        ("in", _) => end + 1,
        ("out", "of") => end + 2,
        _ => return None,
    };
    let (whole, end) = cardinal(s, next)?;
    let round = [3.0, 4.0, 5.0, 10.0, 20.0, 100.0].iter().any(|w| (w - whole).abs() < 0.1);
    (round && part < whole).then_some((100.0 * part / whole, end))
}

/// "an hour", where a smaller unit follows: elsewhere the article counts nothing ("20 a day").
fn one_unit(s: &Scan<'_>, at: usize) -> Option<(f64, usize)> {
    let counted = matches!(s.word(at), "a" | "an")
        && s.hit(List::Unit, at + 1).is_some_and(|h| h.entry.group == 0)
        && s.word(at + 2) == "and"
        && cardinal(s, at + 3).is_some();
    counted.then_some((1.0, at + 1))
}

fn number_at(s: &Scan<'_>, at: usize) -> Option<(Amount, usize)> {
    if s.word(at) == "half" && matches!(s.word(at + 1), "a" | "an") {
        let (dimension, size, end, _) = s.unit(at, at + 2);
        if dimension != Dimension::Count {
            return Some(s.amount(dimension, 0.5 * size, at, end));
        }
    }
    if let Some((value, end)) = fraction(s, at).or_else(|| out_of(s, at)) {
        return Some(s.share(value, at, end));
    }
    if let Some((low, high, end)) = vague(s, at) {
        return Some(s.vague((low, high), at, end));
    }
    if let Some(hit) = s.hit(List::Ordinal, at) {
        let determined = matches!(
            s.word(at.wrapping_sub(1)),
            "the" | "a" | "its" | "their" | "his" | "her" | "placed" | "finished" | "in"
        );
        return determined.then(|| s.amount(Dimension::Rank, f64::from(hit.entry.level), at, hit.end));
    }
    let (value, end) = cardinal(s, at).or_else(|| one_unit(s, at))?;
    if s.word(at) == "one"
        && (matches!(s.word(end), "of" | "another" | "")
            || s.word(at.wrapping_sub(1)) == "no"
            || s.tokens.get(end).is_some_and(|t| !t.is_word()))
    {
        return None;
    }
    if matches!(s.word(at), "both" | "single" | "sole" | "pair" | "m" | "million" | "billion" | "bn" | "mn") {
        return None;
    }
    let (mut high, mut end) = (value, end);
    let range =
        matches!(s.word(end), "to" | "-" | "–") || (s.word(end) == "and" && s.word(at.wrapping_sub(1)) == "between");
    if range && let Some((upper, next)) = cardinal(s, end + 1).filter(|(upper, _)| *upper > value) {
        (high, end) = (upper, next);
    }
    let (dimension, factor, end, before) = s.unit(at, end);
    if dimension == Dimension::Count && is_year(&s.tokens[at], value, s.word(at.wrapping_sub(1)), end - at) {
        return Some(s.amount(Dimension::Year, value, at, end));
    }
    let (mut amount, end) = s.amount(dimension, value * factor, at - usize::from(before), end);
    amount.high = high * factor;
    s.widen(&mut amount, at - usize::from(before));
    if dimension == Dimension::Count {
        s.counted(&mut amount, end);
    }
    Some((amount, end))
}

fn date_at(s: &Scan<'_>, at: usize) -> Option<(Amount, usize)> {
    let month = |i: usize| s.hit(List::Month, i).filter(|_| s.tokens[i].capital).map(|h| h.entry.level as u8);
    let day = |i: usize| {
        let token = s.tokens.get(i).filter(|t| t.kind == TokenKind::Number)?;
        let digits = token.lower.trim_end_matches(char::is_alphabetic);
        digits.parse::<u8>().ok().filter(|d| (1..=31).contains(d))
    };
    let year = |i: usize| {
        let skip = usize::from(s.word(i) == ",");
        let token = s.tokens.get(i + skip).filter(|t| t.lower.len() == 4)?;
        token.lower.parse::<i32>().ok().filter(|y| (1800..2200).contains(y)).map(|y| (y, i + skip + 1))
    };
    let found = match (day(at), month(at)) {
        (Some(d), _) => {
            let of = usize::from(s.word(at + 1) == "of");
            (at + 1 + of < s.tokens.len()).then(|| month(at + 1 + of).map(|m| (d, m, at + 2 + of))).flatten()
        }
        (_, Some(m)) => day(at + 1).map(|d| (d, m, at + 2)),
        _ => None,
    };
    let with_year = |end: usize| year(end).map_or((None, end), |(y, end)| (Some(y), end));
    if let Some((d, m, end)) = found {
        let (y, end) = with_year(end);
        return s.day(y, m, d, (at, end));
    }
    if let Some(month) = month(at).filter(|_| dated(s, at)) {
        // "in May": the month as a whole.
        let (y, end) = with_year(at + 1);
        return s.month(y, month, (at, end));
    }
    s.relative_day(at).or_else(|| s.weekday(at, &["next", "coming"], &["last"]))
}

fn clock_at(s: &Scan<'_>, at: usize) -> Option<(Amount, usize)> {
    if matches!(s.word(at), "noon" | "midday") {
        return Some(s.amount(Dimension::Clock, 720.0, at, at + 1));
    }
    if s.word(at) == "midnight" {
        return Some(s.amount(Dimension::Clock, 0.0, at, at + 1));
    }
    let token = s.tokens.get(at).filter(|t| t.kind == TokenKind::Number)?;
    let suffix = token.lower.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ':');
    let digits = &token.lower[..token.lower.len() - suffix.len()];
    let part = |s: &str| s.parse::<f64>().ok();
    let (hour, minute, mut end) = if let Some((h, m)) = digits.split_once(['.', ':']) {
        (part(h)?, Some(part(m).filter(|_| m.len() == 2)?), at + 1)
    } else if s.word(at + 1) == ":" && s.tokens.get(at + 2).is_some_and(|t| t.kind == TokenKind::Number) {
        let m = s.word(at + 2);
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
        "" => match s.word(end) {
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
        .then(|| s.amount(Dimension::Clock, hour * 60.0 + minute.unwrap_or(0.0) + half.unwrap_or(0.0), at, end))
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
    use crate::language::tests::amounts;
    use crate::text::{Date, Lang};

    fn read(text: &str) -> Vec<Amount> {
        amounts(text, Lang::En)
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
