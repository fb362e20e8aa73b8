//! The table of agents: tens of thousands of rows, filtered and sorted between two frames.

mod columns;
mod facts;
mod filter;
mod needle;
mod order;
mod people;
mod projects;
mod radix;
mod recycle;
mod row;
mod selection;
mod shown;
mod sort;
mod texts;
mod type_ahead;
mod window;

pub use facts::{Contact, TokenFacts, TokenUses};
pub use filter::{Filter, Problem, ProblemKind, StatusSet, show_all, toggle_status};
pub use recycle::{Placing, recycle};
pub use row::{AgentRow, CreatorName};
pub use selection::Selection;
pub use shown::ShownColumns;
pub use sort::{Column, Sort};
pub use type_ahead::TypeAhead;
pub use window::window;

use crate::id_map::IdMap;
use crate::model::{Agent, AgentId, Creator, ProjectId, UserId, UserName};
use crate::status::StatusCounts;
use crate::timestamp::Timestamp;
use columns::{Columns, DELETED, Fields, TokenRead, UNSTATED};
use filter::Matching;
use order::Orders;
use people::People;
use projects::Projects;
use std::mem::take;

/// Agents, and what is known of their tokens.
///
/// Rows have indices, which hold until the next call that takes `&mut self` and removes something;
/// agents have ids, which hold for ever.
#[derive(Debug, Default)]
pub struct AgentTable {
    rows: Rows,
    index: IdMap,
    orders: Orders,
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

/// Everything the rows are made of.
#[derive(Debug, Default)]
struct Rows {
    agents: Columns,
    projects: Projects,
    people: People,
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
        self.rows.agents.len()
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds an agent, or takes over what changed of it. What its tokens told stays.
    pub fn add(&mut self, agent: Agent) {
        let Rows { agents, projects, people } = &mut self.rows;
        let (project, is_new_path) = projects.update(&agent.project);
        let fields = Fields {
            id: agent.id.0,
            project,
            creator: match agent.created_by {
                Creator::User(user) => people.intern(user),
                Creator::Deleted => DELETED,
                Creator::Unstated => UNSTATED,
            },
            created: agent.created_at,
            receptive: agent.is_receptive,
            read: projects.latest_read(project),
        };
        let next = agents.len() as u32;
        let row = *self.index.entry(agent.id.0).or_insert(next);
        if row == next {
            agents.push(&agent.name, fields);
            self.orders.rows_added();
        } else if agents.update(row, &agent.name, fields) {
            self.orders.rows_changed();
        }
        if is_new_path {
            self.orders.paths_changed();
        }
    }

    /// Forgets every agent. The names of people stay: whoever creates agents elsewhere is the same
    /// person.
    pub fn clear(&mut self) {
        let people = take(&mut self.rows.people);
        *self = Self { rows: Rows { people, ..Rows::default() }, ..Self::default() };
    }

    /// Makes room for so many agents more, where that is known before they come: what grows step by step takes up to three
    /// times the memory.
    pub fn reserve(&mut self, agents: usize) {
        self.rows.agents.reserve(agents);
        self.index.reserve(agents);
    }

    /// A list of the agents of `project` is being read. Its rows stay until [`AgentTable::end_read`].
    pub fn begin_read(&mut self, project: ProjectId) {
        self.rows.projects.begin_read(project);
    }

    /// The list was read to its end: rows of `project` that were not added since
    /// [`AgentTable::begin_read`] go.
    pub fn end_read(&mut self, project: ProjectId) {
        let Some(project) = self.rows.projects.find(project) else { return };
        let latest = self.rows.projects.latest_read(project);
        self.remove_where(|agents, row| {
            agents.projects.get(row) == Some(&project) && agents.reads.get(row) != Some(&latest)
        });
    }

    /// Removes an agent.
    pub fn remove(&mut self, agent: AgentId) {
        self.remove_where(|agents, row| agents.ids.get(row) == Some(&agent.0));
    }

    /// Removes the agents of a project.
    pub fn remove_project(&mut self, project: ProjectId) {
        let Some(project) = self.rows.projects.find(project) else { return };
        self.remove_where(|agents, row| agents.projects.get(row) == Some(&project));
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
        if self.rows.people.name(user, &name) {
            self.orders.people_changed();
        }
    }

    /// The name of a user, where it is known.
    #[must_use]
    pub fn user_name(&self, user: UserId) -> Option<&str> {
        self.rows.people.name_of(user)
    }

