//! What a host should send with the console, and what the page can say of it by itself.

use super::parts::Part;
use anyhow::Result;
use serde_json::{Map, Value};
use std::fmt::Write;

/// The Content-Security-Policy, directive by directive.
///
/// Connections stay open to any https address, as the deployment's `config.json` alone knows which
/// GitLabs there are; the loader narrows them to those. Plain http is for loopback only, by name or
/// IPv4: Chromium takes `http://[::1]:*` for no valid source.
const POLICY: [(&str, &str); 11] = [
    ("default-src", "'none'"),
    ("script-src", "'self' 'wasm-unsafe-eval'"),
    ("style-src", "'self'"),
    ("img-src", "'self' data:"),
    ("font-src", "'self'"),
    ("connect-src", "'self' https: http://127.0.0.1:* http://localhost:*"),
    ("base-uri", "'none'"),
    ("form-action", "'none'"),
    ("object-src", "'none'"),
    ("require-trusted-types-for", "'script'"),
    ("trusted-types", "'none'"),
];

/// Headers beside the policy. The page cannot set any of them by itself.
const OTHERS: [(&str, &str); 6] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Frame-Options", "DENY"),
    (
        "Permissions-Policy",
        "clipboard-write=(self), clipboard-read=(), camera=(), microphone=(), geolocation=(), \
         usb=(), serial=(), hid=(), payment=()",
    ),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
];

/// For public hosts only: on loopback it would turn every other local server to https as well.
const TRANSPORT: (&str, &str) =
    ("Strict-Transport-Security", "max-age=31536000; includeSubDomains");

/// The policy as the page's meta element states it; with a nonce where `trunk serve` adds a script.
pub(crate) fn page_policy(nonce: Option<&str>) -> String {
    let directives = POLICY.map(|(name, sources)| match nonce {
        Some(nonce) if name == "script-src" => format!("{name} {sources} 'nonce-{nonce}'"),
        _ => format!("{name} {sources}"),
    });
    directives.join("; ")
}

/// The policy as a header. Browsers ignore `frame-ancestors` in a meta element.
pub(crate) fn header_policy() -> String {
    format!("{}; frame-ancestors 'none'", page_policy(None))
}

/// The policy as it holds once a `config.json` has named the GitLabs: the header, narrowed by what
/// the loader adds. Where two policies name the same directive, only what both allow is allowed.
pub(crate) fn configured_policy(gitlabs: &[&str]) -> String {
    let connections = format!("connect-src 'self' {}", gitlabs.join(" "));
    let directives = header_policy();
    let directives = directives.split("; ").map(|directive| match directive.split_once(' ') {
        Some(("connect-src", _)) => connections.as_str(),
        _ => directive,
    });
    directives.collect::<Vec<_>>().join("; ")
}

fn headers() -> impl Iterator<Item = (&'static str, String)> {
    let others = OTHERS.into_iter().map(|(name, value)| (name, value.to_owned()));
    [("Content-Security-Policy", header_policy())].into_iter().chain(others)
}

/// The headers as a JSON object, for servers that read their headers from a file.
pub(crate) fn json() -> Result<String> {
    let object: Map<_, _> =
        headers().map(|(name, value)| (name.to_owned(), Value::String(value))).collect();
    Ok(serde_json::to_string_pretty(&object)? + "\n")
}

/// The headers as a `_headers` file, which Netlify and Cloudflare Pages read.
///
/// Each file has one caching rule of its own: the values of two that match would be joined.
pub(crate) fn netlify(parts: &[Part]) -> String {
    let mut file = String::from("/*\n");
    for (name, value) in headers().chain([(TRANSPORT.0, TRANSPORT.1.to_owned())]) {
        let _ = writeln!(file, "  {name}: {value}");
    }
    let hashed = parts.iter().filter(|part| part.kind.is_hashed());
    for name in hashed.filter_map(|part| part.path.file_name()) {
        let caching = "public, max-age=31536000, immutable";
        let _ = writeln!(file, "/{}\n  Cache-Control: {caching}", name.to_string_lossy());
    }
    for path in ["/", "/index.html", "/agent-console.js", "/config.json"] {
        let _ = writeln!(file, "{path}\n  Cache-Control: no-cache");
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dist::parts::Kind;

    #[test]
    fn a_nonce_goes_to_scripts_only() {
        let policy = page_policy(Some("n"));
        assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval' 'nonce-n';"), "{policy}");
        assert_eq!(policy.matches("nonce").count(), 1);
        assert!(!page_policy(None).contains("nonce"));
    }

    #[test]
    fn only_a_header_forbids_framing() {
        assert!(!page_policy(None).contains("frame-ancestors"));
        assert!(json().unwrap().contains("frame-ancestors 'none'"));
    }

    #[test]
    fn a_configuration_narrows_connections_only() {
        let configured = configured_policy(&["https://a.example", "https://b.example/gitlab/"]);
        let narrowed = "connect-src 'self' https://a.example https://b.example/gitlab/";
        let open = POLICY.iter().find(|(name, _)| *name == "connect-src").unwrap();
        assert_eq!(
            configured,
            header_policy().replace(&format!("{} {}", open.0, open.1), narrowed)
        );
        assert!(configured.contains(narrowed), "{configured}");
    }

    #[test]
    fn loopback_is_never_pinned_to_https() {
        assert!(!json().unwrap().contains(TRANSPORT.0));
        assert!(netlify(&[]).contains(TRANSPORT.0));
    }

    #[test]
    fn hashed_files_are_kept_and_others_asked_for() {
        let part = |kind, path: &str| Part { kind, path: path.into() };
        let file = netlify(&[part(Kind::Html, "d/index.html"), part(Kind::Css, "d/a-1.css")]);
        assert!(file.contains("/a-1.css\n  Cache-Control: public, max-age=31536000, immutable\n"));
        assert!(file.contains("/index.html\n  Cache-Control: no-cache\n"));
        assert_eq!(file.matches("/index.html").count(), 1);
    }
}
