//! What stands for a name: titles, definite nouns, groups and pronouns.
//!
//! A reference goes to an entity only where one fits better than all others.

use super::names::{Names, Sex};
use super::read::{Draft, Meant};
use super::store::Store;
use super::words::Words;
use super::{Entities, Entity, EntityKind, Form, Mention};

/// How many sentences back a pronoun may reach.
const REACH: usize = 3;

/// A resolved mention that later references may point at.
struct Seen {
    entity: usize,
    also: Vec<usize>,
    sentence: usize,
    governed: bool,
    joined: bool,
    form: Form,
}

struct Resolver<'n> {
    names: &'n Names,
    store: Store,
    seen: Vec<Seen>,
}

/// Resolves the drafts' references and gives the entities that are mentioned.
pub(super) fn resolve(words: &Words<'_>, store: Store, drafts: Vec<Draft>) -> Entities {
    let mut resolver = Resolver { names: words.names, store, seen: Vec::with_capacity(drafts.len()) };
    // Persons of the whole text, for the rare reference that comes before its name.
    let persons: Vec<usize> =
        (0..resolver.store.list.len()).filter(|i| resolver.kind(*i) == EntityKind::Person).collect();
    let mut mentions: Vec<Mention> = Vec::with_capacity(drafts.len());
    for draft in &drafts {
        let Some((entity, also, form)) = resolver.meant(draft, &persons) else { continue };
        resolver.seen.push(Seen {
            entity,
            also: also.clone(),
            sentence: draft.sentence,
            governed: draft.governed,
            joined: draft.joined,
            form,
        });
        // "The Chinese leader" takes the place of "Chinese".
        while mentions.last().is_some_and(|m| draft.span.contains(m.span)) {
            mentions.pop();
        }
        if mentions.last().is_none_or(|m| m.span.end <= draft.span.start) && !draft.span.is_empty() {
            mentions.push(Mention { span: draft.span, entity, form, also });
        }
    }
    finish(resolver.store, mentions)
}

/// Numbers the entities by first mention and leaves out those without.
fn finish(store: Store, mut mentions: Vec<Mention>) -> Entities {
    let mut number: Vec<Option<usize>> = vec![None; store.list.len()];
    let mut order = Vec::new();
    for mention in &mut mentions {
        for place in std::iter::once(&mut mention.entity).chain(&mut mention.also) {
            let old = *place;
            *place = *number[old].get_or_insert_with(|| {
                order.push(old);
                order.len() - 1
            });
        }
    }
    let mut entities: Vec<Option<Entity>> = store.list.into_iter().map(|p| Some(p.entity)).collect();
    Entities { list: order.into_iter().filter_map(|i| entities[i].take()).collect(), mentions }
}

