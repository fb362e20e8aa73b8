//! Kubernetes names derived from the agent's name.

/// The namespace that GitLab's UI uses: `gitlab-agent-` and the first 50 characters of the agent's
/// name, which together reach Kubernetes' limit of 63.
#[must_use]
pub fn namespace(agent_name: &str) -> String {
    let mut namespace = String::from("gitlab-agent-");
    namespace.push_str(&label(agent_name, 50));
    namespace
}

/// The Helm release: the agent's name, cut to Helm's limit of 53 characters.
#[must_use]
pub fn release(agent_name: &str) -> String {
    label(agent_name, 53)
}

/// `name` as part of a DNS label, cut to `max` characters. GitLab only accepts names that are valid
/// labels, but a cut may leave a trailing `-`, which Kubernetes and Helm reject.
fn label(name: &str, max: usize) -> String {
    let allowed = |letter: char| matches!(letter, 'a'..='z' | '0'..='9');
    let mut label: String =
        name.chars().take(max).map(|letter| if allowed(letter) { letter } else { '-' }).collect();
    label.truncate(label.trim_end_matches('-').len());
    if label.starts_with(allowed) { label } else { String::from("agent") }
}
