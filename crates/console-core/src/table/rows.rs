//! The rows, one vector for each of their fields.

use super::ids::Ids;
use super::texts::Texts;

/// The fields of all rows but those that only the table itself understands. Every vector is as long as
/// the others.
#[derive(Debug)]
pub(super) struct Rows {
    pub(super) ids: Ids,
    texts: Vec<Texts>,
    links: Vec<Vec<u32>>,
}

/// What became of a row that was put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Put {
    /// It is new.
    Added,
    /// It was there, at this index, and is another one or as it was.
    Kept { row: u32, is_other: bool },
}

impl Rows {
    /// No rows, with that many texts and links each.
    pub(super) fn new(texts: usize, links: usize) -> Self {
        Self {
            ids: Ids::default(),
            texts: (0..texts).map(|_| Texts::default()).collect(),
            links: vec![Vec::new(); links],
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// One text of each row.
    pub(super) fn texts(&self, field: u8) -> Option<&Texts> {
        self.texts.get(usize::from(field))
    }

    /// One link of each row.
    pub(super) fn links(&self, field: u8) -> &[u32] {
        self.links.get(usize::from(field)).map(Vec::as_slice).unwrap_or_default()
    }

    /// Makes room for so many rows more.
    pub(super) fn reserve(&mut self, rows: usize) {
        self.ids.reserve(rows);
        self.texts.iter_mut().for_each(|texts| texts.reserve(rows));
        self.links.iter_mut().for_each(|links| links.reserve(rows));
    }

    /// Adds a row, or takes over what changed of it.
    pub(super) fn put(&mut self, id: u64, texts: &[&str], links: &[u32]) -> Put {
        let (row, is_new) = self.ids.intern(id);
        if is_new {
            self.texts.iter_mut().zip(texts).for_each(|(column, text)| column.push(text));
            self.links.iter_mut().zip(links).for_each(|(column, link)| column.push(*link));
            return Put::Added;
        }
        let mut is_other = false;
        for (column, text) in self.texts.iter_mut().zip(texts) {
            is_other |= column.set(row, text);
        }
        for (column, link) in self.links.iter_mut().zip(links) {
            if let Some(held) = column.get_mut(row as usize) {
                is_other |= *held != *link;
                *held = *link;
            }
        }
        Put::Kept { row, is_other }
    }

    /// Keeps the rows `kept`, in that order.
    pub(super) fn keep(&mut self, kept: &[u32]) {
        self.ids.keep(kept);
        self.texts.iter_mut().for_each(|texts| texts.keep(kept));
        self.links.iter_mut().for_each(|links| gather(links, kept));
    }
}

/// Keeps what `column` has for the rows `kept`, in that order.
pub(super) fn gather<T: Copy>(column: &mut Vec<T>, kept: &[u32]) {
    *column = kept.iter().filter_map(|&row| column.get(row as usize).copied()).collect();
}
