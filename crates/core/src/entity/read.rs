//! Names to entities: known terms with the titles, offices and states beside them.

use super::class::Class;
use super::names::{What, phrase};
use super::store::Store;
use super::survey::{self, Survey};
use super::words::Words;
use super::{Entity, EntityKind, Form, en, ru, zh};
use crate::text::{Lang, Span};
use crate::token::hash;
use std::collections::HashMap;

/// What a mention stands for, as far as its own words tell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meant {
    /// This entity.
    Entity(usize, Form),
    /// The holder of a role, of a state if one is named.
    Title(usize, Option<String>),
    /// A body by its head noun.
    Noun(u64),
    /// A body by its office.
    Office(usize),
    He,
    She,
    It,
    They,
    /// Two persons, or else two states.
    Group(bool),
}

/// A mention before references are resolved.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub span: Span,
    pub meant: Meant,
    pub sentence: usize,
    /// Governed by a preposition, and so no subject.
    pub governed: bool,
    /// Joined to the mention before by "and".
    pub joined: bool,
    /// Followed by what a subject does.
    pub acts: bool,
}

/// The state, body or demonym read last, which a role right after belongs to.
pub(super) struct Owner {
    pub start: usize,
    pub end: usize,
    pub state: Option<String>,
}

/// Reads a text's names from left to right.
pub(super) struct Reader<'w, 'a> {
    pub words: &'w Words<'a>,
    pub store: Store,
    pub drafts: Vec<Draft>,
    pub owner: Option<Owner>,
    /// Adjectives the text gives its own places, by key, with the place's key and words.
    pub demonyms: HashMap<u64, String>,
    /// What the whole text tells of its unknown names.
    pub survey: Survey,
}

impl<'w, 'a> Reader<'w, 'a> {
    pub fn new(words: &'w Words<'a>) -> Self {
        let mut reader = Reader {
            words,
            store: Store::default(),
            drafts: Vec::new(),
            owner: None,
            demonyms: HashMap::new(),
            survey: Survey::default(),
        };
        if words.lang == Lang::En {
            reader.demonyms();
            survey::survey(&mut reader);
        }
        reader
    }

    /// Pairs the text's unknown words: "Qeshani" is of "Qeshan".
    fn demonyms(&mut self) {
        let mut unknown: Vec<&str> = Vec::new();
        for (i, word) in self.words.list.iter().enumerate() {
            if self.words.capital(i, word.end) && !word.heading && self.words.term(i).is_none() {
                let lower = super::fold::bare(&word.token.lower);
                if lower.len() >= 4 && !word.class.has(Class::COMMON.or(Class::BODY)) {
                    unknown.push(lower);
                }
            }
        }
        unknown.sort_unstable();
        unknown.dedup();
        for (n, place) in unknown.iter().enumerate() {
            // Sorted, so that words with one beginning are neighbours.
            for people in unknown[n + 1..].iter().take(6) {
                if en::demonym(people, place) {
                    self.demonyms.entry(hash(people)).or_insert_with(|| (*place).to_string());
                    self.demonyms.entry(hash(place)).or_insert_with(|| (*place).to_string());
                }
            }
        }
    }

    /// The entities found and the drafts of their mentions, in order.
    pub fn read(mut self) -> (Store, Vec<Draft>) {
        let mut i = 0;
        while i < self.words.len() {
            let end = self.words.list[i].end;
            if !self.words.list[i].token.is_word() {
                i += 1;
            } else if let Some((what, len)) = self.words.term(i) {
                i = self.term(i, what, len).max(i + 1);
            } else if self.words.capital(i, end) && self.words.lang != Lang::Zh {
                i = self.run(i).max(i + 1);
            } else {
                i += self.plain(i).max(1);
            }
        }
        (self.store, self.drafts)
    }

    /// Adds a draft for the words `start..end`; `from` is where its group of words begins.
    pub fn push(&mut self, from: usize, start: usize, end: usize, meant: Meant) {
        let words = self.words;
        let mut first = from;
        while words.after(first, Class::ARTICLE.or(Class::BETWEEN)) {
            first -= 1;
        }
        let last = words.list[start].end;
        let span = words.named(start, end);
        if let Meant::Entity(entity, Form::Name | Form::Surname | Form::Acronym) = meant {
            self.store.name(entity, span.of(words.text));
        }
        self.drafts.push(Draft {
            span,
            meant,
            sentence: words.list[start].sentence,
            governed: words.after(first, Class::PREPOSITION.or(Class::PLACE).or(Class::OF)),
            joined: words.after(first, Class::AND),
            acts: words.class(end, last).has(Class::SPEECH),
        });
    }

