//! The order of all rows, kept until something changes that it depends on.

use super::Rows;
use super::columns::{DELETED, TokenRead, UNSTATED};
use super::facts::Contact;
use super::radix::Radix;
use super::sort::{Column, Sort};
use crate::status::ConnectionStatus;
use crate::timestamp::Timestamp;

/// The orders that were asked for last. Both hold every row once.
#[derive(Debug, Default)]
pub(super) struct Orders {
    /// By name, then by id: the order from which ties are broken.
    by_name: Option<Vec<u32>>,
    latest: Option<Latest>,
}

#[derive(Debug)]
struct Latest {
    sort: Sort,
    now: Timestamp,
    order: Vec<u32>,
}

impl Orders {
    /// Rows went or changed.
    pub(super) fn rows_changed(&mut self) {
        *self = Self::default();
    }

    /// Rows came, behind those that were there. By name they are put among the others, which is all that
    /// happens to the table while a list is read page by page.
    pub(super) fn rows_added(&mut self) {
        self.latest = None;
    }

    /// The path of some project changed.
    pub(super) fn paths_changed(&mut self) {
        self.forget(|column| column == Column::Project);
    }

    /// What some tokens tell changed.
    pub(super) fn tokens_changed(&mut self) {
        self.forget(|column| {
            matches!(column, Column::Status | Column::LastContact | Column::Tokens)
        });
    }

    /// Somebody's name changed.
    pub(super) fn people_changed(&mut self) {
        self.forget(|column| column == Column::CreatedBy);
    }

    fn forget(&mut self, depends: fn(Column) -> bool) {
        self.latest = self.latest.take().filter(|latest| !depends(latest.sort.column));
    }

    /// All rows in the order of `sort`.
    pub(super) fn get(&mut self, rows: &Rows, sort: Sort, now: Timestamp) -> &[u32] {
        let by_name = self.by_name.get_or_insert_with(|| by_name_of(rows));
        if by_name.len() < rows.agents.len() {
            *by_name = with_added(rows, by_name);
        }
        if sort == Sort::default() {
            return by_name;
        }
        let current = self.latest.take().filter(|latest| {
            latest.sort == sort && (latest.now == now || sort.column != Column::Status)
        });
        let latest = current.unwrap_or_else(|| {
            let order = match sort.column {
                Column::Name => from_last_name(rows, by_name),
                _ => Radix::new(by_name.clone()).by_number(&keys(rows, sort, now)).into_order(),
            };
            Latest { sort, now, order }
        });
        &self.latest.insert(latest).order
    }
}

/// By name, then by id.
fn by_name_of(rows: &Rows) -> Vec<u32> {
    let order = Radix::new(numbers(rows.agents.len())).by_number(&rows.agents.ids);
    order.by_text(&rows.agents.names).into_order()
}

/// From the last name to the first, then by id, which ascends in either direction.
fn from_last_name(rows: &Rows, by_name: &[u32]) -> Vec<u32> {
    let names = &rows.agents.names;
    let of_one_name = by_name.chunk_by(|one, other| names.key(*one) == names.key(*other));
    let mut order = Vec::with_capacity(by_name.len());
    of_one_name.rev().for_each(|rows| order.extend_from_slice(rows));
    order
}

/// How many added rows are put in one by one. More of them are sorted sooner together with all others.
const ONE_BY_ONE: usize = 1_000;

/// `by_name` with the rows that were added since.
fn with_added(rows: &Rows, by_name: &[u32]) -> Vec<u32> {
    let len = rows.agents.len();
    if len - by_name.len() > ONE_BY_ONE {
        return by_name_of(rows);
    }
    let mut added: Vec<u32> = Vec::new();
    for row in by_name.len() as u32..len as u32 {
        // GitLab lists by name, so that most of them belong to the end.
        let before = added.iter().rposition(|&other| comes_before(rows, other, row));
        added.insert(before.map_or(0, |at| at + 1), row);
    }
    let mut merged = Vec::with_capacity(len);
    let mut known = by_name;
    for row in added {
        let before = known.partition_point(|&other| comes_before(rows, other, row));
        let (first, rest) = known.split_at(before);
        merged.extend_from_slice(first);
        merged.push(row);
        known = rest;
    }
    merged.extend_from_slice(known);
    merged
}

/// Whether `row` comes before `other` by name, then by id.
fn comes_before(rows: &Rows, row: u32, other: u32) -> bool {
    let Rows { agents, .. } = rows;
    let id = |row: u32| agents.ids.get(row as usize);
    let (key, other_key) = (agents.names.sort_key(row), agents.names.sort_key(other));
    key < other_key || (key == other_key && id(row) < id(other))
}

