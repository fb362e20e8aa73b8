//! The token.

use super::permissions::Permissions;
use super::problem::TokenProblem;
use super::token_field::{TokenField, take_token};
use crate::components::{Checkbox, ExternalLink, Notice};
use crate::feedback::LateNotice;
use crate::store::{Keeping, Probed, SignInProblem, use_store, use_text};
use crate::ui::{Kind, Tone};
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;

/// The form for the token of the GitLab that answered.
#[component]
pub(super) fn TokenForm() -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    let words = &text.sign_in;
    let line = NodeRef::<html::Input>::new();
    let is_busy = move || store.get().entry.busy.get();
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if untrack(is_busy) {
            return;
        }
        let is_memory_only = store.get().entry.is_memory_only.get_untracked();
        let keeping = if is_memory_only { Keeping::Memory } else { Keeping::Session };
        if let Some(token) = take_token(store, line) {
            store.get().sign_in(token, keeping);
        }
    };
    view! {
        <form class="sign-in__form" novalidate on:submit=send>
            <TokenField line/>
            <TokenPages/>
            <Permissions/>
            {(!store.get().keeps_in_memory()).then(|| view! { <MemoryOnly/> })}
            <button
                type="submit"
                class=Kind::Primary.class()
                part=Kind::Primary.class()
                aria-busy=move || if is_busy() { "true" } else { "false" }
            >
                {move || if is_busy() { words.signing_in } else { words.sign_in }}
            </button>
            {move || is_busy().then(|| view! { <LateNotice/> })}
            {move || store.get().entry.problem.get().map(|why| match why {
                SignInProblem::Refused(why) => {
                    view! { <TokenProblem tone=Tone::Danger why/> }.into_any()
                }
                SignInProblem::Locked => {
                    view! { <Notice tone=Tone::Warning>{words.locked}</Notice> }.into_any()
                }
            })}
        </form>
    }
}

#[component]
fn MemoryOnly() -> impl IntoView {
    let (store, words) = (use_store(), &use_text().sign_in);
    view! {
        <Checkbox
            checked=Signal::derive(move || store.get().entry.is_memory_only.get())
            on_change=move |is_ticked| store.get().entry.is_memory_only.set(is_ticked)
        >
            <span>
                {words.memory_only}
                <span class="check__hint">{words.memory_only_hint}</span>
            </span>
        </Checkbox>
    }
}

/// GitLab's own page for a new token, with name and scope filled in where it does that: 18.0 did not,
/// nor does one that wants fine-grained tokens. It moved in 16.7 (gitlab!139306), and no GitLab tells
/// its version before somebody has signed in.
#[component]
fn TokenPages() -> impl IntoView {
    let (store, words) = (use_store(), &use_text().sign_in);
    let gitlab = store.get().entry.probed.with_untracked(|probed| match probed {
        Probed::Answered(gitlab, _) => gitlab.as_str().to_owned(),
        _ => String::new(),
    });
    let page =
        |path| gitlab.clone() + path + "/personal_access_tokens?name=agent-console&scopes=api";
    view! {
        <p class="field__hint">
            <ExternalLink href=page("/-/user_settings") label=words.make_token/>
            " · "
            <ExternalLink href=page("/-/profile") label=words.make_token_before/>
            <br/>
            {words.make_token_values}
        </p>
    }
}
