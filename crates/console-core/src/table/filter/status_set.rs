//! Some of the six statuses.

use crate::status::ConnectionStatus;

/// Some of the six statuses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StatusSet(u8);

impl StatusSet {
    pub(super) const ALL: Self = Self(0b11_1111);

    /// Whether there is none in it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether `status` is in it.
    #[must_use]
    pub const fn contains(self, status: ConnectionStatus) -> bool {
        self.0 & Self::bit(status) != 0
    }

    pub(super) const fn toggled(self, status: ConnectionStatus) -> Self {
        Self(self.0 ^ Self::bit(status))
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The others of those that are known. What is unknown may be any of the others, or none.
    pub(super) const fn known_others(self) -> Self {
        Self(Self::ALL.0 & !self.0 & !Self::bit(ConnectionStatus::Unknown))
    }

    /// Reads names with commas between them; `None` where one of them is no status. A hyphen or a
    /// space stands for the `_` of a name as well.
    pub(super) fn parse(names: &[u8]) -> Option<Self> {
        let mut set = Self::default();
        for name in names.split(|byte| *byte == b',') {
            let is_it = |status: &ConnectionStatus| is_name(name, status.as_str());
            let status = ConnectionStatus::ALL.into_iter().find(is_it)?;
            set = Self(set.0 | Self::bit(status));
        }
        Some(set)
    }

    /// Appends the names with commas between them, in the order of [`ConnectionStatus::ALL`].
    pub(super) fn push_to(self, text: &mut String) {
        let mut before = "";
        for status in ConnectionStatus::ALL.into_iter().filter(|status| self.contains(*status)) {
            text.push_str(before);
            text.push_str(status.as_str());
            before = ",";
        }
    }

    const fn bit(status: ConnectionStatus) -> u8 {
        1 << status as u8
    }
}

fn is_name(typed: &[u8], name: &str) -> bool {
    let plain = |byte: &u8| if matches!(byte, b'-' | b' ') { b'_' } else { *byte };
    typed.iter().map(plain).eq(name.bytes())
}
