//! Which language the page speaks: the one chosen before, else the first of the browser's that there is.

use super::{LANGUAGES, Words, speak, t};
use crate::browser::storage;

/// Where the choice is kept in this browser, and nothing else with it.
const KEY: &str = "diptych.language";

/// Speaks the reader's language; to be called before anything is drawn.
pub fn start() {
    let Some(window) = web_sys::window() else { return };
    // Where the browser keeps nothing for the page, its own languages are asked.
    let kept = storage().and_then(|s| s.get_item(KEY).ok().flatten());
    let wanted = window.navigator().languages().into_iter().filter_map(|l| l.as_string());
    if let Some(words) = first(kept.into_iter().chain(wanted)) {
        speak(words.code);
    }
    tell();
}

/// Speaks another language from now on, here and the next time.
pub fn choose(words: &Words) {
    speak(words.code);
    tell();
    if let Some(storage) = storage() {
        // A browser that keeps nothing is asked again the next time.
        let _ = storage.set_item(KEY, words.code);
    }
}

/// Tells the browser, whose voices and fonts follow it.
fn tell() {
    let root = web_sys::window().and_then(|w| w.document()).and_then(|d| d.document_element());
    if let Some(root) = root {
        // A plain attribute of an element can always be set.
        let _ = root.set_attribute("lang", t().code);
    }
}

/// The first of the codes that there is a language for, wherever it is spoken.
fn first(codes: impl IntoIterator<Item = String>) -> Option<&'static Words> {
    codes.into_iter().find_map(|code| {
        let language = code.split('-').next().unwrap_or_default().to_lowercase();
        LANGUAGES.into_iter().find(|words| words.code == language)
    })
}

#[cfg(test)]
mod tests {
    use super::first;

    #[test]
    fn the_first_language_that_there_is_is_taken() {
        let code = |codes: &[&str]| first(codes.iter().map(|c| (*c).to_string())).map(|w| w.code);
        assert_eq!(code(&["fr", "ru-RU", "en"]), Some("ru"));
        assert_eq!(code(&["ZH-Hant-TW"]), Some("zh"));
        assert_eq!(code(&["fr", ""]), None);
    }
}
