//! Agent tokens.

use super::json::{Field, Id, RawValue, document, read, string};
use console_core::model::{AgentId, CreatedToken, LastUsed, Row, Token, TokenId, TokenStatus};
use console_core::secret::Secret;
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
struct TokenJson {
    id: Field<Id>,
    name: Field<String>,
    description: Field<String>,
    agent_id: Field<Id>,
    status: Field<String>,
    created_at: Field<String>,
    created_by_user_id: Field<Id>,
    last_used_at: Field<String>,
}

/// One row of an agent's tokens. `agent` stands in where the row does not name its own.
pub(crate) fn row(json: &RawValue, agent: AgentId) -> Row<Token> {
    let Some(token) = read::<TokenJson>(json) else { return Row::Unreadable { id: None } };
    let id = token.id.id();
    token.read(agent).map_or(Row::Unreadable { id }, Row::Read)
}

/// One token.
pub(crate) fn single(json: &RawValue, agent: AgentId) -> Option<Token> {
    read::<TokenJson>(json)?.read(agent)
}

/// A token that was just created, as far as the answer can be read. The value is looked for first, and in whatever
/// came: it is told this one time only, and the rest stands in lists.
pub(crate) fn created(body: &[u8], agent: AgentId) -> Option<CreatedToken> {
    let token = document(body).and_then(|json| single(json, agent));
    match (token, value(body)) {
        (Some(token), Some(value)) => Some(CreatedToken::Whole(token, value)),
        (Some(token), None) => Some(CreatedToken::NoValue(token)),
        (None, Some(value)) => Some(CreatedToken::ValueOnly(value)),
        (None, None) => None,
    }
}

/// The first string under the key `token` that says something. The bytes around it need be no JSON, nor text.
fn value(body: &[u8]) -> Option<Secret> {
    const KEY: &[u8] = b"\"token\"";
    let starts = body.windows(KEY.len()).enumerate().filter(|(_, key)| *key == KEY);
    let mut values = starts.filter_map(|(at, _)| {
        let rest = body.get(at + KEY.len()..)?.trim_ascii_start();
        let text = rest.strip_prefix(b":")?.trim_ascii_start();
        // A string ends at the first quote that no backslash stands before, itself not escaped.
        let mut is_escaped = true;
        let end = text.iter().position(|&byte| {
            let ends = byte == b'"' && !is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            ends
        })?;
        string(document(text.get(..=end)?)?).map(Secret::new)
    });
    values.find(|value| !value.expose().trim().is_empty())
}

impl TokenJson {
    fn read(self, agent: AgentId) -> Option<Token> {
        Some(Token {
            id: TokenId(self.id.id()?),
            agent: self.agent_id.id().map_or(agent, AgentId),
            name: self.name.string_or_empty()?,
            description: self.description.filled(),
            status: status(self.status),
            created_at: self.created_at.time(),
            created_by: self.created_by_user_id.creator(),
            last_used: last_used(self.last_used_at),
        })
    }
}

fn status(status: Field<String>) -> TokenStatus {
    let word = status.value().unwrap_or_default();
    match word.as_str() {
        "active" => TokenStatus::Active,
        "revoked" => TokenStatus::Revoked,
        _ => TokenStatus::Other(word),
    }
}

/// When a token was last used.
pub(super) fn last_used(time: Field<String>) -> LastUsed {
    if time.is_null() {
        return LastUsed::Never;
    }
    time.time().map_or(LastUsed::Unknown, LastUsed::At)
}
