//! Word lists of a language: one readable file (`data/<lang>.lex`), one matcher.
//!
//! In Chinese every character is a token, so that a term of several characters is one of several words.
//!
//! A file is made of sections `[name exact]` or `[name stem]`; how the words of a section are compared
//! stands in its head. Within a section each line is a *group* of *sides* parted by `|`; a side may carry
//! a level (`2: may, might`) and holds terms parted by commas; a term of several words matches them in a
//! row. A term may end in `+` or `-` for approving and disapproving words. `#` begins a comment.

use crate::language::Language;
use crate::text::Lang;
use crate::token::{Token, Tokenizer, hash};
use std::collections::HashMap;
use std::sync::OnceLock;

/// The lists an engine knows. A new list is a new name here and a section in each language's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum List {
    /// Words that carry no content of their own.
    Stop,
    /// Negation words.
    Negation,
    /// Verbs and nouns that deny or undo what they govern.
    NegativeVerb,
    /// Words of one group, one side against the other.
    Antonym,
    /// Level of commitment, 1 (open) to 4 (done or decided).
    Modality,
    /// Verbs and phrases that attribute.
    Report,
    /// Names of one thing in different colours; the sign tells approval.
    Framing,
    /// Loaded words wherever they stand.
    Loaded,
    /// Finite verb forms that end like nothing else would tell.
    Verb,
    /// Words that open a clause.
    Opener,
    /// Abbreviations whose full stop ends no sentence.
    Abbreviation,
    /// Words that mark a number as approximate or bounded.
    Bound,
    /// Cardinal number words.
    Cardinal,
    /// Ordinal number words.
    Ordinal,
    /// Units with their dimension and size.
    Unit,
    /// Month names, in order.
    Month,
    /// Week days, Monday first.
    Weekday,
    /// Relative days, the level is the distance in days (plus 100).
    RelativeDay,
    /// Words for persons and bodies that act.
    Actor,
    /// Courtesies, which are no claim about the event.
    Courtesy,
    /// Phrases that say who started something.
    Initiator,
    /// Words that open a phrase with a claim of its own: level 1 after a comma, level 2 anywhere.
    Phrase,
    /// Cues by what their source does with the content; the level is that of [`crate::attribution::stance()`].
    Stance,
    /// Documents and roles that speak for whoever they belong to: "the readout", "a spokeswoman".
    Voice,
    /// Persons and bodies that judge from outside: "professor", "think tank".
    Expert,
    /// Words of a page's furniture: sharing, subscribing, bylines.
    Furniture,
    /// What a reporter says of the accounts: level 1 that something is left out, 2 that they differ, 3 that they agree.
    Remark,
    /// What sets a sentence in the past of the event, or before it.
    Background,
    /// Words that tell what sort of party somebody speaks for; the level is the sort.
    Office,
}

impl List {
    const ALL: [(List, &'static str); 29] = [
        (List::Stop, "stop"),
        (List::Negation, "negation"),
        (List::NegativeVerb, "negative-verb"),
        (List::Antonym, "antonym"),
        (List::Modality, "modality"),
        (List::Report, "report"),
        (List::Framing, "framing"),
        (List::Loaded, "loaded"),
        (List::Verb, "verb"),
        (List::Opener, "opener"),
        (List::Abbreviation, "abbreviation"),
        (List::Bound, "bound"),
        (List::Cardinal, "cardinal"),
        (List::Ordinal, "ordinal"),
        (List::Unit, "unit"),
        (List::Month, "month"),
        (List::Weekday, "weekday"),
        (List::RelativeDay, "relative-day"),
        (List::Actor, "actor"),
        (List::Courtesy, "courtesy"),
        (List::Initiator, "initiator"),
        (List::Phrase, "phrase"),
        (List::Stance, "stance"),
        (List::Voice, "voice"),
        (List::Expert, "expert"),
        (List::Furniture, "furniture"),
        (List::Remark, "remark"),
        (List::Background, "background"),
        (List::Office, "office"),
    ];
}

/// What a list says of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The list.
    pub list: List,
    /// Number of its line within the list.
    pub group: u16,
    /// Number of its side within the line.
    pub side: u8,
    /// Level of the side; 0 where none is given.
    pub level: i32,
    /// +1 approving, -1 disapproving, 0 neither.
    pub sign: i8,
}

/// A term found in a run of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What the list says.
    pub entry: Entry,
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
}

#[derive(Debug)]
struct Term {
    words: Vec<u64>,
    entry: Entry,
}

/// All lists of one language.
#[derive(Debug, Default)]
pub struct Lexicon {
    exact: HashMap<u64, Vec<Term>>,
    stem: HashMap<u64, Vec<Term>>,
}

