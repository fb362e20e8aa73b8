//! Revoking an orphan, and ordering another token in its place.

use super::super::{Mark, verdict};
use super::{Standing, Tab, Wanted};
use crate::budget::Urgency;
use crate::clock::Clock;
use console_core::dialog::{After, RevocationCommand, Revoked};
use console_core::intent::Certainty;
use futures_util::future::FutureExt;
use std::rc::Rc;

impl Tab {
    /// Revokes an orphan that the dialog names, as soon as the person is asked, and orders
    /// `instead`.
    pub(in super::super) fn replace_orphan(self: &Rc<Self>, instead: Wanted) {
        if self.revocation.borrow().is_open() {
            return;
        }
        let dialog = self.dialog.borrow();
        let Some((id, target, orphans)) = dialog.orphans() else { return };
        let (target, token) = (target.clone(), orphans.first.clone());
        drop(dialog);
        let what = Revoked { target, token, after: After::Another(Some(id)) };
        let begun = self.revocation.borrow_mut().begin(what);
        self.carry_out_revocation(begun, instead);
    }

    fn carry_out_revocation(self: &Rc<Self>, commands: Vec<RevocationCommand>, instead: Wanted) {
        for command in commands {
            let (tab, connection) = (self.clone(), self.connection.borrow().clone());
            match command {
                RevocationCommand::Read(target, id) => self.begin(
                    async move {
                        let (project, agent) = (target.project, target.agent);
                        let token = connection.token(project, agent, id, Urgency::User).await;
                        let tokens = connection.tokens(project, agent, Urgency::User).await;
                        let now = tab.world.clock.now();
                        let mut dialog = tab.revocation.borrow_mut();
                        let mut commands = dialog.read(id, token, tokens, now);
                        commands.extend(dialog.confirm());
                        commands.extend(dialog.replace_gone());
                        drop(dialog);
                        tab.carry_out_revocation(commands, instead);
                    }
                    .boxed_local(),
                ),
                RevocationCommand::Revoke(target, id) => self.begin(
                    async move {
                        let (project, agent) = (target.project, target.agent);
                        let removal = connection.revoke_token(project, agent, id).await;
                        let commands = tab.revocation.borrow_mut().removed(removal);
                        tab.carry_out_revocation(commands, instead);
                    }
                    .boxed_local(),
                ),
                RevocationCommand::GoOn(what) => self.revoked(&what, instead),
                RevocationCommand::LookAtTokens(_)
                | RevocationCommand::TellRevoked(_)
                | RevocationCommand::TellGone(_)
                | RevocationCommand::Heed(_)
                | RevocationCommand::NoteDenial(..) => {}
            }
        }
    }

    fn revoked(self: &Rc<Self>, what: &Revoked, instead: Wanted) {
        let After::Another(Some(id)) = what.after else { return };
        let token = what.token.id;
        verdict::revoked(self, token.0);
        self.world.tell(|| format!("token {token} is revoked"));
        let gone = self.dialog.borrow_mut().note_gone(token);
        self.carry_out(gone);
        if let Some(number) = self.number_of(id) {
            self.change(number, |order| {
                let certainty = match order.standing {
                    Standing::Orphaned { certainty, .. } => certainty,
                    // Its value has come meanwhile.
                    _ => Certainty::Sure,
                };
                order.standing = Standing::Revoked { token: token.0, certainty };
                Some(())
            });
        }
        self.look();
        let are_left = self.dialog.borrow().orphans().is_some_and(|(left, ..)| left == id);
        if !are_left {
            self.world.mark(Mark::OrphanRevoked);
            self.order(instead);
        }
    }
}
