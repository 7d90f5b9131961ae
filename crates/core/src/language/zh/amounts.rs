//! How Chinese writes amounts: figures or numerals, a measure word, and then what is counted.

use crate::feature::amount::{Amount, Dimension, Forms, Scan};
use crate::lexicon::List;
use crate::token::TokenKind;

/// The forms.
pub(super) static FORMS: Forms = Forms { read: &[date, clock, rank, share, number], and: &["零", "又"] };

/// Measure words that stand between a number and what it counts.
const MEASURES: &str = "名人个位艘架辆枚次件条项家座起只台份张具头批轮户处所支发颗门类种层间部场票例股页把";

/// What may be counted in figures without a measure word.
const BARE: &str = "国省市县区州村镇校";

/// What follows a day ("3号在北京会见"), while "3号" before anything else is a name ("3号线").
const AFTER_DAY: &str = "在上下晚凌清早中同与抵致向对于就宣举召应说起至到和离启签将已也是访";

/// What a numeral's character stands for.
fn digit(word: &str) -> Option<f64> {
    let mut characters = word.chars();
    let digit = match (characters.next()?, characters.next()) {
        ('〇', None) => 0,
        ('两', None) => 2,
        (c, None) => "零一二三四五六七八九".chars().position(|d| d == c)?,
        _ => return None,
    };
    Some(digit as f64)
}

/// What a numeral's character multiplies by.
fn power(word: &str) -> Option<f64> {
    match word {
        "十" => Some(1e1),
        "百" => Some(1e2),
        "千" => Some(1e3),
        "万" => Some(1e4),
        "亿" => Some(1e8),
        _ => None,
    }
}

/// A number: "1.5亿", "三百六十", "二〇二二", "3亿5000万".
fn numeral(s: &Scan<'_>, at: usize) -> Option<(f64, usize)> {
    // Above ten thousand, below it, and the digit that waits for its power.
    let (mut total, mut section, mut last, mut end) = (0f64, 0f64, None::<f64>, at);
    let (mut figures, mut run) = (false, 0);
    // "近百人"
    let bounded = matches!(s.word(at.wrapping_sub(1)), "近" | "逾" | "超" | "约" | "上");
    loop {
        let word = s.word(end);
        let number = s.tokens.get(end).filter(|t| t.kind == TokenKind::Number && last.is_none());
        if let Some(value) = number.and_then(|t| t.lower.replace(',', "").parse::<f64>().ok()) {
            (last, figures) = (Some(value), true);
        } else if let Some(d) = digit(word).filter(|_| !(figures && last.is_some())) {
            (last, run) = (Some(last.map_or(d, |l| l * 10.0 + d)), run + 1);
        } else if let Some(power) = power(word).filter(|p| end > at || *p < 11.0 || bounded) {
            // "二三十" is no one number.
            if run > 1 {
                return None;
            }
            if power < 1e4 {
                section += last.unwrap_or(1.0) * power;
            } else if power < 1e5 {
                (total, section) = (total + (section + last.unwrap_or(0.0)) * power, 0.0);
            } else {
                (total, section) = ((total + section + last.unwrap_or(0.0)) * power, 0.0);
            }
            (last, figures, run) = (None, false, 0);
        } else {
            break;
        }
        end += 1;
    }
    // Digits in a row are a year; two of them are mostly parts of two words.
    (end > at && !(2..4).contains(&run)).then_some((total + section + last.unwrap_or(0.0), end))
}

/// A whole number within bounds before one of `marks`, and what stands after the mark.
fn before(s: &Scan<'_>, at: usize, marks: &[&str], most: f64) -> Option<(f64, usize)> {
    let (value, end) = numeral(s, at)?;
    (marks.contains(&s.word(end)) && (0.0..=most).contains(&value) && value.fract() == 0.0).then_some((value, end + 1))
}