impl Lexicon {
    /// The lexicon of a language; empty where Diptych has none.
    pub fn of(lang: Lang) -> &'static Lexicon {
        static NONE: OnceLock<Lexicon> = OnceLock::new();
        match Language::of(lang) {
            Some(language) => language.read.lexicon.get_or_init(|| Lexicon::parse(lang, language.lists).0),
            None => NONE.get_or_init(Lexicon::default),
        }
    }

    /// Reads a file of lists; the second part names each line that can't be read.
    fn parse(lang: Lang, source: &str) -> (Lexicon, Vec<String>) {
        let tokenizer = Tokenizer::new(lang);
        let (mut lexicon, mut errors) = (Lexicon::default(), Vec::new());
        let mut section: Option<(List, bool)> = None;
        let mut group = 0u16;
        for (n, line) in source.lines().enumerate() {
            let line = line.split('#').next().unwrap_or("").trim();
            if line.is_empty() {
                continue;
            }
            if let Some(head) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                let (name, mode) = head.split_once(' ').unwrap_or((head, ""));
                section = List::ALL.iter().find(|(_, s)| *s == name).map(|(list, _)| (*list, mode == "stem"));
                if section.is_none() || !matches!(mode, "stem" | "exact") {
                    errors.push(format!("line {}: unknown section or mode in [{head}]", n + 1));
                }
                group = 0;
                continue;
            }
            let Some((list, by_stem)) = section else {
                errors.push(format!("line {}: no section yet", n + 1));
                continue;
            };
            for (side, part) in line.split('|').enumerate() {
                let (level, terms) = match part.split_once(':') {
                    Some((level, terms)) => match level.trim().parse() {
                        Ok(level) => (level, terms),
                        Err(_) => {
                            errors.push(format!("line {}: {level:?} is no level", n + 1));
                            continue;
                        }
                    },
                    None => (0, part),
                };
                for term in terms.split(',').map(str::trim).filter(|t| !t.is_empty()) {
                    let (term, sign) = match (term.strip_suffix('+'), term.strip_suffix('-')) {
                        (Some(t), _) => (t, 1),
                        (_, Some(t)) => (t, -1),
                        _ => (term, 0),
                    };
                    let words: Vec<u64> = tokenizer
                        .tokens(term, crate::text::Span::new(0, term.len()))
                        .iter()
                        .map(|t| if by_stem && t.is_word() { t.stem } else { hash(&t.lower) })
                        .collect();
                    let Some(first) = words.first().copied() else {
                        errors.push(format!("line {}: empty term", n + 1));
                        continue;
                    };
                    let entry = Entry { list, group, side: side.min(255) as u8, level, sign };
                    let map = if by_stem { &mut lexicon.stem } else { &mut lexicon.exact };
                    map.entry(first).or_default().push(Term { words, entry });
                }
            }
            group += 1;
        }
        (lexicon, errors)
    }

    /// Every term that stands in `tokens`; within a list and a place the longest wins, and terms of one
    /// list do not overlap.
    pub fn hits(&self, tokens: &[Token]) -> Vec<Hit> {
        let mut out: Vec<Hit> = Vec::new();
        let lower: Vec<u64> = tokens.iter().map(|t| hash(&t.lower)).collect();
        let stems: Vec<u64> = tokens.iter().map(|t| if t.is_word() { t.stem } else { hash(&t.lower) }).collect();
        for at in 0..tokens.len() {
            for (map, forms) in [(&self.exact, &lower), (&self.stem, &stems)] {
                for term in map.get(&forms[at]).map(Vec::as_slice).unwrap_or_default() {
                    let end = at + term.words.len();
                    if end <= tokens.len() && forms[at..end] == term.words[..] {
                        add(&mut out, Hit { entry: term.entry, start: at, end });
                    }
                }
            }
        }
        // A term of a negative level stands in a list only to keep shorter terms from being found in it.
        out.retain(|h| h.entry.level >= 0);
        out
    }
}

/// Adds a hit unless a hit of the same list and group-line covers it; replaces a shorter one it covers.
fn add(out: &mut Vec<Hit>, hit: Hit) {
    for old in out.iter_mut().rev() {
        if old.entry.list == hit.entry.list && old.start < hit.end && hit.start < old.end {
            if old.start == hit.start && hit.end - hit.start > old.end - old.start {
                *old = hit;
                return;
            }
            // Antonyms and framing words may stand in several groups at once.
            let many = matches!(hit.entry.list, List::Antonym | List::Framing | List::Unit);
            if !(many && old.start == hit.start && old.end == hit.end) {
                return;
            }
        }
        if old.end + 8 < hit.start {
            break;
        }
    }
    out.push(hit);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::LANGUAGES;
    use crate::text::Span;

    #[test]
    fn the_shipped_lists_read_without_a_fault() {
        for language in LANGUAGES {
            let (_, errors) = Lexicon::parse(language.lang, language.lists);
            assert_eq!(errors, Vec::<String>::new(), "{}", language.name);
            for (_, name) in List::ALL {
                assert!(language.lists.contains(&format!("\n[{name} ")), "{}: no [{name}]", language.name);
            }
        }
    }

    #[test]
    fn a_fault_is_named_by_line() {
        let (_, errors) = Lexicon::parse(Lang::En, "may\n[modality stem]\nx: may\n[nonsense exact]");
        assert_eq!(errors.len(), 3);
        assert!(errors[1].starts_with("line 3"), "{errors:?}");
    }

    #[test]
    fn the_longest_term_wins() {
        let lexicon = Lexicon::of(Lang::En);
        let text = "They failed to agree and ruled out talks.";
        let tokens = Tokenizer::new(Lang::En).tokens(text, Span::new(0, text.len()));
        let found: Vec<(usize, usize)> = lexicon
            .hits(&tokens)
            .iter()
            .filter(|h| h.entry.list == List::NegativeVerb)
            .map(|h| (h.start, h.end))
            .collect();
        assert_eq!(found, [(1, 3), (5, 7)]);
    }

    #[test]
    fn a_chinese_term_is_a_row_of_characters() {
        let (lexicon, errors) = Lexicon::parse(Lang::Zh, "[actor exact]\n外交, 外交部, 交部长, 部长");
        assert_eq!(errors, Vec::<String>::new());
        let text = "中国外交部长说";
        let tokens = Tokenizer::new(Lang::Zh).tokens(text, Span::new(0, text.len()));
        let found: Vec<(usize, usize)> = lexicon.hits(&tokens).iter().map(|h| (h.start, h.end)).collect();
        assert_eq!(found, [(2, 5)]);
    }
}
