//! What once upset a fuzz target does not any more: every file of `fuzz/regressions/TARGET/` goes through the target.

#[path = "../../../fuzz/src/lib.rs"]
mod targets;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// The longest that an input may take, without optimisation and beside other tests.
const LONGEST: Duration = Duration::from_secs(30);

#[test]
fn what_was_found_once_holds() {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/regressions");
    for folder in fs::read_dir(all).unwrap().map(|folder| folder.unwrap()) {
        let name = folder.file_name();
        let target = targets::TARGETS.iter().find(|(target, _)| name == *target);
        let (_, run) = target.unwrap_or_else(|| panic!("fuzz/regressions/{} belongs to no target", name.display()));
        for file in fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path()) {
            // The name shows if the target panics.
            eprintln!("{}", file.display());
            let begun = Instant::now();
            run(&fs::read(&file).unwrap());
            assert!(begun.elapsed() < LONGEST, "{} took {:?}", file.display(), begun.elapsed());
        }
    }
}

/// Every target holds on what nobody would call damaged.
#[test]
fn every_target_takes_plain_bytes() {
    let plain = [
        "",
        "\u{1}",
        "\u{1}More than 900 dockers walked out on 3 May.\0Around 400 dockers walked out, the port said.",
        "\u{2}Министр заявил, что 20 человек погибли 5 мая.\0Министр не заявил этого.",
        "\u{3}外交部表示,三百人参加了会谈。\0双方会谈没有举行。",
    ];
    for (name, run) in targets::TARGETS {
        for bytes in plain {
            eprintln!("{name}: {bytes:?}");
            run(bytes.as_bytes());
        }
    }
}
