//! Ids that several records of a batch have: nothing is lost by that, but their rows in the tables can't be told apart.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::HashSet;

/// Most ids that are kept, as hashes of 64 bits; that takes some 20 MB. Beyond, a record is held against these only.
pub const KEPT: usize = 1_000_000;

/// Most ids that are named.
const NAMED: usize = 5;

/// Most characters of an id that are named.
const LONG: usize = 60;

/// Looks for ids that come again.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Repeated {
    kept: HashSet<u64>,
    /// Records whose id an earlier one has.
    records: usize,
    /// The first of these ids, each once.
    named: Vec<String>,
    /// Whether there are more of them.
    more: bool,
    /// Records whose id was not kept.
    beyond: usize,
}

impl Repeated {
    /// Takes note of a record's id.
    pub fn see(&mut self, id: &str) {
        let hash = Sha256::digest(id);
        let hash = hash.iter().take(8).fold(0, |all, byte| all << 8 | u64::from(*byte));
        if self.kept.contains(&hash) {
            self.records += 1;
            let name = short(id);
            if !self.named.contains(&name) {
                self.more = self.named.len() == NAMED;
                if !self.more {
                    self.named.push(name);
                }
            }
        } else if self.kept.len() < KEPT {
            self.kept.insert(hash);
        } else {
            self.beyond += 1;
        }
    }

    /// What there is to be warned of.
    pub fn warning(&self) -> Option<String> {
        let names: Vec<String> = self.named.iter().map(|name| format!("{name:?}")).collect();
        let more = if self.more { ", …" } else { "" };
        let found = (self.records > 0).then(|| {
            format!(
                "records with an id that an earlier record has: {} ({}{more}); give each its own, or tell them apart by line",
                self.records,
                names.join(", ")
            )
        });
        let beyond = (self.beyond > 0).then(|| {
            format!("after {KEPT} different ids, those of {} records were not held against each other", self.beyond)
        });
        let both: Vec<String> = found.into_iter().chain(beyond).collect();
        (!both.is_empty()).then(|| both.join("; "))
    }

    /// The same for the summary.
    pub fn to_json(&self) -> Value {
        json!({"records": self.records, "first": self.named, "beyond": self.beyond})
    }
}

fn short(id: &str) -> String {
    match id.char_indices().nth(LONG) {
        Some((end, _)) => format!("{}…", &id[..end]),
        None => id.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_come_again_are_counted_and_the_first_named_once() {
        let mut ids = Repeated::default();
        ["a", "b", "c", ""].iter().for_each(|id| ids.see(id));
        assert_eq!((ids.warning(), &ids.to_json()["records"]), (None, &json!(0)));
        ["b", "b", "c"].iter().for_each(|id| ids.see(id));
        let told = ids.warning().unwrap();
        assert!(told.contains("has: 3 (\"b\", \"c\"); give each its own"), "{told}");
        assert_eq!(ids.to_json(), json!({"records": 3, "first": ["b", "c"], "beyond": 0}));
        let long = "ж".repeat(1000);
        (0..20).flat_map(|n| [format!("{n}{long}"), format!("{n}{long}")]).for_each(|id| ids.see(&id));
        assert_eq!((ids.named.len(), ids.named.last().unwrap().chars().count()), (NAMED, LONG + 1));
        assert!(ids.warning().unwrap().contains(", …);"));
    }

    #[test]
    fn no_more_than_the_limit_is_kept() {
        let mut ids = Repeated { kept: (0..KEPT as u64 - 1).collect(), ..Repeated::default() };
        ["last", "new", "newer", "last", "new"].iter().for_each(|id| ids.see(id));
        assert_eq!((ids.kept.len(), ids.records, ids.beyond), (KEPT, 1, 3));
        let told = ids.warning().unwrap();
        assert!(told.contains("(\"last\"); ") && told.contains("those of 3 records were not held"), "{told}");
    }
}
