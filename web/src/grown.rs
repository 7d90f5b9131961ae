//! Long lists, drawn bit by bit so that the page stays free: a screenful at once, the rest between other things.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// Rows drawn at once. A row takes about half a millisecond on a slow machine.
const STEP: usize = 40;

/// How many rows of `all` are to be drawn now. `reach` is drawn in any case, so that a link can lead to it. A list that
/// becomes another one is to get another key, which begins anew.
#[hook]
pub fn use_grown(all: usize, reach: Option<usize>) -> usize {
    let drawn = use_state_eq(|| STEP);
    let now = (*drawn).max(reach.map_or(0, |n| n + 1)).min(all);
    {
        let drawn = drawn.clone();
        use_effect_with((now, all), move |&(now, all)| {
            let timer = (now < all).then(|| Timeout::new(0, move || drawn.set(now + STEP)));
            move || drop(timer)
        });
    }
    now
}
