//! `--format docx`: a Word document (Office Open XML, ECMA-376) for whoever edits or prints: what was compared, then a table a
//! pair of accounts with a row a finding, the words that differ in bold.
//!
//! The parts of the file that never change lie beside this one. Every time in the archive is the earliest a zip can hold, so
//! that the same report gives the same bytes. Words stand on one line, without what XML can't hold. Each run says its language,
//! so that no program checks Russian by English spelling, and whether it goes from right to left.

mod markup;

use crate::{INDEX_SCALE, NOT_MENTIONED, Show, coverage, parts, percent, pieces, source};
use diptych_core::attribution::Stance;
use diptych_core::report::{AttributionReport, Finding, PairReport, Side};
use diptych_core::{Date, Lang, Report};
use markup::{Look, Tongue, cell, pack, paragraph, plain, run, sentence, table};
pub(crate) use markup::{heading, item};
use maud::{Markup, html};
use std::io;

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const WORDS: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const PROPERTIES: &str = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
const DUBLIN_CORE: &str = "http://purl.org/dc/elements/1.1/";

/// A4 on its side and its margins, in twentieths of a point.
const PAGE: (u32, u32) = (16_838, 11_906);
const MARGIN: u32 = 720;

/// The columns of a pair's table, in twentieths of a point: what the page has between its margins.
const COLUMNS: [u32; 7] = [1_350, 3_900, 3_900, 1_800, 2_300, 1_080, 1_068];

/// The document's bytes.
///
/// # Errors
/// It is longer than an archive can hold, 4 GiB.
pub fn render(report: &Report, show: &Show) -> io::Result<Vec<u8>> {
    document(report, show, &html! {})
}

/// The same, with something of its own before the comparison.
///
/// # Errors
/// It is longer than an archive can hold, 4 GiB.
pub(crate) fn document(report: &Report, show: &Show, front: &Markup) -> io::Result<Vec<u8>> {
    let title = &report.case.title;
    let body = html! {
        w:document xmlns:w=(WORDS) {
            w:body {
                (paragraph("Title", title, &run(title, Tongue::Name, Look::Plain)))
                (sources(report))
                @for warning in &report.warnings { (sentence("Normal", &format!("Please note: {}", warning.message))) }
                (front)
                @for pair in &report.pairs { (Pair { report, pair }.section(show)) }
                @if report.accounts.len() > 2 { (matrix(report)) }
                (evidence(report))
                w:sectPr {
                    w:pgSz w:w=(PAGE.0) w:h=(PAGE.1) w:orient="landscape" {}
                    w:pgMar w:top=(MARGIN) w:right=(MARGIN) w:bottom=(MARGIN) w:left=(MARGIN) w:header="0" w:footer="0" w:gutter="0" {}
                }
            }
        }
    };
    let properties = html! {
        cp:coreProperties xmlns:cp=(PROPERTIES) xmlns:dc=(DUBLIN_CORE) {
            dc:title { (plain(title)) }
            dc:creator { "Diptych " (plain(&report.engine.version)) }
        }
    };
    pack(&[
        ("[Content_Types].xml", include_str!("content_types.xml")),
        ("_rels/.rels", include_str!("package.rels")),
        ("docProps/core.xml", &format!("{XML}{}", properties.into_string())),
        ("word/_rels/document.xml.rels", include_str!("document.rels")),
        ("word/document.xml", &format!("{XML}{}", body.into_string())),
        ("word/settings.xml", include_str!("settings.xml")),
        ("word/styles.xml", include_str!("styles.xml")),
    ])
}

