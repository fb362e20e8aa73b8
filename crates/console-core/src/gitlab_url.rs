//! The address of a GitLab instance.

use std::fmt;

/// The address of a GitLab instance: scheme, host, port and, if it is served under a path, that
/// path.
///
/// Always normalised, so that equal addresses are equal values: lower-case scheme and host, no
/// default port, no trailing slash.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct GitLabUrl {
    text: String,
    origin_len: usize,
}

/// Why a text is not a usable address of a GitLab instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlError {
    /// It is empty.
    Empty,
    /// The scheme is not `https`, and the host is not loopback.
    NotHttps,
    /// It is not an address, or has a query or fragment.
    Invalid,
    /// It contains a user name or password.
    HasCredentials,
}

/// The hosts that plain http is accepted for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PlainHttp {
    ToThisComputer,
    Anywhere,
}

impl GitLabUrl {
    /// Parses what a person typed or pasted.
    ///
    /// Accepts surrounding white space, a missing `https://`, and a trailing `/` or `/api/v4`.
    /// Accepts plain `http` for loopback only, because the personal access token would be sent
    /// unencrypted.
    ///
    /// # Errors
    ///
    /// A [`UrlError`] describing what is wrong with the text.
    pub fn parse(text: &str) -> Result<Self, UrlError> {
        Self::read(text, PlainHttp::ToThisComputer)
    }

    /// The GitLab instance under `path` at the console's own origin. It may be plain http: the
    /// sign-in form decides whether a token may be typed into such a page.
    ///
    /// # Errors
    ///
    /// As for [`GitLabUrl::parse`].
    pub fn at_own_origin(origin: &str, path: &str) -> Result<Self, UrlError> {
        Self::read(&[origin, path].concat(), PlainHttp::Anywhere)
    }

    fn read(text: &str, plain_http: PlainHttp) -> Result<Self, UrlError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(UrlError::Empty);
        }
        let (scheme, rest) = scheme_and_rest(text).unwrap_or(("https", text));
        let secure = scheme.eq_ignore_ascii_case("https");
        if !secure && !scheme.eq_ignore_ascii_case("http") {
            return Err(UrlError::NotHttps);
        }
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        if authority.contains('@') {
            return Err(UrlError::HasCredentials);
        }
        let (host, port) = host_and_port(authority).ok_or(UrlError::Invalid)?;
        let loopback = check_host(&host).ok_or(UrlError::Invalid)?;
        if !secure && !loopback && plain_http == PlainHttp::ToThisComputer {
            return Err(UrlError::NotHttps);
        }
        let path = trimmed_path(path).ok_or(UrlError::Invalid)?;

        let mut text = String::from(if secure { "https://" } else { "http://" });
        text.push_str(&host);
        if let Some(port) = port.filter(|&port| port != if secure { 443 } else { 80 }) {
            text.push(':');
            text.push_str(&port.to_string());
        }
        let origin_len = text.len();
        text.push_str(path);
        Ok(Self { text, origin_len })
    }

    /// The full address, such as `https://git.example.com/gitlab`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The origin, such as `https://git.example.com`.
    #[must_use]
    pub fn origin(&self) -> &str {
        self.text.get(..self.origin_len).unwrap_or_default()
    }

    /// The base of the REST API, such as `https://git.example.com/gitlab/api/v4`.
    #[must_use]
    pub fn api(&self) -> String {
        let mut api = self.text.clone();
        api.push_str("/api/v4");
        api
    }

    /// The address of GraphQL, such as `https://git.example.com/gitlab/api/graphql`.
    #[must_use]
    pub fn graphql(&self) -> String {
        let mut address = self.text.clone();
        address.push_str("/api/graphql");
        address
    }
}

impl fmt::Display for GitLabUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl fmt::Debug for GitLabUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

fn scheme_and_rest(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    Some((scheme, rest.strip_prefix("//")?))
}

