//! Every form of GitLab's refusals.

use axum::http::header::{CONTENT_TYPE, LOCATION, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::reply;
use crate::world::{Boundary, Permission};

/// A refusal, by the form of its body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// 401 `{"message": "401 Unauthorized"}`: the token is missing or unknown.
    Unauthorized,
    /// 401 in OAuth's form, for an expired or revoked token.
    InvalidToken(&'static str),
    /// 400 in OAuth's form, for a token sent twice.
    TokenSentTwice,
    /// 403 in OAuth's form, with the scopes that would suffice.
    InsufficientScope(&'static str),
    /// 403 in OAuth's form, with the permission that a fine-grained token lacks.
    InsufficientGranularScope { permission: Permission, boundary: Boundary },
    /// 400 `{"error": ...}` from Grape's validation.
    Parameters(String),
    /// `{"error": ...}` from elsewhere: only the catch-all and keyset paging use it.
    Error(StatusCode, &'static str),
    /// `{"message": ...}`.
    Message(StatusCode, String),
    /// 301 to the project's numeric id.
    Moved(String),
    /// 415 for an unsupported body type.
    UnsupportedMediaType(String),
    /// 413 for a body over the limit.
    PayloadTooLarge,
}

impl Refusal {
    /// 404 for `what`, such as `Project`.
    pub(crate) fn hidden(what: &str) -> Self {
        Self::Message(StatusCode::NOT_FOUND, format!("404 {what} Not Found"))
    }

    /// 404 in the wording of a failed lookup, with a small f.
    pub(crate) fn not_found() -> Self {
        Self::Message(StatusCode::NOT_FOUND, "404 Not found".to_owned())
    }

    /// 403 for an insufficient role.
    pub(crate) fn forbidden() -> Self {
        Self::Message(StatusCode::FORBIDDEN, "403 Forbidden".to_owned())
    }

    /// 400 with a service's reason.
    pub(crate) fn bad_request(reason: &str) -> Self {
        Self::Message(StatusCode::BAD_REQUEST, format!("400 Bad request - {reason}"))
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Unauthorized => message(StatusCode::UNAUTHORIZED, "401 Unauthorized"),
            Self::InvalidToken(description) => {
                let body = json!({"error": "invalid_token", "error_description": description});
                let challenge = format!(
                    "Bearer realm=\"Protected by OAuth 2.0\", error=\"invalid_token\", \
                     error_description=\"{description}\""
                );
                let mut response = reply::json(StatusCode::UNAUTHORIZED, &body);
                if let Ok(challenge) = HeaderValue::from_str(&challenge) {
                    response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
                }
                response
            }
            Self::TokenSentTwice => {
                let description = "Both Authorization header and payload includes access token.";
                let body = json!({"error": "invalid_request", "error_description": description});
                reply::json(StatusCode::BAD_REQUEST, &body)
            }
            Self::InsufficientScope(scope) => {
                let description =
                    "The request requires higher privileges than provided by the access token.";
                let body = json!({
                    "error": "insufficient_scope",
                    "error_description": description,
                    "scope": scope,
                });
                reply::json(StatusCode::FORBIDDEN, &body)
            }
            Self::InsufficientGranularScope { permission, boundary } => {
                let description = format!(
                    "Access denied: This operation requires a fine-grained personal access token \
                     with the following {} permissions: [{}].",
                    boundary.label(),
                    permission.label(),
                );
                let body = json!({
                    "error": "insufficient_granular_scope",
                    "error_description": description,
                });
                reply::json(StatusCode::FORBIDDEN, &body)
            }
            Self::Parameters(text) => error(StatusCode::BAD_REQUEST, &text),
            Self::Error(status, text) => error(status, text),
            Self::Message(status, text) => message(status, &text),
            Self::Moved(location) => moved(&location),
            Self::UnsupportedMediaType(given) => error(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                &format!("The provided content-type '{given}' is not supported."),
            ),
            Self::PayloadTooLarge => error(StatusCode::PAYLOAD_TOO_LARGE, "413 Payload Too Large"),
        }
    }
}

fn error(status: StatusCode, text: &str) -> Response {
    reply::json(status, &json!({"error": text}))
}

fn message(status: StatusCode, text: &str) -> Response {
    reply::json(status, &json!({"message": text}))
}

fn moved(location: &str) -> Response {
    let body = format!("This resource has been moved permanently to {location}");
    let mut response = (StatusCode::MOVED_PERMANENTLY, body).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain"));
    if let Ok(location) = HeaderValue::from_str(location) {
        headers.insert(LOCATION, location);
    }
    response
}
