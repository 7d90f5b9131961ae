//! W3C Web Annotations as `compare --format web-annotation` writes them and people change them: a page, a collection with its
//! pages inside, a list, or one annotation.
//!
//! The kind is the body with the purpose `classifying`, further kinds are those with `tagging`, the note is the one with
//! `describing`. A target's words are its TextQuoteSelector's; its account is the source's `diptych:account`, which may stand
//! beside another mention of the source in the file: servers write a source out once, and its id elsewhere.

use super::{Imported, Place, Problem};
use diptych_core::Kind;
use diptych_core::labels::Label;
use serde_json::Value;
use std::collections::BTreeMap;

/// Purposes of the bodies with the kind, further kinds, the note.
const PURPOSES: [&str; 3] = ["classifying", "tagging", "describing"];

/// Whether the file holds annotations.
pub fn is_one(file: &Value) -> bool {
    let is =
        |value: &Value| ["Annotation", "AnnotationPage", "AnnotationCollection"].iter().any(|t| has_type(value, t));
    is(file) || file.as_array().is_some_and(|all| all.iter().any(is))
}

/// Reads the annotations.
pub fn read(file: &Value, out: &mut Imported) {
    let mut accounts = Accounts::new();
    gather(file, &mut accounts);
    let mut number = 0;
    walk(file, None, &accounts, &mut number, out);
}

/// Accounts by the ids of their sources.
type Accounts<'a> = BTreeMap<&'a str, &'a str>;

fn gather<'a>(value: &'a Value, accounts: &mut Accounts<'a>) {
    if let (Some(id), Some(account)) = (value["id"].as_str(), value["diptych:account"].as_str()) {
        accounts.insert(id, account);
    }
    match value {
        Value::Array(all) => all.iter().for_each(|one| gather(one, accounts)),
        Value::Object(parts) => parts.values().for_each(|one| gather(one, accounts)),
        _ => {}
    }
}

/// An annotation, or whatever holds some. A collection's pages may hold each other as `next`; an address in its place is told.
fn walk(value: &Value, case: Option<&str>, accounts: &Accounts<'_>, number: &mut usize, out: &mut Imported) {
    let case = value["diptych:case"].as_str().or(case);
    if let Some(all) = value.as_array() {
        all.iter().for_each(|one| walk(one, case, accounts, number, out));
    } else if has_type(value, "AnnotationPage") || has_type(value, "AnnotationCollection") {
        if ["first", "items"].iter().all(|key| value[*key].is_null()) {
            out.told(Place::Item("page".into()), "holds no `items`; export the annotations themselves");
        }
        for key in ["first", "items", "next"].into_iter().filter(|key| !value[*key].is_null()) {
            if value[key].is_string() {
                let message = format!("its `{key}` is an address; save what is there, and import that file");
                out.told(Place::Item("page".into()), message);
            } else {
                walk(&value[key], case, accounts, number, out);
            }
        }
    } else {
        *number += 1;
        let id = value["id"].as_str().map_or_else(String::new, |id| format!(" ({id})"));
        let place = Place::Item(format!("annotation {number}{id}"));
        for purpose in foreign(value) {
            let message =
                format!("its body with the purpose {purpose} is no part of a label; that body is passed over");
            out.notes.push(Problem { place: place.clone(), message });
        }
        match annotation(value, accounts) {
            Ok(label) => out.take(place, case.map(str::to_string), label),
            Err(message) => out.told(place, message),
        }
    }
}

fn annotation(value: &Value, accounts: &Accounts<'_>) -> Result<Label, String> {
    if !has_type(value, "Annotation") {
        return Err("is no annotation; its `type` should be \"Annotation\"".to_string());
    }
    let [kinds, tags, notes] = PURPOSES.map(|purpose| bodies(value, purpose));
    let (kinds, tags, notes) = (kinds?, tags?, notes?);
    let kind =
        |name: &&str| Kind::from_name(name).ok_or_else(|| format!("names the kind {name:?}, which there is not"));
    let kinds = kinds.iter().map(kind).collect::<Result<Vec<_>, _>>()?;
    let also = tags.iter().map(kind).collect::<Result<Vec<_>, _>>()?;
    let [kind] = kinds[..] else {
        return Err(format!("has {} bodies with the purpose \"classifying\"; the kind is to be in one", kinds.len()));
    };
    let mut quotes =
        each(&value["target"]).map(|target| quote(target, accounts)).collect::<Result<Vec<_>, _>>()?.into_iter();
    let (Some((a, a_quote)), second, None) = (quotes.next(), quotes.next(), quotes.next()) else {
        return Err("has no target or more than two; a relation has two, an omission one".to_string());
    };
    let (b, b_quote) = match second {
        Some((b, quote)) => (b, Some(quote)),
        None => match account(&value["diptych:missingFrom"], accounts) {
            Some(missing) => (missing, None),
            None => {
                return Err(
                    "has one target, and no `diptych:missingFrom` says which account lacks the claim".to_string()
                );
            }
        },
    };
    let note = Some(notes.join("; ")).filter(|_| !notes.is_empty());
    Ok(Label { kind, also, a, a_quote: Some(a_quote), b, b_quote, note })
}

