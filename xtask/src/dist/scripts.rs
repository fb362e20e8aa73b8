//! The code of the bundle: WebAssembly modules, their gated glue, and the loader. A release is
//! minified.

use super::desk::{self, Modules};
use super::gate::gated;
use super::parts::{Kind, Part};
use crate::process;
use anyhow::{Context, Result};
use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

/// wasm-opt's passes.
const PASSES: [&str; 3] = ["-Oz", "--strip-producers", "--strip-target-features"];

/// Replaces Trunk's module with `modules` and completes the glue. In a release, runs wasm-opt and
/// terser. If they are not on `PATH`, the code stays as it is: larger, but working the same.
pub(crate) fn finish(parts: &[Part], modules: &Modules) -> Result<()> {
    let is_release = env::var("TRUNK_PROFILE").as_deref() == Ok("release");
    let start = path_of(parts, Kind::Wasm)?;
    let glue = path_of(parts, Kind::Glue)?;
    fs::write(start, &modules.start)?;
    let unnamed = start.with_file_name("desk.wasm");
    fs::write(&unnamed, &modules.desk)?;
    if is_release && is_there("wasm-opt") {
        for module in [start, &unnamed] {
            let mut wasm_opt = Command::new("wasm-opt");
            process::run(wasm_opt.arg(module).args(PASSES).arg("--output").arg(module))?;
        }
    }
    let desk = fs::read(&unnamed)?;
    fs::rename(&unnamed, unnamed.with_file_name(desk::name(&desk)))?;
    fs::write(glue, gated(&modules.glue)? + &desk::loader(&desk))?;
    if is_release && is_there("terser") {
        minify(parts)?;
    }
    Ok(())
}

fn minify(parts: &[Part]) -> Result<()> {
    let is_script = |part: &&Part| !matches!(part.kind, Kind::Html | Kind::Css | Kind::Wasm);
    for script in parts.iter().filter(is_script) {
        let mut terser = Command::new("terser");
        terser.arg(&script.path);
        terser.args([
            "--compress",
            "passes=3,ecma=2022,unsafe_arrows=true,pure_getters=true",
            "--mangle",
            "--module",
        ]);
        process::run(terser.arg("--output").arg(&script.path))?;
    }
    Ok(())
}

fn path_of(parts: &[Part], kind: Kind) -> Result<&Path> {
    let part = parts.iter().find(|part| part.kind == kind);
    Ok(&part.with_context(|| format!("Trunk has written no {}", kind.name()))?.path)
}

fn is_there(tool: &str) -> bool {
    let is_there = process::version_of(tool).is_some();
    if !is_there {
        eprintln!("{tool} is not on PATH: what it makes small stays as it is");
    }
    is_there
}
