//! Features that a deployment hides.

/// A feature that a deployment may hide. Hiding is not access control: GitLab decides who may do
/// what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature {
    /// `register`: registering an agent.
    Register,
    /// `delete`: deleting an agent.
    Delete,
    /// `create`: creating a token.
    Create,
    /// `revoke`: revoking a token.
    Revoke,
}

impl Feature {
    /// The feature of this name, if any.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "register" => Self::Register,
            "delete" => Self::Delete,
            "create" => Self::Create,
            "revoke" => Self::Revoke,
            _ => return None,
        })
    }
}

/// A set of features, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hidden(u8);

impl Hidden {
    /// The features of these names. Unknown names are ignored.
    pub(super) fn of(names: &[String]) -> Self {
        let features = names.iter().filter_map(|name| Feature::named(name));
        Self(features.fold(0, |set, feature| set | (1 << feature as u8)))
    }

    /// Whether `feature` is hidden.
    #[must_use]
    pub const fn has(self, feature: Feature) -> bool {
        self.0 & (1 << feature as u8) != 0
    }
}
