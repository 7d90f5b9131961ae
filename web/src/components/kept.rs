//! What is kept of the visit, and the button that forgets it. Keeping is done here too, a moment after the last change.

use crate::i18n::{fill, t};
use crate::keep::{self, Kept, keep};
use crate::state::{Action, State};
use gloo_timers::callback::Timeout;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Milliseconds without a change after which the input is kept.
const REST: u32 = 400;

/// Properties of [`Foot`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What the page knows.
    pub state: Rc<State>,
    /// Called with what happens.
    pub act: Callback<Action>,
}

/// The foot of the page.
#[component]
pub fn Foot(props: &Props) -> Html {
    let fits = use_state_eq(|| true);
    {
        let fits = fits.clone();
        use_effect_with(Kept::of(&props.state), move |kept| {
            let kept = kept.clone();
            let timer = Timeout::new(REST, move || fits.set(keep(&kept).is_ok()));
            move || drop(timer)
        });
    }
    let forget = {
        let act = props.act.clone();
        Callback::from(move |_: MouseEvent| {
            act.emit(Action::Forgotten);
            let act = act.clone();
            spawn_local(async move {
                let said = match keep::forget().await {
                    Ok(()) => t().forgotten.to_string(),
                    Err(error) => fill(t().not_forgotten, &[("reason", &format!("{error:?}"))]),
                };
                act.emit(Action::Note(said));
            });
        })
    };
    html! {
        <footer>
            <p class="note">{ if *fits { t().kept } else { t().not_kept } }
                { " " }<button type="button" class="quiet" id="forget" onclick={forget}>{ t().forget }</button></p>
        </footer>
    }
}
