//! GitLab versions.

use std::fmt;
use std::str::FromStr;

/// A GitLab version such as `18.9.0`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    major: u16,
    minor: u16,
    patch: u16,
}

impl Version {
    /// Whether this version is `major.minor` or newer.
    #[must_use]
    pub fn at_least(&self, major: u16, minor: u16) -> bool {
        (self.major, self.minor) >= (major, minor)
    }
}

impl Default for Version {
    fn default() -> Self {
        Self { major: 18, minor: 9, patch: 0 }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

impl FromStr for Version {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = "a version is major.minor or major.minor.patch, such as 18.9.0";
        let mut parts = text.split('.').map(|part| part.parse::<u16>().map_err(|_| bad));
        let major = parts.next().ok_or(bad)??;
        let minor = parts.next().ok_or(bad)??;
        let patch = parts.next().unwrap_or(Ok(0))?;
        if parts.next().is_some() {
            return Err(bad);
        }
        Ok(Self { major, minor, patch })
    }
}
