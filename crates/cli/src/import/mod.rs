//! Labels as other tools write them, read back: what `diptych import` takes. A form is one file with a line in [`FORMS`]; the
//! file's own words decide which form it is.
//!
//! An item that can't be read is told with its place and left out; the others go on.

mod jsonl;
mod label_studio;
mod web_annotation;

use diptych_core::Kind;
use diptych_core::labels::Label;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fmt;

/// What a file gave.
#[derive(Debug, Default)]
pub struct Imported {
    /// The labels in order.
    pub labels: Vec<Found>,
    /// What could not be read, or is no label.
    pub bad: Vec<Problem>,
    /// What should be known, though nothing is lost.
    pub notes: Vec<Problem>,
}

/// A label and where it comes from.
#[derive(Debug)]
pub struct Found {
    /// Its place.
    pub place: Place,
    /// The case it is of, where the file says so.
    pub case: Option<String>,
    /// The label.
    pub label: Label,
}

/// Something to be told of a place in a file.
#[derive(Debug)]
pub struct Problem {
    /// The place.
    pub place: Place,
    /// What is wrong, and what to do.
    pub message: String,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The whole file.
    File,
    /// A line, from 1.
    Line(usize),
    /// An item, as people find it: "task 2, region \"a3\"".
    Item(String),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::File => Ok(()),
            Place::Line(line) => write!(f, ":{line}"),
            Place::Item(item) => write!(f, ": {item}"),
        }
    }
}

impl Imported {
    fn told(&mut self, place: Place, message: impl Into<String>) {
        self.bad.push(Problem { place, message: message.into() });
    }

    /// Takes a label in if it is sound in itself.
    fn take(&mut self, place: Place, case: Option<String>, label: Label) {
        match unsound(&label) {
            None => self.labels.push(Found { place, case, label }),
            Some(message) => self.told(place, message),
        }
    }
}

/// A form of file: whether the JSON of the whole file is one, and its reader.
struct Form {
    is_one: fn(&Value) -> bool,
    read: fn(&Value, &mut Imported),
}

/// The forms that are one JSON value; a file that is none is taken for JSON Lines.
const FORMS: [Form; 2] = [
    Form { is_one: label_studio::is_one, read: label_studio::read },
    Form { is_one: web_annotation::is_one, read: web_annotation::read },
];

/// Reads a file's text in whichever form it is.
pub fn read(text: &str) -> Imported {
    let mut out = Imported::default();
    let text = text.trim_start_matches('\u{feff}');
    match serde_json::from_str::<Value>(text) {
        Ok(value) => match FORMS.iter().find(|form| (form.is_one)(&value)) {
            Some(form) => (form.read)(&value, &mut out),
            None if value.get("kind").is_some() => jsonl::read(text, &mut out),
            None => {
                let message = "is JSON, but neither tasks as Label Studio exports them (its form \"JSON\"), nor Web Annotations, nor \
                    labels, one a line";
                out.told(Place::File, message);
            }
        },
        // Cut short or misspelt JSON that begins like one of the forms is told as such; else each line is told.
        Err(e) if text.trim_start().starts_with('[') || text.lines().next().is_some_and(|l| l.trim() == "{") => {
            let message = e.to_string();
            let what = message.split(" at line ").next().unwrap_or(&message);
            out.told(Place::Line(e.line()), format!("{what} (column {}); is the file whole?", e.column()));
        }
        Err(_) => jsonl::read(text, &mut out),
    }
    out
}

/// Why a label is none.
fn unsound(label: &Label) -> Option<String> {
    let empty = |quote: &Option<String>| quote.as_ref().is_none_or(|q| q.trim().is_empty());
    if label.a == label.b {
        return Some(format!("relates account {:?} to itself; name two accounts", label.a));
    }
    if empty(&label.a_quote) {
        return Some("quotes nothing of account `a`; an omission's `a` is the account that has the claim".to_string());
    }
    match (label.kind, empty(&label.b_quote)) {
        (Kind::Omission, false) => Some("is an omission and quotes both accounts; give it another kind".to_string()),
        (Kind::Omission, true) => None,
        (kind, true) => {
            Some(format!("is {kind} and quotes one account only; quote the other too, or make it an omission"))
        }
        (_, false) => None,
    }
}

