//! The room for signing in.

mod gitlab;
mod permissions;
mod problem;
mod renew;
mod token;

pub(crate) use renew::renew_dialog;

use crate::browser::location::is_secure;
use crate::store::{Probed, Store};
use crate::text::Text;
use crate::ui::{El, Tone, el, notice, paragraph};
use gitlab_agents::Probe;

/// The page that signs in: first the GitLab, and only once one has answered the token.
pub(crate) fn sign_in(store: Store, text: &'static Text) -> El {
    let is_answered = move || {
        store.entry.probed.with(|probed| matches!(probed, Probed::Answered(_, Probe::GitLab)))
    };
    let page = el("section.sign-in[aria-labelledby=sign-in-title]")
        .child(el("h1.sign-in__title[id=sign-in-title]").text(text.sign_in.title))
        .child(paragraph(text.sign_in.lead).class("sign-in__lead"));
    if !is_secure() {
        return page.child(notice(Tone::Danger).text(text.sign_in.insecure_page));
    }
    page.child(gitlab::gitlab_form(store, text))
        .slot_by(is_answered, move |answered| answered.then(|| token::token_form(store, text)))
}
