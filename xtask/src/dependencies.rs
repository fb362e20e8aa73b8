//! Checks on dependencies: licences, bans, sources and advisories.

use crate::process;
use crate::project::Project;
use crate::setup;
use crate::steps::Steps;
use anyhow::{Result, bail};
use std::ffi::OsStr;
use std::process::{Command, Output};

/// What `npm audit` prints if the registry, often a mirror, serves no advisories.
const NO_ANSWER: &str = "audit endpoint returned an error";

/// Checks every dependency against `deny.toml`, offline.
pub(crate) fn check(project: &Project, path: &OsStr) -> Result<()> {
    let mut deny = deny(project, path);
    // A warning means an exception that is no longer needed.
    deny.args(["--offline", "check", "--deny", "warnings", "licenses", "bans", "sources"]);
    process::run(&mut deny)
}

/// `audit`: checks crates and npm packages for vulnerabilities known today.
///
/// # Errors
///
/// A vulnerability was found, or an advisory database could not be read.
pub(crate) fn audit(project: &Project) -> Result<()> {
    let mut steps = Steps::default();
    let path = setup::for_dependencies(project, &mut steps)?;
    steps.run_or_continue("Advisories on crates", "10 s", || {
        let fetched = deny(project, &path).args(["fetch", "db"]).output()?;
        if !fetched.status.success() {
            bail!(
                "RustSec's advisory database on github.com could not be reached, \
                 so nothing is known of the crates' weaknesses"
            );
        }
        process::run(deny(project, &path).args(["--offline", "check", "advisories"]))
    });
    steps.run_or_continue("Advisories on npm packages", "5 s", || {
        let answer = project.command("npm").args(["audit", "--audit-level=low"]).output()?;
        judge_npm(&answer)
    });
    steps.finish()
}

fn judge_npm(Output { status, stdout, stderr }: &Output) -> Result<()> {
    if status.success() {
        return Ok(());
    }
    if stdout.is_empty() || String::from_utf8_lossy(stderr).contains(NO_ANSWER) {
        bail!(
            "the advisories of the npm registry could not be reached, \
             so nothing is known of the npm packages' weaknesses"
        );
    }
    println!("{}", String::from_utf8_lossy(stdout));
    bail!("an npm package has a known weakness")
}

fn deny(project: &Project, path: &OsStr) -> Command {
    let mut deny = project.command("cargo-deny");
    deny.env("PATH", path).args(["--workspace", "--log-level", "error"]);
    deny
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::process::ExitStatusExt;
    use std::process::ExitStatus;

    fn judged(code: i32, stdout: &str, stderr: &str) -> String {
        // The exit code is the upper byte of the wait status.
        let status = ExitStatus::from_raw(code << 8);
        let output = Output { status, stdout: stdout.into(), stderr: stderr.into() };
        judge_npm(&output).err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn no_answer_is_not_no_weakness() {
        assert_eq!(judged(0, "found 0 vulnerabilities", ""), "");
        assert!(judged(1, "1 high severity vulnerability", "").contains("known weakness"));
        assert!(judged(1, "", "npm error network").contains("could not be reached"));
        assert!(judged(1, "\n", "npm error audit endpoint returned an error").contains("reached"));
    }
}
