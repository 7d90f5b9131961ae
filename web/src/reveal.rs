//! Brings what is looked at into sight.

use yew::prelude::*;

/// Scrolls the element of `finding` (its `data-n`) within `list` into sight when another is looked at, and gives it the
/// focus, unless the focus is in it already.
#[hook]
pub fn use_reveal(list: &NodeRef, finding: Option<usize>) {
    let list = list.clone();
    use_effect_with(finding, move |finding| {
        let (Some(n), Some(list)) = (finding, list.cast::<web_sys::Element>()) else { return };
        let Ok(Some(element)) = list.query_selector(&format!("[data-n=\"{n}\"]")) else { return };
        let focused = web_sys::window().and_then(|w| w.document()).and_then(|d| d.active_element());
        if focused.is_some_and(|f| element.contains(Some(&f))) {
            return;
        }
        if let Ok(element) = wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(element) {
            // Focus scrolls as far as needed; an element that takes none stays where it is.
            let _ = element.focus();
        }
    });
}
