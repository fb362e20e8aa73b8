//! The headers that a host should send with the console, and the policy that the page itself can
//! declare.

use super::parts::Part;
use anyhow::Result;
use serde_json::{Map, Value};
use std::fmt::Write;

/// The Content-Security-Policy, one directive per entry.
///
/// It allows connections to any https address, because only the deployment's `config.json` knows
/// the GitLab instances; the loader narrows it to those. Plain http is allowed for loopback only,
/// by name or IPv4: Chromium does not accept `http://[::1]:*` as a source.
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

/// The other headers. The page cannot declare any of them itself.
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

/// For public hosts only: on loopback, HSTS would affect every other local server.
const TRANSPORT: (&str, &str) = ("Strict-Transport-Security", "max-age=31536000");

/// Only for the console's dedicated host: under a path of a shared host, subdomains are not the
/// console's to decide about.
const SUBDOMAINS: &str = "; includeSubDomains";

/// The caching of files whose names change with their content.
pub(crate) const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// What a `config.json` changes in the headers. The default is what the build knows: nothing.
#[derive(Debug, Default)]
pub(crate) struct Deployment {
    /// GitLab instances on other origins, as policy sources; `None` if any instance may be used.
    pub(crate) gitlabs: Option<Vec<String>>,
    /// Origins whose pages may embed the console in a frame.
    pub(crate) embedders: Vec<String>,
}

impl Deployment {
    fn connections(&self) -> Option<String> {
        let gitlabs = self.gitlabs.as_ref()?;
        let sources = ["'self'"].into_iter().chain(gitlabs.iter().map(String::as_str));
        Some(sources.collect::<Vec<_>>().join(" "))
    }

    /// The policy for the page's meta element; with a nonce if `trunk serve` adds a script.
    pub(crate) fn page_policy(&self, nonce: Option<&str>) -> String {
        let connections = self.connections();
        let directives = POLICY.map(|(name, sources)| match (name, nonce, &connections) {
            ("script-src", Some(nonce), _) => format!("{name} {sources} 'nonce-{nonce}'"),
            ("connect-src", _, Some(connections)) => format!("{name} {connections}"),
            _ => format!("{name} {sources}"),
        });
        directives.join("; ")
    }

    /// The policy for the response header. Browsers ignore `frame-ancestors` in a meta element.
    pub(crate) fn header_policy(&self) -> String {
        let ancestors = match self.embedders.as_slice() {
            [] => "'none'".to_owned(),
            origins => origins.join(" "),
        };
        format!("{}; frame-ancestors {ancestors}", self.page_policy(None))
    }

    /// The headers for every response of any host.
    pub(crate) fn headers(&self) -> Vec<(&'static str, String)> {
        // `X-Frame-Options` takes no list of origins and would forbid what `frame-ancestors`
        // allows.
        let is_said = |name| name != "X-Frame-Options" || self.embedders.is_empty();
        let others = OTHERS.into_iter().filter(|(name, _)| is_said(*name));
        let policy = ("Content-Security-Policy", self.header_policy());
        [policy].into_iter().chain(others.map(|(name, value)| (name, value.to_owned()))).collect()
    }

    /// The headers for a public host that serves only the console.
    pub(crate) fn public_headers(&self) -> Vec<(&'static str, String)> {
        self.with_transport(TRANSPORT.1.to_owned() + SUBDOMAINS)
    }

    /// The headers for the console under a path of a shared host.
    pub(crate) fn sub_path_headers(&self) -> Vec<(&'static str, String)> {
        self.with_transport(TRANSPORT.1.to_owned())
    }

    fn with_transport(&self, transport: String) -> Vec<(&'static str, String)> {
        let mut headers = self.headers();
        headers.push((TRANSPORT.0, transport));
        headers
    }
}

/// The headers as a JSON object, for servers that read them from a file.
pub(crate) fn json(deployment: &Deployment) -> Result<String> {
    let headers = deployment.headers().into_iter();
    let object: Map<_, _> =
        headers.map(|(name, value)| (name.to_owned(), Value::String(value))).collect();
    Ok(serde_json::to_string_pretty(&object)? + "\n")
}

