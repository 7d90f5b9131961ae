//! `--format web-annotation`: an AnnotationPage of the W3C's Web Annotation Data Model (JSON-LD), one annotation a finding.
//!
//! Its targets are the two quotes, or the one quote of an omission with `diptych:missingFrom`, the account that lacks it. Each
//! stretch is given twice, as quote with the characters around it and as position. Positions are characters in Unicode code
//! points, as the model asks for, counted in the account's text as Diptych read it; `diptych:sha256` of the source is the hash
//! of that text's UTF-8 bytes. Bodies: the kind (`classifying`, with severity and confidence), further kinds (`tagging`), the
//! explanation (`describing`).
//!
//! An annotation's id is a URN of a UUID (version 8) made of a hash over the two texts, the account's names, the stretches and
//! the kind: the same finding has the same id in every run, and another one if anything of it changes.

use super::Show;
use super::chars::Chars;
use diptych_core::digest::hex;
use diptych_core::report::{AccountReport, Finding, PairReport, Side};
use diptych_core::{Case, Kind, Lang, Report};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// What the words beyond the W3C's stand for.
const NAMESPACE: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/ns#");

/// Characters of context on either side of a quote.
const CONTEXT: usize = 32;

/// The page.
pub fn render(report: &Report, case: &Case, show: &Show) -> String {
    let sources: HashMap<&str, Source<'_>> =
        report.accounts.iter().map(|account| (account.id.as_str(), Source::new(report, case, account))).collect();
    let mut seen = HashMap::new();
    let mut items = Vec::new();
    for pair in &report.pairs {
        for finding in show.findings(pair) {
            items.extend(annotation(&sources, pair, finding, &mut seen));
        }
    }
    let hashes: Vec<&str> = report.accounts.iter().map(|a| a.sha256.as_str()).collect();
    let name = |what: &str| urn(&[&[what, &report.case.id], hashes.as_slice()].concat());
    let total = items.len();
    let page = json!({
        "@context": ["http://www.w3.org/ns/anno.jsonld", {"diptych": NAMESPACE}],
        "id": name("page"),
        "type": "AnnotationPage",
        "diptych:case": report.case.id,
        "partOf": {"id": name("collection"), "type": "AnnotationCollection", "label": report.case.title, "total": total},
        "generator": {
            "id": env!("CARGO_PKG_REPOSITORY"),
            "type": "Software",
            "name": format!("Diptych {}, engine {}", report.engine.version, report.engine.name),
        },
        "startIndex": 0,
        "items": items,
    });
    format!("{page:#}\n")
}

/// An account as the source of targets.
struct Source<'a> {
    chars: Chars<'a>,
    json: Value,
    hash: &'a str,
}

impl<'a> Source<'a> {
    fn new(report: &Report, case: &'a Case, account: &'a AccountReport) -> Self {
        let text = case.accounts.iter().find(|a| a.id == account.id).map_or("", |a| a.text.as_str());
        let mut json = json!({
            "id": urn(&["account", &report.case.id, &account.id, &account.sha256]),
            "type": "Text",
            "format": "text/plain",
            "diptych:account": account.id,
            "diptych:source": account.source,
            "diptych:sha256": account.sha256,
        });
        if account.lang != Lang::Und {
            json["language"] = account.lang.code().into();
        }
        Source { chars: Chars::of(text), json, hash: &account.sha256 }
    }

    fn target(&self, side: &Side) -> Value {
        let (start, end) = self.chars.range(side.span);
        let (prefix, suffix) = self.chars.around(side.span, CONTEXT);
        json!({
            "type": "SpecificResource",
            "source": self.json,
            "selector": [
                {"type": "TextQuoteSelector", "exact": side.quote, "prefix": prefix, "suffix": suffix},
                {"type": "TextPositionSelector", "start": start, "end": end},
            ],
        })
    }
}

