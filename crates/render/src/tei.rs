//! `--format tei`: TEI P5 with a critical apparatus by the **double end-point attachment method** in an external apparatus
//! (`<variantEncoding method="double-end-point" location="external"/>`).
//!
//! Parallel segmentation, the simplest of the three methods of the Guidelines' chapter "Critical Apparatus", writes one running
//! text with all readings inside it. Accounts are no copies of one text: they tell things in different orders and languages,
//! and one clause may answer several. Parallel segmentation can't hold overlapping stretches and would have to tear all
//! accounts but one out of their order. Location-referenced entries point at whole blocks only. Double end-points, which the Guidelines
//! call the method that copes with arbitrary and overlapping stretches, keep every account whole.
//!
//! So each account is a `<text>` of the `<group>`, its words in one `<ab xml:space="preserve">` with an empty `<anchor>` where a
//! stretch begins or ends: the character data of the `<ab>` is the account's text, character by character. Each finding is an
//! `<app>` in the `<back>`: the `<lem>` is the first account's quote between the anchors `@from` and `@to`, the `<rdg>` the other's, its
//! two anchors in `@corresp`. An account without the claim has an empty `<rdg type="omission">`; where that is the first account, the
//! lemma is the second's. Kinds are categories that `@ana` points at; `<note>`s tell explanation, severity, confidence.
//!
//! XML 1.0 has no way to write some control characters; each becomes U+FFFD, so that positions stay. `xml:id`s are made of
//! numbers, since an account's name need not be an XML name; the names stand in `@n`.

use super::{Show, in_xml};
use diptych_core::report::{AccountReport, Finding, PairReport, Report, Side};
use diptych_core::{Case, Kind, Lang, Span};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The document.
pub fn render(report: &Report, case: &Case, show: &Show) -> String {
    let shown: Vec<(&PairReport, Vec<&Finding>)> = report.pairs.iter().map(|p| (p, show.findings(p))).collect();
    let number = |id: &str| report.accounts.iter().position(|a| a.id == id).map_or(0, |at| at + 1);
    let mut ends: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (pair, findings) in &shown {
        for finding in findings {
            for (id, side) in [(&pair.a, &finding.a), (&pair.b, &finding.b)] {
                let spans = side.iter().flat_map(|s| [s.span.start, s.span.end]);
                ends.entry(number(id)).or_default().extend(spans);
            }
        }
    }
    let mut out = head(report);
    out.push_str("  <text>\n    <group>\n");
    for (at, account) in report.accounts.iter().enumerate() {
        let text = case.accounts.iter().find(|a| a.id == account.id).map_or("", |a| a.text.as_str());
        witness_text(&mut out, at + 1, account, text, ends.get(&(at + 1)));
    }
    out.push_str("    </group>\n");
    if shown.iter().any(|(_, findings)| !findings.is_empty()) {
        out.push_str("    <back>\n      <div type=\"apparatus\">\n");
        for (pair, findings) in shown.iter().filter(|(_, findings)| !findings.is_empty()) {
            let (a, b) = (number(&pair.a), number(&pair.b));
            let _ = writeln!(out, "        <listApp type=\"pair\" corresp=\"#w{a} #w{b}\">");
            for finding in findings {
                entry(&mut out, [a, b], finding);
            }
            out.push_str("        </listApp>\n");
        }
        out.push_str("      </div>\n    </back>\n");
    }
    out.push_str("  </text>\n</TEI>\n");
    out
}

