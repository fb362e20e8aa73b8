//! Revoking a token. What the dialog shows is decided by [`Revocation`].

use super::{Change, Errand, News, Session, Target};
use crate::browser::clock::now;
use console_core::dialog::{After, OrderId, Revocation, RevocationCommand, Revoked};
use console_core::model::{AgentId, Row, Token, TokenId};
use gitlab_agents::Urgency;
use leptos::prelude::*;
use std::rc::Rc;

impl Session {
    /// Opens the dialog that revokes a token in the list of `agent`.
    pub(crate) fn begin_revocation(self: &Rc<Self>, agent: AgentId, id: TokenId) {
        self.revoke_listed(agent, id, After::Nothing);
    }

    /// Opens the dialog that revokes a token in the list of `agent` whose value seems to be lost,
    /// and goes on to another one.
    pub(crate) fn replace_lost(self: &Rc<Self>, agent: AgentId, id: TokenId) {
        self.revoke_listed(agent, id, After::Another(None));
    }

    fn revoke_listed(self: &Rc<Self>, agent: AgentId, id: TokenId, after: After) {
        let listed = self.with_tokens_of(agent, |read| {
            read.rows.iter().flatten().find_map(|row| match row {
                Row::Read(token) if token.id == id => Some(token.clone()),
                _ => None,
            })
        });
        if let (Some(target), Some(Some(token))) = (self.target(agent), listed) {
            self.open_revocation(target, token, after);
        }
    }

    /// Opens the dialog that revokes the token whose value was lost, and goes on to another one.
    pub(crate) fn replace_orphan(self: &Rc<Self>) {
        let orphan = self.orders.creation.with_untracked(|dialog| {
            let (id, target, orphans) = dialog.orphans()?;
            Some((id, target.clone(), orphans.first.clone()))
        });
        if let Some((id, target, token)) = orphan {
            self.open_revocation(target, token, After::Another(Some(id)));
        }
    }

    fn open_revocation(self: &Rc<Self>, target: Target, token: Token, after: After) {
        self.form.begin(String::new());
        self.change_revocation(|dialog| dialog.begin(Revoked { target, token, after }));
    }

    /// Calls off the revocation of the token of `order`: its value has come after all.
    pub(super) fn spare(&self, order: OrderId) {
        self.revocation.write().spare(order);
    }

    /// Revokes the token that the dialog shows. A second call while one is under way does nothing.
    pub(crate) fn revoke(self: &Rc<Self>) {
        self.change_revocation(Revocation::confirm);
    }

    /// Closes the dialog of a token that was gone before, and goes on to another one.
    pub(crate) fn replace_gone(self: &Rc<Self>) {
        self.change_revocation(Revocation::replace_gone);
    }

    /// Closes the dialog.
    pub(crate) fn close_revocation(self: &Rc<Self>) {
        self.change_revocation(Revocation::ask_to_close);
    }

    fn change_revocation(
        self: &Rc<Self>,
        change: impl FnOnce(&mut Revocation) -> Vec<RevocationCommand>,
    ) {
        let commands = change(&mut self.revocation.write());
        for command in commands {
            match command {
                RevocationCommand::Read(target, id) => {
                    self.spawn_later(Errand::Weigh(target, id));
                }
                RevocationCommand::Revoke(target, id) => {
                    self.spawn_later(Errand::Revoke(target, id));
                }
                RevocationCommand::LookAtTokens(Target { project, agent, .. }) => {
                    self.look_at_tokens(project, agent);
                }
                RevocationCommand::TellRevoked(token) => {
                    self.console.tell_of_token("token-revoked", &token);
                    self.corner.say(News::Revoked { name: token.name });
                }
                RevocationCommand::TellGone(token) => {
                    self.corner.say(News::RevokedBefore { name: token.name });
                }
                RevocationCommand::GoOn(what) => self.go_on(what),
                RevocationCommand::Heed(why) => self.heed(&why),
                RevocationCommand::NoteDenial(project, why) => {
                    self.note_denial(Change::RevokeToken, project, &why);
                }
            }
        }
    }

    /// Reads a token once more, and what else the agent has, and asks the person.
    pub(super) async fn weigh(self: &Rc<Self>, target: Target, id: TokenId) {
        let Target { project, agent, .. } = target;
        let token = self.gitlab().token(project, agent, id, Urgency::User).await;
        let tokens = self.gitlab().tokens(project, agent, Urgency::User).await;
        self.change_revocation(|dialog| dialog.read(id, token, tokens, now()));
    }

    /// Asks GitLab to revoke a token, and says how that ended.
    pub(super) async fn revoke_token(self: &Rc<Self>, target: Target, id: TokenId) {
        let removal = self.gitlab().revoke_token(target.project, target.agent, id).await;
        self.change_revocation(|dialog| dialog.removed(removal));
    }

    /// Takes note that a token is revoked, and opens the form for another one, unless the dialog of
    /// its creation names more tokens without a value.
    fn go_on(self: &Rc<Self>, Revoked { target, token, after }: Revoked) {
        self.change_creation(|dialog| dialog.note_gone(token.id));
        let After::Another(order) = after else { return };
        let are_left = self.orders.creation.with_untracked(|dialog| {
            dialog.orphans().is_some_and(|(left, ..)| Some(left) == order)
        });
        if !are_left {
            self.name_token(target);
        }
    }
}
