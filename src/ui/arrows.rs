//! Moving through rows with the arrow keys.

use super::dom::El;
use leptos::prelude::request_animation_frame;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// Lets Home and End take the focus to the first and last row of all, and the arrow keys from the link in this row to
/// the one in the row above or below.
/// The browser scrolls it into sight, which renders the rows beyond it.
pub(crate) fn arrows(row: El) -> El {
    let node: Element = row.as_node();
    row.on("keydown", move |event| {
        let event: &KeyboardEvent = event.unchecked_ref();
        let next = match event.key().as_str() {
            "ArrowDown" => node.next_element_sibling(),
            "ArrowUp" => node.previous_element_sibling(),
            key @ ("Home" | "End") => {
                event.prevent_default();
                return jump(&node, key == "End");
            }
            _ => return,
        };
        let link = next.and_then(|next| next.query_selector("a").ok().flatten());
        if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
            event.prevent_default();
            let _ = link.focus();
        }
    })
}

/// Scrolls the table of `row` to its end or beginning, and takes the focus there once rows are rendered.
fn jump(row: &Element, to_end: bool) {
    let Ok(Some(table)) = row.closest("[role=table]") else { return };
    table.set_scroll_top(if to_end { table.scroll_height() } else { 0 });
    let selector = match to_end {
        true => "[role=row]:last-child>[role=rowheader]>a",
        false => "[role=rowheader]>a",
    };
    request_animation_frame(move || {
        request_animation_frame(move || {
            let link = table.query_selector(selector).ok().flatten();
            if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
                let _ = link.focus();
            }
        });
    });
}
