//! Locking after a while in which nobody did anything.
//!
//! It goes by a clock and not by a timer, so that a computer that slept locks when it wakes.

use super::{Console, SignInProblem};
use crate::browser::clock::{moment, now};
use crate::browser::presence::on_presence;
use crate::browser::storage::{Key, write};
use console_core::digits::digits;
use console_core::presence::{Lock, Presence, is_kept_too_long};
use console_core::timestamp::Timestamp;
use leptos::prelude::*;
use std::rc::Rc;

/// How many minutes it takes where the deployment does not say.
const USUAL_MINUTES: u16 = 60;

impl Console {
    /// Begins to count, as somebody is there now.
    pub(super) fn follow_activity(self: &Rc<Self>) {
        self.is_there();
        let console = Rc::clone(self);
        on_presence(move || console.note_activity());
    }

    /// Takes note that somebody is there, or that something goes on which a person waits for. What comes
    /// only after the time is up, such as the first key after a night, comes too late.
    pub(super) fn note_activity(self: &Rc<Self>) {
        self.lock_if_due();
        self.is_there();
    }

    fn is_there(&self) {
        self.presence.set(Presence::at(moment()));
        self.announce_lock(Lock::Far);
    }

    fn announce_lock(&self, lock: Lock) {
        if self.locks_soon.get_untracked() != lock {
            self.locks_soon.set(lock);
        }
    }

    /// Locks where it is time, unless something would be lost that cannot be got back.
    pub(super) fn lock_if_due(self: &Rc<Self>) {
        let presence = self.presence.get().look(moment());
        self.presence.set(presence);
        let session = self.session();
        // Its answer may bring a value, which is lost if nobody takes it.
        let awaits_answer = session.as_ref().is_some_and(|session| session.awaits_answer());
        let lock = presence.lock(self.lock_minutes(), awaits_answer);
        if lock != Lock::Due {
            let will_lock = session.is_some_and(|session| !session.has_unsaved_secret());
            self.announce_lock(if will_lock { lock } else { Lock::Far });
            return;
        }
        self.is_there();
        match session {
            Some(session) if session.has_unsaved_secret() => session.sign_out(),
            _ => {
                self.forget_session();
                self.tell_lock();
            }
        }
    }

    /// Says on the sign-in page why it is there.
    pub(super) fn tell_lock(&self) {
        self.entry.problem.set(Some(SignInProblem::Locked));
    }

    /// Keeps the time beside the credential: a browser that restores its tabs restores what they keep.
    pub(super) fn keep_activity(&self) {
        if self.session().is_some_and(|session| session.is_kept()) {
            let seen = now().plus(self.presence.get().idle().cast_signed().saturating_neg());
            write(Key::Active, &digits(seen.as_millis().unsigned_abs()));
        }
    }

    /// Whether the credential kept for this tab has been left alone for too long.
    pub(super) fn is_kept_too_long(&self) -> bool {
        let kept = self.kept(Key::Active).and_then(|millis| millis.parse::<u64>().ok());
        kept.is_some_and(|millis| {
            let seen = Timestamp::from_millis(millis.cast_signed());
            is_kept_too_long(seen, now(), self.lock_minutes())
        })
    }

    fn lock_minutes(&self) -> u16 {
        let config = self.config.as_ref().ok();
        config.and_then(|config| config.lock_minutes).unwrap_or(USUAL_MINUTES)
    }
}
