//! The Python package: its wheel, and its tests in an environment of their own.

use crate::shell::{command, root, run as step};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const WHEELS: &str = "target/wheels";
const NEEDED: &str = "crates/python/requirements-dev.txt";

/// Runs it; the wheel is left in `target/wheels`.
pub fn run() -> Result<(), String> {
    let environment = environment()?;
    // Of an earlier version there must be no wheel beside the new one.
    drop(fs::remove_dir_all(root().join(WHEELS)));
    let build = ["-m", "maturin", "build", "--release", "--locked", "--out", WHEELS, "--manifest-path"];
    step(python(&environment, &build).arg("crates/python/Cargo.toml"))?;
    let install =
        ["-m", "pip", "install", "--quiet", "--no-deps", "--force-reinstall", "--no-index", "--find-links", WHEELS];
    step(python(&environment, &install).arg("diptych"))?;
    // What the wheel gives is held against this program's.
    step(&mut command("cargo", &["build", "--package", "diptych", "--locked"]))?;
    let here = |words: &[&str]| step(python(&environment, words).current_dir(root().join("crates/python")));
    here(&["-m", "ruff", "format", "--check", ".", "../../examples"])?;
    here(&["-m", "ruff", "check", ".", "../../examples"])?;
    here(&["-m", "mypy"])?;
    here(&["-m", "pytest"])?;
    here(&["-m", "pytest", "--nbmake", "../../examples"])
}

/// A virtual environment with what is needed, made anew when that has changed.
fn environment() -> Result<PathBuf, String> {
    let environment = root().join("target/python");
    let done = environment.join("requirements-dev.txt");
    let needed = fs::read(root().join(NEEDED)).map_err(|e| format!("{NEEDED}: {e}"))?;
    if fs::read(&done).is_ok_and(|there| there == needed) {
        return Ok(environment);
    }
    let place = environment.display().to_string();
    step(&mut command("python3", &["-m", "venv", "--clear", &place]))?;
    step(&mut python(&environment, &["-m", "pip", "install", "--quiet", "--requirement", NEEDED]))?;
    fs::write(&done, needed).map_err(|e| format!("{}: {e}", done.display()))?;
    Ok(environment)
}

/// The environment's Python, in the workspace's folder.
fn python(environment: &Path, words: &[&str]) -> Command {
    let program = environment.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    command(&program.display().to_string(), words)
}
