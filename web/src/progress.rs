//! How far a worker is.

use serde::{Deserialize, Serialize};

/// What is under way, and how much of it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Progress {
    /// A program is being fetched.
    Program(Share),
    /// It is there.
    Ready,
    /// The deep engine's model is being fetched.
    Model(Share),
    /// The model is made ready.
    Loading,
    /// Claims are read one by one.
    Claims(Share),
    /// Pairs of claims are read.
    Pairs(Share),
}

/// How much is done of how much, in whatever is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Done.
    pub done: u64,
    /// Of so much; at least 1.
    pub of: u64,
}

impl Share {
    /// So much of so much.
    pub fn new(done: u64, of: u64) -> Share {
        let of = of.max(1);
        Share { done: done.min(of), of }
    }

    /// In whole per cents.
    pub fn percent(self) -> u64 {
        self.done.saturating_mul(100) / self.of
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_stays_within_its_whole() {
        assert_eq!([Share::new(1, 3), Share::new(9, 3), Share::new(0, 0)].map(Share::percent), [33, 100, 0]);
    }
}
