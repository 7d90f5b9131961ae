//! Running other programs.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The workspace's folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Tells the person at the terminal.
pub fn say(message: &str) {
    // A closed terminal is no reason to stop.
    let _ = writeln!(std::io::stderr().lock(), "{message}");
}

/// A program with its arguments, run in the workspace's folder.
pub fn command(program: &str, args: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(args).current_dir(root());
    command
}

/// Runs it, telling what is run.
pub fn run(command: &mut Command) -> Result<(), String> {
    let words: Vec<_> =
        std::iter::once(command.get_program()).chain(command.get_args()).map(|w| w.to_string_lossy()).collect();
    let line = words.join(" ");
    say(&format!("> {line}"));
    let status = command.status().map_err(|e| format!("{line:?} did not start: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("{line:?} ended with {status}")) }
}

/// Runs it and gives what it prints.
pub fn output(command: &mut Command) -> Result<String, String> {
    let out = command.output().map_err(|e| format!("{:?} did not start: {e}", command.get_program()))?;
    if !out.status.success() {
        return Err(String::from_utf8_lossy(&out.stderr).into_owned());
    }
    Ok(String::from_utf8_lossy(&out.stdout).into_owned())
}

/// Whether a program can be run at all.
pub fn have(program: &str, args: &[&str]) -> bool {
    Command::new(program).args(args).output().is_ok_and(|o| o.status.success())
}
