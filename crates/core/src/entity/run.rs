//! Unknown names: runs of capitalised words, told apart by the words in and around them.

use super::class::Class;
use super::names::{Sex, What, phrase};
use super::read::{Meant, Owner, Reader};
use super::survey::{self, Verdict};
use super::{Entity, EntityKind, Form, en, fold};
use crate::text::Lang;

/// Words in a person's name at the most.
const LONGEST_NAME: usize = 5;

impl Reader<'_, '_> {
    /// One past the last word of the run of capitals that begins at `i`.
    pub fn run_end(&self, i: usize) -> usize {
        let words = self.words;
        let last = words.list[i].end;
        let (mut e, mut bound) = (i + 1, false);
        while e < last {
            let word = &words.list[e];
            let prior = &words.list[e - 1];
            let close = prior.token.span.end == word.token.span.start;
            let next = words.capital(e + 1, last);
            if words.capital(e, last) {
                // "Hexham General" is a hospital, "General Brask" a person.
                let general = word.class.has(Class::FIRM) && e == i + 1 && !next && !words.capital(e + 2, last);
                if !general
                    && words
                        .term(e)
                        .is_some_and(|(what, _)| !(bound && matches!(what, What::Name(_) | What::Demonym(_))))
                {
                    break;
                }
                if self.named_next(i, e, last) {
                    break;
                }
                e += 1;
            } else if close && word.token.is("-") && self.hyphened(e, last) {
                e += 2;
            } else if word.token.is(".") && prior.token.span.len() == 1 && next
                || word.token.is("'") && close && next
                || word.class.has(Class::PARTICLE) && (next || words.class(e + 1, last).has(Class::PARTICLE)) && !bound
            {
                e += 1;
            } else if word.class.has(Class::OF) && self.head(i, e).is_some() {
                let k = e + 1 + usize::from(words.class(e + 1, last).has(Class::ARTICLE));
                if !words.capital(k, last) || self.somebody(k, last) {
                    break;
                }
                e = k + words.term(k).map_or(1, |t| t.1);
                bound = true;
            } else if word.class.has(Class::AND)
                && next
                && (bound && words.term(e + 1).is_none() || !prior.possessive && self.joined(i, e, last))
            {
                e += 2;
            } else {
                break;
            }
        }
        e
    }

    /// Whether a state or the like stands at `i` after "the leaders of", "the army of".
    pub fn governed(&self, i: usize) -> bool {
        let words = self.words;
        let ruled = Class::ORGAN.or(Class::PEOPLE).or(Class::STATES);
        words.before(i).is_some_and(|w| w.token.is("of")) && i >= 2 && words.list[i - 2].class.has(ruled)
    }

    /// Whether a person's name begins at `e`, within the capitals from `i` on: "Secretary of Commerce Anna Tolk".
    fn named_next(&self, i: usize, e: usize, last: usize) -> bool {
        let words = self.words;
        if !words.list[e].class.has(Class::GIVEN)
            || !words.capital(e + 1, last)
            || words.list[i].class.has(Class::GIVEN)
        {
            return false;
        }
        let office = i >= 2
            && words.before(i).is_some_and(|w| w.token.is("of") || w.token.is("for"))
            && (i.saturating_sub(5)..i - 1)
                .any(|k| matches!(words.term(k), Some((What::Role(_), len)) if k + len == i - 1));
        office || words.list[e - 1].class.has(Class::BODY)
    }

    /// Whether the hyphen at `e` joins two words of a name: "Hale-Orton", "Co-operative".
    fn hyphened(&self, e: usize, last: usize) -> bool {
        let words = self.words;
        let Some(next) = words.get(e + 1, last) else { return false };
        let co = words.list[e - 1].token.is("co") && next.class.has(Class::BODY);
        next.token.span.start == words.list[e].token.span.end && (co || words.capital(e + 1, last))
    }

    /// Whether "and" at `e` stands within one name: "the Crane and Winch Fitters' League".
    fn joined(&self, i: usize, e: usize, last: usize) -> bool {
        let words = self.words;
        let own = Class::BODY.or(Class::FIRM).or(Class::EVENT);
        if words.lang != Lang::En || !words.after(i, Class::ARTICLE) || words.class(e - 1, last).has(own) {
            return false;
        }
        // Both parts are short, and the second is somebody's body: "Workers' League", "Oil Board".
        let (mut k, mut whose) = (e + 1, false);
        while k < last && k < e + 7 && (words.capital(k, last) || words.list[k].token.is("'")) {
            if words.term(k).is_some() {
                return false;
            }
            whose |= words.list[k].token.is("'");
            k += 1;
        }
        let head = words.class(k - 1, last).has(Class::BODY);
        head && k > e + 2 && e - i <= 3 && (whose || words.list[i].class == Class::default() && words.twice(i, e + 1))
    }

