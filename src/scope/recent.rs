//! The scopes looked at lately.

use super::results::titled_list;
use crate::store::{Store, reference_text};
use crate::text::{Text, fill, shown};
use crate::ui::{El, Kind, button, el, fragment};
use agent_ops::address::{Address, GroupRef, Scope, View};

/// Links to them, newest first.
pub(super) fn recent(store: Store, text: &'static Text) -> Option<El> {
    let recent = store.recent.get();
    let links = recent.iter().filter_map(|hash| {
        let name = name(text, &Address::parse(hash))?;
        Some(el("a.results__row").attr("href", hash).text(&name))
    });
    let links = links.collect::<Vec<_>>();
    let forget = move || store.forget_recent();
    (!links.is_empty()).then(|| {
        fragment().child(titled_list(text.scope.recent, links)).child(button(
            Kind::Quiet,
            text.scope.forget_recent,
            forget,
        ))
    })
}

fn name(text: &'static Text, address: &Address) -> Option<String> {
    let View::Agents { scope, .. } = &address.view else { return None };
    Some(match scope {
        Scope::Projects(projects) => {
            projects.iter().map(reference_text).collect::<Vec<_>>().join(", ")
        }
        Scope::Group(GroupRef::Path(path)) => path.clone(),
        Scope::Group(GroupRef::Id(id)) => fill(text.scope.group_number, &[&id.to_string()]),
        Scope::Set(name) => shown(name.as_str()),
        Scope::Everything => text.scope.everything.to_owned(),
    })
}
