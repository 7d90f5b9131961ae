//! Text beside text: both accounts whole, each claim tied to its counterpart by a ribbon where there is room. Looking at a
//! claim on either side lights up the other; choosing it brings the other level.

use super::kinds::{lang, name};
use super::sides::Props;
use crate::charts::ribbons::Ribbons;
use crate::i18n::because::because;
use crate::i18n::{fill, t};
use crate::prose::stretches;
use crate::state::Action;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// The two texts.
#[component]
pub fn Texts(props: &Props) -> Html {
    let frame = use_node_ref();
    let over = use_state(|| None::<usize>);
    {
        let frame = frame.clone();
        use_effect_with(props.finding, move |finding| {
            if let (Some(n), Some(frame)) = (finding, frame.cast::<Element>()) {
                level(&frame, *n);
            }
        });
    }
    let Some(pair) = props.shown.pair(props.pair) else { return html! {} };
    let lit = over.or(props.finding);
    html! {
        <div class="texts" ref={frame.clone()}>
            { text(props, &pair.a, true, lit, &over) }
            <Ribbons frame={frame} shown={props.shown.clone()} pair={props.pair} {lit} />
            { text(props, &pair.b, false, lit, &over) }
        </div>
    }
}

fn text(props: &Props, id: &str, first: bool, lit: Option<usize>, over: &UseStateHandle<Option<usize>>) -> Html {
    let (Some(account), Some(pair)) = (props.shown.report.account(id), props.shown.pair(props.pair)) else {
        return html! {};
    };
    let whole = props.shown.text(id);
    let hover = |n: Option<usize>| {
        let over = over.clone();
        Callback::from(move |_: MouseEvent| over.set(n))
    };
    let stretch = |s: crate::prose::Stretch<'_>| {
        let words = s.words.to_string();
        let Some(n) = s.finding else { return html! { <span>{ words }</span> } };
        let f = &pair.findings[n];
        let class = classes!("claim", f.kind.name(), (lit == Some(n)).then_some("lit"));
        let point = props.act.reform(move |_: MouseEvent| Action::Point(Some(n)));
        let focus = {
            let over = over.clone();
            Callback::from(move |_: FocusEvent| over.set(Some(n)))
        };
        let key = {
            let act = props.act.clone();
            Callback::from(move |e: KeyboardEvent| {
                if e.key() == "Enter" {
                    act.emit(Action::Point(Some(n)));
                }
            })
        };
        let title =
            fill(t().kind_because, &[("kind", name(f.kind)), ("reason", &because(&props.shown.report, pair, f).0)]);
        html! {
            <span {class} data-n={n.to_string()} tabindex="0" {title} onmouseenter={hover(Some(n))} onmouseleave={hover(None)} onfocus={focus} onclick={point} onkeydown={key}>
                if s.marked { <mark>{ words }</mark> } else { { words } }
            </span>
        }
    };
    html! {
        <section class={if first { "pane a" } else { "pane b" }} aria-label={props.shown.source(id).to_string()}>
            <p class="head" dir="auto"><strong>{ props.shown.source(id).to_string() }</strong></p>
            <div class="whole" lang={lang(Some(account))} dir="auto">
                { for stretches(whole, account, &pair.findings, first).into_iter().map(stretch) }
            </div>
        </section>
    }
}

/// Scrolls both panes so that the claims of a finding stand in sight, the second level with the first.
fn level(frame: &Element, n: usize) {
    let find = |pane: &str| {
        let pane: HtmlElement = frame.query_selector(pane).ok()??.dyn_into().ok()?;
        let claim = pane.query_selector(&format!("[data-n=\"{n}\"]")).ok()??;
        Some((pane, claim))
    };
    let (a, b) = (find(".pane.a"), find(".pane.b"));
    let offset = |pane: &HtmlElement, claim: &Element| {
        claim.get_bounding_client_rect().top() - pane.get_bounding_client_rect().top()
    };
    for (pane, claim) in a.iter().chain(&b) {
        let (at, height) = (offset(pane, claim), f64::from(pane.client_height()));
        if at < 0.0 || at > height * 0.8 {
            pane.set_scroll_top(pane.scroll_top() + (at - height / 3.0) as i32);
        }
    }
    if let (Some((a, first)), Some((b, second))) = (&a, &b) {
        b.set_scroll_top(b.scroll_top() + (offset(b, second) - offset(a, first)) as i32);
        // At the ends of its text the second may have had no room to move.
        a.set_scroll_top(a.scroll_top() + (offset(a, first) - offset(b, second)) as i32);
    }
}
