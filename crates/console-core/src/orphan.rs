//! Tokens of earlier days whose value seems to be lost.
//!
//! Nobody noted that their value was lost: the browser crashed, or the person closed the tab. They occupy one of
//! an agent's two slots without being of use to anybody.

use crate::model::{Creator, LastUsed, Row, Token, TokenId, TokenStatus, UserId};
use crate::names::is_marker;
use crate::timestamp::{DAY_MS, Timestamp};

/// How old a token has to be, in milliseconds, before it seems lost that it was never used: 15 minutes. Installing
/// an agent takes some of them, and GitLab refreshes the time of the last use only every few minutes.
pub const SETTLED_MS: i64 = 15 * 60 * 1000;

/// A token that looks as if its value were lost. That is a hint and not a claim: whoever has the value stored, and
/// has not installed it yet, has a token that looks the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LooksLost {
    /// The token.
    pub token: TokenId,
    /// How much speaks for it.
    pub likelihood: Likelihood,
}

/// How much speaks for it that the value of a token is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likelihood {
    /// The date in its name is the day it was created, give or take one: a name suggested by this console.
    Likely,
    /// The name has that form, but another date.
    Possible,
}

/// Those of `tokens` that look as if their value were lost, as of `now`. `agent` is the name of their agent, `me`
/// who looks, and `held` are the tokens whose value this tab shows or whose value its person has stored.
///
/// What is not known speaks against it: who created the token, when, and whether it was ever used.
#[must_use]
pub fn looks_lost(
    tokens: &[Row<Token>],
    agent: &str,
    me: UserId,
    now: Timestamp,
    held: &[TokenId],
) -> Vec<LooksLost> {
    let read = tokens.iter().filter_map(|row| match row {
        Row::Read(token) => Some(token),
        Row::Unreadable { .. } => None,
    });
    read.filter(|token| !held.contains(&token.id))
        .filter_map(|token| {
            let likelihood = likelihood(token, agent, me, now)?;
            Some(LooksLost { token: token.id, likelihood })
        })
        .collect()
}

fn likelihood(token: &Token, agent: &str, me: UserId, now: Timestamp) -> Option<Likelihood> {
    let created_at = token.created_at?;
    let is_idle = token.created_by == Creator::User(me)
        && token.last_used == LastUsed::Never
        && token.status == TokenStatus::Active
        && created_at.age_at(now) >= SETTLED_MS;
    let date = suggested_date(&token.name, agent).filter(|_| is_idle)?;
    let days = [-DAY_MS, 0, DAY_MS].map(|off| created_at.plus(off).compact_date());
    Some(if days.iter().any(|day| day == date) { Likelihood::Likely } else { Likelihood::Possible })
}

/// The date in a name of the form `{agent}-YYYYMMDD-xxxxxx`.
fn suggested_date<'a>(name: &'a str, agent: &str) -> Option<&'a str> {
    let (rest, marker) = name.rsplit_once('-')?;
    let (start, date) = rest.rsplit_once('-')?;
    let is_date = date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit());
    (start == agent && is_date && is_marker(marker)).then_some(date)
}

#[cfg(test)]
mod tests;