fn head(report: &Report) -> String {
    let title = escape(&report.case.title);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n  <teiHeader>\n    <fileDesc>\n      \
         <titleStmt>\n        <title>{title}</title>\n      </titleStmt>\n      <publicationStmt>\n        \
         <p>Compared by Diptych {}, engine {}.</p>\n      </publicationStmt>\n      <sourceDesc>\n        <listWit>\n",
        escape(&report.engine.version),
        escape(&report.engine.name)
    );
    for (at, account) in report.accounts.iter().enumerate() {
        let date = account.date.map_or_else(String::new, |d| format!(", <date when=\"{d}\">{d}</date>"));
        let (number, id, source) = (at + 1, escape(&account.id), escape(&account.source));
        let _ = writeln!(out, "          <witness xml:id=\"w{number}\" n=\"{id}\">{source}{date}</witness>");
    }
    out.push_str(
        "        </listWit>\n      </sourceDesc>\n    </fileDesc>\n    <encodingDesc>\n      \
         <variantEncoding method=\"double-end-point\" location=\"external\"/>\n      <classDecl>\n        \
         <taxonomy xml:id=\"kinds\">\n",
    );
    for kind in Kind::ALL {
        let _ = writeln!(out, "          <category xml:id=\"{kind}\"><catDesc>{kind}</catDesc></category>");
    }
    out.push_str("        </taxonomy>\n      </classDecl>\n    </encodingDesc>\n  </teiHeader>\n");
    out
}

fn witness_text(out: &mut String, number: usize, account: &AccountReport, text: &str, ends: Option<&BTreeSet<usize>>) {
    let lang = if account.lang == Lang::Und { String::new() } else { format!(" xml:lang=\"{}\"", account.lang) };
    let id = escape(&account.id);
    let _ = write!(
        out,
        "      <text n=\"{id}\" corresp=\"#w{number}\"{lang}>\n        <body>\n          <ab xml:space=\"preserve\">"
    );
    let mut from = 0;
    for end in ends.into_iter().flatten() {
        out.push_str(&escape(Span::new(from, *end).of(text)));
        let _ = write!(out, "<anchor xml:id=\"{}\"/>", anchor(number, *end));
        from = *end;
    }
    out.push_str(&escape(Span::new(from, text.len()).of(text)));
    out.push_str("</ab>\n        </body>\n      </text>\n");
}

/// The name of an anchor: witness and byte of the text.
fn anchor(number: usize, byte: usize) -> String {
    format!("w{number}.{byte}")
}

fn entry(out: &mut String, numbers: [usize; 2], finding: &Finding) {
    let mut sides = [(numbers[0], finding.a.as_ref()), (numbers[1], finding.b.as_ref())];
    if sides[0].1.is_none() {
        sides.swap(0, 1);
    }
    let [(number, Some(lemma)), (other, reading)] = sides else { return };
    let kinds: String = finding.also.iter().map(|kind| format!(" #{kind}")).collect();
    let [from, to] = [lemma.span.start, lemma.span.end].map(|byte| anchor(number, byte));
    let _ = writeln!(
        out,
        "          <app type=\"{}\" ana=\"#{}{kinds}\" from=\"#{from}\" to=\"#{to}\">",
        finding.kind, finding.kind
    );
    let _ = writeln!(out, "            <lem wit=\"#w{number}\">{}</lem>", escape(&lemma.quote));
    let _ = match reading {
        Some(Side { span, quote, .. }) => {
            let [from, to] = [span.start, span.end].map(|byte| anchor(other, byte));
            writeln!(out, "            <rdg wit=\"#w{other}\" corresp=\"#{from} #{to}\">{}</rdg>", escape(quote))
        }
        None => writeln!(out, "            <rdg wit=\"#w{other}\" type=\"omission\"/>"),
    };
    let notes = [
        ("explanation", finding.explanation.clone()),
        ("severity", finding.severity.to_string()),
        ("confidence", finding.confidence.to_string()),
    ];
    for (what, note) in notes {
        let _ = writeln!(out, "            <note type=\"{what}\">{}</note>", escape(&note));
    }
    out.push_str("          </app>\n");
}

