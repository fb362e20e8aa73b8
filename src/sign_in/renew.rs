//! Another token over the page, when GitLab stops accepting the one in use.

use super::problem::problem;
use super::token::{take_token, token_field};
use crate::store::{State, Store, Waiting};
use crate::text::{Text, below_lock, waiting};
use crate::ui::{
    Dialog, El, Exit, FOREMOST, Kind, Tone, actions, button, dialog, el, fragment, paragraph,
    submit,
};

/// The dialog, as long as a token is waited for. Everything under it stays as it is.
pub(crate) fn renew_dialog(store: Store, text: &'static Text) -> El {
    let is_open = move || store.waiting.with(Option::is_some);
    fragment().slot_by(is_open, move |is_open| is_open.then(|| opened(store, text)))
}

fn opened(store: Store, text: &'static Text) -> El {
    let (whole, input) = token_field(store, text);
    let go_on = submit(Kind::Primary, text.sign_in.renew).state("aria-busy", move || {
        store.waiting.with(|waiting| matches!(waiting, Some(Waiting::GitLab)))
    });
    let body = el("form")
        .child(paragraph(text.sign_in.renew_lead))
        .slot(move || {
            store.waiting.with(|waited| {
                Some(match waited {
                    Some(Waiting::Person { why }) => problem(store, text, Tone::Warning, why),
                    _ => waiting(text, &store.reach.wait),
                })
            })
        })
        .child(whole)
        .child(
            actions()
                .child(button(Kind::Plain, text.session.sign_out).calls(store, State::sign_out))
                .child(go_on),
        )
        .on_submit(move || {
            if let Some(token) = take_token(store, &input) {
                store.renew(token);
            }
        });
    let body = below_lock(text, &store.locks_soon, body);
    let title = text.sign_in.renew_title.to_owned();
    dialog(Dialog { id: "renew-title", title, exit: Exit::None, is_wide: false }, body)
        .attr(FOREMOST, "")
}
