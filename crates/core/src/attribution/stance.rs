//! What a source does with what it is said to say.

use super::Attribution;
use super::passage::Passage;
use crate::lexicon::{Hit, List};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Stance of a source towards the content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Stance {
    /// Says it, in the reporter's words.
    #[default]
    Stated,
    /// Says it, in the source's own words.
    Quoted,
    /// Is said to mean it without saying so.
    Implied,
    /// Says that it is not so.
    Denied,
    /// Asks whether it is so.
    Asked,
    /// Undertakes it.
    Promised,
    /// Asks for it of others.
    Demanded,
}

impl Stance {
    /// The name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Stance::Stated => "stated",
            Stance::Quoted => "quoted",
            Stance::Implied => "implied",
            Stance::Denied => "denied",
            Stance::Asked => "asked",
            Stance::Promised => "promised",
            Stance::Demanded => "demanded",
        }
    }
}

/// The stance that an attribution's cue and the marks around its content tell. `hits` are the word lists' hits over all
/// the passage's tokens.
pub fn stance(p: &Passage, a: &Attribution, hits: &[Hit]) -> Stance {
    let within = |h: &&Hit| h.start >= a.cue.start && h.end <= a.cue.end;
    let level = hits.iter().filter(|h| h.entry.list == List::Stance).filter(within).map(|h| h.entry.level).next_back();
    match level {
        Some(1) => Stance::Implied,
        Some(2) => Stance::Denied,
        Some(3) => Stance::Asked,
        Some(4) => Stance::Promised,
        Some(5) => Stance::Demanded,
        _ => {
            let tokens = || a.content.iter().flat_map(|r| &p.atoms[r.clone()]);
            let quoted = tokens().filter(|t| t.quotation > 0).count();
            if quoted > 0 && quoted * 2 >= tokens().count() { Stance::Quoted } else { Stance::Stated }
        }
    }
}
