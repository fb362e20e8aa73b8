//! The scripts that start a console, with the names and digests of the files they load.

use super::template::Template;
use super::{Named, named};
use crate::digest::{integrity, short_hash};
use anyhow::Result;
use std::fs;
use std::path::Path;

/// Fills in the loader and lists the scripts it loads.
///
/// The console's page names a content-hashed copy of the loader, with its digest. Host pages may do
/// the same; `embed.json` lists both for them.
pub(crate) fn write(staging: &Path, files: &mut Vec<Named>) -> Result<()> {
    for what in ["frame", "guest"] {
        let plain = staging.join(format!("{what}.js"));
        let script = filled(&plain, files)?;
        fs::remove_file(&plain)?;
        let name = format!("agent-console-{what}-{}.js", short_hash(script.as_bytes()));
        fs::write(staging.join(&name), &script)?;
        files.push(named(what, name, script.as_bytes()));
    }

    let path = staging.join("agent-console.js");
    let loader = filled(&path, files)?;
    fs::write(&path, &loader)?;
    let name = format!("agent-console-element-{}.js", short_hash(loader.as_bytes()));
    fs::write(staging.join(&name), &loader)?;
    let embed = serde_json::json!({
        "version": env!("CARGO_PKG_VERSION"),
        "script": &name,
        "integrity": integrity(loader.as_bytes()),
    });
    fs::write(staging.join("embed.json"), serde_json::to_string_pretty(&embed)? + "\n")?;
    files.push(named("element", name, loader.as_bytes()));
    Ok(())
}

fn filled(script: &Path, files: &[Named]) -> Result<String> {
    let mut template = Template::new(fs::read_to_string(script)?);
    template.name(files);
    template.finished()
}
