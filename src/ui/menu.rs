//! A button that unfolds a small panel.

use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Node;

/// Shows `label`; a click unfolds `body`. Escape and leaving it fold it again.
pub(crate) fn menu(label: AnyView, body: AnyView) -> AnyView {
    let node = NodeRef::<html::Details>::new();
    let fold = move || {
        if let Some(details) = node.get_untracked() {
            let _ = details.remove_attribute("open");
        }
    };
    let on_focusout = move |event: FocusEvent| {
        let Some(details) = node.get_untracked() else { return };
        let next = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
        // Without a next target the click went to something that takes no focus, perhaps inside.
        if next.is_some_and(|next| !details.contains(Some(&next))) {
            fold();
        }
    };
    let on_keydown = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            fold();
        }
    };
    view! {
        <details node_ref=node class={"menu"} on:focusout=on_focusout on:keydown=on_keydown>
            <summary class={"menu__label"}>{label}</summary>
            <div class={"menu__body"}>{body}</div>
        </details>
    }
    .into_any()
}
