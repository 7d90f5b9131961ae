//! Labels of other tools: whatever is read can be written and read again.

use diptych::untrusted::import;
use diptych_core::labels::to_jsonl;

pub fn run(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (labels, _) = import(&text);
    let (again, bad) = import(&to_jsonl(&labels));
    assert_eq!((again, bad), (labels, 0));
}
