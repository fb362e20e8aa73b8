//! What a person is told while an answer does not come.

use super::{Text, fill};
use crate::browser::fetch::FetchTransport;
use crate::shared::Shared;
use crate::ui::{El, Tone, digits, el, fragment, notice, status_line};
use console_core::timestamp::Timestamp;

/// What an answer may be waiting for.
#[derive(Debug)]
pub(crate) struct Wait {
    transport: FetchTransport,
    /// When GitLab will be asked again, after it asked to slow down.
    pub(crate) until: Shared<Option<Timestamp>>,
}

impl Wait {
    /// Nothing yet, of what goes through `transport`.
    pub(crate) fn new(transport: FetchTransport) -> Self {
        Self { transport, until: Shared::new(None) }
    }

    /// Why there is no answer yet, where that is worth a word. Tracks.
    pub(crate) fn reason(&'static self, text: &'static Text) -> &'static str {
        let is_late = self.transport.late().with(|late| *late > 0);
        match self.until.with(Option::is_some) {
            true => text.reach.slowed,
            false if is_late => text.reach.late,
            false => "",
        }
    }
}

/// A line for where something is awaited: empty until the answer is late.
pub(crate) fn waiting(text: &'static Text, wait: &'static Wait) -> El {
    el("p.waiting[role=status]").text_with(move || wait.reason(text))
}

/// What is being done, and a line for while its answer does not come.
pub(crate) fn awaited(text: &'static Text, wait: &'static Wait, sentence: &str) -> El {
    fragment().child(status_line(sentence)).child(waiting(text, wait))
}

/// What a dialog holds, below the notice that the console is about to lock itself, while it is: the page's own
/// stands behind the dialog.
pub(crate) fn below_lock(text: &'static Text, locks_soon: &'static Shared<bool>, body: El) -> El {
    fragment()
        .slot_by(
            move || locks_soon.get(),
            move |is_soon| is_soon.then(|| notice(Tone::Warning).text(text.reach.locks_soon)),
        )
        .child(body)
}

/// How long until `until`, as minutes and seconds.
pub(crate) fn countdown(text: &'static Text, until: Timestamp, now: Timestamp) -> String {
    let seconds = u32::try_from(now.age_at(until) / 1000).unwrap_or(0);
    let part = digits((seconds % 60).into());
    let zero = if part.len() < 2 { "0" } else { "" };
    fill(text.reach.next_try, &[&(digits((seconds / 60).into()) + ":" + zero + &part)])
}
