//! Recipes: `cargo xtask NAME`. One file a recipe, one line in [`RECIPES`].

mod deep_wasm;
mod licences;
mod python;
mod setup;
mod shell;
mod test;
mod web;

use std::process::ExitCode;

type Recipe = fn() -> Result<(), String>;

/// Name, what it does, and how.
const RECIPES: [(&str, &str, Recipe); 7] = [
    ("setup", "install what building the page and the tests need", setup::run),
    ("web", "build the page into dist/web", web::run),
    ("web-quick", "the same while it is being changed: large and slow, but soon there", web::quick),
    ("deep-wasm", "build the deep engine for Node, to hold it to the native one", deep_wasm::run),
    ("python", "build the Python package into target/wheels and test it", python::run),
    ("licences", "check the licences of all dependencies", licences::run),
    ("test", "run every check and test; what CI runs", test::run),
];

fn main() -> ExitCode {
    let name = std::env::args().nth(1).unwrap_or_default();
    let Some((_, _, recipe)) = RECIPES.iter().find(|(n, _, _)| *n == name) else {
        shell::say("usage: cargo xtask RECIPE");
        RECIPES.iter().for_each(|(n, what, _)| shell::say(&format!("  {n:10} {what}")));
        return ExitCode::from(2);
    };
    match recipe() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            shell::say(&format!("xtask {name}: {message}"));
            ExitCode::FAILURE
        }
    }
}
