//! `diptych match`, `trend`, `matrix` and `report`.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod support;

use diptych_core::{Account, Case, Config, Date, Engine};
use serde_json::{Value, json};
use support::{Folder, PORT, UNION};

const OURS: &str = r#"[
 {"id": "m1", "date": "2031-05-03", "title": "Call with Xi Jinping", "source": "Ours",
  "text": "Joe Biden spoke with Xi Jinping about tariffs and climate."},
 {"date": "2031-05-03", "title": "Visit to a school", "text": "Joe Biden visited a school and spoke of teachers' pay."},
 {"date": "2031-05-20", "title": "Call with Olaf Scholz", "text": "Joe Biden spoke with Olaf Scholz about gas."},
 {"date": "May", "text": "No day."}
]"#;

const THEIRS: &str = concat!(
    r#"{"id": 7, "date": "2031-05-04", "lang": "en", "title": "Xi Jinping and US President Joe Biden speak by telephone", "text": "Xi Jinping had a telephone conversation with US President Joe Biden. They discussed tariffs and climate change."}"#,
    "\n\n",
    r#"{"date": "2031-05-19", "title": "A bridge", "text": "A bridge was painted green in the spring."}"#,
    "\n{\"date\": \n",
);

/// A batch's folder with a comparison a week, the second half of them discordant.
fn batch(title: &str, source: &str) -> Folder {
    let engine = Engine::light();
    let mut lines = String::new();
    for n in 0..16 {
        let shared = "The delegations met at the harbour on Friday. The talks will go on.";
        let other = if n < 8 { shared } else { "The orchestra has bought violins. A bridge was painted green." };
        let account = |id: &str, source: &str, text: &str| Account { source: source.into(), ..Account::new(id, text) };
        let case = Case {
            id: if n == 3 { "../../escaped".into() } else { format!("c{n:02}") },
            title: title.into(),
            date: Date::new(2031, 1, 1).unwrap().plus(n * 7),
            accounts: vec![account("x", source, shared), account("y", "Beta", other)],
        };
        let report = engine.report(&case, &Config::default()).unwrap();
        lines += &json!({"id": case.id, "line": n + 1, "report": report}).to_string();
        lines.push('\n');
    }
    Folder::new().file("out/reports.jsonl", lines)
}

