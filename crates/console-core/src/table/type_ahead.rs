//! Finding a row by typing the beginning of its name.

use super::Texts;
use crate::timestamp::Timestamp;

/// How long after a letter, in milliseconds, the next one still goes on with the same name.
const PAUSE_MS: i64 = 1000;

/// The letters typed so far, as in the lists of an operating system.
#[derive(Clone, Debug, Default)]
pub struct TypeAhead {
    typed: String,
    latest: Option<Timestamp>,
}

impl TypeAhead {
    /// Takes a letter that was typed at `now`, on the row at position `at` of `order` where there is
    /// one, and tells the position of the row to go to; `None` where no name begins like that.
    ///
    /// Letters in quick succession spell one name, and the row stays as long as its name fits. One and
    /// the same letter again and again goes through the names that begin with it.
    pub fn find(
        &mut self,
        letter: char,
        now: Timestamp,
        names: &Texts,
        order: &[u32],
        at: Option<usize>,
    ) -> Option<usize> {
        if self.latest.is_none_or(|latest| latest.age_at(now) > PAUSE_MS) {
            self.typed.clear();
        }
        self.latest = Some(now);
        let here = if self.typed.is_empty() { None } else { at };
        self.typed.push(letter);
        let next = at.map_or(0, |at| at + 1);
        let found = names.find(order, here.unwrap_or(next), &self.typed);
        if found.is_some() || self.typed.chars().any(|other| other != letter) {
            return found;
        }
        names.find(order, next, letter.encode_utf8(&mut [0; 4]))
    }
}
