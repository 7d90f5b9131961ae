//! How Russian writes amounts.

use crate::feature::amount::{Amount, Dimension, Forms, Scan};
use crate::lexicon::List;
use crate::token::TokenKind;

/// The forms.
pub(super) static FORMS: Forms = Forms { read: &[date, year, clock, number], and: &["и"] };

/// A plain figure: "1,5" is one and a half, "1 500" fifteen hundred.
fn figure(s: &Scan<'_>, at: usize) -> Option<(f64, usize)> {
    let token = s.tokens.get(at).filter(|t| t.kind == TokenKind::Number)?;
    let mut digits = token.lower.replace(',', ".");
    let mut end = at + 1;
    if token.lower.len() <= 3 && token.lower.bytes().all(|b| b.is_ascii_digit()) {
        while let Some(next) = s.tokens.get(end).filter(|t| {
            let gap = t.span.start - s.tokens[end - 1].span.end;
            // The widest blank between groups of figures takes three bytes.
            (1..=3).contains(&gap) && t.lower.len() == 3 && t.lower.bytes().all(|b| b.is_ascii_digit())
        }) {
            digits.push_str(&next.lower);
            end += 1;
        }
    }
    Some((digits.parse().ok()?, end))
}

/// A number in figures or words with its multipliers: "1,5 млн", "двести пятьдесят тысяч".
fn cardinal(s: &Scan<'_>, at: usize) -> Option<(f64, usize)> {
    let (mut total, mut part, mut end) = (0f64, None::<f64>, at);
    // What the next smaller word must stay below: "двадцать пять" is one number, "пять двадцать" none.
    let mut room = f64::INFINITY;
    loop {
        if let Some((value, next)) = figure(s, end).filter(|_| part.is_none()) {
            (part, end, room) = (Some(value), next, 0.0);
        } else if matches!(s.word(end), "полтора" | "полторы" | "полутора") && part.is_none() {
            (part, end, room) = (Some(1.5), end + 1, 0.0);
        } else if let Some(hit) = s.hit(List::Cardinal, end) {
            let level = f64::from(hit.entry.level);
            if level >= 1000.0 {
                total += part.unwrap_or(1.0) * level;
                (part, room) = (None, f64::INFINITY);
            } else if level < room {
                part = Some(part.unwrap_or(0.0) + level);
                room = match level {
                    l if l >= 100.0 => 100.0,
                    l if l >= 20.0 => 10.0,
                    _ => 0.0,
                };
            } else {
                break;
            }
            end = hit.end;
            // "тыс." keeps its full stop within the sentence.
            end += usize::from(matches!(s.word(end - 1), "тыс" | "млн" | "млрд") && s.word(end) == ".");
        } else {
            break;
        }
    }
    (end > at).then_some((total + part.unwrap_or(0.0), end))
}

/// "15 июня 2022 года", "15-го июня", "первого июня", "15.06.2022", "в июне", "вчера", "в среду".
fn date(s: &Scan<'_>, at: usize) -> Option<(Amount, usize)> {
    let month = |i: usize| s.hit(List::Month, i).and_then(|h| u8::try_from(h.entry.level).ok());
    let year = |i: usize| {
        let year = s.tokens.get(i).filter(|t| t.lower.len() == 4)?.lower.parse::<i32>().ok()?;
        (1800..2200).contains(&year).then(|| (Some(year), after_year(s, i + 1)))
    };
    let mut dotted = s.word(at).split('.');
    if let (Some(d), Some(m), Some(y), None) = (dotted.next(), dotted.next(), dotted.next(), dotted.next()) {
        return s.day(Some(y.parse().ok()?), m.parse().ok()?, d.parse().ok()?, (at, at + 1));
    }
    let figure = s.word(at).parse::<u8>().ok().map(|d| (d, at + 1));
    let word = || s.hit(List::Ordinal, at).and_then(|h| Some((u8::try_from(h.entry.level).ok()?, h.end)));
    if let Some((day, end)) = figure.or_else(word) {
        let end = if s.word(end) == "-" && matches!(s.word(end + 1), "го" | "е") { end + 2 } else { end };
        if let Some(month) = month(end) {
            let (year, end) = year(end + 1).unwrap_or((None, end + 1));
            return s.day(year, month, day, (at, end));
        }
    }
    if let Some(month) = month(at) {
        let (year, end) = year(at + 1).unwrap_or((None, at + 1));
        return s.month(year, month, (at, end));
    }
    s.relative_day(at).or_else(|| s.weekday(at, &["следующий", "следующую", "ближайший"], &["прошлый", "прошлую"]))
}