fn rows(text: &str) -> Vec<Value> {
    text.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

#[test]
fn accounts_of_one_event_become_a_case() {
    let folder = Folder::new().file("ours.json", OURS).file("theirs.jsonl", THEIRS);
    let run = folder.diptych(&["match", "ours.json", "theirs.jsonl", "--threshold", "0.01"]).assert().code(1);
    let told = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    for message in [
        "ours.json: document 4: date is \"May\"; write the day as YYYY-MM-DD",
        "theirs.jsonl:4: EOF while parsing",
        "documents left out: 2",
    ] {
        assert!(told.contains(message), "{told}");
    }
    let cases = rows(&String::from_utf8_lossy(&run.get_output().stdout));
    let case = cases.iter().find(|c| c["match"]["a"] == "m1").unwrap();
    assert_eq!(
        (&case["id"], &case["date"], &case["match"]["b"]),
        (&"2031-05-03".into(), &"2031-05-03".into(), &7.into())
    );
    assert_eq!((&case["match"]["days"], &case["accounts"][1]["source"]), (&1.into(), &"theirs".into()));
    assert_eq!((&case["accounts"][0]["id"], &case["accounts"][0]["source"]), (&"ours".into(), &"Ours".into()));
    let again = folder.diptych(&["match", "ours.json", "theirs.jsonl", "--threshold", "0.01"]).assert().code(1);
    assert_eq!(again.get_output().stdout, run.get_output().stdout);
}

#[test]
fn known_cases_tell_how_they_are_found() {
    let text =
        |json: &str, n: usize| serde_json::from_str::<Value>(json).unwrap()[n]["text"].as_str().unwrap().to_string();
    let theirs: Value = serde_json::from_str(THEIRS.lines().next().unwrap()).unwrap();
    let case = r#"{"id": "call", "accounts": [{"id": "o", "file": "o.txt"}, {"id": "t", "file": "t.txt"}]}"#;
    let folder = Folder::new()
        .file("ours.json", OURS)
        .file("theirs.jsonl", THEIRS)
        .file("known/call/case.json", case)
        .file("known/call/o.txt", text(OURS, 0))
        .file("known/call/t.txt", theirs["text"].as_str().unwrap());
    let args = ["match", "ours.json", "theirs.jsonl", "--threshold", "0.01", "--known", "known"];
    let run = folder.diptych(&args).assert().code(1);
    let told = String::from_utf8_lossy(&run.get_output().stdout).into_owned();
    assert!(told.starts_with("call: matched, score ") && told.contains("rank 1 and 1"), "{told}");
    assert!(told.contains("\nrecall: 1\n"), "{told}");
}

#[test]
fn a_collection_without_documents_is_refused() {
    let folder = Folder::new().file("a.json", "[{\"text\": \"x\"}]").file("b.json", "[1").file("c.json", "[]");
    assert!(folder.error(&["match", "b.json", "a.json"]).contains("b.json:1: EOF while parsing"));
    assert!(folder.error(&["match", "c.json", "a.json"]).contains("c.json: no document in it"));
    assert!(folder.error(&["match", "nowhere.json", "a.json"]).contains("there is no such file"));
}

#[test]
fn a_trend_tells_the_step() {
    let folder = batch("Talks", "Alpha");
    let text = folder.output(&["trend", "out"]);
    assert!(text.contains("Alpha and Beta (n = 16)") && text.contains("the mean goes from 0.0"), "{text}");
    let trend: Value = serde_json::from_str(&folder.output(&["trend", "out", "-f", "json"])).unwrap();
    assert_eq!((&trend["series"][0]["changes"][0]["at"], &trend["reports"]), (&8.into(), &16.into()));
    let csv = folder.output(&["trend", "out", "-f", "csv"]);
    assert_eq!(csv.lines().count(), 17);
    assert!(csv.lines().next().unwrap().contains("rolling_low") && csv.contains("2031-01-01"), "{csv}");
    for (n, format) in ["text", "csv", "json", "html"].iter().enumerate() {
        let name = format!("{n}.out");
        folder.output(&["trend", "out", "-f", format, "-o", &name]);
        assert_eq!(folder.read(&name), folder.output(&["trend", "out", "-f", format]), "the same at every run");
    }
}

#[test]
fn a_damaged_line_is_told_and_a_folder_without_reports_refused() {
    let folder = batch("Talks", "Alpha");
    let good = folder.read("out/reports.jsonl");
    let folder = folder.file("out/reports.jsonl", format!("{good}{{\"report\": 1}}\n")).file("no/reports.jsonl", "\n");
    let run = folder.diptych(&["trend", "out"]).assert().code(1);
    let told = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    assert!(told.contains("reports.jsonl:17: ") && told.contains("the line is left out"), "{told}");
    assert!(folder.error(&["trend", "no"]).contains("no report in it"));
    assert!(folder.error(&["report", "nowhere"]).contains("holds no reports.jsonl"));
}

#[test]
fn accounts_stand_in_a_tree_and_on_a_map() {
    let folder = Folder::with_accounts().file("copy.txt", UNION).file("other.txt", PORT);
    let args = |format| ["matrix", "union.txt", "port.txt", "copy.txt", "other.txt", "-f", format];
    let text = folder.output(&args("text"));
    assert!(text.contains("Tree by average linkage") && text.contains("├─ 0.00"), "{text}");
    let matrix: Value = serde_json::from_str(&folder.output(&args("json"))).unwrap();
    assert_eq!((&matrix["order"], &matrix["joins"][0]["right"]), (&json!([0, 2, 1, 3]), &2.into()));
    let csv = folder.output(&args("csv"));
    assert_eq!(csv.lines().next().unwrap(), "account,source,lang,claims,union,port,copy,other,mean,axis_1,axis_2");
    let page = folder.output(&args("html"));
    assert!(page.contains("<svg") && page == folder.output(&args("html")));
}

#[test]
fn a_batch_is_summed_up_on_a_page_with_pages_that_stay_in_their_folder() {
    let evil = "\"'><script>alert(1)</script>";
    let folder = batch(evil, evil);
    folder.output(&["report", "out"]);
    assert!(!folder.path("out/html").exists());
    folder.output(&["report", "out", "--pages"]);
    let page = folder.read("out/report.html");
    assert!(!page.contains("<script") && page.contains("&lt;script&gt;"));
    assert!(page.contains("href=\"html/c00.html\"") && page.contains("href=\"html/escaped.4.html\""), "{page}");
    let one = folder.read("out/html/escaped.4.html");
    assert!(one.contains("delegations met") && !one.contains("<script>alert"));
    assert!(!folder.path("escaped.html").exists());
    let first = page.clone();
    folder.output(&["report", "out", "--pages"]);
    assert_eq!(folder.read("out/report.html"), first);
    let trend = folder.output(&["trend", "out", "-f", "html"]);
    assert!(!trend.contains("<script") && !trend.contains("https://"));
}
