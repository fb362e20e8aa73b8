//! Signing in.

mod gitlab;
mod permissions;
mod problem;
mod renew;
mod token;
mod token_field;

pub(crate) use renew::RenewDialog;

use crate::browser::location::is_secure;
use crate::components::Notice;
use crate::store::{Probed, use_store, use_text};
use crate::ui::Tone;
use gitlab::GitLabForm;
use gitlab_agents::Probe;
use leptos::prelude::*;
use token::TokenForm;

/// The page that signs in: first the GitLab, and only once one has answered the token.
#[component]
pub(crate) fn SignIn() -> impl IntoView {
    let (store, words) = (use_store(), &use_text().sign_in);
    let is_answered = Memo::new(move |_| {
        store.get().entry.probed.with(|probed| matches!(probed, Probed::Answered(_, Probe::GitLab)))
    });
    let forms = if is_secure() {
        view! {
            <GitLabForm/>
            {move || is_answered.get().then(|| view! { <TokenForm/> })}
        }
        .into_any()
    } else {
        view! { <Notice tone=Tone::Danger>{words.insecure_page}</Notice> }.into_any()
    };
    view! {
        <section class="sign-in" aria-labelledby="sign-in-title">
            <h1 class="sign-in__title" id="sign-in-title">{words.title}</h1>
            <p class="sign-in__lead">{words.lead}</p>
            {forms}
        </section>
    }
}
