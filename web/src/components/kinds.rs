//! How kinds and quotes are drawn everywhere: a colour and a sign, so that colour is not needed.

use crate::i18n::t;
use diptych_core::report::{AccountReport, Side};
use diptych_core::{Kind, Lang};
use diptych_render::pieces;
use yew::prelude::*;

/// A sign for each kind.
pub fn sign(kind: Kind) -> &'static str {
    match kind {
        Kind::Contradiction => "✕",
        Kind::Quantity => "#",
        Kind::Attribution => "@",
        Kind::Certainty => "?",
        Kind::Framing => "◐",
        Kind::Agreement => "=",
        Kind::Omission => "∅",
    }
}

/// What a kind is called.
pub fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Contradiction => t().contradiction,
        Kind::Quantity => t().quantity,
        Kind::Attribution => t().attribution,
        Kind::Certainty => t().certainty,
        Kind::Framing => t().framing,
        Kind::Agreement => t().agreement,
        Kind::Omission => t().omission,
    }
}

/// Sign and name.
pub fn tag(kind: Kind) -> Html {
    html! { <span class={classes!("tag", kind.name())}><span aria-hidden="true">{ sign(kind) }</span>{ " " }{ name(kind) }</span> }
}

/// The code of an account's language, for the browser to hyphenate and pronounce by.
pub fn lang(account: Option<&AccountReport>) -> Option<&'static str> {
    account.map(|a| a.lang).filter(|l| *l != Lang::Und).map(Lang::code)
}

/// A quote with the words marked that set it off.
pub fn quote(side: &Side, account: Option<&AccountReport>) -> Html {
    html! {
        <blockquote lang={lang(account)} dir="auto">{ for pieces(side).into_iter().map(|(marked, words)| if marked {
            html! { <mark>{ words.to_string() }</mark> }
        } else {
            html! { { words.to_string() } }
        }) }</blockquote>
    }
}

/// What stands where a side has no counterpart.
pub fn silent() -> Html {
    html! { <p class="silent" lang={t().code}>{ t().not_mentioned }</p> }
}
