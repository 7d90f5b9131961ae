//! Accounts of one event found in two collections: by day, participants and content, then one to one.
//!
//! A document of one collection and one of the other are *candidates* when they were given out within some days of each
//! other, so that thousands against thousands take seconds. Four things are asked of a candidate:
//!
//! - **day**: how many days lie between the two ([`Settings::window`] at most);
//! - **participants**: whether whom and what the head and first lines of one name is named in the other. A name counts the
//!   more the rarer it is in the collection where it is looked for, as in probabilistic record linkage (Fellegi and Sunter
//!   1969): that a president's own office names him says nothing, that a foreign one does says much. Names of the lists have
//!   one key in every language ([`crate::entity`]); others are looked for only where both texts are in one language;
//! - **persons**: the same of the persons alone, who tell one call of a day from another about the same matter;
//! - **content**: the cosine of the two texts' vectors ([`crate::embed`]), each without the mean of its own collection and
//!   language, so that what all texts of a house share, and the distance between two languages, does not count (Mu and
//!   Viswanath 2018 take out more than the mean).
//!
//! A logistic model gives the odds of the four. Then rivals are heard: a document has one counterpart or none, so that the
//! [`Match::score`] is a candidate's odds among those of all candidates of its two documents, and of none. The best
//! one-to-one assignment ([`crate::align`] says how) of the candidates at or above a threshold are the matches.

mod profile;
mod score;

use crate::report::round4;
use crate::text::{Date, Lang};
pub use profile::Profile;
pub use score::Parts;
use std::collections::BTreeSet;

/// A text of a collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The day it was given out.
    pub date: Date,
    /// Its language; `None` to have it detected.
    pub lang: Option<Lang>,
    /// Its heading; may be empty.
    pub title: String,
    /// Its words.
    pub text: String,
}

/// What counts as a match.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// Most days between the two.
    pub window: u16,
    /// Least score, 0..1.
    pub threshold: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { window: 2, threshold: 0.3 }
    }
}

/// Two documents taken for accounts of one event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match {
    /// Place of the first in its collection.
    pub a: usize,
    /// Place of the second in its collection.
    pub b: usize,
    /// How sure it is, 0..1.
    pub score: f64,
    /// What it rests on.
    pub parts: Parts,
}

/// Every candidate with its score, in the order of the first collection and, within it, of the second.
pub fn candidates(a: &[Profile], b: &[Profile], settings: &Settings) -> Vec<Match> {
    let scorer = score::Scorer::new(a, b);
    let mut by_day: Vec<usize> = (0..b.len()).collect();
    by_day.sort_by_key(|j| (b[*j].day, *j));
    let window = i64::from(settings.window);
    let (mut of_a, mut of_b) = (vec![0.0; a.len()], vec![0.0; b.len()]);
    let mut out = Vec::new();
    for (i, one) in a.iter().enumerate() {
        let from = by_day.partition_point(|j| b[*j].day < one.day - window);
        let mut near: Vec<usize> =
            by_day[from..].iter().copied().take_while(|j| b[*j].day <= one.day + window).collect();
        near.sort_unstable();
        for j in near {
            let parts = scorer.parts(i, j);
            let odds = parts.odds();
            of_a[i] += odds;
            of_b[j] += odds;
            out.push(Match { a: i, b: j, score: odds, parts });
        }
    }
    for m in &mut out {
        m.score = round4(m.score / (1.0 + of_a[m.a] + of_b[m.b] - m.score));
        m.parts.participants = round4(m.parts.participants);
        m.parts.persons = round4(m.parts.persons);
        m.parts.content = round4(m.parts.content);
    }
    out
}

/// The best one-to-one set of the candidates at or above the threshold, in the order of the first collection.
pub fn matches(candidates: &[Match], settings: &Settings) -> Vec<Match> {
    let kept = || candidates.iter().filter(|m| m.score >= settings.threshold);
    let (n, m) = kept().fold((0, 0), |(n, m), c| (n.max(c.a + 1), m.max(c.b + 1)));
    let pairs: Vec<(usize, usize, f64)> = kept().map(|c| (c.a, c.b, c.score)).collect();
    let chosen: BTreeSet<(usize, usize)> = crate::align::assignment::assign(n, m, &pairs, settings.threshold)
        .into_iter()
        .map(|(i, j, _)| (i, j))
        .collect();
    kept().filter(|c| chosen.contains(&(c.a, c.b))).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embed::table::Table;

    fn read(documents: &[(&str, &str, &str)]) -> Vec<Profile> {
        let read = |(date, title, text): &(&str, &str, &str)| {
            let document =
                Document { date: Date::parse(date).unwrap(), lang: None, title: (*title).into(), text: (*text).into() };
            Profile::read(&document, Table::embedded())
        };
        documents.iter().map(read).collect()
    }

    fn house() -> Vec<Profile> {
        read(&[
            ("2031-05-01", "Call with Emmanuel Macron", "Joe Biden spoke with Emmanuel Macron about grain and ports."),
            ("2031-05-03", "Call with Xi Jinping", "Joe Biden spoke with Xi Jinping about tariffs and climate."),
            ("2031-05-03", "Visit to a school", "Joe Biden visited a school and spoke of teachers' pay."),
            ("2031-05-09", "Call with Olaf Scholz", "Joe Biden spoke with Olaf Scholz about gas."),
        ])
    }

    fn other() -> Vec<Profile> {
        read(&[
            (
                "2031-05-04",
                "习近平同美国总统拜登通电话",
                "国家主席习近平同美国总统拜登通电话，就关税和气候变化交换意见。",
            ),
            ("2031-05-03", "习近平会见德国总理", "国家主席习近平会见德国总理朔尔茨。习近平表示，中德合作取得成果。"),
            ("2031-05-20", "习近平同美国总统通电话", "国家主席习近平同美国总统拜登通电话，就关税和气候变化交换意见。"),
        ])
    }

    #[test]
    fn the_call_is_found_across_languages_and_a_late_one_is_no_candidate() {
        let settings = Settings::default();
        let all = candidates(&house(), &other(), &settings);
        assert!(all.iter().all(|m| m.b != 2), "{all:?}");
        let best = all.iter().max_by(|x, y| x.score.total_cmp(&y.score)).unwrap();
        assert_eq!((best.a, best.b, best.parts.days), (1, 0, 1), "{all:?}");
        let told = matches(&all, &Settings { threshold: 0.01, ..settings });
        assert_eq!(told[0].a, 1);
        assert!(told.iter().all(|m| all.contains(m)));
    }

    #[test]
    fn matches_are_one_to_one_and_none_is_below_the_threshold() {
        let settings = Settings { window: 400, threshold: 0.0 };
        let all = candidates(&house(), &other(), &settings);
        assert_eq!(all.len(), 12);
        let told = matches(&all, &settings);
        let (mut a, mut b): (Vec<usize>, Vec<usize>) = told.iter().map(|m| (m.a, m.b)).unzip();
        a.dedup();
        b.sort_unstable();
        b.dedup();
        assert_eq!((a.len(), b.len()), (told.len(), told.len()));
        assert!(matches(&all, &Settings { threshold: 1.0, ..settings }).is_empty());
        assert!(candidates(&[], &other(), &settings).is_empty() && candidates(&house(), &[], &settings).is_empty());
    }
}
