//! Files that lie beside the page.

use crate::browser::describe;
use crate::i18n::{fill, t};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// The text of a file in the page's own folder.
///
/// # Errors
/// It is not there, or can't be read.
pub async fn text(path: &str) -> Result<String, String> {
    let failed = |why: &str| fill(t().not_fetched, &[("file", path), ("reason", why)]);
    let window = web_sys::window().ok_or_else(|| failed("no window"))?;
    let response = JsFuture::from(window.fetch_with_str(path)).await.map_err(|e| failed(&describe(&e)))?;
    let response: Response = response.dyn_into().map_err(|e| failed(&describe(&e)))?;
    if !response.ok() {
        return Err(failed(&format!("HTTP {}", response.status())));
    }
    let text = response.text().map_err(|e| failed(&describe(&e)))?;
    let text = JsFuture::from(text).await.map_err(|e| failed(&describe(&e)))?;
    text.as_string().ok_or_else(|| failed("no text"))
}