    /// Whether a person's name begins at `k`: "the Green Alliance of Anna Tolk".
    fn somebody(&self, k: usize, last: usize) -> bool {
        let words = self.words;
        let known =
            matches!(words.term(k), Some((What::Name(n), _)) if words.names.known[n].kind == EntityKind::Person);
        known
            || words.capital(k + 1, last)
                && (words.list[k].class.has(Class::GIVEN) || self.survey.is_titled(words.shapes[k + 1].key))
    }

    /// The head noun's class of the words `i..e`: the last before "of", else the last.
    pub fn head(&self, i: usize, e: usize) -> Option<(usize, Class)> {
        let words = self.words;
        let heads = Class::BODY.or(Class::PLACE_HEAD).or(Class::EVENT);
        let stop = (i..e).find(|k| words.list[*k].class.has(Class::OF)).unwrap_or(e);
        let at = stop.checked_sub(1).filter(|k| *k >= i)?;
        let class = words.list[at].class;
        if class.has(heads) {
            return Some((at, class));
        }
        // Russian, and some places in English, put the head first: "Lake Tarn", "Port Ellan".
        let first = words.list[i].class;
        let leads = first.has(Class::PLACE_HEAD) || (words.lang == Lang::Ru && first.has(heads));
        (leads && e > i + 1).then_some((i, first))
    }

    /// Whether the capital at `i` opens no name.
    pub fn skips(&self, i: usize) -> bool {
        let words = self.words;
        if words.list[i].class.has(Class::COMMON) {
            // "the State Chancery": a body's name may open with such a word.
            let end = self.run_end(i);
            let body = end > i + 1 && words.list[end - 1].class.has(Class::BODY) && words.lang == Lang::En;
            return !(body && words.after(i, Class::ARTICLE));
        }
        if words.lang == Lang::En && words.list[i].class.has(Class::ARTICLE.or(Class::PREPOSITION).or(Class::AND)) {
            return true;
        }
        if words.list[i].token.span.len() == 1 {
            // "A. Orlov" is a name, "I" is none.
            return !words.get(i + 1, words.list[i].end).is_some_and(|w| w.token.is("."));
        }
        words.ordinary(i)
    }

    /// A run of capitals at `i`; gives where reading goes on.
    pub fn run(&mut self, i: usize) -> usize {
        let words = self.words;
        if words.ordinary(i) {
            return i + self.plain(i);
        }
        if self.skips(i) {
            return i + 1;
        }
        let end = self.run_end(i);
        if words.list[i].heading && !self.learned(i, end) {
            return end;
        }
        if let Some((What::Surname(number), len)) = words.term(end).filter(|_| end < words.list[i].end) {
            return self.relative(i, end, end + len, number);
        }
        if let Some((What::Office(office), len)) = words.term(end).filter(|_| end == i + 1 && end < words.list[i].end)
            && let Some(state) = self.people(i)
        {
            if !words.list[i].possessive || words.lang != Lang::En {
                return self.office_of(i, i, end + len, office, Some(state));
            }
            // "Ardovia's Trade Ministry": the owner is a mention of its own.
            self.new_state(i, end, &state);
            return self.office_of(end, end, end + len, office, Some(state));
        }
        self.classify(i, i, end, &[], None);
        end
    }

    /// Whether the words name an entity that the text has named.
    fn learned(&self, i: usize, end: usize) -> bool {
        let key = self.key(i, end);
        self.store.phrases.contains_key(&key) || self.store.surnames.contains_key(&key)
    }

    /// The words' keys as one number, marks left out.
    pub fn key(&self, i: usize, end: usize) -> u64 {
        let words = self.words;
        let keys: Vec<u64> = (i..end).filter(|k| words.list[*k].token.is_word()).map(|k| words.shapes[k].key).collect();
        phrase(&keys)
    }

    /// Somebody with a known surname and another first name: "Melania Trump".
    fn relative(&mut self, i: usize, middle: usize, end: usize, number: usize) -> usize {
        let words = self.words;
        let first = words.names.known[number].name.split(' ').next().unwrap_or("");
        let same = words.shapes[i].span.of(words.text) == first;
        if same || words.list[middle - 1].token.span.len() == 1 {
            return self.person(i, i, end, number, Form::Name);
        }
        self.unknown(i, i, end, EntityKind::Person, None);
        end
    }

