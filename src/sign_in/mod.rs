//! The room for signing in.

mod gitlab;
mod renew;
mod token;

pub(crate) use renew::renew_dialog;

use crate::browser::location::is_secure;
use crate::store::{Probed, Store};
use crate::text::Text;
use crate::ui::{Tone, notice};
use gitlab_agents::Probe;
use leptos::prelude::*;

/// The page that signs in: first the GitLab, and only once one has answered the token.
pub(crate) fn sign_in(store: Store, text: &'static Text) -> AnyView {
    let answered = Memo::new(move |_| {
        store.entry.probed.with(|probed| matches!(probed, Probed::Answered(_, Probe::GitLab)))
    });
    let token = move || answered.get().then(|| token::token_form(store, text));
    let body = if is_secure() {
        view! {
            {gitlab::gitlab_form(store, text)}
            {token}
        }
        .into_any()
    } else {
        notice(Tone::Danger, text.sign_in.insecure_page)
    };
    view! {
        <section class={"sign-in"} aria-labelledby="sign-in-title">
            <h1 id="sign-in-title" class={"sign-in__title"}>{text.sign_in.title}</h1>
            <p class={"sign-in__lead"}>{text.sign_in.lead}</p>
            {body}
        </section>
    }
    .into_any()
}
