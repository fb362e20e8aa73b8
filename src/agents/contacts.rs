//! How far reading the last contacts has come, and how fast it may go.

use crate::store::Store;
use crate::text::{Text, fill};
use crate::ui::{El, Kind, button, digits, el, fragment, option, select};
use console_core::sweep::{Progress, READS_PER_MINUTE, Way};

/// The paces to choose from, in reads a minute.
const PACES: [u32; 4] = [30, 60, 120, READS_PER_MINUTE];

/// Nothing once every contact is read. Over REST, where that takes long, the pace is to be chosen.
pub(super) fn contacts(store: Store, text: &'static Text) -> El {
    let progress = move || store.agents.contacts.progress.get();
    let told = move || {
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
    let is_slow = move || progress().way == Way::Rest && left(progress()) > 0;
    let has_failed = move || progress().failed > 0 && left(progress()) == 0;
    fragment()
        .child(el("span.toolbar__read.late").text_with(told))
        .slot_by(is_slow, move |slow| slow.then(|| pace(store, text)))
        .slot_by(has_failed, move |failed| {
            failed.then(|| {
                let again = button(Kind::Plain, text.ui.try_again);
                again.on_click(move || store.agents.contacts.retry())
            })
        })
}

fn left(progress: Progress) -> u32 {
    progress.total.saturating_sub(progress.read).saturating_sub(progress.failed)
}

fn pace(store: Store, text: &'static Text) -> El {
    let mut list = el("select");
    for pace in PACES {
        let pace = digits(pace.into());
        list = list.child(option(&pace, &fill(text.agents.per_minute, &[&pace])));
    }
    let contacts = &store.agents.contacts;
    let chosen = move || digits(contacts.per_minute.get().into());
    let choose = move |pace: String| {
        if let Ok(pace) = pace.parse() {
            contacts.set_per_minute(pace);
        }
    };
    select(list, chosen, choose)
        .class("toolbar__pace field__input")
        .attr("aria-label", text.agents.pace)
}
