//! Choosing the language.

use crate::store::Store;
use crate::text::{Language, Text};
use crate::ui::{El, el, option, select};

/// The list of languages, each in its own words.
pub(super) fn language_choice(store: Store, text: &'static Text) -> El {
    let list = el("select")
        .child(option(Language::English.tag(), "English"))
        .child(option(Language::Korean.tag(), "한국어"));
    let choose = move |tag: String| {
        if let Some(language) = Language::from_tag(&tag) {
            store.speak(language);
        }
    };
    select(list, move || text.language.tag().to_owned(), choose)
        .class("language")
        .attr("aria-label", text.session.language)
}
