//! Choosing the language.

use crate::store::Store;
use crate::text::{Language, Text};
use crate::ui::{El, select};

/// The list of languages, each in its own words.
pub(super) fn language_choice(store: Store, text: &'static Text) -> El {
    let options = [(Language::English, "English"), (Language::Korean, "한국어")]
        .map(|(language, name)| (language.tag().to_owned(), name.to_owned()));
    let choose = move |tag: String| {
        if let Some(language) = Language::from_tag(&tag) {
            store.speak(language);
        }
    };
    select(options, move || text.language.tag().to_owned(), choose)
        .class("language")
        .attr("aria-label", text.session.language)
}