    fn term(&mut self, i: usize, what: What, len: usize) -> usize {
        match what {
            What::Role(role) => self.role(i, len, role),
            What::Office(office) => self.office(i, len, office),
            What::Surname(number) => self.person(i, i, i + len, number, Form::Surname),
            What::Name(number) if self.words.names.known[number].kind == EntityKind::Person => {
                self.person(i, i, i + len, number, Form::Name)
            }
            What::Name(number) | What::Capital(number) | What::Demonym(number) => self.place(i, len, what, number),
        }
    }

    /// A known person; `from` is where the titles before begin.
    pub fn person(&mut self, from: usize, i: usize, end: usize, number: usize, form: Form) -> usize {
        let person = self.store.known(self.words.names, number);
        self.introduce(i, end, person);
        self.push(from, i, end, Meant::Entity(person, form));
        self.apposition(end, person);
        end
    }

    /// Lets the surname stand for the person from here on.
    pub fn introduce(&mut self, start: usize, end: usize, person: usize) {
        let words = self.words;
        let mut last = end;
        while last > start + 1
            && (words.list[last - 1].class.has(Class::SUFFIX) || !words.list[last - 1].token.is_word())
        {
            last -= 1;
        }
        let key = |i: usize| phrase(&[words.shapes[i].key]);
        let begin = survey::surname(words, start, last);
        let eastern = |state: &str| matches!(state, "state:CN" | "state:TW" | "state:KR" | "state:KP" | "state:VN");
        if last > start + 1 {
            if begin > start {
                self.store.surnames.insert(self.key(begin, last), person);
            }
            if begin + 1 == last {
                self.store.surnames.insert(key(last - 1), person);
            }
            // Where the family name comes first, it is that which stands alone later.
            if self.store.list[person].entity.state.as_deref().is_some_and(eastern) {
                self.store.surnames.insert(key(start), person);
            }
        }
    }

    /// A state or body, by name, capital or adjective.
    fn place(&mut self, i: usize, len: usize, what: What, number: usize) -> usize {
        let words = self.words;
        let (mut end, last) = (i + len, words.list[i].end);
        let known = &words.names.known[number];
        let state = known.state.clone();
        if let Some((What::Office(office), more)) = words.term(end).filter(|_| end < last) {
            return self.office_of(i, i, end + more, office, state);
        }
        if words.capital(end, last) && words.term(end).is_none() {
            let run = self.run_end(end);
            if let Some(next) = self.named_after(i, end, run, state.as_deref(), what) {
                return next;
            }
        }
        // The stop of "U.S." belongs to it.
        if words.lang == Lang::En && words.span(i, end).of(words.text).contains('.') {
            let stop =
                words.get(end, last).is_some_and(|w| w.token.is(".") && w.token.span.start == words.span(i, end).end);
            end += usize::from(stop && end + 1 < last);
        }
        let entity = self.store.known(words.names, number);
        let form = match what {
            What::Capital(_) if self.as_place(i) => Form::Place,
            What::Capital(_) => Form::Capital,
            What::Demonym(_) => Form::Demonym,
            _ => Form::Name,
        };
        self.push(i, i, end, Meant::Entity(entity, form));
        self.owner = Some(Owner { start: i, end, state });
        end
    }

    /// Whether a capital is meant as a place: "in Moscow", "to Beijing and Moscow".
    fn as_place(&self, i: usize) -> bool {
        let words = self.words;
        if words.after(i, Class::PLACE) {
            return true;
        }
        words.after(i, Class::AND)
            && self.drafts.last().is_some_and(|d| {
                matches!(d.meant, Meant::Entity(_, Form::Place))
                    && i > 1
                    && d.span.end <= words.shapes[i - 1].span.start
                    && words.shapes[i - 1].span.start - d.span.end < 3
            })
    }

