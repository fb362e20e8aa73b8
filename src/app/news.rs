//! What was done last, said in a corner until it is dismissed, outdated or no news any more.

use crate::components::IconButton;
use crate::store::{Corner, Handle, News, use_store, use_text};
use crate::text::{Text, fill, shown};
use leptos::html;
use leptos::prelude::*;

/// The corner, with what is said in each of `corners`.
#[component]
pub(super) fn NewsCorner(corners: Vec<Handle<Corner>>) -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    let corner = NodeRef::<html::Div>::new();
    let is_pointed_at = move || {
        let corner = corner.get_untracked();
        corner.is_some_and(|node| node.matches(":is(:hover,:focus-within)").unwrap_or(false))
    };
    let item = move |said: Handle<Corner>| {
        let news = said.get().news.get()?;
        let hidden = store.get().reach.hidden.clone();
        said.get().expire(move || hidden.get_untracked() || is_pointed_at());
        Some(view! {
            <div class="news__item">
                <span>{sentence(text, &news)}</span>
                <IconButton
                    icon="close"
                    label=text.ui.dismiss
                    on_click=move || said.get().dismiss()
                />
            </div>
        })
    };
    let items = corners.into_iter().map(|said| move || item(said)).collect_view();
    view! { <div class="news" role="status" node_ref=corner>{items}</div> }
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
