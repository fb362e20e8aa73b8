//! The order of all rows, kept until something changes that it depends on.

use super::View;
use super::details::UNKNOWN;
use super::list::List;
use super::radix::Radix;
use super::rows::Rows;
use super::spec::Key;
use super::texts::Texts;
use crate::timestamp::Timestamp;

/// What rows are ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct By {
    pub(super) key: Key,
    pub(super) descending: bool,
}

/// The text that ties are broken by, before the id.
const NAME: u8 = 0;

/// The orders that were asked for last. Both hold every row once.
#[derive(Debug, Default)]
pub(super) struct Orders {
    /// By name, then by id: the order from which ties are broken.
    by_name: Option<Vec<u32>>,
    latest: Option<Latest>,
}

#[derive(Debug)]
struct Latest {
    by: By,
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

    /// What rows are sorted by changed, where `depends` says so.
    pub(super) fn keys_changed(&mut self, depends: impl Fn(Key) -> bool) {
        self.latest = self.latest.take().filter(|latest| !depends(latest.by.key));
    }

    /// All rows in the order of `by`.
    pub(super) fn get(&mut self, view: &View<'_>, by: By) -> &[u32] {
        let Some(names) = view.rows.texts(NAME) else { return &[] };
        let by_name = self.by_name.get_or_insert_with(|| by_name_of(view.rows, names));
        if by_name.len() < view.rows.len() {
            *by_name = with_added(view.rows, names, by_name);
        }
        if by == (By { key: Key::Text(NAME), descending: false }) {
            return by_name;
        }
        let is_timed = matches!(by.key, Key::TimedNumber(_));
        let current = self
            .latest
            .take()
            .filter(|latest| latest.by == by && (latest.now == view.now || !is_timed));
        let latest = current.unwrap_or_else(|| {
            let order = match by.key {
                Key::Text(NAME) => from_last_name(names, by_name),
                _ => Radix::new(by_name.clone()).by_number(&keys(view, by)).into_order(),
            };
            Latest { by, now: view.now, order }
        });
        &self.latest.insert(latest).order
    }
}

/// By name, then by id.
fn by_name_of(rows: &Rows, names: &Texts) -> Vec<u32> {
    Radix::new(numbers(rows.len())).by_number(rows.ids.as_slice()).by_text(names).into_order()
}

/// From the last name to the first, then by id, which ascends in either direction.
fn from_last_name(names: &Texts, by_name: &[u32]) -> Vec<u32> {
    let of_one_name = by_name.chunk_by(|one, other| names.key(*one) == names.key(*other));
    let mut order = Vec::with_capacity(by_name.len());
    of_one_name.rev().for_each(|rows| order.extend_from_slice(rows));
    order
}

/// How many added rows are put in one by one. More of them are sorted sooner together with all others.
const ONE_BY_ONE: usize = 1_000;

/// `by_name` with the rows that were added since.
fn with_added(rows: &Rows, names: &Texts, by_name: &[u32]) -> Vec<u32> {
    let len = rows.len();
    if len - by_name.len() > ONE_BY_ONE {
        return by_name_of(rows, names);
    }
    let id = |row: u32| rows.ids.get(row);
    let comes_before = |row: u32, other: u32| {
        let (key, other_key) = (names.sort_key(row), names.sort_key(other));
        key < other_key || (key == other_key && id(row) < id(other))
    };
    let mut added: Vec<u32> = Vec::new();
    for row in by_name.len() as u32..len as u32 {
        // GitLab lists by name, so that most of them belong to the end.
        let before = added.iter().rposition(|&other| comes_before(other, row));
        added.insert(before.map_or(0, |at| at + 1), row);
    }
    let mut merged = Vec::with_capacity(len);
    let mut known = by_name;
    for row in added {
        let before = known.partition_point(|&other| comes_before(other, row));
        let (first, rest) = known.split_at(before);
        merged.extend_from_slice(first);
        merged.push(row);
        known = rest;
    }
    merged.extend_from_slice(known);
    merged
}

/// The key of each row.
fn keys(view: &View<'_>, by: By) -> Vec<u64> {
    let mut keys = match by.key {
        Key::Id => view.rows.ids.as_slice().to_vec(),
        Key::Text(field) => view.rows.texts(field).map(text_ranks).unwrap_or_default(),
        Key::Link(field) => {
            let ranks = view.list(field).map(list_ranks).unwrap_or_default();
            ranked(view.rows.links(field), &ranks)
        }
        Key::Number(number) | Key::TimedNumber(number) => view.values.numbers(number, view.now),
    };
    if by.descending {
        for key in keys.iter_mut().filter(|key| **key != UNKNOWN) {
            *key = UNKNOWN - 1 - *key;
        }
    }
    keys
}

/// For each row, the rank of what its link leads to.
fn ranked(links: &[u32], ranks: &[u64]) -> Vec<u64> {
    let last = ranks.len() as u64;
    let rank = |&link: &u32| match link {
        List::GONE => last,
        _ => ranks.get(link as usize).copied().unwrap_or(UNKNOWN),
    };
    links.iter().map(rank).collect()
}

/// The rank of each text, which texts that sort alike have in common.
fn text_ranks(texts: &Texts) -> Vec<u64> {
    let order = Radix::new(numbers(texts.len())).by_text(texts).into_order();
    let mut ranks = vec![UNKNOWN; order.len()];
    let alike = order.chunk_by(|one, other| texts.sort_key(*one) == texts.sort_key(*other));
    for (rank, rows) in (0..).zip(alike) {
        for row in rows.iter().filter(|row| !texts.get(**row).is_empty()) {
            if let Some(slot) = ranks.get_mut(*row as usize) {
                *slot = rank;
            }
        }
    }
    ranks
}

/// What is in a list by text, then by id, and then what has no text that is known.
fn list_ranks(list: &List) -> Vec<u64> {
    let order = numbers(list.ids().len());
    let nameless: Vec<u64> =
        order.iter().map(|&number| u64::from(!list.has_text(number))).collect();
    let order = Radix::new(order).by_number(list.ids()).by_text(list.texts());
    let order = order.by_number(&nameless).into_order();
    let mut ranks = vec![0; order.len()];
    for (rank, &number) in (0..).zip(&order) {
        if let Some(slot) = ranks.get_mut(number as usize) {
            *slot = rank;
        }
    }
    ranks
}

fn numbers(len: usize) -> Vec<u32> {
    (0..len as u32).collect()
}
