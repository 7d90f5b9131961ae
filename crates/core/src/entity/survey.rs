//! What the whole of an English text tells of its unknown names, worked out before they are read.
//!
//! A person is shortened to the last word, has a title, an age or a trade; a body is shortened to its first words,
//! has staff, takes an article; a state has a parliament, an army, a border. Each sign counts for what it is worth,
//! and a name without signs stays [`EntityKind::Other`].

use super::class::Class;
use super::names::{ByHash, What};
use super::read::Reader;
use super::words::Words;
use super::{EntityKind, fold};

/// What is known of a row of capitalised words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Verdict {
    /// Where the fullest form stands, in words.
    pub full: (usize, usize),
    pub kind: EntityKind,
    /// Whether it is a person's surname or the like.
    pub surname: bool,
}

/// The verdicts of a text.
#[derive(Debug, Default)]
pub(super) struct Survey {
    names: ByHash<Verdict>,
    /// Words that follow a personal title.
    titled: ByHash<()>,
}

impl Survey {
    pub fn get(&self, key: u64) -> Option<Verdict> {
        self.names.get(&key).copied()
    }

    pub fn is_titled(&self, key: u64) -> bool {
        self.titled.contains_key(&key)
    }
}

/// Signs gathered for one row of words.
#[derive(Clone, Debug, Default)]
struct Signs {
    at: (usize, usize),
    /// How many words it has; those joined by a hyphen are one.
    count: usize,
    uses: u32,
    person: i32,
    body: i32,
    titled: i32,
    article: i32,
    place: i32,
    state: i32,
    /// Acts in a sentence.
    acts: i32,
}

/// Roles that a state has and a company has not.
fn rules(words: &Words<'_>, role: usize) -> bool {
    let key = words.names.roles[role].key.as_str();
    key.ends_with("minister")
        || matches!(
            key,
            "president"
                | "premier"
                | "chancellor"
                | "king"
                | "queen"
                | "crown-prince"
                | "emir"
                | "supreme-leader"
                | "ambassador"
        )
}

/// Words that say nothing of a state: roles that companies have too.
pub(super) fn governs(words: &Words<'_>, role: usize) -> bool {
    rules(words, role)
        || matches!(
            words.names.roles[role].key.as_str(),
            "leader" | "vice-president" | "vice-premier" | "envoy" | "aide" | "adviser"
        )
}

/// Where a person's surname begins in the words `start..end`: "Greta Hale-Orton".
pub(super) fn surname(words: &Words<'_>, start: usize, end: usize) -> usize {
    let mut at = end.saturating_sub(1).max(start);
    while at >= start + 2 && words.list[at - 1].token.is("-") {
        at -= 2;
    }
    at
}

struct Surveyor<'r, 'w, 'a> {
    reader: &'r Reader<'w, 'a>,
    signs: ByHash<Signs>,
    order: Vec<u64>,
    pairs: Vec<(u64, u64)>,
}

/// Surveys the text that the reader is about to read; also gives the states it finds, by key of their word.
pub(super) fn survey(reader: &mut Reader<'_, '_>) {
    let words = reader.words;
    let mut titled = ByHash::default();
    for i in 0..words.len() {
        if words.class(i, words.list[i].end).has(Class::COURTESY) {
            let mut k = i + 1;
            while words.capital(k, words.list[i].end) && k < i + 4 {
                titled.insert(words.shapes[k].key, ());
                k += 1;
            }
        }
    }
    reader.survey.titled = titled;
    let mut surveyor = Surveyor { reader, signs: ByHash::default(), order: Vec::new(), pairs: Vec::new() };
    surveyor.gather();
    let (names, states) = surveyor.judge();
    reader.survey.names = names;
    for (key, place) in states {
        reader.demonyms.entry(key).or_insert(place);
    }
}

