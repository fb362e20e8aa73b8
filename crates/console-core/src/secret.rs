//! A value that must not be copied, logged or kept.

use std::fmt;
use zeroize::Zeroizing;

/// A credential: a personal access token, or the value of a new agent token.
///
/// It cannot be cloned, displayed or serialised, its `Debug` output is redacted, and its memory is
/// overwritten on drop. The text is only available from [`Secret::expose`], so that all uses can be
/// found by that name.
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes ownership of `text` without copying it.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The text.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expose_returns_the_text() {
        assert_eq!(Secret::new("glagent-abc".to_owned()).expose(), "glagent-abc");
    }

    #[test]
    fn debug_does_not_show_the_text() {
        assert_eq!(format!("{:?}", Secret::new("glagent-abc".to_owned())), "[redacted]");
    }
}
