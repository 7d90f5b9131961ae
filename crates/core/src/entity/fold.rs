//! Words as names are compared: lower case, without the possessive, and in Russian without the ending.

use crate::language::Language;
use crate::text::Lang;
use crate::token::hash;
use std::borrow::Cow;

/// Endings that Russian adjectives and surnames like them put on and off; the longest that fits goes.
const LONG: [&str; 20] = [
    "ого", "его", "ому", "ему", "ыми", "ими", "ий", "ый", "ой", "ей", "ая", "яя", "ое", "ее", "ые", "ие", "ую", "юю",
    "ых", "их",
];
/// The same of nouns; those of adjectives in -m are among them.
const NOUN: [&str; 15] = ["ами", "ями", "ым", "им", "ом", "ем", "ах", "ях", "ам", "ям", "а", "я", "у", "ю", "е"];
/// Letters that may be left at the end of a stem or not.
const LOOSE: [char; 6] = ['ы', 'и', 'й', 'ь', 'о', 'ъ'];

/// Letters that must stay when an ending goes.
const KEEP: usize = 3;

/// The number under which a lower-cased word is looked up.
pub(super) fn key(lower: &str, lang: Lang) -> u64 {
    hash(&word(lower, lang))
}

/// The word as it is compared.
pub(super) fn word(lower: &str, lang: Lang) -> Cow<'_, str> {
    Language::of(lang).map_or(as_written as Fold, |l| l.fold)(lower)
}

/// How a language's words are compared.
pub(crate) type Fold = for<'a> fn(&'a str) -> Cow<'a, str>;

/// Without the possessive.
pub(crate) fn english(lower: &str) -> Cow<'_, str> {
    Cow::Borrowed(bare(lower))
}

/// As it stands.
pub(crate) fn as_written(lower: &str) -> Cow<'_, str> {
    Cow::Borrowed(lower)
}

/// Without the possessive ending.
pub(super) fn bare(lower: &str) -> &str {
    lower.strip_suffix("'s").unwrap_or(lower)
}

/// Takes the ending off: "Путиным" and "Путина" become "путин", "Лавровым" and "Лавров" "лавр".
pub(crate) fn russian(lower: &str) -> Cow<'_, str> {
    // "В.Путин" is one token; the initial says nothing that the surname does not.
    let lower = lower.rsplit('.').find(|p| !p.is_empty()).unwrap_or(lower);
    let plain: Cow<'_, str> =
        if lower.contains('ё') { Cow::Owned(lower.replace('ё', "е")) } else { Cow::Borrowed(lower) };
    let cut = {
        let mut w: &str = &plain;
        if let Some(shorter) =
            LONG.iter().find_map(|e| strip(w, e, KEEP + 1)).or_else(|| NOUN.iter().find_map(|e| strip(w, e, KEEP)))
        {
            w = shorter;
        }
        while let Some(shorter) = w.strip_suffix(LOOSE).filter(|s| s.chars().count() >= KEEP) {
            w = shorter;
        }
        // The surname's own -ов is the ending of a plural too, so it goes from both.
        if let Some(shorter) = strip(w, "ов", KEEP).or_else(|| strip(w, "ев", KEEP)) {
            w = shorter;
        }
        w.len()
    };
    match plain {
        Cow::Borrowed(s) => Cow::Borrowed(&s[..cut]),
        Cow::Owned(mut s) => {
            s.truncate(cut);
            Cow::Owned(s)
        }
    }
}

fn strip<'a>(word: &'a str, ending: &str, keep: usize) -> Option<&'a str> {
    word.strip_suffix(ending).filter(|s| s.chars().count() >= keep)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_of_a_name_are_one_key() {
        for forms in [
            "путин путина путину путиным путине в.путин",
            "лавров лаврова лаврову лавровым лаврове",
            "захарова захаровой захарову",
            "зеленский зеленского зеленскому зеленским зеленском",
            "россия россии россию россией",
            "китай китая китаю китаем китае",
            "российский российская российское российские российских российскими российскую",
            "нидерланды нидерландов нидерландам нидерландами нидерландах",
            "куба кубы кубе кубу кубой",
            "кремль кремля кремлю кремлём кремле",
        ] {
            let mut keys: Vec<u64> = forms.split(' ').map(|w| key(w, Lang::Ru)).collect();
            keys.dedup();
            assert_eq!(keys.len(), 1, "{forms}");
        }
        assert_eq!(key("russia's", Lang::En), key("russia", Lang::En));
    }
}
