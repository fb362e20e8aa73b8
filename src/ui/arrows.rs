//! Moving through rows with the arrow keys.

use super::dom::El;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// Lets the arrow keys take the focus from the link in this row to the one in the row above or below.
/// The browser scrolls it into sight, which renders the rows beyond it.
pub(crate) fn arrows(row: El) -> El {
    let node: Element = row.as_node();
    row.on("keydown", move |event| {
        let event: &KeyboardEvent = event.unchecked_ref();
        let next = match event.key().as_str() {
            "ArrowDown" => node.next_element_sibling(),
            "ArrowUp" => node.previous_element_sibling(),
            _ => return,
        };
        let link = next.and_then(|next| next.query_selector("a").ok().flatten());
        if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
            event.prevent_default();
            let _ = link.focus();
        }
    })
}
