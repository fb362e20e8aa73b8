//! Another token over the page, when GitLab stops accepting the one in use.

use super::problem::TokenProblem;
use super::token_field::{TokenField, take_token};
use crate::components::{Button, Dialog, DialogActions};
use crate::feedback::{LateNotice, LockNotice};
use crate::store::{Waiting, use_session, use_store, use_text};
use crate::ui::{Exit, Kind, Tone};
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;

/// The dialog, as long as a token is waited for. Everything under it stays as it is.
#[component]
pub(crate) fn RenewDialog() -> impl IntoView {
    let session = use_session();
    let is_open = Memo::new(move |_| session.get().waiting.with(Option::is_some));
    move || is_open.get().then(|| view! { <Renewal/> })
}

#[component]
fn Renewal() -> impl IntoView {
    let (store, session, text) = (use_store(), use_session(), use_text());
    let words = &text.sign_in;
    let line = NodeRef::<html::Input>::new();
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(token) = take_token(store, line) {
            session.get().renew(token);
        }
    };
    let why = move || match session.get().waiting.get() {
        Some(Waiting::Person { why }) => {
            view! { <TokenProblem tone=Tone::Warning why/> }.into_any()
        }
        _ => view! { <LateNotice/> }.into_any(),
    };
    let is_busy =
        move || session.get().waiting.with(|waiting| matches!(waiting, Some(Waiting::GitLab)));
    view! {
        <Dialog
            id="renew-title"
            title=words.renew_title.to_owned()
            exit=Exit::None
            is_foremost=true
        >
            <LockNotice/>
            <form novalidate on:submit=send>
                <p>{words.renew_lead}</p>
                {why}
                <TokenField line/>
                <DialogActions>
                    <Button
                        kind=Kind::Plain
                        label=text.session.sign_out
                        on_click=move || session.get().sign_out()
                    />
                    <button
                        type="submit"
                        class=Kind::Primary.class()
                        part=Kind::Primary.class()
                        aria-busy=move || if is_busy() { "true" } else { "false" }
                    >
                        {words.renew}
                    </button>
                </DialogActions>
            </form>
        </Dialog>
    }
}