/// Words as character data or within quotation marks. Line ends other than a line feed would be read as one, hence the reference.
fn escape(words: &str) -> Cow<'_, str> {
    let plain = |c: char| !matches!(c, '&' | '<' | '>' | '"' | '\r') && in_xml(c);
    if words.chars().all(plain) {
        return Cow::Borrowed(words);
    }
    let mut out = String::with_capacity(words.len() + 16);
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            c if in_xml(c) => out.push(c),
            _ => out.push('\u{fffd}'),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Order;
    use crate::sample::{PORT, UNION, case, report};
    use quick_xml::events::Event;
    use quick_xml::{Reader, XmlVersion};
    use std::collections::HashSet;

    /// What a reader of XML finds: the words of each `<ab>`, of each `<lem>` and `<rdg>`, all ids, and all that is pointed at.
    #[derive(Default)]
    struct Read {
        texts: Vec<String>,
        readings: Vec<String>,
        ids: Vec<String>,
        pointers: Vec<String>,
        names: HashSet<String>,
    }

    fn read(xml: &str) -> Read {
        let mut out = Read::default();
        let mut reader = Reader::from_str(xml);
        reader.config_mut().expand_empty_elements = true;
        let (mut open, mut words) = (Vec::new(), String::new());
        loop {
            match reader.read_event().unwrap() {
                Event::Start(tag) => {
                    let name = tag.name().as_ref().to_string();
                    for attribute in tag.attributes().map(Result::unwrap) {
                        let key = attribute.key.as_ref();
                        let value = attribute.normalized_value(XmlVersion::Implicit1_0).unwrap().into_owned();
                        match key {
                            "xml:id" => out.ids.push(value),
                            "wit" | "ana" | "from" | "to" | "corresp" => {
                                out.pointers.extend(value.split(' ').map(|p| p.strip_prefix('#').unwrap().to_string()));
                            }
                            _ => {}
                        }
                    }
                    if name != "anchor" {
                        words.clear();
                    }
                    out.names.insert(name.clone());
                    open.push(name);
                }
                Event::End(_) => match open.pop().unwrap().as_str() {
                    "ab" => out.texts.push(words.clone()),
                    "lem" | "rdg" => out.readings.push(words.clone()),
                    _ => {}
                },
                Event::Text(text) => words.push_str(&text.xml_content(XmlVersion::Implicit1_0)),
                Event::GeneralRef(name) => match name.resolve_char_ref().unwrap() {
                    Some(c) => words.push(c),
                    None => words.push_str(quick_xml::escape::resolve_predefined_entity(name.as_ref()).unwrap()),
                },
                Event::Eof => break,
                _ => {}
            }
        }
        assert!(open.is_empty());
        out
    }

    #[test]
    fn every_account_is_whole_and_every_pointer_meets() {
        let read = read(&render(&report(), &case(), &Show::all(Order::Text)));
        assert_eq!(read.texts, [UNION, PORT]);
        let ids: HashSet<&String> = read.ids.iter().collect();
        assert_eq!(ids.len(), read.ids.len(), "ids are given once");
        assert!(read.pointers.iter().all(|p| ids.contains(p)), "{:?}", read.pointers);
        let name = |id: &str| id.starts_with(char::is_alphabetic) && !id.contains(['/', ' ', ':', '#']);
        assert!(read.ids.iter().all(|id| name(id)));
        assert_eq!(read.readings.len(), 10);
        assert_eq!(read.readings[8], "The Authority offered <script>alert(\"6 | per cent\")</script> & *more*.");
        assert_eq!(read.readings[9], "");
        assert!(!read.names.contains("script"));
    }

    #[test]
    fn strange_texts_and_names_stay_what_they_are() {
        let (mut report, mut case) = (report(), case());
        let text = "]]> &amp; <!-- --> <?x?> \r\n\u{1}\u{b}\u{ffff}\u{fffe}\u{85}😀 \"'";
        for name in ["a\" onclick='x'/><b>", "\u{0}"] {
            report.accounts[0].id = name.into();
            case.accounts[0].id = name.into();
            report.pairs[0].a = name.into();
            report.pairs[0].findings.clear();
            case.accounts[0].text = text.into();
            let read = read(&render(&report, &case, &Show::all(Order::Text)));
            let want: String = text.chars().map(|c| if in_xml(c) { c } else { '\u{fffd}' }).collect();
            assert_eq!(read.texts, [&want, PORT]);
            assert!(!read.names.contains("b") && !read.names.contains("listApp"));
        }
    }
}