/// Past "года" or "г." at `at`, if it stands there.
fn after_year(s: &Scan<'_>, at: usize) -> usize {
    match s.word(at) {
        "год" | "года" | "году" | "годом" => at + 1,
        "г" if s.word(at + 1) == "." => at + 2,
        "г" => at + 1,
        _ => at,
    }
}

/// "в 2022 году".
fn year(s: &Scan<'_>, at: usize) -> Option<(Amount, usize)> {
    let year = s.tokens.get(at).filter(|t| t.lower.len() == 4)?.lower.parse::<f64>().ok()?;
    let end = after_year(s, at + 1);
    (end > at + 1 && (1000.0..2200.0).contains(&year)).then(|| s.amount(Dimension::Year, year, at, end))
}

/// "в 14:30", "в 14.30", "в два часа дня", "в шесть утра", "в полдень".
fn clock(s: &Scan<'_>, at: usize) -> Option<(Amount, usize)> {
    match s.word(at) {
        "полдень" | "полудня" => return Some(s.amount(Dimension::Clock, 720.0, at, at + 1)),
        "полночь" | "полуночи" => return Some(s.amount(Dimension::Clock, 0.0, at, at + 1)),
        _ => {}
    }
    let when = matches!(s.word(at.wrapping_sub(1)), "в" | "во" | "к" | "с" | "до" | "около" | "после");
    let minutes = |i: usize| s.word(i).parse::<f64>().ok().filter(|m| s.word(i).len() == 2 && *m < 60.0);
    let written = match s.word(at).split_once('.') {
        Some((h, m)) if when && m.len() == 2 => h.parse::<f64>().ok().zip(m.parse::<f64>().ok()).map(|t| (t, at + 1)),
        _ if s.word(at + 1) == ":" => s.word(at).parse::<f64>().ok().zip(minutes(at + 2)).map(|t| (t, at + 3)),
        _ => None,
    };
    let ((hour, minute), end, certain) = match written {
        Some((time, end)) => (time, end, true),
        None => {
            let (hour, end) = cardinal(s, at)?;
            let hours = matches!(s.word(end), "час" | "часа" | "часов" | "часам");
            ((hour, 0.0), end + usize::from(hours), hours && when)
        }
    };
    let (part, end) = match s.word(end) {
        "утра" | "ночи" => (Some(0.0), end + 1),
        "дня" | "вечера" if when => (Some(720.0), end + 1),
        _ => (None, end),
    };
    if hour > 24.0 || hour.fract() > 0.0 || minute > 59.0 || !(certain || part.is_some()) {
        return None;
    }
    let half = part.filter(|_| hour < 12.0).unwrap_or(0.0);
    Some(s.amount(Dimension::Clock, hour * 60.0 + minute + half, at, end))
}

/// "половина", "две трети", "трое из десяти": parts of a whole in per cent.
fn share(s: &Scan<'_>, at: usize) -> Option<(f64, usize)> {
    let (part, end) = cardinal(s, at).filter(|(n, _)| *n < 100.0).map_or((1.0, at), |(n, end)| (n, end));
    let whole = match s.word(end) {
        "половина" | "половины" | "половину" | "половине" if end == at => 2.0,
        "треть" | "трети" | "третей" => 3.0,
        "четверть" | "четверти" | "четвертей" => 4.0,
        "из" if end > at => {
            let (whole, end) = cardinal(s, end + 1)?;
            let round = [3.0, 4.0, 5.0, 10.0, 20.0, 100.0].iter().any(|w| (w - whole).abs() < 0.1);
            return (round && part < whole).then_some((100.0 * part / whole, end));
        }
        _ => return None,
    };
    Some((100.0 * part / whole, end + 1))
}

/// Plurals that name a size only: "сотни", "десятки".
fn vague(s: &Scan<'_>, at: usize) -> Option<(f64, f64)> {
    match s.word(at) {
        "десятки" | "десятков" => Some((20.0, 150.0)),
        "сотни" | "сотен" => Some((200.0, 2_000.0)),
        "тысячи" => Some((2_000.0, 30_000.0)),
        "миллионы" => Some((2e6, 3e7)),
        "несколько" | "нескольких" => Some((3.0, 9.0)),
        _ => None,
    }
}

