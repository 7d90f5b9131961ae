//! A comparison in every form it is shown in: texts, names and titles make no markup, no formula, no command to a terminal.

use super::support::{engine, pair};
use diptych::untrusted::{import, shown};
use diptych_core::labels;
use diptych_core::{Case, Config};

pub fn run(bytes: &[u8]) {
    let Some(case) = pair(bytes).and_then(named) else { return };
    let report = engine().report(&case, &Config::default()).unwrap();
    let plain = labels::labels(&report);
    for (form, text) in shown(&report, &case) {
        let control = |c: char| c.is_control() && c != '\n' && !(c == '\t' && form != "text");
        match form {
            "text" => assert!(!text.chars().any(control), "{text:?}"),
            "csv" => {
                let rows = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes()).into_records();
                let cells: Vec<csv::StringRecord> = rows.collect::<Result<_, _>>().unwrap();
                let number = |cell: &str| cell.parse::<f64>().is_ok();
                let formula = |cell: &str| cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !number(cell);
                assert!(!cells.iter().flatten().any(formula), "{text}");
            }
            "docx" => assert!(text.contains("How this was made"), "not read back to its end"),
            "html" => assert!(!text.contains("<x-") && !text.contains("</x-"), "markup of a text"),
            "label-studio" | "web-annotation" => {
                let (labels, bad) = import(&text);
                assert_eq!((labels, bad), (plain.clone(), 0), "{form}");
            }
            _ => {}
        }
    }
}

/// Accounts with names taken from their texts, which carry an element that nothing here writes.
fn named(mut case: Case) -> Option<Case> {
    let name = |text: &str| text.chars().take(20).collect::<String>();
    let texts: Vec<String> = case.accounts.iter().map(|a| name(&a.text)).collect();
    case.title = format!("<x-a>{}", texts[0]);
    for (account, text) in case.accounts.iter_mut().zip(texts) {
        account.source = format!("<x-a/>{text}");
        account.text.push_str("</x-a>");
    }
    case.validate().is_ok().then_some(case)
}
