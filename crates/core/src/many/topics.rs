//! What one side keeps leaving out: the names and content words that set the claims of a teller which the other does not
//! mention apart from those that it does.
//!
//! Each word's log odds in the one against the other, with a prior that holds back what is rare, over their standard error
//! (Monroe, Colaresi and Quinn 2008, "Fightin' Words"):
//!
//! ```text
//! δ = ln((y + α) / (n + α₀ − y − α))  for the claims left out, minus the same for those answered
//! z = δ / √(1 / (y_left + α) + 1 / (y_answered + α))
//! ```
//!
//! The prior `α` is the word's share of all the teller's words, in a body of `α₀` words, as many as a tenth of the claims'.
//! Compared are claims of one teller with claims of the same, so that the teller's own style does not count. A word counts once a claim.
//! Names of the lists are one whatever the language and wording; other words are told by their stems, Chinese ones by pairs of
//! characters, but for pairs that join two commoner ones.

use crate::entity::Entities;
use crate::language::Language;
use crate::lexicon::{Lexicon, List};
use crate::math::ln;
use crate::report::{Kind, PairReport, Report, round4};
use crate::text::{Lang, Span};
use crate::token::{Token, TokenKind, Tokenizer, hash, is_han};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Fewest comparisons in which a word must be left out.
pub const RECURS: usize = 3;

/// Least standard score: what chance reaches once in twenty.
pub const SURE: f64 = 1.645;

/// A word or name that is left out more than others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Topic {
    /// As the teller most often writes it.
    pub word: String,
    /// Comparisons in which a claim with it is left out.
    pub cases: usize,
    /// Comparisons in which the teller has it at all.
    pub of: usize,
    /// Claims with it that the other does not mention.
    pub left_out: usize,
    /// Claims with it that the other answers.
    pub answered: usize,
    /// Standard score of its log odds.
    pub z: f64,
}

/// Counts of the words of one teller beside one other.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    words: BTreeMap<u64, Count>,
    left_out: usize,
    answered: usize,
}

#[derive(Clone, Debug, Default)]
struct Count {
    left_out: usize,
    answered: usize,
    cases: usize,
    of: usize,
    forms: BTreeMap<String, usize>,
}

impl Tally {
    /// Adds what the first account of a pair (or the second) tells, parted by whether the other mentions it.
    pub fn add(&mut self, report: &Report, pair: &PairReport, first: bool) {
        let id = if first { &pair.a } else { &pair.b };
        let Some(account) = report.account(id) else { return };
        let mut left = vec![None; account.claims.len()];
        for finding in &pair.findings {
            let side = if first { &finding.a } else { &finding.b };
            for claim in side.iter().flat_map(|s| &s.claims) {
                if let Some(to) = left.get_mut(*claim) {
                    *to = Some(finding.kind == Kind::Omission);
                }
            }
        }
        let mut here: BTreeMap<u64, (usize, usize)> = BTreeMap::new();
        for (claim, left) in account.claims.iter().zip(left) {
            let Some(left) = left else { continue };
            for (key, form) in words(&claim.quote, account.lang) {
                *self.words.entry(key).or_default().forms.entry(form).or_default() += 1;
                let count = here.entry(key).or_default();
                count.0 += usize::from(left);
                count.1 += usize::from(!left);
            }
        }
        for (key, (left_out, answered)) in here {
            let count = self.words.entry(key).or_default();
            count.left_out += left_out;
            count.answered += answered;
            count.cases += usize::from(left_out > 0);
            count.of += 1;
            self.left_out += left_out;
            self.answered += answered;
        }
    }

    /// The words that recur and are surely left out more than others, surest first; at most so many.
    pub fn topics(&self, most: usize) -> Vec<Topic> {
        let (left, answered) = (self.left_out as f64, self.answered as f64);
        let prior = (left + answered) / 10.0;
        let odds = |y: f64, n: f64, alpha: f64| ln((y + alpha) / (n + prior - y - alpha));
        let topic = |count: &Count| {
            let (y, x) = (count.left_out as f64, count.answered as f64);
            let alpha = prior * (y + x) / (left + answered);
            let delta = odds(y, left, alpha) - odds(x, answered, alpha);
            let z = delta / (1.0 / (y + alpha) + 1.0 / (x + alpha)).sqrt();
            // The commonest form; of equally common ones the first in order.
            let word = count.forms.iter().max_by(|p, q| p.1.cmp(q.1).then(q.0.cmp(p.0))).map(|f| f.0.clone());
            Some(Topic {
                word: word?,
                cases: count.cases,
                of: count.of,
                left_out: count.left_out,
                answered: count.answered,
                z: round4(z),
            })
        };
        let recurs = |c: &&Count| c.cases >= RECURS && 2 * c.cases > c.of;
        let joints = Joints::new(self.words.values());
        let mut out: Vec<Topic> = self
            .words
            .values()
            .filter(recurs)
            .filter(|c| !joints.is_one(c))
            .filter_map(topic)
            .filter(|t| t.z >= SURE)
            .collect();
        out.sort_by(|s, t| t.z.total_cmp(&s.z).then(t.cases.cmp(&s.cases)).then_with(|| s.word.cmp(&t.word)));
        out.truncate(most);
        out
    }
}

/// Which pairs of Chinese characters are the joint of two words and no word: those whose characters both belong to
/// a commoner pair, the first as its end and the second as its beginning.
struct Joints {
    beginning: BTreeMap<char, usize>,
    ending: BTreeMap<char, usize>,
}

