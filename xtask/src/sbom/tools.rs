//! The programs that make the bundle: Rust, what cargo installs, and what npm does.

use super::component::{Component, Part};
use super::{lock, rust_version};
use crate::project::Project;
use crate::setup;
use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;

/// All of them, at the versions that the set-up puts in place.
pub(super) fn read(project: &Project) -> Result<Vec<Component>> {
    let mut tools =
        vec![Component::published(Part::Tool, "generic", "rustc", &rust_version(project)?)];
    for (name, version) in setup::builders(project)? {
        tools.push(Component::published(Part::Tool, "cargo", name, &version));
    }
    let mut locks: Vec<_> = fs::read_dir(project.root().join(setup::LOCKS))?
        .map(|entry| Ok(entry?.path().join("package-lock.json")))
        .collect::<Result<_>>()?;
    locks.sort();
    for path in locks {
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        tools.extend(npm_packages(&serde_json::from_str(&text)?));
    }
    tools.sort_by(|a, b| a.reference.cmp(&b.reference));
    tools.dedup_by(|a, b| a.reference == b.reference);
    Ok(tools)
}

/// The packages of an npm lock file.
fn npm_packages(lock: &Value) -> Vec<Component> {
    let packages = lock["packages"].as_object().into_iter().flatten();
    let component = |(path, package): (&String, &Value)| {
        // Behind the last `node_modules/`: a package can have others of its own. The lock's own
        // package has no such path.
        let (_, name) = path.rsplit_once("node_modules/")?;
        let mut component =
            Component::published(Part::Tool, "npm", name, package["version"].as_str()?);
        component.licence = package["license"].as_str().map(str::to_owned);
        component.digest = package["integrity"].as_str().and_then(lock::integrity);
        Some(component)
    };
    packages.filter_map(component).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_what_makes_the_bundle() {
        let tools = read(&Project::here().unwrap()).unwrap();
        for name in ["rustc", "trunk", "wasm-bindgen-cli", "binaryen", "terser"] {
            assert!(tools.iter().any(|tool| tool.name == name), "{name}");
        }
        let mut npm = tools.iter().filter(|tool| tool.reference.starts_with("pkg:npm/"));
        assert!(npm.all(|tool| tool.digest.is_some() && tool.licence.is_some()));
    }

    #[test]
    fn reads_packages_within_packages() {
        let lock = serde_json::json!({ "packages": {
            "": { "dependencies": { "a": "1.0.0" } },
            "node_modules/a": { "version": "1.0.0", "license": "MIT" },
            "node_modules/a/node_modules/@b/c": { "version": "2.0.0" },
        } });
        let names: Vec<_> = npm_packages(&lock).into_iter().map(|it| it.name).collect();
        assert_eq!(names, ["a", "@b/c"]);
    }
}
