//! Projects pasted as ids, paths or addresses.

use crate::components::Submit;
use crate::store::{use_session, use_store, use_text};
use crate::text::fill;
use crate::ui::Kind;
use console_core::address::{Scope, parse_pasted};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The field to paste into.
#[component]
pub(super) fn PasteForm() -> impl IntoView {
    let (store, session, words) = (use_store(), use_session(), &use_text().scope);
    let problem = RwSignal::new(String::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let pasted = session.get().pasted.get_untracked();
        let read = parse_pasted(&pasted, &store.get().gitlab_name());
        if let Some(first) = read.unusable.first() {
            problem.set(fill(words.paste_unusable, &[first]));
        } else if let Some(scope) = Scope::projects(read.projects) {
            store.get().show_scope(scope);
        } else {
            problem.set(words.paste_empty.to_owned());
        }
    };
    view! {
        <form class="field" novalidate on:submit=submit>
            <label class="field__label" for="paste">{words.paste}</label>
            <textarea
                id="paste"
                class="field__input code"
                rows="3"
                spellcheck="false"
                autocapitalize="off"
                aria-describedby="paste-hint paste-problem"
                prop:value=move || session.get().pasted.get()
                on:input:target=move |event| session.get().pasted.set(event.target().value())
            ></textarea>
            <p class="field__hint" id="paste-hint">{words.paste_hint}</p>
            <p class="field__problem" id="paste-problem" role="status">{problem}</p>
            <Submit kind=Kind::Plain label=words.show_agents/>
        </form>
    }
}
