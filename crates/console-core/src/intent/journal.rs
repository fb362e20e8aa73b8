//! Pending creations, kept over a reload so that they are looked for afterwards and never sent
//! again.
//!
//! The journal's text, see [`text`], is stored beside the credential.

mod text;

use self::text::{number, push_entry, push_number, push_string, read_entry};
use super::{AgentOrder, Creatable, Creation, Existence, Search, Sent, TokenOrder};
use crate::json::{document, elements, string};
use crate::model::{Agent, AgentId, ProjectId, Token, TokenId, TokenLimit, UserId};
use crate::timestamp::Timestamp;
use std::rc::Rc;

/// Entries of other versions are dropped.
const VERSION: u64 = 1;

/// The creations of one person at one GitLab instance that are not settled, or whose outcome the
/// person has not seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journal {
    gitlab: String,
    /// The owner. `None` means the owner of the credential stored beside it, if GitLab does not say
    /// who that is.
    user: Option<UserId>,
    entries: Vec<Entry>,
}

/// A creation whose request was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
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

/// Something whose creation is recorded in the journal.
pub trait Recorded: Creatable {
    /// Whether the entry stays until [`Journal::forget`], even if it is known to exist, because a
    /// reload would lose its value or the person would not learn of it. Otherwise the entry ends
    /// then.
    const MUST_BE_SEEN: bool;

    /// The entry for a request.
    fn entry(sent: &Sent<Self>, existence: Existence) -> Entry;

    /// Whether `entry` belongs to `order`.
    fn is_of(order: &Self::Order, entry: &Entry) -> bool;
}

impl Recorded for Token {
    const MUST_BE_SEEN: bool = true;

    fn entry(sent: &Sent<Self>, existence: Existence) -> Entry {
        let TokenOrder { project, agent, agent_name, name, marker, .. } = &*sent.order;
        let subject = Subject::Token {
            agent: *agent,
            agent_name: agent_name.clone(),
            name: name.clone(),
            marker: marker.clone(),
            known: sent.before.clone(),
        };
        Entry { project: *project, subject, started_at: sent.started_at, existence }
    }

    fn is_of(order: &TokenOrder, entry: &Entry) -> bool {
        matches!(&entry.subject, Subject::Token { agent, marker, name, .. }
            if *agent == order.agent && *marker == order.marker && *name == order.name)
    }
}

impl Recorded for Agent {
    const MUST_BE_SEEN: bool = false;

    fn entry(sent: &Sent<Self>, existence: Existence) -> Entry {
        let AgentOrder { project, name, .. } = &*sent.order;
        let subject = Subject::Agent { name: name.clone() };
        Entry { project: *project, subject, started_at: sent.started_at, existence }
    }

    fn is_of(order: &AgentOrder, entry: &Entry) -> bool {
        entry.project == order.project
            && matches!(&entry.subject, Subject::Agent { name } if *name == order.name)
    }
}

/// A creation to continue after a reload, by looking.
#[derive(Clone, Debug)]
pub enum Unsettled {
    /// A token's.
    Token(Search<Token>),
    /// An agent's.
    Agent(Search<Agent>),
}

impl Journal {
    /// An empty journal of `user` at `gitlab`, the address of the GitLab instance including its
    /// path.
    #[must_use]
    pub fn new(gitlab: &str, user: impl Into<Option<UserId>>) -> Self {
        Self { gitlab: gitlab.to_owned(), user: user.into(), entries: Vec::new() }
    }

    /// Parses the text of [`Journal::text`]. Drops entries that are unreadable, and everything of
    /// another GitLab instance, user or version.
    #[must_use]
    pub fn read(text: &str, gitlab: &str, user: impl Into<Option<UserId>>) -> Self {
        let mut journal = Self::new(gitlab, user);
        let parts = document(text.as_bytes()).and_then(elements).unwrap_or_default();
        if let [version, at, of, entries @ ..] = parts.as_slice()
            && number(version) == Some(VERSION)
            && string(at).as_deref() == Some(gitlab)
            && number(of) == Some(owner(journal.user))
        {
            journal.entries = entries.iter().filter_map(|entry| read_entry(entry)).collect();
        }
        journal
    }

    /// The text to store; `None` if the journal is empty.
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

    /// Records a creation's state and returns whether the text has changed. In
    /// [`Creation::Posting`] the text must be stored before the request is sent.
    pub fn follow<T: Recorded>(&mut self, state: &Creation<T>) -> bool {
        let place = self.place::<T>(state.order());
        let (sent, existence) = match state {
            Creation::Posting(sent) | Creation::NotCreated { sent, .. } => (sent, Existence::Open),
            Creation::Looking(Search { sent, existence, .. })
            | Creation::Unresolved { sent, existence, .. } => (sent, *existence),
            Creation::Identifying { .. } => return self.prove(place),
            Creation::Created { .. } | Creation::Found { existence: Existence::Proven, .. } => {
                return if T::MUST_BE_SEEN { self.prove(place) } else { self.remove(place) };
            }
            Creation::Refused { .. } => return self.remove(place),
            Creation::Checking { .. }
            | Creation::Doubted { .. }
            | Creation::Found { existence: Existence::Open, .. } => return false,
        };
        match (place, existence) {
            (None, _) => {
                self.entries.push(T::entry(sent, existence));
                true
            }
            (Some(_), Existence::Open) => false,
            (Some(_), Existence::Proven) => self.prove(place),
        }
    }

    /// Drops the entry of an order whose request has ended and whose outcome the person has seen.
    /// Returns whether the text has changed.
    pub fn forget<T: Recorded>(&mut self, order: &T::Order) -> bool {
        self.remove(self.place::<T>(order))
    }

    /// The creations to continue after a reload. They only look; none of their states sends a
    /// creating request.
    #[must_use]
    pub fn unsettled(&self) -> Vec<Unsettled> {
        self.entries.iter().map(|entry| entry.unsettled(self.user)).collect()
    }

    fn place<T: Recorded>(&self, order: &T::Order) -> Option<usize> {
        self.entries.iter().position(|entry| T::is_of(order, entry))
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

/// The number that stands for a user. No user has the id 0.
fn owner(user: Option<UserId>) -> u64 {
    user.map_or(0, |user| user.0)
}

impl Entry {
    fn unsettled(&self, me: Option<UserId>) -> Unsettled {
        let Self { project, started_at, existence, .. } = *self;
        match &self.subject {
            Subject::Token { agent, agent_name, name, marker, known } => {
                let order = TokenOrder {
                    project,
                    agent: *agent,
                    agent_name: agent_name.clone(),
                    name: name.clone(),
                    description: String::new(),
                    marker: marker.clone(),
                    me,
                    limit: TokenLimit::Two,
                };
                let sent = Sent { order: Rc::new(order), before: known.clone(), started_at };
                Unsettled::Token(Search::cut_off(sent, existence))
            }
            Subject::Agent { name } => {
                let order = AgentOrder { project, name: name.clone(), me };
                let sent = Sent { order: Rc::new(order), before: (), started_at };
                Unsettled::Agent(Search::cut_off(sent, existence))
            }
        }
    }
}

#[cfg(test)]
mod tests;
