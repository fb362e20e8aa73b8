//! The token.

use crate::store::{Keeping, Probed, SignInProblem, Store};
use crate::text::{Text, failure_text, fill};
use crate::ui::{Tone, notice};
use agent_ops::secret::Secret;
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;

/// The form for the token of the GitLab that answered.
pub(super) fn token_form(store: Store, text: &'static Text) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let memory_only = RwSignal::new(false);
    let empty = RwSignal::new(false);
    let busy = store.entry.busy;
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            let _ = input.focus();
        }
    });
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let Some(token) = take_token(input) else {
            empty.set(true);
            return;
        };
        empty.set(false);
        let keeping = if memory_only.get_untracked() { Keeping::Memory } else { Keeping::Session };
        store.sign_in(token, keeping);
    };
    view! {
        <form class={"sign-in__form"} on:submit=on_submit novalidate>
            {token_field(text, input)}
            <p class={"field__problem"} role="status">
                {move || empty.get().then_some(text.sign_in.token_empty)}
            </p>
            <p class={"field__hint"}>
                <a class={"link"} href=token_page(store) target="_blank" rel="noopener noreferrer">
                    {text.sign_in.make_token}
                </a>
            </p>
            <label class={"check"}>
                <input type="checkbox" prop:checked=move || memory_only.get()
                    on:change:target=move |event| memory_only.set(event.target().checked()) />
                <span>
                    {text.sign_in.memory_only}
                    <span class={"check__hint"}>{text.sign_in.memory_only_hint}</span>
                </span>
            </label>
            <button type="submit" class={"button button--primary"} aria-busy=move || busy.get().to_string()>
                {move || if busy.get() { text.sign_in.signing_in } else { text.sign_in.sign_in }}
            </button>
            {move || store.entry.problem.get().map(|problem| {
                problem_notice(text, &problem, &store.entry.gitlab.get_untracked())
            })}
        </form>
    }
    .into_any()
}

/// The field for a token: for password managers and pasting, and never anything else.
pub(super) fn token_field(text: &'static Text, input: NodeRef<html::Input>) -> AnyView {
    view! {
        <div class={"field"}>
            <label class={"field__label"} for="token">{text.sign_in.token}</label>
            <input
                node_ref=input
                id="token"
                class={"field__input code"}
                type="password"
                autocomplete="current-password"
                autocapitalize="off"
                spellcheck="false"
                aria-describedby="token-hint"
            />
            <p id="token-hint" class={"field__hint"}>{text.sign_in.token_hint}</p>
        </div>
    }
    .into_any()
}

/// Takes the token out of the page. `None` where none was typed.
pub(super) fn take_token(input: NodeRef<html::Input>) -> Option<Secret> {
    let input = input.get_untracked()?;
    let typed = Secret::new(input.value());
    let token = typed.expose().trim();
    if token.is_empty() {
        return None;
    }
    let token = Secret::new(token.to_owned());
    input.set_value("");
    Some(token)
}

/// GitLab's own page for a new token, with name and scope filled in.
fn token_page(store: Store) -> String {
    let gitlab = store.entry.probed.with_untracked(|probed| match probed {
        Probed::Answered(gitlab, _) => gitlab.as_str().to_owned(),
        _ => String::new(),
    });
    gitlab + "/-/user_settings/personal_access_tokens?name=agent-console&scopes=api"
}

fn problem_notice(text: &'static Text, problem: &SignInProblem, gitlab: &str) -> AnyView {
    let body = match problem {
        SignInProblem::Failed(failure) => {
            let told = failure_text(text, failure, gitlab);
            view! {
                <p><b>{told.title}</b></p>
                <p>{told.advice}</p>
                <p class={"notice__detail"}>{told.detail}</p>
            }
            .into_any()
        }
        SignInProblem::NoScope { scopes } => {
            fill(text.sign_in.no_scope, &[scopes.as_str()]).into_any()
        }
        SignInProblem::TooOld { version } => {
            fill(text.sign_in.too_old, &[version.as_str()]).into_any()
        }
    };
    notice(Tone::Danger, body)
}
