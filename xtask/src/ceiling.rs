//! Size ceilings that only fall, so that no later change silently spends what an earlier one saved.

use crate::project::Project;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::PathBuf;

/// Ceilings are multiples of this many bytes, because the digests in the files vary the compressed
/// size a little.
const STEP: usize = 512;

/// The most that a browser may load, in bytes (brotli 11).
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ceiling {
    /// To start the console, in any deployment.
    pub(crate) start: usize,
    /// The one file that a host page loads before its console is visible.
    pub(crate) element: usize,
    /// In a whole session.
    pub(crate) session: usize,
}

impl Ceiling {
    /// Reads `size-ceiling.json`.
    pub(crate) fn read(project: &Project) -> Result<Self> {
        let text = fs::read_to_string(path(project)).context("cannot read size-ceiling.json")?;
        serde_json::from_str(&text).context("size-ceiling.json has other fields")
    }

    /// Writes `size-ceiling.json`.
    pub(crate) fn write(self, project: &Project) -> Result<()> {
        Ok(fs::write(path(project), serde_json::to_string_pretty(&self)? + "\n")?)
    }

    /// The ceilings lowered to `weight`; a ceiling never rises.
    pub(crate) fn lowered_to(self, weight: Self) -> Self {
        let lower = |old: usize, new: usize| old.min(new.next_multiple_of(STEP));
        Self {
            start: lower(self.start, weight.start),
            element: lower(self.element, weight.element),
            session: lower(self.session, weight.session),
        }
    }
}

fn path(project: &Project) -> PathBuf {
    project.root().join("size-ceiling.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ceiling_only_falls() {
        let before = Ceiling { start: 240_640, element: 3_072, session: 318_464 };
        let weight = Ceiling { start: 230_000, element: 3_060, session: 400_000 };
        let after = Ceiling { start: 230_400, element: 3_072, session: 318_464 };
        assert_eq!(before.lowered_to(weight), after);
        assert_eq!(after.lowered_to(before), after);
    }
}
