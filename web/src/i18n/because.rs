//! The core says in one English sentence what sets two claims apart. Here such a sentence is known by its pattern, which is the
//! page's own English, and said in the language of the page. The report keeps it as it is.

use super::{ENGLISH, Words, fill, t};
use diptych_core::Report;
use diptych_core::report::{Finding, PairReport};

/// A sentence, as some language has it.
type Sentence = fn(&Words) -> &'static str;

/// Every sentence that the core knows, in the order in which they are tried.
const SENTENCES: [Sentence; 24] = [
    |w| w.because_silent,
    |w| w.because_same_words,
    |w| w.because_same,
    |w| w.because_perhaps_same,
    |w| w.because_quantity,
    |w| w.because_source,
    |w| w.because_role,
    |w| w.because_initiators,
    |w| w.because_initiator,
    |w| w.because_actor,
    |w| w.because_reported,
    |w| w.because_certainty,
    |w| w.because_opposite,
    |w| w.because_denial,
    |w| w.because_denials,
    |w| w.because_named,
    |w| w.because_loaded,
    |w| w.because_both_loaded,
    |w| w.because_article_says,
    |w| w.because_read_contradiction,
    |w| w.because_read_quantity,
    |w| w.because_read_attribution,
    |w| w.because_read_certainty,
    |w| w.because_read_framing,
];

/// How strongly something is put.
const LEVELS: [Sentence; 4] = [|w| w.put_open, |w| w.put_wished, |w| w.put_intended, |w| w.put_done];

/// Why a finding is one, in the language of the page; and the language it is in where it could not be said in that.
pub fn because(report: &Report, pair: &PairReport, finding: &Finding) -> (String, Option<&'static str>) {
    let english = &ENGLISH;
    let said = &finding.explanation;
    if t() == english {
        return (said.clone(), None);
    }
    let sources = [&pair.a, &pair.b].map(|id| report.account(id).map_or(id.as_str(), |a| a.source.as_str()));
    match translated(said, sources) {
        Some(said) => (said, None),
        None => (said.clone(), Some(english.code)),
    }
}

/// The sentence in the language of the page, if it is one of [`SENTENCES`] about these sources.
fn translated(said: &str, [a, b]: [&str; 2]) -> Option<String> {
    if said == ENGLISH.by_hand {
        return Some(t().by_hand.into());
    }
    SENTENCES.iter().find_map(|sentence| {
        let values = [[a, b], [b, a]].into_iter().find_map(|sources| read(sentence(&ENGLISH), said, sources))?;
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Some(fill(sentence(t()), &values))
    })
}

/// What stands in the sentence for each `{name}` of its pattern, said in the language of the page; `None` if it has another
/// pattern.
fn read(pattern: &'static str, said: &str, [a, b]: [&str; 2]) -> Option<Vec<(&'static str, String)>> {
    let mut values = Vec::new();
    let (mut pattern, mut said) = (pattern, said);
    while let Some((before, after)) = pattern.split_once('{') {
        said = said.strip_prefix(before)?;
        let (name, tail) = after.split_once('}')?;
        let value;
        (value, said) = match name {
            "a" => (a.to_string(), said.strip_prefix(a)?),
            "b" => (b.to_string(), said.strip_prefix(b)?),
            "p" | "q" => level(said)?,
            _ => quotes(said)?,
        };
        values.push((name, value));
        pattern = tail;
    }
    (said == pattern).then_some(values)
}

/// How strongly something is put, perhaps with the words that do; and what follows.
fn level(said: &str) -> Option<(String, &str)> {
    let (level, rest) = LEVELS.iter().find_map(|l| Some((l(t()), said.strip_prefix(l(&ENGLISH))?)))?;
    let words = rest.strip_prefix(" (").and_then(quotes);
    match words.and_then(|(words, rest)| Some((words, rest.strip_prefix(')')?))) {
        Some((words, rest)) => Some((fill(t().put_with, &[("level", level), ("words", &words)]), rest)),
        None => Some((level.into(), rest)),
    }
}

/// Quotes one after the other, or none, in the quotation marks of the page; and what follows.
fn quotes(said: &str) -> Option<(String, &str)> {
    let mut out = String::new();
    let mut rest = said;
    while let Some((words, after)) = quote(rest) {
        out += &fill(t().quoted, &[("words", &words)]);
        rest = after;
        match rest.strip_prefix(", ") {
            Some(next) if next.starts_with('"') => {
                out += t().listed;
                rest = next;
            }
            _ => break,
        }
    }
    // The core leaves the brackets empty where no single word of a side denies.
    (!out.is_empty() || rest.starts_with(')')).then_some((out, rest))
}

