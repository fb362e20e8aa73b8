//! Choosing the language.

use crate::components::Select;
use crate::store::{use_store, use_text};
use crate::text::Language;
use leptos::prelude::*;

/// The list of languages, each in its own words.
#[component]
pub(super) fn LanguageChoice() -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    let options =
        Language::ALL.map(|language| (language.tag().to_owned(), language.name().to_owned()));
    let choose = move |tag: String| {
        if let Some(language) = Language::from_tag(&tag) {
            store.get().speak(language);
        }
    };
    view! {
        <Select
            label=text.session.language
            class="language"
            options=options.to_vec()
            chosen=text.language.tag().to_owned()
            on_choose=choose
        />
    }
}
