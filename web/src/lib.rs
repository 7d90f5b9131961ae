//! The page: accounts are pasted or opened, compared in a Web Worker by the same core as on the command
//! line, and shown side by side. Nothing is sent anywhere.
//!
//! `case_file` reads and holds what goes in, `work` is what the worker does, `app` holds the page's state;
//! `form`, `overview` and `findings` draw its three parts.

pub mod app;
pub mod case_file;
mod findings;
mod form;
mod overview;
mod save;
pub mod work;
