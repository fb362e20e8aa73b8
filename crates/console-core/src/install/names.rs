//! Names in the cluster, made of the agent's.

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

/// `name` as a part of a DNS label, cut to `max` characters. The names GitLab accepts are such parts
/// already, but cut they may end in `-`, which Kubernetes and Helm refuse.
fn label(name: &str, max: usize) -> String {
    let allowed = |letter: char| matches!(letter, 'a'..='z' | '0'..='9');
    let mut label: String =
        name.chars().take(max).map(|letter| if allowed(letter) { letter } else { '-' }).collect();
    label.truncate(label.trim_end_matches('-').len());
    if label.starts_with(allowed) { label } else { String::from("agent") }
}
