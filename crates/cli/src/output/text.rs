//! `--format text`: for the terminal. Two columns of statements, one under the other where it is narrow; what
//! differs is told by signs, and by colour where there is colour.

use crate::args::Color;
use anstream::{AutoStream, ColorChoice};
use diptych_core::report::{Finding, PairReport, Side};
use diptych_core::{Kind, Report};
use diptych_render::{INDEX_SCALE, NOT_MENTIONED, Order, Show, coverage, one_line, parts, percent, pieces, source};
use std::io;
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};
use unicode_width::UnicodeWidthStr;

/// Narrower than this, the two sides stand one under the other.
const TWO_COLUMNS: usize = 72;
/// The least that is laid out.
const NARROWEST: usize = 40;
/// Where there is no terminal to ask.
const PIPED: usize = 100;
const GAP: &str = " │ ";

/// Signs around words that differ; the same signs in a quote are kept apart from them as [`OWN`].
const SIGNS: [char; 2] = ['‹', '›'];
const OWN: [char; 2] = ['\u{e000}', '\u{e001}'];

/// What there is to write on.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    /// Columns.
    pub width: usize,
    /// Whether colour shows.
    pub color: bool,
}

impl Terminal {
    /// The terminal's width and colours, as far as the command line leaves them open.
    pub fn new(width: Option<u16>, color: Color, to_file: bool) -> Self {
        let measured = || {
            let size = if to_file { None } else { terminal_size::terminal_size_of(io::stdout()) };
            size.map_or(PIPED, |(w, _)| usize::from(w.0).max(NARROWEST))
        };
        let color = match color {
            Color::Always => true,
            Color::Never => false,
            // Knows NO_COLOR, CLICOLOR and CLICOLOR_FORCE.
            Color::Auto => !to_file && AutoStream::choice(&io::stdout()) != ColorChoice::Never,
        };
        Terminal { width: width.map_or_else(measured, usize::from), color }
    }
}

/// The whole display.
pub fn render(report: &Report, show: &Show, terminal: Terminal) -> String {
    let mut page = Page { out: String::new(), terminal };
    let date = report.case.date.map(|d| format!(" ({d})")).unwrap_or_default();
    page.prose(&format!("{}{date}", one_line(&report.case.title)), "1", "");
    let order = if show.order == Order::Severity { "strongest first" } else { "in the order of the texts" };
    page.prose(&format!("‹ › enclose the words that differ; {order}."), "2", "");
    // Before anything that they put in doubt.
    for (i, warning) in report.warnings.iter().enumerate() {
        if i == 0 {
            page.line("");
            page.prose("Please note", "1", "");
        }
        page.prose(&one_line(&warning.message), "", "  ");
    }
    for pair in &report.pairs {
        page.line("");
        page.pair(report, pair, show);
    }
    if report.accounts.len() > 2 {
        page.matrix(report);
    }
    page.out
}

/// Wrapped words in a style, if there is colour, each line with an indent.
pub fn plain(words: &str, style: &str, indent: &str, terminal: Terminal) -> String {
    let mut page = Page { out: String::new(), terminal };
    page.prose(words, style, indent);
    page.out
}

