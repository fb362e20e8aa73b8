//! The command that removes an installed agent.

use super::names::{namespace, release};
use super::script::Script;

/// Removes an installed agent from its cluster together with its namespace, because the release
/// does not own the Secret with the token.
#[must_use]
pub fn uninstall(agent_name: &str) -> String {
    let (name, namespace) = (release(agent_name), namespace(agent_name));
    let mut script = Script::confirming(&["Remove ", &name, " from"].concat());
    script.line("helm uninstall ").push(&name).push(" --namespace ").push(&namespace);
    script.option("--kube-context \"$context\"");
    script.line("kubectl --context \"$context\" delete namespace ").push(&namespace);
    script.into_command()
}
