//! The lists of known names (`data/entity/`), compiled once for each language.

use super::class::Class;
use super::{EntityKind, fold};
use crate::language::Language;
use crate::text::{Lang, Span};
use crate::token::{Tokenizer, hash};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

const STATES: &str = include_str!("../../data/entity/states.txt");
const PERSONS: &str = include_str!("../../data/entity/persons.txt");
const OFFICES: &str = include_str!("../../data/entity/offices.txt");
const BODIES: &str = include_str!("../../data/entity/bodies.txt");

/// Passes a number on as it is: the keys are hashes already.
#[derive(Default)]
pub(super) struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.0 = (self.0 ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}

/// A map from hashes.
pub(super) type ByHash<T> = HashMap<u64, T, BuildHasherDefault<Same>>;

/// What a known term names; numbers are places in the lists of [`Names`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// An entity by its name.
    Name(usize),
    /// A person by surname alone.
    Surname(usize),
    /// An entity by the place that stands for it.
    Capital(usize),
    /// A state by its adjective or people.
    Demonym(usize),
    /// A role that persons hold.
    Role(usize),
    /// An office that every state has.
    Office(usize),
}

/// A known entity.
#[derive(Debug)]
pub(super) struct Known {
    pub key: String,
    pub name: String,
    pub kind: EntityKind,
    /// Key of the state it belongs to.
    pub state: Option<String>,
    /// Sex of a person.
    pub sex: Sex,
    /// Roles of a person.
    pub roles: Vec<usize>,
    /// Head noun that stands for a body, hashed.
    pub head: Option<u64>,
}

/// What is known of a person's sex.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Sex {
    Male,
    Female,
    #[default]
    Unknown,
}

/// A role: its key and how high it stands.
#[derive(Debug)]
pub(super) struct Role {
    pub key: String,
    /// Whether its holder speaks for the state: a "leader".
    pub top: bool,
    pub sex: Sex,
}

#[derive(Debug)]
struct Term {
    words: Vec<u64>,
    what: What,
    /// Must begin with a capital.
    capital: bool,
    /// Must stand in capitals throughout.
    upper: bool,
    /// Must stand exactly so, and not at the start of a sentence.
    exact: Option<String>,
}

/// One word as matching needs it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    pub key: u64,
    pub capital: bool,
    pub upper: bool,
    /// First of its sentence or quotation.
    pub first: bool,
    pub span: Span,
}

/// The known names of one language.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(super) known: Vec<Known>,
    pub(super) roles: Vec<Role>,
    pub offices: Vec<(String, String)>,
    /// Persons by a surname that needs a title before it.
    pub(super) surnames: ByHash<Vec<usize>>,
    pub(super) classes: ByHash<Class>,
    terms: ByHash<Vec<Term>>,
    by_key: HashMap<String, usize>,
}

impl Names {
    /// The lists of a language; empty where Diptych has none.
    pub fn of(lang: Lang) -> &'static Names {
        static NONE: OnceLock<Names> = OnceLock::new();
        match Language::of(lang) {
            Some(language) => language.read.names.get_or_init(|| Names::shipped(lang).0),
            None => NONE.get_or_init(Names::default),
        }
    }

    /// Reads the shipped files; the second part names each line that cannot be read.
    fn shipped(lang: Lang) -> (Names, Vec<String>) {
        let mut names = Names::default();
        let mut faults = Vec::new();
        let (classes, bad) = super::class::parse(lang);
        names.classes = classes;
        faults.extend(bad);
        let mut reader = Reader { lang, tokenizer: Tokenizer::new(lang), names: &mut names, faults: &mut faults };
        reader.offices("offices.txt", OFFICES);
        reader.states("states.txt", STATES);
        reader.persons("persons.txt", PERSONS);
        reader.bodies("bodies.txt", BODIES);
        for list in names.terms.values_mut() {
            list.sort_by_key(|t| std::cmp::Reverse(t.words.len()));
        }
        (names, faults)
    }

    /// The place of the known entity with this key.
    pub fn number(&self, key: &str) -> Option<usize> {
        self.by_key.get(key).copied()
    }

    /// The longest term at the start of `words`, with its length; `text` is the whole text.
    pub(super) fn at(&self, text: &str, words: &[Shape]) -> Option<(What, usize)> {
        let first = words.first()?;
        let fits = |t: &&Term| {
            t.words.len() <= words.len()
                && t.words.iter().zip(words).all(|(w, s)| *w == s.key)
                && (!t.capital || first.capital)
                && (!t.upper || words[..t.words.len()].iter().all(|s| s.upper))
                && t.exact.as_ref().is_none_or(|e| {
                    let span = first.span.join(words[t.words.len() - 1].span);
                    !first.first && span.of(text).trim_end_matches("'s").trim_end_matches("’s") == e
                })
        };
        self.terms.get(&first.key)?.iter().find(fits).map(|t| (t.what, t.words.len()))
    }
}

/// Reads the files' lines into [`Names`].
struct Reader<'a> {
    lang: Lang,
    tokenizer: Tokenizer,
    names: &'a mut Names,
    faults: &'a mut Vec<String>,
}

