use super::*;
use crate::agents::{AgentTable, Column, Filter, ShownColumns, Sort};
use crate::model::{Agent, AgentId, Creator, ProjectId, ProjectIdentity, UserId, UserName};
use crate::model::{Contact, TokenFacts};
use crate::table::Columns as _;
use crate::timestamp::Timestamp;
use proptest::prelude::*;
use serde_json::Value;

const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);

fn agent(id: u64, name: &str, created_by: Creator) -> Agent {
    Agent {
        id: AgentId(id),
        name: name.to_owned(),
        project: ProjectIdentity { id: ProjectId(20), path: "root/test".to_owned() },
        created_at: None,
        created_by,
        is_receptive: None,
    }
}

/// One agent of each kind, by id.
fn world() -> AgentTable {
    let mut table = AgentTable::new();
    let at = Timestamp::parse_rfc3339("2027-01-15T08:00:00.5Z").unwrap();
    let used = |contact| TokenFacts { active: Some(2), contact };
    for (creator, facts) in [
        (Creator::User(UserId(7)), Some(used(Contact::LastUsed(at)))),
        (Creator::User(UserId(8)), Some(used(Contact::NeverUsed))),
        (Creator::Deleted, Some(TokenFacts { active: Some(0), contact: Contact::NoToken })),
        (Creator::Unstated, Some(used(Contact::NotBefore(at)))),
        (Creator::Unstated, Some(TokenFacts::FAILED)),
        (Creator::Unstated, None),
    ] {
        let id = table.len() as u64 + 1;
        table.add(Agent { created_at: (id == 1).then_some(at), ..agent(id, "a", creator) });
        if let Some(facts) = facts {
            table.set_tokens(AgentId(id), facts, NOW);
        }
    }
    table.name_user(UserId(7), UserName::Known("unknown".to_owned()));
    table
}

#[test]
fn exports_distinguish_unknown_from_none() {
    let columns = ShownColumns::parse("id,name,status,last_contact,tokens,created,created_by");
    let (table, rows) = (world(), [0, 1, 2, 3, 4, 5, 99]);
    let csv = "\u{feff}id,name,status,last_contact,tokens,created,created_by\r\n\
        1,a,connected,2027-01-15T08:00:00.500Z,2,2027-01-15T08:00:00.500Z,unknown\r\n\
        2,a,never_used,never_used,2,unknown,#8\r\n\
        3,a,no_token,no_token,0,unknown,deleted account\r\n\
        4,a,connected,unknown,2,unknown,not stated\r\n\
        5,a,unknown,unknown,unknown,unknown,not stated\r\n\
        6,a,unknown,unknown,unknown,unknown,not stated\r\n";
    assert_eq!(to_csv(&table, &rows, &columns, NOW), csv);
    let columns = ShownColumns::parse("name,status,last_contact,tokens,created_by");
    let json = r##"[
{"name":"a","status":"never_used","last_contact":"never_used","tokens":2,"created_by":"#8"},
{"name":"a","status":"unknown","last_contact":null,"tokens":null,"created_by":"not stated"}
]
"##;
    assert_eq!(to_json(&table, &[1, 5], &columns, NOW), json);
}

#[test]
fn an_empty_export_is_valid() {
    let columns = ShownColumns::parse("name,id");
    assert_eq!(to_csv(&world(), &[], &columns, NOW), "\u{feff}name,id\r\n");
    assert_eq!(to_json(&world(), &[], &columns, NOW), "[]\n");
}

#[test]
fn a_formula_is_text() {
    for (name, cell) in [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@a", "'@a"),
        ("\ta", "\"'\ta\""),
        ("\ra", "\"'\ra\""),
        ("\n=1", "\"'\n=1\""),
        ("\u{b}=1", "\"'\u{b}=1\""),
        ("\0=1", "\"'\0=1\""),
        (" =1", "' =1"),
        ("\u{3000}=1", "'\u{3000}=1"),
        ("\u{a0}=1", "\"'\u{a0}=1\""),
        ("\u{feff}=1", "\"'\u{feff}=1\""),
        ("\u{200b}=1", "\"'\u{200b}=1\""),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠a", "'＠a"),
        ("−1", "'−1"),
        ("=\"x\"", "\"'=\"\"x\"\"\""),
        ("=1;=2", "\"'=1;=2\""),
        // Not formulas.
        ("a=1", "a=1"),
        ("'=1", "'=1"),
        ("엣지", "엣지"),
        ("", "\"\""),
        ("a;=1", "\"a;=1\""),
        ("a\t=1", "\"a\t=1\""),
        ("a\"b,c\n", "\"a\"\"b,c\n\""),
    ] {
        let mut table = AgentTable::new();
        table.add(agent(1, name, Creator::Deleted));
        let csv = to_csv(&table, &[0], &ShownColumns::parse("name"), NOW);
        assert_eq!(csv, format!("\u{feff}name\r\n{cell}\r\n"), "{name:?}");
    }
}

