//! What a person is told while an answer does not come.

use super::{Text, fill};
use crate::browser::fetch::FetchTransport;
use crate::ui::digits;
use console_core::presence::Lock;
use leptos::prelude::*;

/// What an answer may be waiting for.
#[derive(Debug)]
pub(crate) struct Wait {
    transport: FetchTransport,
    /// In how many milliseconds GitLab will be asked again, after it asked to slow down.
    pub(crate) pause: ArcRwSignal<Option<u64>>,
}

impl Wait {
    /// Nothing yet, of what goes through `transport`.
    pub(crate) fn new(transport: FetchTransport) -> Self {
        Self { transport, pause: ArcRwSignal::new(None) }
    }

    /// Why there is no answer yet, where that is worth a word. Tracks.
    pub(crate) fn reason(&self, text: &'static Text) -> &'static str {
        let is_late = self.transport.late().with(|late| *late > 0);
        match self.pause.with(Option::is_some) {
            true => text.reach.slowed,
            false if is_late => text.reach.late,
            false => "",
        }
    }
}

/// That the console is about to lock itself, while it is.
pub(crate) fn lock_text(text: &'static Text, lock: Lock) -> Option<&'static str> {
    match lock {
        Lock::Far => None,
        Lock::Near | Lock::Due => Some(text.reach.locks_soon),
        Lock::NearAnswer => Some(text.reach.locks_after_answer),
    }
}

/// How long `millis` milliseconds are, as minutes and seconds.
pub(crate) fn countdown(text: &'static Text, millis: u64) -> String {
    let seconds = millis / 1000;
    let part = digits(seconds % 60);
    let zero = if part.len() < 2 { "0" } else { "" };
    fill(text.reach.next_try, &[&(digits(seconds / 60) + ":" + zero + &part)])
}