    /// The state whose adjective the word at `i` is, so far as it tells.
    fn people(&mut self, i: usize) -> Option<String> {
        let word = &self.words.list[i];
        let lower = fold::bare(&word.token.lower).to_string();
        let body = word.class.has(Class::BODY.or(Class::FIRM).or(Class::GIVEN))
            || self.survey.get(self.key(i, i + 1)).is_some();
        if body && self.learned_state(i).is_none() {
            return None;
        }
        self.learned_state(i).or_else(|| {
            let adjective = self.words.lang == Lang::En && en::looks_demonym(&lower);
            (adjective || self.words.list[i].possessive).then(|| format!("state:{lower}"))
        })
    }

    /// The name after a title: gives its end, or where it began if it is no name.
    pub fn titled(&mut self, from: usize, i: usize, roles: &[usize], state: Option<&str>) -> usize {
        let words = self.words;
        let last = words.list[i].end;
        let known = match words.term(i) {
            Some((What::Surname(number), len)) => Some((number, i + len, Form::Surname)),
            Some((What::Name(number), len)) => Some((number, i + len, Form::Name)),
            _ => None,
        };
        let end = known.map_or_else(|| self.run_end(i), |k| k.1);
        // "President Ilse Marant of Ardovia"
        let after = words.get(end, last).filter(|w| w.token.is("of")).and_then(|_| self.owner_after(end, last));
        let state = state.map(str::to_string).or(after.map(|o| o.1));
        if known.is_none() {
            if self.head(i, end).is_some_and(|h| h.1.has(Class::BODY.or(Class::EVENT))) && end > i + 1 {
                return i;
            }
            if let Some((What::Surname(number), len)) = words.term(end).filter(|_| end < last) {
                return self.relative(i, end, end + len, number);
            }
        }
        let by_surname = || self.by_surname(i, end, roles).map(|number| (number, end, Form::Surname));
        let Some((number, end, form)) = known.or_else(by_surname) else {
            self.classify(from, i, end, roles, state.as_deref());
            return end;
        };
        self.person(from, i, end, number, form);
        self.learn(number, roles, state.as_deref());
        end
    }

    fn learn(&mut self, number: usize, roles: &[usize], state: Option<&str>) {
        let names = self.words.names;
        let person = self.store.known(names, number);
        self.store.learn(names, person, roles, state);
    }

    /// The one known person with this surname who holds one of the roles, unless the text has its own.
    fn by_surname(&self, i: usize, end: usize, roles: &[usize]) -> Option<usize> {
        let key = self.key(i, end);
        if self.store.surnames.contains_key(&key) {
            return None;
        }
        let names = self.words.names;
        let fits = |n: &&usize| names.known[**n].roles.iter().any(|r| roles.contains(r));
        let mut found = names.surnames.get(&key)?.iter().filter(fits);
        found.next().copied().filter(|_| found.next().is_none())
    }

    /// A known name with capitals after it that make one name of both: "Moscow State University". Gives where
    /// reading goes on, or `None` if they are two.
    pub fn named_after(
        &mut self,
        i: usize,
        middle: usize,
        end: usize,
        state: Option<&str>,
        what: What,
    ) -> Option<usize> {
        let class = self.head(middle, end)?.1;
        if class.has(Class::BODY) {
            self.unknown(i, i, end, EntityKind::Body, state);
        } else if class.has(Class::PLACE_HEAD) {
            self.unknown(i, i, end, EntityKind::Place, state);
        } else if matches!(what, What::Demonym(_)) {
            return None;
        }
        Some(end)
    }