struct Page {
    out: String,
    terminal: Terminal,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }

    /// Words in a style, if there is colour.
    fn paint(&self, style: &str, words: &str) -> String {
        if self.terminal.color && !style.is_empty() && !words.is_empty() {
            format!("\u{1b}[{style}m{words}\u{1b}[0m")
        } else {
            words.to_string()
        }
    }

    fn prose(&mut self, words: &str, style: &str, indent: &str) {
        for line in wrap(words, self.terminal.width - indent.width()) {
            let line = format!("{indent}{}", self.paint(style, &line));
            self.line(&line);
        }
    }

    fn pair(&mut self, report: &Report, pair: &PairReport, show: &Show) {
        let names = [source(report, &pair.a), source(report, &pair.b)].map(one_line);
        let [differences, likely, doubtful] = show.parted(pair);
        if self.columns() {
            let cells = [self.cell_plain(&names[0], "1"), self.cell_plain(&names[1], "1")];
            self.row(&cells);
        } else {
            self.prose(&format!("{} and {}", names[0], names[1]), "1", "");
        }
        self.rule();
        for finding in &differences {
            self.head(finding);
            self.sides(finding, &names);
            self.rule();
        }
        if differences.is_empty() {
            let which =
                if show.is_partial() { "No discrepancy of the kind asked for." } else { "No discrepancy found." };
            self.prose(which, "", "");
        }
        for (findings, what) in [(likely, "on which they agree"), (doubtful, "that may be the same (read both sides)")]
        {
            if findings.is_empty() {
                continue;
            }
            let n = findings.len();
            self.prose(&format!("{n} {} {what}", if n == 1 { "point" } else { "points" }), style(Kind::Agreement), "");
            for (i, finding) in findings.into_iter().enumerate() {
                if i > 0 && !self.columns() {
                    self.line("");
                }
                self.sides(finding, &names);
            }
        }
        self.index(report, pair);
    }

    fn head(&mut self, finding: &Finding) {
        let also: Vec<&str> = finding.also.iter().map(|k| k.name()).collect();
        let also = if also.is_empty() { String::new() } else { format!(" (also {})", also.join(", ")) };
        let (kind, severity, confidence) = (finding.kind, finding.severity, finding.confidence);
        self.prose(&format!("{kind}{also} · severity {severity:.2} · confidence {confidence:.2}"), style(kind), "");
        self.prose(&one_line(&finding.explanation), "", "");
    }

    fn sides(&mut self, finding: &Finding, names: &[String; 2]) {
        let tone = style(finding.kind);
        if self.columns() {
            let cells = [&finding.a, &finding.b].map(|s| self.cell(s.as_ref(), tone, self.column()));
            self.row(&cells);
            return;
        }
        for (side, name) in [&finding.a, &finding.b].into_iter().zip(names) {
            let title = self.paint("1", &format!("{name}:"));
            self.line(&title);
            for line in self.cell(side.as_ref(), tone, self.terminal.width - 2) {
                self.line(&format!("  {}", line.shown));
            }
        }
    }

    fn index(&mut self, report: &Report, pair: &PairReport) {
        self.line("");
        self.prose(&format!("Discrepancy index {:.2} ({INDEX_SCALE})", pair.index.value), "1", "");
        for (what, share) in parts(report, pair) {
            self.prose(&format!("{:>4} {}", percent(share), one_line(&what)), "", "  ");
        }
        self.prose(&one_line(&coverage(report, pair)), "", "");
    }

    /// The index of accounts against accounts; numbers stand for names, so that many accounts fit.
    fn matrix(&mut self, report: &Report) {
        self.line("");
        self.prose("Discrepancy index of all accounts", "1", "");
        for (i, account) in report.accounts.iter().enumerate() {
            self.prose(&format!("{:>3} {}", i + 1, one_line(&account.source)), "", "");
        }
        let numbers: Vec<String> = (1..=report.accounts.len()).map(|n| format!("{n:>5}")).collect();
        self.line(&format!("    {}", numbers.concat()));
        for (i, row) in report.matrix.iter().enumerate() {
            let cell = |(j, x): (usize, &f64)| if i == j { "    ·".to_string() } else { format!(" {x:.2}") };
            let cells: Vec<String> = row.iter().enumerate().map(cell).collect();
            self.line(&format!("{:>4}{}", i + 1, cells.concat()));
        }
    }

    fn columns(&self) -> bool {
        self.terminal.width >= TWO_COLUMNS
    }

    fn column(&self) -> usize {
        (self.terminal.width - GAP.width()) / 2
    }

    fn rule(&mut self) {
        let rule = if self.columns() {
            format!("{}─┼─{}", "─".repeat(self.column()), "─".repeat(self.column()))
        } else {
            "─".repeat(self.terminal.width)
        };
        let rule = self.paint("2", &rule);
        self.line(&rule);
    }

    fn row(&mut self, cells: &[Vec<Line>; 2]) {
        let empty = Line::default();
        for i in 0..cells[0].len().max(cells[1].len()) {
            let [left, right] = [&cells[0], &cells[1]].map(|c| c.get(i).unwrap_or(&empty));
            let pad = " ".repeat(self.column().saturating_sub(left.width));
            self.line(&format!("{}{pad}{GAP}{}", left.shown, right.shown));
        }
    }

    fn cell_plain(&self, words: &str, style: &str) -> Vec<Line> {
        let lines = wrap(words, self.column());
        lines.into_iter().map(|l| Line { width: l.width(), shown: self.paint(style, &l) }).collect()
    }

    /// A side's words wrapped, with signs and colour at the marks.
    fn cell(&self, side: Option<&Side>, tone: &str, width: usize) -> Vec<Line> {
        let Some(side) = side else {
            let lines = wrap(&format!("({NOT_MENTIONED})"), width);
            return lines.into_iter().map(|l| Line { width: l.width(), shown: self.paint("2", &l) }).collect();
        };
        let mut words = String::new();
        for (marked, piece) in pieces(side) {
            let piece = piece.replace(OWN, "\u{fffd}").replace(SIGNS[0], "\u{e000}").replace(SIGNS[1], "\u{e001}");
            match marked {
                true => words.extend([SIGNS[0].to_string(), piece, SIGNS[1].to_string()]),
                false => words.push_str(&piece),
            }
        }
        let mut in_mark = false;
        let mut lines = Vec::new();
        for line in wrap(&one_line(&words), width) {
            let mut shown = String::new();
            let mut run = String::new();
            for c in line.chars() {
                if c == SIGNS[0] {
                    shown.push_str(&std::mem::take(&mut run));
                    in_mark = true;
                }
                run.push(match c {
                    c if c == OWN[0] => SIGNS[0],
                    c if c == OWN[1] => SIGNS[1],
                    c => c,
                });
                if c == SIGNS[1] {
                    shown.push_str(&self.paint(tone, &std::mem::take(&mut run)));
                    in_mark = false;
                }
            }
            shown.push_str(&if in_mark { self.paint(tone, &run) } else { run });
            lines.push(Line { width: line.width(), shown });
        }
        lines
    }
}