/// "2022年6月15日", "去年6月", "6月15日", "15日", "2022年", "昨天", "周三".
fn date(s: &Scan<'_>, at: usize) -> Option<(Amount, usize)> {
    let account = s.date;
    let named = match (s.word(at), s.word(at + 1)) {
        ("今", "年") => Some(0),
        ("去", "年") => Some(-1),
        ("明", "年") => Some(1),
        _ => None,
    };
    let written = before(s, at, &["年"], 2200.0).filter(|(y, _)| *y >= 1000.0);
    let (year, next) = match (named, written) {
        (Some(n), _) => (account.map(|d| d.year + n), at + 2),
        (_, Some((y, end))) => (Some(y as i32), end),
        _ => (None, at),
    };
    let day = |i: usize| before(s, i, &["日", "号"], 31.0).filter(|(d, _)| *d >= 1.0);
    if let Some((month, end)) = before(s, next, &["月"], 12.0).filter(|(m, _)| *m >= 1.0) {
        return match day(end) {
            Some((day, end)) => s.day(year, month as u8, day as u8, (at, end)),
            None => s.month(year, month as u8, (at, end + usize::from(s.word(end) == "份"))),
        };
    }
    if let Some((year, end)) = written {
        return Some(s.amount(Dimension::Year, year, at, end));
    }
    let ends = |end: usize| {
        s.word(end - 1) == "日"
            || s.tokens.get(end).is_none_or(|t| !t.is_word())
            || s.word(end).chars().next().is_some_and(|c| AFTER_DAY.contains(c))
    };
    if let (Some(date), Some((day, end))) = (account, day(at).filter(|(_, end)| ends(*end))) {
        return s.day(Some(date.year), date.month, day as u8, (at, end));
    }
    s.relative_day(at).or_else(|| s.weekday(at, &["下"], &["上"]))
}

/// Parts of the day with the hour from which on they mean the second half; 24 for never.
const PARTS: [(&str, f64); 13] = [
    ("凌晨", 24.0),
    ("清晨", 24.0),
    ("早上", 24.0),
    ("早晨", 24.0),
    ("上午", 24.0),
    ("中午", 1.0),
    ("下午", 1.0),
    ("傍晚", 1.0),
    ("晚上", 5.0),
    ("晚间", 5.0),
    ("夜间", 5.0),
    ("深夜", 5.0),
    ("晚", 5.0),
];

/// "十时三十分", "下午三点半", "14:30".
fn clock(s: &Scan<'_>, at: usize) -> Option<(Amount, usize)> {
    let part = PARTS.iter().find(|(p, _)| p.chars().enumerate().all(|(i, c)| s.word(at + i).starts_with(c)));
    let from = at + part.map_or(0, |(p, _)| p.chars().count());
    let (hour, minute, end) = if s.word(from + 1) == ":" {
        let minute = s.word(from + 2).parse::<f64>().ok().filter(|_| s.word(from + 2).len() == 2)?;
        (s.word(from).parse::<f64>().ok()?, minute, from + 3)
    } else {
        let (hour, end) = before(s, from, &["时", "点"], 24.0)?;
        // "三点意见", "一时间": in numerals a clock shows by what stands around it.
        let figures = s.tokens[from].kind == TokenKind::Number;
        let closed = s.tokens.get(end).is_none_or(|t| !t.is_word())
            || matches!(s.word(end), "半" | "钟" | "整" | "许" | "左" | "前" | "后" | "多" | "至" | "到")
            || before(s, end, &["分"], 59.0).is_some();
        if part.is_none() && !(closed || figures && s.word(end - 1) == "时") {
            return None;
        }
        match s.word(end) {
            "半" => (hour, 30.0, end + 1),
            _ => before(s, end, &["分"], 59.0).map_or((hour, 0.0, end), |(minute, end)| (hour, minute, end)),
        }
    };
    let half = part.is_some_and(|(_, first)| hour >= *first && hour < 12.0);
    let minutes = hour * 60.0 + minute + if half { 720.0 } else { 0.0 };
    (hour <= 24.0 && minute < 60.0).then(|| s.amount(Dimension::Clock, minutes, at, end))
}

/// "第二".
fn rank(s: &Scan<'_>, at: usize) -> Option<(Amount, usize)> {
    let (value, end) = (s.word(at) == "第").then(|| numeral(s, at + 1))??;
    Some(s.amount(Dimension::Rank, value, at, end))
}

