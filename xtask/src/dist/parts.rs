//! The files of a finished console that browsers load.

use anyhow::{Context, Result};
use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

/// The kind of a file.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Kind {
    Html,
    Css,
    /// UI strings of one language. A browser loads one such file.
    Sentences,
    /// The loader under a fixed name, for host pages that name it without a digest.
    Loader,
    /// The same loader under a name that changes with its content.
    Element,
    /// Loaded only in a host page, as an element or in a frame.
    Guest,
    /// Loaded only in a frame.
    Frame,
    Glue,
    Wasm,
    /// Loaded after the first rows are visible.
    Desk,
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Css => "css",
            Self::Sentences => "sentences",
            Self::Loader => "js, loader",
            Self::Element => "js, element",
            Self::Guest => "js, guest",
            Self::Frame => "js, frame",
            Self::Glue => "js, glue",
            Self::Wasm => "wasm",
            Self::Desk => "wasm, desk",
        }
    }

    fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()? {
            "html" => Some(Self::Html),
            "css" => Some(Self::Css),
            "txt" => Some(Self::Sentences),
            "js" if path.ends_with("agent-console.js") => Some(Self::Loader),
            "js" => Some(Self::of_script(path)),
            "wasm" if name_of(path).starts_with("agent-console-desk-") => Some(Self::Desk),
            "wasm" => Some(Self::Wasm),
            _ => None,
        }
    }

    fn of_script(path: &Path) -> Self {
        let name = name_of(path);
        if name.starts_with("agent-console-element-") {
            Self::Element
        } else if name == "guest.js" || name.starts_with("agent-console-guest-") {
            Self::Guest
        } else if name == "frame.js" || name.starts_with("agent-console-frame-") {
            Self::Frame
        } else {
            Self::Glue
        }
    }

    /// Whether the file's name changes with its content, so that a browser may cache it for ever.
    pub(crate) fn is_hashed(self) -> bool {
        !matches!(self, Self::Html | Self::Loader)
    }
}

fn name_of(path: &Path) -> Cow<'_, str> {
    path.file_name().unwrap_or_default().to_string_lossy()
}

/// One file of the bundle.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) kind: Kind,
    pub(crate) path: PathBuf,
}

/// The parts in a folder, sorted by kind.
///
/// # Errors
///
/// The folder cannot be read.
pub(crate) fn parts(folder: &Path) -> Result<Vec<Part>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries =
            fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Some(kind) = Kind::of(&path) {
                found.push(Part { kind, path });
            }
        }
    }
    found.sort_by(|a, b| (a.kind, &a.path).cmp(&(b.kind, &b.path)));
    Ok(found)
}
