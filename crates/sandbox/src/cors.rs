//! Cross-origin headers, identical to GitLab's.
//!
//! Every origin may call the API without cookies; only GitLab's own origin may send them. The list
//! of exposed headers is fixed and lacks `Retry-After` and `RateLimit-*`.

use axum::http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE,
    ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD, HeaderMap, ORIGIN, VARY,
};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};

const METHODS: HeaderValue =
    HeaderValue::from_static("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
const EXPOSED: HeaderValue = HeaderValue::from_static(
    "Link, X-Total, X-Total-Pages, X-Per-Page, X-Page, X-Next-Page, X-Prev-Page, \
     X-Gitlab-Blob-Id, X-Gitlab-Commit-Id, X-Gitlab-Content-Sha256, X-Gitlab-Encoding, \
     X-Gitlab-File-Name, X-Gitlab-File-Path, X-Gitlab-Last-Commit-Id, X-Gitlab-Ref, \
     X-Gitlab-Size, X-Request-Id, ETag",
);
const TWO_HOURS: HeaderValue = HeaderValue::from_static("7200");

/// The method that a preflight asks for; `None` for any other request.
pub(crate) fn preflight(request: &Parts) -> Option<Method> {
    let asked = request.headers.get(ACCESS_CONTROL_REQUEST_METHOD)?;
    let preflight = request.method == Method::OPTIONS && request.headers.contains_key(ORIGIN);
    preflight.then(|| Method::from_bytes(asked.as_bytes()).ok()).flatten()
}

/// The response to a preflight, before authentication. [`allow`] adds its CORS headers as to any
/// other response.
pub(crate) fn preflight_answer(request: &HeaderMap) -> Response {
    let mut response = StatusCode::OK.into_response();
    if let Some(wanted) = request.get(ACCESS_CONTROL_REQUEST_HEADERS) {
        response.headers_mut().insert(ACCESS_CONTROL_ALLOW_HEADERS, wanted.clone());
    }
    response
}

/// Adds the headers to a response. `own` is the origin of GitLab's configured URL.
pub(crate) fn allow(request: &HeaderMap, own: &str, answer: &mut HeaderMap) {
    answer.append(VARY, HeaderValue::from_static("Origin"));
    let Some(origin) = request.get(ORIGIN) else { return };
    if origin.as_bytes() == own.as_bytes() {
        answer.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        answer.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
    } else {
        answer.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    }
    answer.insert(ACCESS_CONTROL_ALLOW_METHODS, METHODS);
    answer.insert(ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    answer.insert(ACCESS_CONTROL_MAX_AGE, TWO_HOURS);
}