impl Surveyor<'_, '_, '_> {
    /// Walks over the text as the reader will.
    fn gather(&mut self) {
        let words = self.reader.words;
        let (mut i, mut title, mut ruler) = (0, (usize::MAX - 1, false), usize::MAX - 1);
        let mut prior: Option<(usize, u64)> = None;
        let mut listed = usize::MAX - 1;
        while i < words.len() {
            let last = words.list[i].end;
            if !words.list[i].token.is_word() {
                i += 1;
            } else if let Some((what, len)) = words.term(i) {
                if let What::Role(role) = what {
                    title = (i + len, rules(words, role));
                }
                i += len.max(1);
            } else if words.capital(i, last) && !words.list[i].heading && !self.reader.skips(i) {
                let end = self.reader.run_end(i);
                let key = self.reader.key(i, end);
                let single = end == i + 1;
                let named = title.0 == i;
                self.context(key, i, end, title.0);
                let joined = words.after(i, Class::AND) && prior.is_some_and(|p| p.0 + 1 == i);
                let ruled = single && words.before(i).is_some_and(|w| w.token.is("of")) && ruler + 1 == i;
                // "The leaders of Ardovia, Qeshan and Melk": what is listed is of one kind.
                let next = listed + 1 == i && (words.after(i, Class::AND) || words.list[i - 1].token.is(","));
                let list = single && (next || self.reader.governed(i));
                listed = if list { end } else { usize::MAX - 1 };
                let signs = self.signs.entry(key).or_default();
                signs.state += 2 * (i32::from(ruled) + i32::from(list && next));
                if let (true, true, Some((_, other))) = (joined, single, prior) {
                    self.pairs.push((other, key));
                }
                prior = single.then_some((end, key));
                ruler = if named && title.1 { end } else { usize::MAX - 1 };
                i = end.max(i + 1);
            } else {
                i += 1;
            }
        }
    }

    /// Counts what stands before and after the run `i..end`.
    fn context(&mut self, key: u64, i: usize, end: usize, title: usize) {
        let words = self.reader.words;
        let last = words.list[i].end;
        let count = surname_count(words, i, end);
        let mut s = self.signs.remove(&key).unwrap_or_else(|| {
            self.order.push(key);
            Signs { at: (i, end), count, ..Signs::default() }
        });
        s.uses += 1;
        let possessive = words.list[end - 1].possessive;
        s.titled += i32::from(title == i);
        if let Some(b) = words.before(i) {
            let lower = b.token.lower.as_str();
            // "The Ash Grove derailment" is no name with an article.
            let stands = words.get(end, last).is_none_or(|w| {
                !w.token.is_word()
                    || w.class.has(Class::SPEECH.or(Class::PREPOSITION).or(Class::OF).or(Class::AND).or(Class::PLACE))
            });
            s.article += i32::from(lower == "the" && (stands || possessive));
            s.state += 2 * i32::from(matches!(
                lower,
                "led" | "leads" | "ruled" | "rules" | "governed" | "governs" | "invaded"
            ));
            s.place += i32::from(matches!(lower, "in" | "at" | "near") && !possessive);
            s.body += 4 * i32::from(b.class.has(Class::TRADE));
            s.person += 4 * i32::from(b.class.has(Class::WORKER));
            let said = matches!(
                lower,
                "said" | "says" | "explained" | "added" | "adds" | "remarked" | "remarks" | "advises" | "recalled"
            );
            let next = words.get(end, last).is_some_and(|w| w.token.is(",") || w.token.is("of"));
            s.person += if said && s.count > 1 { 1 + i32::from(next) } else { 0 };
            s.person += 3 * i32::from(lower == "by" && words.before(i - 1).is_none());
            if b.token.is(",") && i >= 2 {
                let noun = words.list[i - 2].class;
                s.person += 3 * i32::from(title + 1 == i || noun.has(Class::WORKER));
                s.body += 3 * i32::from(noun.has(Class::TRADE));
            }
            if self.reader.governed(i) {
                s.state += 2;
            }
        }
        self.after(&mut s, end, last, possessive);
        self.signs.insert(key, s);
    }

    fn after(&self, s: &mut Signs, end: usize, last: usize, possessive: bool) {
        let words = self.reader.words;
        let Some(next) = words.get(end, last) else { return };
        let lower = next.token.lower.as_str();
        s.acts += i32::from(next.class.has(Class::SPEECH) || possessive);
        if next.token.is(",") {
            self.apposition(s, end + 1, last);
            return;
        }
        let office = matches!(words.term(end), Some((What::Office(o), _)) if !matches!(words.names.offices[o].0.as_str(), "police" | "delegation"));
        if (next.class.has(Class::ORGAN) || office) && s.count == 1 {
            s.state += if possessive || office { 2 } else { 1 };
        }
        if possessive {
            for k in end..(end + 3).min(last) {
                if let Some((What::Role(role), _)) = words.term(k) {
                    if rules(words, role) && k < end + 2 {
                        s.state += 2;
                    } else if !governs(words, role) {
                        s.body += 2;
                    }
                    break;
                }
                if words.class(k, last).has(Class::WORKER) {
                    s.body += 2;
                    break;
                }
            }
        } else if s.count == 1
            && let Some((What::Role(role), _)) = words.term(end)
            && rules(words, role)
        {
            s.state += 1;
        }
        let joined = words.after(s.at.0, Class::AND);
        if matches!(lower, "were" | "are" | "have") && !joined {
            s.body += 2;
        }
        for k in end..(end + 14).min(last) {
            let word = &words.list[k];
            if words.capital(k, last) && words.term(k).is_none() {
                break;
            }
            if word.class.has(Class::HE.or(Class::SHE)) {
                s.person += 1;
                break;
            }
            if matches!(word.token.lower.as_str(), "its" | "itself") {
                s.body += 1;
                break;
            }
        }
    }

    /// What the words after "X," say that X is.
    fn apposition(&self, s: &mut Signs, at: usize, last: usize) {
        let words = self.reader.words;
        let Some(first) = words.get(at, last) else { return };
        let lower = first.token.lower.as_str();
        if lower == "who" {
            s.person += 4;
            return;
        }
        if lower == "which" {
            s.body += 1;
            return;
        }
        let age = lower.len() <= 3 && lower.bytes().all(|b| b.is_ascii_digit());
        if age && words.get(at + 1, last).is_none_or(|w| !w.token.is_word()) {
            s.person += 4;
            return;
        }
        let opens = first.class.has(
            Class::ARTICLE
                .or(Class::INDEFINITE)
                .or(Class::BETWEEN)
                .or(Class::HE)
                .or(Class::SHE)
                .or(Class::IT)
                .or(Class::THEY),
        ) || lower == "our";
        let direct = first.class.has(Class::WORKER) || matches!(words.term(at), Some((What::Role(_), _)));
        if !opens && !direct && !first.possessive && !words.capital(at, last) {
            return;
        }
        for k in at..(at + 7).min(last) {
            let word = &words.list[k];
            if !word.token.is_word() && !word.token.is("-") || word.class.has(Class::SPEECH) {
                return;
            }
            if word.class.has(Class::WORKER) || matches!(words.term(k), Some((What::Role(_), _))) {
                s.person += 4;
                return;
            }
            // "the company secretary": the last noun counts.
            let more = words.get(k + 1, last).is_some_and(|w| w.class.has(Class::WORKER));
            let stands = words.class(k, last).has(Class::TRADE.or(Class::BODY)) && !words.shapes[k].capital;
            let closed = words.get(k + 1, last).is_none_or(|w| {
                !w.token.is_word()
                    || w.class.has(Class::OF.or(Class::PLACE).or(Class::PREPOSITION))
                    || matches!(w.token.lower.as_str(), "that" | "which" | "who")
            });
            if stands && closed && !word.possessive && !more && !matches!(words.term(k + 1), Some((What::Role(_), _))) {
                s.body += 4;
                return;
            }
        }
    }

    /// Weighs the signs.
    fn judge(&self) -> (ByHash<Verdict>, Vec<(u64, String)>) {
        let words = self.reader.words;
        let mut names: ByHash<Verdict> = ByHash::default();
        let states = self.states();
        let stately: ByHash<()> = states.iter().map(|(k, _)| (*k, ())).collect();
        // How many longer names end or begin in a word.
        let (mut lasts, mut firsts): (ByHash<u32>, ByHash<u32>) = Default::default();
        for s in self.long() {
            let (i, e) = s.at;
            *lasts.entry(self.reader.key(surname(words, i, e), e)).or_default() += 1;
            *firsts.entry(self.reader.key(i, i + 1)).or_default() += 1;
        }
        for s in self.long() {
            let (i, e) = s.at;
            let (at, head) = (surname(words, i, e), words.list[e - 1].class);
            let (first, last) = (self.reader.key(i, i + 1), self.reader.key(at, e));
            let (alone_first, alone_last) = (self.signs.get(&first), self.signs.get(&last));
            let kind = self.kind(s, alone_first, alone_last, lasts[&last] == 1);
            let full = s.at;
            names.insert(self.reader.key(i, e), Verdict { full, kind, surname: false });
            match kind {
                EntityKind::Person => {
                    if lasts[&last] == 1 {
                        names.entry(last).or_insert(Verdict { full, kind, surname: true });
                    }
                    // "Prince Osei": a title with the first name.
                    let given = words.list[i].class.has(Class::GIVEN);
                    let titled = alone_first.is_some_and(|f| f.titled > 0 && f.titled as u32 == f.uses);
                    if firsts[&first] == 1 && (given || titled) {
                        names.entry(first).or_insert(Verdict { full, kind, surname: true });
                    }
                }
                EntityKind::Body => {
                    let civic = head.has(Class::BODY) && !head.has(Class::FIRM);
                    let local = head.has(Class::LOCAL) || !(words.list[e - 1].class.has(Class::FIRM) || s.body >= 2);
                    let own = |f: &Signs| f.place == 0 && f.titled == 0 && f.article == 0;
                    let state = stately.contains_key(&words.shapes[i].key) || self.reader.learned_state(i).is_some();
                    if !civic
                        && !local
                        && !words.list[e - 1].class.has(Class::LOCAL)
                        && firsts[&first] == 1
                        && !state
                        && e > i + 1
                        && alone_first.is_some_and(own)
                    {
                        names.entry(first).or_insert(Verdict { full, kind, surname: false });
                    }
                    if head.has(Class::FIRM) && lasts[&last] == 1 && at == e - 1 {
                        names.entry(last).or_insert(Verdict { full, kind, surname: false });
                    }
                }
                _ => {}
            }
        }
        for key in &self.order {
            let Some(s) = self.signs.get(key).filter(|s| s.count == 1) else { continue };
            let state = stately.contains_key(&words.shapes[s.at.0].key) || self.reader.learned_state(s.at.0).is_some();
            let kind = if !state && s.titled == 0 && s.body >= 3 && s.body > s.person && s.place == 0 {
                EntityKind::Body
            } else {
                continue;
            };
            names.entry(*key).or_insert(Verdict { full: s.at, kind, surname: false });
        }
        (names, states)
    }

    fn long(&self) -> impl Iterator<Item = &Signs> {
        self.order.iter().filter_map(|k| self.signs.get(k)).filter(|s| s.count > 1)
    }

    fn kind(&self, s: &Signs, first: Option<&Signs>, last: Option<&Signs>, only: bool) -> EntityKind {
        let words = self.reader.words;
        let (i, e) = s.at;
        let head = self.reader.head(i, e).map_or(Class::default(), |h| h.1);
        let firm = words.list[e - 1].class.has(Class::FIRM);
        let (mut person, mut body) = (s.person + 6 * s.titled, s.body + s.article.min(2));
        if words.list[i].class.has(Class::SAINT) {
            return if head.has(Class::BODY) { EntityKind::Body } else { EntityKind::Place };
        }
        let given = words.list[i].class.has(Class::GIVEN);
        if given {
            person += 4;
        }
        let common = (i..e).any(|k| words.common(k)) && !firm && !words.list[i].class.has(Class::FIRM) && body < 3;
        if common && !head.has(Class::BODY) || head.has(Class::EVENT) {
            return EntityKind::Other;
        }
        let leads = words.list[i].class.has(Class::FIRM);
        if leads {
            body += 4;
        }
        if let Some(l) = last.filter(|_| only && !firm && !leads && !head.has(Class::BODY)) {
            person += if l.article == 0 { 3 } else { 0 } + 3 * l.titled.min(3) + l.person.min(3);
        }
        if let (Some(f), None, false) = (first, last, given) {
            let own = f.place == 0 && f.titled == 0 && f.person == 0 && f.acts > 0 && f.uses > 1;
            body += if own { 3 + f.body.min(3) } else { 0 };
        }
        if head.has(Class::BODY) {
            body += 6;
        }
        if firm {
            body += 4;
        }
        let headed = head.has(Class::PLACE_HEAD.or(Class::BODY));
        let place = head.has(Class::PLACE_HEAD) && !head.has(Class::BODY) || s.place > 0 && body < 5 && !firm;
        // "Charlotte County" begins like a person and is none.
        if person > body && person >= if headed { 6 } else { 2 } {
            EntityKind::Person
        } else if place {
            EntityKind::Place
        } else if body >= 2 {
            EntityKind::Body
        } else {
            EntityKind::Other
        }
    }

    /// Words that name a state: by their organs, or beside another that does.
    fn states(&self) -> Vec<(u64, String)> {
        let words = self.reader.words;
        let fits = |s: &Signs| s.count == 1 && s.titled == 0 && s.body < 3 + s.state && s.article * 2 <= s.uses as i32;
        let is = |s: &Signs| fits(s) && s.state >= 2;
        let mut found: ByHash<usize> = ByHash::default();
        let mut order = Vec::new();
        for key in &self.order {
            let Some(s) = self.signs.get(key) else { continue };
            let learned = self.reader.learned_state(s.at.0).is_some() && s.count == 1;
            if is(s) || learned {
                found.insert(*key, s.at.0);
                order.push(*key);
            }
        }
        for (a, b) in &self.pairs {
            for (known, new) in [(a, b), (b, a)] {
                let Some(s) = self.signs.get(new).filter(|s| fits(s)) else { continue };
                if found.contains_key(known) && !found.contains_key(new) && (s.place == 0 || s.state > 0 || s.acts > 2)
                {
                    found.insert(*new, s.at.0);
                    order.push(*new);
                }
            }
        }
        let place = |k: &u64| {
            let i = *found.get(k)?;
            let lower = fold::bare(&words.list[i].token.lower).to_string();
            self.reader.learned_state(i).is_none().then(|| (words.shapes[i].key, lower))
        };
        order.iter().filter_map(place).collect()
    }
}

/// How many words a name has, those joined by hyphens counted as one.
fn surname_count(words: &Words<'_>, i: usize, end: usize) -> usize {
    let joints = (i..end).filter(|k| words.list[*k].token.is("-")).count();
    let all = (i..end).filter(|k| words.list[*k].token.is_word()).count();
    all.saturating_sub(joints).max(1)
}
