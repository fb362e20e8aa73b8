//! What a person types to see fewer rows.
//!
//! ```text
//! filter = *( white-space | term )
//! term   = [ "-" ] ( word | "#" id | "@" word | key ":" value | key ( ">" | "<" ) age )
//! value  = word | name *( "," name ) | number *( "," number )
//! age    = 1*6 digit ( "m" | "h" | "d" | "w" | "y" )
//! ```
//!
//! Which keys there are, and what stands behind each, is the table's ([`Terms`](super::Terms)).
//! Quotation marks keep white space and signs inside a value, as in `by:"jane d"`, and are dropped;
//! one that is never closed ends with the text. The case of ASCII letters does not matter.
//!
//! A row is shown where every term holds:
//! - A word is found in one of the texts that the table names; digits also as the row's id. A key looks in
//!   one of the texts, and so does `@`, which is short for one of the keys.
//! - A value is one of those that are named, or several, with commas between them.
//! - `created>90d` is more than 90 days ago, `created<8m` less than 8 minutes. A year has 365 days.
//!
//! What is not known is in no term and in the reverse of none, except where that is a value with a name of
//! its own: what was used at a time that is not known is neither `used>90d` nor `-used>90d`, and what was
//! never used has no such time either.
//!
//! A term that is not understood is left out, and told as a [`Problem`], so that a view can say which
//! one did not count.

mod matching;
mod parse;
mod toggle;

use super::Columns;
use super::spec::{Choice, Place};
use std::marker::PhantomData;
use std::ops::Range;

/// A filter of the table with the columns `C`, read from what a person typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter<C> {
    terms: Vec<Term>,
    problems: Vec<Problem>,
    table: PhantomData<C>,
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
    /// The value has no such name.
    Choice,
    /// The value is no number.
    Count,
    /// The value is no age.
    Age,
    /// What follows `#` is no id.
    Id,
}

/// One thing that must hold of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Term {
    /// `word`, in lower case, is found in one of `places`, or with `negated` in none.
    Word { places: &'static [Place], word: Vec<u8>, negated: bool },
    /// The same wherever the table looks for words, and `id`, where the word is one, is the row's as well.
    Anywhere { word: Vec<u8>, id: Option<u64>, negated: bool },
    /// The row's id is this one, or is not.
    Id { id: u64, negated: bool },
    /// The value is one whose bit is set, by its place among the names.
    Choice { of: &'static Choice, these: u64 },
    /// The number is one whose bit is set; [`MANY`] is that many or more.
    Count { number: u8, these: u64 },
    /// The time is that long ago.
    Age { time: u8, ages: Ages },
}

/// A number that no term names. The bits of those below are a term's.
const MANY: u8 = 63;

/// Ages in milliseconds, from the least to the most, both included. The age of what is in the future
/// is negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ages {
    least: i64,
    most: i64,
}

impl<C: Columns> Filter<C> {
    /// Reads what a person typed.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let (mut terms, mut problems) = (Vec::new(), Vec::new());
        for span in parse::spans(text) {
            match parse::term(text.get(span.clone()).unwrap_or_default(), C::TERMS) {
                Ok(term) => terms.push(term),
                Err(kind) => problems.push(Problem { span, kind }),
            }
        }
        Self { terms, problems, table: PhantomData }
    }

    /// The terms that are not understood, from left to right.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The values of `choice` that pass, each as the bit of its place among the names; `None` where the
    /// filter says nothing of them.
    #[must_use]
    pub fn chosen(&self, choice: &Choice) -> Option<u64> {
        chosen(&self.terms, choice)
    }

    /// The filter `text` with the values `toggled` of `choice`, given by their bits, chosen as well, or no longer
    /// where they were.
    ///
    /// All terms of the choice become one. It stands where the first of them stood, or in front where there
    /// was none; without any value left it goes, and every row is shown. Everything else stays as it was
    /// typed, so that where nothing was chosen, two clicks give the same text again.
    #[must_use]
    pub fn toggle(text: &str, choice: &'static Choice, toggled: u64) -> String {
        let chosen = Self::parse(text).chosen(choice).unwrap_or_default();
        toggle::put_choice(text, C::TERMS, choice, chosen ^ toggled)
    }

    /// The filter `text` without a term of `choice`, so that rows of every value are shown.
    #[must_use]
    pub fn show_all(text: &str, choice: &'static Choice) -> String {
        toggle::put_choice(text, C::TERMS, choice, 0)
    }

    pub(super) fn matching(&self, view: &super::View<'_>) -> matching::Matching {
        matching::matching(view, &self.terms, C::TERMS)
    }
}

fn chosen(terms: &[Term], choice: &Choice) -> Option<u64> {
    let mut chosen = None;
    for term in terms {
        if let Term::Choice { of, these } = term
            && *of == choice
        {
            chosen = Some(chosen.unwrap_or(u64::MAX) & these);
        }
    }
    chosen
}

#[cfg(test)]
mod tests;