fn sources(report: &Report) -> Markup {
    let day = |date: Option<Date>| date.map(|d| d.to_string()).unwrap_or_default();
    html! {
        @if let Some(date) = report.case.date { (sentence("Normal", &date.to_string())) }
        (table(&[5_000, 1_500, 1_500], &[cell("Head", &["Source".into()]), cell("Head", &["Given out on".into()]), cell("Head", &["Language".into()])],
            report.accounts.iter().map(|a| {
                let name = paragraph("Cell", &a.source, &run(&a.source, Tongue::Name, Look::Plain));
                vec![name, cell("Cell", &[day(a.date)]), cell("Cell", &[a.lang.code().to_string()])]
            })))
        (sentence("Normal", "Words in bold are those that differ. Only these texts were compared; which account is right is not for a \
            comparison to say."))
    }
}

/// A pair of accounts.
struct Pair<'a> {
    report: &'a Report,
    pair: &'a PairReport,
}

impl Pair<'_> {
    fn section(&self, show: &Show) -> Markup {
        let names = [source(self.report, &self.pair.a), source(self.report, &self.pair.b)];
        let findings = show.findings(self.pair);
        let shares = parts(self.report, self.pair).map(|(what, share)| format!("{} {what}", percent(share)));
        let of = |name: &str| paragraph("Head", name, &run(name, Tongue::Name, Look::Plain));
        let own = |name: &str| sentence("Head", name);
        let head = [
            own("Kind"),
            of(names[0]),
            of(names[1]),
            own("Who says so"),
            own("Reason"),
            own("Confidence"),
            own("Severity"),
        ];
        html! {
            (heading(&format!("{} and {}", names[0], names[1])))
            (sentence("Normal", &format!("Discrepancy index {:.2} ({INDEX_SCALE}).", self.pair.index.value)))
            (sentence("Normal", &format!("{}.", shares.join("; "))))
            (sentence("Normal", &coverage(self.report, self.pair)))
            @if findings.is_empty() { (sentence("Normal", "No finding is shown.")) } @else {
                (table(&COLUMNS, &head, findings.into_iter().map(|f| self.row(f))))
            }
        }
    }

    fn row(&self, finding: &Finding) -> Vec<Markup> {
        let also = finding.also.iter().map(|kind| format!("also {kind}"));
        let kinds: Vec<String> = std::iter::once(finding.kind.to_string()).chain(also).collect();
        // Of what both tell there is nothing to weigh.
        let severity = finding.kind.is_discrepancy().then(|| format!("{:.2}", finding.severity));
        vec![
            cell("Cell", &kinds),
            self.quote(&self.pair.a, finding.a.as_ref()),
            self.quote(&self.pair.b, finding.b.as_ref()),
            self.who(finding),
            cell("Cell", std::slice::from_ref(&finding.explanation)),
            cell("Cell", &[format!("{:.2}", finding.confidence)]),
            cell("Cell", severity.as_slice()),
        ]
    }

    fn lang(&self, id: &str) -> Tongue {
        Tongue::Account(self.report.account(id).map_or(Lang::Und, |a| a.lang))
    }

    fn quote(&self, id: &str, side: Option<&Side>) -> Markup {
        let Some(side) = side else {
            return paragraph("Cell", NOT_MENTIONED, &run(NOT_MENTIONED, Tongue::Own, Look::Italic));
        };
        let look = |marked| if marked { Look::Bold } else { Look::Plain };
        let runs = html! { @for (marked, words) in pieces(side) { (run(words, self.lang(id), look(marked))) } };
        paragraph("Cell", &side.quote, &runs)
    }

    /// Who is said to stand behind the words of either side, as the accounts themselves put it.
    fn who(&self, finding: &Finding) -> Markup {
        let sides = [(&self.pair.a, &finding.a), (&self.pair.b, &finding.b)];
        let told = sides.into_iter().filter_map(|(id, side)| {
            let (account, side) = (self.report.account(id)?, side.as_ref()?);
            let claims = side.claims.iter().filter_map(|c| account.claims.get(*c));
            let mut credits: Vec<&AttributionReport> = Vec::new();
            for credit in claims.flat_map(|claim| &claim.attributions) {
                if !credits.contains(&credit) {
                    credits.push(credit);
                }
            }
            Some((id, &account.source, credits))
        });
        let lines: Vec<Markup> =
            told.flat_map(|(id, name, credits)| credits.into_iter().map(move |c| self.credit(id, name, c))).collect();
        html! {
            @for line in &lines { (line) }
            @if lines.is_empty() { (cell("Cell", &[])) }
        }
    }

    fn credit(&self, id: &str, name: &str, credit: &AttributionReport) -> Markup {
        let source = credit.source.as_ref().map(|s| format!("{} … ", s.quote)).unwrap_or_default();
        let words = format!("{source}{}", credit.cue.quote);
        let stance =
            if credit.stance == Stance::Stated { "”".into() } else { format!("” ({})", credit.stance.name()) };
        let runs = html! {
            (run(name, Tongue::Name, Look::Plain))
            (run(": “", Tongue::Own, Look::Plain))
            (run(&words, self.lang(id), Look::Plain))
            (run(&stance, Tongue::Own, Look::Plain))
        };
        paragraph("Cell", name, &runs)
    }
}