    /// Those of `users` whose name nobody asked for yet. From now on it is asked for, until
    /// [`AgentTable::name_user`] says what came of that.
    pub fn claim_names(&mut self, users: impl IntoIterator<Item = UserId>) -> Vec<UserId> {
        users.into_iter().filter(|user| self.rows.people.claim(*user)).collect()
    }

    /// Those who created the agents of the table and whose name nobody asked for yet.
    #[must_use]
    pub fn unnamed_users(&self) -> Vec<UserId> {
        let Rows { agents, people, .. } = &self.rows;
        let mut is_wanted = vec![false; people.ids().len()];
        for &creator in &agents.creators {
            if let Some(is_wanted) = is_wanted.get_mut(creator as usize) {
                *is_wanted = people.is_unread(creator);
            }
        }
        let users = people.ids().iter().zip(is_wanted);
        users.filter(|(_, is_wanted)| *is_wanted).map(|(user, _)| *user).collect()
    }

    /// The row at `index`, as [`AgentTable::arrange`] gives it.
    #[must_use]
    pub fn row(&self, index: u32) -> Option<AgentRow<'_>> {
        self.rows.row(index)
    }

    /// The index of an agent's row.
    #[must_use]
    pub fn find(&self, agent: AgentId) -> Option<u32> {
        self.index.get(&agent.0).copied()
    }

    /// The rows that pass `filter`, in the order of `sort`.
    ///
    /// What is not known comes last in both directions. Ties are ordered by name, then by id.
    #[must_use]
    pub fn arrange(&mut self, filter: &Filter, sort: Sort, now: Timestamp) -> Arranged {
        let Matching { rows, counts } = filter::matching(&self.rows, filter, now);
        let order = self.orders.get(&self.rows, sort, now);
        let rows = match rows {
            None => order.to_vec(),
            Some(passing) => kept(order, &passing),
        };
        Arranged { rows, counts }
    }

    /// The agent in the row at `index`.
    #[must_use]
    pub fn id(&self, index: u32) -> Option<AgentId> {
        self.rows.agents.ids.get(index as usize).map(|id| AgentId(*id))
    }

    /// The position in `order` of the first row whose name begins with `prefix`, whatever the case of
    /// ASCII letters. The row at position `from` is looked at first, and the one before it last.
    #[must_use]
    pub fn find_by_name(&self, order: &[u32], from: usize, prefix: &str) -> Option<usize> {
        let names = &self.rows.agents.names;
        let prefix = prefix.to_ascii_lowercase();
        let begins = |row: &u32| names.key(*row).starts_with(prefix.as_bytes());
        let (before, after) = order.split_at_checked(from).unwrap_or((order, &[]));
        let position = after.iter().position(begins).map(|position| before.len() + position);
        position.or_else(|| before.iter().position(begins))
    }

    /// Whether `project` has an agent of that name.
    #[must_use]
    pub fn has_name(&self, project: ProjectId, name: &str) -> bool {
        let Some(project) = self.rows.projects.find(project) else { return false };
        let agents = &self.rows.agents;
        (0..)
            .zip(&agents.projects)
            .any(|(row, &its)| its == project && agents.names.get(row) == name)
    }

    fn put_tokens(&mut self, agent: AgentId, read: Option<TokenRead>) {
        let Some(row) = self.find(agent) else { return };
        if let Some(slot) = self.rows.agents.tokens.get_mut(row as usize) {
            *slot = read;
            self.orders.tokens_changed();
        }
    }

    fn remove_where(&mut self, goes: impl Fn(&Columns, usize) -> bool) {
        let agents = &mut self.rows.agents;
        let kept: Vec<u32> =
            (0..agents.len() as u32).filter(|&row| !goes(agents, row as usize)).collect();
        if kept.len() == agents.len() {
            return;
        }
        agents.keep(&kept);
        self.index = agents.ids.iter().copied().zip(0..).collect();
        self.orders.rows_changed();
    }
}

/// The rows of `order` that pass. Every row is written, and the next one in its place if it does not
/// pass: which rows do is not foreseen, and a wrong guess costs more than a write.
fn kept(order: &[u32], passing: &[bool]) -> Vec<u32> {
    let mut kept = vec![0; order.len()];
    let mut len = 0;
    for &row in order {
        if let Some(slot) = kept.get_mut(len) {
            *slot = row;
        }
        len += usize::from(passing.get(row as usize).copied().unwrap_or(false));
    }
    kept.truncate(len);
    kept
}

#[cfg(test)]
mod tests;
