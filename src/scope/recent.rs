//! The scopes shown most recently.

use super::results::PlaceList;
use crate::components::Button;
use crate::store::{joined, reference_text, use_store, use_text};
use crate::text::{Text, fill, shown};
use crate::ui::{Kind, digits};
use console_core::address::{Address, GroupRef, Scope, View};
use leptos::prelude::*;

/// Links to them, newest first.
#[component]
pub(super) fn RecentScopes() -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    let links = move || {
        let named = |hash: &String| Some((hash.clone(), name(text, &Address::parse(hash))?));
        store.get().recent.with(|recent| recent.iter().filter_map(named).collect::<Vec<_>>())
    };
    move || {
        let links = links();
        (!links.is_empty()).then(|| {
            let rows = links.into_iter().map(|(hash, name)| {
                view! {
                    <li><a class="results__row" translate="no" href=hash>{name}</a></li>
                }
            });
            view! {
                <PlaceList title=text.scope.recent>{rows.collect_view()}</PlaceList>
                <Button
                    kind=Kind::Quiet
                    label=text.scope.forget_recent
                    on_click=move || store.get().forget_recent()
                />
            }
        })
    }
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
