//! A typed confirmation, for what cannot be undone.

use leptos::html;
use leptos::prelude::*;

/// What has to be typed.
pub(crate) struct Seal {
    /// What the person is asked for.
    pub(crate) label: String,
    /// The text typed so far.
    pub(crate) typed: RwSignal<String>,
}

/// Shows the line to type into, with the caret in it.
pub(crate) fn seal(seal: Seal) -> AnyView {
    let Seal { label, typed } = seal;
    let node = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = node.get() {
            let _ = input.focus();
        }
    });
    view! {
        <div class={"field"}>
            <label class={"field__label"} for="seal">{label}</label>
            <input
                node_ref=node
                id="seal"
                class={"field__input code"}
                type="text"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                prop:value=move || typed.get()
                on:input:target=move |event| typed.set(event.target().value())
            />
        </div>
    }
    .into_any()
}
