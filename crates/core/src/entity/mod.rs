//! Which persons, states and bodies a text speaks of: one entity whatever the wording.
//!
//! Known names come from lists in three languages (`data/entity/`), so that "Xi Jinping", "Си Цзиньпин" and
//! "习近平" share a key. Other names are runs of capitalised words, read with the titles and head nouns beside
//! them. What stands for a name comes last: titles, definite nouns, groups and pronouns, left open where two
//! entities would do equally well.
//!
//! | step | what it does | where |
//! | --- | --- | --- |
//! | words | tokens with their keys, classes and cases | `words` |
//! | survey | what the whole text tells of its unknown names | `survey` |
//! | names | known terms and runs of capitals to entities | `read`, `run`, `store` |
//! | references | pronouns, titles and groups to the entities they stand for | `refer` |

mod class;
mod en;
pub(crate) mod fold;
pub(crate) mod names;
mod read;
mod refer;
mod ru;
mod run;
mod store;
mod survey;
mod words;
mod zh;

#[cfg(test)]
mod tests;

use crate::sentence;
use crate::text::{Lang, Span};
use crate::token::{Token, Tokenizer};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// A person.
    Person,
    /// A state or territory.
    State,
    /// A body that acts: an office, a company, an alliance, a medium.
    Body,
    /// A place that stands for no state.
    Place,
    /// A name whose kind the text does not tell.
    Other,
}

/// How a mention words its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// By its name.
    Name,
    /// A person by the surname.
    Surname,
    /// By a role: "the Chinese leader".
    Title,
    /// A body by its kind: "the union", "the ministry".
    Noun,
    /// By the place where it sits: "Moscow said".
    Capital,
    /// A place as a place: "in Moscow".
    Place,
    /// A state by its adjective or its people: "Russian".
    Demonym,
    /// A body by an acronym that the text introduces.
    Acronym,
    /// By a pronoun.
    Pronoun,
    /// Several at once: "the two men", "both sides".
    Group,
}

/// One entity of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Its name in the text's language: from the lists, or the fullest that the text gives.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// The same in every language for a name of the lists (`state:RU`, `person:xi-jinping`, `body:kremlin`,
    /// `body:foreign-ministry:CN`); a form of the name otherwise.
    pub key: String,
    /// Key of the state it belongs to, if known; a state's is its own.
    pub state: Option<String>,
    /// The names the text uses for it, each once, in order.
    pub names: Vec<String>,
}

/// One stretch of the text that stands for an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands.
    pub span: Span,
    /// Which entity, by its place in [`Entities::list`].
    pub entity: usize,
    /// How it is worded.
    pub form: Form,
    /// For a group, the other entities it stands for; empty otherwise.
    pub also: Vec<usize>,
}

/// The entities of one text and every mention of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entities {
    /// In order of first mention.
    pub list: Vec<Entity>,
    /// In order of place; they do not overlap.
    pub mentions: Vec<Mention>,
}

/// A sentence's tokens, as [`Entities::of`] takes them.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Its tokens.
    pub tokens: &'a [Token],
    /// Whether it is a heading, where capitals tell little.
    pub heading: bool,
}

impl Entities {
    /// Reads a text from scratch.
    pub fn read(text: &str, lang: Lang) -> Entities {
        let tokenizer = Tokenizer::new(lang);
        let tokens: Vec<(Vec<Token>, bool)> =
            sentence::sentences(text, lang).iter().map(|s| (tokenizer.tokens(text, s.span), s.heading)).collect();
        let lines: Vec<Line<'_>> = tokens.iter().map(|(t, heading)| Line { tokens: t, heading: *heading }).collect();
        Entities::of(text, lang, &lines)
    }

    /// Reads a text whose sentences are cut into tokens already, in time linear in their number.
    pub fn of(text: &str, lang: Lang, lines: &[Line<'_>]) -> Entities {
        if lang == Lang::Und {
            return Entities::default();
        }
        let words = words::Words::new(text, lang, lines);
        let (store, drafts) = read::Reader::new(&words).read();
        refer::resolve(&words, store, drafts)
    }

    /// The mentions that lie wholly within `span`, in order.
    pub fn within(&self, span: Span) -> impl Iterator<Item = &Mention> {
        let from = self.mentions.partition_point(|m| m.span.start < span.start);
        self.mentions[from..].iter().take_while(move |m| m.span.start < span.end).filter(move |m| span.contains(m.span))
    }

    /// Every entity that a mention stands for.
    pub fn meant<'a>(&'a self, mention: &'a Mention) -> impl Iterator<Item = &'a Entity> {
        std::iter::once(&mention.entity).chain(&mention.also).filter_map(|i| self.list.get(*i))
    }

    /// What to write beside a mention whose words do not name its entity: "he" is "Xi Jinping", "Moscow" is
    /// "Russia", "the two men" are "Xi Jinping and Vladimir Putin". `None` for a plain name or a place.
    pub fn note(&self, mention: &Mention) -> Option<String> {
        if matches!(mention.form, Form::Name | Form::Surname | Form::Place) {
            return None;
        }
        let names: Vec<&str> = self.meant(mention).map(|e| e.name.as_str()).collect();
        (!names.is_empty()).then(|| names.join(" and "))
    }
}
