//! What is Russian alone.

use super::class::Class;
use super::names::Sex;
use super::words::Words;

/// Whether a role with no name after it is definite. Russian has no article: one that opens a sentence, or
/// stands before what a subject does, speaks of somebody known.
pub(super) fn definite(words: &Words<'_>, start: usize, end: usize) -> bool {
    let last = words.list[start].end;
    words.shapes[start].first || words.class(end, last).has(Class::SPEECH)
}

/// The sex that a surname in the nominative tells: "Орлова" is a woman's. A man's in the genitive looks the
/// same, so that only the unmistakable endings count.
pub(super) fn sex(surname: &str) -> Sex {
    if surname.ends_with("ская") {
        Sex::Female
    } else if surname.ends_with("ский") {
        Sex::Male
    } else {
        Sex::Unknown
    }
}
