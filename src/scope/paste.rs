//! Projects pasted as ids, paths or addresses.

use crate::store::Store;
use crate::text::{Text, fill};
use agent_ops::address::{Scope, parse_pasted};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The field to paste into.
pub(super) fn paste(store: Store, text: &'static Text) -> AnyView {
    let pasted = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        let gitlab = store.entry.gitlab.get_untracked();
        let read = pasted.with_untracked(|pasted| parse_pasted(pasted, &gitlab));
        if let Some(first) = read.unusable.first() {
            problem.set(Some(fill(text.scope.paste_unusable, &[first])));
        } else if let Some(scope) = Scope::projects(read.projects) {
            store.show_scope(scope);
        } else {
            problem.set(Some(text.scope.paste_empty.to_owned()));
        }
    };
    view! {
        <form class={"field"} on:submit=on_submit novalidate>
            <label class={"field__label"} for="paste">{text.scope.paste}</label>
            <textarea
                id="paste"
                class={"field__input code"}
                rows="3"
                spellcheck="false"
                autocapitalize="off"
                aria-describedby="paste-hint paste-problem"
                prop:value=move || pasted.get()
                on:input:target=move |event| pasted.set(event.target().value())
            ></textarea>
            <p id="paste-hint" class={"field__hint"}>{text.scope.paste_hint}</p>
            <p id="paste-problem" class={"field__problem"} role="status">{move || problem.get()}</p>
            <button type="submit" class={"button"}>{text.scope.show_agents}</button>
        </form>
    }
    .into_any()
}
