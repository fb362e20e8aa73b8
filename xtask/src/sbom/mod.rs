//! `sbom`: what the console consists of and what built it, as a CycloneDX bill of materials.
//!
//! Not by cargo-cyclonedx: that would be minutes of compiling, one file for every crate of the workspace, and
//! nothing of the npm tools.

mod bundle;
mod component;
mod lock;
mod tools;

use crate::process;
use crate::project::Project;
use anyhow::{Context, Result, ensure};
use bundle::Bundle;
use component::{Component, Part};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;

/// Where the document goes, from the repository's root.
const FILE: &str = "agent-console.cdx.json";

/// Writes the document.
pub(crate) fn run(project: &Project) -> Result<()> {
    let bundle = Bundle::read(project)?;
    let tools = tools::read(project)?;
    let document = document(&bundle, &tools);
    fs::write(project.root().join(FILE), serde_json::to_string_pretty(&document)? + "\n")?;
    let shipped = bundle.components.values().filter(|it| it.part == Part::Shipped).count();
    println!(
        "{FILE}: {shipped} crates in the bundle, {} that only run in the compiler, {} tools",
        bundle.components.len() - shipped,
        tools.len()
    );
    Ok(())
}

/// The document. It has neither a date nor a serial number: the same sources give the same bytes.
fn document(bundle: &Bundle, tools: &[Component]) -> Value {
    let dependencies =
        bundle.edges.iter().map(|(from, to)| json!({ "ref": from, "dependsOn": to }));
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "tools": { "components": [
                { "type": "application", "name": "xtask", "version": env!("CARGO_PKG_VERSION") },
            ] },
            "component": bundle.root.json(),
        },
        "components": bundle.components.values().map(Component::json).collect::<Vec<_>>(),
        "dependencies": dependencies.collect::<Vec<_>>(),
        // How the console was made, as opposed to what is in it.
        "formulation": [{ "components": tools.iter().map(Component::json).collect::<Vec<_>>() }],
    })
}

/// Fails where the module of the last release build names a crate that the document does not.
///
/// A panic says where it is, as `name-version/src/...`: `.cargo/rustc` has it so.
pub(crate) fn check(project: &Project) -> Result<()> {
    let bundle = Bundle::read(project)?;
    let shipped = bundle.components.values().filter(|it| it.part == Part::Shipped);
    let known: BTreeSet<_> = shipped.map(|it| format!("{}-{}", it.name, it.version)).collect();
    let mut named = BTreeSet::new();
    // Trunk keeps what wasm-bindgen wrote, before it is made small.
    let module = project.target().join("wasm-bindgen/release/agent-console_bg.wasm");
    let module = fs::read(&module).with_context(|| format!("cannot read {}", module.display()))?;
    named.extend(crates_named(&module));
    // Far fewer would mean that panics name their files in another way now.
    ensure!(named.len() >= 5, "the module names only {named:?}");
    let unknown: Vec<_> = named
        .iter()
        // What lies before a name in the module's data may run into it.
        .filter(|named| !known.iter().any(|known| named.ends_with(known.as_str())))
        .collect();
    ensure!(unknown.is_empty(), "{FILE} would lack {unknown:?}, which are in the module");
    println!(
        "all {} crates that the module names are among the {} listed",
        named.len(),
        known.len()
    );
    Ok(())
}

/// What stands before `/src/` in this content and ends in a version. The standard library names its own crates
/// by a folder of theirs; they belong to its version.
fn crates_named(content: &[u8]) -> BTreeSet<String> {
    let text = content.iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { ' ' });
    let text: String = text.collect();
    let before = text.match_indices("/src/").map(|(at, _)| text.split_at(at).0);
    let named = before.filter_map(|before| {
        let is_name = |char: char| char.is_ascii_alphanumeric() || "-_.+".contains(char);
        let start = before.rfind(|char| !is_name(char)).map_or(0, |at| at + 1);
        let (folder, named) = before.split_at_checked(start)?;
        let (_, version) = named.rsplit_once('-')?;
        (version.split('.').count() >= 3 && !folder.ends_with("/rust/deps/"))
            .then(|| named.to_owned())
    });
    named.collect()
}

/// The version of the Rust in use, such as `1.95.0`.
fn rust_version(project: &Project) -> Result<String> {
    let answer = process::output(project.command("rustc").arg("--version"))?;
    Ok(answer.split_whitespace().nth(1).unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_crate_of_the_bundle_is_in_it() {
        let project = Project::here().unwrap();
        let document = document(&Bundle::read(&project).unwrap(), &[]);
        let components = document["components"].as_array().unwrap();
        let shipped: BTreeSet<_> = components
            .iter()
            .filter(|it| it["scope"] == "required")
            .map(|it| it["name"].as_str().unwrap())
            .collect();
        let manifest = fs::read_to_string(project.root().join("Cargo.toml")).unwrap();
        let (_, dependencies) = manifest.split_once("\n[dependencies]\n").unwrap();
        let (dependencies, _) = dependencies.split_once("\n\n").unwrap();
        for line in dependencies.lines().filter(|line| !line.starts_with('#')) {
            let name = line.split(['.', ' ']).next().unwrap();
            assert!(shipped.contains(name), "{name}");
        }
        // What those use in turn, what is no dependency of anybody, and what only runs in the compiler.
        for (name, is_shipped) in [("tachys", true), ("std", true), ("leptos_macro", false)] {
            assert_eq!(shipped.contains(name), is_shipped, "{name}");
        }
    }

    #[test]
    fn a_panic_names_its_crate() {
        let content = b"\xfftachys-0.2.19/src/dom.rs src/app/mod.rs /rustc/59807/library/src/x \
                        /rust/deps/dlmalloc-0.2.11/src/lib.rs saystoml-1.2.1+spec-1.1.0/src/de.rs";
        let named = ["saystoml-1.2.1+spec-1.1.0", "tachys-0.2.19"].map(str::to_owned);
        assert_eq!(crates_named(content), BTreeSet::from(named));
    }

    #[test]
    fn every_component_can_be_verified() {
        let project = Project::here().unwrap();
        let document = document(&Bundle::read(&project).unwrap(), &[]);
        for component in document["components"].as_array().unwrap() {
            let is_ours = component.get("purl").is_none();
            let has_digest =
                component["hashes"][0]["content"].as_str().is_some_and(|it| it.len() == 64);
            assert!(is_ours || has_digest || component["name"] == "std", "{component}");
            assert!(component["licenses"][0]["expression"].is_string(), "{component}");
        }
        let references: BTreeSet<_> = document["components"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["bom-ref"].as_str().unwrap())
            .collect();
        for edge in document["dependencies"].as_array().unwrap() {
            for to in edge["dependsOn"].as_array().unwrap() {
                assert!(references.contains(to.as_str().unwrap()), "{to}");
            }
        }
    }
}
