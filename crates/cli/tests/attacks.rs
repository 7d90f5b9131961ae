//! Input that is meant to do harm does none: what its words could be taken for, wherever they are written. What takes memory
//! or time is in `bounds.rs`; `docs/robustness.md` lists all.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod support;

use serde_json::{Value, json};
use std::fs;
use support::{Folder, PORT, UNION};

/// A name that a spreadsheet, a browser, a Markdown reader or a terminal would act on.
const EVIL: [&str; 6] = [
    "=HYPERLINK(\"http://x\",\"y\")",
    "\"'><script>alert(1)</script><img src=x onerror=alert(1)>",
    "[x](javascript:alert(1)) | **b** `c`",
    "\u{1b}]0;title\u{7}\u{1b}[31mred\u{9b}31m",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\u{ff1d}1+1",
];

/// A record of a batch in which every word that can be chosen is evil.
fn record(evil: &str) -> Value {
    let text = |rest: &str| format!("{evil} was said at noon. {rest}");
    json!({
        "id": evil, "title": evil, evil: evil,
        "accounts": [
            {"id": format!("{evil}a"), "source": evil, "text": text(UNION), evil: evil},
            {"id": format!("{evil}b"), "source": format!("{evil}b"), "text": text(PORT)},
        ],
    })
}

/// A case folder of the same.
fn case(folder: Folder, evil: &str) -> Folder {
    let record = record(evil);
    let accounts = [0, 1].map(|n| {
        let account = &record["accounts"][n];
        json!({"id": account["id"], "source": account["source"], "file": format!("{n}.txt")})
    });
    let case = json!({"id": evil, "title": evil, "accounts": accounts}).to_string();
    let text = |n: usize| record["accounts"][n]["text"].as_str().unwrap().to_string();
    folder.file("case/case.json", case).file("case/0.txt", text(0)).file("case/1.txt", text(1))
}

fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'])
}

/// Every cell of every table is harmless in a spreadsheet.
fn no_formulas(csv: &str) {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    let mut cells = 0;
    for row in reader.records() {
        for cell in &row.unwrap() {
            assert!(!is_formula(cell), "{cell}");
            cells += 1;
        }
    }
    assert!(cells > 40, "{csv}");
}

#[test]
fn no_table_holds_a_formula() {
    for evil in EVIL {
        let folder = case(Folder::new().file("in.jsonl", record(evil).to_string()), evil);
        no_formulas(&folder.output(&["compare", "case", "-f", "csv"]));
        folder.diptych(&["batch", "in.jsonl", "-o", "out"]).assert().success();
        for table in fs::read_dir(folder.path("out")).unwrap().map(|f| f.unwrap().path()) {
            if table.extension().is_some_and(|e| e == "csv") {
                no_formulas(&fs::read_to_string(table).unwrap());
            }
        }
    }
}

/// Of what the evil names would bring, nothing is an element or leaves its attribute.
fn no_foreign_markup(html: &str) {
    assert_eq!(html.matches("<script").count(), 1, "only the page's own");
    assert!(!html.contains("<img") && !html.contains("\"'>") && !html.contains("href=\"javascript"), "{html}");
}

#[test]
fn no_page_holds_foreign_markup() {
    for evil in EVIL {
        no_foreign_markup(&case(Folder::new(), evil).output(&["compare", "case", "-f", "html"]));
    }
}

/// An article in which evil words speak.
fn article(evil: &str) -> Folder {
    let text = format!(
        "{evil}\n\nThe union said that {evil} walked out of the harbour on Tuesday. \"{evil} will go on,\" the union said.\n\n\
         The port authority said that {evil} had not walked out. The authority denied that the talks, {evil}, had failed."
    );
    Folder::new().file("article.txt", text)
}

#[test]
fn an_articles_words_stay_words() {
    let shown = |folder: &Folder, form: &str| folder.output(&["article", "article.txt", "-f", form]);
    for evil in EVIL {
        let folder = article(evil);
        no_foreign_markup(&shown(&folder, "html"));
        no_markup_in_markdown(&shown(&folder, "md"));
        no_commands(&shown(&folder, "text"));
    }
}

/// What Markdown would read has a backslash before it.
fn no_markup_in_markdown(text: &str) {
    let bare = text.replace("\\\\", "").replace("\\<", "").replace("\\]", "");
    assert!(!bare.contains('<') && !bare.contains("]("), "{text}");
    no_commands(text);
}

fn no_commands(text: &str) {
    assert!(text.chars().all(|c| !c.is_control() || c == '\n'), "{text:?}");
}

#[test]
fn no_terminal_is_commanded() {
    for evil in EVIL {
        let folder = case(Folder::new(), evil);
        no_commands(&folder.output(&["compare", "case"]));
        no_markup_in_markdown(&folder.output(&["compare", "case", "-f", "md"]));
        // Nor by what goes wrong: messages name files, ids and words of the input.
        let named = json!({"id": evil, "accounts": [{"id": evil, "text": "x"}, {"id": evil, "text": "y"}]}).to_string();
        let folder = Folder::new().file("in.jsonl", format!("{evil}\n{named}\n")).file("labels.jsonl", evil);
        for args in [
            &["batch", "in.jsonl", "-o", "out"][..],
            &["relate", "in.jsonl"],
            &["import", "labels.jsonl", "-o", "mine"],
        ] {
            let done = folder.diptych(args).assert();
            no_commands(&String::from_utf8_lossy(&done.get_output().stderr));
        }
    }
}

#[test]
fn no_record_leads_out_of_its_folder() {
    let folder = Folder::new().file("secret.txt", "A secret was told on Friday.").file("in/port.txt", PORT);
    let files = [
        "../secret.txt",
        "/etc/passwd",
        "./../secret.txt",
        "x/../../secret.txt",
        "",
        "/dev/zero",
        "link.txt",
        "\\\\x\\y",
    ];
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path("secret.txt"), folder.path("in/link.txt")).unwrap();
    let line =
        |file: &&str| json!({"accounts": [{"id": "a", "file": file}, {"id": "b", "file": "port.txt"}]}).to_string();
    let lines: Vec<String> = files.iter().map(line).collect();
    let folder = folder.file("in/in.jsonl", lines.join("\n"));
    folder.diptych(&["batch", "in/in.jsonl", "-o", "out"]).assert().code(2).stdout("");
    let errors = folder.read("out/errors.jsonl");
    let reports = fs::read_to_string(folder.path("out/reports.jsonl")).unwrap_or_default();
    assert_eq!((errors.lines().count(), reports.as_str()), (files.len(), ""), "{errors}");
    assert!(!errors.contains("A secret"));
    let out = errors.lines().filter(|l| l.contains("leads out of the folder")).count();
    assert!(out >= files.len() - 1, "{errors}");
}
