//! The question before a value is let go that is not stored.

use crate::store::{Leaving, Store};
use crate::text::Text;
use crate::ui::{Dialog, Exit, dialog};
use leptos::html;
use leptos::prelude::*;

/// The dialog, as long as the question is open.
pub(crate) fn exit_dialog(store: Store, text: &'static Text) -> AnyView {
    (move || store.leaving_secret.get().map(|leaving| opened(store, text, leaving))).into_any()
}

fn opened(store: Store, text: &'static Text, leaving: Leaving) -> AnyView {
    let keep = NodeRef::<html::Button>::new();
    Effect::new(move |_| {
        if let Some(keep) = keep.get() {
            let _ = keep.focus();
        }
    });
    let leave = match leaving {
        Leaving::Closing => text.reveal.close_anyway,
        Leaving::SigningOut => text.reveal.sign_out_anyway,
    };
    let body = view! {
        <p>{text.reveal.exit_lead}</p>
        <div class={"dialog__actions"}>
            <button type="button" class={"button button--danger"} on:click=move |_| store.leave_secret()>
                {leave}
            </button>
            <button
                node_ref=keep
                type="button"
                class={"button button--primary"}
                on:click=move |_| store.keep_secret()
            >
                {text.reveal.keep_open}
            </button>
        </div>
    };
    dialog(Dialog {
        id: "exit-title",
        title: text.reveal.exit_title.to_owned(),
        exit: Exit::Asks(Callback::new(move |()| store.keep_secret())),
        class: "dialog--narrow",
        body: body.into_any(),
    })
}
