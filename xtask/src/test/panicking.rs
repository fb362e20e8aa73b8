//! A console that panics on request, for the tests of what happens then.

use crate::process;
use crate::project::Project;
use crate::setup::BuildTools;
use anyhow::Result;
use std::path::PathBuf;

/// Builds it with its feature `panic-switch`, beside the build results.
///
/// In cargo's own profile for development, which compiles quickly; hook, gate and loader are the same.
pub(crate) fn build(project: &Project, tools: &BuildTools) -> Result<()> {
    let mut trunk = project.command("trunk");
    trunk.args(["build", "--features", "panic-switch", "--dist"]).arg(folder(project));
    process::run(trunk.env("PATH", &tools.path))
}

/// Where it is.
pub(crate) fn folder(project: &Project) -> PathBuf {
    project.target().join("panicking-console")
}
