//! `stranger`: follows the README in a fresh clone, as a newcomer would.

mod demo;
mod readme;

use crate::process;
use crate::project::Project;
use crate::setup::{self, TestTools};
use crate::steps::Steps;
use anyhow::Result;
use demo::Demo;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// Clones the committed state, runs the README's first command there, and in Chromium goes from the
/// printed address to a new token. Stops and removes everything afterwards.
pub(crate) fn run(project: &Project) -> Result<()> {
    let mut steps = Steps::default();
    let tools = setup::for_browser(project, &mut steps)?;
    let folder = TempDir::with_prefix("agent-console-stranger-")?;
    let clone = folder.path().join("agent-console");
    steps.run("Clone what is committed", "", || clone_into(project, &clone))?;
    let readme = fs::read_to_string(clone.join("README.md"))?;
    let command = readme::first_command(&readme)?;
    let name = format!("Run `{command}`, as README.md says");
    let demo =
        steps.run(&name, "2 to 4 min, the first time 15 to 25", || Demo::start(&clone, command))?;
    steps.run("Go from its address to a new token", "10 s", || {
        process::run(&mut visit(project, &tools, &demo))
    })?;
    steps.list();
    Ok(())
}

fn clone_into(project: &Project, clone: &Path) -> Result<()> {
    let mut git = Command::new("git");
    process::run(git.args(["clone", "--quiet", "--no-local"]).arg(project.root()).arg(clone))
}

/// The browser journey. It uses this checkout's Playwright, as the demo needs none.
fn visit(project: &Project, tools: &TestTools, demo: &Demo) -> Command {
    let mut playwright = project.command("node_modules/.bin/playwright");
    playwright.args(["test", "--config", "tests/e2e", "--project", "stranger"]);
    playwright.args(["--reporter", "list"]);
    playwright
        .env("CHROMIUM", &tools.chromium)
        .env("CONSOLE", &demo.printed.console)
        .env("TOKEN", &demo.printed.token);
    playwright
}
