//! One article to the accounts it reports: the sides, what each is said to have said, and what is none of theirs.

pub mod kinship;
pub mod part;
pub mod party;
pub mod scene;
