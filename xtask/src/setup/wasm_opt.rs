//! wasm-opt, from the npm package of Binaryen: the same file on every machine that has Node.

use crate::process;
use crate::project::Project;
use crate::steps::Steps;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

const BINARYEN: &str = "132.0.0";

/// The folder to put on `PATH` for wasm-opt; none where `PATH` has this version already.
pub(crate) fn ensure(project: &Project, steps: &mut Steps) -> Result<Option<PathBuf>> {
    if is_right("wasm-opt") {
        return Ok(None);
    }
    let folder = project.tool("binaryen", BINARYEN);
    let bin = folder.join("bin");
    if !is_right(bin.join("wasm-opt")) {
        let step = format!("Install wasm-opt (Binaryen {BINARYEN})");
        steps.run(&step, "20 s, once", || install(project, &folder, &bin))?;
    }
    Ok(Some(bin))
}

fn install(project: &Project, folder: &Path, bin: &Path) -> Result<()> {
    fs::create_dir_all(bin)?;
    // npm puts packages into the nearest folder that has this file.
    fs::write(folder.join("package.json"), "{ \"private\": true }\n")?;
    let mut npm = project.command("npm");
    npm.current_dir(folder);
    npm.args(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    npm.arg(format!("binaryen@{BINARYEN}"));
    process::run(&mut npm).with_context(|| {
        format!("wasm-opt could not be installed; put Binaryen {BINARYEN} on PATH by hand")
    })?;
    let program = folder.join("node_modules/binaryen/bin/wasm-opt");
    write_program(
        &bin.join("wasm-opt"),
        &format!("#!/bin/sh\nexec node \"{}\" \"$@\"\n", program.display()),
    )
}

fn write_program(path: &Path, text: &str) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::write(path, text)?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))?;
    Ok(())
}

/// It answers `wasm-opt version 132 (...)`.
fn is_right(program: impl AsRef<Path>) -> bool {
    let major = BINARYEN.split('.').next();
    process::version_of(program).is_some_and(|answer| answer.split_whitespace().nth(2) == major)
}
