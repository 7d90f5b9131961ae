//! A batch's input: lines, rows, and both packed.

use diptych::untrusted::records;

const NAMES: [&str; 4] = ["a.jsonl", "a.csv", "a.tsv", "-"];

pub fn run(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let name = NAMES[usize::from(*first) % NAMES.len()];
    for case in records(name, rest.to_vec()) {
        match case {
            Ok(case) => assert!(case.accounts.iter().all(|a| !a.id.is_empty())),
            Err(message) => assert!(!message.is_empty()),
        }
    }
}
