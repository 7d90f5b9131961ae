//! What must hold for every text, on the whole engine.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use diptych_core::relation::light::Light;
use diptych_core::relation::{Claim, More, RelationReader};
use diptych_core::{Account, Case, Config, Engine, Lang, Report};
use proptest::prelude::*;
use std::sync::OnceLock;

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(Engine::light)
}

fn compare(a: &str, b: &str) -> Report {
    let account = |id: &str, text: &str| Account { lang: Some(Lang::En), ..Account::new(id, text) };
    let case = Case { id: "c".into(), title: "c".into(), date: None, accounts: vec![account("a", a), account("b", b)] };
    engine().report(&case, &Config::default()).unwrap()
}

fn index(a: &str, b: &str) -> f64 {
    compare(a, b).pairs[0].index.value
}

/// Sentences as news has them, each with its denial.
const SENTENCES: [(&str, &str); 12] = [
    ("The dockers walked out on Friday.", "The dockers did not walk out on Friday."),
    ("More than 900 people marched to the square.", "Nobody marched to the square."),
    ("The ministry said the talks were useful.", "The ministry denied that the talks were useful."),
    ("Two cranes were damaged by the storm.", "No cranes were damaged by the storm."),
    ("The bridge will be open by June.", "The bridge will not be open by June."),
    ("A court ordered the mine to close.", "A court refused to order the mine to close."),
    ("The president agreed to a ceasefire.", "The president rejected a ceasefire."),
    ("Water levels rose by three metres overnight.", "Water levels did not rise overnight."),
    ("The company repaid the loan in full.", "The company never repaid the loan."),
    ("Patients were moved to the city hospital.", "Patients were not moved to the city hospital."),
    ("The referee saw the foul.", "The referee did not see the foul."),
    ("Farmers welcomed the new tariff.", "Farmers opposed the new tariff."),
];

fn text(picks: &[usize]) -> String {
    picks.iter().map(|n| SENTENCES[*n].0).collect::<Vec<_>>().join(" ")
}

fn picks() -> impl Strategy<Value = Vec<usize>> {
    proptest::sample::subsequence((0..SENTENCES.len()).collect::<Vec<_>>(), 1..9).prop_shuffle()
}

/// Any text at all: letters of several scripts, figures, marks, controls.
fn anything() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[a-zA-Z]{1,9}",
        "[0-9]{1,6}([.,:][0-9]{1,3})?",
        "[а-яё一-龥ء-ي]{1,6}",
        Just("not".to_string()),
        Just("per cent".to_string()),
        Just("between 3 and".to_string()),
        Just("yesterday".to_string()),
        Just("said that".to_string()),
        Just("May".to_string()),
        "[.,;:!?()\"'“”—–%$€\n\r\t\u{0}\u{202e}\u{1f600}-]{1,3}",
    ];
    proptest::collection::vec(word, 0..60).prop_map(|words| words.join(" "))
}

