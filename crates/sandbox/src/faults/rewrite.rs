//! Faults in the content of otherwise correct responses.

use axum::body::{self, Body};
use axum::http::header::{CONTENT_LENGTH, LINK};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use serde_json::Value;

use super::{Fault, big_ids};

/// Applies the faults that change headers or JSON.
pub(crate) async fn rewrite(mut response: Response, faults: &[Fault]) -> Response {
    for fault in faults {
        match fault {
            Fault::OmitTotal => omit_total(response.headers_mut()),
            Fault::LoopPages => loop_pages(response.headers_mut()),
            _ => {}
        }
    }
    if !response.status().is_success() || !faults.iter().any(changes_json) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = body::to_bytes(body, usize::MAX).await else {
        return Response::from_parts(parts, Body::empty());
    };
    let Ok(mut json) = serde_json::from_slice::<Value>(&bytes) else {
        return Response::from_parts(parts, bytes.into());
    };
    for fault in faults {
        change(&mut json, fault);
    }
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, json.to_string().into())
}

fn changes_json(fault: &Fault) -> bool {
    matches!(
        fault,
        Fault::UnknownEnum
            | Fault::Nulls { .. }
            | Fault::BigIds { .. }
            | Fault::NoSecret
            | Fault::GraphqlNulls { .. }
    )
}

fn change(json: &mut Value, fault: &Fault) {
    match fault {
        Fault::UnknownEnum => set(json, None, "status", &Value::from("hibernating")),
        Fault::NoSecret => {
            if let Some(fields) = json.as_object_mut() {
                fields.remove("token");
            }
        }
        Fault::Nulls { fields, row } => {
            for field in fields {
                set(json, *row, field, &Value::Null);
            }
        }
        Fault::BigIds { text } => big_ids::enlarge(json, *text),
        Fault::GraphqlNulls { field } => {
            if let Some(data) = json.get_mut("data") {
                erase(data, field);
            }
        }
        _ => {}
    }
}

/// Sets a field, if present, of a single object, or of one or all rows of a list.
fn set(json: &mut Value, row: Option<usize>, field: &str, value: &Value) {
    let rows = match json {
        Value::Array(rows) => rows.as_mut_slice(),
        one => std::slice::from_mut(one),
    };
    for (index, object) in rows.iter_mut().enumerate() {
        if row.is_some_and(|row| row != index) {
            continue;
        }
        if let Some(present) = object.get_mut(field) {
            *present = value.clone();
        }
    }
}

/// Sets a key to null at any depth.
fn erase(json: &mut Value, name: &str) {
    match json {
        Value::Array(rows) => rows.iter_mut().for_each(|row| erase(row, name)),
        Value::Object(fields) => {
            for (key, field) in fields {
                if key == name {
                    *field = Value::Null;
                } else {
                    erase(field, name);
                }
            }
        }
        _ => {}
    }
}

fn omit_total(headers: &mut HeaderMap) {
    headers.remove("x-total");
    headers.remove("x-total-pages");
    keep_links(headers, |link| !link.contains("rel=\"last\""));
}

/// Makes the page its own next page, unless it is the last.
fn loop_pages(headers: &mut HeaderMap) {
    let text = |headers: &HeaderMap, name: &str| {
        headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
    };
    let Some(page) = text(headers, "x-page") else { return };
    let next = text(headers, "x-next-page").filter(|next| !next.is_empty());
    let (Some(next), Some(link)) = (next, text(headers, "link")) else { return };
    let looped: Vec<_> = link
        .split(", ")
        .map(|link| match link.contains("rel=\"next\"") {
            true => link.replace(&format!("&page={next}&"), &format!("&page={page}&")),
            false => link.to_owned(),
        })
        .collect();
    if let (Ok(page), Ok(link)) = (page.parse(), HeaderValue::try_from(looped.join(", "))) {
        headers.insert("x-next-page", page);
        headers.insert(LINK, link);
    }
}

fn keep_links(headers: &mut HeaderMap, keep: impl Fn(&str) -> bool) {
    let Some(link) = headers.get(LINK).and_then(|value| value.to_str().ok()) else { return };
    let kept: Vec<_> = link.split(", ").filter(|link| keep(link)).collect();
    if let Ok(value) = HeaderValue::try_from(kept.join(", ")) {
        headers.insert(LINK, value);
    }
}
