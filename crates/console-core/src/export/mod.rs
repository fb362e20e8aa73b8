//! The rows that are shown, as a file.
//!
//! Both forms have the rows and columns of the table in its order, under the names that columns have
//! in the address. Texts are GitLab's, unchanged but for the apostrophe that [`to_csv`] puts before a
//! formula. Times are ISO 8601 in UTC with milliseconds.
//!
//! | | CSV | JSON |
//! |---|---|---|
//! | a time or number that is not known | `unknown` | `null` |
//! | a status that is not known | `unknown` | `"unknown"` |
//! | the last contact where no token was ever used | `never_used` | `"never_used"` |
//! | the last contact where there is no token | `no_token` | `"no_token"` |
//! | a creator whose name is not told | `#7` | `"#7"` |
//! | a creator whose account is deleted | `deleted account` | `"deleted account"` |
//! | a creator of whom GitLab says nothing | `not stated` | `"not stated"` |
//!
//! A user name has no `#` and no space in it, so that none is taken for one of the last three.

mod cell;
mod csv;
mod json;

pub use cell::{Cell, Exported};
pub use csv::to_csv;
pub use json::to_json;

#[cfg(test)]
mod tests;
