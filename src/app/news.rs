//! What was done last, said in a corner until it is dismissed, outdated or no news any more.

use crate::components::IconButton;
use crate::store::{News, use_store, use_text};
use crate::text::{Text, fill, shown};
use leptos::html;
use leptos::prelude::*;

/// The corner.
#[component]
pub(super) fn NewsCorner() -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    let corner = NodeRef::<html::Div>::new();
    let is_pointed_at = move || {
        let corner = corner.get_untracked();
        corner.is_some_and(|node| node.matches(":is(:hover,:focus-within)").unwrap_or(false))
    };
    let item = move || {
        let news = store.news.get()?;
        store.expire_news(is_pointed_at);
        Some(view! {
            <div class="news__item">
                <span>{sentence(text, &news)}</span>
                <IconButton
                    icon="close"
                    label=text.ui.dismiss
                    on_click=move || store.dismiss_news()
                />
            </div>
        })
    };
    view! { <div class="news" role="status" node_ref=corner>{item}</div> }
}

fn sentence(text: &'static Text, news: &News) -> String {
    let (template, name) = match news {
        News::Revoked { name } => (text.news.revoked, name),
        News::RevokedBefore { name } => (text.news.revoked_before, name),
        News::Deleted { name } => (text.news.deleted, name),
        News::DeletedBefore { name } => (text.news.deleted_before, name),
        News::RegisteredUnheard { name } => (text.news.registered_unheard, name),
        News::LanguageMissing => return text.news.language_missing.to_owned(),
    };
    fill(template, &[&shown(name)])
}
