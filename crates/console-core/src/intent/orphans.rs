//! Tokens whose value is lost, and how they are recognised.

use super::{TokenOrder, may_be_by};
use crate::model::{Row, Token, TokenId};
use crate::names::carries_marker;

/// How certain it is that a found token is the one whose reply was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// It is new, may be ours, and its name contains the marker.
    Sure,
    /// It is new, may be ours, and has the ordered name. But the person removed the marker from
    /// that name, so another token may have the same one.
    Probable,
}

/// The tokens of one order whose value is lost: several if the browser sent the request more than
/// once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Orphans {
    /// The one with the smallest id.
    pub first: Token,
    /// The others.
    pub more: Vec<Token>,
    /// How certain it is that these are the ordered ones.
    pub certainty: Certainty,
}

impl Orphans {
    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Token> {
        std::iter::once(&self.first).chain(&self.more)
    }

    /// These and `token`.
    pub(super) fn with(self, token: Token) -> Self {
        let certainty = self.certainty;
        match self.without(token.id) {
            Some(mut others) if others.first.id < token.id => {
                let at = others.more.partition_point(|other| other.id < token.id);
                others.more.insert(at, token);
                others
            }
            Some(others) => Self { first: token, more: others.into_iter().collect(), certainty },
            None => Self { first: token, more: Vec::new(), certainty },
        }
    }

    /// The tokens without `id`; `None` if it was the only one.
    #[must_use]
    pub fn without(self, id: TokenId) -> Option<Self> {
        let certainty = self.certainty;
        Self::of(self.into_iter().filter(|token| token.id != id).collect(), certainty)
    }

    /// The only token that the value can belong to, if certain.
    pub(super) fn only(self) -> Option<Token> {
        (self.certainty == Certainty::Sure && self.more.is_empty()).then_some(self.first)
    }

    fn into_iter(self) -> impl Iterator<Item = Token> {
        std::iter::once(self.first).chain(self.more)
    }

    fn of(mut tokens: Vec<Token>, certainty: Certainty) -> Option<Self> {
        tokens.sort_by_key(|token| token.id);
        let mut tokens = tokens.into_iter();
        Some(Self { first: tokens.next()?, more: tokens.collect(), certainty })
    }
}

/// A token that GitLab's response names.
impl From<Token> for Orphans {
    fn from(token: Token) -> Self {
        Self { first: token, more: Vec::new(), certainty: Certainty::Sure }
    }
}

/// The tokens of the order that are not in `known`. The marker decides or, if the person removed
/// it, the name: GitLab stores names unchanged, so a new token of another name is someone else's.
/// Creation times are not compared, because this computer's clock may be wrong.
pub(super) fn find_orphans(
    order: &TokenOrder,
    known: &[TokenId],
    tokens: Vec<Row<Token>>,
) -> Option<Orphans> {
    let fresh = tokens
        .into_iter()
        .filter_map(Row::read)
        .filter(|token| !known.contains(&token.id) && may_be_by(token.created_by, order.me));
    let (marked, others): (Vec<_>, Vec<_>) =
        fresh.partition(|token| carries_marker(&token.name, &order.marker));
    let is_named = |token: &Token| token.name.trim() == order.name.trim();
    Orphans::of(marked, Certainty::Sure).or_else(|| {
        let named = others.into_iter().filter(is_named).collect();
        Orphans::of(named, Certainty::Probable)
    })
}
