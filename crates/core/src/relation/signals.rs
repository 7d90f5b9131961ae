//! Signals of how two claims relate: those of the discrepancy rules, those of the characters, and the languages.

use super::surface::{SURFACE, Surface};
use crate::discrepancy::{Evidence, Pair, RULES, SHARED, model};
use crate::math::flag;
use crate::text::Lang;

/// Names of the signals about the languages: what is common in one may be rare in another, or between two.
pub const LANGUAGES: [&str; 6] = ["both_en", "both_ru", "both_zh", "across", "across_en", "across_zh"];

/// Names of all signals for vectors of `dim` dimensions, in the order of [`kind_signals`].
pub fn names(dim: usize) -> Vec<String> {
    let rules = RULES.iter().flat_map(|r| r.signals.iter().map(move |s| format!("{}/{s}", r.kind)));
    let told = RULES.iter().map(|r| format!("{}/told", r.kind));
    let vectors = ["left_sum", "left_difference"];
    let left = vectors.into_iter().flat_map(|v| (0..dim).map(move |at| format!("{v}/{at}")));
    let fixed = |names: &[&str]| names.iter().map(|n| (*n).to_string()).collect::<Vec<_>>();
    rules.chain(told).chain(fixed(&SHARED)).chain(left).chain(fixed(&SURFACE)).chain(fixed(&LANGUAGES)).collect()
}

/// The signals of a pair; the same whichever claim comes first.
pub fn kind_signals(pair: &Pair<'_>, evidence: &[Evidence], a: &Surface, b: &Surface) -> Vec<f64> {
    let mut out = model::features(pair, evidence);
    out.extend(a.signals(b));
    let (x, y) = (pair.a.account.lang, pair.b.account.lang);
    let both = |lang: Lang| flag(x == lang && y == lang);
    let across = |lang: Lang| flag(x != y && (x == lang || y == lang));
    out.extend([both(Lang::En), both(Lang::Ru), both(Lang::Zh), flag(x != y), across(Lang::En), across(Lang::Zh)]);
    out
}
