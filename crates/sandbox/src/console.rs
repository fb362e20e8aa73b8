//! Serves the console's files on an origin of their own, like a plain static host.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::{self, Next};
use axum::response::{Redirect, Response};
use axum::routing::any;
use tower_http::services::ServeDir;

use crate::options::Console;
use crate::server::StartError;

/// The folder's files under the console's path; anything else on that origin is 404.
///
/// # Errors
///
/// The folder does not exist, or its `headers.json` is invalid.
pub(crate) fn router(console: &Console) -> Result<Router, StartError> {
    if !console.dist.is_dir() {
        return Err(StartError::NoDist(console.dist.clone()));
    }
    let headers = extra_headers(&console.dist.join("headers.json"))?;
    let files = ServeDir::new(&console.dist).precompressed_br();
    let router = match console.path.trim_end_matches('/') {
        "" => Router::new().fallback_service(files),
        folder => {
            let inside = console.path.clone();
            let redirect = move || std::future::ready(Redirect::permanent(&inside));
            Router::new().route(folder, any(redirect)).nest_service(&console.path, files)
        }
    };
    Ok(router.layer(middleware::from_fn_with_state(Arc::new(headers), finish)))
}

/// The headers from the build for every response; none if there is no such file.
fn extra_headers(file: &Path) -> Result<HeaderMap, StartError> {
    let wrong = |reason: String| StartError::Headers { file: file.to_owned(), reason };
    if !file.exists() {
        return Ok(HeaderMap::new());
    }
    let text = std::fs::read_to_string(file).map_err(|error| wrong(error.to_string()))?;
    let named: BTreeMap<String, String> =
        serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
    let header = |(name, value): (String, String)| {
        let name = HeaderName::try_from(name).map_err(|error| wrong(error.to_string()))?;
        let value = HeaderValue::try_from(value).map_err(|error| wrong(error.to_string()))?;
        Ok((name, value))
    };
    named.into_iter().map(header).collect()
}

async fn finish(State(extra): State<Arc<HeaderMap>>, request: Request, next: Next) -> Response {
    let hashed = request.uri().path().rsplit('/').next().is_some_and(is_hashed);
    let mut response = next.run(request).await;
    let cache = if !response.status().is_success() || is_page_or_data(response.headers()) {
        "no-store"
    } else if hashed {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    for (name, value) in extra.iter() {
        headers.insert(name, value.clone());
    }
    response
}

fn is_page_or_data(headers: &HeaderMap) -> bool {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    content_type
        .is_some_and(|text| text.starts_with("text/html") || text.starts_with("application/json"))
}

/// Whether a file's name contains a hash of its content, as in `app-1a2b3c4d5e6f7081.wasm`.
fn is_hashed(name: &str) -> bool {
    let hash = |part: &str| {
        part.len() >= 8
            && part.bytes().all(|byte| byte.is_ascii_hexdigit())
            && part.bytes().any(|byte| byte.is_ascii_digit())
    };
    name.split(|character: char| !character.is_ascii_alphanumeric()).any(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recognises_hashed_names() {
        for name in ["agent-console-1a2b3c4d5e6f7081.js", "a-deadbeef01.wasm", "a.0123abcd.css"] {
            assert!(is_hashed(name), "{name}");
        }
        for name in ["agent-console.js", "index.html", "config.json", "facade-feedface.css"] {
            assert!(!is_hashed(name), "{name}");
        }
    }
}
