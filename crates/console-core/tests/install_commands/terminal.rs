//! A shell at a terminal.

use crate::cluster::Cluster;
use pty_process::blocking::{Command, Pty, open};
use std::io::{Read, Write};
use std::process::Child;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// `shell` as on a terminal, where Ctrl-C interrupts. Tests in the background, as under `nohup`,
/// would pass on an ignored SIGINT, which no shell can undo for its children.
fn at_a_terminal(shell: &str) -> Command {
    const ENV: &str = "/usr/bin/env";
    const DEFAULT: &str = "--default-signal=INT";
    let resets = std::process::Command::new(ENV).args([DEFAULT, "true"]).status();
    // Not every system's `env` supports this.
    if resets.is_ok_and(|status| status.success()) {
        Command::new(ENV).args([DEFAULT, shell])
    } else {
        Command::new(shell)
    }
}

/// After this long without output the shell counts as hung and the test fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// An interactive shell and its terminal's output.
pub(crate) struct Terminal {
    shell: Child,
    keyboard: Arc<Pty>,
    output: Receiver<Vec<u8>>,
    shown: String,
    /// How much of `shown` earlier waits have consumed.
    seen: usize,
}

impl Terminal {
    /// Starts `shell` with the cluster's environment and without personal settings.
    pub(crate) fn start(shell: &str, cluster: &Cluster) -> Self {
        let (pty, pts) = open().unwrap();
        let options: &[&str] = match shell {
            "bash" => &["--norc", "--noprofile", "-i"],
            "zsh" => &["-d", "-i"],
            _ => &["-i"],
        };
        let command = at_a_terminal(shell).args(options).env_clear().envs(cluster.environment());
        let shell = command.spawn(pts).unwrap();
        let keyboard = Arc::new(pty);
        let screen = Arc::clone(&keyboard);
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            // Reading fails once the shell has exited and closed its side of the terminal.
            while let Ok(count @ 1..) = (&*screen).read(&mut buffer) {
                if sender.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let mut terminal = Self { shell, keyboard, output, shown: String::new(), seen: 0 };
        terminal.wait_for("$ ");
        terminal
    }

    /// Types or pastes `text`; the Enter key ends each line.
    pub(crate) fn type_in(&mut self, text: &str) {
        (&*self.keyboard).write_all(text.replace('\n', "\r").as_bytes()).unwrap();
    }

    /// Waits until the terminal shows `text` after what was waited for before.
    pub(crate) fn wait_for(&mut self, text: &str) {
        loop {
            if let Some(at) = self.shown[self.seen..].find(text) {
                self.seen += at + text.len();
                return;
            }
            assert!(self.read(), "the shell ended before {text:?}: {}", self.shown);
        }
    }

    /// Waits for the shell to exit and returns all output.
    pub(crate) fn end(mut self) -> String {
        while self.read() {}
        self.shell.wait().unwrap();
        self.shown
    }

    /// Reads more output and returns whether there was any.
    fn read(&mut self) -> bool {
        match self.output.recv_timeout(PATIENCE) {
            Ok(bytes) => {
                self.shown.push_str(&String::from_utf8_lossy(&bytes).replace('\r', ""));
                true
            }
            Err(RecvTimeoutError::Disconnected) => false,
            Err(RecvTimeoutError::Timeout) => {
                self.shell.kill().unwrap();
                panic!("nothing happens: {}", self.shown);
            }
        }
    }
}
