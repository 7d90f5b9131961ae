//! Every check and test, the quick ones first.

use crate::shell::{command, root, run as step};
use crate::{deep_wasm, licences, python, setup, web};

/// Runs it.
pub fn run() -> Result<(), String> {
    setup::run()?;
    let cargo = |args: &[&str]| step(&mut command("cargo", args));
    cargo(&["fmt", "--all", "--check"])?;
    licences::run()?;
    cargo(&["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"])?;
    let page = ["clippy", "--package", "diptych-web", "--target", "wasm32-unknown-unknown", "--locked"];
    cargo(&[&page[..], &["--", "-D", "warnings"]].concat())?;
    let docs = ["doc", "--workspace", "--no-deps", "--locked"];
    step(command("cargo", &docs).env("RUSTDOCFLAGS", "-D warnings"))?;
    cargo(&["nextest", "run", "--workspace", "--locked"])?;
    cargo(&["test", "--doc", "--workspace", "--locked"])?;
    web::run()?;
    deep_wasm::run()?;
    // What WASM gives is held against this program's.
    cargo(&["build", "--package", "diptych", "--locked"])?;
    let browser = setup::browser().ok_or("no Chromium found; `cargo xtask setup` installs it")?;
    step(command("node", &["--test", "tests/"]).current_dir(root().join("web")).env("CHROMIUM", browser))?;
    python::run()
}
