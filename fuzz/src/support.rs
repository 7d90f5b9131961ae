//! What several targets need.

use diptych_core::{Account, Case, Date, Engine, Lang, Span};
use std::sync::OnceLock;

/// The light engine, loaded once.
pub fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(Engine::light)
}

/// A language, or none, by a byte.
pub fn lang(byte: u8) -> Option<Lang> {
    [None, Some(Lang::En), Some(Lang::Ru), Some(Lang::Zh), Some(Lang::Und)][usize::from(byte) % 5]
}

/// The first byte, which chooses, and the rest as text.
pub fn chosen(bytes: &[u8]) -> Option<(u8, String)> {
    let (first, rest) = bytes.split_first()?;
    Some((*first, String::from_utf8_lossy(rest).into_owned()))
}

/// Two texts, parted by the first NUL, and languages by the first byte: English and any for most.
pub fn pair(bytes: &[u8]) -> Option<Case> {
    let (choice, text) = chosen(bytes)?;
    let (a, b) = text.split_once('\0')?;
    let account = |id: &str, text: &str, lang| Account {
        lang,
        date: Date::parse("2031-05-03").filter(|_| choice & 128 != 0),
        ..Account::new(id, text)
    };
    let accounts = vec![account("a", a, lang(choice % 25 / 5)), account("b", b, lang(choice % 25))];
    let case = Case { id: "c".into(), title: "A <case>".into(), date: None, accounts };
    case.validate().is_ok().then_some(case)
}

/// A span lies on characters of the text, and not outside.
pub fn lies_in(span: Span, text: &str) {
    assert!(span.start <= span.end && text.get(span.start..span.end).is_some(), "{span:?} in {} bytes", text.len());
}

/// A share of a whole.
pub fn is_share(x: f64) {
    assert!((0.0..=1.0).contains(&x), "{x}");
}
