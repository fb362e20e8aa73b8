//! Revoking a token.

use crate::store::{Revocation, Store, Target};
use crate::text::{Text, failure_text, fill, shown, time_view};
use crate::ui::{Dialog, Exit, Seal, Tone, dialog, notice, seal};
use agent_ops::failure::Failure;
use agent_ops::model::{LastUsed, Token};
use agent_ops::status::{RevokeRisk, matches_id};
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;

/// The dialog, as long as somebody revokes a token.
pub(crate) fn revoke_dialog(store: Store, text: &'static Text) -> AnyView {
    (move || match store.revocation.get() {
        Revocation::Closed => None,
        Revocation::Reading { token } => Some(busy(store, text, &token, text.revoke.reading, true)),
        Revocation::Revoking { token } => {
            Some(busy(store, text, &token, text.revoke.revoking, false))
        }
        Revocation::Gone { token } => Some(gone(store, text, &token)),
        Revocation::Confirming { target, token, risk, failure } => {
            Some(confirming(store, text, &target, token, risk, failure))
        }
    })
    .into_any()
}

fn framed(
    store: Store,
    text: &'static Text,
    token: &Token,
    may_exit: bool,
    body: AnyView,
) -> AnyView {
    let exit = if may_exit {
        Exit::Asks(Callback::new(move |()| store.close_revocation()))
    } else {
        Exit::None
    };
    dialog(Dialog {
        id: "revoke-title",
        title: fill(text.revoke.title, &[&shown(&token.name), &token.id.to_string()]),
        exit,
        class: "dialog--narrow",
        body,
    })
}

fn busy(
    store: Store,
    text: &'static Text,
    token: &Token,
    sentence: &'static str,
    may_exit: bool,
) -> AnyView {
    let body = view! { <p role="status">{sentence}</p> }.into_any();
    framed(store, text, token, may_exit, body)
}

fn gone(store: Store, text: &'static Text, token: &Token) -> AnyView {
    let body = view! {
        {notice(Tone::Plain, text.revoke.gone)}
        <div class={"dialog__actions"}>
            <button type="button" class={"button"} on:click=move |_| store.close_revocation()>
                {text.ui.close}
            </button>
        </div>
    };
    framed(store, text, token, true, body.into_any())
}

fn confirming(
    store: Store,
    text: &'static Text,
    target: &Target,
    token: Token,
    risk: RevokeRisk,
    failure: Option<Failure>,
) -> AnyView {
    let typed = RwSignal::new(String::new());
    let id = token.id;
    let must_type = risk != RevokeRisk::Unused;
    let ready = Memo::new(move |_| !must_type || typed.with(|typed| matches_id(typed, id.0)));
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if ready.get_untracked() {
            store.revoke();
        }
    };
    let number = fill("#{0}", &[&id.to_string()]);
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
            <p class={"muted"}>{shown(&target.project_path)} " · " {shown(&target.agent_name)}</p>
            {account(store, text, &token, risk)}
            {refused}
            {must_type.then(|| seal(Seal { label: fill(text.ui.type_to_confirm, &[&number]), typed }))}
            {actions(store, text, ready, must_type)}
        </form>
    };
    framed(store, text, &token, true, body.into_any())
}

/// What will break, as plainly as it is known.
fn account(store: Store, text: &'static Text, token: &Token, risk: RevokeRisk) -> AnyView {
    let sentence = match risk {
        RevokeRisk::Unused => text.revoke.unused,
        RevokeRisk::Idle => text.revoke.idle,
        RevokeRisk::Live => text.revoke.live,
        RevokeRisk::LastToken => text.revoke.last_token,
        RevokeRisk::UnknownUse => text.revoke.unknown_use,
    };
    let now = store.now.get_untracked();
    let used = match token.last_used {
        LastUsed::At(at) => view! { {text.tokens.used} " " {time_view(text, at, now)} }.into_any(),
        LastUsed::Never => text.tokens.never_used.into_any(),
        LastUsed::Unknown => text.tokens.use_unknown.into_any(),
    };
    let tone = match risk {
        RevokeRisk::Unused => Tone::Plain,
        RevokeRisk::Idle => Tone::Warning,
        RevokeRisk::Live | RevokeRisk::LastToken | RevokeRisk::UnknownUse => Tone::Danger,
    };
    notice(tone, view! { <p><b>{used}</b></p> <p>{sentence}</p> <p>{text.revoke.forever}</p> })
}

fn actions(store: Store, text: &'static Text, ready: Memo<bool>, must_type: bool) -> AnyView {
    let cancel = NodeRef::<html::Button>::new();
    Effect::new(move |_| {
        // With nothing to type, the caret starts where it does no harm.
        if let (Some(cancel), false) = (cancel.get(), must_type) {
            let _ = cancel.focus();
        }
    });
    view! {
        <div class={"dialog__actions"}>
            <button
                node_ref=cancel
                type="button"
                class={"button"}
                on:click=move |_| store.close_revocation()
            >
                {text.ui.cancel}
            </button>
            <button
                type="submit"
                class={"button button--danger"}
                aria-disabled=move || (!ready.get()).to_string()
            >
                {text.revoke.submit}
            </button>
        </div>
    }
    .into_any()
}
