//! Creating a token: what a person does in its dialog. What comes of that is decided by
//! [`TokenDialog`].

use super::Session;
use crate::browser::clock::{now, random};
use console_core::dialog::{Shown, Target, TokenCommand, TokenDialog};
use console_core::names::suggest_token_name;
use leptos::prelude::*;
use std::rc::Rc;

impl Session {
    /// Opens the dialog that creates a token for the open agent.
    pub(crate) fn begin_creation(self: &Rc<Self>) {
        if let Some(target) = self.open_target() {
            self.name_token(target);
        }
    }

    /// Goes back to the form after a creation that led to nothing.
    pub(crate) fn create_again(self: &Rc<Self>) {
        if let Some(target) =
            self.orders.creation.with_untracked(|dialog| dialog.ended_for().cloned())
        {
            self.name_token(target);
        }
    }

    /// Opens the dialog that creates a token for `target`.
    pub(super) fn name_token(self: &Rc<Self>, target: Target) {
        let (name, marker) = suggest_token_name(&target.agent_name, now(), u64::from(random()));
        self.form.begin(name);
        self.change_creation(|dialog| dialog.name(target, marker));
    }

    /// Orders the token that the dialog names. A second call while one is under way does nothing.
    pub(crate) fn order_token(self: &Rc<Self>, name: String, description: String) {
        let (me, limit) = (self.user_id(), self.token_limit());
        let texts = (name, description);
        self.change_creation(|dialog| dialog.order(texts, me, self.person, limit));
    }

    /// Looks again for a token whose reply was lost.
    pub(crate) fn look_again(self: &Rc<Self>) {
        self.change_creation(TokenDialog::look_again);
    }

    /// Reads the value on the screen, where there is one. It is never handed out.
    pub(crate) fn with_secret<T>(&self, read: impl FnOnce(&str) -> T) -> Option<T> {
        self.orders.creation.with_untracked(|dialog| match dialog.shown() {
            Shown::Value(value) => Some(read(value.secret.expose())),
            _ => None,
        })
    }

    /// Whether the request of the order shown may still be answered. Not tracked.
    pub(super) fn awaits_answer(&self) -> bool {
        self.orders.creation.with_untracked(TokenDialog::awaits_answer)
    }

    /// Whether a value would be lost if everything that is shown went. Not tracked.
    pub(crate) fn has_unsaved_secret(&self) -> bool {
        self.orders.creation.with_untracked(TokenDialog::has_unsaved)
    }

    /// Takes note that the value shown has been copied, or what the person says of it.
    pub(crate) fn mark_secret_stored(&self, is_stored: bool) {
        self.orders.creation.write().mark_stored(is_stored);
    }

    /// Asks to close the dialog. A value that is not stored is not let go without a question.
    pub(crate) fn ask_to_close_creation(self: &Rc<Self>) {
        self.change_creation(TokenDialog::ask_to_close);
    }

    /// Keeps the dialog open after all.
    pub(crate) fn keep_secret(&self) {
        self.orders.creation.write().keep();
    }

    /// Lets the value go unsaved, as the person confirmed, and does what they were about to do.
    pub(crate) fn leave_secret(self: &Rc<Self>) {
        self.change_creation(TokenDialog::leave);
    }

    /// Changes what the dialog shows, and carries out what comes of it.
    pub(super) fn change_creation(
        self: &Rc<Self>,
        change: impl FnOnce(&mut TokenDialog) -> Vec<TokenCommand>,
    ) {
        let commands = change(&mut self.orders.creation.write());
        self.carry_out_creation(commands);
    }
}
