//! The table of tokens: every active token of every agent of a scope.

mod columns;
mod details;
mod row;

pub use columns::{Column, USES};
pub use row::TokenRow;

use crate::model::{
    AgentId, LastUsed, ProjectId, Row, Token, TokenId, TokenStatus, UserId, UserName,
};
use crate::people::People;
use crate::table::{self, Ids, List, Table, Texts};
use crate::timestamp::Timestamp;
use columns::{AGENT, CREATOR, DESCRIPTION, LAST_USED, NAME, PROJECT, USE};
use details::TokenDetails;
use std::mem::take;

/// What a person types to see fewer tokens.
pub type Filter = table::Filter<Column>;
/// The order of the tokens.
pub type Sort = table::Sort<Column>;
/// Which columns of the tokens are shown.
pub type ShownColumns = table::ShownColumns<Column>;

/// The active tokens of agents.
///
/// Rows have indices, which hold until the next call that takes `&mut self` and removes something;
/// tokens have ids, which hold for ever.
#[derive(Debug, Default)]
pub struct TokenTable {
    table: Table<TokenDetails>,
    agents: List,
    /// How many rows each agent has.
    held: Vec<usize>,
    projects: List,
    people: People,
}

/// Whose tokens they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner<'text> {
    /// The agent.
    pub agent: AgentId,
    /// Its name.
    pub agent_name: &'text str,
    /// Its project.
    pub project: ProjectId,
    /// The project's full path.
    pub project_path: &'text str,
}

/// The rows to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arranged {
    /// Their indices, in order.
    pub rows: Vec<u32>,
    /// How many there are by their use.
    pub counts: UseCounts,
}

/// How many tokens pass every term of the filter but those that say whether a token was ever used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UseCounts {
    /// Used at some time.
    pub ever: u32,
    /// Never used.
    pub never: u32,
    /// It is not known whether they were used.
    pub unknown: u32,
}

impl TokenTable {
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

    /// The ids of the tokens, by row.
    #[must_use]
    pub fn ids(&self) -> &Ids {
        self.table.ids()
    }

    /// The names of the tokens, by row.
    #[must_use]
    pub fn names(&self) -> Option<&Texts> {
        self.table.texts(NAME)
    }

    /// Sets the tokens of an agent, as its list was read at `read_at`: those that are not in it go, but not what may
    /// be an entry that cannot be read. A last use that was read before stays where the list leaves it out.
    pub fn set_tokens(&mut self, owner: Owner<'_>, tokens: &[Row<Token>], read_at: Timestamp) {
        let agent = self.agents.intern(owner.agent.0);
        let project = self.projects.intern(owner.project.0);
        if self.agents.set_text(agent, Some(owner.agent_name)) {
            self.table.list_changed(AGENT);
        }
        if self.projects.set_text(project, Some(owner.project_path)) {
            self.table.list_changed(PROJECT);
        }
        self.held.resize(self.agents.ids().len(), 0);
        for token in tokens.iter().filter_map(active) {
            if let (false, Some(held)) = (self.has(token.id), self.held.get_mut(agent as usize)) {
                *held += 1;
            }
            let texts = [token.name.as_str(), token.description.as_deref().unwrap_or_default()];
            let links = [agent, project, self.people.link_to(token.created_by)];
            let details =
                TokenDetails { created: token.created_at, last_used: token.last_used, read_at };
            self.table.put(token.id.0, &texts, &links, details);
        }
        if tokens.contains(&Row::Unreadable { id: None }) {
            return;
        }
        let mut listed: Vec<u64> = tokens.iter().filter_map(id_of).collect();
        listed.retain(|id| self.has(TokenId(*id)));
        listed.sort_unstable();
        listed.dedup();
        // As a rule all are there: thousands of lists come one after the other, and none looks at every row.
        if self.held.get(agent as usize).is_some_and(|held| *held > listed.len()) {
            self.remove_where(|table, row| {
                table.link(AGENT, row) == Some(agent)
                    && table.ids().get(row).is_some_and(|id| listed.binary_search(&id).is_err())
            });
        }
    }

    /// Sets when a token was last used, as read by itself at `read_at`.
    pub fn set_last_used(&mut self, token: TokenId, last_used: LastUsed, read_at: Timestamp) {
        let Some(row) = self.find(token) else { return };
        self.table.change(row, &[LAST_USED, USE], |details| {
            details.learn_use(last_used, read_at);
        });
    }