/// "百分之五", "三分之二", "五成".
fn share(s: &Scan<'_>, at: usize) -> Option<(Amount, usize)> {
    let parts = |i: usize| s.word(i) == "分" && s.word(i + 1) == "之";
    let fraction = || {
        let (whole, end) = if s.word(at) == "百" { (100.0, at + 1) } else { numeral(s, at)? };
        let (part, end) = parts(end).then(|| numeral(s, end + 2))??;
        // "百分之五点三"
        let tenth = digit(s.word(end + 1)).filter(|_| s.word(end) == "点");
        let (part, end) = tenth.map_or((part, end), |t| (part + 0.1 * t, end + 2));
        (whole > 0.0).then_some((100.0 * part / whole, end))
    };
    let tenths = || {
        let (tenths, end) = before(s, at, &["成"], 10.0)?;
        // "三成" is a share, but 成 begins many words.
        let word = s.word(end).chars().next().is_some_and(|c| "员功立为果就绩本交年人".contains(c));
        (!word).then_some((10.0 * tenths, end))
    };
    let (value, end) = fraction().or_else(tenths)?;
    let (mut amount, end) = s.share(value, at, end);
    let end = s.widen_by_next(&mut amount, end);
    Some((amount, end))
}

/// "二三十人", "七八个人": two neighbouring digits are a range.
fn between(s: &Scan<'_>, at: usize) -> Option<(f64, f64, usize)> {
    let (low, high) = (digit(s.word(at))?, digit(s.word(at + 1))?);
    let mut end = at + 2;
    let mut power_of = 1.0;
    while let Some(power) = power(s.word(end)) {
        (power_of, end) = (power_of * power, end + 1);
    }
    let whole = digit(s.word(end)).is_none() && s.tokens[at].kind == TokenKind::Word;
    (low >= 1.0 && (high - low - 1.0).abs() < 0.5 && whole).then_some((low * power_of, high * power_of, end))
}

/// Kilometres an hour of a metre in the time that the words before a figure name: "时速120公里", "每秒19米".
fn pace(s: &Scan<'_>, at: usize) -> Option<f64> {
    let ends =
        |words: &str| words.chars().rev().enumerate().all(|(i, c)| s.word(at.wrapping_sub(i + 1)).starts_with(c));
    let first = |words: &[&str]| words.iter().any(|w| ends(w));
    if first(&["时速", "时速达", "时速为", "时速约", "时速超过", "每小时", "每小时约"]) {
        Some(1e-3)
    } else {
        first(&["每秒", "每秒约", "每秒达"]).then_some(3.6)
    }
}

fn number(s: &Scan<'_>, at: usize) -> Option<(Amount, usize)> {
    if s.word(at) == "半" {
        let (dimension, factor, end) = unit(s, at, at + 1);
        return (dimension == Dimension::Duration).then(|| s.amount(dimension, 0.5 * factor, at, end));
    }
    let range = between(s, at);
    let (mut value, mut end) = range.map(|(low, _, end)| (low, end)).or_else(|| numeral(s, at))?;
    let figures = s.tokens[at].kind == TokenKind::Number;
    let one = end == at + 1 && !figures;
    let over = matches!(s.word(end), "多" | "余" | "来");
    if over {
        end += 1;
        while let Some(power) = power(s.word(end)).filter(|p| *p >= 1e4) {
            (value, end) = (value * power, end + 1);
        }
    }
    let mut high = range.map_or(value, |(_, high, _)| high);
    if matches!(s.word(end), "至" | "到" | "-" | "—" | "–" | "～" | "~")
        && let Some((upper, next)) = numeral(s, end + 1).filter(|(upper, _)| *upper > value)
    {
        (high, end) = (upper, next);
    }
    let (dimension, factor, after) = unit(s, at, end);
    let next = s.word(end).chars().next();
    let measured = next.is_some_and(|c| MEASURES.contains(c));
    // Figures before a bare noun are mostly a name: "3107船".
    let named = figures && !over && high <= value && end == at + 1 && s.tokens.get(end).is_some_and(|t| t.is_word());
    let bare = named && !measured && !next.is_some_and(|c| BARE.contains(c));
    let ranged = range.is_some() && !measured;
    // "无一人", "没有一只": none is counted.
    let none = one && s.word(at) == "一" && matches!(s.word(at.wrapping_sub(1)), "无" | "没" | "有" | "非" | "任");
    // "17号" and "三方" count nothing, "十分" is "very", and "一个" mostly an article.
    if dimension == Dimension::Count
        && ((one && !measured)
            || bare
            || ranged
            || none
            || s.word(end) == "号"
            || (one && s.word(at) == "一" && s.word(end) == "个"))
    {
        return None;
    }
    let half = dimension == Dimension::Duration && s.word(end) == "个" && s.word(end + 1) == "半";
    let (value, high) = if half { (value + 0.5, high + 0.5) } else { (value, high) };
    let (dimension, factor) = match pace(s, at).filter(|_| dimension == Dimension::Length) {
        Some(pace) => (Dimension::Speed, factor * pace),
        None => (dimension, factor),
    };
    let (mut amount, end) = s.amount(dimension, value * factor, at, after);
    amount.high = high * factor;
    if over {
        amount.high = amount.high.max(1.25 * amount.value);
    }
    s.widen(&mut amount, at);
    if dimension == Dimension::Count {
        s.counted(&mut amount, end + usize::from(measured && s.word(end) != "人"));
    }
    let end = s.widen_by_next(&mut amount, end + usize::from(dimension == Dimension::Count && measured));
    Some((amount, end))
}

