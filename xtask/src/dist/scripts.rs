//! The scripts, made small.

use super::parts::{Kind, Part};
use crate::process;
use anyhow::Result;
use std::env;
use std::process::Command;

/// Makes the scripts of a release small with terser. Without terser on `PATH` they stay as they are: the
/// console then weighs a little more, and works the same.
pub(crate) fn minify(parts: &[Part]) -> Result<()> {
    if env::var("TRUNK_PROFILE").as_deref() != Ok("release") {
        return Ok(());
    }
    if process::version_of("terser").is_none() {
        eprintln!("terser is not on PATH: the scripts stay as they are");
        return Ok(());
    }
    for part in parts.iter().filter(|part| matches!(part.kind, Kind::Glue | Kind::Loader)) {
        let mut terser = Command::new("terser");
        terser.arg(&part.path).args(["--compress", "passes=2,ecma=2022", "--mangle", "--module"]);
        terser.arg("--output").arg(&part.path);
        process::run(&mut terser)?;
    }
    Ok(())
}
