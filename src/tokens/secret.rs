//! The value, masked, with the ways to keep it.

use crate::browser::clipboard::{Copied, copy};
use crate::browser::download::download;
use crate::store::Store;
use crate::text::Text;
use crate::ui::{Tone, copy_button, notice};
use leptos::html;
use leptos::prelude::*;
use web_sys::HtmlElement;

/// The value with show, download and copy. Copying is the loudest thing in the dialog.
pub(super) fn secret(store: Store, text: &'static Text, file_name: String) -> AnyView {
    let node = NodeRef::<html::Code>::new();
    let is_shown = RwSignal::new(false);
    let must_copy_by_hand = RwSignal::new(false);
    let actions = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        // Straight into the node: whatever goes through a view is copied by the framework.
        if let Some(node) = node.get() {
            store.with_secret(|secret| node.set_text_content(Some(secret)));
        }
        if let Some(actions) = actions.get() {
            focus_last_button(&actions);
        }
    });
    let copied = move |outcome| match outcome {
        Copied::Yes => {
            must_copy_by_hand.try_set(false);
            store.secret_stored.try_set(true);
        }
        Copied::No => {
            is_shown.try_set(true);
            must_copy_by_hand.try_set(true);
            if let Some(node) = node.try_get_untracked().flatten() {
                select(&node);
            }
        }
    };
    let on_download = move |_| {
        let taken = store.with_secret(|secret| download(&file_name, secret));
        if taken == Some(true) {
            store.secret_stored.set(true);
        }
    };
    view! {
        <div class={"secret"}>
            <code
                node_ref=node
                class=move || if is_shown.get() { "secret__value" } else { "secret__value secret__value--masked" }
                translate="no"
                spellcheck="false"
                aria-label=text.reveal.value
                aria-hidden=move || (!is_shown.get()).to_string()
            ></code>
            <div node_ref=actions class={"secret__actions"}>
                <button
                    type="button"
                    class={"button button--quiet"}
                    aria-pressed=move || is_shown.get().to_string()
                    on:click=move |_| is_shown.update(|is_shown| *is_shown = !*is_shown)
                >
                    {move || if is_shown.get() { text.reveal.hide } else { text.reveal.show }}
                </button>
                <button type="button" class={"button"} on:click=on_download>{text.reveal.download}</button>
                {copy_button(
                    "button button--primary",
                    (text.reveal.copy, text.reveal.copied),
                    move || store.with_secret(copy).unwrap_or_else(|| copy("")),
                    copied,
                )}
            </div>
        </div>
        {move || must_copy_by_hand.get().then(|| notice(Tone::Warning, text.reveal.copy_by_hand))}
    }
    .into_any()
}

/// The caret starts on Copy, not on the value: a screen reader would read that out unasked.
fn focus_last_button(actions: &HtmlElement) {
    use wasm_bindgen::JsCast;
    let last = actions.last_element_child().and_then(|last| last.dyn_into::<HtmlElement>().ok());
    if let Some(last) = last {
        let _ = last.focus();
    }
}

fn select(node: &HtmlElement) {
    let selection = node
        .owner_document()
        .and_then(|document| document.default_view())
        .and_then(|window| window.get_selection().ok().flatten());
    if let Some(selection) = selection {
        let _ = selection.select_all_children(node);
    }
}
