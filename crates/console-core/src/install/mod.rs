//! Commands that install an agent in a cluster, give an installed one a new token, and remove it.
//!
//! What GitLab sends is put into them: names are brought into the form that Kubernetes asks for, and
//! the address of the agent server is quoted, so that nothing in a command is anything but a value.
//!
//! Each of them is one argument of `bash`, so it can be pasted as a whole into any shell, and nothing of
//! it is left in the terminal's input to be taken for the token. Each shows the context of kubectl
//! first, changes nothing unless that is confirmed, and then names it in every call: another terminal
//! may change it meanwhile.

mod commands;
mod image;
mod names;
mod script;
mod shell;
mod uninstall;

pub use names::{namespace, release};
pub use shell::quote;
pub use uninstall::uninstall;

/// Stands in the commands where the address of the agent server is not known.
pub const KAS_ADDRESS_PLACEHOLDER: &str = "KAS_ADDRESS_OF_YOUR_GITLAB";

/// Stands in the commands for the public key of a receptive agent, which the console does not know.
pub const JWT_PUBLIC_KEY_PLACEHOLDER: &str = "PUBLIC_KEY_OF_THE_URL_CONFIGURATION";

/// What the new token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The agent is not in its cluster yet.
    Installation,
    /// It is, with another token. Its release keeps the values and the version of the chart.
    Rotation,
}

/// What to install, or to give the new token to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Install<'values> {
    /// The agent's name.
    pub agent_name: &'values str,
    /// What the token is for.
    pub purpose: Purpose,
    /// Whether GitLab connects to the agent, which is then told no address.
    pub is_receptive: bool,
    /// The address of the agent server, as `/metadata` tells it.
    pub kas_address: Option<&'values str>,
    /// The version of the agent server, as `/metadata` tells it.
    pub kas_version: Option<&'values str>,
    /// Whether it is GitLab.com, for which GitLab's own command leaves the agent's version to the chart.
    pub is_gitlab_com: bool,
}

/// A command that takes the token's value in the middle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlineCommand {
    /// What comes before the value.
    pub before: String,
    /// What comes after it.
    pub after: String,
}

impl Install<'_> {
    /// The address of the agent server, where it is known and can be put into a command.
    #[must_use]
    pub fn usable_kas_address(&self) -> Option<&str> {
        let is_usable = |address: &&str| {
            !address.is_empty() && address.bytes().all(|byte| byte.is_ascii_graphic())
        };
        self.kas_address.filter(is_usable)
    }

    /// Whether a placeholder for the address stands in the commands.
    #[must_use]
    pub fn lacks_kas_address(&self) -> bool {
        self.purpose == Purpose::Installation
            && !self.is_receptive
            && self.usable_kas_address().is_none()
    }

    /// Whether a placeholder for the public key stands in the commands.
    #[must_use]
    pub fn lacks_public_key(&self) -> bool {
        self.purpose == Purpose::Installation && self.is_receptive
    }

    /// One command that asks for the token and hands it on by standard input, so that it is in no
    /// argument list and no shell history. Where standard input is no terminal, its first line is the
    /// confirmation and its second the token.
    #[must_use]
    pub fn secret_and_helm(&self) -> String {
        commands::asking(self).into_command()
    }

    /// The command with the token in it, as GitLab's own interface has one.
    #[must_use]
    pub fn helm_inline(&self) -> InlineCommand {
        let command = commands::inline(self).into_command();
        let (before, after) = command.split_once(script::VALUE).unwrap_or((&command, ""));
        InlineCommand { before: before.to_owned(), after: after.to_owned() }
    }
}

impl InlineCommand {
    /// Whether `secret` can stand in the command as it is. Every token that GitLab makes can.
    #[must_use]
    pub fn takes(secret: &str) -> bool {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        !secret.is_empty() && secret.bytes().all(plain)
    }
}

#[cfg(test)]
mod tests;
