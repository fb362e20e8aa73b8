//! `sbom`: the console's CycloneDX bill of materials, written by cargo-cyclonedx.

use crate::process;
use crate::project::Project;
use crate::setup;
use crate::steps::Steps;
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;

/// The document, from the repository's root. Those of the other workspace crates are beside their
/// manifests.
const FILE: &str = "agent-console.cdx.json";

/// Installs cargo-cyclonedx and writes the document.
pub(crate) fn run(project: &Project) -> Result<()> {
    let path = setup::for_sbom(project, &mut Steps::default())?;
    let components = write(project, &path)?;
    println!("{FILE}: {} crates", components.len());
    Ok(())
}

/// Writes the document and checks that it is complete: it must list every crate that the last
/// release build's module names, and every registry crate needs a digest and a licence.
///
/// Panic messages name crates as `name-version/src/...`, thanks to `.cargo/rustc`.
pub(crate) fn check(project: &Project, path: &OsStr) -> Result<()> {
    let components = write(project, path)?;
    for component in &components {
        ensure!(component.is_verifiable(), "nobody can verify {component:?}");
    }
    let known: BTreeSet<_> = components.iter().map(Component::folder).collect();
    // Trunk keeps wasm-bindgen's output from before optimisation.
    let module = project.target().join("wasm-bindgen/release/agent-console_bg.wasm");
    let module = fs::read(&module).with_context(|| format!("cannot read {}", module.display()))?;
    let named = crates_named(&module);
    // Far fewer would mean that the format of panic locations has changed.
    ensure!(named.len() >= 5, "the module names only {named:?}");
    // Bytes before a name in the module's data may run into it.
    let is_known = |named: &&String| known.iter().any(|known| named.ends_with(known.as_str()));
    let unknown: Vec<_> = named.iter().filter(|named| !is_known(named)).collect();
    ensure!(unknown.is_empty(), "{FILE} lacks {unknown:?}, which are in the module");
    println!("all {} crates that the module names are among the {}", named.len(), known.len());
    Ok(())
}

fn write(project: &Project, path: &OsStr) -> Result<Vec<Component>> {
    let mut cyclonedx = project.command("cargo");
    cyclonedx.args(["cyclonedx", "--quiet", "--format", "json", "--spec-version", "1.5"]);
    cyclonedx.args(["--target", "wasm32-unknown-unknown"]).env("PATH", path);
    // The document has a date; the same sources must give the same document.
    process::run(cyclonedx.env("SOURCE_DATE_EPOCH", "0"))?;
    let document: Document = serde_json::from_slice(&fs::read(project.root().join(FILE))?)?;
    Ok(document.components)
}

#[derive(Deserialize)]
struct Document {
    components: Vec<Component>,
}

#[derive(Debug, Deserialize)]
struct Component {
    #[serde(rename = "bom-ref")]
    reference: String,
    name: String,
    version: String,
    #[serde(default)]
    hashes: Vec<Hash>,
    #[serde(default)]
    licenses: Vec<Licence>,
}

#[derive(Debug, Deserialize)]
struct Hash {
    content: String,
}

#[derive(Debug, Deserialize)]
struct Licence {
    expression: Option<String>,
}

impl Component {
    /// Whether it has a digest and a licence. The crates of this repository need no digest.
    fn is_verifiable(&self) -> bool {
        let is_ours = self.reference.starts_with("path+file:");
        let has_digest = self.hashes.iter().any(|hash| hash.content.len() == 64);
        (is_ours || has_digest) && self.licenses.iter().any(|it| it.expression.is_some())
    }

    /// The folder name in a registry, such as `serde-1.0.229`.
    fn folder(&self) -> String {
        format!("{}-{}", self.name, self.version)
    }
}

/// The folder names before `/src/` in this content that end in a version. The standard library's
/// crates have folders without one and belong to Rust's version.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_names_its_crate() {
        let content = b"\xfftachys-0.2.19/src/dom.rs src/app/mod.rs /rustc/59807/library/src/x \
                        /rust/deps/dlmalloc-0.2.11/src/lib.rs saystoml-1.2.1+spec-1.1.0/src/de.rs";
        let named = ["saystoml-1.2.1+spec-1.1.0", "tachys-0.2.19"].map(str::to_owned);
        assert_eq!(crates_named(content), BTreeSet::from(named));
    }

    #[test]
    fn a_component_without_a_digest_or_a_licence_cannot_be_verified() {
        let published = || Component {
            reference: "registry+https://github.com/rust-lang/crates.io-index#serde@1.0.229".into(),
            name: "serde".into(),
            version: "1.0.229".into(),
            hashes: vec![Hash { content: "c9".repeat(32) }],
            licenses: vec![Licence { expression: Some("MIT OR Apache-2.0".into()) }],
        };
        assert!(published().is_verifiable());
        assert!(!Component { hashes: vec![], ..published() }.is_verifiable());
        assert!(!Component { licenses: vec![], ..published() }.is_verifiable());
        let reference = "path+file:///here#console-core@0.1.0".into();
        assert!(Component { reference, hashes: vec![], ..published() }.is_verifiable());
    }
}
