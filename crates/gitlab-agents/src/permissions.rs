//! The permissions that a fine-grained personal access token needs, by GitLab's own names.
//!
//! From GitLab's page "Fine-grained permissions for REST API". The names are those of its form and of its
//! refusals, which GitLab does not translate.

/// What reading agents and their tokens needs. The last three are for who is signed in, when the token ends and
/// which GitLab it is: without them, that is not told.
pub const READING: [&str; 7] = [
    "Cluster Agent: Read",
    "Cluster Agent Token: Read",
    "Project: Read",
    "Group: Read",
    "User: Read",
    "Personal Access Token: Read",
    "Metadata: Read",
];

/// What managing needs beside it.
pub const MANAGING: [&str; 4] = [
    "Cluster Agent: Create",
    "Cluster Agent: Delete",
    "Cluster Agent Token: Create",
    "Cluster Agent Token: Revoke",
];
