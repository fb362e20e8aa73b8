//! Another token over the page, when GitLab stops accepting the one in use.

use super::token::{take_token, token_field};
use crate::store::{Store, Waiting};
use crate::text::{Text, failure_text};
use crate::ui::{Dialog, Exit, Tone, dialog, notice};
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;

/// The dialog, as long as a token is waited for. Everything under it stays as it is.
pub(crate) fn renew_dialog(store: Store, text: &'static Text) -> AnyView {
    let open = Memo::new(move |_| store.waiting.with(Option::is_some));
    (move || open.get().then(|| opened(store, text))).into_any()
}

fn opened(store: Store, text: &'static Text) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            let _ = input.focus();
        }
    });
    let busy = move || store.waiting.with(|waiting| *waiting == Some(Waiting::GitLab));
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(token) = take_token(input) {
            store.renew(token);
        }
    };
    let why = move || {
        let Some(Waiting::Person { why }) = store.waiting.get() else { return None };
        let gitlab = store.entry.gitlab.get_untracked();
        let told = failure_text(text, &why, &gitlab);
        Some(notice(Tone::Warning, view! { <p><b>{told.title}</b></p> <p>{told.advice}</p> }))
    };
    let body = view! {
        <form on:submit=on_submit novalidate>
            <p>{text.sign_in.renew_lead}</p>
            {why}
            {token_field(text, input)}
            <div class={"dialog__actions"}>
                <button type="button" class={"button"} on:click=move |_| store.sign_out()>
                    {text.session.sign_out}
                </button>
                <button type="submit" class={"button button--primary"} aria-busy=move || busy().to_string()>
                    {text.sign_in.renew}
                </button>
            </div>
        </form>
    };
    dialog(Dialog {
        id: "renew-title",
        title: text.sign_in.renew_title.to_owned(),
        exit: Exit::None,
        class: "dialog--narrow",
        body: body.into_any(),
    })
}
