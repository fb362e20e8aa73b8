//! Runs the install commands in real shells with fake kubectl and helm, and compares the bytes of
//! the token that arrive.

#![cfg(unix)]
#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod cluster;
mod terminal;

use cluster::{Cluster, shells};
use console_core::install::{InlineCommand, Install, Purpose, quote, uninstall};
use proptest::prelude::*;
use std::process::Command;
use terminal::Terminal;

const TOKEN: &str = "glagent-sandbox_Zx81-Qm4.01.0w1abcdef";

const INSTALL: Install<'_> = Install {
    agent_name: "edge-seoul",
    purpose: Purpose::Installation,
    is_receptive: false,
    kas_address: Some("wss://kas.gitlab.example.com/it's?a=$HOME,b&c={d}"),
    kas_version: Some("18.9.2"),
    is_gitlab_com: false,
};

/// Every form that prompts for the token, with Helm's expected arguments.
const FORMS: [(&str, Install<'_>, &str); 4] = [
    (
        "installation",
        INSTALL,
        "[install] [edge-seoul] [gitlab-agent] [--repo] [https://charts.gitlab.io] \
        [--kube-context] [production] [--namespace] [gitlab-agent-edge-seoul] \
        [--set] [config.secretName=gitlab-agent-token] [--set] [image.tag=v18.9.0] \
        [--set] [config.kasAddress=wss://kas.gitlab.example.com/it's?a=$HOME\\,b&c=\\{d\\}]",
    ),
    (
        "rotation",
        Install { purpose: Purpose::Rotation, ..INSTALL },
        "[upgrade] [edge-seoul] [gitlab-agent] [--repo] [https://charts.gitlab.io] \
        [--reuse-values] [--kube-context] [production] [--namespace] [gitlab-agent-edge-seoul] \
        [--version] [2.29.0] [--set] [config.secretName=gitlab-agent-token]",
    ),
    (
        "receptive-installation",
        Install { is_receptive: true, ..INSTALL },
        "[install] [edge-seoul] [gitlab-agent] [--repo] [https://charts.gitlab.io] \
        [--kube-context] [production] [--namespace] [gitlab-agent-edge-seoul] \
        [--set-file] [config.token=/dev/stdin] [--set] [image.tag=v18.9.0] [--create-namespace] \
        [--set] [config.receptive.enabled=true] \
        [--set] [config.api.jwtPublicKey=PUBLIC_KEY_OF_THE_URL_CONFIGURATION]",
    ),
    (
        "receptive-rotation",
        Install { purpose: Purpose::Rotation, is_receptive: true, ..INSTALL },
        "[upgrade] [edge-seoul] [gitlab-agent] [--repo] [https://charts.gitlab.io] \
        [--reuse-values] [--kube-context] [production] [--namespace] [gitlab-agent-edge-seoul] \
        [--version] [2.29.0] [--set-file] [config.token=/dev/stdin]",
    ),
];

const RESTART: &str = "kubectl [--context] [production] [--namespace] [gitlab-agent-edge-seoul] \
    [rollout] [restart] [deployment] [-l] [app.kubernetes.io/instance=edge-seoul]";

const LOOK: &str = "kubectl [config] [current-context]\n";

/// The token arrived complete and in no argument, Helm ran once as expected, and every call used
/// the confirmed context.
fn assert_done(cluster: &Cluster, install: &Install<'_>, helm: &str, form: &str) {
    assert_eq!(cluster.token().as_deref(), Some(TOKEN.as_bytes()), "{form}");
    let calls = cluster.calls();
    assert!(!calls.contains(TOKEN), "{form}: {calls}");
    let by_helm: Vec<&str> = calls.lines().filter_map(|call| call.strip_prefix("helm ")).collect();
    assert_eq!(by_helm, [helm], "{form}");
    let changes = "kubectl [--context] [production] [--namespace] [gitlab-agent-edge-seoul] ";
    for call in calls.lines().skip(1).filter(|call| call.starts_with("kubectl")) {
        assert!(call.starts_with(changes), "{form}: {call}");
    }
    let applied = match (install.purpose, install.is_receptive) {
        (_, true) => "",
        (Purpose::Installation, _) => {
            "namespace gitlab-agent-edge-seoul\nsecret gitlab-agent-token\n"
        }
        (Purpose::Rotation, _) => "secret gitlab-agent-token\n",
    };
    assert_eq!(cluster.applied(), applied, "{form}");
    let is_restarted = calls.lines().last() == Some(RESTART);
    assert_eq!(is_restarted, install.purpose == Purpose::Rotation, "{form}: {calls}");
}

#[test]
fn a_whole_pasted_block_asks_for_the_token_and_installs() {
    for shell in shells() {
        for (form, install, helm) in FORMS {
            let form = format!("{form}-{shell}");
            let cluster = Cluster::new("pasted", &form);
            let mut terminal = Terminal::start(shell, &cluster);
            terminal.type_in(&install.secret_and_helm());
            terminal.type_in("\n");
            terminal.wait_for(" edge-seoul in production? [y/N] ");
            assert_eq!(cluster.calls(), LOOK, "{form}");
            terminal.type_in("y\n");
            terminal.wait_for("\nAgent token: ");
            terminal.type_in(TOKEN);
            terminal.type_in("\n");
            terminal.wait_for("helm has done it");
            terminal.type_in("exit\n");
            let shown = terminal.end();
            assert!(!shown.contains(TOKEN), "{form} shows what is typed: {shown}");
            assert_done(&cluster, &install, helm, &form);
            let history = cluster.history();
            assert!(!history.contains(TOKEN), "{form}: {history}");
            // Not every shell keeps a history; that these do shows that the test looks in the right
            // place.
            if matches!(shell, "bash" | "zsh") {
                assert!(history.contains("Agent token"), "{form}: {history}");
            }
        }
    }
}

#[test]
fn giving_up_leaves_the_terminal_as_it_was() {
    for shell in shells() {
        let cluster = Cluster::new("given-up", shell);
        let mut terminal = Terminal::start(shell, &cluster);
        terminal.type_in(&INSTALL.secret_and_helm());
        terminal.type_in("\n");
        terminal.wait_for(" edge-seoul in production? [y/N] ");
        terminal.type_in("y\n");
        terminal.wait_for("\nAgent token: ");
        terminal.type_in("\u{3}");
        terminal.wait_for("$ ");
        terminal.type_in("stty -a; exit\n");
        let shown = terminal.end();
        assert!(shown.contains(" echo echoe "), "{shell}: {shown}");
        assert_eq!(cluster.calls(), LOOK, "{shell}");
    }
}

#[test]
fn without_a_confirmation_nothing_happens() {
    let uninstall = uninstall(INSTALL.agent_name);
    for shell in shells() {
        for (form, install, _) in FORMS {
            let InlineCommand { before, after } = install.helm_inline();
            for command in [&install.secret_and_helm(), &(before + TOKEN + &after), &uninstall] {
                for answer in ["", "\n", "n\n", "production\n"] {
                    let cluster = Cluster::new("unconfirmed", &format!("{form}-{shell}"));
                    let input = format!("{answer}{TOKEN}\n");
                    let input = if answer.is_empty() { "" } else { &input };
                    assert!(!cluster.run(shell, command, input), "{form}, {shell}: {answer}");
                    assert_eq!(cluster.calls(), LOOK, "{form}, {shell}: {answer}");
                }
            }
        }
    }
}

#[test]
fn the_token_may_come_from_a_file() {
    for shell in shells() {
        for (number, input) in
            [TOKEN.to_owned(), format!("{TOKEN}\n"), format!(" {TOKEN} \nmore\n")]
                .iter()
                .enumerate()
        {
            for (form, install, helm) in FORMS {
                let cluster = Cluster::new(&format!("file-{number}"), &format!("{form}-{shell}"));
                let input = format!("yes\n{input}");
                assert!(cluster.run(shell, &install.secret_and_helm(), &input), "{form}, {shell}");
                assert_done(&cluster, &install, helm, form);
            }
        }
    }
}

#[test]
fn without_a_token_nothing_happens() {
    for shell in shells() {
        for (number, input) in ["y\n", "y\n\n", "y\n  \n"].iter().enumerate() {
            let cluster = Cluster::new(&format!("none-{number}"), shell);
            assert!(!cluster.run(shell, &INSTALL.secret_and_helm(), input), "{shell}");
            assert_eq!(cluster.calls(), LOOK, "{shell}");
        }
    }
}

#[test]
fn a_refusing_cluster_stops_it() {
    for shell in shells() {
        let cluster = Cluster::new("refusing", shell);
        cluster.refuse();
        let input = format!("y\n{TOKEN}\n");
        assert!(!cluster.run(shell, &INSTALL.secret_and_helm(), &input), "{shell}");
        assert!(!cluster.calls().contains("helm"), "{shell}");
    }
}

#[test]
fn no_token_is_rotated_where_no_agent_is_installed() {
    for shell in shells() {
        for (form, install, _) in FORMS {
            let cluster = Cluster::new("empty", &format!("{form}-{shell}"));
            cluster.clear();
            let input = format!("y\n{TOKEN}\n");
            let is_done = cluster.run(shell, &install.secret_and_helm(), &input);
            assert_eq!(is_done, install.purpose == Purpose::Installation, "{form}, {shell}");
            assert_eq!(is_done, cluster.token().is_some(), "{form}, {shell}");
        }
    }
}

#[test]
fn the_inline_command_passes_the_token_to_helm() {
    assert!(InlineCommand::takes(TOKEN));
    for shell in shells() {
        for (form, install, helm) in FORMS {
            let InlineCommand { before, after } = install.helm_inline();
            let cluster = Cluster::new("inline", &format!("{form}-{shell}"));
            assert!(
                cluster.run(shell, &format!("{before}{TOKEN}{after}"), "y\n"),
                "{form}, {shell}"
            );
            let calls = cluster.calls();
            let call = calls.lines().find_map(|call| call.strip_prefix("helm ")).unwrap();
            assert!(call.contains(&format!("[--set] [config.token={TOKEN}]")), "{form}: {call}");
            // Every option of the other form is set here too, except for the token's source.
            for word in
                helm.split(' ').filter(|word| word.starts_with("[config.") && word.contains('='))
            {
                let is_of_the_token = word.contains("token") || word.contains("secretName");
                assert!(is_of_the_token || call.contains(word), "{form}: {word} in {call}");
            }
            assert_eq!(
                call.starts_with("[upgrade] [--install]"),
                install.purpose == Purpose::Installation
            );
            assert_eq!(
                calls.ends_with(&format!("{RESTART}\n")),
                install.purpose == Purpose::Rotation
            );
        }
    }
}

#[test]
fn removing_takes_the_namespace_with_the_secret_too() {
    for shell in shells() {
        let cluster = Cluster::new("removed", shell);
        assert!(cluster.run(shell, &uninstall("edge-seoul"), "y\n"), "{shell}");
        let expected = "kubectl [config] [current-context]\n\
            helm [uninstall] [edge-seoul] [--namespace] [gitlab-agent-edge-seoul] \
            [--kube-context] [production]\n\
            kubectl [--context] [production] [delete] [namespace] [gitlab-agent-edge-seoul]\n";
        assert_eq!(cluster.calls(), expected, "{shell}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn a_quoted_value_is_one_word(values in prop::collection::vec("[^\0]{0,20}", 1..20)) {
        for shell in shells() {
            let mut command = String::from("printf '%s\\0'");
            for value in &values {
                command.push(' ');
                command.push_str(&quote(value));
            }
            let printed = Command::new(shell).args(["-c", &command]).output().unwrap().stdout;
            let words: Vec<&[u8]> = printed.split(|&byte| byte == 0).collect();
            let expected: Vec<&[u8]> = values.iter().map(String::as_bytes).chain([&b""[..]]).collect();
            prop_assert_eq!(words, expected, "{}", shell);
        }
    }
}
