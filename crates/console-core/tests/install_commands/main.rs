//! Runs the install commands in real shells, with stand-ins for kubectl and helm, and compares the
//! token's bytes that arrive.

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
use console_core::install::{InlineCommand, Install, quote};
use console_core::model::TokenId;
use proptest::prelude::*;
use std::process::Command;
use terminal::Terminal;

const TOKEN: &str = "glagent-sandbox_Zx81-Qm4.01.0w1abcdef";

const INSTALL: Install<'_> = Install {
    agent_name: "edge-seoul",
    token: TokenId(5),
    kas_address: Some("wss://kas.gitlab.example.com/it's?a=$HOME,b&c={d}"),
    kas_version: Some("18.9.2"),
    is_gitlab_com: false,
};

/// What helm is called with, after both lines about its repository.
const UPGRADE: &str = "helm [upgrade] [--install] [edge-seoul] [gitlab/gitlab-agent] \
    [--namespace] [gitlab-agent-edge-seoul] [--set] [image.tag=v18.9.0] \
    [--set] [config.secretName=gitlab-agent-token-5] \
    [--set] [config.kasAddress=wss://kas.gitlab.example.com/it's?a=$HOME\\,b&c=\\{d\\}]";

fn assert_installed(cluster: &Cluster, shell: &str) {
    assert_eq!(cluster.token().as_deref(), Some(TOKEN.as_bytes()), "{shell}");
    let calls = cluster.calls();
    assert!(!calls.contains(TOKEN), "{shell}: {calls}");
    let helm: Vec<&str> = calls.lines().filter(|call| call.starts_with("helm")).collect();
    let repository =
        ["helm [repo] [add] [gitlab] [https://charts.gitlab.io]", "helm [repo] [update]"];
    assert_eq!(helm, [repository.as_slice(), &[UPGRADE]].concat(), "{shell}");
    assert_eq!(
        cluster.applied(),
        "namespace gitlab-agent-edge-seoul\nsecret gitlab-agent-token-5\n"
    );
}

#[test]
fn a_whole_pasted_block_asks_for_the_token_and_installs() {
    for shell in shells() {
        let cluster = Cluster::new("pasted", shell);
        let mut terminal = Terminal::start(shell, &cluster);
        terminal.type_in(&INSTALL.secret_and_helm());
        terminal.type_in("\n");
        terminal.wait_for("\nAgent token: ");
        terminal.type_in(TOKEN);
        terminal.type_in("\n");
        terminal.wait_for("installed");
        terminal.type_in("exit\n");
        let shown = terminal.end();
        assert!(!shown.contains(TOKEN), "{shell} shows what is typed: {shown}");
        assert_installed(&cluster, shell);
        let history = cluster.history();
        assert!(!history.contains(TOKEN), "{shell}: {history}");
        // Not every shell keeps one; that these do shows that it is looked for at the right place.
        if matches!(shell, "bash" | "zsh") {
            assert!(history.contains("Agent token"), "{shell}: {history}");
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
        terminal.wait_for("\nAgent token: ");
        terminal.type_in("\u{3}");
        terminal.wait_for("$ ");
        terminal.type_in("stty -a; exit\n");
        let shown = terminal.end();
        assert!(shown.contains(" echo echoe "), "{shell}: {shown}");
        assert_eq!(cluster.calls(), "", "{shell}");
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
            let cluster = Cluster::new(&format!("file-{number}"), shell);
            assert!(cluster.run(shell, &INSTALL.secret_and_helm(), input), "{shell}");
            assert_installed(&cluster, shell);
        }
    }
}

#[test]
fn without_a_token_nothing_happens() {
    for shell in shells() {
        for (number, input) in ["", "\n", "  \n"].iter().enumerate() {
            let cluster = Cluster::new(&format!("none-{number}"), shell);
            assert!(!cluster.run(shell, &INSTALL.secret_and_helm(), input), "{shell}");
            assert_eq!(cluster.calls(), "", "{shell}");
        }
    }
}

#[test]
fn a_refusing_cluster_stops_it() {
    for shell in shells() {
        let cluster = Cluster::new("refusing", shell);
        cluster.refuse();
        assert!(!cluster.run(shell, &INSTALL.secret_and_helm(), TOKEN), "{shell}");
        assert!(!cluster.calls().contains("helm"), "{shell}");
    }
}

#[test]
fn the_inline_command_passes_the_token_to_helm() {
    assert!(InlineCommand::takes(TOKEN));
    let InlineCommand { before, after } = INSTALL.helm_inline();
    for shell in shells() {
        let cluster = Cluster::new("inline", shell);
        assert!(cluster.run(shell, &format!("{before}{TOKEN}{after}"), ""), "{shell}");
        let upgrade = UPGRADE
            .replace("[--set] [image", "[--create-namespace] [--set] [image")
            .replace("config.secretName=gitlab-agent-token-5", &format!("config.token={TOKEN}"));
        assert_eq!(cluster.calls().lines().last(), Some(upgrade.as_str()), "{shell}");
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
