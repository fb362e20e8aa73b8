//! Commands that install an agent in a cluster, rotate its token, and remove it.
//!
//! They contain values from GitLab: names are converted to valid Kubernetes names and the agent
//! server's address is quoted, so that these are never more than values.
//!
//! Each is one argument of `bash`: it can be pasted as a whole into any shell, and no rest of it in
//! the terminal's input can be taken for the token. Each shows kubectl's context first, changes
//! nothing without confirmation, and then passes that context to every call, as another terminal
//! may switch it meanwhile.

mod commands;
mod image;
mod names;
mod script;
mod shell;
mod uninstall;

pub use names::{namespace, release};
pub use shell::quote;
pub use uninstall::uninstall;

/// Placeholder for an unknown agent server address.
pub const KAS_ADDRESS_PLACEHOLDER: &str = "KAS_ADDRESS_OF_YOUR_GITLAB";

/// Placeholder for a receptive agent's public key, which the console does not know.
pub const JWT_PUBLIC_KEY_PLACEHOLDER: &str = "PUBLIC_KEY_OF_THE_URL_CONFIGURATION";

/// What the new token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Installing an agent that is not in its cluster yet.
    Installation,
    /// Replacing an installed agent's token. The release keeps its values and chart version.
    Rotation,
}

/// The agent to install or to rotate the token of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Install<'values> {
    /// The agent's name.
    pub agent_name: &'values str,
    /// What the token is for.
    pub purpose: Purpose,
    /// Whether GitLab connects to the agent. Such an agent gets no address.
    pub is_receptive: bool,
    /// The agent server's address from `/metadata`.
    pub kas_address: Option<&'values str>,
    /// The agent server's version from `/metadata`.
    pub kas_version: Option<&'values str>,
    /// Whether this is GitLab.com, for which GitLab's own command does not set the agent's version.
    pub is_gitlab_com: bool,
}

/// A command split around the place of the token's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlineCommand {
    /// The part before the value.
    pub before: String,
    /// The part after the value.
    pub after: String,
}

impl Install<'_> {
    /// The agent server's address, if known and safe to put into a command.
    #[must_use]
    pub fn usable_kas_address(&self) -> Option<&str> {
        let is_usable = |address: &&str| {
            !address.is_empty() && address.bytes().all(|byte| byte.is_ascii_graphic())
        };
        self.kas_address.filter(is_usable)
    }

    /// Whether the commands contain a placeholder for the address.
    #[must_use]
    pub fn lacks_kas_address(&self) -> bool {
        self.purpose == Purpose::Installation
            && !self.is_receptive
            && self.usable_kas_address().is_none()
    }

    /// Whether the commands contain a placeholder for the public key.
    #[must_use]
    pub fn lacks_public_key(&self) -> bool {
        self.purpose == Purpose::Installation && self.is_receptive
    }

    /// One command that prompts for the token and passes it by standard input, so that it is in no
    /// argument list and no shell history. If standard input is not a terminal, its first line is
    /// the confirmation and its second the token.
    #[must_use]
    pub fn secret_and_helm(&self) -> String {
        commands::asking(self).into_command()
    }

    /// The command that contains the token, like the one in GitLab's UI.
    #[must_use]
    pub fn helm_inline(&self) -> InlineCommand {
        let command = commands::inline(self).into_command();
        let (before, after) = command.split_once(script::VALUE).unwrap_or((&command, ""));
        InlineCommand { before: before.to_owned(), after: after.to_owned() }
    }
}

impl InlineCommand {
    /// Whether `secret` needs no quoting. True for all tokens that GitLab generates.
    #[must_use]
    pub fn takes(secret: &str) -> bool {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        !secret.is_empty() && secret.bytes().all(plain)
    }
}

#[cfg(test)]
mod tests;