/// A finding; `None` where it has no side or the report does not hold its accounts, which no engine's does.
fn annotation(
    sources: &HashMap<&str, Source<'_>>,
    pair: &PairReport,
    finding: &Finding,
    seen: &mut HashMap<String, usize>,
) -> Option<Value> {
    let (a, b) = (sources.get(pair.a.as_str())?, sources.get(pair.b.as_str())?);
    let targets: Vec<Value> =
        [(a, &finding.a), (b, &finding.b)].into_iter().filter_map(|(s, side)| Some(s.target(side.as_ref()?))).collect();
    let missing = match (&finding.a, &finding.b) {
        (Some(_), None) => Some(b),
        (None, Some(_)) => Some(a),
        (None, None) => return None,
        (Some(_), Some(_)) => None,
    };
    let tag = |kind: &Kind| json!({"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": kind});
    let mut bodies = vec![json!({
        "type": "TextualBody",
        "purpose": "classifying",
        "format": "text/plain",
        "value": finding.kind,
        "diptych:severity": finding.severity,
        "diptych:confidence": finding.confidence,
        "diptych:similarity": finding.similarity,
        "diptych:rule": finding.rule,
    })];
    bodies.extend(finding.also.iter().map(tag));
    bodies.push(json!({
        "type": "TextualBody",
        "purpose": "describing",
        "format": "text/plain",
        "language": "en",
        "value": finding.explanation,
    }));
    let place =
        |side: &Option<Side>| side.as_ref().map_or_else(String::new, |s| format!("{}-{}", s.span.start, s.span.end));
    let (from, to) = (place(&finding.a), place(&finding.b));
    let also: String = finding.also.iter().map(|k| format!(" {k}")).collect();
    let kinds = format!("{}{also}", finding.kind);
    let parts = ["finding", &pair.a, a.hash, &from, &pair.b, b.hash, &to, &kinds];
    // Should two findings be the same in all of this, the later ones are numbered.
    let times = seen.entry(parts.join("\0")).and_modify(|n| *n += 1).or_insert(1);
    let number = times.to_string();
    let mut json = json!({
        "id": urn(&[&parts[..], &[&number]].concat()),
        "type": "Annotation",
        "motivation": "classifying",
        "body": bodies,
        "target": targets,
    });
    if let Some(missing) = missing {
        json["diptych:missingFrom"] = missing.json.clone();
    }
    Some(json)
}

/// A name made of a hash over the parts, as a UUID of version 8 (RFC 9562).
fn urn(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        // The length first, so that no two lists of parts are the same bytes.
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    let mut bytes: Vec<u8> = hasher.finalize().to_vec();
    bytes[6] = (bytes[6] & 0x0f) | 0x80;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let hex = hex(&bytes);
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..32])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Order;
    use crate::sample::{PORT, UNION, case, report};
    use std::collections::HashSet;

    fn page(report: &Report) -> Value {
        serde_json::from_str(&render(report, &case(), &Show::all(Order::Text))).unwrap()
    }

    #[test]
    fn selectors_point_at_the_words() {
        let page = page(&report());
        assert_eq!((&page["type"], &page["partOf"]["total"]), (&"AnnotationPage".into(), &5.into()));
        let items = page["items"].as_array().unwrap();
        for target in items.iter().flat_map(|i| i["target"].as_array().unwrap()) {
            let text = if target["source"]["diptych:account"] == "union" { UNION } else { PORT };
            let [quote, place] = [&target["selector"][0], &target["selector"][1]];
            let [exact, prefix, suffix] = ["exact", "prefix", "suffix"].map(|key| quote[key].as_str().unwrap());
            assert!(text.contains(&format!("{prefix}{exact}{suffix}")));
            let at = |key: &str| place[key].as_u64().unwrap() as usize;
            assert_eq!(text.chars().take(at("end")).skip(at("start")).collect::<String>(), exact);
        }
        assert_eq!(items[0]["body"][1]["value"], "framing");
        assert_eq!(
            (items[3]["target"].as_array().unwrap().len(), &items[3]["diptych:missingFrom"]["diptych:account"]),
            (1, &"union".into())
        );
        assert!(items[4]["target"][0]["selector"][0]["exact"].as_str().unwrap().contains("<script>alert(\"6"));
    }

    #[test]
    fn ids_name_what_they_stand_for() {
        let ids = |page: &Value| -> Vec<String> {
            page["items"].as_array().unwrap().iter().map(|i| i["id"].as_str().unwrap().to_string()).collect()
        };
        let mut report = report();
        let before = ids(&page(&report));
        assert_eq!(before.iter().collect::<HashSet<_>>().len(), 5);
        assert!(
            before.iter().all(|id| id.len() == 45 && id.starts_with("urn:uuid:") && &id[23..24] == "8"),
            "{before:?}"
        );
        report.pairs[0].findings[1].confidence = 0.25;
        assert_eq!(before, ids(&page(&report)));
        report.pairs[0].findings[1].kind = Kind::Certainty;
        let again = report.pairs[0].findings[4].clone();
        report.pairs[0].findings.push(again);
        let after = ids(&page(&report));
        assert!(before[0] == after[0] && before[1] != after[1] && after[4] != after[5]);
        assert_eq!(urn(&["ab", "c"]), urn(&["ab", "c"]));
        assert_ne!(urn(&["ab", "c"]), urn(&["a", "bc"]));
    }
}
