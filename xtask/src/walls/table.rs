//! Reads the dependency table in ARCHITECTURE.md.

use anyhow::{Result, ensure};
use std::collections::{BTreeMap, BTreeSet};

/// The allowed dependencies between modules.
#[derive(Debug)]
pub(crate) struct Table {
    rows: BTreeMap<String, BTreeSet<String>>,
}

impl Table {
    /// Reads the rows under the heading "Module dependencies": a module, then the modules it may
    /// use, each in backticks.
    ///
    /// # Errors
    ///
    /// There are no rows: then nothing would be checked.
    pub(crate) fn read(page: &str) -> Result<Self> {
        let section =
            page.lines().skip_while(|line| line.trim() != "## Module dependencies").skip(1);
        let rows: BTreeMap<_, _> = section
            .take_while(|line| !line.starts_with("## "))
            .filter_map(|line| {
                let (module, uses) = line.strip_prefix('|')?.split_once('|')?;
                Some((in_backticks(module).next()?.to_owned(), names(uses)))
            })
            .collect();
        ensure!(
            !rows.is_empty(),
            "ARCHITECTURE.md has no table under the heading \"## Module dependencies\""
        );
        Ok(Self { rows })
    }

    /// Whether code in `module` may use `other`.
    pub(crate) fn allows(&self, module: &str, other: &str) -> bool {
        self.rows.get(module).is_some_and(|uses| uses.contains(other))
    }

    /// Modules without a row, and rows without a module.
    pub(crate) fn differences(&self, modules: &BTreeSet<&str>) -> Vec<String> {
        let without_row = modules.iter().filter(|module| !self.rows.contains_key(**module));
        let without_module = self.rows.keys().filter(|module| !modules.contains(module.as_str()));
        without_row
            .map(|module| format!("src/{module}: ARCHITECTURE.md has no row for this module"))
            .chain(
                without_module
                    .map(|module| format!("ARCHITECTURE.md: there is no module `{module}`")),
            )
            .collect()
    }
}

fn names(cell: &str) -> BTreeSet<String> {
    in_backticks(cell).map(str::to_owned).collect()
}

fn in_backticks(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_only_its_own_section() {
        let page = "| `x` | `y` |\n\n## Module dependencies\n\nWords.\n\n| module | may use |\n|---|---|\n\
                    | `agents` | `store`, `ui` |\n| `ui` | nothing |\n\n## Next\n| `z` | `y` |\n";
        let table = Table::read(page).unwrap();
        assert!(table.allows("agents", "store") && table.allows("agents", "ui"));
        assert!(!table.allows("ui", "store") && !table.allows("x", "y") && !table.allows("z", "y"));
        assert_eq!(table.differences(&BTreeSet::from(["agents", "ui"])), [""; 0]);
        assert_eq!(table.differences(&BTreeSet::from(["agents", "text"])).len(), 2);
        assert!(Table::read("## Module dependencies\n").is_err());
    }
}
