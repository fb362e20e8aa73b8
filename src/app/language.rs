//! Choosing the language.

use crate::store::{use_store, use_text};
use crate::text::Language;
use leptos::prelude::*;

/// The list of languages, each in its own words.
#[component]
pub(super) fn LanguageChoice() -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    let choose = move |tag: String| {
        if let Some(language) = Language::from_tag(&tag) {
            store.speak(language);
        }
    };
    view! {
        <select
            class="language"
            aria-label=text.session.language
            prop:value=text.language.tag()
            on:change:target=move |event| choose(event.target().value())
        >
            {Language::ALL.map(|language| view! {
                <option value=language.tag() selected=language == text.language>
                    {language.name()}
                </option>
            })}
        </select>
    }
}
