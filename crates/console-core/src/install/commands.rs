//! The steps of the install commands.

use super::names::{namespace, release};
use super::script::{self, Script};
use super::shell::{helm_value, quote};
use super::{Install, JWT_PUBLIC_KEY_PLACEHOLDER, KAS_ADDRESS_PLACEHOLDER, Purpose, image};

/// The Secret that holds the token. Its name is constant, because the release refers to it; a
/// rotation changes its content only.
const SECRET: &str = "gitlab-agent-token";

/// How the chart gets the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TokenFrom {
    /// From the Secret [`SECRET`].
    Secret,
    /// From Helm's standard input. The chart then creates its own Secret, as it must for a
    /// receptive agent's public key.
    Stdin,
    /// From Helm's argument list.
    Argument,
}

/// A script that prompts for the token.
pub(super) fn asking(install: &Install<'_>) -> Script {
    let from = if install.is_receptive { TokenFrom::Stdin } else { TokenFrom::Secret };
    let mut script = begin(install, from);
    script.line(r#"read -rsp "Agent token: " token || :; echo; [ "$token" ]"#);
    if from == TokenFrom::Secret {
        push_secret(install, &mut script);
    } else {
        script.line(r#"printf %s "$token" |"#);
    }
    finish(install, script, from)
}

/// A script that contains the token, at [`script::VALUE`].
pub(super) fn inline(install: &Install<'_>) -> Script {
    finish(install, begin(install, TokenFrom::Argument), TokenFrom::Argument)
}

/// The confirmation, and the lookups in the cluster.
fn begin(install: &Install<'_>, from: TokenFrom) -> Script {
    let name = release(install.agent_name);
    let question = match install.purpose {
        Purpose::Installation => ["Install ", &name, " in"],
        Purpose::Rotation => ["New token for ", &name, " in"],
    };
    let mut script = Script::confirming(&question.concat());
    if install.purpose == Purpose::Rotation || from == TokenFrom::Secret {
        script.line(r#"k() { kubectl --context "$context" --namespace "#);
        script.push(&namespace(install.agent_name)).push(r#" "$@"; }"#);
    }
    if install.purpose == Purpose::Rotation {
        // Keeps the chart's version: another one would install another version of the agent. The
        // script stops here if there is no such agent.
        script.line("chart=$(k get deployment -l app.kubernetes.io/instance=").push(&name);
        script.option(r#"-o "jsonpath={.items[0].metadata.labels.helm\.sh/chart}")"#);
    }
    script
}

/// Stores the token in the Secret. Server-side apply keeps it out of annotations and takes over
/// fields that others set.
fn push_secret(install: &Install<'_>, script: &mut Script) {
    if install.purpose == Purpose::Installation {
        script.line("k create namespace ").push(&namespace(install.agent_name));
        script.push(" --dry-run=client -o yaml |").line("  k apply --server-side -f -");
    }
    script.line(r#"printf %s "$token" | k create secret generic "#).push(SECRET);
    script.push(" --dry-run=client").option("-o yaml --from-file=token=/dev/stdin");
    script.push(" | k apply --server-side --force-conflicts -f -");
}

/// Runs Helm, and restarts a running agent, because it reads its token only at start.
fn finish(install: &Install<'_>, mut script: Script, from: TokenFrom) -> Script {
    let name = release(install.agent_name);
    script.line(match (install.purpose, from) {
        (Purpose::Rotation, _) => "helm upgrade ",
        // The same as GitLab's own command.
        (Purpose::Installation, TokenFrom::Argument) => "helm upgrade --install ",
        // Fails if the release already exists.
        (Purpose::Installation, _) => "helm install ",
    });
    script.push(&name).push(" gitlab-agent --repo https://charts.gitlab.io");
    if install.purpose == Purpose::Rotation {
        script.push(" --reuse-values");
    }
    script.option(r#"--kube-context "$context" --namespace "#);
    script.push(&namespace(install.agent_name));
    let options = match install.purpose {
        Purpose::Installation => installation(install, from),
        Purpose::Rotation => rotation(install, from),
    };
    for option in options {
        script.option(&option);
    }
    if install.purpose == Purpose::Rotation {
        script.line("k rollout restart deployment -l app.kubernetes.io/instance=").push(&name);
    }
    script
}

fn installation(install: &Install<'_>, from: TokenFrom) -> Vec<String> {
    let mut options = vec![token_option(from)];
    let version = install.kas_version.filter(|_| !install.is_gitlab_com).and_then(image::tag);
    if let (Some(version), Some(first)) = (version, options.first_mut()) {
        first.push_str(" --set image.tag=");
        first.push_str(&version);
    }
    if from != TokenFrom::Secret {
        options.push("--create-namespace".to_owned());
    }
    if install.is_receptive {
        options.push("--set config.receptive.enabled=true".to_owned());
        options.push("--set config.api.jwtPublicKey=".to_owned() + JWT_PUBLIC_KEY_PLACEHOLDER);
    } else {
        let address = install.usable_kas_address().map(helm_value);
        let address = address.as_deref().unwrap_or(KAS_ADDRESS_PLACEHOLDER);
        options.push("--set config.kasAddress=".to_owned() + &quote(address));
    }
    options
}

fn rotation(install: &Install<'_>, from: TokenFrom) -> Vec<String> {
    let mut option = String::from(r#"--version "${chart#gitlab-agent-}" "#);
    option.push_str(&token_option(from));
    let mut options = vec![option];
    if from == TokenFrom::Argument && !install.is_receptive {
        // A Secret that the release refers to would take precedence over the value.
        options.push("--set config.secretName=null".to_owned());
    }
    options
}

fn token_option(from: TokenFrom) -> String {
    match from {
        TokenFrom::Secret => "--set config.secretName=".to_owned() + SECRET,
        TokenFrom::Stdin => "--set-file config.token=/dev/stdin".to_owned(),
        TokenFrom::Argument => "--set config.token=".to_owned() + script::VALUE,
    }
}
