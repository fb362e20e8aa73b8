use super::*;
use crate::names::agent_name_problem;
use proptest::prelude::*;

const INSTALL: Install<'_> = Install {
    agent_name: "edge-seoul",
    token: TokenId(5),
    kas_address: Some("wss://kas.gitlab.example.com/"),
    kas_version: Some("18.9.2+ab12cd"),
    is_gitlab_com: false,
};

#[test]
fn the_default_command_has_the_values_in_it() {
    let expected = r#"sh -c '
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
kubectl create namespace gitlab-agent-edge-seoul --dry-run=client --output=yaml |
  kubectl apply --server-side --filename=-
printf %s "$token" |
  kubectl create secret generic gitlab-agent-token-5 --namespace gitlab-agent-edge-seoul \
    --from-file=token=/dev/stdin --dry-run=client --output=yaml |
  kubectl apply --server-side --filename=-
helm repo add gitlab https://charts.gitlab.io
helm repo update
helm upgrade --install edge-seoul gitlab/gitlab-agent \
  --namespace gitlab-agent-edge-seoul \
  --set image.tag=v18.9.0 \
  --set config.secretName=gitlab-agent-token-5 \
  --set config.kasAddress=wss://kas.gitlab.example.com/
'"#;
    assert_eq!(INSTALL.secret_and_helm(), expected);
}

#[test]
fn the_inline_command_is_gitlabs_own() {
    let InlineCommand { before, after } = INSTALL.helm_inline();
    let expected = "helm repo add gitlab https://charts.gitlab.io
helm repo update
helm upgrade --install edge-seoul gitlab/gitlab-agent \\
  --namespace gitlab-agent-edge-seoul \\
  --create-namespace \\
  --set image.tag=v18.9.0 \\
  --set config.token=";
    assert_eq!(before, expected);
    assert_eq!(after, " \\\n  --set config.kasAddress=wss://kas.gitlab.example.com/");
}

#[test]
fn an_unknown_address_is_a_loud_placeholder() {
    for kas_address in [None, Some(""), Some("wss://kas\u{1b}[2J"), Some("wss://kas\nreboot")] {
        let install = Install { kas_address, ..INSTALL };
        assert_eq!(install.usable_kas_address(), None);
        for command in [install.secret_and_helm(), install.helm_inline().after] {
            assert!(command.contains("--set config.kasAddress=KAS_ADDRESS_OF_YOUR_GITLAB"));
        }
    }
}

#[test]
fn the_image_follows_the_servers_minor_version() {
    for (version, image) in [
        ("18.9.0", Some("v18.9.0")),
        ("v17.11.4-rc2", Some("v17.11.0")),
        ("18.9", Some("v18.9.0")),
        ("18", None),
        ("main", None),
        ("18.$(reboot).0", None),
        ("", None),
    ] {
        assert_eq!(image_version(version).as_deref(), image, "{version}");
    }
    let on_gitlab_com = Install { is_gitlab_com: true, ..INSTALL };
    assert!(!on_gitlab_com.secret_and_helm().contains("image.tag"));
    let unknown = Install { kas_version: None, ..INSTALL };
    assert!(!unknown.helm_inline().before.contains("image.tag"));
}

#[test]
fn long_names_keep_to_the_limits() {
    let name = "a".repeat(49) + "-bc-" + &"d".repeat(10);
    assert_eq!(namespace(&name), "gitlab-agent-".to_owned() + &"a".repeat(49));
    assert_eq!(release(&name), "a".repeat(49) + "-bc");
    assert_eq!(
        uninstall("edge-seoul"),
        "helm uninstall edge-seoul --namespace gitlab-agent-edge-seoul"
    );
}

#[test]
fn only_plain_secrets_stand_in_a_command() {
    assert!(InlineCommand::takes("glagent-Ab_1-x.01.2y"));
    for secret in ["", "a b", "$x", "a'b", "a,b", "a\n"] {
        assert!(!InlineCommand::takes(secret), "{secret}");
    }
}

proptest! {
    #[test]
    fn whatever_the_name_kubernetes_accepts_it(name in any::<String>()) {
        for label in [namespace(&name), release(&name)] {
            prop_assert_eq!(agent_name_problem(&label, false), None);
        }
        prop_assert!(release(&name).len() <= 53);
    }

    #[test]
    fn whatever_gitlab_sends_the_command_stays_in_its_form(
        agent_name in any::<String>(),
        kas_address in "[!-~]{1,20}",
        kas_version in any::<String>(),
    ) {
        let install = Install {
            agent_name: &agent_name,
            kas_address: Some(&kas_address),
            kas_version: Some(&kas_version),
            ..INSTALL
        };
        let command = install.secret_and_helm();
        let lines = INSTALL.secret_and_helm().lines().count();
        prop_assert!((lines - 1..=lines).contains(&command.lines().count()));
        prop_assert!(!command.ends_with('\n'));
    }
}
