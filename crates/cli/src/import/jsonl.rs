//! Labels in our own form, one a line.

use super::{Imported, Place};
use diptych_core::eval::read_jsonl;

/// Reads them line by line.
pub fn read(text: &str, out: &mut Imported) {
    for (at, line) in text.lines().enumerate() {
        let place = Place::Line(at + 1);
        match read_jsonl(line) {
            Ok(labels) => labels.into_iter().for_each(|(_, label)| out.take(place.clone(), None, label)),
            Err(e) => out.told(place, e.problem.to_string()),
        }
    }
}
