//! Installs the tools that are missing. Present ones are checked quickly.

mod cargo_tool;
mod chromium;
mod debian;
mod nginx;
mod node;
mod npm_tool;
mod wasm_target;

use crate::process;
use crate::project::Project;
use crate::steps::Steps;
use anyhow::Result;
use std::ffi::OsString;
use std::path::PathBuf;

/// The tools to build the console.
#[derive(Debug)]
pub(crate) struct BuildTools {
    /// `PATH` for Trunk, with every tool in the right version.
    pub(crate) path: OsString,
}

/// The tools that the browser tests need in addition.
#[derive(Debug)]
pub(crate) struct TestTools {
    pub(crate) chromium: PathBuf,
    /// Chromium's headless shell, if available.
    pub(crate) headless_shell: Option<PathBuf>,
    /// nginx, if available.
    pub(crate) nginx: Option<PathBuf>,
}

/// Ensures the wasm target, Trunk, wasm-bindgen, wasm-opt and terser.
pub(crate) fn for_build(project: &Project, steps: &mut Steps) -> Result<BuildTools> {
    wasm_target::ensure(project, steps)?;
    node::check()?;
    let folders = [
        cargo_tool::trunk(project, steps)?,
        cargo_tool::wasm_bindgen(project, steps)?,
        npm_tool::wasm_opt(project, steps)?,
        npm_tool::terser(project, steps)?,
    ];
    let folders: Vec<_> = folders.into_iter().flatten().collect();
    Ok(BuildTools { path: process::path_with(&folders)? })
}

/// Ensures Node and the npm packages.
pub(crate) fn for_scripts(project: &Project, steps: &mut Steps) -> Result<()> {
    node::check()?;
    node::install_packages(project, steps)
}

/// Ensures Chromium and what the scripts need.
pub(crate) fn for_browser(project: &Project, steps: &mut Steps) -> Result<TestTools> {
    for_scripts(project, steps)?;
    Ok(TestTools { chromium: chromium::ensure(steps)?, headless_shell: None, nginx: None })
}

/// Ensures what all browser tests need, with nginx and the headless shell if possible.
pub(crate) fn for_test(project: &Project, steps: &mut Steps) -> Result<TestTools> {
    let tools = for_browser(project, steps)?;
    let headless_shell = chromium::headless_shell(steps)?;
    Ok(TestTools { headless_shell, nginx: nginx::ensure(steps)?, ..tools })
}

/// `PATH` with cargo-fuzz.
pub(crate) fn for_fuzz(project: &Project, steps: &mut Steps) -> Result<OsString> {
    let folders: Vec<_> = cargo_tool::cargo_fuzz(project, steps)?.into_iter().collect();
    process::path_with(&folders)
}

/// `PATH` with cargo-mutants.
pub(crate) fn for_mutants(project: &Project, steps: &mut Steps) -> Result<OsString> {
    let folders: Vec<_> = cargo_tool::cargo_mutants(project, steps)?.into_iter().collect();
    process::path_with(&folders)
}

/// `PATH` with cargo-deny, and every locked crate fetched: offline, cargo-deny reads those of all
/// platforms.
pub(crate) fn for_dependencies(project: &Project, steps: &mut Steps) -> Result<OsString> {
    let folder = cargo_tool::cargo_deny(project, steps)?;
    process::run(project.command("cargo").args(["fetch", "--locked", "--quiet"]))?;
    process::path_with(folder.as_slice())
}

/// `PATH` with cargo-cyclonedx.
pub(crate) fn for_sbom(project: &Project, steps: &mut Steps) -> Result<OsString> {
    let folders: Vec<_> = cargo_tool::cargo_cyclonedx(project, steps)?.into_iter().collect();
    process::path_with(&folders)
}

/// Ensures the fonts for Korean screenshots.
pub(crate) fn fonts(steps: &mut Steps) -> Result<()> {
    chromium::ensure_korean_fonts(steps)
}
