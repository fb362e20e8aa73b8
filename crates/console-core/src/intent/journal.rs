//! What must survive a reload, so that a creation under way is looked for afterwards and never sent again.
//!
//! Its text, in [`text`], is kept beside the stored credential.

mod text;

use self::text::{number, push_entry, push_number, push_string, read_entry};
use super::{AgentOrder, CreateToken, Existence, Look, RegisterAgent, TokenOrder};
use crate::failure::{Failure, FailureKind};
use crate::json::{document, elements};
use crate::model::{AgentId, ProjectId, TokenId, TokenLimit, UserId};
use crate::timestamp::Timestamp;
use std::rc::Rc;

/// Entries of another version are dropped.
const VERSION: u64 = 1;

/// The creations of one person at one GitLab that are not settled, or whose outcome the person has not seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journal {
    gitlab: String,
    /// Whose it is. `None`: of whoever holds the credential that is kept beside it, because GitLab does not
    /// tell who that is.
    user: Option<UserId>,
    entries: Vec<Entry>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    project: ProjectId,
    subject: Subject,
    started_at: Timestamp,
    existence: Existence,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Subject {
    Token { agent: AgentId, agent_name: String, name: String, marker: String, known: Vec<TokenId> },
    Agent { name: String },
}

/// A creation to go on with after a reload.
#[derive(Debug)]
pub enum Unsettled {
    /// Of a token. The state is one for `resume_token` of the client.
    Token {
        /// The name of the agent it is for.
        agent_name: String,
        /// Where it stands.
        state: CreateToken,
    },
    /// Of an agent. The state is one for `resume_agent` of the client.
    Agent {
        /// Where it stands.
        state: RegisterAgent,
    },
}

impl Journal {
    /// An empty journal of `user` at `gitlab`, which is the address of the GitLab with its path.
    #[must_use]
    pub fn new(gitlab: &str, user: impl Into<Option<UserId>>) -> Self {
        Self { gitlab: gitlab.to_owned(), user: user.into(), entries: Vec::new() }
    }

    /// Reads what [`Journal::text`] wrote. What cannot be read is left out, and so is everything of another
    /// GitLab, another user or another version.
    #[must_use]
    pub fn read(text: &str, gitlab: &str, user: impl Into<Option<UserId>>) -> Self {
        let mut journal = Self::new(gitlab, user);
        let parts = document(text.as_bytes()).and_then(elements).unwrap_or_default();
        if let [version, at, of, entries @ ..] = parts.as_slice()
            && number(*version) == Some(VERSION)
            && at.string().as_deref() == Some(gitlab)
            && number(*of) == Some(owner(journal.user))
        {
            journal.entries = entries.iter().filter_map(|entry| read_entry(*entry)).collect();
        }
        journal
    }