/// The headers as a `_headers` file for Netlify and Cloudflare Pages.
///
/// Each file matches exactly one caching rule, because hosts join the values of all rules that
/// match.
pub(crate) fn netlify(deployment: &Deployment, parts: &[Part]) -> String {
    let mut file = String::from("/*\n");
    for (name, value) in deployment.public_headers() {
        let _ = writeln!(file, "  {name}: {value}");
    }
    let hashed = parts.iter().filter(|part| part.kind.is_hashed());
    for name in hashed.filter_map(|part| part.path.file_name()) {
        let _ = writeln!(file, "/{}\n  Cache-Control: {IMMUTABLE}", name.to_string_lossy());
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

    fn any() -> Deployment {
        Deployment::default()
    }

    #[test]
    fn a_nonce_goes_to_scripts_only() {
        let policy = any().page_policy(Some("n"));
        assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval' 'nonce-n';"), "{policy}");
        assert_eq!(policy.matches("nonce").count(), 1);
        assert!(!any().page_policy(None).contains("nonce"));
    }

    #[test]
    fn only_a_header_forbids_framing() {
        assert!(!any().page_policy(None).contains("frame-ancestors"));
        assert!(json(&any()).unwrap().contains("frame-ancestors 'none'"));
    }

    #[test]
    fn a_configuration_narrows_connections_only() {
        let gitlabs = ["https://a.example", "https://b.example/gitlab/"].map(str::to_owned);
        let configured = Deployment { gitlabs: Some(gitlabs.into()), ..any() };
        let narrowed = "connect-src 'self' https://a.example https://b.example/gitlab/;";
        let open = POLICY.iter().find(|(name, _)| *name == "connect-src").unwrap();
        let open = format!("{} {};", open.0, open.1);
        assert_eq!(configured.header_policy(), any().header_policy().replace(&open, narrowed));
        assert!(configured.page_policy(None).contains(narrowed));
        // GitLab at the console's own origin only.
        let own = Deployment { gitlabs: Some(Vec::new()), ..any() };
        assert!(own.page_policy(None).contains("connect-src 'self';"));
    }

    #[test]
    fn embedders_may_frame_and_nobody_else() {
        let embedders = ["https://a.example", "https://b.example:8443"].map(str::to_owned);
        let embedded = Deployment { embedders: embedders.into(), ..any() };
        let policy = embedded.header_policy();
        assert!(
            policy.ends_with("; frame-ancestors https://a.example https://b.example:8443"),
            "{policy}"
        );
        let names = |deployment: &Deployment| {
            deployment.headers().into_iter().map(|(name, _)| name).collect::<Vec<_>>()
        };
        assert!(names(&any()).contains(&"X-Frame-Options"));
        assert!(!names(&embedded).contains(&"X-Frame-Options"));
        assert_eq!(names(&embedded).len() + 1, names(&any()).len());
    }

    #[test]
    fn loopback_never_gets_hsts() {
        assert!(!json(&any()).unwrap().contains(TRANSPORT.0));
        assert!(netlify(&any(), &[]).contains(TRANSPORT.0));
    }

    #[test]
    fn under_a_path_nothing_is_said_of_other_hosts() {
        let transport = |headers: Vec<(_, String)>| {
            headers.into_iter().find(|(name, _)| *name == TRANSPORT.0).unwrap().1
        };
        assert_eq!(transport(any().public_headers()), "max-age=31536000; includeSubDomains");
        assert_eq!(transport(any().sub_path_headers()), "max-age=31536000");
    }

    #[test]
    fn hashed_files_are_cached_and_others_revalidated() {
        let part = |kind, path: &str| Part { kind, path: path.into() };
        let parts = [part(Kind::Html, "d/index.html"), part(Kind::Css, "d/a-1.css")];
        let file = netlify(&any(), &parts);
        assert!(file.contains("/a-1.css\n  Cache-Control: public, max-age=31536000, immutable\n"));
        assert!(file.contains("/index.html\n  Cache-Control: no-cache\n"));
        assert_eq!(file.matches("/index.html").count(), 1);
    }
}
