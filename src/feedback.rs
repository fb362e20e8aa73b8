//! What a person is told while a request is pending, when it fails, and before the console locks;
//! and what they confirm.

use crate::components::{Notice, TextInput};
use crate::store::{use_session, use_store, use_text};
use crate::text::{failure_text, fill, lock_text};
use crate::ui::{Tone, digits, with_numbers};
use console_core::failure::Failure;
use leptos::prelude::*;

/// A failure, in words.
#[component]
pub(crate) fn FailureNotice(
    tone: Tone,
    failure: Failure,
    /// What can be done about it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let told = failure_text(use_text(), &failure, &use_store().get().gitlab_name());
    let has_detail = !told.detail.is_empty();
    view! {
        <Notice tone>
            <p><b>{told.title}</b></p>
            <p>{told.advice}</p>
            {has_detail.then(|| view! { <p class="notice__detail">{told.detail}</p> })}
            {children.map(|children| children())}
        </Notice>
    }
}

/// A field for the number of what is about to be ended: no slip of a finger ends anything.
#[component]
pub(crate) fn ConfirmationField(id: u64) -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    let label = fill(text.ui.type_to_confirm, &[&fill("#{0}", &[&digits(id)])]);
    view! {
        <div class="field">
            <label class="field__label" for={"confirmation"}>{with_numbers(&label)}</label>
            <TextInput
                id="confirmation"
                class="field__input code"
                value=session.get().form.typed_id.clone()
                has_focus=true
            />
        </div>
    }
}

/// That the console is about to lock itself. Dialogs hold one: the page's own is behind them.
#[component]
pub(crate) fn LockNotice() -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    move || {
        lock_text(text, store.get().locks_soon.get()).map(|words| {
            view! { <Notice tone=Tone::Warning>{words}</Notice> }
        })
    }
}

/// What is being done, and a line that appears when its answer is late.
#[component]
pub(crate) fn Pending(#[prop(into)] sentence: String) -> impl IntoView {
    view! {
        <p role="status">{sentence}</p>
        <LateNotice/>
    }
}

/// A line that stays empty until an answer is late.
#[component]
pub(crate) fn LateNotice() -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    view! { <p class="waiting" role="status">{move || store.get().reach.wait.reason(text)}</p> }
}
