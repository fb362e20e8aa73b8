//! Lists to choose from.

use leptos::prelude::*;

/// A list of options, each a value with its label.
#[component]
pub(crate) fn Select(
    /// The accessible name.
    label: &'static str,
    class: &'static str,
    options: Vec<(String, String)>,
    #[prop(into)] chosen: Signal<String>,
    #[prop(into)] on_choose: Callback<String>,
) -> impl IntoView {
    let options = options
        .into_iter()
        .map(|(value, label)| {
            let this = value.clone();
            let is_chosen = move || chosen.with(|chosen| *chosen == this);
            view! { <option value=value prop:selected=is_chosen>{label}</option> }
        })
        .collect_view();
    view! {
        <select
            class=class
            aria-label=label
            on:change:target=move |event| on_choose.run(event.target().value())
        >
            {options}
        </select>
    }
}
