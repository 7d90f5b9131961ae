//! What reads foreign bytes or shows foreign words, as functions of bytes: fuzzing and the tests of `fuzz/regressions` reach
//! it here.

use crate::batch::record;
use crate::batch::source::Input;
use crate::import;
use crate::output::text::{self, Terminal};
use diptych_core::labels::Label;
use diptych_core::{Case, Report};
use diptych_render::{Order, Show, csv, docx, html, jsonl, label_studio, markdown, tei, web_annotation};
use std::io::Cursor;
use std::path::Path;

/// The records of a batch's input, each a case or what is wrong with it; `name` says whether it is a table. What names a file
/// is refused, as on standard input.
pub fn records(name: &str, bytes: Vec<u8>) -> Vec<Result<Case, String>> {
    let input = match Input::from_stream(Path::new(name), Box::new(Cursor::new(bytes))) {
        Ok(input) => input,
        Err(failure) => return vec![Err(failure.to_string())],
    };
    let (mut form, raws) = input.into_parts();
    form.folder = None;
    let read = |raw| record::read(&raw, &form).map(|record| record.case).map_err(|refusal| refusal.message);
    raws.map(|raw| raw.map_err(|failure| failure.to_string()).and_then(read)).collect()
}

/// The labels in what another tool has written, and how many of its items are none.
pub fn import(text: &str) -> (Vec<Label>, usize) {
    let imported = import::read(text);
    (imported.labels.into_iter().map(|found| found.label).collect(), imported.bad.len())
}

/// A report in every form it is shown in, with the form's name; of a Word document its words, read back.
pub fn shown(report: &Report, case: &Case) -> Vec<(&'static str, String)> {
    let show = Show::all(Order::Text);
    let document = docx::render(report, &show).unwrap_or_default();
    let read = diptych_ingest::read("report.docx", &document).map(|d| d.text).unwrap_or_default();
    vec![
        ("text", text::render(report, &show, Terminal { width: 80, color: false })),
        ("markdown", markdown::render(report, &show)),
        ("html", html::render(report, case, &show)),
        ("docx", read),
        ("csv", csv::render(report, &show)),
        ("jsonl", jsonl::render(report, &show)),
        ("tei", tei::render(report, case, &show)),
        ("label-studio", label_studio::render(report, case, &show)),
        ("web-annotation", web_annotation::render(report, case, &show)),
    ]
}
