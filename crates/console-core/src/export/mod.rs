//! Exports the displayed rows as a file.
//!
//! Both formats contain the rows and columns of the table, in its order, with the column names of
//! the address. Texts are GitLab's own, except for the apostrophe that [`to_csv`] puts before
//! formulas. Times are ISO 8601 in UTC with milliseconds.
//!
//! | | CSV | JSON |
//! |---|---|---|
//! | an unknown time or number | `unknown` | `null` |
//! | an unknown status | `unknown` | `"unknown"` |
//! | the last contact if no token was ever used | `never_used` | `"never_used"` |
//! | the last contact if there is no token | `no_token` | `"no_token"` |
//! | a creator whose name is unknown | `#7` | `"#7"` |
//! | a creator whose account is deleted | `deleted account` | `"deleted account"` |
//! | a creator that GitLab does not state | `not stated` | `"not stated"` |
//!
//! User names contain neither `#` nor spaces, so none can be confused with the last three.

mod cell;
mod csv;
mod json;

pub use cell::{Cell, Exported};
pub use csv::to_csv;
pub use json::to_json;

#[cfg(test)]
mod tests;
