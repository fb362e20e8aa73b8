//! Revoking a token, after looking once more at when it was used.

use super::{Change, Errand, GitLab, News, State, Target};
use crate::browser::clock::now;
use console_core::dialog::OrderId;
use console_core::failure::{Failure, FailureKind};
use console_core::model::{AgentId, LastUsed, Listed, Row, Token, TokenId};
use console_core::status::RevokeRisk;
use gitlab_agents::{Removal, Urgency};
use leptos::prelude::*;

/// Where revoking a token stands.
#[derive(Debug)]
pub(crate) enum Revocation {
    /// Nobody revokes one.
    Closed,
    /// Reading when the token was last used.
    Reading {
        /// The token, as the panel showed it.
        token: Token,
        /// What comes then.
        after: After,
    },
    /// The person confirms.
    Confirming {
        /// Its agent.
        target: Target,
        /// The token, as just read.
        token: Token,
        /// How much may break.
        risk: RevokeRisk,
        /// What comes then.
        after: After,
        /// Why the last attempt did not revoke it.
        failure: Option<Failure>,
    },
    /// The request is under way.
    Revoking {
        /// The token.
        token: Token,
    },
    /// The token was gone before.
    Gone {
        /// Its agent.
        target: Target,
        /// The token.
        token: Token,
        /// What comes then.
        after: After,
    },
}

/// What comes when a token is revoked.
#[derive(Clone, Debug)]
pub(crate) enum After {
    /// Nothing.
    Nothing,
    /// Another token in place of one without its value, and the order of that, where this tab ordered it.
    Another(Option<OrderId>),
}

impl State {
    /// Opens the dialog that revokes a token in the list of `agent`.
    pub(crate) fn begin_revocation(&'static self, agent: AgentId, id: TokenId) {
        self.revoke_listed(agent, id, After::Nothing);
    }

    /// Opens the dialog that revokes a token in the list of `agent` whose value seems to be lost, and goes on to
    /// another one.
    pub(crate) fn replace_lost(&'static self, agent: AgentId, id: TokenId) {
        self.revoke_listed(agent, id, After::Another(None));
    }

    fn revoke_listed(&'static self, agent: AgentId, id: TokenId, after: After) {
        let listed = self.with_tokens_of(agent, |read| {
            read.rows.iter().flatten().find_map(|row| match row {
                Row::Read(token) if token.id == id => Some(token.clone()),
                _ => None,
            })
        });
        if let (Some(target), Some(Some(token))) = (self.target(agent), listed) {
            self.read_before_revoking(target, token, after);
        }
    }

    /// Opens the dialog that revokes `token`, and reads when it was last used.
    fn read_before_revoking(&'static self, target: Target, token: Token, after: After) {
        let Some(gitlab) = self.gitlab() else { return };
        self.form.begin(String::new());
        self.revocation.set(Revocation::Reading { token: token.clone(), after: after.clone() });
        self.spawn_later(Errand::Weigh { gitlab, target, token, after });
    }

    /// Reads `token` once more, and what else the agent has, and asks the person.
    pub(super) async fn weigh(
        &'static self,
        gitlab: GitLab,
        target: Target,
        token: Token,
        after: After,
    ) {
        let read = gitlab.token(target.project, target.agent, token.id, Urgency::User).await;
        let tokens = gitlab.tokens(target.project, target.agent, Urgency::User).await;
        let listed = tokens.as_ref().map(|rows| Listed::of(rows, |row| row.id.0, token.id.0));
        let is_gone = listed == Ok(Listed::No);
        let active = tokens.map(|tokens| tokens.len()).ok();
        let still_open = self.revocation.with_untracked(|revocation| {
            matches!(revocation, Revocation::Reading { token: read, .. } if read.id == token.id)
        });
        if !still_open {
            return;
        }
        self.revocation.set(match read {
            Ok(read) => confirming(target, read, active, after, None),
            Err(why) if why.kind == FailureKind::NotFound && is_gone => {
                Revocation::Gone { target, token, after }
            }
            Err(why) => {
                self.heed(&why);
                let unknown = Token { last_used: LastUsed::Unknown, ..token };
                // The person may have lost access, and the token is what it was.
                let failure = Some(why).filter(|why| why.kind == FailureKind::NotFound);
                confirming(target, unknown, active, after, failure)
            }
        });
    }

