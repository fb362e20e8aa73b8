//! When agents last had contact: over GraphQL a hundred at once, and over REST what that leaves out.

use super::{Errand, Place, Session};
use crate::browser::clock::now;
use crate::browser::tasks::TaskGuard;
use console_core::address::{GroupRef, Member, Places};
use console_core::model::TokenFacts;
use console_core::model::{AgentId, ProjectId};
use console_core::status::LastRead;
use console_core::sweep::{News, Progress, READS_PER_MINUTE, Wanted};
use gitlab_agents::{StatusEvent, StatusReads, read_status};
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;

/// Reading the last contact of every agent in the table.
#[derive(Debug)]
pub(crate) struct Contacts {
    /// What is to be read.
    reads: ArcRwSignal<StatusReads>,
    task: RefCell<Option<TaskGuard>>,
    /// How far that has come.
    pub(crate) progress: ArcRwSignal<Progress>,
    /// The most reads a minute for agents that are not in sight.
    pub(crate) per_minute: ArcRwSignal<u32>,
}

impl Contacts {
    pub(super) fn new() -> Self {
        Self {
            progress: ArcRwSignal::new(Progress::default()),
            reads: ArcRwSignal::new(StatusReads::default()),
            task: RefCell::new(None),
            per_minute: ArcRwSignal::new(READS_PER_MINUTE),
        }
    }

    /// Calls off what is being read, and asks for nothing any more.
    pub(super) fn clear(&self) {
        self.task.replace(None);
        self.progress.set(Progress::default());
        self.reads.set(StatusReads::default());
    }

    /// Begins anew with `places`. What is known of their agents stays until something newer is.
    pub(super) fn begin(&self, places: &Places) {
        self.clear();
        self.reads.with_untracked(|reads| {
            reads.set_per_minute(self.per_minute.get_untracked());
            if let Places::Members(members) = places {
                for member in members {
                    if let Member::Group(GroupRef::Path(path)) = member {
                        reads.add_group(path);
                    }
                }
            }
        });
    }

    /// Makes room for so many agents more.
    pub(super) fn reserve(&self, agents: usize) {
        self.reads.with_untracked(|reads| reads.reserve(agents));
    }

    /// Asks for the agents of a project.
    pub(super) fn add(&self, project: ProjectId, path: &str, agents: &[AgentId]) {
        self.reads.with_untracked(|reads| reads.add(project, path, agents));
    }

    /// Reads those again that could not be read.
    pub(crate) fn retry(&self) {
        self.reads.with_untracked(StatusReads::retry_failed);
    }

    /// Reads at most so many a minute from now on.
    pub(crate) fn set_per_minute(&self, reads: u32) {
        self.per_minute.set(reads);
        self.reads.with_untracked(|held| held.set_per_minute(reads));
    }
}

impl Session {
    /// Says which rows are in sight, besides the open agent. They are read first. Tracks which agent is open.
    pub(crate) fn show_contacts(&self, in_sight: impl Iterator<Item = AgentId> + Clone) {
        let open = self.console.open().filter(|open| in_sight.clone().all(|agent| agent != *open));
        let wanted = self.agents.table.with_untracked(|table| {
            let rows = in_sight.chain(open).filter_map(|agent| table.row(table.find(agent)?));
            rows.map(|row| Wanted { agent: row.id, name: row.name.to_owned() }).collect()
        });
        self.agents.contacts.reads.with_untracked(|reads| reads.want(wanted));
    }

    /// Whether somebody looks at agents, there is a network, and GitLab accepts the credential. Tracks.
    pub(super) fn is_looked_at(&self) -> bool {
        // Each is asked, so that each is tracked.
        let is_seen = !self.console.reach.hidden.get();
        let is_online = self.console.reach.online.get();
        let is_accepted = self.waiting.with(Option::is_none);
        let is_at_agents = matches!(self.place(), Place::Agents(_));
        is_seen && is_online && is_accepted && is_at_agents
    }

    /// Reads while [`Session::is_looked_at`]. Call it under the session's owner.
    pub(super) fn follow_sight(self: &Rc<Self>) {
        let session = Rc::clone(self);
        Effect::new(move |_| {
            let is_paused = !session.is_looked_at();
            session.agents.contacts.reads.with(|reads| reads.set_paused(is_paused));
        });
    }

    /// Reads what is asked for.
    pub(super) fn begin_contacts(self: &Rc<Self>) {
        let contacts = &self.agents.contacts;
        let reads = contacts.reads.get_untracked();
        let read = Errand::ReadContacts(reads);
        let guard = self.tasks.spawn_scoped(self.late(read));
        contacts.task.replace(Some(guard));
    }

    /// Reads last contacts for as long as any is wanted.
    pub(super) async fn read_contacts(&self, reads: StatusReads) {
        let mut known = |agent| self.last_read(agent);
        let why =
            read_status(self.gitlab(), &reads, &mut known, &mut |event| self.learn(event)).await;
        self.heed(&why);
    }

    /// What was last read of an agent.
    fn last_read(&self, agent: AgentId) -> Option<LastRead> {
        self.agents.table.with_untracked(|table| {
            table.find(agent).and_then(|index| table.row(index)?.last_read())
        })
    }

    fn learn(&self, event: StatusEvent) {
        match event {
            StatusEvent::Progress(progress) => self.agents.contacts.progress.set(progress),
            StatusEvent::News(news) => {
                self.agents.table.update_untracked(|table| {
                    for told in news {
                        match told {
                            News::Read { agent, facts, at } => table.learn_tokens(agent, facts, at),
                            News::Failed { agent, .. } => {
                                table.learn_tokens(agent, TokenFacts::FAILED, now());
                            }
                        }
                    }
                });
                self.agents.flush_soon();
            }
        }
    }
}
