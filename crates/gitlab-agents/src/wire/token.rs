//! Agent tokens.

use super::json::{Field, Json, fields};
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

/// A token that was just created, with its value.
pub(crate) fn created(json: Json<'_>, agent: AgentId) -> Option<CreatedToken> {
    let fields = fields(json, KEYS)?;
    let [.., secret] = fields;
    let secret = secret.filled().map(Secret::new);
    Some(CreatedToken { token: token(fields, agent)?, secret })
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
