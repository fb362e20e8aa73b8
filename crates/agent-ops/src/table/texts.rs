//! Many short texts in one piece of memory.

/// A list of texts, each with its key: the same bytes with ASCII letters in lower case. Lower case
/// takes as many bytes, so that a text and its key lie at the same place of two arenas.
#[derive(Debug, Default)]
pub(super) struct Texts {
    text: String,
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
    pub(super) fn get(&self, index: u32) -> &str {
        let span = self.spans.get(index as usize);
        span.and_then(|span| self.text.get(span.start..span.end)).unwrap_or_default()
    }

    /// For each text, whether its key contains `word`, which is in lower case.
    pub(super) fn containing(&self, word: &[u8]) -> Vec<bool> {
        let key = |span: &Span| self.keys.get(span.start..span.end).unwrap_or_default();
        self.spans.iter().map(|span| contains(key(span), word)).collect()
    }

    /// The length of the longest text, in bytes.
    pub(super) fn longest(&self) -> usize {
        self.spans.iter().map(|span| span.end - span.start).max().unwrap_or_default()
    }

    /// Writes the byte at `position` of each key to `bytes`; 0 for a key that has ended before.
    pub(super) fn bytes_at(&self, position: usize, bytes: &mut [u8]) {
        for (byte, span) in bytes.iter_mut().zip(&self.spans) {
            let at = span.start + position;
            *byte = if at < span.end { self.keys.get(at).copied().unwrap_or(0) } else { 0 };
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

    fn store(&mut self, text: &str) -> Span {
        let start = self.text.len();
        self.text.push_str(text);
        self.keys.extend(text.bytes().map(|byte| byte.to_ascii_lowercase()));
        Span { start, end: self.text.len() }
    }
}

/// Whether `word` is somewhere in `key`. Most bytes differ from the word's first, so that one is
/// looked for before anything is compared.
fn contains(key: &[u8], word: &[u8]) -> bool {
    let Some((first, rest)) = word.split_first() else { return true };
    let mut from = key;
    while let Some((byte, after)) = from.split_first() {
        if byte == first && after.starts_with(rest) {
            return true;
        }
        from = after;
    }
    false
}
