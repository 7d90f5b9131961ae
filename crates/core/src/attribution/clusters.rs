//! Classes of words of like use, so that a verb the tagger never met is read like its neighbours: k-means over the
//! vectors of the light table, in three sizes (after Brown clusters in Miller, Guinness and Zamanian 2004).

/// Classes of words, by the hash of the lower-cased word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clusters {
    /// Hashes, ascending.
    words: Vec<u32>,
    /// Number of the class in each of the three divisions, coarse first, from 1.
    classes: Vec<[u16; 3]>,
}

impl Clusters {
    /// Clusters of words; sorts them.
    pub fn new(mut of: Vec<(u32, [u16; 3])>) -> Clusters {
        of.sort_unstable();
        of.dedup_by_key(|(word, _)| *word);
        let (words, classes) = of.into_iter().unzip();
        Clusters { words, classes }
    }

    /// The word's classes; zeros where it has none.
    pub fn of(&self, word: u32) -> [u16; 3] {
        self.words.binary_search(&word).map_or([0; 3], |i| self.classes[i])
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words with their classes, in the order of their hashes.
    pub fn iter(&self) -> impl Iterator<Item = (u32, [u16; 3])> + '_ {
        self.words.iter().copied().zip(self.classes.iter().copied())
    }
}

/// The hash by which words are looked up.
pub fn key(lower: &str) -> u32 {
    let h = crate::token::hash(lower);
    (h ^ (h >> 32)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_find_their_classes() {
        let clusters = Clusters::new(vec![(key("said"), [1, 2, 3]), (key("mocked"), [1, 4, 9])]);
        assert_eq!(clusters.of(key("mocked")), [1, 4, 9]);
        assert_eq!(clusters.of(key("harbour")), [0, 0, 0]);
    }
}
