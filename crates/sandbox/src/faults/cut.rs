//! Responses whose connection ends before the body does.

use std::io;
use std::time::Duration;

use axum::body::{self, Body, HttpBody};
use axum::http::HeaderValue;
use axum::http::header::CONTENT_LENGTH;
use axum::response::Response;
use futures_util::{StreamExt, stream};

/// The maximum size of a body to read; more is never kept.
const READ_AT_MOST: usize = 64 * 1024 * 1024;
/// Time for the head and the kept part to be sent before the connection ends.
const FLUSH: Duration = Duration::from_millis(20);

/// Keeps the first `bytes` of the body, with a `Content-Length` that promises more.
pub(crate) async fn after(response: Response, bytes: usize) -> Response {
    // A response without a body, such as 204, cannot be cut.
    if response.body().is_end_stream() {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let whole = body::to_bytes(body, READ_AT_MOST).await.unwrap_or_default();
    let kept = whole.slice(..bytes.min(whole.len()));
    let promised = whole.len().max(kept.len() + 1);
    parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(promised));
    let end = stream::once(async {
        tokio::time::sleep(FLUSH).await;
        Err(io::Error::other("cut on purpose"))
    });
    let body = stream::iter((!kept.is_empty()).then_some(Ok(kept))).chain(end);
    Response::from_parts(parts, Body::from_stream(body))
}
