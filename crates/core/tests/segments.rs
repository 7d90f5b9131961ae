//! What must hold for every text in every language: where sentences, tokens, claims and amounts lie, and that reports, labels and
//! days are written as they are read.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use diptych_core::reading::Reading;
use diptych_core::token::TokenKind;
use diptych_core::{Account, Case, Config, Date, Engine, Lang, Report, Span, claim, eval, labels};
use proptest::prelude::*;
use std::sync::OnceLock;

const LANGS: [Lang; 4] = [Lang::En, Lang::Ru, Lang::Zh, Lang::Und];

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(Engine::light)
}

/// Words of all three languages that rules look at, figures, and anything else.
fn text() -> impl Strategy<Value = String> {
    let words = vec![
        "said that",
        "not",
        "between 3 and",
        "half past two",
        "per cent",
        "1.5 million",
        "on 3 May",
        "Mr.",
        "who",
        "and",
        "$",
        "заявил, что",
        "не",
        "двадцать три",
        "тысяч",
        "до",
        "5 мая",
        "вчера",
        "г.",
        "который",
        "表示",
        "没有",
        "三百五十万",
        "百分之五",
        "5月3日",
        "两三千",
        "“",
        "”",
        "«",
        "»",
        "「",
        "」",
        "。",
        "，",
        ". ",
        ", ",
        ";",
        ":",
        "\n",
        "\n\n",
        "- ",
        "(",
        ")",
        "—",
        "\u{301}",
        "\u{200d}",
        "\u{feff}",
        "\u{202e}",
        "99999999999999999999",
        "0,5",
        "1e9",
        "00:61",
        "31/02",
        "½",
        "①",
        "٣",
        "Ⅷ",
        "２０",
    ];
    let word = prop_oneof![
        4 => proptest::sample::select(words).prop_map(str::to_string),
        1 => "[a-zA-Z0-9]{1,6}",
        1 => "[а-яА-Я]{1,7}",
        1 => "[一-龥]{1,5}",
        1 => any::<char>().prop_map(String::from),
    ];
    let gap = proptest::sample::select(vec!["", " ", " ", " "]);
    proptest::collection::vec((word, gap), 0..50).prop_map(|parts| parts.into_iter().map(|(w, g)| w + g).collect())
}

fn lies_in(span: Span, text: &str) -> bool {
    span.start <= span.end && text.get(span.start..span.end).is_some()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_word_is_in_one_claim_of_one_sentence(text in text(), lang in proptest::sample::select(&LANGS[..])) {
        let read = Reading::new(&text, lang);
        let mut end = 0;
        for (n, sentence) in read.sentences.iter().enumerate() {
            prop_assert!(lies_in(sentence.span, &text) && sentence.span.start >= end);
            end = sentence.span.start;
            for token in &read.tokens[n] {
                prop_assert!(lies_in(token.span, &text) && !token.span.is_empty());
                prop_assert!(token.span.start >= end && sentence.span.contains(token.span));
                end = token.span.end;
            }
            let mut next = 0;
            for run in claim::split(&read.tokens[n], &read.hits[n], lang) {
                prop_assert!(run.start >= next && run.end > run.start);
                prop_assert!(read.tokens[n][next..run.start].iter().all(|t| t.kind != TokenKind::Word));
                next = run.end;
            }
            prop_assert!(read.tokens[n][next..].iter().all(|t| t.kind != TokenKind::Word));
        }
    }

    #[test]
    fn amounts_lie_in_their_text_and_agree_with_themselves(text in text(), lang in proptest::sample::select(&LANGS[..])) {
        let date = Date::parse("2031-05-03");
        let read = engine().analyze(&Account { lang: Some(lang), date, ..Account::new("a", text.as_str()) });
        for amount in read.features.iter().flat_map(|f| &f.amounts) {
            prop_assert!(lies_in(amount.span, &text), "{amount:?}");
            prop_assert!(!amount.value.is_nan() && amount.low <= amount.high, "{amount:?}");
            prop_assert!(amount.compatible(amount), "{amount:?}");
        }
    }

    #[test]
    fn reports_and_labels_are_read_as_they_were_written(
        a in text(), b in text(), langs in proptest::array::uniform2(proptest::sample::select(&LANGS[..])),
    ) {
        let account = |id: &str, text: String, lang| Account { lang: Some(lang), ..Account::new(id, text) };
        let accounts = vec![account("a", a + " a", langs[0]), account("b", b + " b", langs[1])];
        let case = Case { id: "c".into(), title: "C".into(), date: None, accounts };
        let report = engine().report(&case, &Config::default()).unwrap();
        let json = report.to_json();
        let read: Report = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(&read, &report);
        prop_assert_eq!(read.to_json(), json);
        let labels = labels::labels(&report);
        let back: Vec<_> = eval::read_jsonl(&labels::to_jsonl(&labels)).unwrap().into_iter().map(|(_, l)| l).collect();
        prop_assert_eq!(back, labels);
    }

    #[test]
    fn days_are_written_as_they_are_read(text in "[0-9+ -]{1,4}-[0-9+]{1,3}-[0-9+]{1,3}", days in -4_000_000i64..4_000_000) {
        if let Some(date) = Date::parse(&text) {
            prop_assert_eq!(Date::parse(&date.to_string()), Some(date));
            prop_assert_eq!(date.to_string(), &text[..10]);
        }
        if let Some(date) = Date::parse("2031-05-03").unwrap().plus(days) {
            prop_assert_eq!(Date::parse(&date.to_string()), Some(date));
            prop_assert_eq!(date.plus(-days), Date::parse("2031-05-03"));
        }
    }
}
