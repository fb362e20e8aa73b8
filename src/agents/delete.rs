//! Deleting an agent.

use crate::store::{Deletion, Store, Target};
use crate::text::{Text, failure_text, fill, shown};
use crate::ui::{Dialog, Exit, Seal, Tone, dialog, notice, seal};
use agent_ops::failure::Failure;
use agent_ops::install::uninstall;
use agent_ops::status::{ConnectionStatus, matches_id};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The dialog, as long as somebody deletes an agent.
pub(crate) fn delete_dialog(store: Store, text: &'static Text) -> AnyView {
    (move || match store.deletion.get() {
        Deletion::Closed => None,
        Deletion::Confirming { target, failure } => Some(confirming(store, text, target, failure)),
        Deletion::Deleting { target } => Some(deleting(text, &target)),
    })
    .into_any()
}

fn title(text: &'static Text, target: &Target) -> String {
    fill(text.delete.title, &[&shown(&target.agent_name)])
}

fn deleting(text: &'static Text, target: &Target) -> AnyView {
    dialog(Dialog {
        id: "delete-title",
        title: title(text, target),
        exit: Exit::None,
        class: "dialog--narrow",
        body: view! { <p role="status">{text.delete.deleting}</p> }.into_any(),
    })
}

fn confirming(
    store: Store,
    text: &'static Text,
    target: Target,
    failure: Option<Failure>,
) -> AnyView {
    let typed = RwSignal::new(String::new());
    let agent = target.agent;
    let matches = Memo::new(move |_| typed.with(|typed| matches_id(typed, agent.0)));
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if matches.get_untracked() {
            store.delete();
        }
    };
    let number = fill("#{0}", &[&agent.to_string()]);
    let consequence = move || {
        let facts = store.agent_facts(agent)?;
        let sentence = match (facts.status, facts.active) {
            (ConnectionStatus::Connected | ConnectionStatus::Quiet, _) => text.delete.live,
            (ConnectionStatus::Unknown, _) => text.delete.unknown,
            (_, Some(0)) => text.delete.no_token,
            _ => text.delete.idle,
        };
        Some(notice(Tone::Warning, sentence))
    };
    let refused = failure.map(|failure| {
        let told = failure_text(text, &failure, &store.entry.gitlab.get_untracked());
        notice(
            Tone::Danger,
            view! {
                <p><b>{told.title}</b></p>
                <p>{told.advice}</p>
                <p class={"notice__detail"}>{told.detail}</p>
            },
        )
    });
    let body = view! {
        <form on:submit=on_submit novalidate>
            <p class={"muted"}>{shown(&target.project_path)} " · " {number.clone()}</p>
            {consequence}
            <p>{text.delete.what_stays}</p>
            <pre class={"install__commands"} tabindex="0">{uninstall(&target.agent_name)}</pre>
            {refused}
            {seal(Seal { label: fill(text.ui.type_to_confirm, &[&number]), typed })}
            <div class={"dialog__actions"}>
                <button type="button" class={"button"} on:click=move |_| store.close_deletion()>
                    {text.ui.cancel}
                </button>
                <button
                    type="submit"
                    class={"button button--danger"}
                    aria-disabled=move || (!matches.get()).to_string()
                >
                    {text.delete.submit}
                </button>
            </div>
        </form>
    };
    dialog(Dialog {
        id: "delete-title",
        title: title(text, &target),
        exit: Exit::Asks(Callback::new(move |()| store.close_deletion())),
        class: "dialog--narrow",
        body: body.into_any(),
    })
}
