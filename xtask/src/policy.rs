//! `policy`: runs csp_evaluator on the page's Content-Security-Policy.

use crate::dist::Deployment;
use crate::process;
use crate::project::Project;
use crate::setup;
use crate::steps::Steps;
use anyhow::{Context, Result, ensure};

/// Severity, directive, source, and csp_evaluator's message.
type Finding = (String, String, String, String);

/// An accepted finding, with the reason.
#[derive(Debug)]
struct Known {
    severity: &'static str,
    directive: &'static str,
    source: &'static str,
    why: &'static str,
}

const OWN_SCRIPTS: Known = Known {
    severity: "MEDIUM_MAYBE",
    directive: "script-src",
    source: "'self'",
    why: "the files of the console are static and their digests are checked; nobody uploads to them",
};

/// Accepted if a `config.json` names the GitLab instances.
const KNOWN_CONFIGURED: [Known; 1] = [OWN_SCRIPTS];

/// Accepted if nothing names them.
const KNOWN_OPEN: [Known; 4] = [
    OWN_SCRIPTS,
    Known {
        severity: "MEDIUM",
        directive: "connect-src",
        source: "http://127.0.0.1:*",
        why: "loopback never leaves this computer; the demo's GitLab listens there",
    },
    Known {
        severity: "INFO",
        directive: "connect-src",
        source: "http://127.0.0.1:*",
        why: "the same source, for being an address rather than a name",
    },
    Known {
        severity: "MEDIUM",
        directive: "connect-src",
        source: "http://localhost:*",
        why: "loopback by its name",
    },
];

/// Severities that the configured policy must not have. `SYNTAX` means it does not parse.
const GRAVE: [&str; 3] = ["HIGH", "SYNTAX", "MEDIUM"];

/// A bad policy: if the evaluator finds nothing here, it does not work.
const BAD: &str = "script-src 'unsafe-inline' https:";

/// Installs the npm packages and evaluates.
pub(crate) fn run(project: &Project) -> Result<()> {
    setup::for_scripts(project, &mut Steps::default())?;
    check(project)
}

/// Prints every finding. Fails on one that is not accepted, or that is grave in the configured
/// policy.
pub(crate) fn check(project: &Project) -> Result<()> {
    let gitlabs = Some(vec!["https://gitlab.example.com".to_owned()]);
    let configured = Deployment { gitlabs, ..Deployment::default() }.header_policy();
    let open = Deployment::default().header_policy();
    let mut node = project.command("node");
    node.arg("xtask/src/policy.mjs").args([&configured, &open, BAD]);
    let output = process::output(&mut node)?;
    let lines = output.lines().map(serde_json::from_str).collect::<Result<Vec<_>, _>>();
    let all: Vec<Vec<Finding>> = lines.context("csp_evaluator has answered something else")?;
    let [configured, open, bad] = all.as_slice() else {
        anyhow::bail!("csp_evaluator has not answered for every policy");
    };
    ensure!(bad.iter().any(is_grave), "csp_evaluator finds nothing wrong with {BAD:?}");
    println!("With the GitLabs named:");
    judge(configured, &KNOWN_CONFIGURED)?;
    ensure!(!configured.iter().any(is_grave), "the configured policy has a grave weakness");
    println!("With no GitLab named:");
    judge(open, &KNOWN_OPEN)
}

/// Fails unless these are exactly the accepted findings: one that no longer occurs must be removed.
fn judge(findings: &[Finding], known: &[Known]) -> Result<()> {
    for (severity, directive, source, sentence) in findings {
        let known = known.iter().find(|known| {
            (known.severity, known.directive, known.source) == (severity, directive, source)
        });
        let why = known.map_or("NOT KNOWN", |known| known.why);
        println!("  {severity} {directive} {source}: {sentence}\n    {why}");
        ensure!(known.is_some(), "csp_evaluator finds {severity} in {directive} {source}");
    }
    ensure!(findings.len() == known.len(), "a known finding is gone; remove it from policy.rs");
    Ok(())
}

fn is_grave((severity, ..): &Finding) -> bool {
    GRAVE.contains(&severity.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(severity: &str, directive: &str, source: &str) -> Finding {
        (severity.to_owned(), directive.to_owned(), source.to_owned(), "Sentence.".to_owned())
    }

    #[test]
    fn only_the_known_findings_may_stay() {
        let own = finding("MEDIUM_MAYBE", "script-src", "'self'");
        let worse = finding("MEDIUM", "script-src", "'self'");
        judge(std::slice::from_ref(&own), &KNOWN_CONFIGURED).unwrap();
        assert!(judge(&[own, worse.clone()], &KNOWN_CONFIGURED).is_err());
        assert!(judge(&[worse], &KNOWN_CONFIGURED).is_err());
        assert!(judge(&[], &KNOWN_CONFIGURED).is_err());
    }

    #[test]
    fn nothing_grave_is_known_of_the_configured_policy() {
        assert!(KNOWN_CONFIGURED.iter().all(|known| !GRAVE.contains(&known.severity)));
        assert!(is_grave(&finding("HIGH", "script-src", "")));
        assert!(!is_grave(&finding("MEDIUM_MAYBE", "script-src", "'self'")));
    }
}