impl Reader<'_> {
    /// Columns of each line that is neither empty nor a comment, with its place for faults.
    fn rows<'s>(&mut self, file: &str, source: &'s str, columns: usize) -> Vec<(String, Vec<&'s str>)> {
        let mut out = Vec::new();
        for (n, line) in source.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let place = format!("{file}, line {}", n + 1);
            if cells.len() != columns {
                self.faults.push(format!("{place}: {} columns, not {columns}", cells.len()));
            } else if !cells[0].chars().all(|c| c.is_ascii_alphanumeric() || c == '-') || cells[0].is_empty() {
                self.faults.push(format!("{place}: {:?} is no key", cells[0]));
            } else {
                out.push((place, cells));
            }
        }
        out
    }

    /// Which of three columns is this language's, counted from 0.
    fn column(&self) -> usize {
        Language::of(self.lang).map_or(0, |l| l.entity_column)
    }

    fn words(&self, term: &str) -> Vec<(u64, String)> {
        self.tokenizer
            .tokens(term, Span::new(0, term.len()))
            .iter()
            .map(|t| (fold::key(&t.lower, self.lang), t.span.of(term).to_string()))
            .collect()
    }

    fn term(&mut self, place: &str, written: &str, what: What) {
        let exact = written.strip_prefix('=');
        let term = exact.unwrap_or(written);
        let mut words = self.words(term);
        // The last stop of "U.S." is a mark of its own, and may be the sentence's too.
        if words.len() > 1 && words.last().is_some_and(|w| w.1 == ".") {
            words.pop();
        }
        let Some(first) = words.first() else {
            self.faults.push(format!("{place}: empty term"));
            return;
        };
        let letters = || term.chars().filter(|c| c.is_alphabetic());
        let entry = Term {
            capital: first.1.chars().next().is_some_and(char::is_uppercase),
            upper: letters().count() > 1 && letters().all(char::is_uppercase),
            exact: exact.map(str::to_string),
            words: words.iter().map(|w| w.0).collect(),
            what,
        };
        let key = first.0;
        self.names.terms.entry(key).or_default().push(entry);
    }

    fn terms(&mut self, place: &str, cell: &str, what: What) {
        for term in list(cell) {
            self.term(place, term, what);
        }
    }

    /// Adds an entity; a name in none of the language's columns leaves it out of the lists.
    fn add(&mut self, place: &str, known: Known) -> usize {
        let number = self.names.known.len();
        if self.names.by_key.insert(known.key.clone(), number).is_some() {
            self.faults.push(format!("{place}: {} is there already", known.key));
        }
        self.names.known.push(known);
        number
    }

    fn state_key(&mut self, place: &str, code: &str) -> Option<String> {
        let key = format!("state:{code}");
        if !code.is_empty() && !self.names.by_key.contains_key(&key) {
            self.faults.push(format!("{place}: {code} is no state's code"));
        }
        (!code.is_empty()).then_some(key)
    }

    fn sex(&mut self, place: &str, cell: &str) -> Sex {
        match cell {
            "m" => Sex::Male,
            "f" => Sex::Female,
            "?" => Sex::Unknown,
            _ => {
                self.faults.push(format!("{place}: {cell:?} is none of m, f, ?"));
                Sex::Unknown
            }
        }
    }

    fn offices(&mut self, file: &str, source: &str) {
        let (roles, offices) = source.split_once("[offices]").unwrap_or((source, ""));
        let skipped = roles.lines().count();
        for (place, cells) in self.rows(file, &roles.replace("[roles]", ""), 6) {
            let sex = self.sex(&place, cells[2]);
            if !matches!(cells[1], "top" | "high" | "other") {
                self.faults.push(format!("{place}: {:?} is no level", cells[1]));
            }
            let number = self.names.roles.len();
            self.names.roles.push(Role { key: cells[0].to_string(), top: cells[1] == "top", sex });
            self.terms(&place, cells[3 + self.column()], What::Role(number));
        }
        for (place, cells) in self.rows(file, &format!("{}{offices}", "\n".repeat(skipped)), 4) {
            let number = self.names.offices.len();
            let shown = list(cells[1 + self.column()]).next().unwrap_or(cells[0]);
            self.names.offices.push((cells[0].to_string(), shown.to_string()));
            self.terms(&place, cells[1 + self.column()], What::Office(number));
        }
    }

    fn states(&mut self, file: &str, source: &str) {
        for (place, cells) in self.rows(file, source, 9) {
            let at = 1 + 3 * self.column();
            let key = format!("state:{}", cells[0]);
            let name = list(cells[at]).next().unwrap_or(cells[1]).trim_start_matches('=').to_string();
            let number = self.add(
                &place,
                Known {
                    state: Some(key.clone()),
                    key,
                    name,
                    kind: EntityKind::State,
                    sex: Sex::Unknown,
                    roles: Vec::new(),
                    head: None,
                },
            );
            self.terms(&place, cells[at], What::Name(number));
            self.terms(&place, cells[at + 1], What::Capital(number));
            // Chinese has no adjectives of its own: the eighth column is its capitals.
            if self.lang == Lang::Zh {
                continue;
            }
            for term in list(cells[at + 2]) {
                self.term(&place, term, What::Demonym(number));
                if self.lang == Lang::En && !term.ends_with(['s', 'h']) && !term.ends_with("ese") {
                    self.term(&place, &format!("{term}s"), What::Demonym(number));
                }
            }
        }
    }

    fn persons(&mut self, file: &str, source: &str) {
        for (place, cells) in self.rows(file, source, 7) {
            let state = self.state_key(&place, cells[1]);
            let sex = self.sex(&place, cells[2]);
            let mut roles = Vec::new();
            for role in list(cells[3]) {
                match self.names.roles.iter().position(|r| r.key == role) {
                    Some(n) => roles.push(n),
                    None => self.faults.push(format!("{place}: {role:?} is no role of offices.txt")),
                }
            }
            let cell = cells[4 + self.column()];
            let name = list(cell).next().unwrap_or(cells[4]).replace(['*', '!'], "");
            let key = format!("person:{}", cells[0]);
            let number = self.add(&place, Known { key, name, kind: EntityKind::Person, state, sex, roles, head: None });
            for written in list(cell) {
                let mark = written.find(['*', '!']);
                let full = written.replace(['*', '!'], "");
                self.term(&place, &full, What::Name(number));
                if self.lang == Lang::Zh {
                    continue;
                }
                self.surname(&place, number, mark.map(|at| &written[at..]), &full);
            }
        }
    }

    /// Enters a person's surname: the words from the mark on where they end the name, one word otherwise.
    fn surname(&mut self, place: &str, number: usize, marked: Option<&str>, full: &str) {
        let last = full.rsplit(' ').next().unwrap_or(full);
        let (rest, strong) = match marked {
            Some(m) => (&m[1..], m.starts_with('!')),
            None => (last, false),
        };
        let surname = if marked.is_some_and(|m| full.len() > m.len()) {
            rest.split(" Jr").next().unwrap_or(rest)
        } else {
            rest.split(' ').next().unwrap_or(rest)
        };
        if strong {
            self.term(place, surname, What::Surname(number));
        }
        let key = phrase(&self.words(surname).iter().map(|w| w.0).collect::<Vec<_>>());
        let list = self.names.surnames.entry(key).or_default();
        if !list.contains(&number) {
            list.push(number);
        }
    }

    fn bodies(&mut self, file: &str, source: &str) {
        for (place, cells) in self.rows(file, source, 6) {
            let state = self.state_key(&place, cells[1]);
            let cell = cells[3 + self.column()];
            let name = list(cell).next().unwrap_or(cells[3]).to_string();
            let head = (!cells[2].is_empty()).then(|| hash(cells[2]));
            let key = format!("body:{}", cells[0]);
            let kind = EntityKind::Body;
            let number = self.add(&place, Known { key, name, kind, state, sex: Sex::Unknown, roles: Vec::new(), head });
            for term in list(cell) {
                match term.strip_prefix('@') {
                    Some(place_name) => self.term(&place, place_name, What::Capital(number)),
                    None => self.term(&place, term, What::Name(number)),
                }
            }
        }
    }
}

