//! The code: the WebAssembly module, its glue with a gate in it, and the loader. A release is made small.

use super::gate::gated;
use super::module;
use super::parts::{Kind, Part};
use super::rest;
use crate::process;
use anyhow::{Context, Result};
use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What wasm-opt does.
const PASSES: [&str; 4] = [
    // What may wait is found by its name.
    "--debuginfo",
    "-Oz",
    "--strip-producers",
    "--strip-target-features",
];

/// Puts into the glue what it has in every profile. Makes the code of a release small, with wasm-opt and terser, and
/// puts what may wait into a file of its own. Without the two on `PATH` it stays as it is: the console then weighs
/// more, and works the same.
pub(crate) fn finish(parts: &[Part]) -> Result<()> {
    let is_release = env::var("TRUNK_PROFILE").as_deref() == Ok("release");
    let wasm = path_of(parts, Kind::Wasm)?;
    let path = path_of(parts, Kind::Glue)?;
    let glue = fs::read_to_string(path)?;
    let mut rest = None;
    if is_release && is_there("wasm-opt") {
        process::run(Command::new("wasm-opt").arg(wasm).args(PASSES).arg("--output").arg(wasm))?;
        let split = module::split(&fs::read(wasm)?)?;
        fs::write(wasm, split.module)?;
        rest = Some(split.rest);
    }
    if let Some(rest) = &rest {
        fs::write(path.with_file_name(rest::name(rest)), rest)?;
    }
    fs::write(path, gated(&glue)? + &rest::bringing(rest.as_deref()))?;
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
