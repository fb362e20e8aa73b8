//! A registration under way, or one whose reply was lost.

use crate::components::{Button, DialogActions};
use crate::feedback::{FailureNotice, Pending};
use crate::store::{use_store, use_text};
use crate::text::fill;
use crate::ui::{Kind, Tone};
use console_core::failure::Failure;
use console_core::intent::RegisterAgent;
use leptos::prelude::*;

/// What is known of it, and what can be done.
#[component]
pub(super) fn RegistrationOutcome(intent: RegisterAgent) -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    let words = &text.register;
    match intent {
        RegisterAgent::Checking { .. }
        | RegisterAgent::Posting { .. }
        | RegisterAgent::Doubted { .. }
        | RegisterAgent::Registered { .. } => {
            view! { <Pending sentence=words.posting/> }.into_any()
        }
        RegisterAgent::Looking { order, .. } => {
            view! { <Pending sentence=fill(words.looking, &[&order.name])/> }.into_any()
        }
        RegisterAgent::NotRegistered { order, cause } => view! {
            <Ended
                sentence=fill(words.not_registered, &[&order.name])
                cause
                label=text.ui.try_again
                on_click=move || store.name_agent_again()
            />
        }
        .into_any(),
        RegisterAgent::Unresolved { order, cause, .. } => view! {
            <Ended
                sentence=fill(words.unresolved, &[&order.name])
                cause
                label=text.ui.look_again
                on_click=move || store.look_for_agent_again()
            />
        }
        .into_any(),
        RegisterAgent::Refused { why, .. } => view! {
            <FailureNotice tone=Tone::Danger failure=why/>
            <DialogActions><Close/></DialogActions>
        }
        .into_any(),
    }
}

/// What became of it, with the one thing that can be done about it.
#[component]
fn Ended(
    sentence: String,
    cause: Failure,
    label: &'static str,
    #[prop(into)] on_click: Callback<()>,
) -> impl IntoView {
    view! {
        <p><b>{sentence}</b></p>
        <FailureNotice tone=Tone::Warning failure=cause/>
        <DialogActions>
            <Close/>
            <Button kind=Kind::Primary label on_click=move || on_click.run(())/>
        </DialogActions>
    }
}

#[component]
fn Close() -> impl IntoView {
    let (store, text) = (use_store(), use_text());
    view! {
        <Button kind=Kind::Plain label=text.ui.close on_click=move || store.close_registration()/>
    }
}
