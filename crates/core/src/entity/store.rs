//! The entities found so far, with what the text has taught about each.

use super::Entity;
use super::names::{ByHash, Names, Sex};
use std::collections::HashMap;

/// An entity in the making.
#[derive(Debug)]
pub(super) struct Person {
    pub entity: Entity,
    pub sex: Sex,
    pub roles: Vec<usize>,
    /// Head noun that may stand for it.
    pub head: Option<u64>,
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct Store {
    pub list: Vec<Person>,
    by_key: HashMap<String, usize>,
    by_known: ByHash<usize>,
    /// Entities by a row of words that names them.
    pub phrases: ByHash<usize>,
    /// Persons by surname.
    pub surnames: ByHash<usize>,
}

impl Store {
    /// The entity with this place in the lists.
    pub fn known(&mut self, names: &Names, number: usize) -> usize {
        if let Some(found) = self.by_known.get(&(number as u64)) {
            return *found;
        }
        let known = &names.known[number];
        let entity = self.add(
            Entity {
                name: known.name.clone(),
                kind: known.kind,
                key: known.key.clone(),
                state: known.state.clone(),
                names: Vec::new(),
            },
            known.head,
        );
        self.list[entity].sex = known.sex;
        self.list[entity].roles.clone_from(&known.roles);
        self.by_known.insert(number as u64, entity);
        entity
    }

    /// The entity with this key, added where it is new.
    pub fn add(&mut self, entity: Entity, head: Option<u64>) -> usize {
        if let Some(found) = self.by_key.get(&entity.key) {
            return *found;
        }
        let place = self.list.len();
        self.by_key.insert(entity.key.clone(), place);
        self.list.push(Person { entity, sex: Sex::Unknown, roles: Vec::new(), head });
        place
    }

    /// The state with this key: one that was found, or one of the lists.
    pub fn state(&mut self, names: &Names, key: &str) -> Option<usize> {
        if let Some(found) = self.by_key.get(key) {
            return Some(*found);
        }
        Some(self.known(names, names.number(key)?))
    }

    /// Adds what a title tells of a person.
    pub fn learn(&mut self, names: &Names, person: usize, roles: &[usize], state: Option<&str>) {
        let entry = &mut self.list[person];
        for role in roles {
            if !entry.roles.contains(role) {
                entry.roles.push(*role);
            }
            // "Mrs" tells more than "chairman".
            let courtesy = matches!(names.roles[*role].key.as_str(), "sir" | "madam");
            if entry.sex == Sex::Unknown || courtesy {
                entry.sex = names.roles[*role].sex;
            }
        }
        if entry.entity.state.is_none() {
            entry.entity.state = state.map(str::to_string);
        }
    }

    /// Notes a way the text names an entity.
    pub fn name(&mut self, entity: usize, written: &str) {
        let names = &mut self.list[entity].entity.names;
        if !names.iter().any(|n| n == written) {
            names.push(written.to_string());
        }
    }
}
