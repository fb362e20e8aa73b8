use super::*;
use crate::export::{to_csv, to_json};
use crate::model::Creator;
use crate::people::CreatorName;

mod against_naive;

const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);
const DAY: i64 = 86_400_000;

fn ago(days: i64) -> Timestamp {
    NOW.plus(-days * DAY)
}

fn token(id: u64, name: &str, last_used: LastUsed) -> Token {
    Token {
        id: TokenId(id),
        agent: AgentId(0),
        name: name.to_owned(),
        description: None,
        status: TokenStatus::Active,
        created_at: Some(ago(id as i64)),
        created_by: Creator::User(UserId(7)),
        last_used,
    }
}

const EDGE: Owner<'_> = Owner {
    agent: AgentId(5),
    agent_name: "edge-seoul",
    project: ProjectId(20),
    project_path: "root/test",
};

const CORE: Owner<'_> = Owner {
    agent: AgentId(12),
    agent_name: "core",
    project: ProjectId(30),
    project_path: "platform/kiosk",
};

fn world() -> TokenTable {
    let mut table = TokenTable::new();
    let described = Token {
        description: Some("Seoul, second rack".to_owned()),
        created_by: Creator::Deleted,
        ..token(200, "first", LastUsed::At(ago(100)))
    };
    let tokens = [Row::Read(described), Row::Read(token(10, "Second", LastUsed::Never))];
    table.set_tokens(EDGE, &tokens, NOW);
    let tokens = [
        Row::Read(token(447, "kiosk", LastUsed::Unknown)),
        Row::Read(Token { created_at: None, ..token(9, "kiosk", LastUsed::At(NOW.plus(-60_000))) }),
    ];
    table.set_tokens(CORE, &tokens, ago(1));
    table.name_user(UserId(7), &UserName::Known("Root".to_owned()));
    table
}

fn arranged(table: &mut TokenTable, filter: &str, sort: &str) -> Vec<u64> {
    let filter = Filter::parse(filter);
    assert_eq!(filter.problems(), []);
    let rows = table.arrange(&filter, Sort::parse(sort).unwrap(), NOW).rows;
    rows.into_iter().map(|row| table.row(row).unwrap().id.0).collect()
}

#[test]
fn a_row_tells_all_that_is_known() {
    let table = world();
    let row = table.row(table.find(TokenId(200)).unwrap()).unwrap();
    let expected = TokenRow {
        id: TokenId(200),
        name: "first",
        description: "Seoul, second rack",
        agent: AgentId(5),
        agent_name: "edge-seoul",
        project: ProjectId(20),
        project_path: "root/test",
        created_at: Some(ago(200)),
        creator: Creator::Deleted,
        creator_name: CreatorName::Deleted,
        last_used: LastUsed::At(ago(100)),
        read_at: NOW,
    };
    assert_eq!(row, expected);
    assert!(table.has(TokenId(447)) && !table.has(TokenId(448)));
    assert_eq!(table.len(), 4);
}

#[test]
fn every_term_must_hold() {
    let mut table = world();
    for (filter, ids) in [
        ("", &[200, 9, 447, 10][..]),
        ("kiosk", &[9, 447]),
        ("SEOUL", &[200, 10]),
        ("second", &[200, 10]),
        ("name:second", &[10]),
        ("agent:core", &[9, 447]),
        ("project:root", &[200, 10]),
        ("@root", &[9, 447, 10]),
        ("-by:root", &[200]),
        ("#447", &[447]),
        ("447", &[447]),
        ("used>90d", &[200]),
        ("-used>90d", &[9]),
        ("used<1h", &[9]),
        ("used:never", &[10]),
        ("-used:never", &[200, 9]),
        ("used:unknown", &[447]),
        ("used:never,unknown", &[447, 10]),
        ("used:ever", &[200, 9]),
        ("used:ever used>90d", &[200]),
        ("age>180d", &[200, 447]),
        ("-age>180d", &[10]),
        ("age>180d -kiosk agent:edge used>90d", &[200]),
    ] {
        assert_eq!(arranged(&mut table, filter, "name"), ids, "{filter}");
    }
}

#[test]
fn sorts_by_every_column() {
    let mut table = world();
    for (sort, ids) in [
        ("name", [200, 9, 447, 10]),
        ("-name", [10, 9, 447, 200]),
        ("id", [9, 10, 200, 447]),
        ("agent", [9, 447, 200, 10]),
        ("-project", [200, 10, 9, 447]),
        ("last_used", [10, 200, 9, 447]),
        ("-last_used", [9, 200, 10, 447]),
        ("created", [447, 200, 10, 9]),
        ("-created", [10, 200, 447, 9]),
        ("created_by", [9, 447, 10, 200]),
        ("description", [200, 9, 447, 10]),
        ("-description", [200, 9, 447, 10]),
    ] {
        assert_eq!(arranged(&mut table, "", sort), ids, "{sort}");
    }
}

