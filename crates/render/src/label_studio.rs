//! `--format label-studio`: tasks for Label Studio, one a pair of accounts, with what the engine found as a prediction that
//! people correct. [`CONFIG`] is the labelling interface that the tasks are made for.
//!
//! A quote is a region of its account's text with the label `claim`; where the other account lacks it, with the label
//! `omission` and no relation. How two claims relate is a relation between their regions: its kind, and `also KIND` for
//! further kinds. A claim that is in several findings is one region. Offsets are characters in Unicode code points, which is
//! what Label Studio counts in a `Text`; its early versions counted UTF-16 units, and an import tells where words and offsets
//! do not meet.
//!
//! `data.labels` holds the labels as the engine gave them, so that an import keeps their order, and the note of each that was
//! left as it was. Texts stand in JSON strings as they are; Label Studio shows them as text.

use super::chars::Chars;
use super::{Show, source};
use diptych_core::labels::finding_label;
use diptych_core::report::{Finding, PairReport, Side};
use diptych_core::{Case, Kind, Report, Span};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The labelling interface, as Label Studio's setup takes it.
pub const CONFIG: &str = include_str!("label_studio.xml");

/// Label of a region whose claim has a counterpart.
pub const CLAIM: &str = "claim";

/// What stands before a kind that holds beside another.
pub const ALSO: &str = "also ";

/// The tasks.
pub fn render(report: &Report, case: &Case, show: &Show) -> String {
    let tasks: Vec<Value> = report.pairs.iter().map(|pair| task(report, case, pair, &show.findings(pair))).collect();
    format!("{:#}\n", Value::from(tasks))
}

fn task(report: &Report, case: &Case, pair: &PairReport, shown: &[&Finding]) -> Value {
    let text = |id: &String| case.accounts.iter().find(|a| a.id == *id).map_or("", |a| a.text.as_str());
    let (a, b) = (text(&pair.a), text(&pair.b));
    let mut regions = Regions { chars: [Chars::of(a), Chars::of(b)], known: BTreeMap::new(), items: Vec::new() };
    let mut relations = Vec::new();
    for finding in shown {
        match (&finding.a, &finding.b) {
            (Some(x), Some(y)) => {
                let also = finding.also.iter().map(|kind| format!("{ALSO}{kind}"));
                relations.push(json!({
                    "type": "relation",
                    "from_id": regions.id(0, x, CLAIM),
                    "to_id": regions.id(1, y, CLAIM),
                    "direction": "right",
                    "labels": std::iter::once(finding.kind.to_string()).chain(also).collect::<Vec<_>>(),
                }));
            }
            (Some(x), None) => drop(regions.id(0, x, Kind::Omission.name())),
            (None, Some(y)) => drop(regions.id(1, y, Kind::Omission.name())),
            (None, None) => {}
        }
    }
    let mut result = regions.items;
    result.extend(relations);
    let engine = &report.engine;
    json!({
        "data": {
            "case": report.case.id,
            "title": report.case.title,
            "a": pair.a,
            "b": pair.b,
            "a_source": source(report, &pair.a),
            "b_source": source(report, &pair.b),
            "a_text": a,
            "b_text": b,
            "labels": shown.iter().map(|f| finding_label(pair, f)).collect::<Vec<_>>(),
        },
        "predictions": [{"model_version": format!("diptych {} {}", engine.name, engine.version), "result": result}],
    })
}

/// The regions of a task, each stretch once.
struct Regions<'a> {
    chars: [Chars<'a>; 2],
    known: BTreeMap<(usize, Span, &'static str), String>,
    items: Vec<Value>,
}

impl Regions<'_> {
    /// The name of the region of a side, which is made where it is new.
    fn id(&mut self, at: usize, side: &Side, label: &'static str) -> String {
        let number = self.items.len() + 1;
        let name = ["a", "b"][at];
        let id = self.known.entry((at, side.span, label)).or_insert_with(|| {
            let (start, end) = self.chars[at].range(side.span);
            self.items.push(json!({
                "id": format!("{name}{number}"),
                "from_name": format!("{name}_claims"),
                "to_name": format!("{name}_text"),
                "type": "labels",
                "value": {"start": start, "end": end, "text": side.quote, "labels": [label]},
            }));
            format!("{name}{number}")
        });
        id.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Order;
    use crate::sample::{PORT, case, report};

    #[test]
    fn a_task_holds_regions_and_how_they_relate() {
        let tasks: Value = serde_json::from_str(&render(&report(), &case(), &Show::all(Order::Text))).unwrap();
        let data = &tasks[0]["data"];
        assert_eq!((&data["b_text"], &data["a_source"]), (&PORT.into(), &"Dockers' Union".into()));
        let result = tasks[0]["predictions"][0]["result"].as_array().unwrap();
        let (relations, regions): (Vec<&Value>, Vec<&Value>) = result.iter().partition(|r| r["type"] == "relation");
        assert_eq!((regions.len(), relations.len()), (7, 2));
        assert_eq!(relations[0]["labels"], json!(["quantity", "also framing"]));
        let omitted = regions.iter().find(|r| r["value"]["text"].as_str().unwrap().contains("<script>")).unwrap();
        assert_eq!((&omitted["to_name"], &omitted["value"]["labels"]), (&"b_text".into(), &json!(["omission"])));
        let place = |key: &str| omitted["value"][key].as_u64().unwrap() as usize;
        let words: String = PORT.chars().skip(place("start")).take(place("end") - place("start")).collect();
        assert_eq!(omitted["value"]["text"], words);
        assert!(regions.iter().all(|r| relations.iter().all(|l| l["from_id"] != r["id"] || l["to_id"] != r["id"])));
    }

    #[test]
    fn the_interface_knows_every_kind() {
        for kind in Kind::ALL {
            let values = match kind {
                Kind::Omission => vec![format!("<Label value=\"{kind}\"")],
                _ => vec![format!("<Relation value=\"{kind}\"/>"), format!("<Relation value=\"{ALSO}{kind}\"/>")],
            };
            assert!(values.iter().all(|v| CONFIG.contains(v)), "{kind}");
        }
        assert!(CONFIG.contains(&format!("<Label value=\"{CLAIM}\"")));
    }
}