/// One number for a row of keys.
pub(super) fn phrase(keys: &[u64]) -> u64 {
    keys.iter().fold(0xcbf2_9ce4_8422_2325, |h, k| (h ^ k).wrapping_mul(0x0100_0000_01b3))
}

fn list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(',').map(str::trim).filter(|t| !t.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::LANGUAGES;

    #[test]
    fn the_shipped_lists_read_without_a_fault() {
        for lang in LANGUAGES.map(|l| l.lang) {
            let (names, faults) = Names::shipped(lang);
            assert_eq!(faults, Vec::<String>::new());
            assert!(names.known.iter().filter(|k| k.kind == EntityKind::State).count() >= 195);
            let xi = names.number("person:xi-jinping").unwrap();
            assert_eq!(names.known[xi].state.as_deref(), Some("state:CN"));
        }
    }

    #[test]
    fn a_fault_is_named_by_file_and_line() {
        let (mut names, mut faults) = (Names::default(), Vec::new());
        let tokenizer = Tokenizer::new(Lang::En);
        let mut reader = Reader { lang: Lang::En, tokenizer, names: &mut names, faults: &mut faults };
        reader.offices("o", "[roles]\nking | best | m | king | |\n[offices]\nnavy | navy\n");
        reader.states("s", "# head\nQQ | Q\n");
        reader.persons("p", "a | QQ | x | tsar | A B | |\n");
        assert_eq!(
            faults,
            [
                "o, line 2: \"best\" is no level",
                "o, line 4: 2 columns, not 4",
                "s, line 2: 2 columns, not 9",
                "p, line 1: QQ is no state's code",
                "p, line 1: \"x\" is none of m, f, ?",
                "p, line 1: \"tsar\" is no role of offices.txt",
            ]
        );
    }
}
