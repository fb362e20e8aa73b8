//! Locking after a while in which nobody did anything.
//!
//! It goes by the computer's clock and not by a timer, so that one that slept locks when it wakes.

use super::{Creation, Keeping, SignInProblem, State};
use crate::browser::clock::now;
use crate::browser::presence::on_presence;
use crate::browser::storage::{Key, write};
use console_core::digits::digits;
use console_core::presence::Presence;
use console_core::timestamp::Timestamp;

/// How many minutes it takes where the deployment does not say.
const USUAL_MINUTES: u16 = 60;

/// How long before that it is announced, in milliseconds. The clock is looked at every ten seconds, so a person has at
/// least thirty to press a key. WCAG 2.2.1 asks for twenty.
const WARNING_MS: u32 = 40_000;

impl State {
    /// Begins to count, as somebody is there now.
    pub(super) fn follow_activity(&'static self) {
        self.is_there();
        on_presence(|| self.note_activity());
    }

    /// Takes note that somebody is there, or that something goes on which a person waits for. What comes
    /// only after the time is up, such as the first key after a night, comes too late.
    pub(super) fn note_activity(&'static self) {
        self.lock_if_due();
        self.is_there();
    }

    fn is_there(&'static self) {
        self.presence.set(Presence::at(now()));
        self.announce_lock(false);
    }

    fn announce_lock(&'static self, is_near: bool) {
        if self.locks_soon.get_untracked() != is_near {
            self.locks_soon.set(is_near);
        }
    }

    /// Locks where it is time, unless something would be lost that cannot be got back.
    pub(super) fn lock_if_due(&'static self) {
        let presence = self.presence.get().look(now());
        self.presence.set(presence);
        let minutes = self.lock_minutes();
        let will_lock = self.session().is_some() && !self.has_unsaved_secret();
        self.announce_lock(will_lock && presence.is_over(minutes, WARNING_MS));
        if !presence.is_over(minutes, 0) {
            return;
        }
        if self.has_unsaved_secret() {
            self.is_there();
            self.sign_out();
        } else if !self.creation.with_untracked(Creation::is_request_open) {
            self.is_there();
            self.forget_session();
            self.tell_lock();
        }
    }

    /// Says on the sign-in page why it is there.
    pub(super) fn tell_lock(&'static self) {
        self.entry.problem.set(Some(SignInProblem::Locked));
    }

    /// Keeps the time beside the credential: a browser that restores its tabs restores what they keep.
    pub(super) fn keep_activity(&'static self) {
        if self.session().is_some_and(|session| session.keeping == Keeping::Session) {
            write(Key::Active, &digits(self.presence.get().seen().as_millis().unsigned_abs()));
        }
    }

    /// Whether the credential kept for this tab has been left alone for too long.
    pub(super) fn is_kept_too_long(&'static self) -> bool {
        let kept = self.kept(Key::Active).and_then(|millis| millis.parse::<u64>().ok());
        kept.is_some_and(|millis| {
            let kept = Timestamp::from_millis(millis.cast_signed());
            Presence::kept(kept, now()).is_over(self.lock_minutes(), 0)
        })
    }

    fn lock_minutes(&'static self) -> u16 {
        let minutes = self.config.with_untracked(|config| config.as_ref().ok()?.lock_minutes);
        minutes.unwrap_or(USUAL_MINUTES)
    }
}
