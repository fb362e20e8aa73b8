//! Who is signed in, and to what.

use super::json::{Field, Id, RawValue, read};
use console_core::model::{
    GitLabVersion, Grant, Instance, Kas, PersonalAccessToken, TokenEnd, User, UserId,
};
use console_core::timestamp::Timestamp;
use serde::Deserialize;

/// The one scope of a fine-grained token.
const GRANULAR: &str = "granular";

#[derive(Default, Deserialize)]
#[serde(default)]
struct TokenJson<'a> {
    name: Field<String>,
    #[serde(borrow)]
    scopes: Field<Vec<&'a RawValue>>,
    granular: Field<bool>,
    expires_at: Field<String>,
    user_id: Field<Id>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct UserJson {
    id: Field<Id>,
    username: Field<String>,
    name: Field<String>,
    is_admin: Field<bool>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct InstanceJson {
    version: Field<String>,
    kas: Field<KasJson>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct KasJson {
    enabled: Field<bool>,
    external_url: Field<String>,
    version: Field<String>,
}

/// `GET /personal_access_tokens/self`.
pub(crate) fn personal_access_token(json: &RawValue) -> Option<PersonalAccessToken> {
    let token: TokenJson<'_> = read(json)?;
    if token.scopes.is_missing() {
        return None;
    }
    let scopes = token.scopes.strings();
    let is_granular = token
        .granular
        .value()
        .unwrap_or_else(|| matches!(scopes.as_slice(), [only] if only == GRANULAR));
    Some(PersonalAccessToken {
        name: token.name.value().unwrap_or_default(),
        grant: if is_granular { Grant::FineGrained } else { Grant::Scopes(scopes) },
        end: token_end(token.expires_at),
        user_id: token.user_id.id().map(UserId),
    })
}

fn token_end(expires_at: Field<String>) -> TokenEnd {
    match expires_at {
        Field::Null => TokenEnd::Never,
        Field::Value(date) => Timestamp::parse_date(&date).map_or(TokenEnd::Unknown, TokenEnd::At),
        Field::Missing | Field::Other => TokenEnd::Unknown,
    }
}

/// `GET /user` and `GET /users/:id`.
pub(crate) fn user(json: &RawValue) -> Option<User> {
    let user: UserJson = read(json)?;
    Some(User {
        id: UserId(user.id.id()?),
        username: user.username.string_or_empty()?,
        name: user.name.value().unwrap_or_default(),
        is_admin: user.is_admin.value().unwrap_or(false),
    })
}

/// `GET /metadata` and `GET /version`. The latter says nothing of KAS before GitLab 15.2.
pub(crate) fn instance(json: &RawValue) -> Option<Instance> {
    let instance: InstanceJson = read(json)?;
    let version = GitLabVersion::parse(&instance.version.filled()?);
    let kas = instance.kas.value().unwrap_or_default();
    let kas = match kas.enabled.value() {
        Some(true) => Kas::On { address: kas.external_url.filled(), version: kas.version.filled() },
        Some(false) => Kas::Off,
        None => Kas::Unknown,
    };
    Some(Instance { version, kas })
}
