//! A registration under way, or one whose reply was lost.

use crate::components::{Button, DialogActions};
use crate::feedback::{FailureNotice, Pending};
use crate::store::{use_session, use_text};
use crate::text::fill;
use crate::ui::{Kind, Tone};
use console_core::failure::Failure;
use console_core::intent::{Creation, Search};
use console_core::model::Agent;
use leptos::prelude::*;

/// What is known of it, and what can be done.
#[component]
pub(super) fn RegistrationOutcome(intent: Creation<Agent>) -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    let words = &text.register;
    match intent {
        Creation::Checking { .. }
        | Creation::Posting(_)
        | Creation::Doubted { .. }
        | Creation::Identifying { .. }
        | Creation::Created { .. }
        | Creation::Found { .. } => view! { <Pending sentence=words.posting/> }.into_any(),
        Creation::Looking(Search { sent, .. }) => {
            view! { <Pending sentence=fill(words.looking, &[&sent.order.name])/> }.into_any()
        }
        Creation::NotCreated { sent, cause } => view! {
            <Ended
                sentence=fill(words.not_registered, &[&sent.order.name])
                cause
                label=text.ui.try_again
                on_click=move || session.get().name_agent_again()
            />
        }
        .into_any(),
        Creation::Unresolved { sent, cause, .. } => view! {
            <Ended
                sentence=fill(words.unresolved, &[&sent.order.name])
                cause
                label=text.ui.look_again
                on_click=move || session.get().look_for_agent_again()
            />
        }
        .into_any(),
        Creation::Refused { why, .. } => view! {
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
    let (session, text) = (use_session(), use_text());
    view! {
        <Button
            kind=Kind::Plain
            label=text.ui.close
            on_click=move || session.get().close_registration()
        />
    }
}
