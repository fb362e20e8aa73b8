//! Choosing the language.

use crate::store::Store;
use crate::text::{Language, Text};
use leptos::prelude::*;

/// The list of languages, each in its own words.
pub(super) fn language_choice(store: Store, text: &'static Text) -> AnyView {
    let options = [(Language::English, "English"), (Language::Korean, "한국어")]
        .map(|(language, name)| {
            let selected = text.language == language;
            view! { <option value=language.tag() lang=language.tag() selected=selected>{name}</option> }
        })
        .collect_view();
    let on_change = move |tag: String| {
        if let Some(language) = Language::from_tag(&tag) {
            store.speak(language);
        }
    };
    view! {
        <select
            class={"language"}
            aria-label=text.session.language
            on:change:target=move |event| on_change(event.target().value())
        >
            {options}
        </select>
    }
    .into_any()
}
