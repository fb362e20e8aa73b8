//! Splits the code into two modules: one that starts the page, one that loads later
//! (`src/desk.rs`).
//!
//! `wasm_split_cli_support` splits the module that cargo linked; wasm-bindgen generates the glue of
//! the first part. Trunk can do neither: its hook only gets wasm-bindgen's output, which can no
//! longer be split.

use crate::digest::{integrity, short_hash};
use anyhow::{Context, Result, anyhow, bail, ensure};
use std::env;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;
use wasm_bindgen_cli_support::Bindgen;
use wasm_split_cli_support::{Options, transform};

const LOADER: &str = include_str!("desk.js");

/// The import specifier that the glue uses for the late module's loader. The loader is in the glue
/// itself.
const LINK: &str = "./desk.js";

/// The modules and the glue that the build makes of the program.
#[derive(Debug)]
pub(super) struct Modules {
    pub(super) glue: String,
    pub(super) start: Vec<u8>,
    pub(super) desk: Vec<u8>,
}

/// Splits the program that Trunk's cargo has just linked.
///
/// # Errors
///
/// The program cannot be read, or does not split into exactly two modules.
pub(super) fn modules() -> Result<Modules> {
    let linked = linked()?;
    let linked = fs::read(&linked).with_context(|| format!("cannot read {}", linked.display()))?;
    let folder = TempDir::with_prefix("agent-console-desk-")?;
    let start = folder.path().join("start.wasm");
    let mut options = Options::new(&linked);
    options.output_dir = folder.path();
    options.main_out_path = &start;
    options.link_name = LINK;
    let split = transform(options).map_err(|why| anyhow!("cannot part the module: {why:?}"))?;
    let [desk] = split.split_modules.as_slice() else {
        bail!("{} modules come later, not one", split.split_modules.len());
    };
    Bindgen::new()
        .input_path(&start)
        .web(true)?
        .out_name("bound")
        .keep_lld_exports(true)
        .omit_default_module_path(true)
        .typescript(false)
        .generate(folder.path())?;
    Ok(Modules {
        glue: with_own_loader(&fs::read_to_string(folder.path().join("bound.js"))?)?,
        start: fs::read(folder.path().join("bound_bg.wasm"))?,
        desk: fs::read(desk)?,
    })
}

/// The linked module, beside this executable: the same cargo built both.
fn linked() -> Result<PathBuf> {
    let profile = match env::var("TRUNK_PROFILE").as_deref() {
        Ok("release") => "web",
        _ => "debug",
    };
    let program = env::current_exe()?;
    let target = program.ancestors().nth(2).context("this program is in no target folder")?;
    Ok(target.join("wasm32-unknown-unknown").join(profile).join("agent-console.wasm"))
}

/// The glue, with the import of the loader replaced by a local definition.
fn with_own_loader(glue: &str) -> Result<String> {
    let import = format!("import * as import1 from \"{LINK}\"\n");
    ensure!(glue.matches(&import).count() == 1, "the glue does not have {import:?} once");
    Ok(glue.replacen(&import, "const import1 = { __wasm_split_load_desk };\n", 1))
}

/// The file name of the late module.
pub(super) fn name(desk: &[u8]) -> String {
    format!("agent-console-desk-{}.wasm", short_hash(desk))
}

/// The loader, to be appended to the glue.
pub(super) fn loader(desk: &[u8]) -> String {
    let named = LOADER.replace("{{desk}}", &name(desk));
    named.replace("{{desk-integrity}}", &integrity(desk))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_named_with_its_digest() {
        let loader = loader(b"desk");
        assert!(loader.contains(&name(b"desk")), "{loader}");
        assert!(loader.contains(&integrity(b"desk")), "{loader}");
        assert!(!loader.contains("{{"), "{loader}");
    }

    #[test]
    fn the_glue_uses_its_own_loader() {
        let glue = with_own_loader("import * as import1 from \"./desk.js\"\nexport {};\n").unwrap();
        assert_eq!(glue, "const import1 = { __wasm_split_load_desk };\nexport {};\n");
        assert!(with_own_loader("export {};\n").is_err());
    }
}
