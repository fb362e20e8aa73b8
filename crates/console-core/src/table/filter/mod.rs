//! What a person types to see fewer rows.
//!
//! ```text
//! filter = *( white-space | term )
//! term   = [ "-" ] ( word | "#" id | "@" word | key ":" value | time ( ">" | "<" ) age )
//! key    = "status" | "name" | "project" | "by" | "tokens"
//! time   = "created" | "contact"
//! age    = 1*6 digit ( "m" | "h" | "d" | "w" | "y" )
//! ```
//!
//! Quotation marks keep white space and signs inside a value, as in `by:"jane d"`, and are dropped;
//! one that is never closed ends with the text. The case of ASCII letters does not matter.
//!
//! A row is shown where every term holds:
//! - A word is found in the name, in the project's path or in the creator's name; digits also as the
//!   agent's id. `name:`, `project:` and `by:` look in one of the three, `@` is short for `by:`.
//! - `status:` and `tokens:` name one value or several, with commas between them.
//! - `created>90d` is more than 90 days ago, `contact<8m` less than 8 minutes. A year has 365 days.
//!
//! What is not known is in no term and in the reverse of none, except in `status:unknown`: an agent
//! whose last contact was not read is neither `contact>90d` nor `-contact>90d`, and one that was
//! never in contact has no such time either.
//!
//! A term that is not understood is left out, and told as a [`Problem`], so that a view can say which
//! one did not count.

mod matching;
mod parse;
mod status_set;
mod toggle;

pub use status_set::StatusSet;
pub use toggle::{show_all, toggle_status};

pub(super) use matching::{Matching, matching};

use std::ops::Range;

/// A filter, read from what a person typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    terms: Vec<Term>,
    problems: Vec<Problem>,
}

/// A term that is not understood, and does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands in the text, in bytes.
    pub span: Range<usize>,
    /// What is wrong with it.
    pub kind: ProblemKind,
}

/// What is wrong with a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// There is no such key, or it does not go with this sign.
    Key,
    /// Nothing follows the key or sign: the person may still be typing.
    NoValue,
    /// The value is no status.
    Status,
    /// The value is no number of tokens.
    Tokens,
    /// The value is no age.
    Age,
    /// What follows `#` is no id.
    Id,
}

/// One thing that must hold of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Term {
    /// `word`, in lower case, is found, or with `negated` is not.
    Text { within: Within, word: Vec<u8>, negated: bool },
    /// The agent's id is this one, or is not.
    Id { id: u64, negated: bool },
    /// The status is one of these.
    Status(StatusSet),
    /// The number of active tokens is one whose bit is set; [`MANY_TOKENS`] is that many or more.
    Tokens(u64),
    /// The agent was registered that long ago.
    Created(Ages),
    /// The last contact was that long ago.
    Contact(Ages),
}

/// A number of tokens that no term names. The bits of those below are a term's.
const MANY_TOKENS: u8 = 63;

/// Where a word is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Within {
    Anywhere,
    Name,
    Project,
    Creator,
}

/// Ages in milliseconds, from the least to the most, both included. The age of what is in the future
/// is negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Ages {
    least: i64,
    most: i64,
}

impl Filter {
    /// Reads what a person typed.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut filter = Self::default();
        for span in parse::spans(text) {
            match parse::term(text.get(span.clone()).unwrap_or_default()) {
                Ok(term) => filter.terms.push(term),
                Err(kind) => filter.problems.push(Problem { span, kind }),
            }
        }
        filter
    }

    /// The terms that are not understood, from left to right.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Whether other rows may pass when time has gone by.
    #[must_use]
    pub fn follows_time(&self) -> bool {
        let follows =
            |term: &Term| matches!(term, Term::Status(_) | Term::Created(_) | Term::Contact(_));
        self.terms.iter().any(follows)
    }

    /// The statuses that pass; `None` where the filter says nothing of statuses.
    #[must_use]
    pub fn statuses(&self) -> Option<StatusSet> {
        let mut passing = None;
        for term in &self.terms {
            if let Term::Status(these) = term {
                passing = Some(passing.unwrap_or(StatusSet::ALL).and(*these));
            }
        }
        passing
    }
}

#[cfg(test)]
mod tests;
