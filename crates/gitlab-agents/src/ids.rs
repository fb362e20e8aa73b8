//! A set of ids.

use std::collections::HashMap;

/// Ids, each once. The map is of the type that the table has already: another one would bring its code into
/// the bundle a second time.
#[derive(Debug, Default)]
pub(crate) struct Ids(HashMap<u64, u32>);

impl Ids {
    /// Adds an id, and says whether it was new.
    pub(crate) fn insert(&mut self, id: u64) -> bool {
        self.0.insert(id, 0).is_none()
    }

    /// Whether the id is among them.
    pub(crate) fn contains(&self, id: u64) -> bool {
        self.0.contains_key(&id)
    }
}
