//! The sandbox: the GitLab of the demo and of the tests, which serves the console too.

use crate::process;
use crate::project::Project;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ExitStatus, Stdio};

/// A sandbox that runs. Dropping it ends it.
#[derive(Debug)]
pub(crate) struct Sandbox {
    child: Child,
    /// The address of its GitLab.
    pub(crate) gitlab: String,
    /// The address of the console.
    pub(crate) console: String,
}

/// Where a sandbox listens; 0 is any free port.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ports {
    pub(crate) gitlab: u16,
    pub(crate) console: u16,
}

/// Compiles the sandbox and answers its program.
pub(crate) fn build(project: &Project) -> Result<PathBuf> {
    process::run(project.command("cargo").args(["build", "--package", "sandbox"]))?;
    Ok(project.target().join("debug/sandbox"))
}

/// As [`build`], optimised: where times are measured, the GitLab should take as few as possible.
pub(crate) fn build_release(project: &Project) -> Result<PathBuf> {
    process::run(project.command("cargo").args(["build", "--release", "--package", "sandbox"]))?;
    Ok(project.target().join("release/sandbox"))
}

impl Sandbox {
    /// Starts a sandbox that serves the console in `dist`, and waits until it answers. `more` are
    /// further options of its command line.
    pub(crate) fn start(
        project: &Project,
        program: &Path,
        dist: &Path,
        ports: Ports,
        more: &[&str],
    ) -> Result<Self> {
        let mut command = project.command(&program.to_string_lossy());
        command.arg("--dist").arg(dist);
        command.args(["--port", &ports.gitlab.to_string()]);
        command.args(["--console-port", &ports.console.to_string()]).args(more);
        // A terminal sends Ctrl-C to the whole group. In one of its own the sandbox does not get
        // it, and ends with this program.
        let mut child = command
            .process_group(0)
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {}", program.display()))?;
        // When it cannot start, it says why by itself and its output ends.
        let mut ready = String::new();
        if let Some(stdout) = child.stdout.take() {
            BufReader::new(stdout).read_line(&mut ready)?;
        }
        match addresses(&ready) {
            Some((gitlab, console)) => Ok(Self { child, gitlab, console }),
            None => {
                // It may have ended already.
                let _ = child.kill();
                child.wait()?;
                bail!("the sandbox did not start")
            }
        }
    }

    /// How it ended, if it has.
    pub(crate) fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.child.try_wait()?)
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // Both fail only where it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads the line it prints once it listens: `{"gitlab": ..., "console": ...}`.
fn addresses(ready: &str) -> Option<(String, String)> {
    let ready: serde_json::Value = serde_json::from_str(ready).ok()?;
    let text = |key| Some(ready.get(key)?.as_str()?.to_owned());
    Some((text("gitlab")?, text("console")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_addresses() {
        let line = r#"{"gitlab":"http://127.0.0.1:1","console":"http://127.0.0.1:2/"}"#;
        let expected = ("http://127.0.0.1:1".to_owned(), "http://127.0.0.1:2/".to_owned());
        assert_eq!(addresses(line), Some(expected));
        assert_eq!(addresses(r#"{"gitlab":"http://127.0.0.1:1","console":null}"#), None);
        assert_eq!(addresses(""), None);
    }
}