/// A line of a cell: as it is shown, and how wide that is without colour.
#[derive(Default)]
struct Line {
    shown: String,
    width: usize,
}

/// Lines no wider than `width`; Chinese breaks between characters, words that are too long are cut.
fn wrap(words: &str, width: usize) -> Vec<String> {
    let options = Options::new(width)
        .word_separator(WordSeparator::UnicodeBreakProperties)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit);
    textwrap::wrap(words, options).into_iter().map(|line| line.into_owned()).collect()
}

/// Terminal style of a kind: readable on dark and light ground, and told by name beside it anyway.
fn style(kind: Kind) -> &'static str {
    match kind {
        Kind::Contradiction => "1;31",
        Kind::Quantity => "1;33",
        Kind::Attribution => "1;35",
        Kind::Certainty => "1;36",
        Kind::Framing => "1;34",
        Kind::Agreement => "1;32",
        Kind::Omission => "1",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use diptych_render::sample::report;

    fn at(width: usize, color: bool) -> String {
        render(&report(), &Show::all(Order::Severity), Terminal { width, color })
    }

    #[test]
    fn two_columns_at_80() {
        insta::assert_snapshot!(at(80, false));
    }

    #[test]
    fn one_under_the_other_at_40() {
        insta::assert_snapshot!(at(40, false));
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        for width in (40..=130).step_by(3) {
            for line in at(width, false).lines() {
                assert!(line.width() <= width, "{width}: {line}");
            }
        }
    }

    #[test]
    fn colour_changes_no_words() {
        let bare = |s: &str| {
            let mut parts = s.split('\u{1b}');
            let first = parts.next().unwrap_or("").to_string();
            parts.fold(first, |all, p| all + p.split_once('m').map_or("", |(_, rest)| rest))
        };
        let coloured = at(80, true);
        assert!(coloured.contains("\u{1b}[1;33m‹More than 900›\u{1b}[0m"), "{coloured}");
        assert_eq!(bare(&coloured), at(80, false));
    }

    #[test]
    fn a_quotes_own_signs_are_no_marks() {
        let mut r = report();
        let side = r.pairs[0].findings[2].a.as_mut().unwrap();
        side.quote = "They said ‹no›.\u{1b}[31m".into();
        let text = render(&r, &Show::all(Order::Text), Terminal { width: 80, color: true });
        assert!(text.contains("They said ‹no›.[31m"), "{text}");
    }

    #[test]
    fn three_accounts_have_a_matrix() {
        let mut r = report();
        r.accounts.push(r.accounts[0].clone());
        r.matrix = vec![vec![0.0, 0.62, 0.5], vec![0.62, 0.0, 1.0], vec![0.5, 1.0, 0.0]];
        let text = render(&r, &Show::all(Order::Text), Terminal { width: 80, color: false });
        assert!(text.contains("   1    · 0.62 0.50\n   2 0.62    · 1.00\n"), "{text}");
    }
}
