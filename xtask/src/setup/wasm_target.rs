//! The standard library for `wasm32-unknown-unknown`.

use crate::process;
use crate::project::Project;
use crate::steps::Steps;
use anyhow::{Result, bail};
use std::path::Path;

const TARGET: &str = "wasm32-unknown-unknown";

/// Adds the target if the toolchain lacks it.
pub(crate) fn ensure(project: &Project, steps: &mut Steps) -> Result<()> {
    let sysroot = process::output(project.command("rustc").args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).is_dir() {
        return Ok(());
    }
    if process::find("rustup").is_none() {
        bail!("this Rust has no {TARGET} target; install it from where Rust came, or use rustup");
    }
    steps.run("Add the WebAssembly target to Rust", "10 s", || {
        process::run(project.command("rustup").args(["target", "add", TARGET]))
    })
}
