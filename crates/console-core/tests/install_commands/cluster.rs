//! A folder with fake kubectl and helm programs that record their calls.

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// `create secret` reads the token from `--from-file` and prints an object, `apply` reads objects.
/// Like the real one, it fails on empty input.
const KUBECTL: &str = r#"#!/bin/sh
words=$(printf ' [%s]' "$@")
# In one write: both ends of a pipe are called at once.
printf '%s\n' "kubectl$words" >>"$CLUSTER/calls"
[ ! -e "$CLUSTER/refuses" ] || exit 1
while :; do
  case "$1" in
    --context | --namespace) shift 2 ;;
    *) break ;;
  esac
done
case "$1 $2" in
  "config current-context") echo production ;;
  "create namespace") echo "namespace $3" ;;
  "create secret")
    for argument; do
      case "$argument" in
        --from-file=token=*) cat "${argument#--from-file=token=}" >"$CLUSTER/token" ;;
      esac
    done
    echo "secret $4" ;;
  "apply "*)
    objects=$(cat)
    [ -n "$objects" ] || exit 1
    echo "$objects" >>"$CLUSTER/applied" ;;
  "get deployment")
    [ ! -e "$CLUSTER/empty" ] || exit 1
    printf gitlab-agent-2.29.0 ;;
esac
"#;

/// `--set-file` names the token's source.
const HELM: &str = r#"#!/bin/sh
words=$(printf ' [%s]' "$@")
printf '%s\n' "helm$words" >>"$CLUSTER/calls"
for argument; do
  case "$argument" in
    config.token=/*) cat "${argument#config.token=}" >"$CLUSTER/token" ;;
  esac
done
echo "helm has done it"
"#;

/// The shells of this machine that people may paste into. Every Unix has the first.
pub(crate) fn shells() -> Vec<&'static str> {
    let exists = |shell: &&str| {
        let tried = Command::new(shell).args(["-c", "exit"]).status();
        *shell == "sh" || tried.is_ok_and(|status| status.success())
    };
    ["sh", "bash", "dash", "zsh"].into_iter().filter(exists).collect()
}

/// The folder of the fake programs.
pub(crate) struct Cluster {
    folder: PathBuf,
}

impl Cluster {
    /// An empty folder for one test in one shell.
    pub(crate) fn new(test: &str, shell: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("install-{test}-{shell}"));
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        fs::create_dir_all(folder.join("bin")).unwrap();
        for (name, script) in [("kubectl", KUBECTL), ("helm", HELM)] {
            let path = folder.join("bin").join(name);
            fs::write(&path, script).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        // Other shells take this from the environment.
        fs::write(folder.join(".zshrc"), "HISTFILE=$HOME/history SAVEHIST=100\n").unwrap();
        Self { folder }
    }

    /// An environment that finds the fake programs first.
    pub(crate) fn environment(&self) -> Vec<(&'static str, String)> {
        let path = |name: &str| self.folder.join(name).display().to_string();
        vec![
            ("PATH", format!("{}:/usr/local/bin:/usr/bin:/bin", path("bin"))),
            ("CLUSTER", self.folder.display().to_string()),
            ("HOME", self.folder.display().to_string()),
            ("HISTFILE", path("history")),
            ("PS1", "$ ".to_owned()),
            ("PS2", String::new()),
            ("TERM", "dumb".to_owned()),
        ]
    }

    /// Makes every kubectl call fail.
    pub(crate) fn refuse(&self) {
        fs::write(self.folder.join("refuses"), "").unwrap();
    }

    /// Removes the installed agent.
    pub(crate) fn clear(&self) {
        fs::write(self.folder.join("empty"), "").unwrap();
    }

    /// Runs `command` without a terminal and returns whether it succeeded.
    pub(crate) fn run(&self, shell: &str, command: &str, input: &str) -> bool {
        let mut child = Command::new(shell)
            .args(["-c", command])
            .env_clear()
            .envs(self.environment())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // A command that fails early does not read all its input.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        child.wait().unwrap().success()
    }

    /// The token as received.
    pub(crate) fn token(&self) -> Option<Vec<u8>> {
        fs::read(self.folder.join("token")).ok()
    }

    /// The calls, one per line.
    pub(crate) fn calls(&self) -> String {
        self.read("calls")
    }

    /// The applied objects, one per line.
    pub(crate) fn applied(&self) -> String {
        self.read("applied")
    }

    /// The shell's history.
    pub(crate) fn history(&self) -> String {
        self.read("history")
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.join(name)).unwrap_or_default()
    }
}
