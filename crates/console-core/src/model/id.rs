//! Numeric ids. Never floating point: JavaScript's numbers lose precision above 2⁵³.

use std::fmt;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u64);

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }
    };
}

id!(
    /// The id of a project, unique in one GitLab instance.
    ProjectId
);
id!(
    /// The id of a group, unique in one GitLab instance.
    GroupId
);
id!(
    /// The id of an agent, unique in one GitLab instance.
    AgentId
);
id!(
    /// The id of an agent token, unique in one GitLab instance.
    TokenId
);
id!(
    /// The id of a user, unique in one GitLab instance.
    UserId
);
