//! What became of the mutants of one crate.

use anyhow::{Context, Result, bail};
use std::fmt;
use std::fs;
use std::path::Path;

/// The mutants by name, as cargo-mutants lists them.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    caught: usize,
    /// Those that never came to an end. That is noticed too.
    endless: usize,
    /// Those that do not compile say nothing.
    unviable: usize,
    missed: Vec<String>,
}

impl Tally {
    /// Reads the lists in cargo-mutants' folder, with one mutant in a line.
    pub(crate) fn read(folder: &Path) -> Result<Self> {
        let list = |name: &str| -> Result<Vec<String>> {
            let path = folder.join(name);
            let text = fs::read_to_string(&path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            Ok(text.lines().map(str::to_owned).collect())
        };
        Ok(Self {
            caught: list("caught.txt")?.len(),
            endless: list("timeout.txt")?.len(),
            unviable: list("unviable.txt")?.len(),
            missed: list("missed.txt")?,
        })
    }

    /// Fails where less than this share of the mutants was noticed, and where there were none.
    pub(crate) fn check(&self, wanted_percent: usize) -> Result<()> {
        let (noticed, all) = (self.noticed(), self.all());
        if all == 0 {
            bail!("there was no mutant to notice");
        }
        if noticed * 100 < wanted_percent * all {
            bail!("{noticed} of {all} were noticed; these were not:\n{}", self.missed.join("\n"));
        }
        Ok(())
    }

    fn noticed(&self) -> usize {
        self.caught + self.endless
    }

    fn all(&self) -> usize {
        self.noticed() + self.missed.len()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = (self.noticed() * 1_000).checked_div(self.all()).unwrap_or_default();
        write!(
            formatter,
            "{}.{} % noticed: {} caught, {} without end, {} missed; {} did not compile",
            tenths / 10,
            tenths % 10,
            self.caught,
            self.endless,
            self.missed.len(),
            self.unviable,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::temporary::Folder;

    fn tally(caught: usize, endless: usize, missed: usize) -> Tally {
        Tally { caught, endless, unviable: 7, missed: vec!["a.rs:1:2: x".to_owned(); missed] }
    }

    #[test]
    fn the_lists_are_counted() {
        let folder = Folder::new("tally").unwrap();
        for (name, text) in [
            ("caught.txt", "a\nb\n"),
            ("timeout.txt", "c\n"),
            ("unviable.txt", ""),
            ("missed.txt", "d\n"),
        ] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let told = Tally::read(folder.path()).unwrap().to_string();
        assert_eq!(told, "75.0 % noticed: 2 caught, 1 without end, 1 missed; 0 did not compile");
        fs::remove_file(folder.path().join("missed.txt")).unwrap();
        assert!(Tally::read(folder.path()).is_err());
    }

    #[test]
    fn too_few_are_too_few() {
        assert!(tally(89, 1, 10).check(90).is_ok());
        let told = tally(89, 0, 10).check(90).unwrap_err().to_string();
        assert!(told.contains("89 of 99") && told.contains("a.rs:1:2: x"), "{told}");
        assert!(tally(0, 0, 0).check(90).is_err());
    }
}
