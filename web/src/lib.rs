//! The page: accounts are pasted, dropped or opened, compared in a Web Worker by the same core as on the command line, and
//! shown in four views. Nothing is sent anywhere.
//!
//! | part | what it does | where |
//! | --- | --- | --- |
//! | state | what the page knows, and how each thing that happens changes it | [`state`] |
//! | place | where the reader is, as the address says it | [`place`], `link` |
//! | worker | compares, and reads files; the one boundary to it is `agent` | [`agent`], `work`, `opened` |
//! | what is drawn | prepared from the report without touching the browser | `filter`, `prose`, `grid`, `emphasis`, `citation` |
//! | corrections | what a reader changes by hand | `correct` |
//! | drawing | one part a file | `components`, `charts` |
//! | words | every word that the page itself says, one language a file | `i18n` |

pub mod agent;
pub mod app;
pub mod case_file;
mod charts;
mod citation;
mod components;
mod correct;
mod emphasis;
mod fetch;
mod filter;
mod grid;
mod i18n;
mod link;
pub mod opened;
pub mod place;
mod prose;
mod reveal;
mod save;
pub mod state;
mod work;
