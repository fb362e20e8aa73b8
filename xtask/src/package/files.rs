//! The files of a package, by path.

use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Files sorted by path, so that equal packages are equal bytes.
#[derive(Debug, Default)]
pub(super) struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    /// Adds a file, replacing any with the same path.
    pub(super) fn add(&mut self, path: &str, content: &[u8]) {
        self.0.insert(path.to_owned(), content.to_vec());
    }

    /// Adds all files of a folder, under `prefix`.
    pub(super) fn add_folder(&mut self, prefix: &str, folder: &Path) -> Result<()> {
        let entries =
            fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
        for entry in entries {
            let entry = entry?;
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                self.add_folder(&(path + "/"), &entry.path())?;
            } else {
                self.add(&path, &fs::read(entry.path())?);
            }
        }
        Ok(())
    }

    pub(super) fn remove(&mut self, path: &str) {
        self.0.remove(path);
    }

    /// The content of a required file.
    pub(super) fn get(&self, path: &str) -> Result<&[u8]> {
        self.0.get(path).map(Vec::as_slice).with_context(|| format!("there is no {path}"))
    }

    /// Every path with its content.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().map(|(path, content)| (path.as_str(), content.as_slice()))
    }
}
