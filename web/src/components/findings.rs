//! The list of findings: filtered, strongest first, each with both quotes and the reason.

use super::kinds::{name, quote, sign, silent, tag};
use crate::correct::{Correction, partners};
use crate::filter::{Filter, Teller};
use crate::grown::use_grown;
use crate::i18n::because::because;
use crate::i18n::{fill, number, percent, score, t};
use crate::place::Place;
use crate::reveal::use_reveal;
use crate::save::Copy;
use crate::state::{Action, Shown};
use diptych_core::Kind;
use diptych_core::report::{PairReport, Side};
use std::rc::Rc;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// Properties of [`Findings`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The comparison.
    pub shown: Rc<Shown>,
    /// Where the reader is.
    pub place: Place,
    /// Which findings are listed.
    pub filter: Filter,
    /// Called with what happens.
    pub act: Callback<Action>,
    /// Called with a finding and how it is corrected.
    pub correct: Callback<(usize, Correction)>,
}

/// The list with its filters.
#[component]
pub fn Findings(props: &Props) -> Html {
    let Some(pair) = props.shown.pair(props.place.pair) else { return html! {} };
    let shown = props.filter.shown(&props.shown.report, pair);
    let count = fill(t().shown_of, &[("n", &number(shown.len())), ("all", &number(pair.findings.len()))]);
    html! {
        <div>
            { filters(props, pair) }
            <p class="count" aria-live="polite">{ count }<span class="keys">{ t().keys_hint }</span></p>
            if shown.is_empty() { <p class="hint">{ t().none_shown }</p> }
            <List key={format!("{:?}", props.filter)} listed={shown} finding={props.place.finding} pair={props.place.pair}
                shown={props.shown.clone()} act={props.act.clone()} correct={props.correct.clone()} />
        </div>
    }
}

/// Properties of [`List`].
#[derive(PartialEq, Properties)]
struct ListProps {
    listed: Vec<usize>,
    finding: Option<usize>,
    pair: usize,
    shown: Rc<Shown>,
    act: Callback<Action>,
    correct: Callback<(usize, Correction)>,
}

/// Those that are listed.
#[component]
fn List(props: &ListProps) -> Html {
    let list = use_node_ref();
    use_reveal(&list, props.finding);
    let reach = props.listed.iter().position(|n| Some(*n) == props.finding);
    let drawn = use_grown(props.listed.len(), reach);
    html! {
        <ol class="findings" ref={list}>
            { for props.listed[..drawn].iter().map(|n| html! {
                <Item key={*n} n={*n} lit={props.finding == Some(*n)} pair={props.pair} shown={props.shown.clone()}
                    act={props.act.clone()} correct={(props.finding == Some(*n)).then(|| props.correct.clone())} />
            }) }
        </ol>
    }
}

fn filters(props: &Props, pair: &PairReport) -> Html {
    let change = |apply: fn(&mut Filter, String)| {
        let (filter, act) = (props.filter.clone(), props.act.clone());
        Callback::from(move |value: String| {
            let mut filter = filter.clone();
            apply(&mut filter, value);
            act.emit(Action::Filter(filter));
        })
    };
    let typed = |c: Callback<String>| c.reform(|e: InputEvent| e.target_unchecked_into::<HtmlInputElement>().value());
    let toggle = |kind: Kind| {
        let (filter, act) = (props.filter.clone(), props.act.clone());
        Callback::from(move |_: Event| {
            let mut filter = filter.clone();
            filter.toggle(kind);
            act.emit(Action::Filter(filter));
        })
    };
    let count = |kind: Kind| pair.findings.iter().filter(|f| f.kind == kind).count();
    let (a, b) = (props.shown.source(&pair.a), props.shown.source(&pair.b));
    let teller = change(|f, v| f.teller = Teller::ALL.into_iter().find(|t| teller_name(*t) == v).unwrap_or_default())
        .reform(|e: Event| e.target_unchecked_into::<HtmlSelectElement>().value());
    let telling = |teller: Teller| {
        let words = match teller {
            Teller::Any => t().told_any.to_string(),
            Teller::Both => t().told_both.to_string(),
            Teller::OnlyA => fill(t().told_only, &[("source", a)]),
            Teller::OnlyB => fill(t().told_only, &[("source", b)]),
        };
        html! { <option value={teller_name(teller)} selected={props.filter.teller == teller}>{ words }</option> }
    };
    let order = change(|f, _| f.by_text = !f.by_text).reform(|_: Event| String::new());
    let confidence = props.filter.confidence.to_string();
    html! {
        <fieldset class="filters">
            <legend>{ t().show }</legend>
            <div class="kinds">
                { for Kind::ALL.into_iter().filter(|k| count(*k) > 0).map(|k| html! {
                    <label class={classes!("chip", k.name())}><input type="checkbox" checked={!props.filter.hidden.contains(&k)} onchange={toggle(k)} /><span><span aria-hidden="true">{ sign(k) }</span>{ format!(" {} {}", name(k), count(k)) }</span></label>
                }) }
            </div>
            <label>{ t().told_by }<select id="teller" onchange={teller}>{ for Teller::ALL.into_iter().map(telling) }</select></label>
            <label>{ fill(t().confidence_from, &[("n", &percent(f64::from(props.filter.confidence) / 100.0))]) }<input id="confidence" type="range" min="0" max="95" step="5" value={confidence} oninput={typed(change(|f, v| f.confidence = v.parse().unwrap_or(0)))} /></label>
            <label>{ t().search }<input id="search" type="search" dir="auto" value={props.filter.words.clone()} oninput={typed(change(|f, v| f.words = v))} /></label>
            <label class="check"><input type="checkbox" id="by-text" checked={props.filter.by_text} onchange={order} />{ t().by_text }</label>
        </fieldset>
    }
}

