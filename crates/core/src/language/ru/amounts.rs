//! How Russian writes amounts.

use crate::feature::amount::{Amount, Dimension, Forms, Scan};
use crate::lexicon::List;
use crate::token::TokenKind;

/// The forms.
pub(super) static FORMS: Forms = Forms { read: &[date, year, clock, compound, around, number], and: &["и"] };

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
        } else if let Some(size) = large(s.word(end)).filter(|_| end > at) {
            total += part.unwrap_or(1.0) * size;
            (part, room) = (None, f64::INFINITY);
            end += 1;
            end += usize::from(s.word(end - 1) == "трлн" && s.word(end) == ".");
        } else if part.is_some() && s.word(end) == "с" && s.word(end + 1) == "половиной" {
            (part, end, room) = (part.map(|p| p + 0.5), end + 2, 0.0);
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

/// Multipliers beyond what the word list can hold.
fn large(word: &str) -> Option<f64> {
    (word == "трлн" || word.starts_with("триллион")).then_some(1e12)
}

/// "15 июня 2022 года", "с 5 по 7 июня", "двадцать первого июня", "15-го июня", "первого июня", "15.06.2022", "в июне", "вчера", "в среду".
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
    let ordinal = |i: usize| s.hit(List::Ordinal, i).and_then(|h| Some((u8::try_from(h.entry.level).ok()?, h.end)));
    // "двадцать первого": only the last word of an ordinal is one.
    let tens = s.hit(List::Cardinal, at).map(|h| h.entry.level).filter(|n| matches!(n, 20 | 30));
    let two = || tens.and_then(|n| Some((u8::try_from(n).ok()? + ordinal(at + 1).filter(|(d, _)| *d < 10)?.0, at + 2)));
    let word = || ordinal(at).or_else(two);
    if let Some((day, end)) = figure.or_else(word) {
        let end = if s.word(end) == "-" && matches!(s.word(end + 1), "го" | "е") { end + 2 } else { end };
        let last = matches!(s.word(end), "по" | "-" | "–" | "—").then(|| s.word(end + 1).parse::<u8>().ok()).flatten();
        if let (Some(last), Some(month)) = (last, month(end + 2)) {
            let (year, end) = year(end + 3).unwrap_or((None, end + 3));
            let (mut first, end) = s.day(year, month, day, (at, end))?;
            first.high = s.day(year, month, last, (at, end))?.0.value;
            return Some((first, end));
        }
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
        // "час ночи", "час дня"
        "час" if matches!(s.word(at + 1), "ночи" | "дня") => {
            let hour = if s.word(at + 1) == "дня" { 780.0 } else { 60.0 };
            return Some(s.amount(Dimension::Clock, hour, at, at + 2));
        }
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
            let hours = matches!(s.word(end), "час" | "часа" | "часов" | "часам" | "ч");
            // "около двух часов" lasts; "в два часа" is a time.
            let at_hour = hours && matches!(s.word(at.wrapping_sub(1)), "в" | "во" | "к");
            let end = end + usize::from(hours);
            match cardinal(s, end).filter(|(_, e)| at_hour && matches!(s.word(*e), "минут" | "минуты" | "мин"))
            {
                Some((minute, end)) => ((hour, minute), end + 1, true),
                None => ((hour, 0.0), end, at_hour),
            }
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
        // "в половине шестого" is a time.
        "половина" | "половины" | "половину" | "половине" if end == at && s.hit(List::Ordinal, at + 1).is_none() => {
            2.0
        }
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

/// Plurals that name a size only: "сотни", "десятки тысяч", "несколько сотен".
fn vague(s: &Scan<'_>, at: usize) -> Option<(f64, f64, usize)> {
    let (low, high) = match s.word(at) {
        "десятки" | "десятков" => (20.0, 150.0),
        "сотни" | "сотен" => (200.0, 2_000.0),
        "тысячи" => (2_000.0, 30_000.0),
        "миллионы" => (2e6, 3e7),
        "несколько" | "нескольких" => {
            let size = match s.word(at + 1) {
                "десятков" | "десятках" => 10.0,
                "сотен" | "сотнях" => 100.0,
                _ => s.hit(List::Cardinal, at + 1).map_or(1.0, |h| f64::from(h.entry.level)).max(1.0),
            };
            let end = at + 1 + usize::from(size >= 10.0);
            return Some((3.0 * size, 9.0 * size, end));
        }
        _ => return None,
    };
    let size = s.hit(List::Cardinal, at + 1).map(|h| f64::from(h.entry.level)).filter(|n| *n >= 1000.0);
    Some((low * size.unwrap_or(1.0), high * size.unwrap_or(1.0), at + 1 + usize::from(size.is_some())))
}

/// Stems of what "40-минутный" and "двухчасовой" measure, with the size of one.
const MEASURES: [(&str, Dimension, f64); 9] = [
    ("минутн", Dimension::Duration, 1.0 / 1440.0),
    ("часов", Dimension::Duration, 1.0 / 24.0),
    ("дневн", Dimension::Duration, 1.0),
    ("суточн", Dimension::Duration, 1.0),
    ("недельн", Dimension::Duration, 7.0),
    ("месячн", Dimension::Duration, 30.437),
    ("летн", Dimension::Duration, 365.25),
    ("процентн", Dimension::Share, 1.0),
    ("километров", Dimension::Length, 1000.0),
];

/// First parts of such adjectives.
const FIRST: [(&str, f64); 22] = [
    ("полутора", 1.5),
    ("двух", 2.0),
    ("трёх", 3.0),
    ("трех", 3.0),
    ("четырёх", 4.0),
    ("четырех", 4.0),
    ("пяти", 5.0),
    ("шести", 6.0),
    ("семи", 7.0),
    ("восьми", 8.0),
    ("девяти", 9.0),
    ("десяти", 10.0),
    ("двенадцати", 12.0),
    ("пятнадцати", 15.0),
    ("двадцати", 20.0),
    ("тридцати", 30.0),
    ("сорока", 40.0),
    ("сорокапяти", 45.0),
    ("пятидесяти", 50.0),
    ("шестидесяти", 60.0),
    ("девяносто", 90.0),
    ("сто", 100.0),
];

/// "40-минутный", "двухчасовой", "81-летний".
fn compound(s: &Scan<'_>, at: usize) -> Option<(Amount, usize)> {
    let measure = |word: &str| {
        let found = MEASURES.iter().find(|(stem, ..)| word.strip_prefix(stem).is_some_and(|e| e.chars().count() <= 3));
        found.map(|(_, dimension, size)| (*dimension, *size))
    };
    let figure = || {
        let value = s.word(at).replace(',', ".").parse::<f64>().ok().filter(|_| s.word(at + 1) == "-")?;
        Some((value, measure(s.word(at + 2))?, at + 3))
    };
    let word = || {
        let (value, rest) = FIRST.iter().find_map(|(part, value)| {
            let rest = s.word(at).strip_prefix(part)?;
            Some((*value, measure(rest)?))
        })?;
        Some((value, rest, at + 1))
    };
    let (value, (dimension, size), end) = figure().or_else(word)?;
    let (mut amount, end) = s.amount(dimension, value * size, at, end);
    s.widen(&mut amount, at);
    Some((amount, end))
}

/// "минут тридцать", "человек двадцать": the number behind what it counts is an estimate.
fn around(s: &Scan<'_>, at: usize) -> Option<(Amount, usize)> {
    let people = s.word(at) == "человек";
    if !people && !matches!(s.word(at), "минут" | "часов" | "часа" | "дней" | "дня" | "лет" | "тонн" | "километров")
    {
        return None;
    }
    let (value, end) = cardinal(s, at + 1)?;
    let unit = s.unit(at, end);
    if unit.0 != Dimension::Count || s.hit(List::Month, end).is_some() {
        return None;
    }
    let (dimension, size, ..) = if people { unit } else { s.unit(at, at) };
    let (mut amount, end) = s.amount(dimension, value * size, at, end);
    amount.low -= 0.07 * amount.value;
    amount.high += 0.07 * amount.value;
    if people {
        amount.of.push(s.tokens[at].stem);
    }
    Some((amount, end))
}

fn number(s: &Scan<'_>, at: usize) -> Option<(Amount, usize)> {
    if let Some(days) = match s.word(at) {
        "полчаса" | "получаса" => Some(0.5 / 24.0),
        "полгода" | "полугода" => Some(182.625),
        _ => None,
    } {
        let (mut amount, end) = s.amount(Dimension::Duration, days, at, at + 1);
        s.widen(&mut amount, at);
        return Some((amount, end));
    }
    // A number that names: "автобус № 12".
    if matches!(s.word(at.wrapping_sub(1)), "№" | "номер") {
        return None;
    }
    if let Some((value, end)) = share(s, at) {
        return Some(s.share(value, at, end));
    }
    if let Some((low, high, end)) = vague(s, at) {
        return Some(s.vague((low, high), at, end));
    }
    // "час и двадцать минут": the first unit is counted by its singular.
    if let Some(hit) = s.hit(List::Unit, at).filter(|h| h.entry.group == 0)
        && let next = hit.end + usize::from(s.word(hit.end) == "и")
        && let Some((_, after)) = cardinal(s, next)
        && s.unit(next, after).0 == Dimension::Duration
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
    let more = s.hit(List::Bound, end).filter(|_| matches!(s.word(end), "с" | "и" | "или")).map(|h| h.end);
    let (dimension, factor, end, before) = s.unit(at, more.unwrap_or(end));
    let from = at - usize::from(before);
    let (mut amount, end) = s.amount(dimension, value * factor, from, end);
    amount.high = high * factor;
    s.widen(&mut amount, from);
    // "20 с лишним человек"
    if more.is_some() {
        amount.high = amount.high.max(1.15 * amount.value);
    }
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

    #[test]
    fn adjectives_estimates_and_bounds() {
        let minutes = |n: f64| (Dimension::Duration, n / 1440.0);
        check("40-минутный разговор", &[minutes(40.0)]);
        check("сорокаминутный разговор", &[minutes(40.0)]);
        check("час сорок минут", &[minutes(100.0)]);
        check("два с половиной часа", &[minutes(150.0)]);
        check("около двух часов", &[minutes(120.0)]);
        check("минут тридцать", &[minutes(30.0)]);
        check("14-процентный рост", &[(Dimension::Share, 14.0)]);
        check("3 трлн рублей", &[(Dimension::Money, 3e12)]);
        check("десятки тысяч человек", &[(Dimension::Count, 20_000.0)]);
        check("автобус № 12", &[]);
        for (text, low, high) in [
            ("до двадцати человек", 14.0, 20.0),
            ("не менее 20 человек", 20.0, 26.0),
            ("20 с лишним человек", 20.0, 23.0),
            ("сотни людей", 200.0, 2000.0),
            ("несколько десятков человек", 30.0, 90.0),
        ] {
            let found = amounts(text, Lang::Ru);
            assert!((found[0].low - low).abs() < 1e-9 && (found[0].high - high).abs() < 1e-9, "{text}: {found:?}");
        }
    }

    #[test]
    fn days_in_words_and_in_ranges() {
        let day = |text| (Dimension::Day, Date::parse(text).unwrap().ordinal() as f64);
        check("девятого марта", &[day("2031-03-09")]);
        check("двадцать первого марта", &[day("2031-03-21")]);
        check("с 5 по 7 мая", &[day("2031-05-05")]);
        assert_eq!(amounts("с 5 по 7 мая", Lang::Ru)[0].high, day("2031-05-07").1);
        check("в 23:40", &[(Dimension::Clock, 1420.0)]);
        check("в 14 часов 30 минут", &[(Dimension::Clock, 870.0)]);
        check("2034 года", &[(Dimension::Year, 2034.0)]);
    }
}
