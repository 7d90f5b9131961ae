//! Installs what is missing: the WASM target, cargo-nextest, a browser, Python's environments, Java, the page's tools.

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
    let missing: Vec<(&str, &str)> = [
        (browser().is_some(), "chromium", "a Chromium, or its name in the variable CHROMIUM"),
        (have("python3", &["-c", "import ensurepip, venv"]), "python3-venv", "Python's module venv"),
        (have("java", &["-version"]), "default-jre-headless", "Java 17 or newer"),
    ]
    .into_iter()
    .filter_map(|(there, package, what)| (!there).then_some((package, what)))
    .collect();
    if !missing.is_empty() {
        let (packages, what): (Vec<_>, Vec<_>) = missing.into_iter().unzip();
        if !have("apt-get", &["--version"]) {
            return Err(format!("install what is missing: {}", what.join("; ")));
        }
        shell::run(&mut command("apt-get", &["update"]))?;
        let install = ["install", "-y", "--no-install-recommends"];
        shell::run(command("apt-get", &install).args(packages))?;
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
