//! The page: accounts are pasted, dropped or opened, compared in a Web Worker by the same core as on the command line, and
//! shown in four views. Nothing is sent anywhere.
//!
//! | part | what it does | where |
//! | --- | --- | --- |
//! | state | what the page knows, and how each thing that happens changes it | [`state`], `shown` |
//! | place | where the reader is, as the address says it | [`place`], `link` |
//! | workers | compare, and read files; the one boundary to them is `agent`; the deep engine's is a package of its own, `deep/` | [`agent`], [`progress`], [`work`], [`opened`] |
//! | what is drawn | prepared from the report without touching the browser | `filter`, `prose`, `grid`, `emphasis`, `citation` |
//! | corrections | what a reader changes by hand | `correct` |
//! | taken along | files as the command line writes them, made by the worker | [`download`], `save` |
//! | browser | what it has, and what it says | [`browser`] |
//! | what stays | the last texts and choices, in this browser alone | `keep` |
//! | drawing | one part a file | `components`, `charts` |
//! | words | every word that the page itself says, one language a file | `i18n` |

pub mod agent;
pub mod app;
pub mod browser;
pub mod case_file;
mod charts;
mod citation;
mod components;
mod correct;
pub mod download;
mod emphasis;
mod fetch;
mod filter;
mod grid;
mod grown;
mod i18n;
mod keep;
mod link;
pub mod opened;
pub mod place;
pub mod progress;
mod prose;
mod reveal;
mod save;
mod shown;
pub mod state;
pub mod work;