    /// Opens the dialog that revokes the token whose value was lost, and goes on to another one.
    pub(crate) fn replace_orphan(&'static self) {
        let orphan = self.creation.with_untracked(|dialog| {
            let (id, target, orphans) = dialog.orphans()?;
            Some((id, target.clone(), orphans.first.clone()))
        });
        if let Some((id, target, token)) = orphan {
            self.read_before_revoking(target, token, After::Another(Some(id)));
        }
    }

    /// Calls off the revocation of the token of `order`: its value has come after all.
    pub(super) fn spare(&'static self, order: OrderId) {
        let is_its = self.revocation.with_untracked(|revocation| match revocation {
            Revocation::Reading { after: After::Another(Some(lost)), .. }
            | Revocation::Confirming { after: After::Another(Some(lost)), .. } => *lost == order,
            _ => false,
        });
        if is_its {
            self.revocation.set(Revocation::Closed);
        }
    }

    /// Revokes the token that the dialog shows. A second call while one is under way does nothing.
    pub(crate) fn revoke(&'static self) {
        let taken = self.revocation.try_update(|revocation| {
            let Revocation::Confirming { target, token, risk, after, .. } = revocation else {
                return None;
            };
            let (target, token) = (target.clone(), token.clone());
            let (risk, after) = (*risk, after.clone());
            *revocation = Revocation::Revoking { token: token.clone() };
            Some((target, token, risk, after))
        });
        let Some((target, token, risk, after)) = taken.flatten() else { return };
        self.spawn_later(Errand::Revoke { target, token, risk, after });
    }

    /// Asks GitLab to revoke the token, and says how that ended.
    pub(super) async fn revoke_token(
        &'static self,
        target: Target,
        token: Token,
        risk: RevokeRisk,
        after: After,
    ) {
        let Some(gitlab) = self.gitlab() else { return };
        let removal = gitlab.revoke_token(target.project, target.agent, token.id).await;
        self.look_at_tokens(target.project, target.agent);
        let news = match removal {
            Removal::Done => {
                self.tell_of_token("token-revoked", &token);
                News::Revoked { name: token.name }
            }
            Removal::AlreadyGone => News::RevokedBefore { name: token.name },
            Removal::Refused(why) | Removal::Unknown(why) => {
                self.note_denial(Change::RevokeToken, target.project, &why);
                let failure = Some(why.clone());
                let next = Revocation::Confirming { target, token, risk, after, failure };
                self.revocation.set(next);
                self.heed(&why);
                return;
            }
        };
        self.revocation.set(Revocation::Closed);
        self.news.set(Some(news));
        self.go_on(target, token.id, after);
    }

    /// Closes the dialog of a token that was gone before, and goes on to another one.
    pub(crate) fn replace_gone(&'static self) {
        let gone = self.revocation.with_untracked(|revocation| match revocation {
            Revocation::Gone { target, token, after } => {
                Some((target.clone(), token.id, after.clone()))
            }
            _ => None,
        });
        self.close_revocation();
        if let Some((target, token, after)) = gone {
            self.go_on(target, token, after);
        }
    }

    /// Takes note that `token` is revoked, and opens the form for another one, unless the dialog of its creation names
    /// more tokens without a value.
    fn go_on(&'static self, target: Target, token: TokenId, after: After) {
        self.change_creation(|dialog| dialog.note_gone(token));
        let After::Another(order) = after else { return };
        let are_left = self.creation.with_untracked(|dialog| {
            dialog.orphans().is_some_and(|(left, ..)| Some(left) == order)
        });
        if !are_left {
            self.name_token(target);
        }
    }

    /// Closes the dialog.
    pub(crate) fn close_revocation(&'static self) {
        let gone = self.revocation.with_untracked(|revocation| match revocation {
            Revocation::Gone { target, .. } => Some((target.project, target.agent)),
            _ => None,
        });
        if let Some((project, agent)) = gone {
            self.look_at_tokens(project, agent);
        }
        self.revocation.set(Revocation::Closed);
    }
}

fn confirming(
    target: Target,
    token: Token,
    active: Option<usize>,
    after: After,
    failure: Option<Failure>,
) -> Revocation {
    // A list that could not be read says nothing of other tokens: the stricter question is asked.
    let is_last = active.is_none_or(|active| active <= 1);
    let risk = RevokeRisk::of(token.last_used, is_last, now());
    Revocation::Confirming { target, token, risk, after, failure }
}
