//! Boxes to tick.

use leptos::prelude::*;

/// A box to tick, with its label.
#[component]
pub(crate) fn Checkbox(
    #[prop(into)] checked: Signal<bool>,
    #[prop(into)] on_change: Callback<bool>,
    #[prop(default = "check")] class: &'static str,
    /// The label.
    children: Children,
) -> impl IntoView {
    view! {
        <label class=class>
            <input
                type="checkbox"
                prop:checked=checked
                on:change:target=move |event| on_change.run(event.target().checked())
            />
            {children()}
        </label>
    }
}