/// The purposes of bodies that no label is made of.
fn foreign(annotation: &Value) -> impl Iterator<Item = &Value> {
    let known = |body: &&Value| each(&body["purpose"]).any(|p| PURPOSES.iter().any(|known| p == known));
    each(&annotation["body"]).filter(move |body| !known(body)).map(|body| &body["purpose"])
}

/// The values of an annotation's bodies of one purpose.
fn bodies<'a>(annotation: &'a Value, purpose: &str) -> Result<Vec<&'a str>, String> {
    let of = |body: &&Value| each(&body["purpose"]).any(|p| p == purpose);
    let words = |body: &'a Value| {
        body["value"].as_str().ok_or_else(|| format!("has a body with the purpose {purpose:?} and no words as `value`"))
    };
    each(&annotation["body"]).filter(of).map(words).collect()
}

/// A target's account and words.
fn quote(target: &Value, accounts: &Accounts<'_>) -> Result<(String, String), String> {
    let source = each(&target["source"]).next().unwrap_or(&Value::Null);
    let account =
        account(source, accounts).ok_or("a target's source does not say which account it is (`diptych:account`)")?;
    let words = each(&target["selector"]).find(|s| has_type(s, "TextQuoteSelector")).and_then(|s| s["exact"].as_str());
    let words =
        words.ok_or_else(|| format!("the target on account {account:?} has no TextQuoteSelector with `exact`"))?;
    Ok((account, words.to_string()))
}

/// The account that a source is, written out or named by its id.
fn account(source: &Value, accounts: &Accounts<'_>) -> Option<String> {
    let id = || source.as_str().or(source["id"].as_str());
    let known = source["diptych:account"].as_str().or_else(|| accounts.get(id()?).copied());
    known.map(str::to_string)
}

/// The values of a property that may hold none, one or a list.
fn each(value: &Value) -> std::slice::Iter<'_, Value> {
    match value {
        Value::Null => [].iter(),
        Value::Array(all) => all.iter(),
        one => std::slice::from_ref(one).iter(),
    }
}

fn has_type(value: &Value, name: &str) -> bool {
    each(&value["type"]).any(|t| t == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use diptych_render::sample::{case, report};
    use diptych_render::web_annotation::render;
    use diptych_render::{Order, Show};
    use serde_json::json;

    fn page() -> Value {
        serde_json::from_str(&render(&report(), &case(), &Show::all(Order::Text))).unwrap()
    }

    fn told(file: &Value) -> Vec<String> {
        super::super::read(&file.to_string()).bad.iter().map(|p| format!("{}: {}", p.place, p.message)).collect()
    }

    #[test]
    fn pages_collections_lists_and_single_ones_are_read() {
        let page = page();
        let count = |file: &Value| super::super::read(&file.to_string()).labels.len();
        assert_eq!(count(&json!({"type": "AnnotationCollection", "first": page})), 5);
        assert_eq!(count(&page["items"]), 5);
        let mut one = page["items"][0].clone();
        one["body"] = json!({"purpose": ["classifying"], "value": "certainty"});
        let read = super::super::read(&one.to_string());
        let label = &read.labels[0].label;
        assert_eq!((label.kind, label.also.len(), &label.note), (Kind::Certainty, 0, &None));
        let mut brief = page.clone();
        for item in brief["items"].as_array_mut().unwrap().iter_mut().skip(1) {
            item["target"][0]["source"] = item["target"][0]["source"]["id"].take();
        }
        assert_eq!(count(&brief), 5);
        assert_eq!(told(&json!({"type": "AnnotationPage", "items": "http://x.example/1"})).len(), 1);
    }

    #[test]
    fn what_cannot_be_a_label_is_told_by_number_and_id() {
        let changed = |change: &dyn Fn(&mut Value)| {
            let mut page = page();
            change(&mut page["items"][3]);
            let told = told(&page);
            assert_eq!(told.len(), 1, "{told:?}");
            told[0].clone()
        };
        for (change, says) in [
            (&(|i: &mut Value| i["type"] = "Note".into()) as &dyn Fn(&mut Value), "is no annotation"),
            (&|i| i["body"][0]["value"] = "lie".into(), "names the kind \"lie\""),
            (&|i| i["body"] = Value::Null, "has 0 bodies"),
            (&|i| i["body"][1]["value"] = 7.into(), "purpose \"describing\" and no words"),
            (&|i| i["diptych:missingFrom"] = Value::Null, "no `diptych:missingFrom`"),
            (&|i| i["target"] = Value::Null, "has no target"),
            (&|i| i["target"][0]["source"] = "http://x.example".into(), "which account it is"),
            (&|i| i["target"][0]["selector"] = json!({}), "no TextQuoteSelector"),
            (&|i| i["body"][0]["value"] = "framing".into(), "quotes one account only"),
        ] {
            let told = changed(change);
            assert!(told.starts_with(": annotation 4 (urn:uuid:") || says == "is no annotation", "{told}");
            assert!(told.contains(says), "{told}");
        }
    }
}
