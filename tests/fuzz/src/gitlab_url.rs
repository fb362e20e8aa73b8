//! The address of a GitLab instance, as typed, pasted or linked.

use crate::text;
use gitlab_agents::GitLabUrl;

/// An address: normalised, without credentials, and with http for loopback only.
pub fn gitlab_url(bytes: &[u8]) {
    let Ok(url) = GitLabUrl::parse(&text(bytes)) else { return };
    let address = url.as_str();
    assert_eq!(GitLabUrl::parse(address), Ok(url.clone()));
    assert!(address.bytes().all(|byte| byte.is_ascii_graphic()));
    assert!(!address.contains(['@', '?', '#', '\\', '%', '"', '<']), "{address}");
    assert!(!address.ends_with('/') && !address.contains("/../"));
    assert_eq!(url.api(), format!("{address}/api/v4"));
    let path = address.strip_prefix(url.origin());
    assert!(path.is_some_and(|path| path.is_empty() || path.starts_with('/')));
    if let Some(rest) = address.strip_prefix("http://") {
        let host = rest.split(['/', ':']).next().unwrap_or_default();
        let named = host.strip_suffix('.').unwrap_or(host);
        let own = named == "localhost"
            || named.ends_with(".localhost")
            || host.starts_with("127.")
            || rest.starts_with("[::1]")
            || rest.starts_with("[0:")
            || rest.starts_with("[::");
        assert!(own, "{address}");
    } else {
        assert!(address.starts_with("https://"), "{address}");
    }
}