/// Dimension, size and end of the unit after a number; 个 may stand before it, and 半 after that.
fn unit(s: &Scan<'_>, at: usize, end: usize) -> (Dimension, f64, usize) {
    let mut skip = usize::from(s.word(end) == "个");
    skip += usize::from(skip == 1 && s.word(end + 1) == "半");
    let begins = |i: usize| s.hit(List::Unit, i).is_some();
    let from = if skip > 0 && begins(end + skip) { end + skip } else { end };
    let (dimension, factor, after, _) = s.unit(at, from);
    if dimension == Dimension::Count { (dimension, 1.0, end) } else { (dimension, factor, after) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::tests::{agree, amounts, values};
    use crate::text::{Date, Lang};

    fn check(text: &str, expect: &[(Dimension, f64)]) {
        agree(&values(text, Lang::Zh), expect, text);
    }

    #[test]
    fn figures_and_numerals() {
        check("三十五人", &[(Dimension::Count, 35.0)]);
        check("1.5亿元", &[(Dimension::Money, 1.5e8)]);
        check("３亿5000万美元", &[(Dimension::Money, 3.5e8)]);
        check("三百六十余人", &[(Dimension::Count, 360.0)]);
        check("10多万人", &[(Dimension::Count, 100_000.0)]);
        check("百分之五", &[(Dimension::Share, 5.0)]);
        check("三分之二的船", &[(Dimension::Share, 200.0 / 3.0)]);
        check("12%", &[(Dimension::Share, 12.0)]);
        check("两个半小时", &[(Dimension::Duration, 2.5 / 24.0)]);
        check("三个月", &[(Dimension::Duration, 3.0 * 30.437)]);
        check("百分之五点三", &[(Dimension::Share, 5.3)]);
        check("时速120公里", &[(Dimension::Speed, 120.0)]);
        check("风速达每秒20米", &[(Dimension::Speed, 72.0)]);
        check("广场空无一人，没有一只票箱受损", &[]);
        check("近百人", &[(Dimension::Count, 100.0)]);
        check("第21次会晤", &[(Dimension::Rank, 21.0)]);
        check("提出三点意见，一时间海警3107船驶离17号泊位", &[]);
        check("一百二十名乘客和12国代表", &[(Dimension::Count, 120.0), (Dimension::Count, 12.0)]);
        let some = amounts("二三十人，七八个月", Lang::Zh);
        assert_eq!((some[0].low, some[0].high), (20.0, 30.0), "{some:?}");
        assert_eq!((some.len(), some[1].dimension), (2, Dimension::Duration), "{some:?}");
        check("双方十分满意，一定会统一三方意见", &[]);
        let about = amounts("400人左右", Lang::Zh);
        assert!(about[0].low < 400.0 && about[0].high > 400.0, "{about:?}");
    }

    #[test]
    fn dates_and_times() {
        let day = |text| (Dimension::Day, Date::parse(text).unwrap().ordinal() as f64);
        check("6月15日", &[day("2031-06-15")]);
        check("2022年6月15日", &[day("2022-06-15")]);
        check("去年六月十五日", &[day("2030-06-15")]);
        check("15日", &[day("2031-05-15")]);
        check("习近平3号在人民大会堂会见", &[day("2031-05-03")]);
        check("清晨5时45分许", &[(Dimension::Clock, 345.0)]);
        check("上午10点半", &[(Dimension::Clock, 630.0)]);
        check("二〇二二年", &[(Dimension::Year, 2022.0)]);
        check("十时三十分", &[(Dimension::Clock, 630.0)]);
        check("下午三点半", &[(Dimension::Clock, 930.0)]);
        check("14：30", &[(Dimension::Clock, 870.0)]);
    }
}
