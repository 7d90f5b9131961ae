//! What the browser keeps for the next visit: the last texts and choices, in its local storage, and nowhere else.

use crate::agent::EngineName;
use crate::browser::{has, storage};
use crate::case_file::{OpenAccount, OpenCase};
use crate::state::{Mode, State};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CacheStorage, ServiceWorkerRegistration};

/// What this page puts into the browser's storage begins so.
const OURS: &str = "diptych";
const INPUT: &str = "diptych.input";

/// What is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    mode: Mode,
    engine: EngineName,
    case: OpenCase,
    article: OpenAccount,
}

impl Kept {
    /// What there is to keep of a state.
    pub fn of(state: &State) -> Kept {
        Kept { mode: state.mode, engine: state.engine, case: state.case.clone(), article: state.article.clone() }
    }

    /// The state to begin with.
    pub fn state(self) -> State {
        let Kept { mode, engine, mut case, article } = self;
        while case.accounts.len() < 2 {
            case.add();
        }
        State { mode, engine, case, article, ..State::default() }
    }
}

/// What was kept, if anything was; what another version wrote is left out.
pub fn restore() -> Option<Kept> {
    serde_json::from_str(&storage()?.get_item(INPUT).ok()??).ok()
}

/// Keeps it; a page as nobody has touched it leaves nothing behind.
///
/// # Errors
/// The browser has no room for it, or keeps nothing at all. What was kept before is gone then too: it would be a lie.
pub fn keep(kept: &Kept) -> Result<(), ()> {
    let storage = storage().ok_or(())?;
    if *kept == Kept::of(&State::default()) {
        return storage.remove_item(INPUT).map_err(|_| ());
    }
    let json = serde_json::to_string(kept).map_err(|_| ())?;
    storage.set_item(INPUT, &json).map_err(|_| {
        let _ = storage.remove_item(INPUT);
    })
}

/// Forgets all that this page ever kept: texts, choices, the deep engine's model, its own copy for use without a network.
///
/// # Errors
/// The browser does not let it; the message is the browser's.
pub async fn forget() -> Result<(), JsValue> {
    if let Some(storage) = storage() {
        let names = (0..storage.length()?).map(|n| storage.key(n)).collect::<Result<Vec<_>, _>>()?;
        for name in names.into_iter().flatten().filter(|n| n.starts_with(OURS)) {
            storage.remove_item(&name)?;
        }
    }
    let window = web_sys::window().ok_or("no window")?;
    // The service worker first: it is what fills the copy.
    let navigator = window.navigator();
    if has(&navigator, "serviceWorker") {
        let found = JsFuture::from(navigator.service_worker().get_registration()).await?;
        if let Ok(registration) = found.dyn_into::<ServiceWorkerRegistration>() {
            JsFuture::from(registration.unregister()?).await?;
        }
    }
    if has(&window, "caches") {
        let caches: CacheStorage = window.caches()?;
        for name in js_sys::Array::from(&JsFuture::from(caches.keys()).await?).iter().filter_map(|n| n.as_string()) {
            if name.starts_with(OURS) {
                JsFuture::from(caches.delete(&name)).await?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back() {
        let mut state = State { mode: Mode::Article, engine: EngineName::Deep, ..State::default() };
        state.case.accounts[1].text = "港口重新开放。".into();
        let json = serde_json::to_string(&Kept::of(&state)).unwrap();
        assert_eq!(serde_json::from_str::<Kept>(&json).unwrap().state(), state);
        assert!(serde_json::from_str::<Kept>("{\"mode\": 1}").is_err());
    }
}
