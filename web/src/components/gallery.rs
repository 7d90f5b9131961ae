//! The cases that come with the page, as links to them.

use crate::fetch::text;
use crate::i18n::{foreign, t};
use serde::Deserialize;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// One case of the gallery, as its index tells it.
#[derive(Clone, PartialEq, Deserialize)]
struct Entry {
    id: String,
    title: String,
    /// Languages of the accounts.
    langs: Vec<String>,
}

/// The gallery.
#[component]
pub fn Gallery() -> Html {
    let found = use_state(|| None::<Result<Vec<Entry>, String>>);
    {
        let found = found.clone();
        use_effect_with((), move |()| {
            spawn_local(async move {
                let index = text("gallery/index.json").await;
                let read = |json: String| serde_json::from_str(&json).map_err(|e: serde_json::Error| e.to_string());
                found.set(Some(index.and_then(read)));
            });
        });
    }
    html! {
        <details class="gallery">
            <summary>{ t().gallery }</summary>
            { match &*found {
                None => html! { <p class="hint">{ t().gallery_loading }</p> },
                Some(Err(reason)) => html! { <p class="warning">{ t().gallery_failed }{ " " }<span lang={foreign(reason)}>{ reason.clone() }</span></p> },
                Some(Ok(entries)) => html! {
                    <>
                        <p class="hint">{ t().gallery_hint }</p>
                        <ul>{ for entries.iter().map(|e| html! {
                            <li><a href={format!("#case={}", e.id)} lang={foreign(&e.title)} dir="auto">{ e.title.clone() }</a><span class="langs">{ format!(" {}", e.langs.join(" · ")) }</span></li>
                        }) }</ul>
                    </>
                },
            } }
        </details>
    }
}
