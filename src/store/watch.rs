//! Waiting for an agent to use its new token.

use super::{Errand, Session};
use crate::browser::clock::{moment, sleep};
use console_core::failure::FailureKind;
use console_core::model::{AgentId, LastUsed, Listed, ProjectId, TokenId};
use console_core::monotonic::Moment;
use console_core::timestamp::Timestamp;
use gitlab_agents::Urgency;
use leptos::prelude::*;
use std::rc::Rc;

/// How often GitLab is asked whether the token was used.
const POLL_MS: u32 = 3_000;

/// How long it is asked. Whoever installs an agent later finds its contact in the table.
const PATIENCE_MS: u64 = 30 * 60 * 1000;

/// Why a new token is no longer waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GivenUp {
    /// It is revoked.
    Revoked,
    /// Its agent is deleted.
    AgentDeleted,
    /// GitLab no longer shows it, and does not say whether it is gone.
    Unseen,
    /// The time is over.
    TimeOver,
}

/// Whether a new token has been used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum FirstContact {
    /// No new token is waited for.
    #[default]
    None,
    /// Not yet.
    Waiting {
        /// The agent.
        agent: AgentId,
        /// Its new token.
        token: TokenId,
    },
    /// It has.
    Made {
        /// The agent.
        agent: AgentId,
        /// Its new token.
        token: TokenId,
        /// When.
        at: Timestamp,
    },
    /// Nobody looks any more.
    GivenUp {
        /// The agent.
        agent: AgentId,
        /// Its new token.
        token: TokenId,
        /// Why.
        why: GivenUp,
    },
}

impl Session {
    /// Whether the new token of `agent` is waited for. Tracks.
    pub(crate) fn first_contact_of(&self, agent: AgentId) -> FirstContact {
        self.first_contact.with(|contact| match contact {
            FirstContact::Waiting { agent: awaited, .. }
            | FirstContact::Made { agent: awaited, .. }
            | FirstContact::GivenUp { agent: awaited, .. }
                if *awaited == agent =>
            {
                contact.clone()
            }
            _ => FirstContact::None,
        })
    }

    /// Watches for the first use of `token`. A newer watch replaces an older one.
    pub(super) fn watch_first_contact(
        self: &Rc<Self>,
        project: ProjectId,
        agent: AgentId,
        token: TokenId,
    ) {
        let waiting = FirstContact::Waiting { agent, token };
        self.first_contact.set(waiting.clone());
        let until = moment().plus(PATIENCE_MS);
        self.spawn_later(Errand::Watch { project, waiting, until });
    }

    /// Reads the token again and again until it is used, or the time is over.
    pub(super) async fn watch(
        self: &Rc<Self>,
        project: ProjectId,
        waiting: FirstContact,
        until: Moment,
    ) {
        let FirstContact::Waiting { agent, token } = waiting else { return };
        let mut why = GivenUp::TimeOver;
        while moment() < until {
            sleep(POLL_MS).await;
            // Whoever installs an agent is at work, if not on this page.
            self.console.note_activity();
            if self.first_contact.get_untracked() != waiting {
                return;
            }
            if self.waiting.with_untracked(Option::is_some) {
                continue;
            }
            let read = match self.gitlab().token(project, agent, token, Urgency::Background).await {
                Ok(read) => read,
                Err(failure) if failure.kind == FailureKind::NotFound => {
                    match self.why_unseen(project, agent, token).await {
                        Some(unseen) => why = unseen,
                        None => continue,
                    }
                    break;
                }
                Err(failure) => {
                    self.heed(&failure);
                    continue;
                }
            };
            if let LastUsed::At(at) = read.last_used {
                self.first_contact.set(FirstContact::Made { agent, token, at });
                self.read_tokens(project, agent, Urgency::Background).await;
                return;
            }
        }
        if self.first_contact.get_untracked() == waiting {
            self.first_contact.set(FirstContact::GivenUp { agent, token, why });
            self.read_tokens(project, agent, Urgency::Background).await;
        }
    }

    /// Why GitLab answers 404 for a token; `None` where it is there all the same, or nobody can say now.
    async fn why_unseen(
        &self,
        project: ProjectId,
        agent: AgentId,
        token: TokenId,
    ) -> Option<GivenUp> {
        match self.gitlab().lists_token(project, agent, token).await {
            Ok(Listed::No) => return Some(GivenUp::Revoked),
            Err(why) if why.kind == FailureKind::NotFound => {}
            _ => return None,
        }
        match self.gitlab().lists_agent(project, agent).await {
            Ok(Listed::No) => Some(GivenUp::AgentDeleted),
            Err(why) if why.kind == FailureKind::NotFound => Some(GivenUp::Unseen),
            _ => None,
        }
    }
}