#[test]
fn ids_keep_their_digits() {
    let mut table = AgentTable::new();
    for id in [9_007_199_254_740_991, 9_007_199_254_740_992, u64::MAX] {
        table.add(agent(id, "a", Creator::Deleted));
    }
    let json = to_json(&table, &[0, 1, 2], &ShownColumns::parse("name,id"), NOW);
    let ids = r#"[{"name":"a","id":9007199254740991},{"name":"a","id":"9007199254740992"},
        {"name":"a","id":"18446744073709551615"}]"#;
    let parse = |json: &str| serde_json::from_str::<Value>(json).unwrap();
    assert_eq!(parse(&json), parse(ids));
}

/// Characters that no cell may begin with.
const DANGEROUS: [char; 12] =
    ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '\u{a0}'];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[=+@＝\t\r\n\",;' a가\u{a0}-]{0,6}"]
}

prop_compose! {
    fn entry()(
        id in any::<u64>(),
        name in text(),
        path in text(),
        user in 0_u64..3,
        created in prop::option::of(0_i64..4_000_000_000_000),
        active in prop::option::of(any::<u8>()),
    ) -> (Agent, TokenFacts) {
        let agent = Agent {
            project: ProjectIdentity { id: ProjectId(id), path },
            created_at: created.map(Timestamp::from_millis),
            ..agent(id, &name, Creator::User(UserId(user)))
        };
        (agent, TokenFacts { active, contact: Contact::NeverUsed })
    }
}

fn filled(entries: Vec<(Agent, TokenFacts)>, user: &str) -> AgentTable {
    let mut table = AgentTable::new();
    for (agent, facts) in entries {
        let id = agent.id;
        table.add(agent);
        table.set_tokens(id, facts, NOW);
    }
    table.name_user(UserId(1), UserName::Known(user.to_owned()));
    table
}

/// The content of a cell before format-specific escaping.
fn plain(table: &AgentTable, row: u32, column: Column) -> Option<String> {
    let row = table.row(row).unwrap();
    match column {
        Column::Name => Some(row.name.to_owned()),
        Column::Project => Some(row.project_path.to_owned()),
        Column::Id => Some(row.id.0.to_string()),
        Column::Created => row.created_at.map(Timestamp::rfc3339),
        Column::Tokens => row.tokens.unwrap().active.map(|active| active.to_string()),
        Column::CreatedBy => match row.creator_name {
            crate::people::CreatorName::Known(name) => Some(name.to_owned()),
            _ => Some(format!(
                "#{}",
                match row.creator {
                    Creator::User(user) => user.0,
                    other => panic!("{other:?}"),
                }
            )),
        },
        Column::Status | Column::LastContact => Some("never_used".to_owned()),
    }
}

fn columns() -> impl Strategy<Value = ShownColumns> {
    prop::collection::vec(prop::sample::select(Column::all().collect::<Vec<_>>()), 0..9).prop_map(
        |columns| {
            let names: Vec<_> = columns.iter().map(|column| column.as_str()).collect();
            ShownColumns::parse(&names.join(","))
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn csv_reads_back(
        entries in prop::collection::vec(entry(), 0..12),
        user in text(),
        columns in columns(),
    ) {
        let mut table = filled(entries, &user);
        let rows = table.arrange(&Filter::default(), Sort::default(), NOW).rows;
        let csv = to_csv(&table, &rows, &columns, NOW);
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
        let mut records = reader.records().map(|record| record.unwrap());
        let head: Vec<_> = columns.as_slice().iter().map(|column| column.as_str()).collect();
        prop_assert_eq!(records.next().unwrap(), ::csv::StringRecord::from(head));
        for &row in &rows {
            let record = records.next().unwrap();
            prop_assert_eq!(record.len(), columns.as_slice().len());
            for (cell, &column) in record.iter().zip(columns.as_slice()) {
                prop_assert!(!cell.starts_with(DANGEROUS), "{:?}", cell);
                let plain = plain(&table, row, column).unwrap_or_else(|| "unknown".to_owned());
                let expected = if cell.starts_with('\'') && !plain.starts_with('\'') {
                    format!("'{plain}")
                } else {
                    plain
                };
                prop_assert_eq!(cell, expected);
            }
        }
        prop_assert!(records.next().is_none());
    }

    #[test]
    fn json_reads_back(
        entries in prop::collection::vec(entry(), 0..12),
        user in text(),
        columns in columns(),
    ) {
        let mut table = filled(entries, &user);
        let rows = table.arrange(&Filter::default(), Sort::default(), NOW).rows;
        let json = to_json(&table, &rows, &columns, NOW);
        let read: Vec<serde_json::Map<String, Value>> = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(read.len(), rows.len());
        for (object, &row) in read.iter().zip(&rows) {
            prop_assert_eq!(object.len(), columns.as_slice().len());
            for &column in columns.as_slice() {
                let plain = plain(&table, row, column);
                let expected = match (column, &plain) {
                    (_, None) => Value::Null,
                    (Column::Id | Column::Tokens, Some(digits)) => match digits.parse::<u64>() {
                        Ok(number) if number < 1 << 53 => Value::from(number),
                        _ => Value::from(digits.as_str()),
                    },
                    (_, Some(text)) => Value::from(text.as_str()),
                };
                prop_assert_eq!(&object[column.as_str()], &expected);
            }
        }
    }
}
