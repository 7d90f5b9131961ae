//! Figures, amounts and dates in every language: ranges hold their value, spans lie on characters, days are days.

use super::support::{chosen, engine, lang, lies_in};
use diptych_core::{Account, Date};

pub fn run(bytes: &[u8]) {
    let Some((choice, text)) = chosen(bytes) else { return };
    if let Some(date) = Date::parse(&text) {
        assert_eq!(Date::parse(&date.to_string()), Some(date), "{date}");
    }
    let date = Date::parse("2031-05-03").filter(|_| choice & 128 != 0);
    let read = engine().analyze(&Account { lang: lang(choice % 5), date, ..Account::new("a", text.as_str()) });
    let amounts: Vec<_> = read.features.iter().flat_map(|f| &f.amounts).collect();
    for amount in &amounts {
        lies_in(amount.span, &text);
        assert!(!amount.value.is_nan() && amount.low <= amount.high, "{amount:?}");
        assert!(amount.compatible(amount), "{amount:?}");
    }
    for (x, y) in amounts.iter().zip(amounts.iter().skip(1)) {
        assert_eq!(x.compatible(y), y.compatible(x), "{x:?} {y:?}");
    }
}
