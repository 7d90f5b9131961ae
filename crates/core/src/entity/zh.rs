//! What is Chinese alone: words without spaces.

use super::words::Words;

/// Groups, the longest first, with whether they are persons.
const GROUPS: [(&str, bool); 7] = [
    ("两国元首", true),
    ("两国领导人", true),
    ("两位领导人", true),
    ("两国总统", true),
    ("两国外长", true),
    ("双方", false),
    ("两国", false),
];

/// The group at word `i`, if one stands there: whether of persons, and its length in words.
pub(super) fn group(words: &Words<'_>, i: usize) -> Option<(bool, usize)> {
    let rest = words.text.get(words.list[i].token.span.start..)?;
    let (group, people) = GROUPS.iter().find(|(g, _)| rest.starts_with(g))?;
    let len = group.chars().count();
    (i + len <= words.list[i].end).then_some((*people, len))
}

/// Whether the characters at `i` only look like a name because words are not parted: "立法方面" holds "法方".
pub(super) fn refuses(words: &Words<'_>, i: usize, len: usize) -> bool {
    let span = words.span(i, i + len);
    let (name, text) = (span.of(words.text), words.text);
    let next = text.get(span.end..).and_then(|t| t.chars().next());
    let before = text.get(..span.start).and_then(|t| t.chars().next_back());
    let side = name.ends_with('方') && name.chars().count() == 2;
    side && (next.is_some_and(|c| "面式法案针向便略位程才".contains(c))
        || before.is_some_and(|c| "立合同近其".contains(c)))
        || (name == "蒙古" && before == Some('内'))
}

/// Whether a pronoun at `i` is part of another word: "其他", "他们", "他国".
pub(super) fn no_pronoun(words: &Words<'_>, i: usize) -> bool {
    let span = words.list[i].token.span;
    let next = words.text.get(span.end..).and_then(|t| t.chars().next());
    let before = words.text.get(..span.start).and_then(|t| t.chars().next_back());
    before == Some('其') || next.is_some_and(|c| "们国人".contains(c))
}
