//! What rows have in common, such as a project, each once.

use super::ids::Ids;
use super::texts::Texts;

/// Things with an id and a text, numbered in the order in which they appeared. Rows link to them by these
/// numbers.
#[derive(Debug, Default)]
pub(crate) struct List {
    ids: Ids,
    has_text: Vec<bool>,
    /// Empty where the text is not known.
    texts: Texts,
}

impl List {
    /// The link of a row that leads to nothing any more: sorted after all others, and with no word in it.
    pub(crate) const GONE: u32 = u32::MAX;
    /// The link of a row of which it is not known where it leads.
    pub(crate) const UNKNOWN: u32 = u32::MAX - 1;

    /// The number of a thing, which is added without a text where it is new.
    pub(crate) fn intern(&mut self, id: u64) -> u32 {
        let (number, is_new) = self.ids.intern(id);
        if is_new {
            self.has_text.push(false);
            self.texts.push("");
        }
        number
    }

    /// Sets a text, or that it is not known, and tells whether that is new.
    pub(crate) fn set_text(&mut self, number: u32, text: Option<&str>) -> bool {
        let is_new = self.texts.set(number, text.unwrap_or_default());
        let Some(has_text) = self.has_text.get_mut(number as usize) else { return false };
        let is_told = *has_text != text.is_some();
        *has_text = text.is_some();
        is_new | is_told
    }

    /// The number of what is known already.
    pub(crate) fn find(&self, id: u64) -> Option<u32> {
        self.ids.find(id)
    }

    /// The id of what has that number.
    pub(crate) fn id(&self, number: u32) -> Option<u64> {
        self.ids.get(number)
    }

    /// The text of what has that number, where it is known.
    pub(crate) fn text(&self, number: u32) -> Option<&str> {
        self.has_text(number).then(|| self.texts.get(number))
    }

    /// Whether the text of what has that number is known.
    pub(super) fn has_text(&self, number: u32) -> bool {
        self.has_text.get(number as usize).copied().unwrap_or(false)
    }

    /// All ids, in the order of their numbers.
    pub(crate) fn ids(&self) -> &[u64] {
        self.ids.as_slice()
    }

    /// All texts, in the order of their numbers.
    pub(super) fn texts(&self) -> &Texts {
        &self.texts
    }
}
