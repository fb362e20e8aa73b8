//! Many short texts in one piece of memory.

use super::needle::Needle;
use super::radix::TEXT_LIMIT;

/// A list of texts, each with its key: the same bytes with ASCII letters in lower case. Lower case
/// takes as many bytes, so that a text and its key lie at the same place of two arenas.
#[derive(Debug, Default)]
pub struct Texts {
    text: String,
    /// None as long as every text is its own key, as the name of an agent is.
    keys: Vec<u8>,
    spans: Vec<Span>,
}

#[derive(Clone, Copy, Debug)]
struct Span {
    start: usize,
    end: usize,
}

impl Texts {
    /// Adds a text to the end of the list.
    pub(super) fn push(&mut self, text: &str) {
        let span = self.store(text);
        self.spans.push(span);
    }

    /// Makes room for the places of so many texts more.
    pub(super) fn reserve(&mut self, texts: usize) {
        self.spans.reserve(texts);
    }

    /// Replaces a text, and tells whether it was another one. The old bytes stay until
    /// [`Texts::keep`].
    pub(super) fn set(&mut self, index: u32, text: &str) -> bool {
        if self.get(index) == text {
            return false;
        }
        let stored = self.store(text);
        if let Some(span) = self.spans.get_mut(index as usize) {
            *span = stored;
        }
        true
    }

    /// The text at `index`; empty where there is none.
    pub(crate) fn get(&self, index: u32) -> &str {
        let span = self.spans.get(index as usize);
        span.and_then(|span| self.text.get(span.start..span.end)).unwrap_or_default()
    }

    /// The key of the text at `index`; empty where there is none.
    pub(super) fn key(&self, index: u32) -> &[u8] {
        let span = self.spans.get(index as usize);
        span.and_then(|span| self.keys().get(span.start..span.end)).unwrap_or_default()
    }

    /// What the text at `index` is sorted by: of its key as much as [`Radix`](super::radix::Radix) looks at, to which
    /// a text that has ended goes on with zeros.
    pub(super) fn sort_key(&self, index: u32) -> &[u8] {
        let key = self.key(index);
        let mut key = key.get(..TEXT_LIMIT).unwrap_or(key);
        while let [rest @ .., 0] = key {
            key = rest;
        }
        key
    }

    /// Whether the key at `index` contains the needle, which is in lower case.
    pub(super) fn contains(&self, index: u32, needle: &Needle<'_>) -> bool {
        let Some(span) = self.spans.get(index as usize) else { return false };
        let keys = self.keys().get(span.start..).unwrap_or_default();
        needle.is_within(keys, span.end - span.start)
    }

    /// The position in `order` of the first text that begins with `beginning`, whatever the case of ASCII
    /// letters. The one at position `from` is looked at first, and the one before it last.
    #[must_use]
    pub fn find(&self, order: &[u32], from: usize, beginning: &str) -> Option<usize> {
        let beginning = beginning.to_ascii_lowercase();
        let begins = |index: &u32| self.key(*index).starts_with(beginning.as_bytes());
        let (before, after) = order.split_at_checked(from).unwrap_or((order, &[]));
        let position = after.iter().position(begins).map(|position| before.len() + position);
        position.or_else(|| before.iter().position(begins))
    }

    /// For each text, whether its key contains the needle, which is in lower case.
    pub(super) fn containing(&self, needle: &Needle<'_>) -> Vec<bool> {
        (0..self.spans.len() as u32).map(|index| self.contains(index, needle)).collect()
    }

    /// How many texts there are.
    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    /// The length of the longest text, in bytes.
    pub(super) fn longest(&self) -> usize {
        self.spans.iter().map(|span| span.end - span.start).max().unwrap_or_default()
    }

    /// Writes the byte at `position` of each key to `bytes`; 0 for a key that has ended before.
    pub(super) fn bytes_at(&self, position: usize, bytes: &mut [u8]) {
        let keys = self.keys();
        for (byte, span) in bytes.iter_mut().zip(&self.spans) {
            let at = span.start + position;
            *byte = if at < span.end { keys.get(at).copied().unwrap_or(0) } else { 0 };
        }
    }

    /// Keeps the texts at the indices `kept`, in that order, and gives back the memory of all others.
    pub(super) fn keep(&mut self, kept: &[u32]) {
        let mut next = Self::default();
        for &index in kept {
            next.push(self.get(index));
        }
        *self = next;
    }

    fn keys(&self) -> &[u8] {
        if self.keys.is_empty() { self.text.as_bytes() } else { &self.keys }
    }

    fn store(&mut self, text: &str) -> Span {
        let start = self.text.len();
        self.text.push_str(text);
        if !self.keys.is_empty() || text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            let unwritten = self.text.bytes().skip(self.keys.len());
            self.keys.extend(unwritten.map(|byte| byte.to_ascii_lowercase()));
        }
        Span { start, end: self.text.len() }
    }
}
