//! Reading JSON that may not be what was promised, and writing it.
//!
//! serde derives the readers, and [`read`] feeds them one field at a time, so that an odd value spoils its own
//! [`Field`] and nothing else. Lists stay in pieces, so that an odd row is one unreadable row.

mod field;
mod lenient;
mod write;

pub use field::{Field, Id};
pub use write::{object_of, push_string};

use self::lenient::{Lenient, name_of, pairs};
use serde::Deserialize;
pub use serde_json::value::RawValue;

/// A body as one piece of JSON; `None` where it is none.
#[must_use]
pub fn document(body: &[u8]) -> Option<&RawValue> {
    let text = std::str::from_utf8(body).ok()?;
    serde_json::from_str(text.strip_prefix('\u{feff}').unwrap_or(text)).ok()
}

/// What `json` says; `None` where it is of another kind.
#[must_use]
pub fn read<'a, T: Deserialize<'a>>(json: &'a RawValue) -> Option<T> {
    T::deserialize(Lenient(json)).ok()
}

/// The elements of a JSON array; `None` where it is none.
#[must_use]
pub fn elements(json: &RawValue) -> Option<Vec<&RawValue>> {
    read(json)
}

/// What a JSON string says; `None` where it is no string, or holds half of a pair of surrogates.
#[must_use]
pub fn string(json: &RawValue) -> Option<String> {
    read(json)
}

/// Every key of a JSON object with its value; `None` where it is no object.
#[must_use]
pub fn entries(json: &RawValue) -> Option<Vec<(String, &RawValue)>> {
    let pairs = pairs(json).ok()?.into_iter();
    pairs.map(|(key, value)| Some((name_of(key)?.into_owned(), value))).collect()
}

#[cfg(test)]
mod tests;
