//! The scopes looked at lately.

use super::results::{list, title};
use crate::store::{State, Store, joined, reference_text};
use crate::text::{Text, fill, shown};
use crate::ui::{El, Kind, button, digits, el, fragment};
use console_core::address::{Address, GroupRef, Scope, View};

/// Links to them, newest first.
pub(super) fn recent(store: Store, text: &'static Text) -> Option<El> {
    let mut links = None;
    store.recent.with(|recent| {
        for hash in recent {
            if let Some(name) = name(text, &Address::parse(hash)) {
                let link = el("a.results__row[translate=no]").attr("href", hash).text(&name);
                let list = links.take().unwrap_or_else(|| list(text.scope.recent));
                links = Some(list.child(el("li").child(link)));
            }
        }
    });
    let forget = button(Kind::Quiet, text.scope.forget_recent).calls(store, State::forget_recent);
    Some(fragment().child(title(text.scope.recent)).child(links?).child(forget))
}

fn name(text: &'static Text, address: &Address) -> Option<String> {
    let View::Agents { scope, .. } = &address.view else { return None };
    Some(match scope {
        Scope::Projects(projects) => {
            joined(&projects.iter().map(reference_text).collect::<Vec<_>>(), ", ")
        }
        Scope::Group(GroupRef::Path(path)) => path.clone(),
        Scope::Group(GroupRef::Id(id)) => fill(text.scope.group_number, &[&digits(id.0)]),
        Scope::Set(name) => shown(name.as_str()),
        Scope::Everything => text.scope.everything.to_owned(),
    })
}
