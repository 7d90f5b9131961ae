//! `diptych batch` interrupted: it goes on where it was, and ends with the same bytes.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod support;

use serde_json::json;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use support::{Folder, PORT, UNION};

const FILES: [&str; 7] =
    ["reports.jsonl", "errors.jsonl", "pairs.csv", "pairs.parquet", "findings.csv", "findings.parquet", "summary.json"];

/// Lines of pairs, every seventh of which is bad.
fn lines(n: usize) -> String {
    let line = |i: usize| match i % 7 {
        3 => "{\"a\": ".to_string(),
        k => json!({"id": i, "a": format!("{UNION} On day {i} it rained."), "b": PORT.repeat(k / 3 + 1)}).to_string(),
    };
    (0..n).map(|i| line(i) + "\n").collect()
}

fn folder(n: usize) -> Folder {
    Folder::new().file("in.jsonl", lines(n))
}

fn spawn(folder: &Folder, args: &[&str]) -> Child {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("diptych"));
    command.current_dir(folder.path("")).args(args);
    command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

fn same(folder: &Folder, whole: &str, resumed: &str) {
    for name in FILES {
        let bytes = |of: &str| fs::read(folder.path(&format!("{of}/{name}"))).unwrap();
        assert!(bytes(whole) == bytes(resumed), "{name} is another after interruptions");
    }
    assert!(!folder.path(resumed).join(".partial").exists());
}

/// Numbers that look random and are the same on each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

/// At random points, where the end of what it wrote is torn now and then.
#[test]
fn a_batch_killed_a_hundred_times_goes_on_where_it_was() {
    let folder = folder(120);
    let begun = Instant::now();
    folder.diptych(&["batch", "in.jsonl", "-o", "whole", "-q"]).assert().code(1);
    let whole = begun.elapsed();
    let (mut numbers, mut killed, mut finished) = (Numbers(7), 0, 0);
    while killed < 100 || finished == 0 {
        let mut args = vec!["batch", "in.jsonl", "-o", "out", "-q", "--jobs", ["1", "2"][killed % 2]];
        if folder.path("out/summary.json").exists() && !folder.path("out/.partial").exists() {
            same(&folder, "whole", "out");
            finished += 1;
            args.push("--restart");
        }
        let mut child = spawn(&folder, &args);
        let wait = numbers.below(u64::try_from(whole.as_millis()).unwrap() * 3 / 4 + 1);
        let end = Instant::now() + Duration::from_millis(wait);
        while Instant::now() < end && child.try_wait().unwrap().is_none() {
            sleep(Duration::from_millis(2));
        }
        if child.try_wait().unwrap().is_none() {
            child.kill().unwrap();
            killed += 1;
        }
        let done = child.wait_with_output().unwrap();
        if let Some(code) = done.status.code() {
            assert_eq!(code, 1, "{}", String::from_utf8_lossy(&done.stderr));
        } else if let Ok(mut journal) = OpenOptions::new().append(true).open(folder.path("out/.partial/journal")) {
            // A power cut may leave a file longer or shorter than it was.
            let length = journal.metadata().unwrap().len();
            match numbers.below(4) {
                0 => journal.write_all(b"R 01234567 0123").unwrap(),
                1 => journal.write_all(&[0; 100]).unwrap(),
                2 => journal.set_len(length - numbers.below(length.min(3000) + 1)).unwrap(),
                _ => {}
            }
        }
    }
    folder.diptych(&["batch", "in.jsonl", "-o", "out", "-q"]).assert().code(1);
    same(&folder, "whole", "out");
}

