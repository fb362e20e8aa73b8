//! Requests that GitLab refuses before any other check.

use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use serde::de::IgnoredAny;
use serde_json::json;

use crate::api::reply;
use crate::version::Version;

/// The refusal if the URL is not valid text or the body not valid JSON.
pub(crate) fn refusal(parts: &Parts, body: &[u8], version: &Version) -> Option<Response> {
    let query = parts.uri.query().unwrap_or_default();
    if !is_text(parts.uri.path()) || !is_text(query) {
        return Some(bad_request());
    }
    let json = parts.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let claims_json = json.is_some_and(|kind| kind.starts_with("application/json"));
    if !claims_json || body.is_empty() || serde_json::from_slice::<IgnoredAny>(body).is_ok() {
        return None;
    }
    // Before 18.5 there was no separate check of JSON.
    Some(if version.at_least(18, 5) {
        reply::json(StatusCode::BAD_REQUEST, &json!({"error": "Invalid JSON format"}))
    } else {
        bad_request()
    })
}

/// Whether a part of the URL decodes to UTF-8 without null bytes.
fn is_text(encoded: &str) -> bool {
    percent_decode_str(encoded).decode_utf8().is_ok_and(|text| !text.contains('\0'))
}

fn bad_request() -> Response {
    let mut response = (StatusCode::BAD_REQUEST, "Bad Request").into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain"));
    response
}
