//! The one time a token's value is shown.

use super::install::InstallCommands;
use super::secret::SecretValue;
use crate::browser::leave::warn_while;
use crate::components::{Button, Dialog, Notice};
use crate::store::{Creation, FirstContact, Target, use_store, use_text};
use crate::text::{fill, shown};
use crate::ui::{Exit, Kind, Tone, digits};
use console_core::model::{AgentId, Token, TokenId};
use leptos::prelude::*;

/// The dialog with the value. Its one way out is the Close button.
#[component]
pub(super) fn Reveal() -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    let (target, token) = store.creation.with_untracked(|creation| match creation {
        Creation::Revealed { order, token, .. } => Some((order.target.clone(), token.clone())),
        _ => None,
    })?;
    // The browser asks before it leaves the page, as long as the value would be lost by it.
    warn_while(move || store.has_unsaved_secret());
    let (agent, id) = (target.agent, token.id);
    let title = fill(text.reveal.title, &[&shown(&target.agent_name)]);
    let file_name = target.agent_name.clone() + "-token.txt";
    Some(view! {
        <Dialog id="create-title" title exit=Exit::None is_wide=true>
            <Subtitle target=target.clone() token/>
            <Notice tone=Tone::Warning>{text.reveal.once}</Notice>
            <SecretValue file_name/>
            <InstallCommands target token=id/>
            <Contact agent id/>
            <div class="dialog__actions dialog__actions--spread">
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || store.secret_stored.get()
                        on:change:target=move |event| {
                            store.secret_stored.set(event.target().checked());
                        }
                    />
                    <span>{text.reveal.stored}</span>
                </label>
                <Button
                    kind=Kind::Plain
                    label=text.ui.close
                    on_click=move || store.ask_to_close_creation()
                />
            </div>
        </Dialog>
    })
}

#[component]
fn Subtitle(target: Target, token: Token) -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    let (path, name) = (shown(&target.project_path), shown(&token.name));
    let slot = move || match store.token_count(target.agent) {
        Some(count) => " · ".to_owned() + &fill(text.reveal.slot, &[&digits(count as u64)]),
        None => String::new(),
    };
    view! {
        <p class="muted">
            {fill("{0} · {1} #{2}", &[&path, &name, &digits(token.id.0)])} {slot}
        </p>
    }
}

/// Whether the agent has used its new token.
#[component]
fn Contact(agent: AgentId, id: TokenId) -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    view! {
        <p class="reveal__contact" role="status">
            {move || {
                let (class, words) = match store.first_contact_of(agent) {
                    FirstContact::Made { token, .. } if token == id => {
                        ("status status--connected", text.reveal.connected)
                    }
                    FirstContact::NotSeen { token, .. } if token == id => {
                        ("status status--unknown", text.reveal.not_seen)
                    }
                    _ => ("status status--unknown waiting", text.reveal.waiting),
                };
                view! {
                    <span class=class>
                        // Not all literals: that would be `innerHTML`.
                        <span class={"status__shape"} aria-hidden="true"></span>
                        {words}
                    </span>
                }
            }}
        </p>
    }
}
