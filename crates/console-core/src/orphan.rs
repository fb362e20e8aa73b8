//! Older tokens whose value seems to be lost.
//!
//! Nothing recorded the loss: the browser crashed, or the person closed the tab. Such tokens occupy
//! one of an agent's two slots and serve nobody.

use crate::model::{Creator, LastUsed, Row, Token, TokenId, TokenStatus, UserId};
use crate::names::is_marker;
use crate::timestamp::{DAY_MS, Timestamp};

/// The age, in milliseconds, from which a never-used token may seem lost: 15 minutes. Installing an
/// agent takes some of them, and GitLab updates the last use only every few minutes.
pub const SETTLED_MS: i64 = 15 * 60 * 1000;

/// A token whose value seems to be lost. This is a hint: a token that is stored but not installed
/// yet looks the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LooksLost {
    /// The token.
    pub token: TokenId,
    /// How likely it is.
    pub likelihood: Likelihood,
}

/// How likely it is that a token's value is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likelihood {
    /// The date in its name is the day of its creation, give or take one: this console suggested
    /// the name.
    Likely,
    /// The name has that form, but with another date.
    Possible,
}

/// The tokens in `tokens` whose value seems to be lost as of `now`. `agent` is their agent's name
/// and `me` the current person; `held` are the tokens whose value this tab shows or the person has
/// stored.
///
/// A token counts only if its creator, its creation time and its use are known.
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
