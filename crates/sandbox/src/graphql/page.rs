//! Cursor paging.
//!
//! A cursor holds a row's sort key and id, so that adding or removing a row before it moves no
//! other row to another page.

use async_graphql::dynamic::{Field, InputValue, ResolverContext, TypeRef};
use async_graphql::{Error, Result};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The maximum rows per page, and the default.
pub(super) const LARGEST: usize = 100;

/// A row's position in its list.
pub(super) type Key = (String, u64);

/// The requested part of a list.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) after: Option<Key>,
    before: Option<Key>,
    first: Option<usize>,
    last: Option<usize>,
}

/// A part of a list.
#[derive(Debug, Clone)]
pub(super) struct Page<T> {
    /// The number of rows in the whole list.
    pub(super) count: usize,
    pub(super) rows: Vec<T>,
    pub(super) info: Info,
}

/// The page's position in its list.
#[derive(Debug, Clone, Default)]
pub(super) struct Info {
    pub(super) has_next: bool,
    pub(super) has_previous: bool,
    pub(super) start: Option<String>,
    pub(super) end: Option<String>,
}

/// Adds the paging arguments.
pub(super) fn with_arguments(field: Field) -> Field {
    field
        .argument(InputValue::new("after", TypeRef::named(TypeRef::STRING)))
        .argument(InputValue::new("before", TypeRef::named(TypeRef::STRING)))
        .argument(InputValue::new("first", TypeRef::named(TypeRef::INT)))
        .argument(InputValue::new("last", TypeRef::named(TypeRef::INT)))
}

impl Asked {
    pub(super) fn read(context: &ResolverContext<'_>) -> Result<Self> {
        let number = |name: &str| match context.args.get(name) {
            Some(value) if !value.is_null() => {
                let number = value.i64()?;
                usize::try_from(number)
                    .map(Some)
                    .map_err(|_| Error::new(format!("`{name}` must be zero or more")))
            }
            _ => Ok(None),
        };
        let cursor = |name: &str| match context.args.get(name) {
            Some(value) if !value.is_null() => decode(value.string()?).map(Some),
            _ => Ok(None),
        };
        Ok(Self {
            after: cursor("after")?,
            before: cursor("before")?,
            first: number("first")?,
            last: number("last")?,
        })
    }

    /// The page from `rows`, which are sorted by key and all after [`Asked::after`].
    pub(super) fn page<'w, T: Clone + 'w>(
        &self,
        count: usize,
        rows: impl Iterator<Item = &'w T>,
        key: impl Fn(&T) -> Key,
    ) -> Page<T> {
        let size = [self.first, self.last].into_iter().flatten().fold(LARGEST, usize::min);
        let backwards = self.first.is_none() && self.last.is_some();
        let mut has_next = self.before.is_some();
        let mut has_previous = self.after.is_some();
        let in_front = |row: &&T| self.before.as_ref().is_none_or(|before| key(row) < *before);
        let mut rows: Vec<&T> = if backwards {
            rows.take_while(in_front).collect()
        } else {
            rows.take_while(in_front).take(size.saturating_add(1)).collect()
        };
        if rows.len() > size {
            if backwards {
                has_previous = true;
                rows.drain(..rows.len() - size);
            } else {
                has_next = true;
                rows.truncate(size);
            }
        }
        let cursor = |row: Option<&&T>| row.map(|row| encode(&key(row)));
        let info =
            Info { has_next, has_previous, start: cursor(rows.first()), end: cursor(rows.last()) };
        Page { count, rows: rows.into_iter().cloned().collect(), info }
    }
}

fn encode(key: &Key) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_string(key).unwrap_or_default())
}

fn decode(cursor: &str) -> Result<Key> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).ok();
    bytes
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .ok_or_else(|| Error::new("Please provide a valid cursor"))
}
