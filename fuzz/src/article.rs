//! An article taken apart: nothing outside it, and the same when it is done again.

use super::support::{chosen, engine, lang, lies_in};
use diptych_core::{Account, Config};

pub fn run(bytes: &[u8]) {
    let Some((choice, text)) = chosen(bytes) else { return };
    let account = Account { lang: lang(choice), ..Account::new("article", text.as_str()) };
    let report = engine().article(&account, &[], &Config::article()).unwrap();
    for quote in report.commentary.iter().map(|c| &c.quote) {
        lies_in(quote.span, &text);
        assert_eq!(quote.quote, quote.span.of(&text));
    }
    assert_eq!(engine().article(&account, &[], &Config::article()).unwrap().to_json(), report.to_json());
}
