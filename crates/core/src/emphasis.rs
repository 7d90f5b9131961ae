//! What each account spends its words on: its claims sorted into topics by what they mean, in whatever language.
//!
//! The claims of all accounts together are parted by spherical k-means (Dhillon and Modha 2001) over their vectors, less what
//! all of them share. The first centre is the claim of most weight, each further one the claim least like the centres so far,
//! so that the same claims always give the same topics. A topic is named by a claim of its own: the one nearest its centre.

use crate::analysis::Analysis;
use crate::embed::{cosine, less, normalize};
use crate::report::round4;
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// Most topics; more can't be told apart in a chart.
const MOST: usize = 6;
/// About as many claims belong to a topic at least.
const EACH: usize = 5;
/// Times the claims are sorted anew at the most. They settle sooner.
const TURNS: usize = 20;

/// Claims of several accounts about one thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Topic {
    /// The account, by place, and the words in it that name the topic: a claim.
    pub account: usize,
    /// Where that claim stands.
    pub span: Span,
    /// For each account the share of its text, 0..1, that goes to the topic. What makes no claim belongs to none.
    pub shares: Vec<f64>,
}

/// The topics of accounts of one event, that with most of the texts first; none where there are fewer than two claims.
pub fn topics(accounts: &[&Analysis]) -> Vec<Topic> {
    let claims: Vec<(usize, usize)> =
        accounts.iter().enumerate().flat_map(|(a, read)| (0..read.len()).map(move |c| (a, c))).collect();
    let vectors = centred(claims.iter().map(|(a, c)| accounts[*a].features[*c].vector.as_slice()).collect());
    let known: Vec<usize> = (0..claims.len()).filter(|n| vectors[*n].iter().any(|x| *x != 0.0)).collect();
    if known.len() < 2 {
        return Vec::new();
    }
    let weight = |n: usize| accounts[claims[n].0].weight[claims[n].1];
    let first = known.iter().copied().fold(known[0], |best, n| if weight(n) > weight(best) { n } else { best });
    let mut centres = vec![vectors[first].clone()];
    while centres.len() < (known.len() / EACH).clamp(2, MOST) {
        let farthest = known.iter().copied().map(|n| (nearest(&centres, &vectors[n]).1, n));
        match farthest.reduce(|x, y| if y.0 < x.0 { y } else { x }) {
            Some((_, n)) => centres.push(vectors[n].clone()),
            None => break,
        }
    }
    let mut sorted: Vec<usize> = Vec::new();
    for _ in 0..TURNS {
        let next: Vec<usize> = known.iter().map(|n| nearest(&centres, &vectors[*n]).0).collect();
        if next == sorted {
            break;
        }
        sorted = next;
        for (topic, centre) in centres.iter_mut().enumerate() {
            let mut sum = vec![0f32; centre.len()];
            for (n, _) in known.iter().zip(&sorted).filter(|(_, t)| **t == topic) {
                sum.iter_mut().zip(&vectors[*n]).for_each(|(s, x)| *s += x);
            }
            normalize(&mut sum);
            *centre = sum;
        }
    }
    let mut topics: Vec<(usize, Topic)> = Vec::new();
    for (topic, centre) in centres.iter().enumerate() {
        let of: Vec<usize> = known.iter().zip(&sorted).filter(|(_, t)| **t == topic).map(|(n, _)| *n).collect();
        let near = of.iter().map(|n| (cosine(centre, &vectors[*n]), *n)).reduce(|x, y| if y.0 > x.0 { y } else { x });
        let Some((_, middle)) = near else { continue };
        let span = |n: usize| accounts[claims[n].0].account.claims[claims[n].1].span;
        let bytes =
            |account: usize| of.iter().filter(|n| claims[**n].0 == account).map(|n| span(*n).len()).sum::<usize>();
        let share = |(a, read): (usize, &&Analysis)| round4(bytes(a) as f64 / read.account.bytes.max(1) as f64);
        let shares: Vec<f64> = accounts.iter().enumerate().map(share).collect();
        let all = (0..accounts.len()).map(bytes).sum();
        topics.push((all, Topic { account: claims[middle].0, span: span(middle), shares }));
    }
    topics.sort_by_key(|(bytes, _)| std::cmp::Reverse(*bytes));
    topics.into_iter().map(|(_, topic)| topic).collect()
}

/// Each vector less the mean of all, of unit length; one of no known word stays nought.
fn centred(vectors: Vec<&[f32]>) -> Vec<Vec<f32>> {
    let mut mean = vec![0f32; vectors.first().map_or(0, |v| v.len())];
    vectors.iter().for_each(|v| mean.iter_mut().zip(*v).for_each(|(m, x)| *m += x));
    let count = vectors.len().max(1) as f32;
    mean.iter_mut().for_each(|m| *m /= count);
    vectors.iter().map(|v| if v.iter().any(|x| *x != 0.0) { less(v, &mean) } else { v.to_vec() }).collect()
}

/// The nearest centre, the first of equals, with its cosine.
fn nearest(centres: &[Vec<f32>], vector: &[f32]) -> (usize, f32) {
    let near = centres.iter().enumerate().map(|(n, c)| (n, cosine(c, vector)));
    near.reduce(|x, y| if y.1 > x.1 { y } else { x }).unwrap_or((0, 0.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Account, Engine};

    fn read(id: &str, text: &str) -> Analysis {
        Engine::light().analyze(&Account {
            id: id.into(),
            source: id.into(),
            text: text.into(),
            lang: None,
            date: None,
        })
    }

    const A: &str = "Oil exports rose by a tenth. Trade in grain and gas grew. Tariffs on steel will fall. \
        The army held naval exercises in the strait. Two warships fired missiles. The generals praised the troops.";
    const B: &str =
        "Экспорт нефти вырос. Торговля зерном и газом увеличилась. Пошлины на сталь снизят. Поставки угля растут.";

    #[test]
    fn one_topic_is_one_in_two_languages() {
        let (a, b) = (read("a", A), read("b", B));
        let found = topics(&[&a, &b]);
        assert_eq!(found.len(), 2);
        let name = |t: &Topic| t.span.of([A, B][t.account]).to_string();
        let trade = found.iter().find(|t| t.shares[1] > 0.5).unwrap();
        let arms = found.iter().find(|t| t.shares[1] < 0.5).unwrap();
        assert!(arms.shares[0] > 0.3 && arms.shares[1] < 0.05, "{found:?}");
        assert!(trade.shares[0] > 0.2, "{found:?}");
        assert!(["army", "warships", "generals"].iter().any(|w| name(arms).contains(w)), "{}", name(arms));
        for account in 0..2 {
            assert!(found.iter().map(|t| t.shares[account]).sum::<f64>() <= 1.0001);
        }
    }

    #[test]
    fn too_little_has_no_topics() {
        let (a, b) = (read("a", "The dam held."), read("b", "…"));
        assert!(topics(&[&a, &b]).is_empty() && topics(&[]).is_empty());
    }
}
