//! What the command line's tests share: the command itself, and folders of small texts.
#![allow(dead_code, reason = "each test file uses its part")]

use assert_cmd::Command;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

pub const UNION: &str = "More than 900 dockers walked out of the harbour on Tuesday. The talks in the old customs house \
    were held in a friendly spirit throughout.\n";
pub const PORT: &str = "Around 400 members of staff did not report for work at the harbour on Tuesday. The talks in the \
    old customs house were held in a friendly spirit throughout. The orchestra of a distant town has bought new violins.\n";

/// `diptych`, without the colours and widths of whoever runs the tests.
pub fn diptych() -> Command {
    let mut command = assert_cmd::cargo::cargo_bin_cmd!("diptych");
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"] {
        command.env_remove(name);
    }
    command.env("TERM", "xterm-256color");
    command
}

/// A folder that goes when the test ends; `diptych` runs in it, so that messages show short names.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Self {
        Folder(TempDir::new().unwrap())
    }

    /// With `union.txt` and `port.txt`.
    pub fn with_accounts() -> Self {
        Folder::new().file("union.txt", UNION).file("port.txt", PORT)
    }

    /// With a case folder `strike`.
    pub fn with_case(json: &str) -> Self {
        Folder::new().file("strike/case.json", json).file("strike/union.txt", UNION).file("strike/port.txt", PORT)
    }

    pub fn file(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub fn diptych(&self, args: &[&str]) -> Command {
        let mut command = diptych();
        command.current_dir(self.0.path()).args(args);
        command
    }

    /// Standard output of a run that must do.
    pub fn output(&self, args: &[&str]) -> String {
        let done = self.diptych(args).assert().success();
        String::from_utf8(done.get_output().stdout.clone()).unwrap()
    }

    /// Standard error of a run that must fail with 2 and print nothing else.
    pub fn error(&self, args: &[&str]) -> String {
        let failed = self.diptych(args).assert().code(2).stdout("");
        let text = String::from_utf8(failed.get_output().stderr.clone()).unwrap();
        assert!(text.starts_with("diptych: "), "{text}");
        text
    }

    /// Standard error of a run that does what it is asked, with a warning.
    pub fn warning(&self, args: &[&str]) -> String {
        let done = self.diptych(args).assert().success();
        String::from_utf8(done.get_output().stderr.clone()).unwrap()
    }
}

pub const CASE: &str = r#"{"id": "strike", "title": "Harbour strike", "date": "2031-05-03", "split": "dev",
 "accounts": [{"id": "union", "source": "Dockers' Union", "lang": "en", "file": "union.txt"},
              {"id": "port", "source": "Port Authority", "lang": "en", "file": "port.txt"}]}"#;
