//! The field for a personal access token.

use crate::components::initial_focus;
use crate::store::{Store, use_store, use_text};
use crate::text::token_problem;
use console_core::access_token::AccessToken;
use console_core::secret::Secret;
use leptos::html;
use leptos::prelude::*;

/// The field: for password managers and pasting, and nothing else. What is typed goes into no signal.
/// Why it was no token stands below.
#[component]
pub(super) fn TokenField(
    /// The line that is typed into.
    line: NodeRef<html::Input>,
) -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    let problem = move || {
        let why = store.get().entry.no_token.get();
        why.map(|why| token_problem(text, why)).unwrap_or_default()
    };
    view! {
        <div class="field">
            <label class="field__label" for="token">{text.sign_in.token}</label>
            <input
                type="password"
                id="token"
                class="field__input code"
                autocomplete="current-password"
                autocapitalize="off"
                spellcheck="false"
                aria-describedby="token-hint"
                node_ref=line
                use:initial_focus=true
            />
            <p class="field__hint" id="token-hint">{text.sign_in.token_hint}</p>
            <p class="field__problem" role="status">{problem}</p>
        </div>
    }
}

/// Takes the token out of the page. `None` where what was typed is none, which is then said at the
/// field.
pub(super) fn take_token(store: Store, line: NodeRef<html::Input>) -> Option<AccessToken> {
    let line = line.get_untracked()?;
    let token = store.get().read_token(&Secret::new(line.value()))?;
    line.set_value("");
    Some(token)
}
