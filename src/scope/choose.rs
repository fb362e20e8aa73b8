//! The page where nothing is chosen yet.

use super::{paste, recent, results};
use crate::store::{Found, Store};
use crate::text::Text;
use agent_ops::address::{ProjectRef, Scope};
use agent_ops::model::{Project, ProjectId};
use leptos::html;
use leptos::prelude::*;

/// Search, paste, or everything. Several projects are ticked and shown together.
pub(crate) fn choose(store: Store, text: &'static Text) -> AnyView {
    let typed = RwSignal::new(String::new());
    let found = RwSignal::new(Found::default());
    let ticked = RwSignal::new(Vec::<Project>::new());
    let search = StoredValue::new_local(None);
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| search.set_value(store.search(typed.get(), found)));
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            let _ = input.focus();
        }
    });
    view! {
        <section class={"choose"} aria-labelledby="choose-title">
            <h1 id="choose-title" class={"choose__title"}>{text.scope.title}</h1>
            <div class={"choose__columns"}>
                <div class={"choose__column"}>
                    <div class={"field"}>
                        <label class={"field__label"} for="search">{text.scope.search}</label>
                        <input
                            node_ref=input
                            id="search"
                            class={"field__input"}
                            type="search"
                            autocomplete="off"
                            spellcheck="false"
                            prop:value=move || typed.get()
                            on:input:target=move |event| typed.set(event.target().value())
                        />
                    </div>
                    {move || ticked_bar(store, text, ticked)}
                    {results::results(store, text, found, ticked)}
                </div>
                <div class={"choose__column"}>
                    <button
                        type="button"
                        class={"button"}
                        on:click=move |_| store.show_scope(Scope::Everything)
                    >
                        {text.scope.show_everything}
                    </button>
                    <p class={"field__hint"}>{text.scope.everything_hint}</p>
                    {paste::paste(store, text)}
                    {recent::recent(store, text)}
                </div>
            </div>
        </section>
    }
    .into_any()
}

fn ticked_bar(
    store: Store,
    text: &'static Text,
    ticked: RwSignal<Vec<Project>>,
) -> Option<AnyView> {
    let projects = ticked.get();
    if projects.is_empty() {
        return None;
    }
    let chips = projects
        .iter()
        .map(|project| {
            let id = project.id;
            view! {
                <button
                    type="button"
                    class={"chip"}
                    title=text.scope.untick
                    on:click=move |_| untick(ticked, id)
                >
                    {project.path.clone()}
                    <span class={"icon icon--close"} aria-hidden="true"></span>
                </button>
            }
        })
        .collect_view();
    let show = move |_| {
        let references = ticked.with_untracked(|ticked| {
            ticked.iter().map(|project| ProjectRef::Path(project.path.clone())).collect()
        });
        if let Some(scope) = Scope::projects(references) {
            store.show_scope(scope);
        }
    };
    Some(
        view! {
            <div class={"choose__ticked"}>
                {chips}
                <button type="button" class={"button button--primary"} on:click=show>
                    {text.scope.show_agents}
                </button>
            </div>
        }
        .into_any(),
    )
}

fn untick(ticked: RwSignal<Vec<Project>>, id: ProjectId) {
    ticked.update(|ticked| ticked.retain(|project| project.id != id));
}
