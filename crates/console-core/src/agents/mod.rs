//! The table of agents, and what is known of their tokens.

mod cells;
mod columns;
mod details;
mod row;
mod statuses;

pub use columns::Column;
pub use row::AgentRow;
pub use statuses::{StatusSet, show_all, toggle_status};

use crate::model::{Agent, AgentId, ProjectId, ProjectIdentity, TokenFacts, UserId, UserName};
use crate::people::People;
use crate::status::StatusCounts;
use crate::table::{self, Ids, List, Table, Texts};
use crate::timestamp::Timestamp;
use columns::{ACTIVE, CONTACT, CREATOR, NAME, PROJECT, STATUS};
use details::{AgentDetails, TokenRead};
use std::mem::take;

/// What a person types to see fewer agents.
pub type Filter = table::Filter<Column>;
/// The order of the agents.
pub type Sort = table::Sort<Column>;
/// Which columns of the agents are shown.
pub type ShownColumns = table::ShownColumns<Column>;

/// Agents, and what is known of their tokens.
///
/// Rows have indices, which hold until the next call that takes `&mut self` and removes something;
/// agents have ids, which hold for ever.
#[derive(Debug, Default)]
pub struct AgentTable {
    table: Table<AgentDetails>,
    projects: Projects,
    people: People,
}

/// The rows to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arranged {
    /// Their indices, in order.
    pub rows: Vec<u32>,
    /// How many rows of each status pass every term of the filter but those of statuses: as many as
    /// a click on that status shows.
    pub counts: StatusCounts,
}

/// The projects of the agents.
#[derive(Debug, Default)]
struct Projects {
    paths: List,
    /// How often a read of each project began. An agent carries the number of the read that gave it.
    reads: Vec<u32>,
}

impl Projects {
    fn intern(&mut self, id: ProjectId) -> u32 {
        let number = self.paths.intern(id.0);
        if number as usize == self.reads.len() {
            self.reads.push(0);
        }
        number
    }

    /// The number of a project as an agent tells of it, and whether its path is new.
    fn update(&mut self, project: &ProjectIdentity) -> (u32, bool) {
        let number = self.intern(project.id);
        (number, self.paths.set_text(number, Some(&project.path)))
    }

    /// The number of the latest read.
    fn latest_read(&self, number: u32) -> u32 {
        self.reads.get(number as usize).copied().unwrap_or_default()
    }
}

