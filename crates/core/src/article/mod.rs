//! One article to the accounts it reports: the sides, what each is said to have said, and what is none of theirs.
//!
//! | step | what it does | where |
//! | --- | --- | --- |
//! | cut | sentences, attributions, entities; clauses without the words that credit them | [`scene`] |
//! | gather | sources to voices, voices to parties | `belong`, [`party`], [`kinship`] |
//! | sort | each clause: a side's claim, comment, background, furniture or the reporter's telling | [`part`] |
//! | tell | which parties are the sides, their claims, the reporter's remarks on them | [`sides`], [`remark`] |
//! | compare | the sides with each other, and with their own texts | [`report`], [`against`] |

pub mod against;
mod belong;
pub mod kinship;
pub mod part;
pub mod party;
pub mod remark;
pub mod report;
pub mod scene;
pub mod sides;

#[cfg(test)]
mod tests;