    /// An office with its state: "Russian Foreign Ministry", "МИД России".
    pub fn office_of(&mut self, from: usize, start: usize, end: usize, office: usize, state: Option<String>) -> usize {
        let words = self.words;
        let (key, shown) = &words.names.offices[office];
        let code = state.as_deref().and_then(|s| s.strip_prefix("state:")).unwrap_or("");
        let written = words.named(start, end).of(words.text).to_string();
        let head = shown.rsplit(' ').find(|w| !w.is_empty()).map(hash);
        let entity = self.store.add(
            Entity {
                name: if code.is_empty() { shown.clone() } else { written },
                kind: EntityKind::Body,
                key: if code.is_empty() { format!("body:{key}") } else { format!("body:{key}:{code}") },
                state: state.clone(),
                names: Vec::new(),
            },
            head,
        );
        self.push(from, start, end, Meant::Entity(entity, Form::Name));
        self.owner = Some(Owner { start, end, state });
        end
    }

    fn office(&mut self, i: usize, len: usize, office: usize) -> usize {
        let words = self.words;
        let (end, last) = (i + len, words.list[i].end);
        if let Some((k, state, more)) = self.owner_after(end, last) {
            return self.office_of(i, i, k + more, office, Some(state));
        }
        let definite = words.after(i, Class::ARTICLE) || words.shapes[i].capital || words.lang == Lang::Zh;
        if definite {
            self.push(i, i, end, Meant::Office(office));
            self.owner = Some(Owner { start: i, end, state: self.office_state(office) });
        }
        end
    }

    /// The state of the one office of this kind so far.
    fn office_state(&self, office: usize) -> Option<String> {
        let start = format!("body:{}:", self.words.names.offices[office].0);
        let mut found = self.store.list.iter().filter(|p| p.entity.key.starts_with(&start));
        found.next().filter(|_| found.next().is_none()).and_then(|p| p.entity.state.clone())
    }

    /// The state that "of" or a genitive names from `at` on: its place, key and length.
    pub fn owner_after(&self, at: usize, last: usize) -> Option<(usize, String, usize)> {
        let words = self.words;
        let mut k = at;
        while k < at + 3 && words.class(k, last).has(Class::OF.or(Class::ARTICLE)) {
            k += 1;
        }
        let bound = words.lang != Lang::En || words.class(at, last).has(Class::OF);
        if k >= last || !bound || (k == at && words.lang != Lang::Ru) {
            return None;
        }
        if let Some((What::Name(n) | What::Capital(n) | What::Demonym(n), len)) = words.term(k) {
            let known = &words.names.known[n];
            return known.state.clone().filter(|_| known.kind != EntityKind::Person).map(|s| (k, s, len));
        }
        let state = self.learned_state(k)?;
        words.capital(k, last).then_some((k, state, 1))
    }

    /// Key of the state that the text's own words make of the one at `i`.
    pub fn learned_state(&self, i: usize) -> Option<String> {
        let place = self.demonyms.get(&self.words.shapes.get(i)?.key)?;
        Some(format!("state:{place}"))
    }

    fn role(&mut self, i: usize, len: usize, first: usize) -> usize {
        let words = self.words;
        let (mut end, last) = (i + len, words.list[i].end);
        let (mut roles, mut state, mut from) = (vec![first], None, i);
        if let Some(owner) = &self.owner {
            let between = |k: usize| words.list[k].class.has(Class::BETWEEN) || words.list[k].token.is("-");
            if owner.end <= i
                && i - owner.end <= 4
                && words.list[owner.start].end == last
                && (owner.end..i).all(between)
            {
                (state, from) = (owner.state.clone(), owner.start);
            }
        }
        while let Some((What::Role(more), n)) = words.term(end + 1).filter(|_| end + 1 < last)
            && (words.class(end, last).has(Class::AND) || words.list[end].token.is(","))
            && self.names_at(end + 1 + n, last)
        {
            roles.push(more);
            end += 1 + n;
        }
        while let Some((What::Role(more), n)) = words.term(end).filter(|_| end < last) {
            roles.push(more);
            end += n;
        }
        let title = (from, i, end);
        let owned = self.owner_after(end, last);
        if let Some((k, owner, n)) = &owned {
            state = Some(owner.clone());
            if self.names_at(k + n, last) {
                // "President of Russia Vladimir Putin": the state is a mention of its own.
                self.main_at(*k, *n);
                end = k + n;
            }
        }
        if self.names_at(end, last) {
            let next = self.titled(from, end, &roles, state.as_deref());
            if next > end {
                return next;
            }
        }
        self.title(title, first, state, owned.is_some());
        title.2
    }

