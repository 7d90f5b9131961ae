//! Ribbons between two texts that scroll by themselves: from each claim to its counterpart.

use crate::state::Shown;
use gloo_events::{EventListener, EventListenerOptions};
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

/// Properties of [`Ribbons`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What holds both texts, as `.pane.a` and `.pane.b`.
    pub frame: NodeRef,
    /// The comparison.
    pub shown: Rc<Shown>,
    /// The pair.
    pub pair: usize,
    /// The finding that is lit up.
    pub lit: Option<usize>,
}

/// From top to bottom, in pixels below the frame's top.
type Extent = (f64, f64);

/// The gutter with its ribbons. They are measured anew whenever something scrolls or the window changes.
#[component]
pub fn Ribbons(props: &Props) -> Html {
    let drawn = use_state(Vec::<(usize, String)>::new);
    {
        let (drawn, frame) = (drawn.clone(), props.frame.clone());
        use_effect_with((props.shown.clone(), props.pair), move |_| {
            let draw = move || {
                if let Some(frame) = frame.cast::<Element>() {
                    drawn.set(measure(&frame));
                }
            };
            draw();
            let window = web_sys::window();
            let again = draw.clone();
            let resized = window.as_ref().map(|w| EventListener::new(w, "resize", move |_| again()));
            let options = EventListenerOptions { phase: gloo_events::EventListenerPhase::Capture, passive: true };
            let scrolled = window.map(|w| EventListener::new_with_options(&w, "scroll", options, move |_| draw()));
            move || drop((resized, scrolled))
        });
    }
    let pair = props.shown.pair(props.pair);
    let kind = |n: usize| pair.and_then(|p| p.findings.get(n)).map(|f| f.kind.name());
    html! {
        <svg class="ribbons" aria-hidden="true">
            { for drawn.iter().map(|(n, d)| html! {
                <path class={classes!(kind(*n), (props.lit == Some(*n)).then_some("lit"))} d={d.clone()} />
            }) }
        </svg>
    }
}

fn measure(frame: &Element) -> Vec<(usize, String)> {
    let panes = [".pane.a", ".pane.b"].map(|pane| frame.query_selector(pane).ok().flatten());
    let (Ok(Some(gutter)), [Some(a), Some(b)]) = (frame.query_selector(".ribbons"), panes) else { return Vec::new() };
    let gutter = gutter.get_bounding_client_rect();
    if gutter.width() < 1.0 {
        return Vec::new();
    }
    let (a, b) = (extents(&a, gutter.top()), extents(&b, gutter.top()));
    a.into_iter().filter_map(|(n, x)| Some((n, ribbon(gutter.width(), x, *b.get(&n)?)))).collect()
}

/// Where each claim of a pane is to be seen; those scrolled out of sight are left out.
fn extents(pane: &Element, top: f64) -> BTreeMap<usize, Extent> {
    let sight = pane.get_bounding_client_rect();
    let mut found: BTreeMap<usize, Extent> = BTreeMap::new();
    let Ok(claims) = pane.query_selector_all("[data-n]") else { return found };
    for claim in (0..claims.length()).filter_map(|i| claims.get(i)) {
        let Ok(claim) = claim.dyn_into::<Element>() else { continue };
        let Some(n) = claim.get_attribute("data-n").and_then(|n| n.parse().ok()) else { continue };
        let place = claim.get_bounding_client_rect();
        let (from, to) = (place.top().max(sight.top()), place.bottom().min(sight.bottom()));
        if from < to {
            let whole = found.entry(n).or_insert((from - top, to - top));
            *whole = (whole.0.min(from - top), whole.1.max(to - top));
        }
    }
    found
}

/// The outline of one ribbon across a gutter of this width.
fn ribbon(width: f64, (top, bottom): Extent, (other_top, other_bottom): Extent) -> String {
    let middle = width / 2.0;
    format!(
        "M0 {top:.1}C{middle:.1} {top:.1} {middle:.1} {other_top:.1} {width:.1} {other_top:.1}V{other_bottom:.1}C{middle:.1} \
         {other_bottom:.1} {middle:.1} {bottom:.1} 0 {bottom:.1}Z"
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_ribbon_closes_on_both_sides() {
        let d = super::ribbon(40.0, (0.0, 10.0), (20.0, 30.0));
        assert_eq!(d, "M0 0.0C20.0 0.0 20.0 20.0 40.0 20.0V30.0C20.0 30.0 20.0 10.0 0 10.0Z");
    }
}
