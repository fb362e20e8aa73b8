//! Tools from npm packages: identical files on every machine with Node.

use crate::process;
use crate::project::Project;
use crate::steps::Steps;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the lock files, one subfolder per package.
const LOCKS: &str = "xtask/npm";

/// A program and the npm package that contains it.
struct Tool {
    program: &'static str,
    package: &'static str,
    version: &'static str,
    /// The program's path in the package.
    path: &'static str,
    /// The word in its version output that a program on `PATH` must match.
    accepted: &'static str,
}

const WASM_OPT: Tool = Tool {
    program: "wasm-opt",
    package: "binaryen",
    version: "132.0.0",
    path: "bin/wasm-opt",
    // Prints `wasm-opt version 132 (...)`.
    accepted: "132",
};

const TERSER: Tool = Tool {
    program: "terser",
    package: "terser",
    version: "5.51.2",
    path: "bin/terser",
    // Prints `terser 5.51.2`.
    accepted: "5.51.2",
};

/// The folder to put on `PATH` for wasm-opt; `None` if this version is on `PATH` already.
pub(crate) fn wasm_opt(project: &Project, steps: &mut Steps) -> Result<Option<PathBuf>> {
    ensure(&WASM_OPT, project, steps)
}

/// The folder to put on `PATH` for terser, the script minifier; `None` if this version is on `PATH`
/// already.
pub(crate) fn terser(project: &Project, steps: &mut Steps) -> Result<Option<PathBuf>> {
    ensure(&TERSER, project, steps)
}

fn ensure(tool: &Tool, project: &Project, steps: &mut Steps) -> Result<Option<PathBuf>> {
    if is_right(tool, tool.program) {
        return Ok(None);
    }
    let folder = project.tool(tool.package, tool.version);
    let bin = folder.join("bin");
    if !is_right(tool, bin.join(tool.program)) {
        let step = format!("Install {} {}", tool.program, tool.version);
        steps.run(&step, "20 s, once", || install(tool, project, &folder, &bin))?;
    }
    Ok(Some(bin))
}

/// The folder of a tool's lock file, which holds a digest of everything installed.
fn lock_folder(tool: &Tool, project: &Project) -> PathBuf {
    project.root().join(LOCKS).join(tool.package)
}

fn install(tool: &Tool, project: &Project, folder: &Path, bin: &Path) -> Result<()> {
    fs::create_dir_all(bin)?;
    for file in ["package.json", "package-lock.json"] {
        fs::copy(lock_folder(tool, project).join(file), folder.join(file))?;
    }
    let mut npm = project.command("npm");
    npm.current_dir(folder);
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    process::run(&mut npm).with_context(|| {
        format!(
            "{} could not be installed; put version {} on PATH by hand",
            tool.program, tool.accepted
        )
    })?;
    let program = folder.join("node_modules").join(tool.package).join(tool.path);
    write_program(
        &bin.join(tool.program),
        &format!("#!/bin/sh\nexec node \"{}\" \"$@\"\n", program.display()),
    )
}

fn write_program(path: &Path, text: &str) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::write(path, text)?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))?;
    Ok(())
}

fn is_right(tool: &Tool, program: impl AsRef<Path>) -> bool {
    process::version_of(program)
        .is_some_and(|answer| answer.split_whitespace().any(|word| word == tool.accepted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tool_is_locked() {
        let project = Project::here().unwrap();
        for tool in [WASM_OPT, TERSER] {
            let path = lock_folder(&tool, &project).join("package-lock.json");
            let lock = fs::read_to_string(path).unwrap();
            let lock: serde_json::Value = serde_json::from_str(&lock).unwrap();
            let package = &lock["packages"][format!("node_modules/{}", tool.package)];
            assert_eq!(package["version"], tool.version, "{}", tool.package);
            for (name, package) in lock["packages"].as_object().unwrap() {
                let is_locked =
                    package["integrity"].as_str().is_some_and(|it| it.starts_with("sha512-"));
                assert!(is_locked || name.is_empty(), "{name} has no digest");
                assert!(package["resolved"].is_null(), "{name} names a registry");
            }
        }
    }
}
