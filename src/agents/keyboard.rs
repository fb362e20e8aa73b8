//! Moving through the rows with the arrow keys.

use leptos::ev::KeyboardEvent;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Takes the focus to the row above or below. The browser scrolls it into sight, which renders the
/// rows beyond it.
pub(super) fn on_row_key(event: KeyboardEvent) {
    let Some(row) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok())
    else {
        return;
    };
    let next = match event.key().as_str() {
        "ArrowDown" => row.next_element_sibling(),
        "ArrowUp" => row.previous_element_sibling(),
        _ => return,
    };
    let link = next.and_then(|next| next.query_selector("a").ok().flatten());
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        event.prevent_default();
        let _ = link.focus();
    }
}