    fn main_at(&mut self, k: usize, n: usize) {
        match self.words.term(k) {
            Some((what, len)) if len == n => {
                self.term(k, what, len);
            }
            _ => {
                self.run(k);
            }
        }
    }

    /// Whether a person's name may begin at `i`.
    fn names_at(&self, i: usize, last: usize) -> bool {
        let words = self.words;
        match words.term(i).filter(|_| i < last) {
            Some((What::Surname(_), _)) => true,
            Some((What::Name(n), _)) => words.names.known[n].kind == EntityKind::Person,
            Some(_) => false,
            None => words.lang != Lang::Zh && words.capital(i, last) && !words.list[i].class.has(Class::COMMON),
        }
    }

    /// A role without a name.
    fn title(&mut self, (from, start, end): (usize, usize, usize), role: usize, state: Option<String>, owned: bool) {
        let words = self.words;
        let mut first = from;
        while words.after(first, Class::BETWEEN) {
            first -= 1;
        }
        if words.after(first, Class::INDEFINITE) {
            return;
        }
        let article = words.after(first, Class::ARTICLE);
        let possessive = from < start && words.list[start - 1].possessive;
        let definite = match words.lang {
            Lang::En => article || possessive,
            Lang::Ru => owned || from < start || ru::definite(words, start, end),
            Lang::Zh => true,
            Lang::Und => false,
        };
        if !definite {
            return;
        }
        let begin = if article { first - 1 } else { from };
        self.push(begin, begin, end, Meant::Title(role, state));
    }

    /// Learns from "Sela Haruk, spokeswoman of the Qeshani Commission" what the words after a name say.
    pub fn apposition(&mut self, at: usize, person: usize) {
        let words = self.words;
        let Some(comma) = words.list.get(at).filter(|w| w.token.is(",")) else { return };
        let last = comma.end;
        let (mut k, mut state) = (at + 1, None);
        while k < last && k < at + 9 {
            if !words.list[k].token.is_word() {
                return;
            }
            match words.term(k) {
                Some((What::Role(role), len)) => {
                    let owner = self.owner_after(k + len, last).map(|o| o.1);
                    let state = if words.lang == Lang::En { state.or(owner) } else { owner.or(state) };
                    self.store.learn(words.names, person, &[role], state.as_deref());
                    return;
                }
                Some((What::Name(n) | What::Capital(n) | What::Demonym(n), len)) => {
                    if words.names.known[n].kind == EntityKind::Person {
                        return;
                    }
                    state = words.names.known[n].state.clone().or(state);
                    k += len;
                }
                Some((_, len)) => k += len,
                None if words.list[k].class.has(Class::SPEECH) => return,
                None => {
                    state = self.learned_state(k).or(state);
                    k += 1;
                }
            }
        }
    }

    /// Words that are no names: pronouns, groups and definite nouns. Gives how many it took.
    pub fn plain(&mut self, i: usize) -> usize {
        let words = self.words;
        let (class, last) = (words.list[i].class, words.list[i].end);
        if words.lang == Lang::Zh {
            if let Some((people, len)) = zh::group(words, i) {
                self.push(i, i, i + len, Meant::Group(people));
                return len;
            }
            if class.has(Class::HE.or(Class::SHE)) && zh::no_pronoun(words, i) {
                return 1;
            }
        }
        let pronoun =
            [(Class::HE, Meant::He), (Class::SHE, Meant::She), (Class::IT, Meant::It), (Class::THEY, Meant::They)];
        if let Some((_, meant)) = pronoun.iter().find(|(c, _)| class.has(*c)) {
            self.push(i, i, i + 1, meant.clone());
        } else if class.has(Class::TWO) {
            for k in i + 1..i + 3 {
                let noun = words.class(k, last);
                if noun.has(Class::PEOPLE.or(Class::STATES)) && k < last {
                    let begin = if words.after(i, Class::ARTICLE) { i - 1 } else { i };
                    self.push(begin, begin, k + 1, Meant::Group(noun.has(Class::PEOPLE)));
                    return k + 1 - i;
                }
            }
        } else if class.has(Class::GROUP) && words.after(i, Class::ARTICLE) {
            self.push(i - 1, i - 1, i + 1, Meant::Group(class.has(Class::PEOPLE)));
        } else if class.has(Class::BODY) && words.after(i, Class::ARTICLE) && words.lang == Lang::En {
            self.push(i - 1, i - 1, i + 1, Meant::Noun(words.shapes[i].key));
        }
        1
    }
}
