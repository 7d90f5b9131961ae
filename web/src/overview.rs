//! The discrepancy index with its parts, and every pair's where there are more than two accounts.

use diptych_core::Report;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Overview`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The report.
    pub report: Rc<Report>,
    /// The pair of accounts that is shown.
    pub chosen: usize,
    /// Called to show another pair.
    pub pick: Callback<usize>,
}

/// The overview.
#[component]
pub fn Overview(props: &Props) -> Html {
    let report = &props.report;
    let Some(pair) = report.pairs.get(props.chosen) else { return html! {} };
    let (a, b) = (source(report, &pair.a), source(report, &pair.b));
    let i = &pair.index;
    let parts = [
        ("shared", "told alike".to_string(), i.shared),
        ("alone", format!("only in {a}"), i.only_a),
        ("alone", format!("only in {b}"), i.only_b),
        ("conflict", "in conflict".to_string(), i.conflicting),
        ("reframed", "at another strength or in other colours".to_string(), i.reframed),
    ];
    html! {
        <div class="overview">
            if report.pairs.len() > 1 { { chooser(props) } }
            <h2>{ format!("{a} and {b}") }</h2>
            <p class="index"><span>{ "Discrepancy index " }</span><strong>{ format!("{:.2}", i.value) }</strong><span>{ " of 1" }</span></p>
            <ul class="parts">
                { for parts.into_iter().map(|(class, name, share)| html! {
                    <li class={class}><meter min="0" max="1" value={share.to_string()} aria-hidden="true"></meter>{ format!("{:.0}% {name}", share * 100.0) }</li>
                }) }
            </ul>
            <p class="hint">{ format!("Of what {a} tells, {b} covers {:.0}%; of what {b} tells, {a} covers {:.0}%.", i.coverage_of_a * 100.0, i.coverage_of_b * 100.0) }</p>
        </div>
    }
}

/// Who tells the account called `id`.
pub fn source<'a>(report: &'a Report, id: &'a str) -> &'a str {
    report.account(id).map_or(id, |a| a.source.as_str())
}

fn chooser(props: &Props) -> Html {
    let report = &props.report;
    let button = |n: usize| {
        let pair = &report.pairs[n];
        let label = format!("{} and {}: {:.2}", source(report, &pair.a), source(report, &pair.b), pair.index.value);
        html! { <button type="button" aria-pressed={(n == props.chosen).to_string()} onclick={props.pick.reform(move |_: MouseEvent| n)}>{ label }</button> }
    };
    html! {
        <div class="pairs" role="group" aria-label="Pairs of accounts with their index">
            { for (0..report.pairs.len()).map(button) }
        </div>
    }
}
