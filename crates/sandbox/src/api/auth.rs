//! Identifies the caller and checks that the token is valid for this class of endpoints.

use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::http::{HeaderName, Method};

use super::errors::Refusal;
use super::params::Params;
use crate::clock::Moment;
use crate::state::State;
use crate::world::{AccessToken, Scope, User};

/// A signed-in caller.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) user: User,
    pub(crate) token: AccessToken,
}

/// Classes of endpoints, by who may call them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Accepts {
    /// GraphQL, open to everyone. Queries are sent by POST, so the method does not show whether
    /// they only read; `read_api` is enough.
    GraphQl,
    /// Agents and their tokens: a token is required.
    Api,
    /// Groups: public ones are visible to everyone.
    Groups,
    /// Projects: public ones are visible to everyone.
    Projects,
    /// The caller's own account.
    Me,
    /// Other accounts.
    Users,
    /// Version and agent server.
    Metadata,
    /// The token itself, whatever its scope.
    AnyScope,
}

const PRIVATE_TOKEN: HeaderName = HeaderName::from_static("private-token");
const EXPIRED: &str = "Token is expired. You can either do re-authorization or token refresh.";
const REVOKED: &str = "Token was revoked. You have to re-authorize from the user.";

impl Accepts {
    fn needs_caller(self) -> bool {
        !matches!(self, Self::GraphQl | Self::Groups | Self::Projects | Self::Users)
    }

    fn takes_read_user(self) -> bool {
        matches!(self, Self::Me | Self::Users | Self::Metadata | Self::AnyScope)
    }

    /// The accepted scopes, as listed in a refusal.
    fn listed(self) -> &'static str {
        match self {
            Self::Api | Self::Groups | Self::GraphQl | Self::AnyScope => "api read_api",
            Self::Projects => "ai_workflows api read_api",
            Self::Me => "read_user ai_workflows api read_api",
            Self::Users => "read_user api read_api",
            Self::Metadata => "read_user ai_features api read_api",
        }
    }
}

/// Identifies the caller. Checks a token in GitLab's order: known, expired, revoked, scope.
///
/// # Errors
///
/// The token is missing where required, unknown, expired, revoked, without the scope, or sent
/// twice.
pub(crate) fn identify(
    state: &State,
    parts: &Parts,
    params: &Params,
    accepts: Accepts,
    now: Moment,
) -> Result<Option<Caller>, Refusal> {
    let Some(secret) = secret(parts, params)? else {
        return if accepts.needs_caller() { Err(Refusal::Unauthorized) } else { Ok(None) };
    };
    let token = state.world.access_token(secret).ok_or(Refusal::Unauthorized)?;
    if token.expired(now) {
        return Err(Refusal::InvalidToken(EXPIRED));
    }
    if token.revoked {
        return Err(Refusal::InvalidToken(REVOKED));
    }
    if !suffices(token, accepts, &parts.method) {
        return Err(Refusal::InsufficientScope(accepts.listed()));
    }
    let user = state.world.user(token.user).ok_or(Refusal::Unauthorized)?;
    Ok(Some(Caller { user: user.clone(), token: token.clone() }))
}

/// Expires the caller's token now.
///
/// # Errors
///
/// The token was sent twice.
pub(crate) fn expire(
    state: &mut State,
    parts: &Parts,
    params: &Params,
    now: Moment,
) -> Result<(), Refusal> {
    if let Some(secret) = secret(parts, params)? {
        state.world.expire_access_token(secret, now);
    }
    Ok(())
}

/// The token that was sent. `PRIVATE-TOKEN` takes precedence over a bearer token.
fn secret<'r>(parts: &'r Parts, params: &'r Params) -> Result<Option<&'r str>, Refusal> {
    let header = |name| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let bearer = header(AUTHORIZATION).and_then(bearer_token);
    let access_token = params.text("access_token");
    if bearer.is_some() && access_token.is_some() {
        return Err(Refusal::TokenSentTwice);
    }
    let private = header(PRIVATE_TOKEN).or_else(|| params.text("private_token"));
    Ok(private.filter(|secret| !secret.is_empty()).or(bearer).or(access_token))
}

fn bearer_token(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn suffices(token: &AccessToken, accepts: Accepts, method: &Method) -> bool {
    let reading = accepts == Accepts::GraphQl || *method == Method::GET || *method == Method::HEAD;
    accepts == Accepts::AnyScope
        || token.scopes.iter().any(|scope| match scope {
            // The permissions of a fine-grained token are checked later.
            Scope::Api | Scope::Granular => true,
            Scope::ReadApi => reading,
            Scope::ReadUser => reading && accepts.takes_read_user(),
        })
}
