//! Amazon S3 behind CloudFront: S3 stores each file's type and caching, CloudFront adds the other
//! headers.

use super::filled;
use crate::dist::{Deployment, IMMUTABLE, Part};
use anyhow::{Context, Result};
use serde_json::{Value, json};

const UPLOAD: &str = include_str!("upload.sh");

/// Content types by extension. Without `application/wasm`, browsers do not compile while streaming.
const TYPES: [(&str, &str); 6] = [
    ("css", "text/css; charset=utf-8"),
    ("html", "text/html; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("svg", "image/svg+xml"),
    ("txt", "text/plain; charset=utf-8"),
    ("wasm", "application/wasm"),
];

/// The response headers policy, in the format of `aws cloudfront create-response-headers-policy`.
pub(super) fn policy(deployment: &Deployment) -> Result<String> {
    let mut security = json!({});
    let mut custom = Vec::new();
    for (name, value) in deployment.public_headers() {
        // CloudFront has dedicated fields for some headers and rejects them as custom headers.
        let (field, content) = match name {
            "Content-Security-Policy" => {
                ("ContentSecurityPolicy", json!({"ContentSecurityPolicy": value}))
            }
            "X-Content-Type-Options" => ("ContentTypeOptions", json!({})),
            "X-Frame-Options" => ("FrameOptions", json!({"FrameOption": value})),
            "Referrer-Policy" => ("ReferrerPolicy", json!({"ReferrerPolicy": value})),
            "Strict-Transport-Security" => ("StrictTransportSecurity", transport(&value)?),
            _ => {
                custom.push(json!({"Header": name, "Value": value, "Override": true}));
                continue;
            }
        };
        let mut content = content;
        set(&mut content, "Override", Value::Bool(true));
        set(&mut security, field, content);
    }
    let policy = json!({
        "Name": "agent-console",
        "Comment": "Generated from config.json; make a new package when that changes.",
        "SecurityHeadersConfig": security,
        "CustomHeadersConfig": {"Quantity": custom.len(), "Items": custom},
    });
    Ok(serde_json::to_string_pretty(&policy)? + "\n")
}

fn transport(value: &str) -> Result<Value> {
    let seconds = value.split([';', '=']).nth(1).and_then(|seconds| seconds.parse::<u32>().ok());
    Ok(json!({
        "AccessControlMaxAgeSec": seconds.context("the header states no age")?,
        "IncludeSubdomains": value.contains("includeSubDomains"),
        "Preload": false,
    }))
}

fn set(object: &mut Value, name: &str, value: Value) {
    if let Some(object) = object.as_object_mut() {
        object.insert(name.to_owned(), value);
    }
}

/// A script that uploads every file with its type and caching, the page last.
pub(super) fn upload(parts: &[Part]) -> Result<String> {
    let mut parts: Vec<_> = parts.iter().collect();
    // The page goes last, so that it never names a file that is not uploaded yet.
    parts.sort_by_key(|part| (!part.kind.is_hashed(), part.path.ends_with("index.html")));
    let mut lines = Vec::new();
    for part in parts {
        let name = part.path.file_name().context("a file without a name")?.to_string_lossy();
        let caching = if part.kind.is_hashed() { IMMUTABLE } else { "no-cache" };
        lines.push(put(&name, caching)?);
    }
    let page = lines.len().saturating_sub(1);
    lines.insert(page, put("icon.svg", "no-cache")?);
    lines.insert(page, "put config.json \"application/json\" \"no-cache\"".to_owned());
    Ok(filled(UPLOAD, "files", &lines.join("\n")))
}

fn put(name: &str, caching: &str) -> Result<String> {
    let end = name.rsplit('.').next().unwrap_or_default();
    let found = TYPES.iter().find(|(known, _)| *known == end);
    let (_, kind) = found.with_context(|| format!("{name} is of no known type"))?;
    Ok(format!("put {name} \"{kind}\" \"{caching}\""))
}
