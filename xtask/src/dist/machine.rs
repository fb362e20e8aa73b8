//! Checks that no path of the build machine leaks into the bundle.

use super::parts::parts;
use crate::project::Project;
use anyhow::{Result, bail};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// Parts of paths found on any machine: cargo's registry and checkouts, Rust's sources, home
/// folders.
const ANYWHERE: [&str; 6] =
    ["/registry/src/", "/git/checkouts/", "/lib/rustlib/", "/.cargo/", "/.rustup/", "/home/"];

/// Fails if a file in this folder contains a path of this machine.
pub(crate) fn check(folder: &Path, project: &Project) -> Result<()> {
    let paths = paths(project);
    for part in parts(folder)? {
        if let Some(found) = first_found(&fs::read(&part.path)?, &paths) {
            bail!(
                "{} holds {found:?}, a path of this machine; .cargo/rustc keeps such paths out, \
                 unless RUSTC_WRAPPER replaces it or the crates were compiled before it was there \
                 (then remove wasm32-unknown-unknown/web from the folder of build results)",
                part.path.display()
            );
        }
    }
    Ok(())
}

/// The texts to search for: this machine's folders and [`ANYWHERE`].
fn paths(project: &Project) -> Vec<String> {
    let here = [
        env::home_dir(),
        env::var_os("CARGO_HOME").map(PathBuf::from),
        env::var_os("RUSTUP_HOME").map(PathBuf::from),
        Some(project.root().to_owned()),
        Some(project.target().to_owned()),
    ];
    let here = here.into_iter().flatten().filter(|folder| is_specific(folder));
    let here = here.map(|folder| format!("{}/", folder.display()));
    here.chain(ANYWHERE.map(str::to_owned)).collect()
}

/// Whether a path is specific enough. A single name, such as a container's `/src`, would match
/// every path that contains a `src`.
fn is_specific(folder: &Path) -> bool {
    folder == Path::new("/root") || folder.iter().count() > 2
}

fn first_found<'a>(content: &[u8], paths: &'a [String]) -> Option<&'a str> {
    let holds =
        |path: &&String| content.windows(path.len()).any(|window| window == path.as_bytes());
    paths.iter().find(holds).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_path_of_this_machine() {
        let project = Project::here().unwrap();
        let paths = paths(&project);
        let root = project.root().join("src/main.rs").display().to_string();
        for held in [
            root.as_str(),
            "/opt/cargo/registry/src/index-1/leptos-0.8.23/src/lib.rs",
            "/opt/rust/lib/rustlib/src/rust/library/core/src/option.rs",
            "/home/somebody/notes",
        ] {
            let content = [b"\0asm before".as_slice(), held.as_bytes(), b"after \xff"].concat();
            assert!(first_found(&content, &paths).is_some(), "{held}");
        }
    }

    #[test]
    fn leaves_what_every_build_holds() {
        let paths = paths(&Project::here().unwrap());
        for held in [
            "leptos-0.8.23/src/lib.rs",
            "src/app/mod.rs",
            "crates/console-core/src/home.rs",
            "/rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/core/src/option.rs",
        ] {
            assert_eq!(first_found(held.as_bytes(), &paths), None, "{held}");
        }
    }

    #[test]
    fn a_single_name_is_not_specific() {
        assert!(is_specific(Path::new("/root")) && is_specific(Path::new("/home/somebody")));
        assert!(!is_specific(Path::new("/src")) && !is_specific(Path::new("/")));
    }
}
