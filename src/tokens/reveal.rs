//! The one time a token's value is shown.

use super::install::install;
use super::secret::secret;
use crate::store::{Creation, FirstContact, Store, Target};
use crate::text::{Text, fill, shown};
use crate::ui::{Dialog, Exit, Tone, dialog, notice};
use agent_ops::model::{Token, TokenId};
use leptos::prelude::*;

/// The dialog with the value. Its one way out is the Close button.
pub(super) fn reveal(store: Store, text: &'static Text) -> AnyView {
    let revealed = store.creation.with_untracked(|creation| match creation {
        Creation::Revealed { target, token, .. } => Some((target.clone(), token.clone())),
        _ => None,
    });
    let Some((target, token)) = revealed else { return ().into_any() };
    let stored = store.secret_stored;
    // The browser asks before it leaves the page, as long as the value would be lost by it.
    crate::browser::leave::warn_while(move || !stored.try_get_untracked().unwrap_or(true));
    let close = move |_| store.ask_to_close_creation();
    let body = view! {
        <p class={"muted"}>{subtitle(store, text, &target, &token)}</p>
        {notice(Tone::Warning, text.reveal.once)}
        {secret(store, text, shown(&target.agent_name) + "-token.txt")}
        {install(store, text, &target, token.id)}
        {first_contact(store, text, &target, token.id)}
        <div class={"dialog__actions dialog__actions--spread"}>
            <label class={"check"}>
                <input
                    type="checkbox"
                    prop:checked=move || stored.get()
                    on:change:target=move |event| stored.set(event.target().checked())
                />
                <span>{text.reveal.stored}</span>
            </label>
            <button type="button" class={"button"} on:click=close>{text.ui.close}</button>
        </div>
    };
    dialog(Dialog {
        id: "create-title",
        title: fill(text.reveal.title, &[&shown(&target.agent_name)]),
        exit: Exit::None,
        class: "dialog--wide",
        body: body.into_any(),
    })
}

fn subtitle(store: Store, text: &'static Text, target: &Target, token: &Token) -> AnyView {
    let fixed = fill(
        "{0} · {1} #{2}",
        &[&shown(&target.project_path), &shown(&token.name), &token.id.to_string()],
    );
    let agent = target.agent;
    let slot = move || {
        let count = store.tokens_of(agent)?.rows?.len();
        Some(" · ".to_owned() + &fill(text.reveal.slot, &[&count.to_string()]))
    };
    view! { {fixed} {slot} }.into_any()
}

fn first_contact(store: Store, text: &'static Text, target: &Target, id: TokenId) -> AnyView {
    let agent = target.agent;
    let body = move || match store.first_contact_of(agent) {
        FirstContact::Made { token, .. } if token == id => {
            view! { <span class={"status status--connected"}>
                <span class={"status__shape"} aria-hidden="true"></span>
                {text.reveal.connected}
            </span> }
            .into_any()
        }
        _ => view! { <span class={"status status--unknown waiting"}>
            <span class={"status__shape"} aria-hidden="true"></span>
            {text.reveal.waiting}
        </span> }
        .into_any(),
    };
    view! { <p class={"reveal__contact"} role="status">{body}</p> }.into_any()
}
