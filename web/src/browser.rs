//! What the browser has, and what it says when something fails; in the page and in its workers.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::Storage;

/// Whether `of` has a part called `name`; where a page is not served over HTTPS, or from this machine, some are missing.
pub fn has(of: &JsValue, name: &str) -> bool {
    js_sys::Reflect::get(of, &name.into()).is_ok_and(|part| !part.is_undefined())
}

/// What went wrong, in the browser's words.
pub fn describe(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map_or_else(|| format!("{error:?}"), |e| String::from(e.message()))
}

/// Where the page keeps what is to be there the next time; `None` where the browser keeps nothing.
pub(crate) fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}
