//! What was done last, said in a corner until it is dismissed, outdated or no news any more.

use crate::store::{News, State, Store};
use crate::text::{Text, fill, shown};
use crate::ui::{El, el, icon_button};

/// The corner.
pub(super) fn news(store: Store, text: &'static Text) -> El {
    el("div.news[role=status]").slot(move || {
        let news = store.news.get()?;
        let dismiss = icon_button("close", text.ui.dismiss).calls(store, State::dismiss_news);
        let item = el("div.news__item");
        let node = item.node().clone();
        store.expire_news(move || node.matches(":hover, :focus-within").unwrap_or(false));
        Some(item.child(el("span").text(&sentence(text, &news))).child(dismiss))
    })
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
