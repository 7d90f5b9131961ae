//! Reports as people and programs read them. A display is one file with a `render` that gives text; only this
//! file writes to streams and files.

pub mod article;
pub mod chars;
mod chart;
pub mod csv;
pub mod html;
pub mod json;
pub mod jsonl;
pub mod label_studio;
pub mod labels;
pub mod markdown;
pub mod matrix;
pub mod summary;
pub mod tei;
pub mod text;
pub mod trend;
pub mod web_annotation;

use crate::args::Order;
use crate::failure::Failure;
use diptych_core::Kind;
use diptych_core::report::{EVEN, Finding, PairReport, Report, Side};
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// What stands where a side has no counterpart.
pub const NOT_MENTIONED: &str = "not mentioned in the text supplied";

/// Which findings a display shows, and in which order.
pub struct Show {
    /// Order.
    pub order: Order,
    /// The least confidence.
    pub min_confidence: f64,
    /// The kinds; all if empty.
    pub kinds: Vec<Kind>,
}

impl Show {
    /// Whether a finding is shown; further kinds it has count as well.
    pub fn includes(&self, finding: &Finding) -> bool {
        let kind = |k: &Kind| self.kinds.contains(k);
        finding.confidence >= self.min_confidence
            && (self.kinds.is_empty() || kind(&finding.kind) || finding.also.iter().any(kind))
    }

    /// Whether findings may be left out.
    pub fn is_partial(&self) -> bool {
        self.min_confidence > 0.0 || !self.kinds.is_empty()
    }

    /// The findings of a pair that are shown, in order.
    pub fn findings<'a>(&self, pair: &'a PairReport) -> Vec<&'a Finding> {
        let mut shown: Vec<&Finding> = pair.findings.iter().filter(|f| self.includes(f)).collect();
        if self.order == Order::Severity {
            shown.sort_by(|x, y| y.strength().total_cmp(&x.strength()));
        }
        shown
    }

    /// The same in three: discrepancies, agreements that are likelier than not, and those that are a question.
    pub fn parted<'a>(&self, pair: &'a PairReport) -> [Vec<&'a Finding>; 3] {
        let (differences, agreements): (Vec<&Finding>, Vec<&Finding>) =
            self.findings(pair).into_iter().partition(|f| f.kind.is_discrepancy());
        let (likely, doubtful) = agreements.into_iter().partition(|f| f.similarity >= EVEN);
        [differences, likely, doubtful]
    }
}

/// A quote cut at its marks: each piece with whether it is marked. Marks that overlap or do not fit are left out.
pub fn pieces(side: &Side) -> Vec<(bool, &str)> {
    let mut marks: Vec<_> = side.marks.iter().map(|m| m.span).collect();
    marks.sort_unstable();
    let mut out = Vec::new();
    let mut at = 0;
    for mark in marks {
        let cut = |from: usize, to: usize| side.quote.get(from..to).filter(|s| !s.is_empty());
        let (Some(start), Some(end)) = (mark.start.checked_sub(side.span.start), mark.end.checked_sub(side.span.start))
        else {
            continue;
        };
        if start < at {
            continue;
        }
        let Some(marked) = cut(start, end) else { continue };
        out.extend(cut(at, start).map(|before| (false, before)));
        out.push((true, marked));
        at = end;
    }
    out.extend(side.quote.get(at..).filter(|s| !s.is_empty()).map(|rest| (false, rest)));
    out
}

/// Who tells an account, by its id.
pub fn source<'a>(report: &'a Report, id: &'a str) -> &'a str {
    report.account(id).map_or(id, |a| a.source.as_str())
}

/// A share as whole per cents.
pub fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

/// The parts of a pair's index in plain words, with their shares.
pub fn parts(report: &Report, pair: &PairReport) -> [(String, f64); 5] {
    let i = &pair.index;
    [
        ("told alike".to_string(), i.shared),
        (format!("only in {}", source(report, &pair.a)), i.only_a),
        (format!("only in {}", source(report, &pair.b)), i.only_b),
        ("in conflict".to_string(), i.conflicting),
        ("at another strength or in other colours".to_string(), i.reframed),
    ]
}

