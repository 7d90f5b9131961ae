//! What matching needs to know of a document, read once.

use super::Document;
use crate::embed::Encoder;
use crate::entity::{Entities, EntityKind};
use crate::text::Lang;
use crate::token::hash;

/// How much of a text is read, in bytes, so that the long transcripts among texts take no more time than others; and
/// its first lines, which by the custom of news tell who met whom. Bytes rather than characters: a Chinese character
/// takes three, and says as much as three letters.
const READ: usize = 6000;
const LEAD: usize = 700;

/// What is known of a document.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Days since the year 1.
    pub day: i64,
    /// Its language, given or detected.
    pub lang: Lang,
    /// Vector of heading and text.
    pub(super) vector: Vec<f32>,
    /// Names in heading and first lines; sorted, each once.
    pub(super) lead: Vec<Name>,
    /// All names; sorted, each once.
    pub(super) named: Vec<Name>,
}

/// A participant by its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name {
    pub key: u64,
    /// Whether the key is that of a list, which is the same in every language.
    pub known: bool,
    /// Whether it names a person.
    pub person: bool,
}

impl Profile {
    /// Reads a document.
    pub fn read(document: &Document, encoder: &dyn Encoder) -> Profile {
        let title = document.title.trim();
        let head = if title.is_empty() { String::new() } else { format!("{title}.\n\n") };
        let text = head.clone() + beginning(&document.text, READ);
        let lang = document.lang.unwrap_or_else(|| Lang::detect(&text));
        let entities = Entities::read(&text, lang);
        let (mut lead, mut named) = (Vec::new(), Vec::new());
        for mention in &entities.mentions {
            for entity in entities.meant(mention) {
                let keys = [Some(&entity.key), entity.state.as_ref().filter(|s| **s != entity.key)];
                let who = matches!(entity.kind, EntityKind::Person | EntityKind::State | EntityKind::Body);
                for key in keys.into_iter().flatten() {
                    let name = Name {
                        key: hash(key),
                        known: key.contains(':'),
                        person: entity.kind == EntityKind::Person && *key == entity.key,
                    };
                    named.push(name);
                    if who && mention.span.start < head.len() + LEAD {
                        lead.push(name);
                    }
                }
            }
        }
        for names in [&mut lead, &mut named] {
            names.sort_unstable();
            names.dedup();
        }
        Profile { day: document.date.ordinal(), lang, vector: encoder.encode(&text), lead, named }
    }
}

/// The first bytes of a text, to the end of the character they end in.
fn beginning(text: &str, bytes: usize) -> &str {
    let end = (bytes..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    &text[..end.min(text.len())]
}
