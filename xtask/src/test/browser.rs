//! The browser tests: Playwright against the built console and the sandbox.

use super::counts::Counts;
use super::panicking;
use crate::process;
use crate::project::Project;
use crate::setup::TestTools;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Runs the tests of these Playwright projects and adds up their results.
pub(crate) fn run(
    project: &Project,
    tools: &TestTools,
    sandbox: &Path,
    projects: &[&str],
    counts: &mut Counts,
) -> Result<()> {
    let report = project.root().join("tests/e2e/test-results/report.json");
    if report.exists() {
        fs::remove_file(&report)?;
    }
    let outcome = process::run(
        playwright(project, tools, sandbox, projects).env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report),
    );
    let text = fs::read_to_string(&report).context("Playwright has left no report")?;
    counts.add_playwright(&serde_json::from_str(&text)?);
    outcome
}

/// Playwright, limited to some of its configured projects.
pub(crate) fn playwright(
    project: &Project,
    tools: &TestTools,
    sandbox: &Path,
    projects: &[&str],
) -> Command {
    let mut playwright = project.command("node_modules/.bin/playwright");
    playwright.args(["test", "--config", "tests/e2e"]);
    for name in projects {
        playwright.args(["--project", name]);
    }
    playwright
        .envs(tools.headless_shell.iter().map(|shell| ("HEADLESS_SHELL", shell)))
        .envs(tools.nginx.iter().map(|nginx| ("NGINX", nginx)))
        // The hosting tests build packages with this program. The build hook's executable may have
        // replaced the running one.
        .env("XTASK_BIN", project.target().join("debug/xtask"))
        .env("CHROMIUM", &tools.chromium)
        .env("SANDBOX_BIN", sandbox)
        .env("DIST", project.dist())
        .env("PANICKING_DIST", panicking::folder(project));
    playwright
}
