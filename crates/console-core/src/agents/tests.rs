use super::*;
use crate::model::{Contact, Creator};
use crate::people::CreatorName;
use crate::status::ConnectionStatus;
use crate::table::{Columns as _, Selection, TypeAhead};
use proptest::prelude::*;
use std::cmp::Ordering;

mod against_naive;
mod keyboard;
mod shown;
mod typed;

const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);
const MINUTE: i64 = 60_000;

fn ago(millis: i64) -> Timestamp {
    NOW.plus(-millis)
}

fn agent(id: u64, name: &str, project: u64, path: &str) -> Agent {
    Agent {
        id: AgentId(id),
        name: name.to_owned(),
        project: ProjectIdentity { id: ProjectId(project), path: path.to_owned() },
        created_at: Some(ago(id as i64 * MINUTE)),
        created_by: Creator::User(UserId(7)),
        is_receptive: None,
    }
}

fn facts(contact: Contact) -> TokenFacts {
    TokenFacts { active: Some(1), contact }
}

fn world() -> AgentTable {
    let mut table = AgentTable::new();
    table.add(agent(5, "edge-seoul", 20, "root/test"));
    table.add(agent(3, "Edge-Jeju", 20, "root/test"));
    table.add(agent(12, "core", 30, "platform/Edge/kiosk"));
    table.add(Agent { created_by: Creator::Deleted, ..agent(4, "core", 31, "platform/core") });
    table.add(Agent {
        created_by: Creator::User(UserId(8)),
        ..agent(45, "batch", 31, "platform/core")
    });
    table.name_user(UserId(7), UserName::Known("Root".to_owned()));
    table
}

fn arranged(table: &mut AgentTable, filter: &str, sort: &str) -> Vec<u64> {
    let rows = table.arrange(&Filter::parse(filter), Sort::parse(sort).unwrap(), NOW).rows;
    rows.into_iter().map(|row| table.row(row).unwrap().id.0).collect()
}

#[test]
fn a_row_tells_all_that_is_known() {
    let mut table = world();
    table.set_tokens(AgentId(5), facts(Contact::NeverUsed), NOW);
    let row = table.row(table.find(AgentId(5)).unwrap()).unwrap();
    let expected = AgentRow {
        id: AgentId(5),
        name: "edge-seoul",
        project: ProjectId(20),
        project_path: "root/test",
        created_at: Some(ago(5 * MINUTE)),
        creator: Creator::User(UserId(7)),
        creator_name: CreatorName::Known("Root"),
        tokens: Some(facts(Contact::NeverUsed)),
        tokens_read_at: Some(NOW),
        is_receptive: None,
    };
    assert_eq!(row, expected);
    assert_eq!(table.row(5), None);
    assert_eq!(table.find(AgentId(6)), None);
    assert!(!table.is_empty() && AgentTable::new().is_empty());
}

#[test]
fn creators_are_named_deleted_numbered_or_unstated() {
    let mut table = world();
    table.add(Agent { created_by: Creator::Unstated, ..agent(46, "x", 20, "root/test") });
    let name = |table: &AgentTable, id| {
        let row = table.row(table.find(AgentId(id)).unwrap()).unwrap();
        match row.creator_name {
            CreatorName::Known(name) => name.to_owned(),
            other => format!("{other:?}"),
        }
    };
    assert_eq!(name(&table, 5), "Root");
    assert_eq!(name(&table, 4), "Deleted");
    assert_eq!(name(&table, 45), "Number(UserId(8))");
    assert_eq!(name(&table, 46), "Unstated");
    assert_eq!(table.unnamed_users(), [UserId(8)]);
    table.name_user(UserId(8), UserName::Hidden);
    assert_eq!(table.unnamed_users(), []);
    assert_eq!(name(&table, 45), "Number(UserId(8))");
}

/// A change of what is shown forgets the agents, and nobody's name.
#[test]
fn names_outlast_the_rows() {
    let mut table = world();
    assert_eq!(table.claim_names(table.unnamed_users()), [UserId(8)]);
    table.clear();
    assert!(table.is_empty());
    assert_eq!(table.find(AgentId(5)), None);
    // An answer may come after the rows that it was asked for have gone.
    table.name_user(UserId(8), UserName::Known("dana".to_owned()));
    assert_eq!(table.user_name(UserId(8)), Some("dana"));
    let of = |id, user| Agent {
        created_by: Creator::User(UserId(user)),
        ..agent(id, "other", 40, "platform/other")
    };
    table.add(of(90, 9));
    table.add(of(91, 8));
    table.add(of(92, 7));
    assert_eq!(arranged(&mut table, "by:dana", "name"), [91]);
    assert_eq!(arranged(&mut table, "by:root", "name"), [92]);
    assert_eq!(arranged(&mut table, "", "created_by"), [91, 92, 90]);
    assert_eq!(table.unnamed_users(), [UserId(9)]);
    // Whoever created nothing that is shown is not asked for.
    table.remove(AgentId(90));
    assert_eq!(table.unnamed_users(), []);
}

