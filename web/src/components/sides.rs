//! Claim beside claim: what answers each other stands level, in the order of the first account, joined by a band in the
//! colour of its kind; where one side is silent, it says so.

use super::kinds::{quote, silent, tag};
use crate::grown::use_grown;
use crate::i18n::because::because;
use crate::i18n::t;
use crate::reveal::use_reveal;
use crate::state::{Action, Shown};
use diptych_core::report::Side;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Sides`], and of the same side by side as whole texts.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The comparison.
    pub shown: Rc<Shown>,
    /// The pair.
    pub pair: usize,
    /// The finding that is looked at.
    pub finding: Option<usize>,
    /// Called with what happens.
    pub act: Callback<Action>,
}

/// The rows.
#[component]
pub fn Sides(props: &Props) -> Html {
    let list = use_node_ref();
    use_reveal(&list, props.finding);
    let shown = &props.shown;
    let all = shown.pair(props.pair).map_or(0, |p| p.findings.len());
    let drawn = use_grown(all, props.finding);
    let Some(pair) = shown.pair(props.pair) else { return html! {} };
    let head = |id: &str| {
        let account = shown.report.account(id);
        let date = account.and_then(|a| a.date).map(|d| format!(" · {d}"));
        html! { <div class="head" dir="auto"><strong>{ shown.source(id).to_string() }</strong>{ date.unwrap_or_default() }</div> }
    };
    html! {
        <div class="rows" ref={list}>
            <div class="row heads" aria-hidden="true">{ head(&pair.a) }<div></div>{ head(&pair.b) }</div>
            <ol>
                { for (0..drawn).map(|n| html! {
                    <Row key={n} {n} lit={props.finding == Some(n)} shown={shown.clone()} pair={props.pair} act={props.act.clone()} />
                }) }
            </ol>
        </div>
    }
}

/// Properties of [`Row`].
#[derive(PartialEq, Properties)]
struct RowProps {
    n: usize,
    lit: bool,
    shown: Rc<Shown>,
    pair: usize,
    act: Callback<Action>,
}

/// One finding.
#[component]
fn Row(props: &RowProps) -> Html {
    let RowProps { n, lit, shown, .. } = props;
    let Some((pair, f)) = shown.pair(props.pair).and_then(|p| Some((p, p.findings.get(*n)?))) else {
        return html! {};
    };
    let focus = {
        let (act, n, lit) = (props.act.clone(), *n, *lit);
        Callback::from(move |_: FocusEvent| {
            if !lit {
                act.emit(Action::Point(Some(n)));
            }
        })
    };
    let cell = |class: &'static str, id: &str, side: Option<&Side>| {
        let account = shown.report.account(id);
        let source = shown.source(id).to_string();
        html! {
            <div class={classes!("cell", class, side.is_none().then_some("empty"))}>
                <p class="teller" dir="auto">{ source }</p>
                { side.map_or_else(silent, |s| quote(s, account)) }
            </div>
        }
    };
    // That a side is silent stands in its cell already.
    let (told, foreign) = because(&shown.report, pair, f);
    let reason = f.kind.is_discrepancy() && f.a.is_some() && f.b.is_some();
    html! {
        <li class={classes!("row", f.kind.name(), lit.then_some("lit"))} data-n={n.to_string()} tabindex="0" onfocus={focus}>
            { cell("a", &pair.a, f.a.as_ref()) }
            <div class="join">{ tag(f.kind) }
                if reason { <span class="why" lang={foreign} dir="auto">{ told }</span> }
                else if !f.kind.is_discrepancy() && f.similarity < diptych_core::report::EVEN { <span class="why">{ t().perhaps }</span> }
            </div>
            { cell("b", &pair.b, f.b.as_ref()) }
        </li>
    }
}
