//! Classes of ordinary words that matter to names (`data/entity/<lang>.words`).

use super::fold;
use super::names::ByHash;
use crate::language::Language;
use crate::text::Lang;

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Class(u32);

macro_rules! classes {
    ($($name:ident $bit:literal $section:literal $doc:literal;)*) => {
        impl Class {
            $(#[doc = $doc] pub const $name: Class = Class(1 << $bit);)*
        }
        const SECTIONS: &[(&str, Class)] = &[$(($section, Class::$name),)*];
    };
}

classes! {
    ARTICLE 0 "article" "Makes what follows definite.";
    INDEFINITE 1 "indefinite" "Makes what follows any one of its kind.";
    OF 2 "of" "Binds a following name to what stands before.";
    AND 3 "and" "Joins two names.";
    PLACE 4 "place" "Before a place.";
    PREPOSITION 5 "preposition" "Before what is no subject.";
    HE 6 "he" "A pronoun for a man.";
    SHE 7 "she" "A pronoun for a woman.";
    IT 8 "it" "A pronoun for a thing.";
    THEY 9 "they" "A pronoun for several.";
    TWO 10 "two" "Says that a group has two members.";
    PEOPLE 11 "people" "A noun for a group of persons.";
    STATES 12 "states" "A noun for a group of states.";
    BODY 13 "body" "Head noun of a body's name.";
    PLACE_HEAD 14 "place-head" "Head noun of a place's name.";
    EVENT 15 "event" "Head noun of a name that is neither.";
    PARTICLE 16 "particle" "A small word within a person's name.";
    CALENDAR 17 "calendar" "Months, days and feasts.";
    SPEECH 18 "speech" "What a subject does; shows that the word before is one.";
    COMMON 19 "common" "Capitalised at times, but no name.";
    SUFFIX 20 "suffix" "Goes after a person's name.";
    GROUP 22 "group" "A noun for a group of two with no more than an article.";
    BETWEEN 21 "between" "May stand between a state and a role.";
    FIRM 23 "firm" "Last word of a company's, club's or list's name, unless a person bears it.";
    TRADE 24 "trade" "What a company or other body is, before or after its name.";
    WORKER 25 "worker" "What a person is, before or after the name.";
    ORGAN 26 "organ" "What only a state has.";
    GIVEN 27 "given" "A person's first name.";
    COURTESY 28 "courtesy" "A title of persons alone.";
    LOCAL 30 "local" "Last word of a name that opens with a place, which alone is the place.";
    SAINT 29 "saint" "Opens the name of a church, a school, a hospital.";
}

impl Class {
    /// Whether any class of `other` is in here.
    pub fn has(self, other: Class) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets as one.
    pub const fn or(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }
}

/// The words of a language with their classes, and each line that cannot be read.
pub(super) fn parse(lang: Lang) -> (ByHash<Class>, Vec<String>) {
    Language::of(lang).map(|l| read(&format!("{lang}.words"), l.entity_words, lang)).unwrap_or_default()
}

fn read(file: &str, source: &str, lang: Lang) -> (ByHash<Class>, Vec<String>) {
    let (mut out, mut faults) = (ByHash::<Class>::default(), Vec::new());
    let mut class = Class::default();
    for (n, line) in source.lines().enumerate() {
        let line = line.trim();
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        if let Some(head) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            match SECTIONS.iter().find(|(name, _)| *name == head) {
                Some((_, found)) => class = *found,
                None => faults.push(format!("{file}, line {}: unknown section [{head}]", n + 1)),
            }
            continue;
        }
        if class == Class::default() {
            faults.push(format!("{file}, line {}: no section yet", n + 1));
        }
        for word in line.split(',').map(str::trim).filter(|w| !w.is_empty()) {
            let entry = out.entry(fold::key(word, lang)).or_default();
            *entry = entry.or(class);
        }
    }
    (out, faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_named_by_line() {
        let (_, faults) = read("x", "the\n[article]\nthe\n[nothing]", Lang::En);
        assert_eq!(faults, ["x, line 1: no section yet", "x, line 4: unknown section [nothing]"]);
    }
}
