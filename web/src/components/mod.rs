//! What is drawn, one part a file. Parts get what they show and a callback for what happens; none keeps state that another
//! needs.

pub mod account;
pub mod busy;
pub mod export;
pub mod findings;
pub mod form;
pub mod gallery;
pub mod kept;
pub mod kinds;
pub mod matrix;
pub mod overview;
pub mod result;
pub mod sides;
pub mod texts;
