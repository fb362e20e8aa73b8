//! Detects credentials, to keep them out of addresses and requests.

/// Whether `text` contains what looks like a GitLab token, pasted by mistake into a field that is
/// shown in the address or sent as a search.
#[must_use]
pub fn looks_like_one(text: &str) -> bool {
    let bytes = text.as_bytes();
    PREFIXES.iter().any(|(prefix, rest)| {
        let starts = bytes.windows(prefix.len()).enumerate();
        let mut starts = starts.filter(|(_, window)| *window == prefix.as_bytes());
        starts.any(|(start, _)| {
            let after = bytes.get(start + prefix.len()..).unwrap_or_default();
            rest.is_like(after)
        })
    })
}

/// What must follow a prefix.
enum Rest {
    /// Anything as long as a token.
    Any,
    /// Random characters: `glrt-runner-config` is a valid group name.
    Random,
}

/// The prefixes of GitLab's tokens. An instance may prepend its own.
const PREFIXES: [(&str, Rest); 15] = [
    ("glpat-", Rest::Any),
    ("glagent-", Rest::Any),
    ("gloas-", Rest::Random),
    ("gldt-", Rest::Random),
    ("glrt-", Rest::Random),
    ("glrtr-", Rest::Random),
    ("glcbt-", Rest::Random),
    ("glptt-", Rest::Random),
    ("glft-", Rest::Random),
    ("glimt-", Rest::Random),
    ("glsoat-", Rest::Random),
    ("glffct-", Rest::Random),
    ("glwt-", Rest::Random),
    // Runner registration tokens and session cookies, from before token prefixes existed.
    ("GR1348941", Rest::Random),
    ("_gitlab_session=", Rest::Random),
];

/// GitLab's own tokens have at least 20 characters after the prefix. Fewer also count, in case a
/// token was pasted incompletely, but more than people type by accident.
const SHORTEST: usize = 12;

/// Random text contains a capital letter or, if hexadecimal, at least this many digits.
const DIGITS: usize = 5;

impl Rest {
    fn is_like(&self, after: &[u8]) -> bool {
        let of_token =
            |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        let run = || after.iter().take_while(of_token);
        let digits = || run().filter(|byte| byte.is_ascii_digit()).count();
        run().count() >= SHORTEST
            && match self {
                Self::Any => true,
                Self::Random => run().any(u8::is_ascii_uppercase) || digits() >= DIGITS,
            }
    }
}