fn matrix(report: &Report) -> Markup {
    let name = |style: &str, name: &str| paragraph(style, name, &run(name, Tongue::Name, Look::Plain));
    let most = COLUMNS.iter().sum::<u32>();
    // The first column has the room of two.
    let one = u32::try_from(report.accounts.len() + 2).map_or(0, |n| (most / n).min(2_000));
    let columns: Vec<u32> = std::iter::once(2 * one).chain(report.accounts.iter().map(|_| one)).collect();
    let head: Vec<Markup> =
        std::iter::once(sentence("Head", "")).chain(report.accounts.iter().map(|a| name("Head", &a.source))).collect();
    let rows = report.accounts.iter().zip(&report.matrix).enumerate().map(|(i, (account, row))| {
        let figure = |(j, x): (usize, &f64)| if i == j { "·".to_string() } else { format!("{x:.2}") };
        let cells = row.iter().enumerate().map(|x| cell("Cell", &[figure(x)]));
        std::iter::once(name("Head", &account.source)).chain(cells).collect()
    });
    html! {
        (heading("Discrepancy index of all accounts"))
        (table(&columns, &head, rows))
    }
}

/// What the report rests on, for whoever wants to make it again.
fn evidence(report: &Report) -> Markup {
    let engine = &report.engine;
    html! {
        (heading("How this was made"))
        (sentence("Normal", &format!("Diptych {}, engine {}, report format {}", engine.version, engine.name, report.schema)))
        @for model in &engine.models { (sentence("Normal", &format!("Model {}: SHA-256 {}", model.name, model.sha256))) }
        @for a in &report.accounts { (sentence("Normal", &format!("{}: {} bytes, SHA-256 {}", a.source, a.bytes, a.sha256))) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Order;
    use crate::in_xml;
    use crate::sample::report;
    use diptych_core::report::Quote;
    use quick_xml::events::Event;
    use quick_xml::{Reader, XmlVersion};
    use std::io::{Cursor, Read};
    use zip::{DateTime, ZipArchive};

    fn bytes(report: &Report) -> Vec<u8> {
        render(report, &Show::all(Order::Text)).unwrap()
    }

    fn part(bytes: &[u8], name: &str) -> String {
        let mut out = String::new();
        ZipArchive::new(Cursor::new(bytes)).unwrap().by_name(name).unwrap().read_to_string(&mut out).unwrap();
        out
    }

    /// The names of all elements in order, and the words of each run with whether it is bold.
    fn read(xml: &str) -> (Vec<String>, Vec<(bool, String)>) {
        let (mut names, mut runs, mut open) = (Vec::new(), Vec::new(), Vec::new());
        let (mut bold, mut words) = (false, String::new());
        let mut reader = Reader::from_str(xml);
        loop {
            match reader.read_event().unwrap() {
                Event::Start(tag) => {
                    tag.attributes().for_each(|a| drop(a.unwrap()));
                    let name = tag.name().as_ref().to_string();
                    if name == "w:r" {
                        (bold, words) = (false, String::new());
                    }
                    bold |= name == "w:b";
                    names.push(name.clone());
                    open.push(name);
                }
                Event::End(_) => {
                    let closed = open.pop().unwrap();
                    if closed == "w:r" {
                        runs.push((bold, words.clone()));
                    }
                }
                Event::Text(text) => words.push_str(&text.xml_content(XmlVersion::Implicit1_0)),
                Event::GeneralRef(name) => {
                    words.push_str(quick_xml::escape::resolve_predefined_entity(name.as_ref()).unwrap());
                }
                Event::Eof => break,
                _ => {}
            }
        }
        assert!(open.is_empty());
        (names, runs)
    }

    #[test]
    fn its_words_are_read_back() {
        let read = diptych_ingest::read("report.docx", &bytes(&report())).unwrap();
        for words in [
            "Harbour strike <talks>",
            "Dockers' Union",
            "=Port \"Authority\"",
            "2031-05-03",
            "Discrepancy index 0.62",
            "28% told alike; 17% only in Dockers' Union",
            "Of what Dockers' Union tells",
            "also framing",
            "More than 900 dockers walked out on Tuesday.",
            "Around 400 staff did not report for work on Tuesday.",
            "工会表示，罢工将继续。",
            "The Authority offered <script>alert(\"6 | per cent\")</script> & *more*.",
            "More than 900 stands against around 400.",
            "Please note: A <note>.",
            &"00ff".repeat(16),
        ] {
            assert!(read.text.contains(words), "{words}\n{}", read.text);
        }
        assert_eq!(read.text.matches(NOT_MENTIONED).count(), 3);
        assert!(read.warnings.is_empty(), "{:?}", read.warnings);
    }

    #[test]
    fn what_differs_is_bold_and_a_silent_side_says_so() {
        let (_, runs) = read(&part(&bytes(&report()), "word/document.xml"));
        let bold: Vec<&str> = runs.iter().filter(|(bold, _)| *bold).map(|(_, words)| words.as_str()).collect();
        assert_eq!(bold, ["More than 900", "Around 400"]);
        assert!(runs.contains(&(false, " dockers walked out on Tuesday.".into())));
    }

    #[test]
    fn the_head_of_a_table_is_repeated_on_a_wide_page() {
        let xml = part(&bytes(&report()), "word/document.xml");
        let (names, _) = read(&xml);
        let count = |name: &str| names.iter().filter(|n| *n == name).count();
        assert_eq!((count("w:tbl"), count("w:tblHeader"), count("w:tr")), (2, 2, 3 + 6));
        assert!(xml.contains("w:orient=\"landscape\""));
        let mut three = report();
        three.accounts.push(three.accounts[0].clone());
        three.matrix = vec![vec![0.0; 3]; 3];
        assert_eq!(part(&bytes(&three), "word/document.xml").matches("<w:tblHeader>").count(), 3, "and a matrix");
        assert_eq!(COLUMNS.iter().sum::<u32>(), PAGE.0 - 2 * MARGIN);
    }

    #[test]
    fn who_says_so_is_told_in_the_accounts_words() {
        let mut report = report();
        let quote = |words: &str| Quote { span: diptych_core::Span::new(0, words.len()), quote: words.into() };
        let credit =
            AttributionReport { source: Some(quote("the mayor")), cue: quote("insisted"), stance: Stance::Quoted };
        let unnamed = AttributionReport { source: None, cue: quote("it was said"), stance: Stance::Stated };
        report.accounts[0].claims[0].attributions = vec![credit, unnamed];
        let text = diptych_ingest::read("report.docx", &bytes(&report)).unwrap().text;
        assert!(text.contains("Dockers' Union: “the mayor … insisted” (quoted)"), "{text}");
        assert!(text.contains("Dockers' Union: “it was said”\n"), "{text}");
    }

    #[test]
    fn languages_and_directions_are_told() {
        let mut report = report();
        report.accounts[0].lang = Lang::Ru;
        report.accounts[1].lang = Lang::Zh;
        let xml = part(&bytes(&report), "word/document.xml");
        assert!(xml.contains("<w:lang w:val=\"ru\"></w:lang></w:rPr><w:t xml:space=\"preserve\">More than 900"));
        assert!(xml.contains("w:eastAsia=\"zh-CN\"") && xml.contains("<w:rFonts w:hint=\"eastAsia\">"));
        assert!(!xml.contains("<w:bidi>") && !xml.contains("<w:rtl>"));
        report.accounts[1].lang = Lang::Und;
        report.accounts[1].source = "هيئة الميناء".into();
        let side = report.pairs[0].findings[0].b.as_mut().unwrap();
        side.quote = "بدأ الإضراب صباح الثلاثاء.".into();
        side.marks.clear();
        let xml = part(&bytes(&report), "word/document.xml");
        assert!(xml.contains("<w:rtl></w:rtl><w:lang w:val=\"x-none\" w:eastAsia=\"x-none\" w:bidi=\"x-none\"></w:lang></w:rPr><w:t xml:space=\"preserve\">بدأ"));
        assert!(xml.contains("<w:pStyle w:val=\"Cell\"></w:pStyle><w:bidi></w:bidi></w:pPr>"));
    }

    #[test]
    fn nothing_in_texts_or_names_is_markup_and_every_part_is_well_formed() {
        let evil = "]]></w:t></w:p>&amp;<!--<w:b/>\"'\u{0}\u{1}\u{b}\u{1b}[31m\u{85}\r\n\u{fffe}\u{ffff}😀";
        let mut hostile = report();
        hostile.case.title = evil.into();
        hostile.engine.version = evil.into();
        hostile.accounts.iter_mut().for_each(|a| a.source = evil.into());
        hostile.warnings[0].message = evil.into();
        for finding in &mut hostile.pairs[0].findings {
            finding.explanation = evil.into();
        }
        // A quote without marks is one run whatever it says.
        hostile.pairs[0].findings[1].a.as_mut().unwrap().quote = evil.into();
        let packed = bytes(&hostile);
        let parts = ZipArchive::new(Cursor::new(&packed)).unwrap();
        let names: Vec<String> = parts.file_names().map(|name| name.unwrap().into_owned()).collect();
        assert_eq!(names.len(), 7);
        names.iter().for_each(|name| drop(read(&part(&packed, name))));
        let (elements, runs) = read(&part(&packed, "word/document.xml"));
        let (want, _) = read(&part(&bytes(&report()), "word/document.xml"));
        assert_eq!(elements, want, "the texts add no element");
        let shown = "]]></w:t></w:p>&amp;<!--<w:b/>\"' [31m \u{fffd}\u{fffd}😀";
        assert_eq!(runs[0].1, shown);
        assert!(runs.iter().all(|(_, words)| words.chars().all(|c| !c.is_control() && in_xml(c))));
    }

    #[test]
    fn the_same_report_gives_the_same_bytes_whenever_it_is_made() {
        let packed = bytes(&report());
        assert_eq!(packed, bytes(&report()));
        let mut zip = ZipArchive::new(Cursor::new(&packed)).unwrap();
        for n in 0..zip.len() {
            assert_eq!(zip.by_index(n).unwrap().last_modified(), Some(DateTime::DEFAULT));
        }
    }

    #[test]
    fn what_is_left_out_is_left_out() {
        let some = Show { kinds: vec![diptych_core::Kind::Contradiction], ..Show::all(Order::Text) };
        let text = diptych_ingest::read("r.docx", &render(&report(), &some).unwrap()).unwrap().text;
        assert!(text.contains("No finding is shown.") && !text.contains("Tuesday"), "{text}");
    }
}
