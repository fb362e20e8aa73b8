//! Keeping credentials out of addresses and requests.

/// Whether `text` holds what looks like a GitLab token, pasted into a field whose content is shown
/// in the address or sent as a search.
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

/// What has to follow a prefix.
enum Rest {
    /// Anything of the length of a token.
    Any,
    /// Something drawn by chance: a group may be called `glrt-runner-config`.
    Random,
}

/// What GitLab's tokens begin with. An instance may put its own name before these.
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
    // A runner's registration token, and a browser's session, from before there were prefixes.
    ("GR1348941", Rest::Random),
    ("_gitlab_session=", Rest::Random),
];

/// The part after the prefix has 20 characters or more in GitLab's own tokens. Fewer count as well,
/// for a token pasted in part, as long as nobody types that many by chance.
const SHORTEST: usize = 12;

/// What chance draws holds a capital letter, or, where it is hexadecimal, so many digits.
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
