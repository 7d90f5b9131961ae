//! What is under way, how far it is, and the way to stop it.

use crate::i18n::{fill, t};
use crate::progress::{Progress, Share};
use crate::state::State;
use yew::prelude::*;

/// The status of what is under way.
pub fn busy(state: &State) -> Html {
    let (words, share) = state.progress.map_or((default(state), None), said);
    html! {
        <span class="busy">
            if let Some(share) = share {
                <progress max={share.of.to_string()} value={share.done.to_string()} aria-label={words}></progress>
            }
            <span role="status">{ words }</span>
            if let Some(share) = share { { " " }<span class="percent" aria-hidden="true">{ fill(t().percent, &[("n", &share.percent().to_string())]) }</span> }
        </span>
    }
}

fn default(state: &State) -> &'static str {
    if state.reading.is_empty() { t().comparing } else { t().reading }
}

fn said(progress: Progress) -> (&'static str, Option<Share>) {
    match progress {
        Progress::Program(share) => (t().fetching_program, Some(share)),
        Progress::Ready => (t().comparing, None),
        Progress::Model(share) => (t().fetching_model, Some(share)),
        Progress::Loading => (t().loading_model, None),
        Progress::Claims(share) => (t().reading_claims, Some(share)),
        Progress::Pairs(share) => (t().reading_pairs, Some(share)),
    }
}