    /// Says what the capitals `i..end` name and adds the mention; `from` is where titles before begin.
    fn classify(&mut self, from: usize, i: usize, end: usize, roles: &[usize], state: Option<&str>) {
        let words = self.words;
        let (key, article, place) = (self.key(i, end), words.after(i, Class::ARTICLE), words.after(i, Class::PLACE));
        let count = (i..end).filter(|k| words.list[*k].token.is_word()).count();
        let verdict = self.survey.get(key);
        if let Some(state) = self.learned_state(i).filter(|_| count == 1 && roles.is_empty() && words.lang == Lang::En)
        {
            return self.new_state(i, end, &state);
        }
        if count > 1 || roles.is_empty() || verdict.is_some_and(|v| v.kind == EntityKind::Person) {
            self.foretell(key, verdict);
        }
        if let Some(person) = self.store.surnames.get(&key).copied() {
            self.store.learn(words.names, person, roles, state);
            self.push(from, i, end, Meant::Entity(person, Form::Surname));
            return self.apposition(end, person);
        }
        if let Some(entity) = self.store.phrases.get(&key).copied() {
            let form = if words.shapes[i].upper && count == 1 { Form::Acronym } else { Form::Name };
            self.store.learn(words.names, entity, roles, state);
            self.push(from, i, end, Meant::Entity(entity, form));
            self.own(i, end, entity);
            return self.acronym(end, entity);
        }
        if !roles.is_empty() {
            let person = self.unknown(from, i, end, EntityKind::Person, state);
            return self.store.learn(words.names, person, roles, state);
        }
        if let Some(found) = verdict.filter(|v| v.full.1 - v.full.0 == end - i) {
            let known = |k: EntityKind| {
                k == found.kind && (count == 1 || self.head(i, end).is_none() || k == EntityKind::Person)
            };
            if known(EntityKind::Person) || known(EntityKind::Body) {
                self.unknown(from, i, end, found.kind, None);
                return;
            }
        }
        if let Some((at, class)) = self.head(i, end) {
            if count == 1 && class.has(Class::BODY) {
                if article {
                    self.push(i - 1, i - 1, end, Meant::Noun(words.shapes[at].key));
                }
            } else if count > 1 && class.has(Class::BODY) {
                let state = (i..end).find_map(|k| self.state_of(k));
                self.unknown(from, i, end, EntityKind::Body, state.as_deref());
            } else if count > 1 && class.has(Class::PLACE_HEAD) {
                self.unknown(from, i, end, EntityKind::Place, None);
            }
            return;
        }
        if let Some(state) = self.learned_state(i).filter(|_| count == 1) {
            return self.new_state(i, end, &state);
        }
        if count == 1 {
            return self.single(i, end, article, place);
        }
        // Shouted words are no names.
        if words.shapes[i..end].iter().all(|s| s.upper) && !words.list[i].token.lower.contains('.') {
            return;
        }
        let kind = match verdict {
            _ if words.lang != Lang::En && !place => EntityKind::Person,
            Some(v) if v.kind == EntityKind::Other && words.before(i).is_some_and(|w| w.token.is("in")) => {
                EntityKind::Place
            }
            Some(v) => v.kind,
            None if place => EntityKind::Place,
            None => EntityKind::Other,
        };
        let undecided = matches!(kind, EntityKind::Person | EntityKind::Other);
        if article || count > LONGEST_NAME || (undecided && (i..end).any(|k| words.common(k))) {
            return;
        }
        self.unknown(from, i, end, kind, None);
    }

    /// Learns from "the registrar, Iris Fell," what stands before a name.
    fn prefixed(&mut self, i: usize, person: usize) {
        let words = self.words;
        if words.lang != Lang::En || i < 2 || !words.before(i).is_some_and(|w| w.token.is(",")) {
            return;
        }
        for at in (i.saturating_sub(4)..i - 1).filter(|k| words.list[*k].sentence == words.list[i].sentence) {
            if let Some((What::Role(role), len)) = words.term(at)
                && at + len == i - 1
            {
                return self.store.learn(words.names, person, &[role], None);
            }
        }
    }

    /// Adds the entity that a shorter form stands for, where the text has the fuller one somewhere.
    fn foretell(&mut self, key: u64, verdict: Option<Verdict>) {
        let Some(found) = verdict else { return };
        let (start, end) = found.full;
        let full = self.key(start, end);
        if full == key || self.store.phrases.contains_key(&key) || self.store.surnames.contains_key(&key) {
            return;
        }
        let entity = match self.store.phrases.get(&full) {
            Some(entity) => *entity,
            None => self.create(start, end, found.kind, None),
        };
        if found.surname {
            self.store.surnames.insert(key, entity);
        } else {
            self.store.phrases.insert(key, entity);
        }
    }

    /// One capitalised word that nothing else tells of: kept where the text shows that it is a name.
    fn single(&mut self, i: usize, end: usize, article: bool, place: bool) {
        let words = self.words;
        let (last, lower) = (words.list[i].end, &words.list[i].token.lower);
        if lower.chars().count() < 3 || words.common(i) || words.list[i].class.has(Class::EVENT) {
            return;
        }
        let role = match words.term(end).filter(|_| end < last) {
            Some((What::Role(role), _)) => words.lang != Lang::En || survey::governs(words, role),
            _ => false,
        };
        if role && let Some(state) = self.people(i) {
            return self.new_state(i, end, &state);
        }
        let often = words.inner.get(&words.shapes[i].key).is_some_and(|n| *n > 1);
        let subject = words.class(end, last).has(Class::SPEECH) || words.list[i].possessive;
        if place {
            self.unknown(i, i, end, EntityKind::Place, None);
        } else if (often || subject && !article) && !words.shapes[i].upper {
            self.unknown(i, i, end, EntityKind::Other, None);
        }
    }

