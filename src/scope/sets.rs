//! The saved sets.

use super::results::PlaceList;
use crate::components::IconButton;
use crate::store::{use_store, use_text};
use crate::text::{fill, shown};
use console_core::address::{Address, Scope, SetName, View};
use leptos::prelude::*;

/// Links to them. Those of this browser can be removed.
#[component]
pub(super) fn SavedSets() -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    move || {
        let names = store.get().set_names();
        (!names.is_empty()).then(|| {
            let rows = names.into_iter().map(|(name, is_own)| view! { <SetRow name is_own/> });
            view! { <PlaceList title=text.scope.sets>{rows.collect_view()}</PlaceList> }
        })
    }
}

#[component]
fn SetRow(name: SetName, is_own: bool) -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    let label = shown(name.as_str());
    let view = View::Agents { scope: Scope::Set(name.clone()), agent: None };
    let gitlab = store.get().address.with_untracked(|address| address.gitlab.clone());
    let hash = Address { view, gitlab, ..Address::default() }.to_hash();
    let forget = is_own.then(|| {
        let label = fill(text.scope.forget_set, &[&label]);
        view! { <IconButton icon="close" label on_click=move || store.get().forget_set(&name)/> }
    });
    view! {
        <li class="results__pair">
            <a class="results__row" translate="no" href=hash>{label}</a>
            {forget}
        </li>
    }
}
