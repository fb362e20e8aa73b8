//! The crates of the bundle, as `cargo tree` names them.
//!
//! `cargo metadata` would have more of each, but also crates that are in the bundle only if the features of
//! all crates of the workspace are taken together, which no build of the console does.

use super::component::{Component, Part};
use super::lock::{self, Checksums};
use super::rust_version;
use crate::process;
use crate::project::Project;
use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// What the bundle is compiled from.
#[derive(Debug)]
pub(super) struct Bundle {
    pub(super) root: Component,
    /// By reference, without the root.
    pub(super) components: BTreeMap<String, Component>,
    /// Which component uses which, by their references.
    pub(super) edges: BTreeMap<String, BTreeSet<String>>,
}

impl Bundle {
    /// Asks cargo.
    pub(super) fn read(project: &Project) -> Result<Self> {
        let checksums = lock::checksums(&fs::read_to_string(project.root().join("Cargo.lock"))?);
        let all = tree(project, "normal,build")?;
        // A macro's own code runs in the compiler, and so does that of everything it uses.
        let shipped = tree(project, "normal,no-proc-macro")?;
        let mut bundle = Self::of(&all, &shipped, &checksums)?;
        let std = standard_library(&rust_version(project)?);
        bundle.components.insert(std.reference.clone(), std);
        Ok(bundle)
    }

    fn of(all: &str, shipped: &str, checksums: &Checksums) -> Result<Self> {
        let mut components = BTreeMap::new();
        let mut edges = BTreeMap::new();
        for (part, tree) in [(Part::Compiling, all), (Part::Shipped, shipped)] {
            // The crates from the root to this line.
            let mut path: Vec<String> = Vec::new();
            for line in tree.lines() {
                let Line { depth, name, version, licence } = Line::read(line)
                    .with_context(|| format!("cargo tree has answered {line:?}"))?;
                let component = component(part, name, version, licence, checksums);
                let reference = component.reference.clone();
                path.truncate(depth);
                if let Some(user) = path.last() {
                    let used: &mut BTreeSet<_> = edges.entry(user.clone()).or_default();
                    used.insert(reference.clone());
                }
                path.push(reference.clone());
                components.insert(reference, component);
            }
        }
        let root = all.lines().next().and_then(Line::read).context("cargo tree is empty")?;
        let root = component(Part::Shipped, root.name, root.version, root.licence, checksums);
        components.remove(&root.reference);
        Ok(Self { root, components, edges })
    }
}

fn tree(project: &Project, edges: &str) -> Result<String> {
    let mut cargo = project.command("cargo");
    cargo.args(["tree", "--locked", "--package", "agent-console"]);
    cargo.args(["--target", "wasm32-unknown-unknown", "--edges", edges]);
    process::output(cargo.args(["--prefix", "depth", "--format", " {p} | {l} |"]))
}

/// Cargo brings the standard library along and does not list it.
fn standard_library(version: &str) -> Component {
    let mut component = Component::published(Part::Shipped, "generic", "std", version);
    component.licence = Some("MIT OR Apache-2.0".to_owned());
    component
}

fn component(
    part: Part,
    name: &str,
    version: &str,
    licence: &str,
    checksums: &Checksums,
) -> Component {
    let mut component = Component::published(part, "cargo", name, version);
    component.digest = checksums.get(&(name.to_owned(), version.to_owned())).cloned();
    if component.digest.is_none() {
        component.purl = None;
        component.reference = format!("{name}@{version}");
    }
    component.licence = (!licence.is_empty()).then(|| licence.to_owned());
    component
}

/// A line such as `2 serde v1.0.229 | MIT OR Apache-2.0 |`.
#[derive(Debug, PartialEq)]
struct Line<'a> {
    depth: usize,
    name: &'a str,
    version: &'a str,
    licence: &'a str,
}

impl<'a> Line<'a> {
    fn read(line: &'a str) -> Option<Self> {
        let mut fields = line.split(" | ");
        let mut words = fields.next()?.split(' ');
        Some(Self {
            depth: words.next()?.parse().ok()?,
            name: words.next()?,
            version: words.next()?.strip_prefix('v')?,
            // `(*)` follows where the tree goes on elsewhere.
            licence: fields.next()?.split('|').next()?.trim(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_what_is_shipped_from_what_compiles_it() {
        let all = "0 console v0.1.0 (/x) | MIT |\n1 library v1.0.0 | MIT/Apache-2.0 |\n\
                   2 script v1.0.0 |  |\n1 macro v1.0.0 (proc-macro) | MIT |\n\
                   2 library v1.0.0 | MIT/Apache-2.0 | (*)\n";
        let shipped = "0 console v0.1.0 (/x) | MIT |\n1 library v1.0.0 | MIT/Apache-2.0 |\n";
        let lock = ["library", "script", "macro"].map(|name| {
            format!("[[package]]\nname = \"{name}\"\nversion = \"1.0.0\"\nchecksum = \"ab\"\n")
        });
        let bundle = Bundle::of(all, shipped, &lock::checksums(&lock.concat())).unwrap();
        let named = |part| {
            let components = bundle.components.values().filter(move |it| it.part == part);
            components.map(|it| it.name.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(bundle.root.reference, "console@0.1.0");
        assert_eq!(named(Part::Shipped), ["library"]);
        assert_eq!(named(Part::Compiling), ["macro", "script"]);
        let uses = |user: &str| bundle.edges.get(user).unwrap().iter().cloned().collect::<Vec<_>>();
        assert_eq!(uses("console@0.1.0"), ["pkg:cargo/library@1.0.0", "pkg:cargo/macro@1.0.0"]);
        assert_eq!(uses("pkg:cargo/macro@1.0.0"), ["pkg:cargo/library@1.0.0"]);
    }

    #[test]
    fn reads_nothing_else() {
        assert_eq!(Line::read("error: no such package"), None);
        let line = Line::read("3 toml v1.1.2+spec-1.1.0 | MIT | (*)").unwrap();
        assert_eq!((line.depth, line.version, line.licence), (3, "1.1.2+spec-1.1.0", "MIT"));
    }
}
