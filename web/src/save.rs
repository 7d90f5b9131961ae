//! Hands things to the reader: a file, or a text on the clipboard.

use crate::browser::has;
use crate::download::{Content, Download};
use crate::i18n::t;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};
use yew::prelude::*;

/// Offers a file for download.
///
/// # Errors
/// The browser does not allow it.
pub fn save(file: &Download) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(&file.mime);
    let blob = match &file.content {
        Content::Text(text) => {
            Blob::new_with_str_sequence_and_options(&Array::of1(&JsValue::from_str(text)), &options)?
        }
        Content::Bytes(bytes) => {
            Blob::new_with_u8_array_sequence_and_options(&Array::of1(&Uint8Array::from(bytes.as_slice())), &options)?
        }
    };
    let url = Url::create_object_url_with_blob(&blob)?;
    let document = web_sys::window().and_then(|w| w.document()).ok_or("no document")?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(&file.name);
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
    if !has(&navigator, "clipboard") {
        return Err("no clipboard".into());
    }
    JsFuture::from(navigator.clipboard().write_text(text)).await.map(|_| ())
}
