//! A demo running in another clone, driven only by what it prints.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Lines};
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

/// A running demo. Dropping it stops it as Ctrl-C does.
#[derive(Debug)]
pub(super) struct Demo {
    /// What it printed.
    pub(super) printed: Printed,
    _running: Running,
    // Kept open: the demo may print more.
    _output: Lines<BufReader<ChildStdout>>,
}

/// What a person reads from the demo's output.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Printed {
    /// The console's address.
    pub(super) console: String,
    /// The first of the access tokens to sign in with.
    pub(super) token: String,
}

#[derive(Debug)]
struct Running(Child);

impl Demo {
    /// Runs `command` in `clone` on free ports, until it has printed the address.
    pub(super) fn start(clone: &Path, command: &str) -> Result<Self> {
        let mut words = command.split_whitespace();
        let program = words.next().context("there is no command")?;
        let [console, gitlab] = free_ports()?.map(|port| port.to_string());
        let mut child = Command::new(program)
            .args(words)
            .args(["--console-port", &console, "--port", &gitlab])
            .current_dir(clone)
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start `{command}`"))?;
        let output = child.stdout.take();
        // From here on it is stopped on every path.
        let running = Running(child);
        let mut output = BufReader::new(output.context("it has no output")?).lines();
        let mut printed = Printed::default();
        for line in &mut output {
            let line = line?;
            println!("    | {line}");
            printed.read(&line);
            if printed.is_complete() {
                return Ok(Self { printed, _running: running, _output: output });
            }
        }
        bail!("`{command}` ended before it printed an address and a token")
    }
}

impl Printed {
    fn read(&mut self, line: &str) {
        if let Some(address) = line.strip_prefix("The console:") {
            address.trim().clone_into(&mut self.console);
        }
        let token = line.split_whitespace().next().filter(|word| word.starts_with("glpat-"));
        if let (Some(token), true) = (token, self.token.is_empty()) {
            token.clone_into(&mut self.token);
        }
    }

    fn is_complete(&self) -> bool {
        !self.console.is_empty() && !self.token.is_empty()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // `Child::kill` would give it no time to stop its own children.
        let _ = Command::new("sh").args(["-c", "kill \"$0\"", &self.0.id().to_string()]).status();
        let _ = self.0.wait();
    }
}

/// Two ports that are free at the moment.
fn free_ports() -> Result<[u16; 2]> {
    let listen = || TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
    // Hold both until both are known; otherwise they could be equal.
    let listeners = [listen()?, listen()?];
    let [first, second] = listeners.each_ref().map(TcpListener::local_addr);
    Ok([first?.port(), second?.port()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_address_and_the_first_token() {
        let mut printed = Printed::default();
        for line in ["==> Start", "", "The console:  http://127.0.0.1:1/", "Its GitLab:   http://x"]
        {
            printed.read(line);
            assert!(!printed.is_complete(), "{line}");
        }
        printed.read("  glpat-one   may do everything");
        printed.read("  glpat-two   may look");
        let expected = Printed { console: "http://127.0.0.1:1/".into(), token: "glpat-one".into() };
        assert_eq!(printed, expected);
        assert!(printed.is_complete());
    }

    #[test]
    fn two_free_ports_are_two() {
        let [first, second] = free_ports().unwrap();
        assert_ne!(first, second);
    }
}