#[test]
fn every_term_must_hold() {
    let mut table = world();
    table.set_tokens(AgentId(5), facts(Contact::LastUsed(ago(90 * MINUTE))), NOW);
    table.set_tokens(AgentId(3), facts(Contact::NotBefore(ago(7 * MINUTE))), NOW);
    let none = TokenFacts { active: Some(0), contact: Contact::NoToken };
    table.set_tokens(AgentId(12), none, NOW);
    let many = TokenFacts { active: Some(200), contact: Contact::NeverUsed };
    table.set_tokens(AgentId(4), many, NOW);
    for (filter, ids) in [
        ("", &[45, 4, 12, 3, 5][..]),
        (" \t ", &[45, 4, 12, 3, 5]),
        ("EDGE", &[12, 3, 5]),
        ("edge seoul", &[5]),
        ("edge -seoul", &[12, 3]),
        ("platform core", &[45, 4, 12]),
        ("root", &[12, 3, 5]),
        ("@root", &[12, 3, 5]),
        ("by:root", &[12, 3, 5]),
        ("-by:root", &[4]),
        ("@test", &[]),
        ("name:edge", &[3, 5]),
        ("Project:EDGE", &[12]),
        ("-project:edge -project:root", &[45, 4]),
        ("#5", &[5]),
        ("-#5", &[45, 4, 12, 3]),
        ("#", &[45, 4, 12, 3, 5]),
        ("4", &[4]),
        ("45 batch", &[45]),
        ("nothing", &[]),
        ("서울", &[]),
        ("\"status:silent\"", &[]),
        ("status:silent", &[5]),
        ("status:silent,no-token", &[12, 5]),
        ("-status:silent", &[4, 12, 3]),
        ("status:unknown", &[45]),
        ("-status:unknown", &[4, 12, 3, 5]),
        ("status:silent status:connected", &[]),
        ("tokens:0", &[12]),
        ("tokens:1", &[3, 5]),
        ("tokens:0,1", &[12, 3, 5]),
        ("-tokens:0,1", &[4]),
        ("contact>1h", &[5]),
        ("-contact>1h", &[3]),
        ("contact<8m", &[3]),
        ("contact<7m", &[]),
        ("-contact<8m", &[5]),
        ("created>11m", &[45, 12]),
        ("created<5m", &[4, 3]),
        ("-created<5m", &[45, 12, 5]),
        ("created<1y contact>1h status:silent project:root name:e", &[5]),
        ("colour:red core", &[45, 4, 12]),
    ] {
        assert_eq!(arranged(&mut table, filter, "name"), ids, "{filter}");
    }
}

#[test]
fn sorts_by_every_column() {
    let mut table = world();
    table.set_tokens(AgentId(5), facts(Contact::LastUsed(ago(MINUTE))), NOW);
    table.set_tokens(AgentId(3), facts(Contact::LastUsed(ago(90 * MINUTE))), NOW);
    let two = TokenFacts { active: Some(2), contact: Contact::NeverUsed };
    table.set_tokens(AgentId(12), two, NOW);
    table.set_tokens(AgentId(4), TokenFacts::FAILED, NOW);
    for (sort, ids) in [
        ("name", [45, 4, 12, 3, 5]),
        ("-name", [5, 3, 4, 12, 45]),
        ("id", [3, 4, 5, 12, 45]),
        ("-id", [45, 12, 5, 4, 3]),
        ("status", [5, 3, 12, 45, 4]),
        ("-status", [12, 3, 5, 45, 4]),
        ("last_contact", [12, 3, 5, 45, 4]),
        ("-last_contact", [5, 3, 12, 45, 4]),
        ("tokens", [3, 5, 12, 45, 4]),
        ("-tokens", [12, 3, 5, 45, 4]),
        ("project", [45, 4, 12, 3, 5]),
        ("-project", [3, 5, 12, 45, 4]),
        ("created", [45, 12, 5, 4, 3]),
        ("-created", [3, 4, 5, 12, 45]),
        ("created_by", [12, 3, 5, 45, 4]),
        ("-created_by", [4, 45, 12, 3, 5]),
    ] {
        assert_eq!(arranged(&mut table, "", sort), ids, "{sort}");
    }
}