fn host_and_port(authority: &str) -> Option<(String, Option<u16>)> {
    // Colons inside brackets belong to an IPv6 address; the port's colon follows them.
    let brackets_end = authority.rfind(']').unwrap_or(0);
    let (host, port) = match authority.get(brackets_end..)?.find(':') {
        None => (authority, None),
        Some(at) => {
            let (host, port) = authority.split_at_checked(brackets_end + at)?;
            let digits = port.get(1..)?;
            let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
            let port = digits.parse().ok().filter(|&port| plain && port != 0)?;
            (host, Some(port))
        }
    };
    Some((host.to_ascii_lowercase(), port))
}

/// Whether `host` is loopback; `None` if it is not a valid host.
///
/// Non-ASCII names are rejected rather than converted; their `xn--` form is accepted.
fn check_host(host: &str) -> Option<bool> {
    if let Some(inner) = host.strip_prefix('[') {
        let address = inner.strip_suffix(']')?;
        return is_ipv6(address).then_some(address == "::1");
    }
    let labels = || host.strip_suffix('.').unwrap_or(host).split('.');
    if host.len() > 253 || !labels().all(is_label) {
        return None;
    }
    // Browsers parse a host whose last label is a number as an IPv4 address, in forms such as
    // `127.1`.
    if labels().next_back()?.bytes().all(|byte| byte.is_ascii_digit()) {
        return is_ipv4(host).then(|| host.starts_with("127."));
    }
    Some(labels().next_back()? == "localhost")
}

/// Whether `host` is an IPv4 address in its usual form. The standard library's parser adds 3 KB.
fn is_ipv4(host: &str) -> bool {
    let is_byte = |part: &str| {
        let is_plain = part == "0" || !part.starts_with(['0', '+']);
        is_plain && part.parse::<u8>().is_ok()
    };
    host.split('.').count() == 4 && host.split('.').all(is_byte)
}

/// Whether `address` may be an IPv6 address: up to eight groups of up to four digits, one run of
/// which may be omitted. The browser checks the rest.
fn is_ipv6(address: &str) -> bool {
    let is_group =
        |group: &str| group.len() <= 4 && group.bytes().all(|byte| byte.is_ascii_hexdigit());
    let gaps = address.as_bytes().windows(2).filter(|pair| pair == b"::").count();
    let groups = address.split(':').count();
    address.split(':').all(is_group)
        && match gaps {
            0 => groups == 8 && !address.starts_with(':') && !address.ends_with(':'),
            1 => (3..=9).contains(&groups),
            _ => false,
        }
}

fn is_label(label: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    !label.is_empty() && label.len() <= 63 && label.bytes().all(allowed)
}

/// The path that GitLab is served under, without the API's suffix.
fn trimmed_path(path: &str) -> Option<&str> {
    let mut path = path.trim_end_matches('/');
    // Pasting a path behind an address may repeat the suffix.
    while let Some(before) = path.strip_suffix("/api/v4") {
        path = before.trim_end_matches('/');
    }
    path.split('/').skip(1).all(is_segment).then_some(path)
}

