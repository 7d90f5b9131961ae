//! Hands a text to the reader: as a file, or on the clipboard.

use crate::i18n::t;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};
use yew::prelude::*;

/// Offers `text` for download under `name`.
///
/// # Errors
/// The browser does not allow it.
pub fn save(name: &str, mime: &str, text: &str) -> Result<(), JsValue> {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let document = web_sys::window().and_then(|w| w.document()).ok_or("no document")?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&url)
}

/// Properties of [`Copy`].
#[derive(PartialEq, Properties)]
pub struct Props {
    /// What is copied.
    pub text: String,
    /// What the button says.
    pub label: &'static str,
}

/// A button that puts words on the clipboard and says whether it did.
#[component]
pub fn Copy(props: &Props) -> Html {
    let said = use_state(|| props.label);
    let copy = {
        let (said, text) = (said.clone(), props.text.clone());
        Callback::from(move |_: MouseEvent| {
            let (said, text) = (said.clone(), text.clone());
            spawn_local(async move {
                said.set(if put(&text).await.is_ok() { t().copied } else { t().not_copied });
            });
        })
    };
    html! { <button type="button" class="quiet" onclick={copy}>{ *said }</button> }
}

/// A page that is not served over HTTPS, or from this machine, has no clipboard.
async fn put(text: &str) -> Result<(), JsValue> {
    let navigator = web_sys::window().ok_or("no window")?.navigator();
    if js_sys::Reflect::get(&navigator, &"clipboard".into())?.is_undefined() {
        return Err("no clipboard".into());
    }
    JsFuture::from(navigator.clipboard().write_text(text)).await.map(|_| ())
}
