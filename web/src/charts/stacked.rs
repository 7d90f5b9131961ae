//! A bar of shares that add up to a whole, with the same in words below it.

use crate::i18n::percent;
use yew::prelude::*;

/// One share.
#[derive(Clone, PartialEq)]
pub struct Part {
    /// The class that gives its colour.
    pub class: &'static str,
    /// The sign that stands in it.
    pub sign: &'static str,
    /// What it is.
    pub name: String,
    /// How much, 0..1.
    pub share: f64,
}

/// The least share that has room for its sign.
const ROOM: f64 = 0.035;

/// The bar and its legend; `title` is what it is called to those who do not see it.
pub fn stacked(title: &str, parts: &[Part]) -> Html {
    let mut at = 0.0;
    let bars: Vec<Html> = parts
        .iter()
        .filter(|p| p.share > 0.0)
        .map(|p| {
            let (x, width) = (at * 100.0, p.share * 100.0);
            at += p.share;
            html! {
                <g class={p.class}>
                    <rect x={format!("{x:.2}%")} y="0" width={format!("{width:.2}%")} height="100%" />
                    if p.share >= ROOM {
                        <text x={format!("{:.2}%", x + width / 2.0)} y="68%">{ p.sign }</text>
                    }
                </g>
            }
        })
        .collect();
    html! {
        <figure class="stacked">
            <svg role="img" aria-label={title.to_string()}>{ for bars }</svg>
            <ul>
                { for parts.iter().filter(|p| p.share > 0.0).map(|p| html! {
                    <li class={p.class}><span class="swatch" aria-hidden="true">{ p.sign }</span>{ format!("{} {}", percent(p.share), p.name) }</li>
                }) }
            </ul>
        </figure>
    }
}
