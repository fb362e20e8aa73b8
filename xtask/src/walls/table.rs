//! The table in ARCHITECTURE.md.

use anyhow::{Result, ensure};
use std::collections::{BTreeMap, BTreeSet};

/// Which room may use which.
#[derive(Debug)]
pub(crate) struct Table {
    rows: BTreeMap<String, BTreeSet<String>>,
}

impl Table {
    /// Reads the rows under the heading "Module dependencies": a room, then the rooms it may use, each in
    /// backticks.
    ///
    /// # Errors
    ///
    /// Where there are none: everything would be forbidden, or nothing.
    pub(crate) fn read(page: &str) -> Result<Self> {
        let section =
            page.lines().skip_while(|line| line.trim() != "## Module dependencies").skip(1);
        let rows: BTreeMap<_, _> = section
            .take_while(|line| !line.starts_with("## "))
            .filter_map(|line| {
                let (room, uses) = line.strip_prefix('|')?.split_once('|')?;
                Some((in_backticks(room).next()?.to_owned(), names(uses)))
            })
            .collect();
        ensure!(
            !rows.is_empty(),
            "ARCHITECTURE.md has no table under the heading \"## Module dependencies\""
        );
        Ok(Self { rows })
    }

    /// Whether code in `room` may use `other`.
    pub(crate) fn allows(&self, room: &str, other: &str) -> bool {
        self.rows.get(room).is_some_and(|uses| uses.contains(other))
    }

    /// Rooms without a row, and rows without a room.
    pub(crate) fn differences(&self, rooms: &BTreeSet<&str>) -> Vec<String> {
        let without_row = rooms.iter().filter(|room| !self.rows.contains_key(**room));
        let without_room = self.rows.keys().filter(|room| !rooms.contains(room.as_str()));
        without_row
            .map(|room| format!("src/{room}: ARCHITECTURE.md has no row for this room"))
            .chain(without_room.map(|room| format!("ARCHITECTURE.md: there is no room `{room}`")))
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
        let page = "| `x` | `y` |\n\n## Module dependencies\n\nWords.\n\n| room | may use |\n|---|---|\n\
                    | `agents` | `store`, `ui` |\n| `ui` | nothing |\n\n## Next\n| `z` | `y` |\n";
        let table = Table::read(page).unwrap();
        assert!(table.allows("agents", "store") && table.allows("agents", "ui"));
        assert!(!table.allows("ui", "store") && !table.allows("x", "y") && !table.allows("z", "y"));
        assert_eq!(table.differences(&BTreeSet::from(["agents", "ui"])), [""; 0]);
        assert_eq!(table.differences(&BTreeSet::from(["agents", "text"])).len(), 2);
        assert!(Table::read("## Module dependencies\n").is_err());
    }
}
