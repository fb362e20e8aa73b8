//! `reproduce`: checks that the same sources give the same bytes in any folder.

use crate::build;
use crate::process;
use crate::project::Project;
use crate::setup::{self, BuildTools};
use crate::steps::Steps;
use anyhow::{Result, ensure};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// Folder names that differ in length and depth.
const FOLDERS: [&str; 2] = ["a", "another/with a longer name"];

/// The SHA-256 of every file, by relative path.
type Digests = BTreeMap<String, String>;

/// Clones the committed state into two folders, builds each with Trunk and a separate target
/// folder, and compares every file.
pub(crate) fn run(project: &Project) -> Result<()> {
    let mut steps = Steps::default();
    let tools = setup::for_build(project, &mut steps)?;
    let mut digests = Vec::new();
    for name in FOLDERS {
        let step = format!("Build in a folder named {name:?}");
        digests.push(steps.run(&step, "4 to 8 min", || built_in(name, project, &tools))?);
    }
    let [first, second] = digests.as_slice() else { return Ok(()) };
    steps.list();
    println!();
    let different = compare(first, second);
    ensure!(different == 0, "{different} files differ");
    ensure!(!first.is_empty(), "the build has left no file");
    println!("\nAll {} files are the same, byte for byte.", first.len());
    Ok(())
}

/// Builds in a folder that is deleted on return: two target folders at once are too large.
fn built_in(name: &str, project: &Project, tools: &BuildTools) -> Result<Digests> {
    let folder = TempDir::with_prefix("agent-console-reproduce-")?;
    let clone = folder.path().join(name);
    fs::create_dir_all(&clone)?;
    let mut git = project.command("git");
    process::run(git.args(["clone", "--quiet", "--no-local"]).arg(project.root()).arg(&clone))?;
    let mut trunk = build::trunk(project, tools);
    trunk.current_dir(&clone).env("CARGO_TARGET_DIR", clone.join("target"));
    process::run(&mut trunk)?;
    digests(&clone.join("dist"))
}

fn digests(folder: &Path) -> Result<Digests> {
    let mut digests = Digests::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(&inner)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let digest = Sha256::digest(fs::read(&path)?);
            let digits = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            digests.insert(path.strip_prefix(folder)?.display().to_string(), digits);
        }
    }
    Ok(digests)
}

/// Prints a row for each file of either folder and returns how many differ.
fn compare(first: &Digests, second: &Digests) -> usize {
    let mut different = 0;
    let names: std::collections::BTreeSet<_> = first.keys().chain(second.keys()).collect();
    for name in names {
        let [one, other] =
            [first, second].map(|digests| digests.get(name).map_or("none", String::as_str));
        if one == other {
            println!("{one}  same    {name}");
        } else {
            different += 1;
            println!("{one}  FIRST   {name}\n{other}  SECOND  {name}");
        }
    }
    different
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_difference_counts() {
        let digests = |files: &[(&str, &str)]| -> Digests {
            files.iter().map(|(name, digest)| ((*name).to_owned(), (*digest).to_owned())).collect()
        };
        let first = digests(&[("a", "1"), ("b", "2")]);
        assert_eq!(compare(&first, &first), 0);
        assert_eq!(compare(&first, &digests(&[("a", "1"), ("b", "3")])), 1);
        assert_eq!(compare(&first, &digests(&[("a", "1"), ("c", "2")])), 2);
    }

    #[test]
    fn digests_are_those_of_sha256sum() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("inner")).unwrap();
        fs::write(folder.path().join("inner/file"), "abc").unwrap();
        let found = digests(folder.path()).unwrap();
        // printf abc | sha256sum
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(found, Digests::from([("inner/file".to_owned(), abc.to_owned())]));
    }
}
