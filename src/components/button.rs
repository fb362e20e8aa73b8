//! Buttons.

use super::{Icon, initial_focus};
use crate::ui::Kind;
use leptos::prelude::*;

/// A button. While `blocked` it can be focused but does nothing, so that its reason can be read.
#[component]
pub(crate) fn Button(
    #[prop(into)] kind: Signal<Kind>,
    #[prop(into)] label: Signal<String>,
    /// Its accessible name, where the label alone would be ambiguous.
    #[prop(optional_no_strip)]
    name: Option<String>,
    #[prop(optional, into)] blocked: Option<Signal<bool>>,
    /// The id of the element that says why it is blocked.
    #[prop(optional)]
    described_by: Option<&'static str>,
    #[prop(optional, into)] pressed: Option<Signal<bool>>,
    #[prop(optional)] has_focus: bool,
    #[prop(into)] on_click: Callback<()>,
) -> impl IntoView {
    // Pages that embed the console style parts, which are named like the classes.
    let class = move || kind.get().class();
    view! {
        <button
            type="button"
            class=class
            part=class
            aria-label=name
            aria-disabled=move || aria_bool(blocked)
            aria-describedby=described_by
            aria-pressed=move || aria_bool(pressed)
            on:click=move |_| on_click.run(())
            use:initial_focus=has_focus
        >
            {label}
        </button>
    }
}

/// A button with a picture instead of words.
#[component]
pub(crate) fn IconButton(
    icon: &'static str,
    /// Its accessible name.
    #[prop(into)]
    label: String,
    #[prop(into)] on_click: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button button--quiet button--icon"
            aria-label=label
            on:click=move |_| on_click.run(())
        >
            <Icon name=icon/>
        </button>
    }
}

/// The button that submits its form.
#[component]
pub(crate) fn Submit(
    kind: Kind,
    #[prop(into)] label: String,
    #[prop(optional, into)] blocked: Option<Signal<bool>>,
) -> impl IntoView {
    let class = kind.class();
    view! {
        <button type="submit" class=class part=class aria-disabled=move || aria_bool(blocked)>
            {label}
        </button>
    }
}

fn aria_bool(holds: Option<Signal<bool>>) -> Option<&'static str> {
    holds.map(|holds| if holds.get() { "true" } else { "false" })
}
