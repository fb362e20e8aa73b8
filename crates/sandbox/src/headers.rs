//! The headers of every API response.

use axum::body::{self, Body, HttpBody};
use axum::http::header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH, X_CONTENT_TYPE_OPTIONS};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::response::Response;
use sha2::{Digest, Sha256};

const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Adds the request id, derived from the request's number, and what browser caches use: an entity
/// tag on success, or 304 if the request has the same tag.
pub(crate) async fn finish(mut response: Response, request: &Parts, number: u64) -> Response {
    if request.method == Method::GET && response.status() == StatusCode::OK {
        response = tagged(response).await;
        let tag = response.headers().get(ETAG);
        if tag.is_some() && tag == request.headers.get(IF_NONE_MATCH) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            *response.body_mut() = Body::empty();
        }
    }
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("max-age=0, private, must-revalidate"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if let Ok(id) = HeaderValue::try_from(request_id(number)) {
        headers.insert(X_REQUEST_ID, id);
    }
    response
}

async fn tagged(response: Response) -> Response {
    // A streamed body comes from a fault and may be endless.
    if response.body().size_hint().exact().is_none() {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let bytes = body::to_bytes(body, usize::MAX).await.unwrap_or_default();
    let hash = Sha256::digest(&bytes);
    let hex: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    if let Ok(tag) = HeaderValue::try_from(format!("W/\"{hex}\"")) {
        parts.headers.insert(ETAG, tag);
    }
    Response::from_parts(parts, bytes.into())
}

/// 26 characters of Crockford's base 32, as in GitLab's request ids.
fn request_id(number: u64) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let mut hash = Sha256::new_with_prefix(b"sandbox request");
    hash.update(number.to_be_bytes());
    let digit = |byte: u8| ALPHABET.get(usize::from(byte % 32)).copied().map(char::from);
    hash.finalize().into_iter().take(26).filter_map(digit).collect()
}
