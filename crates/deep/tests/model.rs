//! The engine over a tiny random model, held to ONNX Runtime, and over the real one where it is there.
//! `training/deep_export.py --tiny` makes the fixtures.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use diptych_deep::{ClaimStates, Deep, DeepError, Reading};
use proptest::prelude::*;
use serde::Deserialize;

const TINY: &[u8] = include_bytes!("tiny.bin");

#[derive(Deserialize)]
struct Fixture {
    texts: Vec<Text>,
    pairs: Vec<Pair>,
}

#[derive(Deserialize)]
struct Text {
    text: String,
    ids: Vec<u32>,
}

#[derive(Deserialize)]
struct Pair {
    a: usize,
    b: usize,
    probabilities: Vec<f32>,
}

fn fixture() -> Fixture {
    serde_json::from_str(include_str!("tiny.json")).unwrap()
}

fn tiny() -> Deep {
    Deep::from_bytes(TINY).unwrap()
}

fn flat(r: &Reading) -> Vec<f32> {
    [&r.kinds[..], &r.entails_ab, &r.entails_ba, &[r.similarity]].concat()
}

fn every_pair(states: &[ClaimStates]) -> Vec<(&ClaimStates, &ClaimStates)> {
    states.iter().flat_map(|a| states.iter().map(move |b| (a, b))).collect()
}

#[test]
fn tokens_are_those_of_python() {
    let deep = tiny();
    for t in fixture().texts {
        assert_eq!(deep.tokens(&t.text), t.ids, "{}", t.text);
    }
}

#[test]
fn readings_are_those_of_onnx_runtime() {
    let (deep, fixture) = (tiny(), fixture());
    let texts: Vec<&str> = fixture.texts.iter().map(|t| t.text.as_str()).collect();
    let states = deep.encode(&texts).unwrap();
    let pairs: Vec<_> = fixture.pairs.iter().map(|p| (&states[p.a], &states[p.b])).collect();
    for (reading, gold) in deep.read(&pairs).unwrap().iter().zip(&fixture.pairs) {
        for (x, y) in flat(reading).iter().zip(&gold.probabilities) {
            assert!((x - y).abs() < 5e-5, "{} {}: {x} {y}", gold.a, gold.b);
        }
    }
}

/// Alone, in a batch, in another order, on other numbers of threads: the same bits.
fn same_in_any_company(deep: Deep, texts: &[&str]) {
    let states = deep.encode(texts).unwrap();
    let pairs = every_pair(&states);
    let readings = deep.read(&pairs).unwrap();
    for (text, state) in texts.iter().zip(&states) {
        assert_eq!(&deep.encode(&[text]).unwrap()[0], state, "{text}");
    }
    for (pair, reading) in pairs.iter().zip(&readings).skip(1).step_by(3) {
        assert_eq!(&deep.read(&[*pair]).unwrap()[0], reading);
    }
    let backwards: Vec<_> = pairs.iter().rev().copied().collect();
    assert!(deep.read(&backwards).unwrap().iter().rev().eq(&readings));
    let deep = deep.with_threads(3);
    assert_eq!(deep.encode(texts).unwrap(), states);
    assert_eq!(deep.read(&pairs).unwrap(), readings);
}

#[test]
fn nothing_depends_on_company() {
    let fixture = fixture();
    same_in_any_company(tiny(), &fixture.texts.iter().map(|t| t.text.as_str()).collect::<Vec<_>>());
}

#[test]
fn the_real_model_runs() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/deep.bin");
    let Ok(bytes) = std::fs::read(path) else { return };
    let deep = Deep::from_bytes(&bytes).unwrap();
    assert_eq!(deep.sha256().len(), 64);
    let fixture = fixture();
    let texts: Vec<&str> = fixture.texts.iter().step_by(2).take(2).map(|t| t.text.as_str()).collect();
    same_in_any_company(deep, &texts);
}

#[test]
fn nothing_to_do() {
    assert_eq!(tiny().encode(&[]).unwrap(), []);
    assert_eq!(tiny().read(&[]).unwrap(), []);
    assert_eq!(tiny().name(), "tiny");
}

#[test]
fn other_bytes_are_told_apart() {
    let fails = |bytes: &[u8]| Deep::from_bytes(bytes).err().expect("damage is seen");
    assert!(matches!(fails(b""), DeepError::NotAModel));
    assert!(matches!(fails(b"PK\x03\x04 something else"), DeepError::NotAModel));
    assert!(matches!(fails(&TINY[..TINY.len() - 1]), DeepError::Truncated));
    let mut other = TINY.to_vec();
    other[13] = 2;
    assert!(matches!(fails(&other), DeepError::Version(2)));
    let mut other = TINY.to_vec();
    *other.last_mut().unwrap() ^= 1;
    assert!(matches!(fails(&other), DeepError::Damaged(part) if part == "reader"));
    assert!(matches!(fails(&[TINY, &[0]].concat()), DeepError::Damaged(part) if part == "end"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_damage_makes_it_panic(at in 0..TINY.len(), bytes in proptest::collection::vec(any::<u8>(), 1..9)) {
        let mut other = TINY.to_vec();
        for (to, from) in other[at..].iter_mut().zip(&bytes) {
            *to = *from;
        }
        prop_assert!(other == TINY || Deep::from_bytes(&other).is_err());
    }

    #[test]
    fn any_text_gives_tokens(text in ".{0,300}") {
        let deep = tiny();
        let tokens = deep.tokens(&text);
        prop_assert!((2..=64).contains(&tokens.len()));
        prop_assert!(deep.encode(&[&text]).is_ok());
    }
}
