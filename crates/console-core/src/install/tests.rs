use super::*;
use crate::names::agent_name_problem;
use proptest::prelude::*;

const INSTALL: Install<'_> = Install {
    agent_name: "edge-seoul",
    purpose: Purpose::Installation,
    is_receptive: false,
    kas_address: Some("wss://kas.gitlab.example.com/"),
    kas_version: Some("18.9.2+ab12cd"),
    is_gitlab_com: false,
};

const ROTATE: Install<'_> = Install { purpose: Purpose::Rotation, ..INSTALL };

/// People would not read more before they run it.
const LINES_MAX: usize = 12;

/// The width of a line in the dialog.
const WIDTH_MAX: usize = 86;

#[test]
fn an_installation_contains_the_values() {
    let expected = r#"bash -euc 'context=$(kubectl config current-context)
read -rp "Install edge-seoul in $context? [y/N] " ok; [[ $ok == [yY]* ]]
k() { kubectl --context "$context" --namespace gitlab-agent-edge-seoul "$@"; }
read -rsp "Agent token: " token || :; echo; [ "$token" ]
k create namespace gitlab-agent-edge-seoul --dry-run=client -o yaml |
  k apply --server-side -f -
printf %s "$token" | k create secret generic gitlab-agent-token --dry-run=client \
  -o yaml --from-file=token=/dev/stdin | k apply --server-side --force-conflicts -f -
helm install edge-seoul gitlab-agent --repo https://charts.gitlab.io \
  --kube-context "$context" --namespace gitlab-agent-edge-seoul \
  --set config.secretName=gitlab-agent-token --set image.tag=v18.9.0 \
  --set config.kasAddress=wss://kas.gitlab.example.com/'"#;
    assert_eq!(INSTALL.secret_and_helm(), expected);
}

#[test]
fn a_rotation_keeps_the_values_and_the_version_of_the_release() {
    let expected = r#"bash -euc 'context=$(kubectl config current-context)
read -rp "New token for edge-seoul in $context? [y/N] " ok; [[ $ok == [yY]* ]]
k() { kubectl --context "$context" --namespace gitlab-agent-edge-seoul "$@"; }
chart=$(k get deployment -l app.kubernetes.io/instance=edge-seoul \
  -o "jsonpath={.items[0].metadata.labels.helm\.sh/chart}")
read -rsp "Agent token: " token || :; echo; [ "$token" ]
printf %s "$token" | k create secret generic gitlab-agent-token --dry-run=client \
  -o yaml --from-file=token=/dev/stdin | k apply --server-side --force-conflicts -f -
helm upgrade edge-seoul gitlab-agent --repo https://charts.gitlab.io --reuse-values \
  --kube-context "$context" --namespace gitlab-agent-edge-seoul \
  --version "${chart#gitlab-agent-}" --set config.secretName=gitlab-agent-token
k rollout restart deployment -l app.kubernetes.io/instance=edge-seoul'"#;
    assert_eq!(ROTATE.secret_and_helm(), expected);
}

#[test]
fn a_receptive_agent_is_told_no_address() {
    let install = Install { is_receptive: true, ..INSTALL };
    let expected = r#"bash -euc 'context=$(kubectl config current-context)
read -rp "Install edge-seoul in $context? [y/N] " ok; [[ $ok == [yY]* ]]
read -rsp "Agent token: " token || :; echo; [ "$token" ]
printf %s "$token" |
helm install edge-seoul gitlab-agent --repo https://charts.gitlab.io \
  --kube-context "$context" --namespace gitlab-agent-edge-seoul \
  --set-file config.token=/dev/stdin --set image.tag=v18.9.0 \
  --create-namespace \
  --set config.receptive.enabled=true \
  --set config.api.jwtPublicKey=PUBLIC_KEY_OF_THE_URL_CONFIGURATION'"#;
    assert_eq!(install.secret_and_helm(), expected);
    assert!(install.helm_inline().after.contains("--set config.receptive.enabled=true"));
    let rotation = Install { is_receptive: true, ..ROTATE };
    assert!(install.lacks_public_key());
    assert!(!rotation.lacks_public_key() && !INSTALL.lacks_public_key());
    for install in [install, rotation] {
        let InlineCommand { before, after } = install.helm_inline();
        let commands = [install.secret_and_helm(), before, after].concat();
        assert!(!commands.contains("kasAddress"), "{commands}");
        assert!(!commands.contains("secretName"), "{commands}");
        assert!(!Install { kas_address: None, ..install }.lacks_kas_address());
    }
}

#[test]
fn the_inline_command_has_a_place_for_the_token() {
    let InlineCommand { before, after } = INSTALL.helm_inline();
    let expected = r#"bash -euc 'context=$(kubectl config current-context)
read -rp "Install edge-seoul in $context? [y/N] " ok; [[ $ok == [yY]* ]]
helm upgrade --install edge-seoul gitlab-agent --repo https://charts.gitlab.io \
  --kube-context "$context" --namespace gitlab-agent-edge-seoul \
  --set config.token="#;
    assert_eq!(before, expected);
    let expected = r" --set image.tag=v18.9.0 \
  --create-namespace \
  --set config.kasAddress=wss://kas.gitlab.example.com/'";
    assert_eq!(after, expected);
    let InlineCommand { before, after } = ROTATE.helm_inline();
    let expected = r#"  --version "${chart#gitlab-agent-}" --set config.token="#;
    assert!(before.ends_with(expected), "{before}");
    assert!(before.contains(" --reuse-values \\\n"), "{before}");
    let expected = r" \
  --set config.secretName=null
k rollout restart deployment -l app.kubernetes.io/instance=edge-seoul'";
    assert_eq!(after, expected);
}