impl Resolver<'_> {
    fn kind(&self, entity: usize) -> EntityKind {
        self.store.list[entity].entity.kind
    }

    fn meant(&mut self, draft: &Draft, persons: &[usize]) -> Option<(usize, Vec<usize>, Form)> {
        let one = |entity: usize, form: Form| (entity, Vec::new(), form);
        match &draft.meant {
            Meant::Entity(entity, form) => Some(one(*entity, *form)),
            Meant::Title(role, state) => {
                let found = self.title(*role, state.as_deref(), draft, persons)?;
                let entity = &mut self.store.list[found].entity;
                if entity.state.is_none() {
                    entity.state.clone_from(state);
                }
                Some(one(found, Form::Title))
            }
            Meant::Noun(head) => self.noun(*head).map(|e| one(e, Form::Noun)),
            Meant::Office(office) => Some(one(self.office(*office), Form::Name)),
            Meant::He => self.person(draft, Sex::Male).map(|e| one(e, Form::Pronoun)),
            Meant::She => self.person(draft, Sex::Female).map(|e| one(e, Form::Pronoun)),
            Meant::It => self.thing(draft).map(|e| one(e, Form::Pronoun)),
            Meant::They => self.they(draft).map(|(a, b)| (a, b, Form::Pronoun)),
            Meant::Group(people) => {
                let (first, second) =
                    if *people { self.two_persons(draft, persons) } else { self.two_states(persons) }?;
                Some((first, vec![second], Form::Group))
            }
        }
    }

    /// The body named last whose head noun this is.
    fn noun(&self, head: u64) -> Option<usize> {
        self.seen.iter().rev().map(|s| s.entity).find(|e| self.store.list[*e].head == Some(head))
    }

    /// The one office of this kind that the text has named with its state, or the office by itself.
    fn office(&mut self, office: usize) -> usize {
        let (key, shown) = &self.names.offices[office];
        let start = format!("body:{key}");
        let found = self.seen.iter().rev().map(|s| s.entity).find(|e| {
            let key = &self.store.list[*e].entity.key;
            key.strip_prefix(&start).is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
        });
        found.unwrap_or_else(|| {
            let head = shown.rsplit(' ').next().map(crate::token::hash);
            let entity =
                Entity { name: shown.clone(), kind: EntityKind::Body, key: start, state: None, names: Vec::new() };
            self.store.add(entity, head)
        })
    }

    /// Whether someone who is known to hold `held` may be called by `said`.
    fn same_role(&self, held: usize, said: usize) -> bool {
        let (held, said) = (&self.names.roles[held], &self.names.roles[said]);
        let family = |key: &str| match key {
            "spokesman" | "spokeswoman" => "spokesperson".to_string(),
            "chairman" | "chairwoman" => "chair".to_string(),
            "premier" => "prime-minister".to_string(),
            _ => key.to_string(),
        };
        family(&held.key) == family(&said.key)
            || (said.key == "leader" && held.top)
            || (said.key == "minister" && held.key.ends_with("minister") && !held.top)
            || (said.key == "secretary" && held.key.starts_with("secretary-"))
    }

    fn title(&self, role: usize, state: Option<&str>, draft: &Draft, persons: &[usize]) -> Option<usize> {
        let sex = self.names.roles[role].sex;
        let fits = |e: usize| {
            let person = &self.store.list[e];
            person.entity.kind == EntityKind::Person
                && person.roles.iter().any(|r| self.same_role(*r, role))
                && state.is_none_or(|s| person.entity.state.as_deref() == Some(s))
                && agree(person.sex, sex)
        };
        let mut before: Vec<usize> = self.seen.iter().map(|s| s.entity).filter(|e| fits(*e)).collect();
        before.sort_unstable();
        before.dedup();
        match before[..] {
            [] => {
                let mut all = persons.iter().copied().filter(|e| fits(*e));
                match all.next() {
                    None => self.stateless(role, persons),
                    first => first.filter(|_| all.next().is_none()),
                }
            }
            [only] => Some(only),
            _ => {
                let near = |s: &&Seen| s.sentence + 1 >= draft.sentence && fits(s.entity);
                self.only(self.seen.iter().filter(near).map(|s| s.entity))
            }
        }
    }

    /// The one person of the text with this role if no state is known of him: "the Ardovian president".
    fn stateless(&self, role: usize, persons: &[usize]) -> Option<usize> {
        let holds = |e: &usize| self.store.list[*e].roles.iter().any(|r| self.same_role(*r, role));
        let mut all = persons.iter().copied().filter(holds);
        let only = all.next().filter(|e| self.store.list[*e].entity.state.is_none())?;
        all.next().is_none().then_some(only)
    }

    /// The one entity that all of these are.
    fn only(&self, mut entities: impl Iterator<Item = usize>) -> Option<usize> {
        let first = entities.next()?;
        entities.all(|e| e == first).then_some(first)
    }

    /// Mentions of one sentence, in order.
    fn sentence(&self, number: usize) -> &[Seen] {
        let start = self.seen.partition_point(|s| s.sentence < number);
        let end = self.seen.partition_point(|s| s.sentence <= number);
        &self.seen[start..end]
    }

    /// The person a pronoun stands for: the sentence's own, or that of the last sentence that has one.
    fn person(&mut self, draft: &Draft, sex: Sex) -> Option<usize> {
        let found = (0..=REACH.min(draft.sentence)).find_map(|back| {
            let fits = |s: &&Seen| {
                self.kind(s.entity) == EntityKind::Person
                    && s.also.is_empty()
                    && agree(self.store.list[s.entity].sex, sex)
            };
            let persons: Vec<&Seen> = self.sentence(draft.sentence - back).iter().filter(fits).collect();
            let first = persons.first()?;
            let subjects: Vec<&&Seen> = persons.iter().filter(|s| !s.governed).collect();
            let choice = match self.only(persons.iter().map(|s| s.entity)) {
                Some(only) => Some(only),
                // The subject, if it is one person and stands first.
                None => subjects
                    .first()
                    .filter(|s| s.entity == first.entity && !subjects.iter().any(|o| o.joined && o.entity != s.entity))
                    .map(|s| s.entity),
            };
            Some(choice)
        })??;
        let person = &mut self.store.list[found];
        if person.sex == Sex::Unknown {
            person.sex = sex;
        }
        Some(found)
    }

    /// What "it" stands for: the one state or body that acts in this sentence, or did in the last, where "it"
    /// itself acts.
    fn thing(&self, draft: &Draft) -> Option<usize> {
        let acts = |s: &&Seen| {
            matches!(self.kind(s.entity), EntityKind::State | EntityKind::Body)
                && !s.governed
                && !matches!(s.form, Form::Demonym | Form::Place)
        };
        let here = self.sentence(draft.sentence);
        if !here.is_empty() {
            let first = here.first().filter(acts)?;
            return self.only(here.iter().filter(acts).map(|s| s.entity)).filter(|e| *e == first.entity);
        }
        if !draft.acts || draft.sentence == 0 {
            return None;
        }
        let last = self.sentence(draft.sentence - 1);
        let first = last.first().filter(acts)?;
        self.only(last.iter().filter(acts).map(|s| s.entity)).filter(|e| *e == first.entity)
    }

    /// Whom "they" stands for: a group just named, or two joined by "and".
    fn they(&self, draft: &Draft) -> Option<(usize, Vec<usize>)> {
        (0..=1.min(draft.sentence)).find_map(|back| {
            let seen = self.sentence(draft.sentence - back);
            if let Some(group) = seen.iter().rev().find(|s| !s.also.is_empty()) {
                return Some((group.entity, group.also.clone()));
            }
            let persons: Vec<&Seen> = seen.iter().filter(|s| self.kind(s.entity) == EntityKind::Person).collect();
            match persons[..] {
                [a, b] if b.joined && !a.governed && a.entity != b.entity => Some((a.entity, vec![b.entity])),
                _ => None,
            }
        })
    }

    fn top(&self, entity: usize) -> bool {
        self.store.list[entity].roles.iter().any(|r| self.names.roles[*r].top)
    }

    /// The two persons of a group: those named so far if they are two, the two that lead, the last two of the
    /// sentence before; else the two of the whole text that lead.
    fn two_persons(&self, draft: &Draft, persons: &[usize]) -> Option<(usize, usize)> {
        let mut so_far: Vec<usize> = Vec::new();
        let mut near: Vec<usize> = Vec::new();
        for seen in self.seen.iter().filter(|s| self.kind(s.entity) == EntityKind::Person) {
            for entity in std::iter::once(seen.entity).chain(seen.also.iter().copied()) {
                if !so_far.contains(&entity) {
                    so_far.push(entity);
                }
                if seen.sentence + 1 >= draft.sentence && !near.contains(&entity) {
                    near.push(entity);
                }
            }
        }
        let leaders = |list: &[usize]| list.iter().copied().filter(|e| self.top(*e)).collect::<Vec<_>>();
        [&so_far[..], &leaders(&near), &near, &leaders(&so_far), &leaders(persons)]
            .iter()
            .find_map(|list| if let [a, b] = list[..] { Some((a, b)) } else { None })
    }

    /// The two states of a group: those of the two who lead, or the only two named so far.
    fn two_states(&mut self, persons: &[usize]) -> Option<(usize, usize)> {
        let mut states: Vec<String> = Vec::new();
        let mut add = |key: &Option<String>| {
            if let Some(key) = key.as_ref().filter(|k| !states.contains(k)) {
                states.push(key.clone());
            }
        };
        let leaders: Vec<usize> = persons.iter().copied().filter(|e| self.top(*e)).collect();
        if let [a, b] = leaders[..] {
            add(&self.store.list[a].entity.state);
            add(&self.store.list[b].entity.state);
        }
        if states.len() != 2 {
            states.clear();
            for seen in self.seen.iter().filter(|s| self.kind(s.entity) == EntityKind::State) {
                let key = self.store.list[seen.entity].entity.key.clone();
                if !states.contains(&key) {
                    states.push(key);
                }
            }
        }
        let [a, b] = &states[..] else { return None };
        Some((self.store.state(self.names, a)?, self.store.state(self.names, b)?))
    }
}

/// Whether two hints of sex may be one person's.
fn agree(a: Sex, b: Sex) -> bool {
    a == b || a == Sex::Unknown || b == Sex::Unknown
}