/// A batch of which the first records are done.
fn begun(n: usize) -> Folder {
    let folder = folder(n);
    folder.diptych(&["batch", "in.jsonl", "-o", "whole", "-q"]).assert().code(1);
    let mut child = spawn(&folder, &["batch", "in.jsonl", "-o", "out"]);
    while fs::metadata(folder.path("out/.partial/journal")).map_or(0, |m| m.len()) < 20_000 {
        assert!(child.try_wait().unwrap().is_none(), "it was done too soon");
        sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    folder
}

#[test]
fn what_has_changed_since_is_named_and_refused() {
    let folder = begun(100);
    let refused = |args: &[&str]| folder.error(&[&["batch", "in.jsonl", "-o", "out"][..], args].concat());
    assert!(refused(&["--kind-threshold", "0.5"]).contains("settings.kind_threshold (now 0.5, then 0.3)"));
    assert!(refused(&["--pairs", "consecutive"]).contains("--pairs (now \"consecutive\", then \"all\")"));
    fs::write(folder.path("in.jsonl"), lines(101)).unwrap();
    let told = refused(&[]);
    assert!(told.contains("have changed: the input") && told.contains("add --restart"), "{told}");
    folder.diptych(&["batch", "in.jsonl", "-o", "out", "--restart"]).assert().code(1);
    assert_eq!(folder.read("out/reports.jsonl").lines().last().unwrap()[..10], *"{\"id\":100,");
}

#[test]
fn standard_input_is_held_against_what_is_done() {
    let folder = folder(40);
    let args = ["batch", "-", "-o", "out", "-q"];
    let run = |text: String| folder.diptych(&args).write_stdin(text).assert();
    folder.diptych(&["batch", "-", "-o", "whole", "-q"]).write_stdin(lines(40)).assert().code(1);
    // The stream breaks off within a record: strict stops there, and keeps what is before.
    let strict = [&args[..], &["--strict"]].concat();
    folder.diptych(&strict).write_stdin(lines(40)).assert().code(2);
    run(lines(40).replacen("On day 1 ", "On day 2 ", 1))
        .code(2)
        .stderr(predicates::str::contains("standard input:2: this record"));
    run(lines(2)).code(2).stderr(predicates::str::contains("ends before what the interrupted run has done"));
    run(lines(40)).code(1);
    same(&folder, "whole", "out");
    run(lines(40)).code(2).stderr(predicates::str::contains("can't be compared with this one"));
}

#[test]
fn a_file_that_a_record_names_may_not_change() {
    let record = r#"{"accounts": [{"id": "u", "file": "u.txt"}, {"id": "p", "text": "The ships left the harbour."}]}"#;
    let folder = Folder::new().file("in.jsonl", format!("{record}\n{{\n")).file("u.txt", UNION);
    folder.diptych(&["batch", "in.jsonl", "-o", "out", "--strict"]).assert().code(2);
    let folder = folder.file("u.txt", PORT);
    assert!(
        folder
            .error(&["batch", "in.jsonl", "-o", "out"])
            .contains("in.jsonl:1: this record, or a file it names, has changed")
    );
    let folder = folder.file("u.txt", UNION);
    folder.diptych(&["batch", "in.jsonl", "-o", "out"]).assert().code(1);
}

#[cfg(unix)]
#[test]
fn an_interruption_is_heard_at_once_and_tells_how_to_go_on() {
    let folder = folder(150);
    let mut child = spawn(&folder, &["batch", "in.jsonl", "-o", "out"]);
    while fs::metadata(folder.path("out/.partial/journal")).map_or(0, |m| m.len()) < 20_000 {
        assert!(child.try_wait().unwrap().is_none(), "it was done too soon");
        sleep(Duration::from_millis(1));
    }
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let sent = Instant::now();
    let done = child.wait_with_output().unwrap();
    // A second is what a user may count on; a busy machine gets another.
    assert!(sent.elapsed() < Duration::from_secs(2));
    assert_eq!(done.status.code(), Some(130));
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(told.contains("give the same command again to go on"), "{told}");
    let told = folder.diptych(&["batch", "in.jsonl", "-o", "out"]).assert().code(1);
    assert!(String::from_utf8_lossy(&told.get_output().stderr).contains("going on after "));
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_it_quietly_and_a_full_disk_with_a_word() {
    let folder = folder(40);
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("diptych"));
    command.current_dir(folder.path("")).args(["batch", "in.jsonl", "-o", "-", "-q"]).stderr(Stdio::piped());
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let done = child.wait_with_output().unwrap();
    assert!(done.status.success() && !String::from_utf8_lossy(&done.stderr).contains("standard output"));
    if let Ok(full) = OpenOptions::new().write(true).open("/dev/full") {
        let mut child = command.stdout(full).spawn().unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(2));
    }
}