fn is_segment(segment: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    !matches!(segment, "" | "." | "..") && segment.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parsed(text: &str) -> Result<String, UrlError> {
        GitLabUrl::parse(text).map(|url| url.as_str().to_owned())
    }

    #[test]
    fn addresses_are_normalised() {
        for text in [
            "https://gitlab.example.com",
            "https://gitlab.example.com/",
            " HTTPS://GitLab.Example.COM:443/api/v4/ \n",
            "gitlab.example.com",
            "gitlab.example.com/api/v4",
            "gitlab.example.com/api/v4//api/v4/",
        ] {
            assert_eq!(parsed(text).as_deref(), Ok("https://gitlab.example.com"), "{text}");
        }
    }

    #[test]
    fn a_path_and_a_port_are_kept() {
        let url = GitLabUrl::parse("https://Host:8443/GitLab/api/v4").unwrap();
        assert_eq!(
            (url.as_str(), &*url.to_string()),
            ("https://host:8443/GitLab", "https://host:8443/GitLab")
        );
        assert_eq!(url.origin(), "https://host:8443");
        assert_eq!(url.api(), "https://host:8443/GitLab/api/v4");
        assert_eq!(url.graphql(), "https://host:8443/GitLab/api/graphql");
        assert_eq!(parsed("https://[FE80::1]:8443/").as_deref(), Ok("https://[fe80::1]:8443"));
    }

    #[test]
    fn plain_http_only_for_this_computer() {
        for host in
            ["localhost:8080", "gitlab.localhost", "127.0.0.1:3000", "127.8.9.1", "[::1]:3000"]
        {
            let text = format!("http://{host}");
            assert_eq!(parsed(&text), Ok(text.clone()));
        }
        for host in
            ["gitlab.example.com", "localhost.example.com", "10.0.0.1", "[::2]", "notlocalhost"]
        {
            assert_eq!(parsed(&format!("http://{host}")), Err(UrlError::NotHttps), "{host}");
        }
    }

    #[test]
    fn invalid_addresses_are_rejected() {
        for (text, error) in [
            ("", UrlError::Empty),
            ("  ", UrlError::Empty),
            ("ftp://host", UrlError::NotHttps),
            ("file:///etc", UrlError::NotHttps),
            ("javascript:alert(1)", UrlError::Invalid),
            ("https://user:pass@host", UrlError::HasCredentials),
            ("https://user@host/", UrlError::HasCredentials),
            ("https://", UrlError::Invalid),
            ("https:///path", UrlError::Invalid),
            ("https://host?query", UrlError::Invalid),
            ("https://host/?query", UrlError::Invalid),
            ("https://host/#fragment", UrlError::Invalid),
            ("https://host:0", UrlError::Invalid),
            ("https://host:", UrlError::Invalid),
            ("https://host:+80", UrlError::Invalid),
            ("https://host:65536", UrlError::Invalid),
            ("https://a b", UrlError::Invalid),
            ("https://한국.example", UrlError::Invalid),
            ("https://host\\evil", UrlError::Invalid),
            ("https://host/../up", UrlError::Invalid),
            ("https://host//double", UrlError::Invalid),
            ("http://127.1", UrlError::Invalid),
            ("http://0x7f.0.0.1", UrlError::Invalid),
            ("https://[::1", UrlError::Invalid),
            ("https://a..b", UrlError::Invalid),
        ] {
            assert_eq!(parsed(text), Err(error), "{text}");
        }
    }

    #[test]
    fn host_names_have_a_maximum_length() {
        let label = "a".repeat(63);
        let long = [label.as_str(); 4].join(".");
        for host in [&label, "a_b-c.example.", &long[..253]] {
            assert_eq!(parsed(host), Ok(format!("https://{host}")));
        }
        for host in ["a".repeat(64), long[..254].to_owned(), ".a".to_owned(), ".".to_owned()] {
            assert_eq!(parsed(&host), Err(UrlError::Invalid), "{host}");
        }
    }

    #[test]
    fn numeric_hosts_must_be_ipv4_addresses() {
        for host in
            ["10.0.0.255", "[1:2:3:4:5:6:7:8]", "[::]", "[1::8]", "[fe80::]", "[1:2:3:4:5:6:7::]"]
        {
            for port in ["", ":8443"] {
                let text = format!("https://{host}{port}");
                assert_eq!(parsed(&text), Ok(text.clone()));
            }
        }
        for host in [
            "10.0.0.256",
            "10.0.0.01",
            "10.0.0.+1",
            "10.0.0",
            "10.0.0.0.1",
            "a.10",
            "[]",
            "[1]",
            "[1:2:3:4:5:6:7]",
            "[1:2:3:4:5:6:7:8:9]",
            "[:2:3:4:5:6:7:8]",
            "[1:2:3:4:5:6:7:]",
            "[1:2:3:4:5:6:7:8::9]",
            "[1::3::5]",
            "[:::]",
            "[12345::1]",
            "[fe8g::1]",
            "[fe80::1%25eth0]",
        ] {
            assert_eq!(parsed(&format!("https://{host}")), Err(UrlError::Invalid), "{host}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,40}") {
            let _ = GitLabUrl::parse(&text);
        }

        #[test]
        fn round_trips(text in "(http|HTTPS|https)://[a-zA-Z0-9.\\[\\]:-]{1,20}(/[a-zA-Z./-]{0,12})?") {
            if let Ok(url) = GitLabUrl::parse(&text) {
                prop_assert_eq!(GitLabUrl::parse(url.as_str()), Ok(url));
            }
        }
    }
}
