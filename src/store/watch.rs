//! Waiting for an agent to use its new token.

use super::State;
use crate::browser::clock::{moment, sleep};
use console_core::failure::FailureKind;
use console_core::model::{AgentId, LastUsed, ProjectId, TokenId};
use console_core::timestamp::Timestamp;
use gitlab_agents::Urgency;

/// How often GitLab is asked whether the token was used.
const POLL_MS: u32 = 3_000;

/// How long it is asked. Whoever installs an agent later finds its contact in the table.
const PATIENCE_MS: u64 = 30 * 60 * 1000;

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
    /// Nobody looks for it any more.
    NotSeen {
        /// The agent.
        agent: AgentId,
        /// Its new token.
        token: TokenId,
    },
}

impl State {
    /// Whether the new token of `agent` is waited for. Tracks.
    pub(crate) fn first_contact_of(&'static self, agent: AgentId) -> FirstContact {
        self.first_contact.with(|contact| match contact {
            FirstContact::Waiting { agent: awaited, .. }
            | FirstContact::Made { agent: awaited, .. }
            | FirstContact::NotSeen { agent: awaited, .. }
                if *awaited == agent =>
            {
                contact.clone()
            }
            _ => FirstContact::None,
        })
    }

    /// Watches for the first use of `token`. A newer watch replaces an older one.
    pub(super) fn watch_first_contact(
        &'static self,
        project: ProjectId,
        agent: AgentId,
        token: TokenId,
    ) {
        let Some(gitlab) = self.gitlab() else { return };
        let waiting = FirstContact::Waiting { agent, token };
        self.first_contact.set(waiting.clone());
        let until = moment().plus(PATIENCE_MS);
        self.spawn_later(async move {
            while moment() < until {
                sleep(POLL_MS).await;
                // Whoever installs an agent is at work, if not on this page.
                self.note_activity();
                if self.first_contact.get_untracked() != waiting || self.session().is_none() {
                    return;
                }
                if self.waiting.with_untracked(Option::is_some) {
                    continue;
                }
                let read = match gitlab.token(project, agent, token, Urgency::Background).await {
                    Ok(read) => read,
                    Err(why) if why.kind == FailureKind::NotFound => break,
                    Err(why) => {
                        self.heed(&why);
                        continue;
                    }
                };
                if let LastUsed::At(at) = read.last_used {
                    self.first_contact.set(FirstContact::Made { agent, token, at });
                    self.read_tokens(project, agent, Urgency::Background).await;
                    return;
                }
            }
            // Nobody looks any more: the time is over, or the token is gone.
            if self.first_contact.get_untracked() == waiting {
                self.first_contact.set(FirstContact::NotSeen { agent, token });
            }
        });
    }
}
