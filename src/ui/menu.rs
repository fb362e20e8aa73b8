//! A button that unfolds a small panel.

use super::dom::{El, el};
use wasm_bindgen::JsCast;
use web_sys::{FocusEvent, HtmlElement, KeyboardEvent, Node};

/// Shows `label`; a click unfolds `body`. Escape and leaving it fold it again.
pub(crate) fn menu(label: El, body: El) -> El {
    let details = el("details.menu");
    let left = details.node().clone();
    let escaped = details.node().clone();
    details
        .child(el("summary.menu__label").child(label))
        .child(body.class("menu__body"))
        .on("focusout", move |event| {
            let event: &FocusEvent = event.unchecked_ref();
            let next = event.related_target().map(JsCast::unchecked_into::<Node>);
            // Without a next target the click went to something that takes no focus, perhaps inside.
            if next.is_some_and(|next| !left.contains(Some(&next))) {
                fold(&left);
            }
        })
        .on("keydown", move |event| {
            let event: &KeyboardEvent = event.unchecked_ref();
            if event.key() == "Escape" {
                fold(&escaped);
            }
        })
}

/// Folds the menu that `inside` is in.
pub(crate) fn fold_menu(inside: &El) {
    if let Ok(Some(details)) = inside.node().closest("details") {
        let _ = details.remove_attribute("open");
    }
}

fn fold(details: &HtmlElement) {
    let _ = details.remove_attribute("open");
}
