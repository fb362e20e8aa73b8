//! Revoking a token, after looking once more at when it was used.

use super::{News, State, Target};
use crate::browser::clock::now;
use agent_ops::failure::{Failure, FailureKind};
use agent_ops::model::{LastUsed, Token};
use agent_ops::status::RevokeRisk;
use gitlab_agents::{Removal, Urgency};

/// Where revoking a token stands.
#[derive(Clone, Debug)]
pub(crate) enum Revocation {
    /// Nobody revokes one.
    Closed,
    /// Reading when the token was last used.
    Reading {
        /// The token, as the panel showed it.
        token: Token,
    },
    /// The person confirms.
    Confirming {
        /// Its agent.
        target: Target,
        /// The token, as just read.
        token: Token,
        /// How much may break.
        risk: RevokeRisk,
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
        /// The token.
        token: Token,
    },
}

impl State {
    /// Opens the dialog that revokes `token`, and reads when it was last used.
    pub(crate) fn begin_revocation(&'static self, target: Target, token: Token) {
        let Some(gitlab) = self.gitlab() else { return };
        self.form.begin(String::new());
        self.revocation.set(Revocation::Reading { token: token.clone() });
        self.spawn(async move {
            let read = gitlab.token(target.project, target.agent, token.id, Urgency::User).await;
            let tokens = gitlab.tokens(target.project, target.agent, Urgency::User).await;
            let active = tokens.map(|tokens| tokens.len()).ok();
            let still_open = self.revocation.with_untracked(|revocation| {
                matches!(revocation, Revocation::Reading { token: read } if read.id == token.id)
            });
            if !still_open {
                return;
            }
            self.revocation.set(match read {
                Ok(read) => confirming(target, read, active),
                Err(why) if why.kind == FailureKind::NotFound => Revocation::Gone { token },
                Err(why) => {
                    self.heed(&why);
                    let unknown = Token { last_used: LastUsed::Unknown, ..token };
                    confirming(target, unknown, active)
                }
            });
        });
    }

    /// Revokes the token that the dialog shows. A second call while one is under way does nothing.
    pub(crate) fn revoke(&'static self) {
        let Some(gitlab) = self.gitlab() else { return };
        let taken = self.revocation.update(|revocation| {
            let Revocation::Confirming { target, token, risk, .. } = revocation else {
                return None;
            };
            let (target, token, risk) = (target.clone(), token.clone(), *risk);
            *revocation = Revocation::Revoking { token: token.clone() };
            Some((target, token, risk))
        });
        let Some((target, token, risk)) = taken else { return };
        self.spawn(async move {
            let removal = gitlab.revoke_token(target.project, target.agent, token.id).await;
            let news = match removal {
                Removal::Done => {
                    self.tell_of_token("token-revoked", &token);
                    News::Revoked { name: token.name.clone() }
                }
                Removal::AlreadyGone => News::RevokedBefore { name: token.name.clone() },
                Removal::Refused(why) | Removal::Unknown(why) => {
                    self.heed(&why);
                    self.revocation.set(Revocation::Confirming {
                        target: target.clone(),
                        token,
                        risk,
                        failure: Some(why),
                    });
                    self.read_tokens(target.project, target.agent, Urgency::User).await;
                    return;
                }
            };
            self.revocation.set(Revocation::Closed);
            self.news.set(Some(news));
            self.read_tokens(target.project, target.agent, Urgency::User).await;
        });
    }

    /// Closes the dialog.
    pub(crate) fn close_revocation(&'static self) {
        let gone = self.revocation.with_untracked(|revocation| match revocation {
            Revocation::Gone { token } => Some(token.agent),
            _ => None,
        });
        self.revocation.set(Revocation::Closed);
        let project = gone.and_then(|agent| {
            let row = |table: &agent_ops::table::AgentTable| {
                table.find(agent).and_then(|index| table.row(index)).map(|row| row.project)
            };
            self.agents.table.with_untracked(row).map(|project| (project, agent))
        });
        if let Some((project, agent)) = project {
            self.look_at_tokens(project, agent);
        }
    }
}

fn confirming(target: Target, token: Token, active: Option<usize>) -> Revocation {
    // A list that could not be read says nothing of other tokens: the stricter question is asked.
    let is_last = active.is_none_or(|active| active <= 1);
    let risk = RevokeRisk::of(token.last_used, is_last, now());
    Revocation::Confirming { target, token, risk, failure: None }
}
