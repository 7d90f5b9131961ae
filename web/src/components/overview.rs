//! The discrepancy index with its parts, coverage both ways, what each text spends its words on; of an article also what its
//! reporter makes of the accounts.

use super::kinds::{lang, name, sign};
use crate::charts::stacked::{Part, stacked};
use crate::emphasis::emphasis;
use crate::i18n::{fill, percent, score, t};
use crate::state::{Shown, Topics};
use diptych_core::Kind;
use diptych_core::article::report::ArticleReport;
use diptych_core::emphasis::Topic;
use diptych_core::report::{AccountReport, PairReport};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Overview`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The comparison.
    pub shown: Rc<Shown>,
    /// The pair.
    pub pair: usize,
    /// The topics, once they are there.
    pub topics: Topics,
}

/// The overview.
#[component]
pub fn Overview(props: &Props) -> Html {
    let shown = &props.shown;
    let Some(pair) = shown.pair(props.pair) else { return html! {} };
    let (a, b) = (shown.source(&pair.a), shown.source(&pair.b));
    let covers = |covering: &str, of: &str, share: f64| {
        let title = fill(t().covers, &[("a", covering), ("b", of), ("share", &percent(share))]);
        let parts = [
            Part { class: "shared", sign: "=", name: t().covered.into(), share },
            Part { class: "alone", sign: "∅", name: t().not_covered.into(), share: 1.0 - share },
        ];
        html! { <><h4 dir="auto">{ title.clone() }</h4>{ stacked(&title, &parts) }</> }
    };
    html! {
        <div class="overview">
            <p class="index"><strong>{ score(pair.index.value) }</strong><span>{ t().index }<br /><small>{ t().index_scale }</small></span></p>
            <h3>{ t().parts }</h3>
            { stacked(t().parts, &parts(pair, a, b)) }
            <h3>{ t().coverage }</h3>
            { covers(b, a, pair.index.coverage_of_a) }
            { covers(a, b, pair.index.coverage_of_b) }
            <h3>{ t().emphasis }</h3>
            <p class="hint">{ t().emphasis_hint }</p>
            { for [&pair.a, &pair.b].into_iter().filter_map(|id| shown.report.account(id)).map(|account| html! {
                <><h4 dir="auto">{ account.source.clone() }</h4>{ stacked(&account.source, &spent(account, pair)) }</>
            }) }
            { topics(props, [&pair.a, &pair.b]) }
            if let Some(article) = &shown.article { { reporter(shown, article) } }
        </div>
    }
}

/// What topics the two accounts spend their words on.
fn topics(props: &Props, ids: [&str; 2]) -> Html {
    let Topics::Here(topics) = &props.topics else { return html! {} };
    let report = &props.shown.report;
    let places = ids.map(|id| report.accounts.iter().position(|a| a.id == id).unwrap_or(usize::MAX));
    let share = |topic: &Topic, place: usize| topic.shares.get(place).copied().unwrap_or(0.0);
    let told: Vec<&Topic> = topics.iter().filter(|topic| places.iter().any(|p| share(topic, *p) > 0.0)).collect();
    if told.is_empty() {
        return html! {};
    }
    let one = |topic: &Topic| {
        let account = report.accounts.get(topic.account);
        let words =
            account.and_then(|a| props.shown.text(&a.id).get(topic.span.start..topic.span.end)).unwrap_or_default();
        html! {
            <figure class="topic">
                <figcaption><q lang={lang(account)} dir="auto">{ words.to_string() }</q></figcaption>
                { for places.iter().zip(ids).map(|(place, id)| html! {
                    <p class="amount"><span dir="auto">{ props.shown.source(id).to_string() }</span>
                        <svg aria-hidden="true"><rect width={format!("{:.2}%", share(topic, *place) * 100.0)} height="100%" /></svg>
                        <span class="share">{ percent(share(topic, *place)) }</span></p>
                }) }
            </figure>
        }
    };
    html! {
        <section class="topics">
            <h3>{ t().topics }</h3>
            <p class="hint">{ t().topics_hint }</p>
            { for told.into_iter().map(one) }
        </section>
    }
}

fn parts(pair: &PairReport, a: &str, b: &str) -> [Part; 5] {
    let i = &pair.index;
    let only = |source: &str| fill(t().only_in, &[("source", source)]);
    [
        Part { class: "shared", sign: "=", name: t().told_alike.into(), share: i.shared },
        Part { class: "alone", sign: "A", name: only(a), share: i.only_a },
        Part { class: "alone second", sign: "B", name: only(b), share: i.only_b },
        Part { class: "conflict", sign: "✕", name: t().in_conflict.into(), share: i.conflicting },
        Part { class: "reframed", sign: "◐", name: t().reframed.into(), share: i.reframed },
    ]
}

fn spent(account: &AccountReport, pair: &PairReport) -> Vec<Part> {
    let spent = emphasis(account, pair);
    let kind = |(kind, share): (Kind, f64)| {
        let name = if kind == Kind::Omission { t().told_alone } else { name(kind) };
        Part { class: kind.name(), sign: sign(kind), name: name.into(), share }
    };
    let rest = Part { class: "rest", sign: "·", name: t().no_claim.into(), share: spent.rest };
    spent.kinds.into_iter().map(kind).chain([rest]).collect()
}

/// What an article holds beside the accounts.
fn reporter(shown: &Shown, article: &ArticleReport) -> Html {
    // They are quoted from the article itself.
    let lang = lang(shown.report.accounts.first());
    let list = |title: &'static str, items: Vec<(String, String)>| {
        html! {
            if !items.is_empty() {
                <h3>{ title }</h3>
                <ul class="quotes">{ for items.into_iter().map(|(words, who)| html! {
                    <li><q lang={lang} dir="auto">{ words }</q>if !who.is_empty() { <span class="hint" dir="auto">{ format!(" {who}") }</span> }</li>
                }) }</ul>
            }
        }
    };
    let remarks = article.remarks.iter().map(|r| {
        let of = r.side.as_deref().map(|s| shown.source(s).to_string()).unwrap_or_default();
        (r.quote.quote.clone(), of)
    });
    let comments = article.commentary.iter().map(|c| (c.quote.quote.clone(), c.who.clone().unwrap_or_default()));
    let plain =
        |quotes: &[diptych_core::report::Quote]| quotes.iter().map(|q| (q.quote.clone(), String::new())).collect();
    html! {
        <>
            { list(t().remarks, remarks.collect()) }
            { list(t().commentary, comments.collect()) }
            { list(t().telling, plain(&article.telling)) }
            { list(t().background, plain(&article.background)) }
        </>
    }
}
