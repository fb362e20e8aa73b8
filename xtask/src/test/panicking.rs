//! A console that panics on request and marks its sessions, to test what happens then.

use crate::process;
use crate::project::Project;
use crate::setup::BuildTools;
use anyhow::Result;
use std::path::PathBuf;

/// Builds it with the features `panic-switch` and `canary`, next to the build results.
///
/// In cargo's `dev` profile, which compiles quickly; hook, gate and loader are the same.
pub(crate) fn build(project: &Project, tools: &BuildTools) -> Result<()> {
    let mut trunk = project.command("trunk");
    trunk.args(["build", "--features", "panic-switch,canary", "--dist"]).arg(folder(project));
    process::run(trunk.env("PATH", &tools.path))
}

/// The folder it is built into.
pub(crate) fn folder(project: &Project) -> PathBuf {
    project.target().join("panicking-console")
}