#[test]
fn a_refresh_keeps_rows_until_it_ends() {
    let mut table = world();
    table.set_tokens(AgentId(5), facts(Contact::NeverUsed), NOW);
    table.begin_read(ProjectId(20));
    table.add(agent(5, "edge-seoul", 20, "root/moved"));
    table.add(agent(6, "edge-busan", 20, "root/moved"));
    assert_eq!(table.len(), 6);
    assert_eq!(arranged(&mut table, "moved", "name"), [6, 3, 5]);
    table.end_read(ProjectId(20));
    assert_eq!(arranged(&mut table, "", "name"), [45, 4, 12, 6, 5]);
    let row = table.row(table.find(AgentId(5)).unwrap()).unwrap();
    assert_eq!(row.tokens, Some(facts(Contact::NeverUsed)));
    // A read that was given up, and then one that ends.
    table.begin_read(ProjectId(31));
    table.add(agent(4, "core", 31, "platform/core"));
    table.begin_read(ProjectId(31));
    table.add(agent(45, "batch", 31, "platform/core"));
    table.end_read(ProjectId(31));
    assert_eq!(arranged(&mut table, "", "name"), [45, 12, 6, 5]);
    // The end of a read of another project, or of none that began.
    table.end_read(ProjectId(99));
    table.end_read(ProjectId(30));
    assert_eq!(table.len(), 4);
}

#[test]
fn removes_agents_and_projects() {
    let mut table = world();
    table.remove(AgentId(5));
    table.remove(AgentId(5));
    table.remove_project(ProjectId(31));
    table.remove_project(ProjectId(99));
    assert_eq!(arranged(&mut table, "", "name"), [12, 3]);
    assert!(!table.has_name(ProjectId(20), "edge-seoul"));
    assert!(table.has_name(ProjectId(20), "Edge-Jeju"));
    assert!(!table.has_name(ProjectId(20), "edge-jeju"));
    assert!(!table.has_name(ProjectId(20), "core"));
    assert!(!table.has_name(ProjectId(99), "core"));
}

#[test]
fn counts_statuses() {
    let mut table = world();
    table.set_tokens(AgentId(5), facts(Contact::LastUsed(ago(MINUTE))), NOW);
    table.set_tokens(AgentId(3), facts(Contact::NotBefore(ago(MINUTE))), NOW);
    table.set_tokens(AgentId(12), TokenFacts::FAILED, NOW);
    table.set_tokens(AgentId(99), facts(Contact::NeverUsed), NOW);
    let expected = StatusCounts { connected: 2, unknown: 3, ..StatusCounts::default() };
    let mut counts = |now| table.arrange(&Filter::default(), Sort::default(), now).counts;
    assert_eq!(counts(NOW), expected);
    // Nobody has looked since.
    let expected = StatusCounts { unknown: 5, ..StatusCounts::default() };
    assert_eq!(counts(NOW.plus(8 * MINUTE)), expected);
    table.forget_tokens(AgentId(5));
    assert_eq!(table.arrange(&Filter::default(), Sort::default(), NOW).counts.unknown, 4);
}

#[test]
fn an_order_follows_what_changes() {
    let mut table = world();
    assert_eq!(arranged(&mut table, "", "status"), [45, 4, 12, 3, 5]);
    table.set_tokens(AgentId(5), facts(Contact::LastUsed(ago(0))), NOW);
    table.set_tokens(AgentId(3), facts(Contact::LastUsed(NOW.plus(-7 * MINUTE))), NOW);
    assert_eq!(arranged(&mut table, "", "status"), [3, 5, 45, 4, 12]);
    let sort = Sort::parse("status").unwrap();
    let later = table.arrange(&Filter::default(), sort, NOW.plus(2 * MINUTE));
    assert_eq!(later.rows.first(), table.find(AgentId(5)).as_ref());
    assert_eq!(arranged(&mut table, "", "created_by"), [12, 3, 5, 45, 4]);
    table.name_user(UserId(8), UserName::Known("ann".to_owned()));
    assert_eq!(arranged(&mut table, "", "created_by"), [45, 12, 3, 5, 4]);
    table.add(agent(1, "aaa", 20, "root/test"));
    assert_eq!(arranged(&mut table, "", "name"), [1, 45, 4, 12, 3, 5]);
}

#[test]
fn what_is_known_of_tokens_outlasts_a_read_that_fails() {
    let mut table = world();
    let agent = AgentId(5);
    table.learn_tokens(agent, facts(Contact::NeverUsed), ago(MINUTE));
    table.learn_tokens(agent, TokenFacts::FAILED, NOW);
    let row = table.find(agent).and_then(|row| table.row(row)).unwrap();
    assert_eq!(row.tokens, Some(facts(Contact::NeverUsed)));
    assert_eq!(row.tokens_read_at, Some(ago(MINUTE)), "with its age");
    table.learn_tokens(agent, facts(Contact::NoToken), NOW);
    let row = table.find(agent).and_then(|row| table.row(row)).unwrap();
    assert_eq!((row.tokens, row.tokens_read_at), (Some(facts(Contact::NoToken)), Some(NOW)));
    table.learn_tokens(AgentId(99), TokenFacts::FAILED, NOW);
}
