//! Tokens that were ordered: sending for them, looking for them, and all else that their dialog
//! commands.

use super::{Change, Errand, State};
use crate::browser::clock::sleep;
use console_core::dialog::{
    Deletion, OrderId, Registration, Revocation, TokenCommand, TokenDialog,
};
use console_core::intent::{Creation, TokenOrder};
use console_core::model::Token;
use gitlab_agents::{Nudge, Start, drive};
use leptos::prelude::*;

/// How often it is looked whether the person has closed every dialog.
const TURN_MS: u32 = 500;

impl State {
    pub(super) fn carry_out_creation(&'static self, commands: Vec<TokenCommand>) {
        for command in commands {
            match command {
                TokenCommand::Create(id, what) => self.drive_later(id, Start::Order(what)),
                TokenCommand::Resume(id, state) => self.drive_later(id, Start::State(state)),
                TokenCommand::Nudge(id) => {
                    let nudges = self.nudges.borrow();
                    if let Some((_, nudge)) = nudges.iter().find(|(of, _)| *of == id) {
                        nudge.look_again();
                    }
                }
                // Whoever tells of a state has noted it.
                TokenCommand::Follow => {}
                TokenCommand::Forget(what) => self.forget_token(&what),
                TokenCommand::ShowWhenFree(id) => {
                    self.orders.spawn(async move {
                        self.until_free().await;
                        let me = self.person_here();
                        self.change_creation(|dialog| dialog.show(id, me));
                    });
                }
                TokenCommand::Spare(id) => self.spare(id),
                TokenCommand::Announce(project, token) => {
                    self.tell_of_token("token-created", &token);
                    self.watch_first_contact(project, token.agent, token.id);
                }
                TokenCommand::Heed(why) => self.heed(&why),
                TokenCommand::NoteDenial(project, why) => {
                    self.note_denial(Change::CreateToken, project, &why);
                }
                TokenCommand::SignOut => self.sign_out_now(),
            }
        }
    }

    fn drive_later(&'static self, id: OrderId, start: Start<Token>) {
        self.orders.spawn(self.late(Errand::Create(id, start)));
    }

    /// Creates the token, or goes on from a state in which it is only looked for, and tells how
    /// that ends.
    pub(super) async fn drive(&'static self, id: OrderId, start: Start<Token>) {
        let Some(gitlab) = self.gitlab() else { return };
        let nudge = Nudge::default();
        self.nudges.borrow_mut().push((id, nudge.clone()));
        let mut told = |state: &Creation<Token>| self.told(id, state);
        let end = drive(&gitlab, start, &nudge, &mut told).await;
        self.nudges.borrow_mut().retain(|(of, _)| *of != id);
        let TokenOrder { project, agent, .. } = **end.order();
        self.look_at_tokens(project, agent);
        self.change_creation(|dialog| dialog.ended(id, end));
    }

    /// Shows how far the order has come.
    fn told(&'static self, id: OrderId, state: &Creation<Token>) {
        let me = self.person_here();
        let commands = self.creation.write().told(id, state, me);
        if commands.iter().any(|command| matches!(command, TokenCommand::Follow)) {
            self.change_journal(|journal| journal.follow(state));
        }
        self.carry_out_creation(commands);
    }

    /// Waits until no dialog is open.
    pub(super) async fn until_free(&'static self) {
        while !self.is_free() {
            sleep(TURN_MS).await;
        }
    }

    fn is_free(&'static self) -> bool {
        untrack(|| !self.has_dialog() && self.waiting.with(Option::is_none))
    }

    /// Whether a dialog is open that something is created, revoked or deleted in. Tracks.
    pub(crate) fn has_dialog(&'static self) -> bool {
        self.creation.with(TokenDialog::is_open)
            || self.registration.with(Registration::is_open)
            || self.revocation.with(Revocation::is_open)
            || self.deletion.with(Deletion::is_open)
    }

    /// Brings in the code of the dialogs.
    pub(crate) fn open_desk(&'static self) {
        self.spawn_later(Errand::OpenDialog);
    }
}
