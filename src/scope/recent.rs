//! The scopes looked at lately.

use crate::store::{Store, reference_text};
use crate::text::{Text, fill};
use agent_ops::address::{Address, GroupRef, Scope, View};
use leptos::prelude::*;

/// Links to them, newest first.
pub(super) fn recent(store: Store, text: &'static Text) -> AnyView {
    let links = move || {
        let recent = store.recent.get();
        let rows = recent.into_iter().filter_map(|hash| {
            let name = name(text, &Address::parse(&hash))?;
            Some(view! { <li><a class={"results__row"} href=hash>{name}</a></li> })
        });
        let rows = rows.collect::<Vec<_>>();
        (!rows.is_empty()).then(|| {
            view! {
                <h2 class={"results__title"}>{text.scope.recent}</h2>
                <ul class={"results__list"} aria-label=text.scope.recent>{rows}</ul>
                <button type="button" class={"button button--quiet"} on:click=move |_| store.forget_recent()>
                    {text.scope.forget_recent}
                </button>
            }
        })
    };
    links.into_any()
}

fn name(text: &'static Text, address: &Address) -> Option<String> {
    let View::Agents { scope, .. } = &address.view else { return None };
    Some(match scope {
        Scope::Projects(projects) => {
            projects.iter().map(reference_text).collect::<Vec<_>>().join(", ")
        }
        Scope::Group(GroupRef::Path(path)) => path.clone(),
        Scope::Group(GroupRef::Id(id)) => fill(text.scope.group_number, &[&id.to_string()]),
        Scope::Everything => text.scope.everything.to_owned(),
    })
}
