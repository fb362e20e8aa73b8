//! Who is signed in, and to what.

use super::json::{Json, fields};
use console_core::model::{
    GitLabVersion, Grant, Instance, Kas, PersonalAccessToken, TokenEnd, User, UserId,
};
use console_core::timestamp::Timestamp;

/// The one scope of a fine-grained token.
const GRANULAR: &str = "granular";

/// `GET /personal_access_tokens/self`.
pub(crate) fn personal_access_token(json: Json<'_>) -> Option<PersonalAccessToken> {
    let [name, scopes, granular, expires_at, user_id] =
        fields(json, ["name", "scopes", "granular", "expires_at", "user_id"])?;
    scopes.json()?;
    let scopes = scopes.strings();
    let is_granular =
        granular.flag().unwrap_or_else(|| matches!(scopes.as_slice(), [only] if only == GRANULAR));
    let date = expires_at.string().and_then(|date| Timestamp::parse_date(&date));
    let end = match date {
        Some(date) => TokenEnd::At(date),
        None if expires_at.is_null() => TokenEnd::Never,
        None => TokenEnd::Unknown,
    };
    Some(PersonalAccessToken {
        name: name.string().unwrap_or_default(),
        grant: if is_granular { Grant::FineGrained } else { Grant::Scopes(scopes) },
        end,
        user_id: user_id.id().map(UserId),
    })
}

/// `GET /user` and `GET /users/:id`.
pub(crate) fn user(json: Json<'_>) -> Option<User> {
    let [id, username, name, is_admin] = fields(json, ["id", "username", "name", "is_admin"])?;
    Some(User {
        id: UserId(id.id()?),
        username: username.string_or_empty()?,
        name: name.string().unwrap_or_default(),
        is_admin: is_admin.flag().unwrap_or(false),
    })
}

/// `GET /metadata` and `GET /version`. The latter says nothing of KAS before GitLab 15.2.
pub(crate) fn instance(json: Json<'_>) -> Option<Instance> {
    let [version, kas] = fields(json, ["version", "kas"])?;
    let version = GitLabVersion::parse(&version.filled()?);
    let [enabled, address, kas_version] = kas.fields(["enabled", "externalUrl", "version"]);
    let kas = match enabled.flag() {
        Some(true) => Kas::On { address: address.filled(), version: kas_version.filled() },
        Some(false) => Kas::Off,
        None => Kas::Unknown,
    };
    Some(Instance { version, kas })
}
