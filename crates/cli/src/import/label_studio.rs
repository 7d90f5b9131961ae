//! Tasks as Label Studio exports them in its form "JSON", made from `compare --format label-studio`.
//!
//! A relation between two regions is a label, a region called `omission` is one by itself. Of a task that somebody annotated,
//! the annotation counts; of one that nobody did, the engine's prediction, which is noted. Two annotations of one task
//! contradict each other, so that the task is told: export one person's at a time. A label with the quotes of one that the engine gave keeps
//! its place, and its note where the kind is the same; others come after them, with what people wrote on the regions ("meta") as note.

use super::{Imported, Place, Problem, part};
use diptych_core::Kind;
use diptych_core::labels::Label;
use diptych_render::chars::Chars;
use diptych_render::label_studio::{ALSO, CLAIM};
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What `compare` wrote into a task.
#[derive(Deserialize)]
struct Data {
    case: Option<String>,
    a: String,
    b: String,
    a_text: String,
    b_text: String,
    #[serde(default)]
    labels: Vec<Label>,
}

#[derive(Deserialize)]
struct Region {
    to_name: String,
    value: Stretch,
    #[serde(default)]
    meta: Meta,
}

#[derive(Deserialize)]
struct Stretch {
    start: usize,
    end: usize,
    text: Option<String>,
    #[serde(default)]
    labels: Vec<String>,
}

#[derive(Default, Deserialize)]
struct Meta {
    #[serde(default)]
    text: Vec<String>,
}

#[derive(Deserialize)]
struct Relation {
    from_id: String,
    to_id: String,
    #[serde(default)]
    labels: Vec<String>,
}

/// A region that could be read.
struct Quote {
    on_b: bool,
    words: String,
    omitted: bool,
    note: Option<String>,
}

/// Whether the file holds tasks.
pub fn is_one(file: &Value) -> bool {
    let task = |value: &Value| value.get("data").is_some_and(Value::is_object);
    task(file) || file.as_array().is_some_and(|tasks| tasks.iter().any(task))
}

/// Reads the tasks.
pub fn read(file: &Value, out: &mut Imported) {
    let tasks = file.as_array().map_or(std::slice::from_ref(file), Vec::as_slice);
    for (at, value) in tasks.iter().enumerate() {
        let place = format!("task {}", at + 1);
        if let Err(message) = task(value, &place, out) {
            out.told(Place::Item(place), message);
        }
    }
}

fn task(task: &Value, place: &str, out: &mut Imported) -> Result<(), String> {
    let data: Data = part(task.get("data").unwrap_or(&Value::Null))
        .map_err(|e| format!("{e} in its `data`; import what `diptych compare --format label-studio` wrote"))?;
    let items = result(task, place, out)?;
    let chars = [Chars::of(&data.a_text), Chars::of(&data.b_text)];
    let mut quotes: BTreeMap<&str, Quote> = BTreeMap::new();
    let mut ids: Vec<&str> = Vec::new();
    for (at, item) in items.iter().enumerate().filter(|(_, item)| item["type"] != "relation") {
        let id = item["id"].as_str().unwrap_or_default();
        let named = Place::Item(format!("{place}, region {id:?}"));
        match region(item, &chars) {
            _ if id.is_empty() => out.told(Place::Item(format!("{place}, item {}", at + 1)), "has no id"),
            _ if quotes.contains_key(id) => out.told(named, "has the id of a region before it; give it its own"),
            Ok(quote) => {
                quotes.insert(id, quote);
                ids.push(id);
            }
            Err(message) => out.told(named, message),
        }
    }
    let mut linked: BTreeSet<&str> = BTreeSet::new();
    let mut found: Vec<(Place, Label)> = Vec::new();
    for (at, item) in items.iter().enumerate().filter(|(_, item)| item["type"] == "relation") {
        let place = Place::Item(format!("{place}, relation {}", at + 1));
        // What it names counts as linked even if it is no label itself: one mistake is told once.
        linked.extend(["from_id", "to_id"].iter().filter_map(|end| item[*end].as_str()));
        match part(item).and_then(|r: Relation| relation(&r, &quotes, &data)) {
            Ok(label) => found.push((place, label)),
            Err(message) => out.told(place, message),
        }
    }
    for (id, quote) in ids.iter().filter_map(|id| Some((id, quotes.get(id)?))) {
        let place = Place::Item(format!("{place}, region {id:?}"));
        match (quote.omitted, linked.contains(id)) {
            (true, false) => found.push((place, omission(quote, &data))),
            (true, true) => {
                out.told(place, "is an omission and is related to a claim; call it `claim`, or take the relation away")
            }
            (false, false) => out.told(place, "is a claim that is related to none; relate it, or call it `omission`"),
            (false, true) => {}
        }
    }
    in_order(&mut found, data.labels);
    found.into_iter().for_each(|(place, label)| out.take(place, data.case.clone(), label));
    Ok(())
}

