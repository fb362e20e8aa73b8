//! The page where nothing is chosen yet.

use super::paste::PasteForm;
use super::recent::RecentScopes;
use super::results::SearchResults;
use super::sets::SavedSets;
use crate::components::{Button, Icon, initial_focus};
use crate::store::{use_session, use_store, use_text};
use crate::ui::Kind;
use console_core::address::{ProjectRef, Scope};
use leptos::prelude::*;

/// Search, paste, or everything. Several projects are ticked and shown together.
#[component]
pub(crate) fn ChooseScope() -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    let words = &text.scope;
    view! {
        <section class="choose" aria-labelledby="choose-title">
            <h1 class="choose__title" id="choose-title">{words.title}</h1>
            <div class="choose__columns">
                <div class="choose__column">
                    <SearchField/>
                    <TickedProjects/>
                    <SearchResults/>
                </div>
                <div class="choose__column">
                    <Button
                        kind=Kind::Plain
                        label=words.show_everything
                        on_click=move || store.get().show_scope(Scope::Everything)
                    />
                    <p class="field__hint">{words.everything_hint}</p>
                    <PasteForm/>
                    <SavedSets/>
                    <RecentScopes/>
                </div>
            </div>
        </section>
    }
}

#[component]
fn SearchField() -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    let search = move |typed: String| {
        session.get().searched.set(typed.clone());
        session.get().begin_search(typed);
    };
    view! {
        <div class="field">
            <label class="field__label" for="search">{text.scope.search}</label>
            <input
                type="search"
                id="search"
                class="field__input"
                autocomplete="off"
                spellcheck="false"
                prop:value=move || session.get().searched.get()
                on:input:target=move |event| search(event.target().value())
                use:initial_focus=true
            />
        </div>
    }
}

/// The projects ticked so far, and the button that shows them.
#[component]
fn TickedProjects() -> impl IntoView {
    let (store, session, text) = (use_store(), use_session(), use_text());
    let show = move || {
        let references = session.get().ticked.with_untracked(|ticked| {
            ticked.iter().map(|(_, path)| ProjectRef::Path(path.clone())).collect()
        });
        if let Some(scope) = Scope::projects(references) {
            store.get().show_scope(scope);
        }
    };
    move || {
        let ticked = session.get().ticked.get();
        (!ticked.is_empty()).then(|| {
            let chips = ticked.into_iter().map(|(id, path)| {
                view! {
                    <button
                        type="button"
                        class="chip"
                        translate="no"
                        title=text.scope.untick
                        on:click=move |_| session.get().tick(id, false)
                    >
                        {path}
                        <Icon name="close"/>
                    </button>
                }
            });
            view! {
                <div class="choose__ticked">
                    {chips.collect_view()}
                    <Button kind=Kind::Primary label=text.scope.show_agents on_click=show/>
                </div>
            }
        })
    }
}