/// Plain data from a part of a JSON value, or what is wrong with it.
fn part<T: DeserializeOwned>(value: &Value) -> Result<T, String> {
    T::deserialize(value).map_err(|e| e.to_string().replacen("unknown variant", "unknown kind", 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use diptych_core::{Account, Case, Config, Engine, Report};
    use diptych_render::sample::{case, report};
    use diptych_render::{Order, Show, label_studio, labels, web_annotation};
    use proptest::prelude::*;
    use std::sync::OnceLock;

    fn engine() -> &'static Engine {
        static ENGINE: OnceLock<Engine> = OnceLock::new();
        ENGINE.get_or_init(Engine::light)
    }

    /// Every form brings back the labels, to the byte.
    fn round_trip(report: &Report, case: &Case) {
        let want = labels::render(report);
        let show = Show::all(Order::Text);
        let forms = [
            ("label-studio", label_studio::render(report, case, &show)),
            ("web-annotation", web_annotation::render(report, case, &show)),
            ("labels", want.clone()),
        ];
        for (name, text) in forms {
            let read = read(&text);
            assert!(read.bad.is_empty(), "{name}: {:?}", read.bad);
            let got: Vec<Label> = read.labels.into_iter().map(|f| f.label).collect();
            assert_eq!(diptych_core::labels::to_jsonl(&got), want, "{name}");
        }
    }

    #[test]
    fn a_report_made_by_hand_comes_back() {
        round_trip(&report(), &case());
    }

    /// Words of several scripts, marks, markup, line ends, characters beyond the first plane.
    fn text() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            4 => proptest::sample::select(vec![
                "The dockers", "walked out", "on Friday", "did not", "more than 900", "said that", "the talks", "useful", "400",
                "Министр заявил", "что переговоры", "не", "были полезны", "外交部", "表示", "双方会谈", "三人",
            ]).prop_map(str::to_string),
            1 => "[a-zа-я一-龥😀-😏]{1,6}",
            1 => proptest::sample::select(vec!["<b>", "</script>", "&amp;", "\"", "\\n", "\\", "{\"kind\":", "😀", "\u{301}", "\u{2028}", "\u{1}"])
                .prop_map(str::to_string),
        ];
        let gap = proptest::sample::select(vec![" ", " ", " ", ". ", ".\n", "。", ", ", "\n\n", "\t"]);
        proptest::collection::vec((word, gap), 3..40)
            .prop_map(|parts| parts.into_iter().map(|(w, g)| w + g).collect::<String>() + "the end.")
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn any_comparison_comes_back(a in text(), b in text(), c in text(), odd in "[a-z\"<>&/ é双]{1,8}") {
            let accounts = vec![Account::new(format!("{odd}1"), a), Account::new("b", b), Account::new("c/x", c)];
            let case = Case { id: odd, title: "<T>".into(), date: None, accounts };
            round_trip(&engine().report(&case, &Config::default()).unwrap(), &case);
        }

        #[test]
        fn no_bytes_upset_the_readers(text in "[\\[{\"a-z:,0-9}\\] \n]{0,60}") {
            let read = read(&text);
            prop_assert!(read.labels.is_empty());
        }
    }

    /// Pointers to all values that hold no others.
    fn leaves(value: &Value, at: &str, out: &mut Vec<String>) {
        match value {
            Value::Array(all) => all.iter().enumerate().for_each(|(i, v)| leaves(v, &format!("{at}/{i}"), out)),
            Value::Object(all) => all.iter().for_each(|(k, v)| leaves(v, &format!("{at}/{k}"), out)),
            _ => out.push(at.to_string()),
        }
    }

    /// Whatever one value is replaced by, no label goes without a word.
    #[test]
    fn nothing_is_lost_in_silence() {
        let show = Show::all(Order::Text);
        for text in [label_studio::render(&report(), &case(), &show), web_annotation::render(&report(), &case(), &show)]
        {
            let whole: Value = serde_json::from_str(&text).unwrap();
            let mut all = Vec::new();
            leaves(&whole, "", &mut all);
            for at in all {
                for other in
                    [Value::Null, (-1).into(), 1e99.into(), 7.into(), "x".into(), true.into(), Value::Array(vec![])]
                {
                    let mut changed = whole.clone();
                    *changed.pointer_mut(&at).unwrap() = other.clone();
                    let read = read(&changed.to_string());
                    assert!(read.labels.len() == 5 || !read.bad.is_empty(), "{at} as {other}: {:?}", read.labels);
                }
            }
        }
    }

    #[test]
    fn what_is_no_label_is_told() {
        let quotes = |kind: &str, a: &str, b: &str| {
            format!("{{\"kind\": {kind:?}, \"a\": \"x\", \"a_quote\": {a}, \"b\": \"y\", \"b_quote\": {b}}}")
        };
        let lines = [
            quotes("framing", "\"w\"", "\"v\""),
            quotes("framing", "\"w\"", "null"),
            String::new(),
            quotes("omission", "\"w\"", "\"v\""),
            quotes("omission", "null", "\"v\""),
            quotes("lie", "\"w\"", "\"v\""),
            quotes("quantity", "\"w\"", "\"v\"").replace('y', "x").replace("\"xx\"", "\"x\""),
            "nonsense".to_string(),
        ];
        let read = read(&lines.join("\n"));
        assert_eq!(read.labels.len(), 1);
        let told: Vec<(&Place, &str)> = read.bad.iter().map(|p| (&p.place, p.message.as_str())).collect();
        for (line, says) in [
            (2, "is framing and quotes one account only"),
            (4, "is an omission and quotes both"),
            (5, "quotes nothing of account `a`"),
            (6, "unknown kind `lie`"),
            (8, "(column 2)"),
        ] {
            assert!(told.iter().any(|(place, m)| **place == Place::Line(line) && m.contains(says)), "{line}: {told:?}");
        }
        assert_eq!(told.len(), 6);
        for (text, says) in
            [("{}", "is JSON, but neither"), ("[{\"data\"", "is the file whole?"), ("[1, 2]", "neither")]
        {
            assert!(super::read(text).bad[0].message.contains(says), "{text}");
        }
    }
}
