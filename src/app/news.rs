//! What was done last, said in a corner until it is dismissed or outdated.

use crate::store::{News, Store};
use crate::text::{Text, fill, shown};
use leptos::prelude::*;

/// The corner.
pub(super) fn news(store: Store, text: &'static Text) -> AnyView {
    let body = move || {
        store.news.get().map(|news| {
            view! {
                <div class={"news__item"}>
                    <span>{sentence(text, &news)}</span>
                    <button
                        type="button"
                        class={"button button--quiet button--icon"}
                        aria-label=text.ui.dismiss
                        on:click=move |_| store.news.set(None)
                    >
                        <span class={"icon icon--close"} aria-hidden="true"></span>
                    </button>
                </div>
            }
        })
    };
    view! { <div class={"news"} role="status">{body}</div> }.into_any()
}

fn sentence(text: &'static Text, news: &News) -> String {
    let (template, name) = match news {
        News::Revoked { name } => (text.news.revoked, name),
        News::RevokedBefore { name } => (text.news.revoked_before, name),
        News::Deleted { name } => (text.news.deleted, name),
        News::DeletedBefore { name } => (text.news.deleted_before, name),
        News::RegisteredUnheard { name } => (text.news.registered_unheard, name),
    };
    fill(template, &[&shown(name)])
}