/// What a reader can change of the finding that is looked at.
fn corrections(correct: &Callback<(usize, Correction)>, pair: &PairReport, n: usize) -> Html {
    let f = &pair.findings[n];
    let fix = |correction: Correction| correct.reform(move |_: MouseEvent| (n, correction));
    let chosen = |e: &Event| e.target_unchecked_into::<HtmlSelectElement>().value();
    html! {
        <div class="correct" role="group" aria-label={t().correct}>
            <span>{ t().correct }</span>
            if f.a.is_some() && f.b.is_some() {
                <select class="kind-of" aria-label={t().kind_of} onchange={
                    let correct = correct.clone();
                    Callback::from(move |e: Event| if let Some(kind) = Kind::from_name(&chosen(&e)) {
                        correct.emit((n, Correction::Kind(kind)));
                    })
                }>
                    { for Kind::ALL.into_iter().filter(|k| *k != Kind::Omission).map(|k| html! { <option value={k.name()} selected={k == f.kind}>{ name(k) }</option> }) }
                </select>
                <button type="button" class="unlink" onclick={fix(Correction::Unlink)}>{ t().unlink }</button>
            } else {
                <select class="link-with" aria-label={t().link_with} onchange={
                    let correct = correct.clone();
                    Callback::from(move |e: Event| if let Ok(other) = chosen(&e).parse() {
                        correct.emit((n, Correction::Link(other)));
                    })
                }>
                    <option value="" selected=true>{ t().link_with }</option>
                    { for partners(&pair.findings, n).into_iter().map(|(m, words)| html! { <option value={m.to_string()} dir="auto">{ words.to_string() }</option> }) }
                </select>
            }
            <button type="button" class="wrong" onclick={fix(Correction::Wrong)}>{ t().wrong }</button>
        </div>
    }
}

fn teller_name(teller: Teller) -> &'static str {
    match teller {
        Teller::Any => "any",
        Teller::Both => "both",
        Teller::OnlyA => "a",
        Teller::OnlyB => "b",
    }
}

/// Properties of [`Item`].
#[derive(PartialEq, Properties)]
struct ItemProps {
    n: usize,
    lit: bool,
    pair: usize,
    shown: Rc<Shown>,
    act: Callback<Action>,
    /// Of the one that is looked at: how it is corrected.
    correct: Option<Callback<(usize, Correction)>>,
}

/// One finding.
#[component]
fn Item(props: &ItemProps) -> Html {
    let (n, lit) = (props.n, props.lit);
    let Some((pair, f)) = props.shown.pair(props.pair).and_then(|p| Some((p, p.findings.get(n)?))) else {
        return html! {};
    };
    let also = f.also.iter().map(|k| name(*k)).collect::<Vec<_>>().join(t().listed);
    let (reason, foreign) = because(&props.shown.report, pair, f);
    let focus = {
        let act = props.act.clone();
        Callback::from(move |_: FocusEvent| {
            if !lit {
                act.emit(Action::Point(Some(n)));
            }
        })
    };
    let side = |id: &str, side: Option<&Side>| {
        let account = props.shown.report.account(id);
        html! {
            <div class="side">
                <p class="teller" dir="auto">{ props.shown.source(id).to_string() }</p>
                { side.map_or_else(silent, |s| quote(s, account)) }
            </div>
        }
    };
    html! {
        <li class={classes!("finding", f.kind.name(), lit.then_some("lit"))} data-n={n.to_string()} tabindex="0" onfocus={focus}>
            <p class="kind">{ tag(f.kind) }
                if !also.is_empty() { <span>{ fill(t().also, &[("kinds", &also)]) }</span> }
                <span class="scores">
                    if f.kind.is_discrepancy() { { fill(t().severity, &[("n", &score(f.severity))]) } { " · " } }
                    { fill(t().confidence, &[("n", &percent(f.confidence))]) }
                </span>
            </p>
            <p class="why" lang={foreign} dir="auto">{ reason }</p>
            <div class="sides">
                { side(&pair.a, f.a.as_ref()) }
                { side(&pair.b, f.b.as_ref()) }
            </div>
            if let Some(correct) = props.correct.as_ref().filter(|_| props.shown.article.is_none()) { { corrections(correct, pair, n) } }
            <p class="under"><Copy text={crate::citation::finding(&props.shown, pair, f)} label={t().copy_citation} /></p>
        </li>
    }
}
