//! What the characters of two claims tell in any language: runs of letters, figures and quotation marks in common. It
//! needs no word list, no cutting into words and no vectors.

use crate::math::flag;

/// Names of the signals, each 0..1. Where each side has a value of its own the lesser and the greater are given.
pub const SURFACE: [&str; 17] = [
    "pairs_dice",
    "pairs_contained_least",
    "pairs_contained_most",
    "threes_dice",
    "threes_contained_least",
    "threes_contained_most",
    "fours_dice",
    "fours_contained_least",
    "fours_contained_most",
    "figure_shared",
    "figures_differ",
    "figures_one_side",
    "figures_none",
    "characters_ratio",
    "characters",
    "quotation_one_side",
    "quotation_both",
];

/// Longest run of characters that is looked at.
const LONGEST: usize = 4;

/// Characters of a claim that is counted as long.
const LONG: usize = 200;

/// Runs of characters, each once, sorted; shorter runs end in zeros.
type Runs = Vec<[char; LONGEST]>;

/// What a claim's characters are.
pub struct Surface {
    runs: [Runs; LONGEST - 1],
    figures: Vec<String>,
    characters: usize,
    quotes: bool,
}

impl Surface {
    /// Reads a claim.
    pub fn new(text: &str) -> Surface {
        let mut line = vec![' '];
        for c in text.chars().flat_map(char::to_lowercase) {
            match c.is_alphanumeric() {
                true => line.push(c),
                false if line.last() != Some(&' ') => line.push(' '),
                false => {}
            }
        }
        if line.last() != Some(&' ') {
            line.push(' ');
        }
        Surface {
            runs: [2, 3, 4].map(|n| runs(&line, n)),
            figures: figures(text),
            characters: text.chars().count(),
            quotes: text.contains(['"', '“', '”', '«', '»', '「', '」']),
        }
    }

    /// How much of the other's runs of two, three and four characters this one has, each 0..1.
    pub fn contains(&self, other: &Surface) -> [f64; LONGEST - 1] {
        std::array::from_fn(|n| share(common(&self.runs[n], &other.runs[n]), other.runs[n].len()))
    }

    /// The signals of a pair; the same whichever comes first.
    pub fn signals(&self, other: &Surface) -> [f64; SURFACE.len()] {
        let mut out = [0.0; SURFACE.len()];
        let (of_other, of_self) = (self.contains(other), other.contains(self));
        for n in 0..LONGEST - 1 {
            let (x, y) = (&self.runs[n], &other.runs[n]);
            out[3 * n] = share(2 * common(x, y), x.len() + y.len());
            out[3 * n + 1] = of_other[n].min(of_self[n]);
            out[3 * n + 2] = of_other[n].max(of_self[n]);
        }
        let (p, q) = (&self.figures, &other.figures);
        let longest = self.characters.max(other.characters);
        out[9..].copy_from_slice(&[
            flag(p.iter().any(|f| q.contains(f))),
            flag(!p.is_empty() && !q.is_empty() && p != q),
            flag(p.is_empty() != q.is_empty()),
            flag(p.is_empty() && q.is_empty()),
            share(self.characters.min(other.characters), longest),
            share(longest.min(LONG), LONG),
            flag(self.quotes != other.quotes),
            flag(self.quotes && other.quotes),
        ]);
        out
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

fn runs(line: &[char], n: usize) -> Runs {
    let run = |w: &[char]| std::array::from_fn(|i| w.get(i).copied().unwrap_or('\0'));
    let mut out: Runs = line.windows(n).map(run).collect();
    out.sort_unstable();
    out.dedup();
    out
}

fn common(x: &Runs, y: &Runs) -> usize {
    x.iter().filter(|run| y.binary_search(run).is_ok()).count()
}

/// The figures written in digits, with what parts their digits, each once, sorted.
fn figures(text: &str) -> Vec<String> {
    let pieces = text.split(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | ':'));
    let trimmed = pieces.map(|p| p.trim_matches(|c: char| !c.is_ascii_digit()));
    let mut out: Vec<String> = trimmed.filter(|p| !p.is_empty()).map(str::to_string).collect();
    out.sort_unstable();
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signal(a: &str, b: &str, name: &str) -> f64 {
        let (a, b) = (Surface::new(a), Surface::new(b));
        assert_eq!(a.signals(&b), b.signals(&a));
        a.signals(&b)[SURFACE.iter().position(|n| *n == name).unwrap()]
    }

    #[test]
    fn likeness_needs_no_words() {
        assert_eq!(signal("港口工人罢工", "港口工人罢工。", "threes_dice"), 1.0);
        assert!(signal("港口工人周二罢工", "周二港口工人停工", "pairs_dice") > 0.3);
        assert_eq!(signal("港口工人罢工", "Докеры бастуют", "pairs_dice"), 0.0);
        assert!(signal("Докеры бастовали", "Бастовали и докеры порта", "threes_contained_most") > 0.8);
    }

    #[test]
    fn figures_are_read_in_any_language() {
        assert_eq!(signal("1,200 men.", "1,200人", "figure_shared"), 1.0);
        assert_eq!(signal("900 докеров", "400 докеров", "figures_differ"), 1.0);
        assert_eq!(signal("900 докеров", "докеры...", "figures_one_side"), 1.0);
    }

    #[test]
    fn nothing_is_like_nothing() {
        let empty = Surface::new("");
        assert!(empty.signals(&Surface::new("…")).iter().all(|x| (0.0..=1.0).contains(x)));
    }
}