impl Joints {
    fn new<'c>(counts: impl Iterator<Item = &'c Count>) -> Joints {
        let (mut beginning, mut ending) = (BTreeMap::new(), BTreeMap::new());
        for count in counts {
            let Some((first, last)) = count.pair() else { continue };
            for (map, c) in [(&mut beginning, first), (&mut ending, last)] {
                let most: &mut usize = map.entry(c).or_default();
                *most = (*most).max(count.claims());
            }
        }
        Joints { beginning, ending }
    }

    fn is_one(&self, count: &Count) -> bool {
        let commoner = |map: &BTreeMap<char, usize>, c| map.get(&c).is_some_and(|n| *n > count.claims());
        count.pair().is_some_and(|(first, last)| commoner(&self.ending, first) && commoner(&self.beginning, last))
    }
}

impl Count {
    fn claims(&self) -> usize {
        self.left_out + self.answered
    }

    /// The characters of a Chinese pair.
    fn pair(&self) -> Option<(char, char)> {
        let mut chars = self.forms.keys().next()?.chars();
        let pair = (chars.next()?, chars.next()?);
        (chars.next().is_none() && is_han(pair.0) && is_han(pair.1)).then_some(pair)
    }
}

/// The names and content words of a claim with their keys, each once.
fn words(quote: &str, lang: Lang) -> BTreeMap<u64, String> {
    let tokens = Tokenizer::new(lang).tokens(quote, Span::new(0, quote.len()));
    let entities = Entities::read(quote, lang);
    let mut out = BTreeMap::new();
    let mut taken: Vec<Span> = Vec::new();
    for mention in &entities.mentions {
        for entity in entities.meant(mention).filter(|e| e.key.contains(':')) {
            out.entry(hash(&entity.key)).or_insert_with(|| entity.name.clone());
            taken.push(mention.span);
        }
    }
    let mut plain: Vec<bool> =
        tokens.iter().map(|t| t.kind == TokenKind::Word && !taken.iter().any(|s| s.overlaps(t.span))).collect();
    for hit in Lexicon::of(lang).hits(&tokens) {
        if matches!(hit.entry.list, List::Stop | List::Report | List::Verb | List::Cardinal) {
            plain[hit.start..hit.end].fill(false);
        }
    }
    for (i, token) in tokens.iter().enumerate().filter(|(i, _)| plain[*i]) {
        if token.is_han() {
            if let Some(next) =
                tokens.get(i + 1).filter(|t| t.is_han() && plain[i + 1] && t.span.start == token.span.end)
            {
                let span = token.span.join(next.span);
                out.entry(hash(span.of(quote))).or_insert_with(|| span.of(quote).to_string());
            }
        } else if is_content(token, lang) {
            out.entry(token.stem).or_insert_with(|| token.lower.clone());
        }
    }
    out
}

/// Short words tell little of a topic.
fn is_content(token: &Token, lang: Lang) -> bool {
    Language::of(lang).is_some() && token.lower.chars().nth(2).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Account, Case, Config, Engine};

    fn tally(first: bool) -> Tally {
        let engine = Engine::light();
        let mut tally = Tally::default();
        for n in 0..6 {
            let shared = format!("The delegations met at the harbour for {} hours.", n + 2);
            let extra =
                ["The ministry raised the detained fishermen.", "The detained fishermen have families in Orlen."];
            let case = Case {
                id: n.to_string(),
                title: String::new(),
                date: None,
                accounts: vec![
                    Account { lang: Some(Lang::En), ..Account::new("a", format!("{shared} {}", extra[n % 2])) },
                    Account { lang: Some(Lang::En), ..Account::new("b", shared.clone()) },
                ],
            };
            let report = engine.report(&case, &Config::default()).unwrap();
            tally.add(&report, &report.pairs[0], first);
        }
        tally
    }

    #[test]
    fn what_is_always_left_out_is_named() {
        let topics = tally(true).topics(5);
        let fishermen = topics.iter().find(|t| t.word == "fishermen").unwrap();
        assert_eq!((fishermen.cases, fishermen.of, fishermen.answered), (6, 6, 0), "{topics:?}");
        assert!(topics.iter().all(|t| t.word != "harbour"));
        assert!(tally(false).topics(5).is_empty(), "what the other tells is all answered");
        assert!(Tally::default().topics(5).is_empty());
    }

    #[test]
    fn the_joint_of_two_chinese_words_is_no_word() {
        let count = |form: &str, left_out| Count {
            left_out,
            forms: BTreeMap::from([(form.to_string(), 1)]),
            ..Count::default()
        };
        // "Partner" and "relations", and what stands between them.
        let all = [
            count("\u{4f19}\u{4f34}", 5),
            count("\u{4f34}\u{5173}", 4),
            count("\u{5173}\u{7cfb}", 9),
            count("port", 1),
        ];
        let joints = Joints::new(all.iter());
        assert_eq!(all.each_ref().map(|c| joints.is_one(c)), [false, true, false, false]);
    }

    #[test]
    fn names_are_one_in_every_language() {
        let key = |quote: &str, lang| words(quote, lang).into_keys().collect::<Vec<_>>();
        let (en, zh) = (key("Vladimir Putin spoke", Lang::En), key("\u{666e}\u{4eac}\u{8868}\u{793a}", Lang::Zh));
        assert!(en.iter().any(|k| zh.contains(k)));
    }
}
