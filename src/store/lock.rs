//! Locking after a while in which nobody did anything.
//!
//! It goes by a clock and not by a timer, so that a computer that slept locks when it wakes.

use super::{Keeping, SignInProblem, State};
use crate::browser::clock::{moment, now};
use crate::browser::presence::on_presence;
use crate::browser::storage::{Key, write};
use console_core::dialog::TokenDialog;
use console_core::digits::digits;
use console_core::presence::{Lock, Presence, is_kept_too_long};
use console_core::timestamp::Timestamp;
use leptos::prelude::*;

/// How many minutes it takes where the deployment does not say.
const USUAL_MINUTES: u16 = 60;

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
        self.presence.set(Presence::at(moment()));
        self.announce_lock(Lock::Far);
    }

    fn announce_lock(&'static self, lock: Lock) {
        if self.locks_soon.get_untracked() != lock {
            self.locks_soon.set(lock);
        }
    }

    /// Locks where it is time, unless something would be lost that cannot be got back.
    pub(super) fn lock_if_due(&'static self) {
        let presence = self.presence.get().look(moment());
        self.presence.set(presence);
        // Its answer may bring a value, which is lost if nobody takes it.
        let awaits_answer = self.creation.with_untracked(TokenDialog::awaits_answer);
        let lock = presence.lock(self.lock_minutes(), awaits_answer);
        if lock != Lock::Due {
            let will_lock = self.session().is_some() && !self.has_unsaved_secret();
            self.announce_lock(if will_lock { lock } else { Lock::Far });
            return;
        }
        self.is_there();
        if self.has_unsaved_secret() {
            self.sign_out();
        } else {
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
            let seen = now().plus(self.presence.get().idle().cast_signed().saturating_neg());
            write(Key::Active, &digits(seen.as_millis().unsigned_abs()));
        }
    }

    /// Whether the credential kept for this tab has been left alone for too long.
    pub(super) fn is_kept_too_long(&'static self) -> bool {
        let kept = self.kept(Key::Active).and_then(|millis| millis.parse::<u64>().ok());
        kept.is_some_and(|millis| {
            let seen = Timestamp::from_millis(millis.cast_signed());
            is_kept_too_long(seen, now(), self.lock_minutes())
        })
    }

    fn lock_minutes(&'static self) -> u16 {
        let minutes = self.config.with_untracked(|config| config.as_ref().ok()?.lock_minutes);
        minutes.unwrap_or(USUAL_MINUTES)
    }
}
