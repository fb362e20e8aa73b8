//! The table with arbitrary names.

use crate::text;
use console_core::agents::{AgentTable, Column, Filter, Sort};
use console_core::model::{Agent, AgentId, Creator, ProjectId, ProjectIdentity, UserId, UserName};
use console_core::table::Columns as _;
use console_core::timestamp::Timestamp;
use console_core::tokens;

const NOW: Timestamp = Timestamp::from_millis(1_650_000_000_000);

/// A filter, and under it a name a line: every order has every row once, and a filter only leaves
/// out. What is a term of one table may be none of another.
pub fn table(bytes: &[u8]) {
    let text = text(bytes);
    let (filter, names) = text.split_once('\n').unwrap_or(("", &text));
    let _ = tokens::Filter::parse(filter);
    let filter = Filter::parse(filter);
    let mut table = AgentTable::new();
    for (id, name) in (1..=300).zip(names.split('\n')) {
        table.add(agent(id, name));
        table.name_user(UserId(id % 7), UserName::Known(name.to_owned()));
    }
    for column in Column::all() {
        for descending in [false, true] {
            let sort = Sort { column, descending };
            let all = table.arrange(&Filter::default(), sort, NOW).rows;
            let mut rows = all.clone();
            rows.sort_unstable();
            assert!(rows.iter().copied().eq(0..table.len() as u32), "{column:?}");
            let kept = table.arrange(&filter, sort, NOW).rows;
            let mut order = all.iter();
            assert!(kept.iter().all(|row| order.any(|other| other == row)), "{column:?}");
        }
    }
    for (row, name) in (0..).zip(names.split('\n').take(300)) {
        assert_eq!(table.row(row).map(|row| row.name), Some(name));
        // A word in quotation marks is never a term.
        let Some(word) = name.split_whitespace().find(|word| !word.contains('"')) else { continue };
        let filter = Filter::parse(&format!("name:\"{word}\""));
        let found = table.arrange(&filter, Sort::default(), NOW).rows;
        assert!(found.contains(&row), "{name:?} is not found by {word:?}");
    }
}

fn agent(id: u64, name: &str) -> Agent {
    Agent {
        id: AgentId(id),
        name: name.to_owned(),
        project: ProjectIdentity { id: ProjectId(id % 3), path: name.to_owned() },
        created_at: None,
        created_by: Creator::User(UserId(id % 7)),
        is_receptive: None,
    }
}