/// What was drawn in a task: people's annotation, or else the prediction.
fn result<'a>(task: &'a Value, place: &str, out: &mut Imported) -> Result<&'a [Value], String> {
    let list = |key: &str| task.get(key).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let done: Vec<&Value> = list("annotations").iter().filter(|a| a["was_cancelled"] != true).collect();
    let chosen = match (done.as_slice(), list("predictions")) {
        ([annotation], _) => *annotation,
        ([], [prediction, ..]) if prediction.is_number() => {
            let message =
                "nobody has annotated it, and the export has its prediction's number only; submit it there first";
            return Err(message.to_string());
        }
        ([], [prediction, ..]) => {
            let message = "nobody has annotated it; what the engine found is taken".to_string();
            out.notes.push(Problem { place: Place::Item(place.to_string()), message });
            prediction
        }
        ([], []) => return Err("holds neither an annotation nor a prediction".to_string()),
        (more, _) => {
            return Err(format!("holds {} annotations; keep one, or export each person's by itself", more.len()));
        }
    };
    chosen["result"].as_array().map(Vec::as_slice).ok_or_else(|| "its annotation has no list `result`".to_string())
}

fn region(item: &Value, chars: &[Chars<'_>; 2]) -> Result<Quote, String> {
    if item["type"] != "labels" {
        return Err(format!("is of the type {}, which no label is made of; take it away", item["type"]));
    }
    let region: Region = part(item)?;
    let on_b = match region.to_name.as_str() {
        "a_text" => false,
        "b_text" => true,
        other => return Err(format!("stands on {other:?}; the texts are a_text and b_text")),
    };
    let Stretch { start, end, text, labels } = region.value;
    let words = chars[usize::from(on_b)].words(start, end).map(str::trim).filter(|words| !words.is_empty());
    let Some(words) = words else {
        return Err(format!("stretches from character {start} to {end}, where the text holds no words"));
    };
    // Exports write a line end as `\n` in two characters, or leave it out.
    let bare = |words: &str| words.replace("\\n", "").split_whitespace().collect::<String>();
    if text.as_deref().is_some_and(|text| bare(text) != bare(words)) {
        return Err(format!(
            "says {:?}, but its characters {start} to {end} are {words:?}; was the text changed, or the export made by an old version?",
            text.unwrap_or_default()
        ));
    }
    let omitted = match labels.as_slice() {
        [label] if label == CLAIM => false,
        [label] if label == Kind::Omission.name() => true,
        _ => return Err(format!("has the labels {labels:?}; give it one, `{CLAIM}` or `omission`")),
    };
    let note = region.meta.text.join("; ");
    Ok(Quote { on_b, words: words.to_string(), omitted, note: Some(note).filter(|n| !n.is_empty()) })
}

fn relation(relation: &Relation, quotes: &BTreeMap<&str, Quote>, data: &Data) -> Result<Label, String> {
    let end = |id: &String| {
        quotes
            .get(id.as_str())
            .ok_or_else(|| format!("names the region {id:?}, which is not there or could not be read"))
    };
    let (from, to) = (end(&relation.from_id)?, end(&relation.to_id)?);
    let (a, b) = match (from.on_b, to.on_b) {
        (false, true) => (from, to),
        (true, false) => (to, from),
        _ => return Err("relates two regions of one text; relate one of each".to_string()),
    };
    let (mut kinds, mut also) = (Vec::new(), Vec::new());
    for name in &relation.labels {
        let (list, kind) = name.strip_prefix(ALSO).map_or((&mut kinds, name.as_str()), |kind| (&mut also, kind));
        list.push(Kind::from_name(kind).ok_or_else(|| format!("has the label {name:?}, which is no kind"))?);
    }
    let [kind] = kinds[..] else {
        return Err(format!("has {} kinds; give it one, and further ones as `{ALSO}…`", kinds.len()));
    };
    let notes: Vec<&str> = [a, b].iter().filter_map(|q| q.note.as_deref()).collect();
    Ok(Label {
        kind,
        also,
        a: data.a.clone(),
        a_quote: Some(a.words.clone()),
        b: data.b.clone(),
        b_quote: Some(b.words.clone()),
        note: Some(notes.join("; ")).filter(|n| !n.is_empty()),
    })
}

fn omission(quote: &Quote, data: &Data) -> Label {
    let (has, lacks) = if quote.on_b { (&data.b, &data.a) } else { (&data.a, &data.b) };
    Label {
        kind: Kind::Omission,
        also: Vec::new(),
        a: has.clone(),
        a_quote: Some(quote.words.clone()),
        b: lacks.clone(),
        b_quote: None,
        note: quote.note.clone(),
    }
}

/// Puts labels into the order they were given in: first each that is as it was, which gets its note back, then each whose quotes
/// are those of one that is left, whatever its kind. The others come after them.
fn in_order(found: &mut Vec<(Place, Label)>, given: Vec<Label>) {
    let quotes = |l: &Label| (l.a.clone(), l.a_quote.clone(), l.b.clone(), l.b_quote.clone());
    // From the last, so that the first is taken first.
    let mut left: BTreeMap<_, Vec<(usize, Kind, Option<String>)>> = BTreeMap::new();
    for (number, label) in given.into_iter().enumerate().rev() {
        left.entry(quotes(&label)).or_default().push((number, label.kind, label.note));
    }
    let mut numbers = vec![None; found.len()];
    for as_it_was in [true, false] {
        for ((_, label), number) in found.iter_mut().zip(&mut numbers).filter(|(_, number)| number.is_none()) {
            let Some(list) = left.get_mut(&quotes(label)) else { continue };
            let at = list.iter().rposition(|(_, kind, _)| !as_it_was || *kind == label.kind);
            let Some((place, kind, note)) = at.map(|at| list.remove(at)) else { continue };
            *number = Some(place);
            if kind == label.kind && label.note.is_none() {
                label.note = note;
            }
        }
    }
    let mut numbered: Vec<_> = numbers.into_iter().zip(std::mem::take(found)).collect();
    numbered.sort_by_key(|(number, _)| number.unwrap_or(usize::MAX));
    found.extend(numbered.into_iter().map(|(_, item)| item));
}

#[cfg(test)]
mod tests {
    use super::*;
    use diptych_render::label_studio::render;
    use diptych_render::sample::{case, report};
    use diptych_render::{Order, Show};
    use serde_json::json;

    /// The tasks as people get them back: annotated, with what was drawn changed by `change`.
    fn corrected(change: impl FnOnce(&mut Vec<Value>)) -> Imported {
        let mut tasks: Value = serde_json::from_str(&render(&report(), &case(), &Show::all(Order::Text))).unwrap();
        let mut result = tasks[0]["predictions"][0]["result"].take();
        change(result.as_array_mut().unwrap());
        tasks[0]["annotations"] = json!([{"id": 1, "was_cancelled": false, "result": result}, {"was_cancelled": true}]);
        super::super::read(&tasks.to_string())
    }

    fn region(id: &str, side: &str, start: usize, end: usize, label: &str) -> Value {
        json!({"id": id, "from_name": format!("{side}_claims"), "to_name": format!("{side}_text"), "type": "labels",
               "value": {"start": start, "end": end, "labels": [label]}})
    }

    #[test]
    fn corrections_come_back() {
        let read = corrected(|items| {
            let counted = items.iter_mut().find(|i| i["labels"][0] == "quantity").unwrap();
            // As Label Studio may write it: in the order of the interface, drawn from right to left.
            counted["labels"] = json!(["also framing", "contradiction"]);
            let from = counted["from_id"].take();
            counted["from_id"] = counted["to_id"].take();
            counted["to_id"] = from;
            let mut added = region("zz9", "a", 0, 19, "omission");
            added["meta"] = json!({"text": ["a heading"]});
            added["value"]["text"] = "Strike at the port\\n".into();
            items.push(added);
        });
        assert!(read.bad.is_empty() && read.notes.is_empty(), "{:?}", read.bad);
        let labels: Vec<&Label> = read.labels.iter().map(|f| &f.label).collect();
        let kinds: Vec<Kind> = labels.iter().map(|l| l.kind).collect();
        let [agreed, omission] = [Kind::Agreement, Kind::Omission];
        assert_eq!(kinds, [Kind::Contradiction, agreed, omission, omission, omission, omission]);
        assert_eq!(labels[1].note.as_deref(), Some("Both say the same."));
        assert_eq!(
            (labels[0].also.as_slice(), labels[0].a.as_str(), &labels[0].note),
            (&[Kind::Framing][..], "union", &None)
        );
        assert_eq!(
            (labels[5].a_quote.as_deref(), labels[5].note.as_deref()),
            (Some("Strike at the port"), Some("a heading"))
        );
        assert_eq!(read.labels[0].case.as_deref(), Some("harbour"));
    }

    #[test]
    fn what_cannot_be_a_label_is_told_and_the_rest_goes_on() {
        let read = corrected(|items| {
            items.retain(|i| i["labels"][0] != "agreement");
            items.push(region("far", "a", 5, 5000, "claim"));
            items.push(region("odd", "c", 0, 5, "claim"));
            items.push(region("two", "a", 0, 6, "rumour"));
            let mut moved = region("moved", "a", 0, 6, "claim");
            moved["value"]["text"] = "trike ".into();
            items.push(moved);
            items.push(json!({"type": "choices", "id": "c1", "value": {}}));
            items.push(json!({"type": "relation", "from_id": "a1", "to_id": "a1", "labels": ["framing"]}));
            items.push(json!({"type": "relation", "from_id": "a1", "to_id": "b2", "labels": ["framing", "quantity"]}));
            items.push(json!({"type": "relation", "from_id": "a1", "to_id": "b2", "labels": ["lie"]}));
            items.push(json!({"type": "relation", "from_id": "a1", "to_id": "far", "labels": ["framing"]}));
            items.push(json!({"type": "relation", "from_id": "a1", "to_id": 7}));
            items.push(json!({"type": "relation", "from_id": "a5", "to_id": "b2", "labels": ["framing"]}));
        });
        let told: Vec<String> = read.bad.iter().map(|p| format!("{}: {}", p.place, p.message)).collect();
        for says in [
            "task 1, region \"far\": stretches from character 5 to 5000",
            "region \"odd\": stands on \"c_text\"",
            "region \"two\": has the labels [\"rumour\"]",
            "region \"moved\": says \"trike \", but its characters 0 to 6 are \"Strike\"",
            "region \"c1\": is of the type \"choices\"",
            "relates two regions of one text",
            "has 2 kinds; give it one",
            "has the label \"lie\"",
            "names the region \"far\", which is not there or could not be read",
            "invalid type: integer `7`",
            "region \"a5\": is an omission and is related",
            "is a claim that is related to none",
        ] {
            assert!(told.iter().any(|t| t.contains(says)), "{says} is not in {told:#?}");
        }
        // Two claims have lost their relation.
        assert_eq!(told.len(), 13, "{told:#?}");
        assert_eq!(read.labels.len(), 4);
    }

    #[test]
    fn tasks_are_told_by_their_number() {
        let tasks = json!([
            {"data": {"text": "other"}, "annotations": []},
            {"data": {"a": "x", "b": "y", "a_text": "One.", "b_text": "Two."}, "annotations": []},
            {"data": {"a": "x", "b": "y", "a_text": "One.", "b_text": "Two."}, "annotations": [{"result": []}, {"result": []}]},
            {"data": {"a": "x", "b": "y", "a_text": "One.", "b_text": "Two."}, "annotations": [{}]},
            {"data": {"a": "x", "b": "y", "a_text": "One.", "b_text": "Two."}, "annotations": [], "predictions": [12]},
        ]);
        let read = super::super::read(&tasks.to_string());
        let told: Vec<String> = read.bad.iter().map(|p| format!("{}: {}", p.place, p.message)).collect();
        let says = [
            "missing field `a`",
            "neither an annotation",
            "holds 2 annotations",
            "no list `result`",
            "submit it there",
        ];
        for (at, says) in says.iter().enumerate() {
            assert!(told[at].starts_with(&format!(": task {}: ", at + 1)) && told[at].contains(says), "{told:?}");
        }
    }
}
