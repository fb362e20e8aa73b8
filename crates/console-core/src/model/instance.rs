//! The GitLab instance: its version and agent server.

/// The content of `GET /metadata`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    /// GitLab's version.
    pub version: GitLabVersion,
    /// The agent server for Kubernetes.
    pub kas: Kas,
}

/// The agent server for Kubernetes (KAS), which agents need to connect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kas {
    /// Disabled in this GitLab instance.
    Off,
    /// Enabled.
    On {
        /// The address for agents, such as `wss://kas.gitlab.example.com`.
        address: Option<String>,
        /// Its version; `None` if GitLab could not reach it.
        version: Option<String>,
    },
    /// The response does not say.
    Unknown,
}

/// A GitLab version such as `18.9.0-pre`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GitLabVersion {
    /// The text that GitLab sent.
    pub text: String,
    /// Major and minor version, if the text begins with them.
    pub number: Option<(u32, u32)>,
}

/// How a GitLab version limits the active tokens of one agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenLimit {
    /// Before 16.1: no limit.
    None,
    /// 16.1: two, if the instance enabled the limit, which GitLab does not expose.
    Perhaps,
    /// Since 16.2: two. Also assumed if the version is unknown.
    Two,
}

impl GitLabVersion {
    /// The oldest supported version: it introduced `/personal_access_tokens/self`.
    pub const OLDEST_SUPPORTED: (u32, u32) = (15, 5);

    /// Parses the leading `major.minor` of `text`.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut parts = text.split(|letter: char| !letter.is_ascii_digit());
        let mut next = || parts.next().and_then(|digits| digits.parse::<u32>().ok());
        let number = next().zip(next());
        Self { text: text.to_owned(), number }
    }

    /// Whether this version is known to be older than [`Self::OLDEST_SUPPORTED`].
    #[must_use]
    pub fn is_too_old(&self) -> bool {
        self.number.is_some_and(|number| number < Self::OLDEST_SUPPORTED)
    }

    /// How this version limits the active tokens of one agent.
    #[must_use]
    pub fn token_limit(&self) -> TokenLimit {
        match self.number {
            Some(number) if number < (16, 1) => TokenLimit::None,
            Some((16, 1)) => TokenLimit::Perhaps,
            Some(_) | None => TokenLimit::Two,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limit_follows_the_version() {
        let limit = |text: &str| GitLabVersion::parse(text).token_limit();
        assert_eq!(limit("16.0.8"), TokenLimit::None);
        assert_eq!(limit("16.1.0-ee"), TokenLimit::Perhaps);
        assert_eq!(limit("16.2.0"), TokenLimit::Two);
        assert_eq!(limit("18.9.0-pre"), TokenLimit::Two);
        assert_eq!(limit("main"), TokenLimit::Two);
    }

    #[test]
    fn only_a_known_version_is_too_old() {
        assert!(GitLabVersion::parse("15.4.6").is_too_old());
        assert!(!GitLabVersion::parse("15.5.0").is_too_old());
        assert!(!GitLabVersion::parse("unknown").is_too_old());
    }
}