    /// The state of a word, known or learned.
    fn state_of(&self, i: usize) -> Option<String> {
        match self.words.term(i) {
            Some((What::Name(n) | What::Capital(n) | What::Demonym(n), _)) => self.words.names.known[n].state.clone(),
            _ => self.learned_state(i),
        }
    }

    /// A state that only the text knows.
    fn new_state(&mut self, i: usize, end: usize, key: &str) {
        let words = self.words;
        let written = words.named(i, end).of(words.text);
        let place = key.strip_prefix("state:").unwrap_or(key);
        let own = fold::bare(&words.list[i].token.lower) == place;
        let name: String = match place.chars().next() {
            Some(first) if !own => first.to_uppercase().chain(place.chars().skip(1)).collect(),
            _ => written.to_string(),
        };
        let state = Some(key.to_string());
        let entity =
            self.store.add(Entity { name, kind: EntityKind::State, key: key.into(), state, names: Vec::new() }, None);
        let form = if own { Form::Name } else { Form::Demonym };
        self.push(i, i, end, Meant::Entity(entity, form));
        self.own(i, end, entity);
    }

    fn own(&mut self, start: usize, end: usize, entity: usize) {
        let found = &self.store.list[entity].entity;
        if found.kind != EntityKind::Person {
            self.owner = Some(Owner { start, end, state: found.state.clone() });
        }
    }

    /// The entity of a name that no list knows.
    fn create(&mut self, i: usize, end: usize, kind: EntityKind, state: Option<&str>) -> usize {
        let words = self.words;
        let written = words.named(i, end).of(words.text);
        let folded: Vec<_> = (i..end)
            .filter(|k| words.list[*k].token.is_word())
            .map(|k| fold::word(&words.list[k].token.lower, words.lang))
            .collect();
        let sort = match kind {
            EntityKind::Person => "person",
            EntityKind::State => "state",
            EntityKind::Body => "body",
            EntityKind::Place => "place",
            EntityKind::Other => "name",
        };
        let head = self.head(i, end).filter(|_| kind == EntityKind::Body).map(|h| words.shapes[h.0].key);
        // A longer name of the same body ends in the shorter: "the Port Ellan Harbour Board", "the Harbour Board".
        let longer = (kind == EntityKind::Body)
            .then(|| self.store.list.iter().position(|p| p.head == head && p.entity.name.ends_with(written)))
            .flatten();
        let entity = longer.unwrap_or_else(|| {
            let key = format!("{sort}:{}", folded.join("-"));
            let state = state.map(str::to_string);
            self.store.add(Entity { name: written.to_string(), kind, key, state, names: Vec::new() }, head)
        });
        self.store.phrases.insert(self.key(i, end), entity);
        entity
    }

    /// Adds a name that no list knows.
    fn unknown(&mut self, from: usize, i: usize, end: usize, kind: EntityKind, state: Option<&str>) -> usize {
        let words = self.words;
        let entity = self.create(i, end, kind, state);
        self.push(from, i, end, Meant::Entity(entity, Form::Name));
        if kind == EntityKind::Person {
            self.prefixed(i, entity);
            self.introduce(i, end, entity);
            if words.lang == Lang::Ru && self.store.list[entity].sex == Sex::Unknown {
                self.store.list[entity].sex = super::ru::sex(&words.list[end - 1].token.lower);
            }
            self.apposition(end, entity);
        } else {
            self.own(i, end, entity);
            self.acronym(end, entity);
        }
        entity
    }

    /// Learns the acronym in brackets after a body's name: "the Port Workers' Union (PWU)".
    fn acronym(&mut self, end: usize, entity: usize) {
        let words = self.words;
        let open = words.list.get(end).is_some_and(|w| w.token.is("("));
        let close = words.list.get(end + 2).is_some_and(|w| w.token.is(")"));
        if open && close && words.shapes[end + 1].upper && self.store.list[entity].entity.kind == EntityKind::Body {
            self.store.phrases.insert(self.key(end + 1, end + 2), entity);
        }
    }
}
