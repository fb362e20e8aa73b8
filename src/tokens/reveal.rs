//! The one time a token's value is shown.

use super::install::InstallCommands;
use super::secret::SecretValue;
use crate::browser::leave::warn_while;
use crate::components::{Button, Dialog, Notice};
use crate::store::{FirstContact, GivenUp, Target, use_session, use_text};
use crate::text::{fill, shown};
use crate::ui::{Exit, Kind, Tone, digits};
use console_core::dialog::{Shown, TokenDialog};
use console_core::model::{AgentId, Token, TokenId};
use leptos::prelude::*;

/// The dialog with the value. Its one way out is the Close button.
#[component]
pub(super) fn Reveal() -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    let (target, token) =
        session.get().orders.creation.with_untracked(|dialog| match dialog.shown() {
            Shown::Value(value) => Some((value.target.clone(), value.token.clone())),
            _ => None,
        })?;
    // The browser asks before it leaves the page, as long as the value would be lost by it.
    warn_while(move || session.get().has_unsaved_secret());
    let id = token.as_ref().map(|token| token.id);
    let install = id.map(|token| {
        let target = target.clone();
        view! { <InstallCommands target token/> }
    });
    let contact = id.map(|id| view! { <Contact agent=target.agent id/> });
    let title = fill(text.reveal.title, &[&shown(&target.agent_name)]);
    let file_name = target.agent_name.clone() + "-token.txt";
    Some(view! {
        <Dialog id="create-title" title exit=Exit::None is_wide=true>
            <Subtitle target=target.clone() token/>
            <Worth agent=target.agent id/>
            <SecretValue file_name/>
            {install}
            {contact}
            <div class="dialog__actions dialog__actions--spread">
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || {
                            session.get().orders.creation.with(TokenDialog::is_stored)
                        }
                        on:change:target=move |event| {
                            session.get().mark_secret_stored(event.target().checked());
                        }
                    />
                    <span>{text.reveal.stored}</span>
                </label>
                <Button
                    kind=Kind::Plain
                    label=text.ui.close
                    on_click=move || session.get().ask_to_close_creation()
                />
            </div>
        </Dialog>
    })
}

/// What is to be done with the value: stored, unless it is of no use any more.
#[component]
fn Worth(agent: AgentId, id: Option<TokenId>) -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    let lost = move || match session.get().first_contact_of(agent) {
        FirstContact::GivenUp { token, why, .. } if Some(token) == id => match why {
            GivenUp::Revoked => Some(text.reveal.revoked),
            GivenUp::AgentDeleted => Some(text.reveal.agent_deleted),
            GivenUp::Unseen => Some(text.reveal.unseen),
            GivenUp::TimeOver => None,
        },
        _ => None,
    };
    move || match lost() {
        Some(sentence) => view! { <Notice tone=Tone::Danger>{sentence}</Notice> }.into_any(),
        None => view! {
            <Notice tone=Tone::Warning>{text.reveal.once}</Notice>
            {id.is_none().then(|| view! {
                <Notice tone=Tone::Warning>{text.reveal.nameless}</Notice>
            })}
        }
        .into_any(),
    }
}

#[component]
fn Subtitle(target: Target, token: Option<Token>) -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    let path = shown(&target.project_path);
    let names = match token {
        Some(token) => fill("{0} · {1} #{2}", &[&path, &shown(&token.name), &digits(token.id.0)]),
        None => path,
    };
    let slot = move || match session.get().token_count(target.agent) {
        Some(count) => " · ".to_owned() + &fill(text.reveal.slot, &[&digits(count as u64)]),
        None => String::new(),
    };
    view! {
        <p class="muted">
            {names} {slot}
        </p>
    }
}

/// Whether the agent has used its new token.
#[component]
fn Contact(agent: AgentId, id: TokenId) -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    view! {
        <p class="reveal__contact" role="status">
            {move || {
                let (class, words) = match session.get().first_contact_of(agent) {
                    FirstContact::Made { token, .. } if token == id => {
                        ("status status--connected", text.reveal.connected)
                    }
                    FirstContact::Waiting { token, .. } if token == id => {
                        ("status status--unknown waiting", text.reveal.waiting)
                    }
                    _ => ("status status--unknown", text.reveal.not_seen),
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