/// The words of a quote written as Rust writes a string, and what follows it.
fn quote(said: &str) -> Option<(String, &str)> {
    let mut out = String::new();
    let mut letters = said.strip_prefix('"')?.chars();
    loop {
        match letters.next()? {
            '"' => return Some((out, letters.as_str())),
            '\\' => out.push(match letters.next()? {
                'n' | 'r' | 't' => ' ',
                'u' => {
                    let (code, rest) = letters.as_str().strip_prefix('{')?.split_once('}')?;
                    letters = rest.chars();
                    char::from_u32(u32::from_str_radix(code, 16).ok()?)?
                }
                letter => letter,
            }),
            letter => out.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{LANGUAGES, speak};
    use diptych_core::{Case, CaseFile, Config, Engine, Kind};
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    fn folders(under: &str) -> Vec<PathBuf> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus").join(under);
        let mut found: Vec<PathBuf> = std::fs::read_dir(root).unwrap().map(|f| f.unwrap().path()).collect();
        found.sort();
        found.retain(|f| f.is_dir());
        found
    }

    fn case(folder: &Path) -> Case {
        let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
        let file: CaseFile = serde_json::from_str(&read("case.json")).unwrap();
        file.into_case(|account| Ok::<_, String>(read(&account.file))).unwrap()
    }

    #[test]
    fn every_sentence_of_the_whole_corpus_is_said_in_every_language() {
        let engine = Engine::light();
        let mut reports = Vec::new();
        for folder in folders("cases") {
            reports.push(engine.report(&case(&folder), &Config::default()).unwrap());
        }
        for folder in folders("articles") {
            let text = std::fs::read_to_string(folder.join("article.txt")).unwrap();
            let article = diptych_core::Account::new("article", &text);
            reports.push(engine.article(&article, &[], &Config::article()).unwrap().comparison);
        }
        let mut met = BTreeSet::new();
        for report in &reports {
            let source = |id: &str| report.account(id).unwrap().source.clone();
            for pair in &report.pairs {
                let sources = [source(&pair.a), source(&pair.b)];
                for finding in &pair.findings {
                    let said = &finding.explanation;
                    for words in LANGUAGES {
                        speak(words.code);
                        let sources = sources.each_ref().map(String::as_str);
                        assert!(translated(said, sources).is_some(), "{}: {said}", report.case.id);
                    }
                    met.extend(SENTENCES.iter().position(|s| {
                        let known = |x: &str, y: &str| read(s(&ENGLISH), said, [x, y]).is_some();
                        known(&sources[0], &sources[1]) || known(&sources[1], &sources[0])
                    }));
                }
            }
        }
        assert!(met.len() >= 15, "few sentences were met: {met:?}");
    }

    #[test]
    fn sources_and_quotes_come_back_whole() {
        let told = |code: &str, said: &str, sources: [&str; 2]| {
            speak(code);
            translated(said, sources).unwrap_or_default()
        };
        let port = ["Port", "Port, \"main\""];
        let said = r#"Port, "main" gives "a \"few\"", Port gives "4\u{200b}0"."#;
        assert_eq!(told("ru", said, port), "Port, \"main\": «a \"few\"», Port: «4\u{200b}0».");
        let said = r#"Port colours it ("mob", "thugs"); Port, "main" does not use such words."#;
        assert!(told("zh", said, port).contains("“mob”、“thugs”"));
        assert_eq!(told("ru", said, ["Quay", "Dock"]), "");
        let said = r#"A puts it as done or established ("agreed"), B as open."#;
        let ru = told("ru", said, ["A", "B"]);
        assert!(ru.contains("«agreed»") && !ru.contains("open"), "{ru}");
        assert!(!told("ru", "A (\"not\") and B () deny different things of the same matter.", ["A", "B"]).is_empty());
    }

    #[test]
    fn what_the_deep_engine_says_is_known() {
        // Its sentences are in a file of the core that the light engine does not speak from.
        let source = include_str!("../../../crates/core/src/discrepancy/read.rs");
        for kind in [Kind::Contradiction, Kind::Quantity, Kind::Attribution, Kind::Certainty, Kind::Framing] {
            let article = if kind == Kind::Contradiction { "a" } else { "another" };
            let (what, sentence) = (format!("\"{article} {kind}\""), "Read as {} by the engine");
            assert!(source.contains(&what) && source.contains(sentence), "{what}");
            let rest = source.split("\"Read as {}").nth(1).and_then(|s| s.split('"').next()).unwrap();
            assert!(translated(&format!("Read as {article} {kind}{rest}"), ["A", "B"]).is_some(), "{kind}");
        }
    }
}
