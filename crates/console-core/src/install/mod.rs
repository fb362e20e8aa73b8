//! Commands that install an agent in a cluster with its new token, and that remove it again.
//!
//! What GitLab sends is put into them: names are brought into the form that Kubernetes asks for, and
//! the address of the agent server is quoted, so that nothing in a command is anything but a value.

mod shell;

pub use shell::quote;

use crate::model::TokenId;

/// Stands in the commands where the address of the agent server is not known.
pub const KAS_ADDRESS_PLACEHOLDER: &str = "KAS_ADDRESS_OF_YOUR_GITLAB";

/// What to install.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Install<'values> {
    /// The agent's name.
    pub agent_name: &'values str,
    /// The new token. The Kubernetes Secret is named after it: with another Secret the chart replaces
    /// the pods, which would go on with the old token otherwise.
    pub token: TokenId,
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

    /// One command that asks for the token, puts it into a Secret from standard input, and installs
    /// GitLab's chart with `config.secretName`. The token is in no argument list and no shell history.
    ///
    /// It can be pasted as a whole into bash, zsh or another shell with POSIX quoting: all of it is one
    /// argument of `sh`, so that nothing of it is left in the terminal's input to be taken for the
    /// token. Where standard input is no terminal, the token is its first line.
    #[must_use]
    pub fn secret_and_helm(&self) -> String {
        let namespace = namespace(self.agent_name);
        let secret = self.secret_name();
        let mut script = String::from(ASK_FOR_TOKEN);
        push_all(
            &mut script,
            &[
                "kubectl create namespace ",
                &namespace,
                " --dry-run=client --output=yaml |\n  kubectl apply --server-side --filename=-\n",
                "printf %s \"$token\" |\n  kubectl create secret generic ",
                &secret,
                " --namespace ",
                &namespace,
                " \\\n    --from-file=token=/dev/stdin --dry-run=client --output=yaml |\n",
                "  kubectl apply --server-side --filename=-\n",
            ],
        );
        script.push_str(ADD_REPOSITORY);
        self.push_upgrade(&mut script);
        self.push_image(&mut script);
        push_all(&mut script, &[" \\\n  --set config.secretName=", &secret]);
        self.push_kas_address(&mut script);
        script.push('\n');
        let mut command = String::from("sh -c ");
        command.push_str(&quote(&script));
        command
    }

    /// The commands of GitLab's own interface, with the token in the command line.
    #[must_use]
    pub fn helm_inline(&self) -> InlineCommand {
        let mut before = String::from(ADD_REPOSITORY);
        self.push_upgrade(&mut before);
        before.push_str(" \\\n  --create-namespace");
        self.push_image(&mut before);
        before.push_str(" \\\n  --set config.token=");
        let mut after = String::new();
        self.push_kas_address(&mut after);
        InlineCommand { before, after }
    }

    fn secret_name(&self) -> String {
        let mut name = String::from("gitlab-agent-token-");
        name.push_str(&self.token.0.to_string());
        name
    }

    fn push_upgrade(&self, command: &mut String) {
        push_all(
            command,
            &[
                "helm upgrade --install ",
                &release(self.agent_name),
                " gitlab/gitlab-agent \\\n  --namespace ",
                &namespace(self.agent_name),
            ],
        );
    }

    fn push_image(&self, command: &mut String) {
        let version = self.kas_version.filter(|_| !self.is_gitlab_com).and_then(image_version);
        if let Some(version) = version {
            push_all(command, &[" \\\n  --set image.tag=", &version]);
        }
    }

    fn push_kas_address(&self, command: &mut String) {
        let address = self.usable_kas_address().map(helm_value);
        let address = address.as_deref().unwrap_or(KAS_ADDRESS_PLACEHOLDER);
        push_all(command, &[" \\\n  --set config.kasAddress=", &quote(address)]);
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

/// The command that removes an installed agent from its cluster.
#[must_use]
pub fn uninstall(agent_name: &str) -> String {
    let mut command = String::from("helm uninstall ");
    push_all(&mut command, &[&release(agent_name), " --namespace ", &namespace(agent_name)]);
    command
}

/// The namespace GitLab's interface installs an agent in: `gitlab-agent-` and the first 50 characters
/// of its name, which makes Kubernetes' limit of 63.
#[must_use]
pub fn namespace(agent_name: &str) -> String {
    let mut namespace = String::from("gitlab-agent-");
    namespace.push_str(&label(agent_name, 50));
    namespace
}

/// The Helm release, which is named like the agent as far as Helm's limit of 53 characters allows.
#[must_use]
pub fn release(agent_name: &str) -> String {
    label(agent_name, 53)
}

/// Asks for the token without showing it, and takes care that the terminal shows again what is typed
/// afterwards, also after Ctrl-C.
const ASK_FOR_TOKEN: &str = r#"
set -e
if [ -t 0 ]; then
  trap "stty echo" EXIT
  trap "exit 130" INT TERM
  stty -echo
fi
printf "Agent token: " >&2
read -r token || [ -n "$token" ]
printf "\n" >&2
if [ -z "$token" ]; then
  echo "No token was given." >&2
  exit 1
fi
"#;

const ADD_REPOSITORY: &str = "\
helm repo add gitlab https://charts.gitlab.io
helm repo update
";

/// `name` as a part of a DNS label, cut to `max` characters. The names GitLab accepts are such parts
/// already, but cut they may end in `-`, which Kubernetes and Helm refuse.
fn label(name: &str, max: usize) -> String {
    let allowed = |letter: char| matches!(letter, 'a'..='z' | '0'..='9');
    let mut label: String =
        name.chars().take(max).map(|letter| if allowed(letter) { letter } else { '-' }).collect();
    label.truncate(label.trim_end_matches('-').len());
    if label.starts_with(allowed) { label } else { String::from("agent") }
}

/// The agent's version for a server's: the same minor version, patch 0, as GitLab's interface has it.
fn image_version(kas_version: &str) -> Option<String> {
    let mut numbers = kas_version.strip_prefix('v').unwrap_or(kas_version).split('.');
    let major = numbers.next()?;
    let minor = numbers.next()?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(major) || !is_number(minor) {
        return None;
    }
    let mut version = String::from("v");
    push_all(&mut version, &[major, ".", minor, ".0"]);
    Some(version)
}

/// `value` for `--set`, where commas separate, braces make lists, and a backslash takes this meaning
/// from the next character.
fn helm_value(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for character in value.chars() {
        if matches!(character, ',' | '{' | '}' | '\\') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

fn push_all(text: &mut String, parts: &[&str]) {
    for part in parts {
        text.push_str(part);
    }
}

#[cfg(test)]
mod tests;
