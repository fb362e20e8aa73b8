//! The sandbox: a local GitLab for the demo and the tests, which also serves the console.

use crate::process;
use crate::project::Project;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ExitStatus, Stdio};

/// A running sandbox. Dropping it stops it.
#[derive(Debug)]
pub(crate) struct Sandbox {
    child: Child,
    /// The address of its GitLab.
    pub(crate) gitlab: String,
    /// The address of the console.
    pub(crate) console: String,
}

/// The ports to listen on; 0 picks a free one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ports {
    pub(crate) gitlab: u16,
    pub(crate) console: u16,
}

/// Builds the sandbox and returns its path.
pub(crate) fn build(project: &Project) -> Result<PathBuf> {
    process::run(project.command("cargo").args(["build", "--package", "sandbox"]))?;
    Ok(project.target().join("debug/sandbox"))
}

/// Like [`build`], optimised, for measurements: GitLab should take as little of the time as
/// possible.
pub(crate) fn build_release(project: &Project) -> Result<PathBuf> {
    process::run(project.command("cargo").args(["build", "--release", "--package", "sandbox"]))?;
    Ok(project.target().join("release/sandbox"))
}

impl Sandbox {
    /// Starts a sandbox that serves the console in `dist`, and waits until it is ready. `more` are
    /// further command-line options.
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
        // A terminal sends Ctrl-C to the whole process group. In its own group the sandbox does not
        // get it, and ends with this program instead.
        let mut child = command
            .process_group(0)
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {}", program.display()))?;
        // If the sandbox cannot start, it prints why and closes its output.
        let mut ready = String::new();
        if let Some(stdout) = child.stdout.take() {
            BufReader::new(stdout).read_line(&mut ready)?;
        }
        match addresses(&ready) {
            Some((gitlab, console)) => Ok(Self { child, gitlab, console }),
            None => {
                // It may have exited already.
                let _ = child.kill();
                child.wait()?;
                bail!("the sandbox did not start")
            }
        }
    }

    /// The exit status, if it has exited.
    pub(crate) fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.child.try_wait()?)
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // Both fail only if it has exited already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Parses the line it prints when ready: `{"gitlab": ..., "console": ...}`.
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
