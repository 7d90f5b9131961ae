//! A finished comparison: its heading, its warnings, the tabs, and the view that is open.

use super::export::Export;
use super::findings::Findings;
use super::matrix::Matrix;
use super::overview::Overview;
use super::sides::Sides;
use super::texts::Texts;
use crate::correct::Correction;
use crate::download::Format;
use crate::i18n::{fill, foreign, number, score, t};
use crate::place::{Place, View};
use crate::state::{Action, Shown, State};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Outcome`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What the page knows.
    pub state: Rc<State>,
    /// The comparison.
    pub shown: Rc<Shown>,
    /// Called with what happens.
    pub act: Callback<Action>,
    /// Called with a finding of the pair and how it is corrected.
    pub correct: Callback<(usize, Correction)>,
    /// Called with what the comparison is to be made into.
    pub render: Callback<Format>,
}

/// The comparison.
#[component]
pub fn Outcome(props: &Props) -> Html {
    let Props { state, shown, act, correct, render } = props;
    let report = &shown.report;
    let place = &state.place;
    let title = title(shown);
    html! {
        <div class="outcome">
            <div class="heading">
                <h2 lang={foreign(&title)} dir="auto">{ title }</h2>
                <Export shown={shown.clone()} place={place.clone()} render={render.clone()} rendering={state.rendering.is_some()} />
            </div>
            { for report.warnings.iter().map(|w| html! { <p class="warning" lang={foreign(&w.message)}>{ w.message.clone() }</p> }) }
            if report.pairs.len() > 1 { { chooser(shown, place.pair, act) } }
            if shown.corrections() > 0 {
                <p class="corrections" role="status">{ fill(t().corrections, &[("n", &number(shown.corrections()))]) }
                    <button type="button" id="undo" onclick={act.reform(|_: MouseEvent| Action::Undone)}>{ t().undo }</button></p>
            }
            <nav class="tabs" aria-label={t().views}>
                { for View::ALL.into_iter().enumerate().map(|(n, view)| tab(place, view, n + 1)) }
            </nav>
            { match shown.pair(place.pair) {
                None => html! { <p class="hint">{ t().no_pair }</p> },
                Some(_) => match place.view {
                    View::Sides => html! {
                        <>
                            <div class="switch" role="group" aria-label={t().layout}>
                                { layout(act, state.whole, false, "by-claim", t().by_claim) }
                                { layout(act, state.whole, true, "whole", t().whole_texts) }
                            </div>
                            if state.whole {
                                <Texts key={place.pair} shown={shown.clone()} pair={place.pair} finding={place.finding} act={act.clone()} />
                            } else {
                                <Sides key={place.pair} shown={shown.clone()} pair={place.pair} finding={place.finding} act={act.clone()} />
                            }
                        </>
                    },
                    View::Findings => html! { <Findings key={place.pair} correct={correct.clone()} shown={shown.clone()} place={place.clone()} filter={state.filter.clone()} act={act.clone()} /> },
                    View::Matrix => html! { <Matrix shown={shown.clone()} /> },
                    View::Overview => html! { <Overview shown={shown.clone()} pair={place.pair} topics={state.topics.clone()} /> },
                },
            } }
        </div>
    }
}

fn title(shown: &Shown) -> String {
    if !shown.report.case.title.is_empty() && shown.article.is_none() {
        return shown.report.case.title.clone();
    }
    let names: Vec<&str> = shown.report.accounts.iter().map(|a| a.source.as_str()).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => (*one).into(),
        [rest @ .., last] => fill(t().a_and_b, &[("a", &rest.join(t().listed)), ("b", last)]),
    }
}

fn tab(place: &Place, view: View, number: usize) -> Html {
    let name = match view {
        View::Sides => t().view_sides,
        View::Findings => t().view_findings,
        View::Matrix => t().view_matrix,
        View::Overview => t().view_overview,
    };
    let href = Place { view, ..place.clone() }.to_string();
    let current = (place.view == view).then_some("page");
    html! { <a {href} aria-current={current} title={fill(t().key_n, &[("n", &number.to_string())])}>{ name }</a> }
}

fn layout(act: &Callback<Action>, now: bool, whole: bool, id: &'static str, name: &'static str) -> Html {
    let pick = act.reform(move |_: MouseEvent| Action::Whole(whole));
    html! { <button type="button" {id} aria-pressed={(now == whole).to_string()} onclick={pick}>{ name }</button> }
}

fn chooser(shown: &Shown, chosen: usize, act: &Callback<Action>) -> Html {
    let button = |n: usize| {
        let pair = &shown.report.pairs[n];
        let names = fill(t().a_and_b, &[("a", shown.source(&pair.a)), ("b", shown.source(&pair.b))]);
        html! {
            <button type="button" aria-pressed={(n == chosen).to_string()} onclick={act.reform(move |_: MouseEvent| Action::Pair(n))}>
                { names }<span class="share" title={t().index}>{ score(pair.index.value) }</span>
            </button>
        }
    };
    html! {
        <div class="pairs" role="group" aria-label={t().pairs}>
            { for (0..shown.report.pairs.len()).map(button) }
        </div>
    }
}