    /// Forgets every token. The names of people stay.
    pub fn clear(&mut self) {
        *self = Self { people: take(&mut self.people), ..Self::default() };
    }

    /// Removes a token.
    pub fn remove(&mut self, token: TokenId) {
        self.remove_where(|table, row| table.ids().get(row) == Some(token.0));
    }

    /// Removes the tokens of an agent.
    pub fn remove_agent(&mut self, agent: AgentId) {
        let Some(agent) = self.agents.find(agent.0) else { return };
        self.remove_where(|table, row| table.link(AGENT, row) == Some(agent));
    }

    /// Removes the tokens of the agents of a project.
    pub fn remove_project(&mut self, project: ProjectId) {
        let Some(project) = self.projects.find(project.0) else { return };
        self.remove_where(|table, row| table.link(PROJECT, row) == Some(project));
    }

    /// Sets what is known of the name of a user.
    pub fn name_user(&mut self, user: UserId, name: &UserName) {
        if self.people.name(user, name) {
            self.table.list_changed(CREATOR);
        }
    }

    /// Those who created the tokens of the table and whose name is not known.
    #[must_use]
    pub fn unnamed_users(&self) -> Vec<UserId> {
        self.people.unnamed(self.table.links(CREATOR))
    }

    /// The row at `index`, as [`TokenTable::arrange`] gives it.
    #[must_use]
    pub fn row(&self, index: u32) -> Option<TokenRow<'_>> {
        let details = self.table.details(index)?;
        let agent = self.table.link(AGENT, index)?;
        let project = self.table.link(PROJECT, index)?;
        let (creator, creator_name) = self.people.creator(self.table.link(CREATOR, index)?);
        Some(TokenRow {
            id: self.ids().get(index).map(TokenId)?,
            name: self.table.text(NAME, index),
            description: self.table.text(DESCRIPTION, index),
            agent: AgentId(self.agents.id(agent)?),
            agent_name: self.agents.text(agent)?,
            project: ProjectId(self.projects.id(project)?),
            project_path: self.projects.text(project)?,
            created_at: details.created,
            creator,
            creator_name,
            last_used: details.last_used,
            read_at: details.read_at,
        })
    }

    /// The index of a token's row.
    #[must_use]
    pub fn find(&self, token: TokenId) -> Option<u32> {
        self.ids().find(token.0)
    }

    /// Whether the table has this token.
    #[must_use]
    pub fn has(&self, token: TokenId) -> bool {
        self.find(token).is_some()
    }

    /// The rows that pass `filter`, in the order of `sort`.
    ///
    /// What is not known comes last in both directions, and so does a token without a description. Ties are
    /// ordered by name, then by id.
    #[must_use]
    pub fn arrange(&mut self, filter: &Filter, sort: Sort, now: Timestamp) -> Arranged {
        let lists = [&self.agents, &self.projects, self.people.list()];
        let arranged = self.table.arrange(&lists, filter, sort, now);
        let count = |place| arranged.counts.get(place).copied().unwrap_or_default();
        let counts = UseCounts { ever: count(0), never: count(1), unknown: count(2) };
        Arranged { rows: arranged.rows, counts }
    }

    fn remove_where(&mut self, goes: impl Fn(&Table<TokenDetails>, u32) -> bool) {
        self.table.remove_where(goes);
        self.held.fill(0);
        for &agent in self.table.links(AGENT) {
            if let Some(held) = self.held.get_mut(agent as usize) {
                *held += 1;
            }
        }
    }
}

/// GitLab lists active tokens only, so a status that this version does not know counts as active.
fn active(row: &Row<Token>) -> Option<&Token> {
    match row {
        Row::Read(token) if token.status != TokenStatus::Revoked => Some(token),
        Row::Read(_) | Row::Unreadable { .. } => None,
    }
}

/// The id of an entry that is there, or may be.
fn id_of(row: &Row<Token>) -> Option<u64> {
    match row {
        Row::Read(_) => active(row).map(|token| token.id.0),
        Row::Unreadable { id } => *id,
    }
}

#[cfg(test)]
mod tests;
