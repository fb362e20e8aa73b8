//! Puts in place what is missing. What is there already is checked in a moment.

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

/// What building the console needs.
#[derive(Debug)]
pub(crate) struct BuildTools {
    /// `PATH` for Trunk, on which it finds the tools of the right versions.
    pub(crate) path: OsString,
}

/// What the browser tests need beside it.
#[derive(Debug)]
pub(crate) struct TestTools {
    pub(crate) chromium: PathBuf,
    /// Where there is one.
    pub(crate) headless_shell: Option<PathBuf>,
    /// Where there is one.
    pub(crate) nginx: Option<PathBuf>,
}

/// The wasm target, Trunk, wasm-bindgen, wasm-opt and terser.
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

/// Node and the npm packages.
pub(crate) fn for_scripts(project: &Project, steps: &mut Steps) -> Result<()> {
    node::check()?;
    node::install_packages(project, steps)
}

/// Chromium, and what the scripts need.
pub(crate) fn for_browser(project: &Project, steps: &mut Steps) -> Result<TestTools> {
    for_scripts(project, steps)?;
    Ok(TestTools { chromium: chromium::ensure(steps)?, headless_shell: None, nginx: None })
}

/// What all browser tests need: nginx and the headless shell as well, where that can be.
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

/// `PATH` for cargo-deny, and every locked crate: without the network it reads those of any platform.
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

/// Fonts that pictures in Korean need.
pub(crate) fn fonts(steps: &mut Steps) -> Result<()> {
    chromium::ensure_korean_fonts(steps)
}