fn number(s: &Scan<'_>, at: usize) -> Option<(Amount, usize)> {
    if let Some(days) = match s.word(at) {
        "полчаса" | "получаса" => Some(0.5 / 24.0),
        "полгода" | "полугода" => Some(182.625),
        _ => None,
    } {
        return Some(s.amount(Dimension::Duration, days, at, at + 1));
    }
    if let Some((value, end)) = share(s, at) {
        let (mut amount, end) = s.amount(Dimension::Share, value, at, end);
        s.widen(&mut amount, at);
        return Some((amount, end));
    }
    if let Some((low, high)) = vague(s, at) {
        let (mut amount, end) = s.amount(Dimension::Count, low, at, at + 1);
        amount.high = high;
        s.counted(&mut amount, end);
        return Some((amount, end));
    }
    // "час и двадцать минут": the first unit is counted by its singular.
    if let Some(hit) = s.hit(List::Unit, at).filter(|h| h.entry.group == 0)
        && s.word(hit.end) == "и"
        && cardinal(s, hit.end + 1).is_some()
    {
        let (dimension, size, end, _) = s.unit(at, at);
        return Some(s.amount(dimension, size, at, end));
    }
    let (value, end) = cardinal(s, at)?;
    // "один из них", "с одной стороны" and a bare "миллионов" count nothing.
    let one = s.hit(List::Cardinal, at).map(|h| h.entry.level);
    if one.is_some_and(|n| n >= 1000 && end == at + 1)
        || (one == Some(1) && end == at + 1 && (matches!(s.word(end), "из" | "стороны" | "") || punct(s, end)))
    {
        return None;
    }
    let (mut high, mut end) = (value, end);
    if matches!(s.word(end), "до" | "-" | "–" | "—")
        && let Some((upper, next)) = cardinal(s, end + 1).filter(|(upper, _)| *upper > value)
    {
        (high, end) = (upper, next);
    }
    let (dimension, factor, end, before) = s.unit(at, end);
    let from = at - usize::from(before);
    let (mut amount, end) = s.amount(dimension, value * factor, from, end);
    amount.high = high * factor;
    s.widen(&mut amount, from);
    if dimension == Dimension::Count {
        s.counted(&mut amount, end);
    }
    Some((amount, end))
}

fn punct(s: &Scan<'_>, at: usize) -> bool {
    s.tokens.get(at).is_some_and(|t| !t.is_word())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::tests::{agree, amounts, values};
    use crate::text::{Date, Lang};

    fn check(text: &str, expect: &[(Dimension, f64)]) {
        agree(&values(text, Lang::Ru), expect, text);
    }

    #[test]
    fn figures_and_words() {
        check("1 500 человек", &[(Dimension::Count, 1500.0)]);
        check("1,5 млн человек", &[(Dimension::Count, 1.5e6)]);
        check("двести пятьдесят тысяч рублей", &[(Dimension::Money, 250_000.0)]);
        check("300 тыс. рублей", &[(Dimension::Money, 300_000.0)]);
        check("$5 млн", &[(Dimension::Money, 5e6)]);
        check("две трети судов", &[(Dimension::Share, 200.0 / 3.0)]);
        check("один из них", &[]);
        check("час и двадцать минут", &[(Dimension::Duration, 80.0 / 1440.0)]);
        check("полтора часа", &[(Dimension::Duration, 1.5 / 24.0)]);
        let more = amounts("более 900 докеров", Lang::Ru);
        assert!(more[0].high > 1000.0 && more[0].low == 900.0, "{more:?}");
    }

    #[test]
    fn dates_and_times() {
        let day = |text| (Dimension::Day, Date::parse(text).unwrap().ordinal() as f64);
        check("15 июня", &[day("2031-06-15")]);
        check("15 июня 2022 года", &[day("2022-06-15")]);
        check("15-го июня", &[day("2031-06-15")]);
        check("15.06.2022", &[day("2022-06-15")]);
        check("во вторник", &[day("2031-05-06")]);
        check("в 14:30", &[(Dimension::Clock, 870.0)]);
        check("в два часа дня", &[(Dimension::Clock, 840.0)]);
        check("около шести утра", &[(Dimension::Clock, 360.0)]);
        check("в 1998 году", &[(Dimension::Year, 1998.0)]);
    }
}