impl AgentTable {
    /// An empty table.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids().len()
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids().is_empty()
    }

    /// The ids of the agents, by row.
    #[must_use]
    pub fn ids(&self) -> &Ids {
        self.table.ids()
    }

    /// The names of the agents, by row.
    #[must_use]
    pub fn names(&self) -> Option<&Texts> {
        self.table.texts(NAME)
    }

    /// Adds an agent, or takes over what changed of it. What its tokens told stays.
    pub fn add(&mut self, agent: Agent) {
        let (project, is_new_path) = self.projects.update(&agent.project);
        let creator = self.people.link_to(agent.created_by);
        let details = AgentDetails {
            created: agent.created_at,
            receptive: agent.is_receptive,
            read: self.projects.latest_read(project),
            tokens: None,
        };
        self.table.put(agent.id.0, &[&agent.name], &[project, creator], details);
        if is_new_path {
            self.table.list_changed(PROJECT);
        }
    }

    /// Forgets every agent. The names of people stay: whoever creates agents elsewhere is the same
    /// person.
    pub fn clear(&mut self) {
        *self = Self { people: take(&mut self.people), ..Self::default() };
    }

    /// Makes room for so many agents more, where that is known before they come: what grows step by step
    /// takes up to three times the memory.
    pub fn reserve(&mut self, agents: usize) {
        self.table.reserve(agents);
    }

    /// A list of the agents of `project` is being read. Its rows stay until [`AgentTable::end_read`].
    pub fn begin_read(&mut self, project: ProjectId) {
        let number = self.projects.intern(project);
        if let Some(reads) = self.projects.reads.get_mut(number as usize) {
            *reads = reads.wrapping_add(1);
        }
    }

    /// The list was read to its end: rows of `project` that were not added since
    /// [`AgentTable::begin_read`] go.
    pub fn end_read(&mut self, project: ProjectId) {
        let Some(project) = self.projects.paths.find(project.0) else { return };
        let latest = self.projects.latest_read(project);
        self.table.remove_where(|table, row| {
            table.link(PROJECT, row) == Some(project)
                && table.details(row).is_some_and(|details| details.read != latest)
        });
    }

    /// Removes an agent.
    pub fn remove(&mut self, agent: AgentId) {
        self.table.remove_where(|table, row| table.ids().get(row) == Some(agent.0));
    }

    /// Removes the agents of a project.
    pub fn remove_project(&mut self, project: ProjectId) {
        let Some(project) = self.projects.paths.find(project.0) else { return };
        self.table.remove_where(|table, row| table.link(PROJECT, row) == Some(project));
    }

    /// Sets what the tokens of `agent` tell, as read at `read_at`. A later contact that was seen stays.
    pub fn set_tokens(&mut self, agent: AgentId, facts: TokenFacts, read_at: Timestamp) {
        let held = self.find(agent).and_then(|row| self.row(row)).and_then(|row| row.tokens);
        let facts = held.map_or(facts, |held| facts.after(held));
        self.put_tokens(agent, Some(TokenRead { facts, at: read_at }));
    }

    /// As [`AgentTable::set_tokens`], but a read that did not come to its end, or failed, takes
    /// nothing away that is known already.
    pub fn learn_tokens(&mut self, agent: AgentId, facts: TokenFacts, read_at: Timestamp) {
        let row = self.find(agent).and_then(|row| self.row(row));
        if row.is_some_and(|row| row.tokens.is_none_or(|held| facts.replaces(held))) {
            self.set_tokens(agent, facts, read_at);
        }
    }

    /// Forgets what the tokens of `agent` tell.
    pub fn forget_tokens(&mut self, agent: AgentId) {
        self.put_tokens(agent, None);
    }

    /// Sets what is known of the name of a user.
    pub fn name_user(&mut self, user: UserId, name: UserName) {
        if self.people.name(user, &name) {
            self.table.list_changed(CREATOR);
        }
    }

    /// The name of a user, where it is known.
    #[must_use]
    pub fn user_name(&self, user: UserId) -> Option<&str> {
        self.people.name_of(user)
    }

    /// Those of `users` whose name nobody asked for yet. From now on it is asked for, until
    /// [`AgentTable::name_user`] says what came of that.
    pub fn claim_names(&mut self, users: impl IntoIterator<Item = UserId>) -> Vec<UserId> {
        users.into_iter().filter(|user| self.people.claim(*user)).collect()
    }

    /// Those who created the agents of the table and whose name nobody asked for yet.
    #[must_use]
    pub fn unnamed_users(&self) -> Vec<UserId> {
        self.people.unnamed(self.table.links(CREATOR))
    }

    /// The row at `index`, as [`AgentTable::arrange`] gives it.
    #[must_use]
    pub fn row(&self, index: u32) -> Option<AgentRow<'_>> {
        let details = self.table.details(index)?;
        let project = self.table.link(PROJECT, index)?;
        let (creator, creator_name) = self.people.creator(self.table.link(CREATOR, index)?);
        Some(AgentRow {
            id: self.id(index)?,
            name: self.table.text(NAME, index),
            project: ProjectId(self.projects.paths.id(project)?),
            project_path: self.projects.paths.text(project)?,
            created_at: details.created,
            creator,
            creator_name,
            tokens: details.tokens.map(|read| read.facts),
            tokens_read_at: details.tokens.map(|read| read.at),
            is_receptive: details.receptive,
        })
    }

    /// The agent in the row at `index`.
    #[must_use]
    pub fn id(&self, index: u32) -> Option<AgentId> {
        self.ids().get(index).map(AgentId)
    }

    /// The index of an agent's row.
    #[must_use]
    pub fn find(&self, agent: AgentId) -> Option<u32> {
        self.ids().find(agent.0)
    }

    /// The rows that pass `filter`, in the order of `sort`.
    ///
    /// What is not known comes last in both directions. Ties are ordered by name, then by id.
    #[must_use]
    pub fn arrange(&mut self, filter: &Filter, sort: Sort, now: Timestamp) -> Arranged {
        let lists = [&self.projects.paths, self.people.list()];
        let arranged = self.table.arrange(&lists, filter, sort, now);
        Arranged { rows: arranged.rows, counts: statuses::status_counts(&arranged.counts) }
    }

    /// Whether `project` has an agent of that name.
    #[must_use]
    pub fn has_name(&self, project: ProjectId, name: &str) -> bool {
        let Some(project) = self.projects.paths.find(project.0) else { return false };
        let links = self.table.links(PROJECT).iter();
        (0..).zip(links).any(|(row, &its)| its == project && self.table.text(NAME, row) == name)
    }

    fn put_tokens(&mut self, agent: AgentId, read: Option<TokenRead>) {
        let Some(row) = self.find(agent) else { return };
        self.table.change(row, &[STATUS, CONTACT, ACTIVE], |details| details.tokens = read);
    }
}

#[cfg(test)]
mod tests;