    /// The text to store; `None` where there is nothing to keep.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        if self.entries.is_empty() {
            return None;
        }
        let mut text = String::from("[");
        push_number(&mut text, VERSION);
        push_string(&mut text, &self.gitlab);
        push_number(&mut text, owner(self.user));
        for entry in &self.entries {
            push_entry(&mut text, entry);
        }
        text.push(']');
        Some(text)
    }

    /// Takes over a state of a token's creation, and says whether the text has changed. In the state
    /// [`CreateToken::Posting`] the text has to be stored before the request goes out.
    ///
    /// The entry of a token that was revealed or found stays until [`Journal::forget_token`]: a reload would lose
    /// its value, or the person would not hear of it.
    pub fn follow_token(&mut self, agent_name: &str, state: &CreateToken) -> bool {
        let order = state.order();
        let place = self.place_of_token(order);
        let (known, started_at, existence) = match state {
            CreateToken::Posting { known, started_at, .. }
            | CreateToken::NotCreated { known, started_at, .. } => {
                (known, *started_at, Existence::Open)
            }
            CreateToken::Looking { known, started_at, existence, .. }
            | CreateToken::Unresolved { known, started_at, existence, .. } => {
                (known, *started_at, *existence)
            }
            CreateToken::Identifying { .. }
            | CreateToken::Revealed { .. }
            | CreateToken::Orphaned { existence: Existence::Proven, .. } => {
                return self.prove(place);
            }
            CreateToken::Refused { .. } => return self.remove(place),
            CreateToken::Checking { .. }
            | CreateToken::Doubted { .. }
            | CreateToken::Orphaned { existence: Existence::Open, .. } => return false,
        };
        if place.is_some() && existence == Existence::Open {
            return false;
        }
        if place.is_some() {
            return self.prove(place);
        }
        self.entries.push(Entry {
            project: order.project,
            subject: Subject::Token {
                agent: order.agent,
                agent_name: agent_name.to_owned(),
                name: order.name.clone(),
                marker: order.marker.clone(),
                known: known.clone(),
            },
            started_at,
            existence,
        });
        true
    }

    /// As [`Journal::follow_token`], for an agent. Its entry ends with the registration or its refusal.
    pub fn follow_agent(&mut self, order: &AgentOrder, state: &RegisterAgent) -> bool {
        let place = self.place_of_agent(order);
        let (started_at, existence) = match state {
            RegisterAgent::Posting { started_at, .. } => (*started_at, Existence::Open),
            RegisterAgent::Looking { started_at, existence, .. }
            | RegisterAgent::Unresolved { started_at, existence, .. } => (*started_at, *existence),
            RegisterAgent::Checking { .. }
            | RegisterAgent::Doubted { .. }
            | RegisterAgent::NotRegistered { .. } => return false,
            RegisterAgent::Registered { .. } | RegisterAgent::Refused { .. } => {
                return self.remove(place);
            }
        };
        if place.is_some() {
            return existence == Existence::Proven && self.prove(place);
        }
        let subject = Subject::Agent { name: order.name.clone() };
        self.entries.push(Entry { project: order.project, subject, started_at, existence });
        true
    }

    /// Drops the entry of a token whose outcome the person has seen, and whose request is over. Says whether the
    /// text has changed.
    pub fn forget_token(&mut self, order: &TokenOrder) -> bool {
        self.remove(self.place_of_token(order))
    }

    /// As [`Journal::forget_token`], for an agent.
    pub fn forget_agent(&mut self, order: &AgentOrder) -> bool {
        self.remove(self.place_of_agent(order))
    }

    /// The creations to go on with, after the page was loaded again. They are looked for; no state of them sends
    /// anything that creates.
    #[must_use]
    pub fn unsettled(&self) -> Vec<Unsettled> {
        self.entries.iter().map(|entry| entry.unsettled(self.user)).collect()
    }

    fn place_of_token(&self, order: &TokenOrder) -> Option<usize> {
        self.entries.iter().position(|entry| {
            matches!(&entry.subject, Subject::Token { agent, marker, name, .. }
                if *agent == order.agent && *marker == order.marker && *name == order.name)
        })
    }

    fn place_of_agent(&self, order: &AgentOrder) -> Option<usize> {
        self.entries.iter().position(|entry| {
            entry.project == order.project
                && matches!(&entry.subject, Subject::Agent { name } if *name == order.name)
        })
    }

    fn prove(&mut self, place: Option<usize>) -> bool {
        let entry = place.and_then(|place| self.entries.get_mut(place));
        let open = entry.filter(|entry| entry.existence == Existence::Open);
        open.is_some_and(|entry| {
            entry.existence = Existence::Proven;
            true
        })
    }

    fn remove(&mut self, place: Option<usize>) -> bool {
        place.is_some_and(|place| {
            self.entries.remove(place);
            true
        })
    }
}

/// The number that stands for a person. No user has the id 0.
fn owner(user: Option<UserId>) -> u64 {
    user.map_or(0, |user| user.0)
}

impl Entry {
    fn unsettled(&self, user: Option<UserId>) -> Unsettled {
        let cause = Failure::without_answer(FailureKind::Unreachable);
        let Self { project, started_at, existence, .. } = *self;
        match &self.subject {
            Subject::Token { agent, agent_name, name, marker, known } => Unsettled::Token {
                agent_name: agent_name.clone(),
                state: CreateToken::Looking {
                    order: Rc::new(TokenOrder {
                        project,
                        agent: *agent,
                        name: name.clone(),
                        description: String::new(),
                        marker: marker.clone(),
                        me: user,
                        limit: TokenLimit::Two,
                    }),
                    known: known.clone(),
                    started_at,
                    look: Look::First,
                    existence,
                    cause,
                },
            },
            Subject::Agent { name } => Unsettled::Agent {
                state: RegisterAgent::Looking {
                    order: AgentOrder { project, name: name.clone(), me: user },
                    started_at,
                    again: true,
                    existence,
                    cause,
                },
            },
        }
    }
}

#[cfg(test)]
mod tests;
