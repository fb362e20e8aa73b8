//! Origins in a configuration.

/// Whether `text` is an origin in the form in which browsers serialise it, so that it can be
/// compared as a string and used as a policy source: lower case, no default port, no path, no
/// wildcard. Plain http is allowed for loopback only.
pub(super) fn is_origin(text: &str) -> bool {
    let is_secure = text.starts_with("https://");
    let Some(authority) = text.strip_prefix(if is_secure { "https://" } else { "http://" }) else {
        return false;
    };
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    let is_letter = |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.');
    let is_host = !host.is_empty() && host.bytes().all(is_letter);
    let default = if is_secure { "443" } else { "80" };
    let is_port = |port: &str| !port.starts_with(['0', '+']) && port.parse::<u16>().is_ok();
    is_host
        && port.is_none_or(|port| port != default && is_port(port))
        && (is_secure || matches!(host, "localhost" | "127.0.0.1"))
}

#[cfg(test)]
mod tests {
    use super::is_origin;

    #[test]
    fn only_what_a_browser_would_write() {
        for origin in [
            "https://portal.example.com",
            "https://portal.example.com:8443",
            "https://10.0.0.1",
            "http://localhost:3000",
            "http://127.0.0.1",
        ] {
            assert!(is_origin(origin), "{origin}");
        }
        for other in [
            "",
            "*",
            "https://",
            "https://*.example.com",
            "https://portal.example.com/",
            "https://portal.example.com:443",
            "https://portal.example.com:",
            "https://portal.example.com:08443",
            "https://portal.example.com:99999",
            "https://Portal.example.com",
            "https://user@portal.example.com",
            "https://a.example; script-src *",
            "http://portal.example.com",
            "http://localhost.example.com",
            "http://localhost:80",
            "portal.example.com",
            "file:///",
        ] {
            assert!(!is_origin(other), "{other}");
        }
    }
}
