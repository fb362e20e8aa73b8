//! Above everything: that there is no network, that a part of the program is missing, that the console is about to lock,
//! or that GitLab asked to slow down.

use crate::browser::rest::is_missing;
use crate::store::{State, Store};
use crate::text::{Text, countdown, lock_text};
use crate::ui::{El, Kind, Tone, button, el, fragment, notice};

/// The notices. What is shown below them stays, with its age.
pub(super) fn reach(store: Store, text: &'static Text) -> El {
    let words = &text.reach;
    fragment()
        .slot_by(
            move || store.reach.online.get(),
            move |is_online| {
                (!is_online).then(|| {
                    let anyway =
                        button(Kind::Plain, words.try_anyway).calls(store, State::try_anyway);
                    above(words.offline).child(anyway)
                })
            },
        )
        .slot_by(is_missing, move |is_missing| is_missing.then(|| above(words.incomplete)))
        .slot_by(move || store.locks_soon.get(), move |lock| Some(above(lock_text(text, *lock)?)))
        .slot_by(
            move || store.reach.wait.pause.with(Option::is_some),
            move |is_paused| {
                is_paused.then(|| {
                    // A clock that ticks is not announced at every tick.
                    let clock = el("span[role=timer]").text_with(move || {
                        countdown(text, store.reach.wait.pause.get().unwrap_or_default())
                    });
                    above(words.slowed)
                        .child(clock)
                        .child(button(Kind::Plain, words.try_now).calls(store, State::try_now))
                        .child(button(Kind::Plain, text.ui.cancel).calls(store, State::give_up))
                })
            },
        )
}

/// Says something above everything.
fn above(words: &str) -> El {
    notice(Tone::Warning).class("notice notice--warning notice--page").text(words)
}
