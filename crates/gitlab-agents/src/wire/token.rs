//! Agent tokens.

use super::json::{Field, Json, document, fields};
use console_core::model::{AgentId, CreatedToken, LastUsed, Row, Token, TokenId, TokenStatus};
use console_core::secret::Secret;

const KEYS: [&str; 9] = [
    "id",
    "name",
    "description",
    "agent_id",
    "status",
    "created_at",
    "created_by_user_id",
    "last_used_at",
    "token",
];

/// One row of an agent's tokens. `agent` stands in where the row does not name its own.
pub(crate) fn row(json: Json<'_>, agent: AgentId) -> Row<Token> {
    let Some(fields) = fields(json, KEYS) else { return Row::Unreadable { id: None } };
    let [id, ..] = fields;
    token(fields, agent).map_or(Row::Unreadable { id: id.id() }, Row::Read)
}

/// One token.
pub(crate) fn single(json: Json<'_>, agent: AgentId) -> Option<Token> {
    token(fields(json, KEYS)?, agent)
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
        document(text.get(..=end)?)?.string().map(Secret::new)
    });
    values.find(|value| !value.expose().trim().is_empty())
}

fn token(fields: [Field<'_>; 9], agent: AgentId) -> Option<Token> {
    let [id, name, description, agent_id, status, created_at, created_by, last_used, _] = fields;
    Some(Token {
        id: TokenId(id.id()?),
        agent: agent_id.id().map_or(agent, AgentId),
        name: name.string_or_empty()?,
        description: description.filled(),
        status: self::status(status),
        created_at: created_at.time(),
        created_by: created_by.creator(),
        last_used: self::last_used(last_used),
    })
}

fn status(field: Field<'_>) -> TokenStatus {
    let word = field.string().unwrap_or_default();
    match word.as_str() {
        "active" => TokenStatus::Active,
        "revoked" => TokenStatus::Revoked,
        _ => TokenStatus::Other(word),
    }
}

/// When a token was last used.
pub(super) fn last_used(field: Field<'_>) -> LastUsed {
    match field.time() {
        Some(time) => LastUsed::At(time),
        None if field.is_null() => LastUsed::Never,
        None => LastUsed::Unknown,
    }
}