/// How much of each account the other covers, as a sentence.
pub fn coverage(report: &Report, pair: &PairReport) -> String {
    let (a, b) = (source(report, &pair.a), source(report, &pair.b));
    let (of_a, of_b) = (percent(pair.index.coverage_of_a), percent(pair.index.coverage_of_b));
    format!("Of what {a} tells, {b} covers {of_a}; of what {b} tells, {a} covers {of_b}.")
}

/// What the discrepancy index is.
pub const INDEX_SCALE: &str = "0: both say the same; 1: nothing in common, or all in conflict";

/// The words on one line, without control characters: fit for a terminal and for tables.
pub fn one_line(text: &str) -> String {
    let clean: String = text.chars().filter(|c| !c.is_control() || c.is_whitespace()).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Writes a display: whole into a file, or to standard output.
pub fn deliver(text: &str, to: Option<&Path>) -> Result<(), Failure> {
    match to {
        None => match io::stdout().lock().write_all(text.as_bytes()).and_then(|()| io::stdout().flush()) {
            Ok(()) => Ok(()),
            Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Err(Failure::PipeClosed),
            Err(e) => Err(Failure::io(Path::new("standard output"), "written", &e)),
        },
        Some(path) => write_whole(path, text).map_err(|e| match e.kind() {
            io::ErrorKind::NotFound => Failure::at(path, "its folder does not exist; make it first"),
            _ => Failure::io(path, "written", &e),
        }),
    }
}

/// Writes beside the file and puts the result in its place, so that no reader finds half of it.
fn write_whole(path: &Path, text: &str) -> io::Result<()> {
    if path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    // Devices and pipes can't be replaced.
    if path.exists() && !path.is_file() {
        return fs::write(path, text);
    }
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.persist(path).map(|_| ()).map_err(|e| e.error)
}

/// A line on standard error. That it can't be written is no reason to stop.
pub fn complain(message: &str) {
    let clean: String = message.chars().filter(|c| !c.is_control() || *c == '\n').collect();
    let _ = writeln!(io::stderr().lock(), "diptych: {clean}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::tests_support::{quote, side};

    #[test]
    fn quotes_are_cut_at_their_marks() {
        let mut s = side(0, 100, "more than 900 dockers");
        s.marks =
            vec![quote(110, "900"), quote(100, "more than"), quote(112, "0 d"), quote(90, "x"), quote(119, "rs and")];
        let cut = pieces(&s);
        assert_eq!(cut, [(true, "more than"), (false, " "), (true, "900"), (false, " dockers")]);
        assert_eq!(pieces(&side(0, 5, "plain")), [(false, "plain")]);
    }
}

/// A small report made by hand, so that displays are tested apart from the engine.
#[cfg(test)]
pub mod tests_support {
    use diptych_core::report::*;
    use diptych_core::{Account, Case, Config, Date, Kind, Lang, Span};

    pub fn quote(start: usize, words: &str) -> Quote {
        Quote { span: Span::new(start, start + words.len()), quote: words.into() }
    }

    pub fn side(claim: usize, start: usize, words: &str) -> Side {
        Side {
            claims: vec![claim],
            span: Span::new(start, start + words.len()),
            quote: words.into(),
            marks: Vec::new(),
        }
    }

    /// A side whose quote and marks are looked up in `text`.
    pub fn found(text: &str, claim: usize, words: &str, marks: &[&str]) -> Side {
        let start = text.find(words).unwrap();
        let mut s = side(claim, start, words);
        s.marks = marks.iter().map(|m| quote(start + words.find(m).unwrap(), m)).collect();
        s
    }

    pub const UNION: &str = "Strike at the port\n\nMore than 900 dockers walked out on Tuesday. The talks were friendly. \
        The Authority broke its word.\n";
    pub const PORT: &str = "Around 400 staff did not report for work on Tuesday. The talks were friendly. \
        \u{5de5}\u{4f1a}\u{8868}\u{793a}\u{ff0c}\u{7f62}\u{5de5}\u{5c06}\u{7ee7}\u{7eed}\u{3002} \
        The Authority offered <script>alert(\"6 | per cent\")</script> & *more*.\n";

    pub fn case() -> Case {
        let account = |id: &str, source: &str, text: &str| Account {
            source: source.into(),
            lang: Some(Lang::En),
            date: Date::parse("2031-05-03"),
            ..Account::new(id, text)
        };
        Case {
            id: "harbour".into(),
            title: "Harbour strike <talks>".into(),
            date: Date::parse("2031-05-03"),
            accounts: vec![account("union", "Dockers' Union", UNION), account("port", "=Port \"Authority\"", PORT)],
        }
    }

    pub fn report() -> Report {
        let claims = |text: &str, all: &[&str]| {
            all.iter()
                .enumerate()
                .map(|(i, words)| {
                    let start = text.find(words).unwrap();
                    ClaimReport {
                        span: Span::new(start, start + words.len()),
                        quote: (*words).into(),
                        sentence: i,
                        salience: 0.5,
                        certainty: 1.0,
                        attributions: Vec::new(),
                        notes: Vec::new(),
                    }
                })
                .collect()
        };
        let finding = |kind, a, b, severity, confidence, explanation: &str| Finding {
            kind,
            also: Vec::new(),
            rule: format!("{kind}/test"),
            a,
            b,
            similarity: 0.5,
            severity,
            confidence,
            explanation: explanation.into(),
        };
        let account = |id: &str, source: &str, text: &str, all: &[&str]| AccountReport {
            id: id.into(),
            source: source.into(),
            lang: Lang::En,
            date: Date::parse("2031-05-03"),
            sha256: "00ff".repeat(16),
            bytes: text.len(),
            claims: claims(text, all),
        };
        let walked = "More than 900 dockers walked out on Tuesday.";
        let word = "The Authority broke its word.";
        let stayed = "Around 400 staff did not report for work on Tuesday.";
        let friendly = "The talks were friendly.";
        let chinese = "\u{5de5}\u{4f1a}\u{8868}\u{793a}\u{ff0c}\u{7f62}\u{5de5}\u{5c06}\u{7ee7}\u{7eed}\u{3002}";
        let offer = "The Authority offered <script>alert(\"6 | per cent\")</script> & *more*.";
        let mut counted = finding(
            Kind::Quantity,
            Some(found(UNION, 0, walked, &["More than 900"])),
            Some(found(PORT, 0, stayed, &["Around 400"])),
            0.8,
            0.9,
            "More than 900 stands against around 400.",
        );
        counted.also = vec![Kind::Framing];
        let findings = vec![
            counted,
            finding(
                Kind::Agreement,
                Some(found(UNION, 1, friendly, &[])),
                Some(found(PORT, 1, friendly, &[])),
                0.0,
                1.0,
                "Both say the same.",
            ),
            finding(Kind::Omission, Some(found(UNION, 2, word, &[])), None, 0.4, 0.7, "Only one account says so."),
            finding(Kind::Omission, None, Some(found(PORT, 2, chinese, &[])), 0.3, 0.6, "Only one account says so."),
            finding(Kind::Omission, None, Some(found(PORT, 3, offer, &[])), 0.9, 0.5, "Only one account says so."),
        ];
        let index = Index {
            value: 0.62,
            shared: 0.28,
            only_a: 0.17,
            only_b: 0.3,
            conflicting: 0.25,
            reframed: 0.0,
            coverage_of_a: 0.7,
            coverage_of_b: 0.45,
        };
        Report {
            schema: SCHEMA.into(),
            engine: EngineInfo { name: "light".into(), version: "0.0.0".into(), models: Vec::new() },
            settings: Config::default(),
            case: CaseInfo {
                id: "harbour".into(),
                title: "Harbour strike <talks>".into(),
                date: Date::parse("2031-05-03"),
            },
            accounts: vec![
                account("union", "Dockers' Union", UNION, &[walked, friendly, word]),
                account("port", "=Port \"Authority\"", PORT, &[stayed, friendly, chinese, offer]),
            ],
            pairs: vec![PairReport { a: "union".into(), b: "port".into(), index, findings }],
            matrix: vec![vec![0.0, 0.62], vec![0.62, 0.0]],
            warnings: vec![Warning { code: "test".into(), account: Some("port".into()), message: "A <note>.".into() }],
        }
    }

    pub fn show(order: crate::args::Order) -> super::Show {
        super::Show { order, min_confidence: 0.0, kinds: Vec::new() }
    }
}
