//! The project's folders: the repository, and the cache that all its clones share.

use anyhow::{Context, Result};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folders that the commands work with.
#[derive(Debug)]
pub(crate) struct Project {
    root: PathBuf,
    cache: PathBuf,
    target: PathBuf,
}

impl Project {
    /// The repository that this program was built from.
    pub(crate) fn here() -> Result<Self> {
        // Read at run time: clones share build results, including this executable.
        let manifest = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest.parent().context("xtask lies in no repository")?.to_owned();
        let cache = env::var_os("XDG_CACHE_HOME")
            .map(PathBuf::from)
            .or_else(|| env::home_dir().map(|home| home.join(".cache")))
            .context("neither XDG_CACHE_HOME nor HOME says where to keep tools; set one of them")?
            .join("agent-console");
        let target = env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| cache.join("target"), |given| root.join(given));
        Ok(Self { root, cache, target })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The finished console.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// Cargo's target folder for everything that these commands start.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// The folder of one version of a tool, with its programs in `bin`.
    pub(crate) fn tool(&self, name: &str, version: &str) -> PathBuf {
        self.cache.join("tools").join(format!("{name}-{version}"))
    }

    /// The target folder for building tools, separate from the project's own.
    pub(crate) fn tool_builds(&self) -> PathBuf {
        self.cache.join("tools/build")
    }

    /// A command that runs at the root and uses the shared target folder.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root).env("CARGO_TARGET_DIR", &self.target);
        command
    }
}
