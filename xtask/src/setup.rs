//! Installs what is missing: the WASM target, cargo-nextest, a browser, the page's tools.

use crate::shell::{self, command, have, output, root};

const TARGET: &str = "wasm32-unknown-unknown";

/// Runs it; what is there already is left alone.
pub fn run() -> Result<(), String> {
    // Without rustup the distribution's own Rust must bring the target; the build will tell.
    if have("rustup", &["--version"]) {
        let installed = output(&mut command("rustup", &["target", "list", "--installed"]))?;
        if !installed.lines().any(|t| t == TARGET) {
            shell::run(&mut command("rustup", &["target", "add", TARGET]))?;
        }
    }
    if !have("cargo", &["nextest", "--version"]) {
        shell::run(&mut command("cargo", &["install", "--locked", "cargo-nextest"]))?;
    }
    if browser().is_none() {
        if !have("apt-get", &["--version"]) {
            return Err("no Chromium found; install it, or name it in the variable CHROMIUM".into());
        }
        shell::run(&mut command("apt-get", &["update"]))?;
        shell::run(&mut command("apt-get", &["install", "-y", "--no-install-recommends", "chromium"]))?;
    }
    let installed = root().join("web/node_modules/.package-lock.json");
    let time = |p: &std::path::Path| p.metadata().and_then(|m| m.modified()).ok();
    if time(&installed) < time(&root().join("web/package-lock.json")) {
        shell::run(command("npm", &["ci", "--no-audit", "--no-fund"]).current_dir(root().join("web")))?;
    }
    Ok(())
}

/// The browser that the tests drive: the variable CHROMIUM, or one of the usual names.
pub fn browser() -> Option<String> {
    let named = std::env::var("CHROMIUM").ok();
    let usual = ["chromium", "chromium-browser", "google-chrome"].map(String::from);
    named.into_iter().chain(usual).find(|b| have(b, &["--version"]))
}