/// Every claim in a finding, every quote the text at its span, every score in its range.
fn sound(report: &Report, texts: [&str; 2]) {
    let pair = &report.pairs[0];
    for (side, text) in texts.iter().enumerate() {
        let mut seen: Vec<usize> = Vec::new();
        for finding in &pair.findings {
            let part = if side == 0 { &finding.a } else { &finding.b };
            let Some(part) = part else { continue };
            seen.extend(&part.claims);
            assert_eq!(part.span.of(text), part.quote);
            for mark in &part.marks {
                assert!(part.span.contains(mark.span) && mark.span.of(text) == mark.quote, "{mark:?}");
            }
        }
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen, (0..report.accounts[side].claims.len()).collect::<Vec<_>>());
    }
    let i = &pair.index;
    for share in [i.value, i.shared, i.only_a, i.only_b, i.conflicting, i.reframed, i.coverage_of_a, i.coverage_of_b] {
        assert!((0.0..=1.0).contains(&share), "{i:?}");
    }
    for f in &pair.findings {
        assert!((0.0..=1.0).contains(&f.severity) && (0.0..=1.0).contains(&f.confidence), "{f:?}");
        assert!(!f.explanation.is_empty(), "{f:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_two_texts_give_a_sound_report(a in anything(), b in anything()) {
        let (a, b) = (format!("a {a}"), format!("b {b}"));
        sound(&compare(&a, &b), [&a, &b]);
    }

    #[test]
    fn a_text_compared_with_itself_gives_nought(a in anything()) {
        let a = format!("a {a}");
        let report = compare(&a, &a);
        prop_assert!(report.pairs[0].index.value.abs() < 1e-12, "{}", report.to_json());
    }

    #[test]
    fn any_two_claims_are_related_alike_from_both_sides(a in anything(), b in anything(), lang in 0usize..5) {
        let lang = [None, Some(Lang::En), Some(Lang::Ru), Some(Lang::Zh), Some(Lang::Und)][lang];
        let (x, y) = (Claim { text: &a, lang }, Claim { text: &b, lang: Some(Lang::En) });
        let told = Light::new().relate(&[[x, y], [y, x]]).unwrap();
        prop_assert!(told[0].probabilities.iter().chain([&told[0].similarity]).all(|p| (0.0..=1.0).contains(p)));
        prop_assert!((told[0].probabilities.iter().sum::<f64>() - 1.0).abs() < 1e-3, "{:?}", told[0]);
        prop_assert_eq!(told[0].probabilities.map(f64::to_bits), told[1].probabilities.map(f64::to_bits));
        let back = match told[1].more { More::A => More::B, More::B => More::A, other => other };
        prop_assert_eq!(told[0].more, back);
    }

    #[test]
    fn the_index_is_the_same_from_both_sides(a in picks(), b in picks()) {
        prop_assert_eq!(index(&text(&a), &text(&b)).to_bits(), index(&text(&b), &text(&a)).to_bits());
    }

    #[test]
    fn reordering_sentences_changes_nothing(a in picks(), b in picks(), seed in any::<u64>()) {
        let mut other = b.clone();
        let n = other.len();
        (0..n).for_each(|i| other.swap(i, (seed as usize).wrapping_mul(i + 7) % n));
        prop_assert_eq!(index(&text(&a), &text(&b)).to_bits(), index(&text(&a), &text(&other)).to_bits());
    }
}

/// Each denial, added to accounts that tell what it denies, leave it out, or tell other things.
#[test]
fn a_contradicting_claim_never_lowers_the_index() {
    let n = SENTENCES.len();
    for (denied, (_, denial)) in SENTENCES.iter().enumerate() {
        for step in 0..n {
            let b = text(&[denied, (denied + step) % n, (denied + 2 * step + 1) % n]);
            let others = [(denied + step + 3) % n, (denied + 5 * step + 1) % n];
            for a in [text(&others), text(&[others[0], denied]), text(&[(denied + step) % n])] {
                let with = format!("{a} {denial}");
                let (before, after) = (index(&a, &b), index(&with, &b));
                assert!(after >= before, "{before} became {after}: {with:?} against {b:?}");
            }
        }
    }
}

#[test]
fn three_accounts_give_every_pair_and_a_symmetric_matrix() {
    let accounts = ["The dam held.", "The dam broke.", "The dam held, and nobody was hurt."];
    let accounts = accounts.iter().zip(["x", "y", "z"]).map(|(t, id)| Account::new(id, *t)).collect();
    let case = Case { id: "c".into(), title: "c".into(), date: None, accounts };
    let report = engine().report(&case, &Config::default()).unwrap();
    let pairs: Vec<(&str, &str)> = report.pairs.iter().map(|p| (p.a.as_str(), p.b.as_str())).collect();
    assert_eq!(pairs, [("x", "y"), ("x", "z"), ("y", "z")]);
    for i in 0..3 {
        assert!(report.matrix[i][i].abs() < 1e-12);
        for j in 0..3 {
            assert_eq!(report.matrix[i][j].to_bits(), report.matrix[j][i].to_bits());
        }
    }
}
