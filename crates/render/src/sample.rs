//! A small report made by hand, so that displays are tested apart from the engine.

#![allow(clippy::unwrap_used, reason = "for tests alone; one that can't go on has failed")]

use diptych_core::report::*;
use diptych_core::{Account, Case, Config, Date, Kind, Lang, Span};

/// Words and their place.
pub fn quote(start: usize, words: &str) -> Quote {
    Quote { span: Span::new(start, start + words.len()), quote: words.into() }
}

/// A side that quotes `words`.
pub fn side(claim: usize, start: usize, words: &str) -> Side {
    Side { claims: vec![claim], span: Span::new(start, start + words.len()), quote: words.into(), marks: Vec::new() }
}

/// A side whose quote and marks are looked up in `text`.
pub fn found(text: &str, claim: usize, words: &str, marks: &[&str]) -> Side {
    let start = text.find(words).unwrap();
    let mut s = side(claim, start, words);
    s.marks = marks.iter().map(|m| quote(start + words.find(m).unwrap(), m)).collect();
    s
}

/// The first account's text.
pub const UNION: &str = "Strike at the port\n\nMore than 900 dockers walked out on Tuesday. The talks were friendly. \
    The Authority broke its word.\n";
/// The second account's text, with what looks like markup.
pub const PORT: &str = "Around 400 staff did not report for work on Tuesday. The talks were friendly. \
    \u{5de5}\u{4f1a}\u{8868}\u{793a}\u{ff0c}\u{7f62}\u{5de5}\u{5c06}\u{7ee7}\u{7eed}\u{3002} \
    The Authority offered <script>alert(\"6 | per cent\")</script> & *more*.\n";

/// Both accounts.
pub fn case() -> Case {
    let account = |id: &str, source: &str, text: &str| Account {
        source: source.into(),
        lang: Some(Lang::En),
        date: Date::parse("2031-05-03"),
        ..Account::new(id, text)
    };
    Case {
        id: "harbour".into(),
        title: "Harbour strike <talks>".into(),
        date: Date::parse("2031-05-03"),
        accounts: vec![account("union", "Dockers' Union", UNION), account("port", "=Port \"Authority\"", PORT)],
    }
}

/// Their comparison under this title, and the first told by somebody of the same name: words that may be meant ill.
pub fn named(words: &str) -> Report {
    let mut report = report();
    report.case.title = words.into();
    report.accounts[0].source = words.into();
    report
}

/// Their comparison.
pub fn report() -> Report {
    let claims = |text: &str, all: &[&str]| {
        all.iter()
            .enumerate()
            .map(|(i, words)| {
                let start = text.find(words).unwrap();
                ClaimReport {
                    span: Span::new(start, start + words.len()),
                    quote: (*words).into(),
                    sentence: i,
                    salience: 0.5,
                    certainty: 1.0,
                    attributions: Vec::new(),
                    notes: Vec::new(),
                }
            })
            .collect()
    };
    let finding = |kind, a, b, severity, confidence, explanation: &str| Finding {
        kind,
        also: Vec::new(),
        rule: format!("{kind}/test"),
        a,
        b,
        similarity: 0.5,
        severity,
        confidence,
        explanation: explanation.into(),
    };
    let account = |id: &str, source: &str, text: &str, all: &[&str]| AccountReport {
        id: id.into(),
        source: source.into(),
        lang: Lang::En,
        date: Date::parse("2031-05-03"),
        sha256: "00ff".repeat(16),
        bytes: text.len(),
        claims: claims(text, all),
    };
    let walked = "More than 900 dockers walked out on Tuesday.";
    let word = "The Authority broke its word.";
    let stayed = "Around 400 staff did not report for work on Tuesday.";
    let friendly = "The talks were friendly.";
    let chinese = "\u{5de5}\u{4f1a}\u{8868}\u{793a}\u{ff0c}\u{7f62}\u{5de5}\u{5c06}\u{7ee7}\u{7eed}\u{3002}";
    let offer = "The Authority offered <script>alert(\"6 | per cent\")</script> & *more*.";
    let mut counted = finding(
        Kind::Quantity,
        Some(found(UNION, 0, walked, &["More than 900"])),
        Some(found(PORT, 0, stayed, &["Around 400"])),
        0.8,
        0.9,
        "More than 900 stands against around 400.",
    );
    counted.also = vec![Kind::Framing];
    let findings = vec![
        counted,
        finding(
            Kind::Agreement,
            Some(found(UNION, 1, friendly, &[])),
            Some(found(PORT, 1, friendly, &[])),
            0.0,
            1.0,
            "Both say the same.",
        ),
        finding(Kind::Omission, Some(found(UNION, 2, word, &[])), None, 0.4, 0.7, "Only one account says so."),
        finding(Kind::Omission, None, Some(found(PORT, 2, chinese, &[])), 0.3, 0.6, "Only one account says so."),
        finding(Kind::Omission, None, Some(found(PORT, 3, offer, &[])), 0.9, 0.5, "Only one account says so."),
    ];
    let index = Index {
        value: 0.62,
        shared: 0.28,
        only_a: 0.17,
        only_b: 0.3,
        conflicting: 0.25,
        reframed: 0.0,
        coverage_of_a: 0.7,
        coverage_of_b: 0.45,
    };
    Report {
        schema: SCHEMA.into(),
        engine: EngineInfo { name: "light".into(), version: "0.0.0".into(), models: Vec::new() },
        settings: Config::default(),
        case: CaseInfo {
            id: "harbour".into(),
            title: "Harbour strike <talks>".into(),
            date: Date::parse("2031-05-03"),
        },
        accounts: vec![
            account("union", "Dockers' Union", UNION, &[walked, friendly, word]),
            account("port", "=Port \"Authority\"", PORT, &[stayed, friendly, chinese, offer]),
        ],
        pairs: vec![PairReport { a: "union".into(), b: "port".into(), index, findings }],
        matrix: vec![vec![0.0, 0.62], vec![0.62, 0.0]],
        warnings: vec![Warning { code: "test".into(), account: Some("port".into()), message: "A <note>.".into() }],
    }
}
