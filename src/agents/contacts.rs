//! How far reading the last contacts has come, and how fast it may go.

use crate::components::{Button, Select};
use crate::store::{use_session, use_text};
use crate::text::fill;
use crate::ui::{Kind, digits};
use console_core::sweep::{Progress, READS_PER_MINUTE, Way};
use leptos::prelude::*;

/// The paces to choose from, in reads a minute.
const PACES: [u32; 4] = [30, 60, 120, READS_PER_MINUTE];

/// Nothing once every contact is read. Over REST, where that takes long, the pace is to be chosen.
#[component]
pub(super) fn ContactProgress() -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    let progress = move || session.get().agents.contacts.progress.get();
    let sentence = move || {
        let now = progress();
        match left(now) {
            0 if now.failed == 0 => String::new(),
            0 => fill(text.agents.contacts_failed, &[&digits(now.failed.into())]),
            _ => {
                let done = digits(now.read.into());
                fill(text.agents.contacts_read, &[&done, &digits(now.total.into())])
            }
        }
    };
    let is_slow = Memo::new(move |_| progress().way == Way::Rest && left(progress()) > 0);
    let has_failed = Memo::new(move |_| progress().failed > 0 && left(progress()) == 0);
    view! {
        <span class="toolbar__read late">{sentence}</span>
        {move || is_slow.get().then(|| view! { <PaceChoice/> })}
        {move || has_failed.get().then(|| view! {
            <Button
                kind=Kind::Plain
                label=text.ui.try_again
                on_click=move || session.get().agents.contacts.retry()
            />
        })}
    }
}

fn left(progress: Progress) -> u32 {
    progress.total.saturating_sub(progress.read).saturating_sub(progress.failed)
}

#[component]
fn PaceChoice() -> impl IntoView {
    let (session, text) = (use_session(), use_text());
    let options = PACES.map(|pace| {
        let pace = digits(pace.into());
        let label = fill(text.agents.per_minute, &[&pace]);
        (pace, label)
    });
    let choose = move |pace: String| {
        if let Ok(pace) = pace.parse() {
            session.get().agents.contacts.set_per_minute(pace);
        }
    };
    view! {
        <Select
            label=text.agents.pace
            class="toolbar__pace field__input"
            options=options.to_vec()
            chosen=Signal::derive(move || {
                digits(session.get().agents.contacts.per_minute.get().into())
            })
            on_choose=choose
        />
    }
}
