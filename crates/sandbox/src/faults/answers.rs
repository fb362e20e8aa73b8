//! Complete responses in place of GitLab's own.

use std::collections::BTreeMap;

use axum::http::header::{CONTENT_TYPE, HeaderMap, LOCATION, REFERER, RETRY_AFTER};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::{Fault, bomb};

/// A response, and whether it passes through GitLab's CORS layer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) response: Response,
    pub(crate) cors: bool,
}

/// The parts of a request that such a response depends on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'r> {
    pub(crate) method: &'r Method,
    pub(crate) headers: &'r HeaderMap,
    /// This GitLab's configured URL.
    pub(crate) url: &'r str,
}

/// The response of a fault, if it has one.
pub(crate) fn answer(fault: &Fault, asked: Asked<'_>) -> Option<Answer> {
    match fault {
        Fault::Status { code, body, content_type, headers, cors } => {
            let response = status(*code, body, content_type.as_deref(), headers);
            let cors = cors.unwrap_or(!matches!(code, 301 | 502 | 503 | 504));
            Some(Answer { response, cors })
        }
        Fault::Redirect { to, code } => Some(through_cors(redirect(*code, to))),
        Fault::Html => Some(through_cors(login_page())),
        Fault::GzipBomb { mib } => Some(through_cors(bomb::answer(*mib))),
        Fault::Maintenance => maintenance(asked),
        _ => None,
    }
}

/// The response that replaces GitLab's own after the commit.
pub(crate) fn after_commit(fault: &Fault) -> Option<Response> {
    let Fault::AfterCommit { code, body, content_type } = fault else { return None };
    Some(status(*code, body, content_type.as_deref(), &BTreeMap::new()))
}

/// GitLab's sign-in page.
pub(crate) fn login_page() -> Response {
    let page = "<!DOCTYPE html><html lang=\"en\"><head><title>Sign in · GitLab</title></head>\
                <body><h1>GitLab</h1><p>You need to sign in before continuing.</p></body></html>";
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    ([(CONTENT_TYPE, html)], page).into_response()
}

/// An empty response that redirects to `to`.
pub(crate) fn redirect(code: u16, to: &str) -> Response {
    let mut response = StatusCode::from_u16(code).unwrap_or(StatusCode::FOUND).into_response();
    if let Ok(to) = HeaderValue::from_str(to) {
        response.headers_mut().insert(LOCATION, to);
    }
    response
}

fn through_cors(response: Response) -> Answer {
    Answer { response, cors: true }
}

fn status(
    code: u16,
    body: &Value,
    content_type: Option<&str>,
    extra: &BTreeMap<String, String>,
) -> Response {
    let code = StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let (body, default_type) = match body {
        Value::Null => (String::new(), "text/plain"),
        Value::String(text) => (text.clone(), "text/plain"),
        json => (json.to_string(), "application/json"),
    };
    let mut response = (code, body).into_response();
    let content_type = ("content-type", content_type.unwrap_or(default_type));
    let extra = extra.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    for (name, value) in std::iter::once(content_type).chain(extra) {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// Maintenance mode allows reads. Only a JSON write gets the real error; any other is redirected
/// back.
fn maintenance(asked: Asked<'_>) -> Option<Answer> {
    if [Method::GET, Method::HEAD, Method::OPTIONS].contains(asked.method) {
        return None;
    }
    let header = |name| asked.headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let response = if header(CONTENT_TYPE).is_some_and(|kind| kind.starts_with("application/json"))
    {
        let body = json!({"message": "GitLab is undergoing maintenance"});
        let retry_after = BTreeMap::from([(RETRY_AFTER.to_string(), "900".to_owned())]);
        status(503, &body, None, &retry_after)
    } else {
        redirect(301, header(REFERER).unwrap_or(asked.url))
    };
    Some(Answer { response, cors: false })
}
