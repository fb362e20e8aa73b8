//! A set of ids.

use console_core::id_map::IdMap;

/// Ids, each once. The map is of the type that the table has already: another one would bring its code into
/// the bundle a second time.
#[derive(Debug, Default)]
pub(crate) struct Ids(IdMap);

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
