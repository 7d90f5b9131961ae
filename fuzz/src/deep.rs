//! The deep engine: damaged models whose checksums fit, as only an ill-meant file has them, and the tokeniser on any text.

use arbitrary::{Arbitrary, Unstructured};
use diptych_deep::Deep;
use sha2::{Digest, Sha256};

const TINY: &[u8] = include_bytes!("../../crates/deep/tests/tiny.bin");
/// Magic, version, length of the header, its hash.
const HEAD: usize = 13 + 4 + 4 + 32;

pub fn run(bytes: &[u8]) {
    let mut input = Unstructured::new(bytes);
    let model = match u8::arbitrary(&mut input).unwrap_or_default() % 8 {
        0 => bytes.get(1..).unwrap_or_default().to_vec(),
        1 => TINY.to_vec(),
        2 => forged(|header, _| edit(header, &mut input)),
        n => forged(|_, sections| {
            let section = usize::from(n - 3) % sections.len();
            edit(&mut sections[section], &mut input);
        }),
    };
    let Ok(deep) = Deep::from_bytes(&model) else { return };
    let text = String::from_utf8_lossy(input.take_rest());
    assert!(deep.tokens(&text).len() >= 2);
    if let Ok(states) = deep.encode(&[&text, "Nine hundred dockers walked out."]) {
        let _ = deep.read(&[(&states[0], &states[1])]);
    }
}

/// Sets some bytes anew.
fn edit(bytes: &mut [u8], input: &mut Unstructured<'_>) {
    for _ in 0..=u8::arbitrary(input).unwrap_or_default() % 8 {
        let (Ok(at), Ok(value)) = (u32::arbitrary(input), u8::arbitrary(input)) else { return };
        let length = bytes.len().max(1);
        if let Some(byte) = bytes.get_mut(at as usize % length) {
            *byte = value;
        }
    }
}

/// The tiny model, changed, with the checksums that belong to the change.
fn forged(change: impl FnOnce(&mut [u8], &mut Vec<Vec<u8>>)) -> Vec<u8> {
    let length = u32::from_le_bytes(TINY[17..21].try_into().unwrap()) as usize;
    let mut header = TINY[HEAD..HEAD + length].to_vec();
    let told: serde_json::Value = serde_json::from_slice(&header).unwrap();
    let (mut rest, mut sections) = (&TINY[HEAD + length..], Vec::new());
    let mut old = Vec::new();
    for section in told["sections"].as_array().unwrap() {
        let (data, tail) = rest.split_at(section["size"].as_u64().unwrap() as usize);
        sections.push(data.to_vec());
        old.push(section["sha256"].as_str().unwrap().to_string());
        rest = tail;
    }
    change(&mut header, &mut sections);
    for (old, section) in old.iter().zip(&sections) {
        let new: String = Sha256::digest(section).iter().map(|b| format!("{b:02x}")).collect();
        if let Some(at) = header.windows(64).position(|w| w == old.as_bytes()) {
            header[at..at + 64].copy_from_slice(new.as_bytes());
        }
    }
    let hash = Sha256::digest(&header);
    [&TINY[..21], &hash, &header, &sections.concat()].concat()
}