#[test]
fn counts_are_what_a_click_shows() {
    let mut table = world();
    let filter = Filter::parse("used:never");
    let counts = table.arrange(&filter, Sort::default(), NOW).counts;
    assert_eq!(counts, UseCounts { ever: 2, never: 1, unknown: 1 });
    let filter = Filter::toggle("seoul used:never", &USES, 0b100);
    assert_eq!(filter, "seoul used:never,unknown");
    assert_eq!(Filter::show_all(&filter, &USES), "seoul");
}

#[test]
fn a_list_replaces_the_tokens_of_its_agent() {
    let mut table = world();
    // The list leaves out when tokens were last used.
    let tokens = [Row::Read(token(200, "first", LastUsed::Unknown))];
    table.set_tokens(EDGE, &tokens, NOW.plus(DAY));
    assert_eq!(arranged(&mut table, "", "name"), [200, 9, 447]);
    let row = table.row(table.find(TokenId(200)).unwrap()).unwrap();
    assert_eq!((row.last_used, row.read_at), (LastUsed::At(ago(100)), NOW), "with its age");
    assert_eq!(row.description, "");
    // An entry that cannot be read may be any of them.
    table.set_tokens(EDGE, &[Row::Unreadable { id: None }], NOW);
    table.set_tokens(CORE, &[Row::Unreadable { id: Some(9) }], NOW);
    assert_eq!(arranged(&mut table, "", "name"), [200, 9]);
    let revoked = Token { status: TokenStatus::Revoked, ..token(9, "kiosk", LastUsed::Never) };
    table.set_tokens(CORE, &[Row::Read(revoked)], NOW);
    assert_eq!(arranged(&mut table, "", "name"), [200]);
}

#[test]
fn an_order_follows_what_changes() {
    let mut table = world();
    assert_eq!(arranged(&mut table, "", "-last_used"), [9, 200, 10, 447]);
    table.set_last_used(TokenId(447), LastUsed::At(NOW), NOW);
    assert_eq!(arranged(&mut table, "", "-last_used"), [447, 9, 200, 10]);
    table.set_last_used(TokenId(447), LastUsed::Unknown, NOW);
    assert_eq!(arranged(&mut table, "used:ever", "-last_used"), [447, 9, 200]);
    assert_eq!(arranged(&mut table, "", "agent"), [9, 447, 200, 10]);
    let tokens = [Row::Read(token(200, "first", LastUsed::Unknown))];
    table.set_tokens(Owner { agent_name: "a", ..EDGE }, &tokens, NOW);
    assert_eq!(arranged(&mut table, "", "agent"), [200, 9, 447]);
    table.name_user(UserId(7), &UserName::Hidden);
    assert!(arranged(&mut table, "@root", "agent").is_empty());
}

#[test]
fn tokens_go_alone_with_their_agent_and_with_its_project() {
    let mut table = world();
    table.remove(TokenId(9));
    assert_eq!(arranged(&mut table, "", "id"), [10, 200, 447]);
    table.remove_agent(AgentId(12));
    table.remove_agent(AgentId(99));
    assert_eq!(arranged(&mut table, "", "id"), [10, 200]);
    table.remove_project(ProjectId(30));
    assert_eq!(table.len(), 2);
    table.remove_project(ProjectId(20));
    assert!(table.is_empty());
}

#[test]
fn names_of_people_outlast_the_rows() {
    let mut table = world();
    table.clear();
    assert!(table.is_empty());
    let by = |user| Token {
        created_by: Creator::User(UserId(user)),
        ..token(user, "x", LastUsed::Never)
    };
    table.set_tokens(EDGE, &[Row::Read(by(7)), Row::Read(by(8))], NOW);
    assert_eq!(table.unnamed_users(), [UserId(8)]);
    assert_eq!(arranged(&mut table, "@root", "id"), [7]);
}

#[test]
fn what_is_not_known_is_told_from_what_never_was() {
    let mut table = world();
    let columns = ShownColumns::parse("name,id,agent,project,last_used,created_by,description");
    let rows = table.arrange(&Filter::parse("-first"), Sort::default(), NOW).rows;
    let csv = "\u{feff}name,id,agent,project,last_used,created_by,description\r\n\
        kiosk,9,core,platform/kiosk,2027-01-15T07:59:00.000Z,Root,\"\"\r\n\
        kiosk,447,core,platform/kiosk,unknown,Root,\"\"\r\n\
        Second,10,edge-seoul,root/test,never_used,Root,\"\"\r\n";
    assert_eq!(to_csv(&table, &rows, &columns, NOW), csv);
    let columns = ShownColumns::parse("id,created");
    let json = "[\n{\"name\":\"kiosk\",\"id\":9,\"created\":null}\n]\n";
    assert_eq!(to_json(&table, &rows[..1], &columns, NOW), json);
}