#[test]
fn a_command_can_be_read_at_a_glance() {
    for purpose in [Purpose::Installation, Purpose::Rotation] {
        for is_receptive in [false, true] {
            let install = Install { purpose, is_receptive, ..INSTALL };
            let InlineCommand { before, after } = install.helm_inline();
            for command in [install.secret_and_helm(), before + "TOKEN" + &after] {
                assert!(command.lines().count() <= LINES_MAX, "{command}");
                assert!(command.lines().all(|line| line.len() <= WIDTH_MAX), "{command}");
            }
        }
    }
}

#[test]
fn every_command_asks_before_it_changes_anything() {
    let rotation = ROTATE.helm_inline();
    for command in [
        INSTALL.secret_and_helm(),
        ROTATE.secret_and_helm(),
        INSTALL.helm_inline().before,
        rotation.before,
        uninstall("edge-seoul"),
    ] {
        let mut lines = command.lines();
        assert_eq!(lines.next(), Some("bash -euc 'context=$(kubectl config current-context)"));
        let question = lines.next().unwrap();
        assert!(question.ends_with(" $context? [y/N] \" ok; [[ $ok == [yY]* ]]"), "{question}");
    }
}

#[test]
fn an_address_is_kept_as_it_is() {
    for address in ["wss://gitlab.example.com/-/kubernetes-agent/", "ws://gitlab.example.com:8150"]
    {
        let install = Install { kas_address: Some(address), ..INSTALL };
        let expected = format!("--set config.kasAddress={address}'");
        assert!(install.secret_and_helm().ends_with(&expected), "{address}");
    }
}

#[test]
fn an_unknown_address_is_a_loud_placeholder() {
    for kas_address in [None, Some(""), Some("wss://kas\u{1b}[2J"), Some("wss://kas\nreboot")] {
        let install = Install { kas_address, ..INSTALL };
        assert_eq!(install.usable_kas_address(), None);
        assert!(install.lacks_kas_address());
        for command in [install.secret_and_helm(), install.helm_inline().after] {
            assert!(command.contains("--set config.kasAddress=KAS_ADDRESS_OF_YOUR_GITLAB"));
        }
        // The release already has one.
        assert!(!Install { kas_address, ..ROTATE }.lacks_kas_address());
    }
    assert!(!INSTALL.lacks_kas_address());
}

#[test]
fn only_a_first_installation_names_an_image() {
    let names_one = |install: &Install<'_>| {
        let InlineCommand { before, after } = install.helm_inline();
        [install.secret_and_helm(), before + &after].map(|command| command.contains("image.tag"))
    };
    assert_eq!(names_one(&INSTALL), [true, true]);
    for install in [
        ROTATE,
        Install { is_gitlab_com: true, ..INSTALL },
        Install { kas_version: None, ..INSTALL },
        Install { kas_version: Some("18.9.0-pre"), ..INSTALL },
    ] {
        assert_eq!(names_one(&install), [false, false], "{install:?}");
    }
    let candidate = Install { kas_version: Some("19.5.0-rc3+abc"), ..INSTALL };
    assert!(candidate.secret_and_helm().contains("--set image.tag=v19.5.0-rc3 "));
}

#[test]
fn uninstalling_removes_everything() {
    let expected = r#"bash -euc 'context=$(kubectl config current-context)
read -rp "Remove edge-seoul from $context? [y/N] " ok; [[ $ok == [yY]* ]]
helm uninstall edge-seoul --namespace gitlab-agent-edge-seoul \
  --kube-context "$context"
kubectl --context "$context" delete namespace gitlab-agent-edge-seoul'"#;
    assert_eq!(uninstall("edge-seoul"), expected);
}

#[test]
fn long_names_are_cut_to_the_limits() {
    let name = "a".repeat(49) + "-bc-" + &"d".repeat(10);
    assert_eq!(namespace(&name), "gitlab-agent-".to_owned() + &"a".repeat(49));
    assert_eq!(release(&name), "a".repeat(49) + "-bc");
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
    fn values_never_change_the_structure_of_a_command(
        agent_name in any::<String>(),
        kas_address in "[!-~]{1,20}",
        kas_version in any::<String>(),
        is_rotation in any::<bool>(),
        is_receptive in any::<bool>(),
    ) {
        let purpose = if is_rotation { Purpose::Rotation } else { Purpose::Installation };
        let plain = Install { purpose, is_receptive, ..INSTALL };
        let install = Install {
            agent_name: &agent_name,
            kas_address: Some(&kas_address),
            kas_version: Some(&kas_version),
            ..plain
        };
        let command = install.secret_and_helm();
        prop_assert_eq!(command.lines().count(), plain.secret_and_helm().lines().count());
        prop_assert!(!command.ends_with('\n'));
    }
}