/// The key of what is not known: it comes last, whatever the direction.
const UNKNOWN: u64 = u64::MAX;

/// The key of each row in the column of `sort`.
fn keys(rows: &Rows, sort: Sort, now: Timestamp) -> Vec<u64> {
    let agents = &rows.agents;
    let mut keys: Vec<u64> = match sort.column {
        // A name is not sorted by a number.
        Column::Name | Column::Id => agents.ids.clone(),
        Column::Status => agents.tokens.iter().map(|tokens| status_key(tokens, now)).collect(),
        Column::LastContact => agents.tokens.iter().map(contact_key).collect(),
        Column::Tokens => agents.tokens.iter().map(active_key).collect(),
        Column::Project => ranked(&agents.projects, &project_ranks(rows)),
        Column::Created => {
            agents.created.iter().map(|created| created.map_or(UNKNOWN, time_key)).collect()
        }
        Column::CreatedBy => ranked(&agents.creators, &creator_ranks(rows)),
    };
    if sort.descending {
        for key in keys.iter_mut().filter(|key| **key != UNKNOWN) {
            *key = UNKNOWN - 1 - *key;
        }
    }
    keys
}

fn status_key(tokens: &Option<TokenRead>, now: Timestamp) -> u64 {
    match tokens.map_or(ConnectionStatus::Unknown, |read| read.status(now)) {
        ConnectionStatus::Connected => 0,
        ConnectionStatus::Quiet => 1,
        ConnectionStatus::Silent => 2,
        ConnectionStatus::NeverUsed => 3,
        ConnectionStatus::NoToken => 4,
        ConnectionStatus::Unknown => UNKNOWN,
    }
}

fn contact_key(tokens: &Option<TokenRead>) -> u64 {
    match tokens.map(|read| read.facts.contact) {
        Some(Contact::NoToken) => 0,
        Some(Contact::NeverUsed) => 1,
        Some(Contact::LastUsed(time) | Contact::LastSeen(time)) => {
            time_key(time).saturating_add(2).min(UNKNOWN - 1)
        }
        Some(Contact::Unread | Contact::NotBefore(_) | Contact::Failed) | None => UNKNOWN,
    }
}

fn active_key(tokens: &Option<TokenRead>) -> u64 {
    tokens.and_then(|read| read.facts.active).map_or(UNKNOWN, u64::from)
}

/// A number that grows with time, also before 1970.
fn time_key(time: Timestamp) -> u64 {
    let from_the_beginning = time.as_millis().cast_unsigned() ^ 1 << 63;
    from_the_beginning.min(UNKNOWN - 1)
}

/// For each row, the rank of the project or person whose number it holds.
fn ranked(numbers: &[u32], ranks: &[u64]) -> Vec<u64> {
    let people = ranks.len() as u64;
    let rank = |&number: &u32| match number {
        DELETED => people,
        UNSTATED => UNKNOWN,
        _ => ranks.get(number as usize).copied().unwrap_or(UNKNOWN),
    };
    numbers.iter().map(rank).collect()
}

/// Projects by path, then by id.
fn project_ranks(rows: &Rows) -> Vec<u64> {
    let ids: Vec<u64> = rows.projects.ids().iter().map(|id| id.0).collect();
    let order = Radix::new(numbers(ids.len())).by_number(&ids);
    ranks(&order.by_text(&rows.projects.paths).into_order())
}

/// People by name, then those whose name is not known by id.
fn creator_ranks(rows: &Rows) -> Vec<u64> {
    let people = &rows.people;
    let ids: Vec<u64> = people.ids().iter().map(|id| id.0).collect();
    let order = numbers(ids.len());
    let nameless: Vec<u64> =
        order.iter().map(|&number| u64::from(people.known_name(number).is_none())).collect();
    let order = Radix::new(order).by_number(&ids).by_text(&people.names);
    ranks(&order.by_number(&nameless).into_order())
}

fn numbers(len: usize) -> Vec<u32> {
    (0..len as u32).collect()
}

/// The place of each number in `order`.
fn ranks(order: &[u32]) -> Vec<u64> {
    let mut ranks = vec![0; order.len()];
    for (rank, &number) in (0..).zip(order) {
        if let Some(slot) = ranks.get_mut(number as usize) {
            *slot = rank;
        }
    }
    ranks
}
