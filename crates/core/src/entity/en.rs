//! What is English alone.

/// Whether a word that opens a sentence ends like an ordinary one: "Speaking", "Officially".
pub(super) fn looks_ordinary(lower: &str) -> bool {
    lower.len() > 5 && ["ing", "ly", "ed", "tion", "ment", "ness"].iter().any(|e| lower.ends_with(e))
}

/// Endings that make a people of a place, with what the place may end in instead.
const PEOPLE: [&str; 9] = ["n", "i", "an", "ian", "ese", "ish", "er", "ic", "ean"];

/// Whether `people` is the adjective of `place`: "Qeshani" of "Qeshan", "Ardovian" of "Ardovia".
pub(super) fn demonym(people: &str, place: &str) -> bool {
    let shared = people.bytes().zip(place.bytes()).take_while(|(p, q)| p == q).count();
    let (Some(ending), Some(left)) = (people.get(shared..), place.get(shared..)) else { return false };
    if shared < 4 || people == place || left.len() > 2 {
        return false;
    }
    // "Tyrene" and "Tyrenese" share the ending's first letters too.
    let open = (shared.saturating_sub(2)..=shared).any(|at| people.get(at..).is_some_and(|e| PEOPLE.contains(&e)));
    open && !ending.is_empty() && (left.is_empty() || left.ends_with(['a', 'e', 'y', 'o']))
}

/// Whether it ends as the adjective of a place may.
pub(super) fn looks_demonym(lower: &str) -> bool {
    lower.len() > 4 && ["an", "ian", "ese", "ish", "i"].iter().any(|e| lower.ends_with(e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adjectives_find_their_place() {
        for (people, place) in
            [("qeshani", "qeshan"), ("ardovian", "ardovia"), ("tyrenese", "tyrene"), ("norvish", "norva")]
        {
            assert!(demonym(people, place), "{people} {place}");
        }
        for (people, place) in [("marant", "maran"), ("union", "unity"), ("qeshan", "qeshani"), ("harun", "haruk")] {
            assert!(!demonym(people, place), "{people} {place}");
        }
    }
}
