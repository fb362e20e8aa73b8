//! Prints median times of table operations, run natively: `cargo run --release -p console-core
//! --example table_times`. It shows how times grow from 10,000 to 50,000 rows; what people wait for
//! is measured in a browser.

use console_core::agents::{AgentTable, Column, Filter, Sort};
use console_core::model::{
    Agent, AgentId, Contact, Creator, LastUsed, ProjectId, ProjectIdentity, Row, Token, TokenFacts,
    TokenId, TokenStatus, UserId, UserName,
};
use console_core::table::Columns as _;
use console_core::timestamp::Timestamp;
use console_core::tokens::{self, Owner, TokenTable};
use std::hint::black_box;
use std::time::{Duration, Instant};

const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);
const MINUTE: i64 = 60_000;
const ROUNDS: usize = 101;

const FILTERS: &[&str] = &[
    "",
    "e",
    "edge",
    "edge-seoul-4",
    "nothing-like-it",
    "-edge",
    "4711",
    "name:edge-seoul",
    "project:kiosk",
    "by:ann",
    "status:silent",
    "tokens:2",
    "created>90d",
    "contact>90d",
    "status:silent project:platform created>90d contact>90d edge",
];

const TOKEN_FILTERS: &[&str] = &[
    "",
    "edge",
    "-edge",
    "agent:seoul",
    "used>90d",
    "used:never,unknown",
    "age>180d project:kiosk used>90d by:ann",
];

fn main() {
    println!("{:<62}{:>12}{:>12}", "median, in microseconds", 10_000, 50_000);
    let (mut small, mut large) = (filled(10_000), filled(50_000));
    for filter in FILTERS {
        let what = format!("filter and count `{filter}`");
        print(&what, || keystroke(&mut small, filter), || keystroke(&mut large, filter));
    }
    for column in Column::all() {
        let what = format!("sort by {}", column.as_str());
        print(&what, || sort(&mut small, column), || sort(&mut large, column));
    }
    println!("{:<62}{:>12}{:>12}", "the same of tokens", 20_000, 100_000);
    let (mut small, mut large) = (filled_with_tokens(10_000), filled_with_tokens(50_000));
    for filter in TOKEN_FILTERS {
        let what = format!("filter and count `{filter}`");
        let (small, large) = (&mut small, &mut large);
        print(&what, || token_keystroke(small, filter), || token_keystroke(large, filter));
    }
    for column in tokens::Column::all() {
        let what = format!("sort by {}", column.as_str());
        print(&what, || sort_tokens(&mut small, column), || sort_tokens(&mut large, column));
    }
}

fn print(what: &str, mut small: impl FnMut() -> Duration, mut large: impl FnMut() -> Duration) {
    let small = median((0..ROUNDS).map(|_| small()).collect());
    let large = median((0..ROUNDS).map(|_| large()).collect());
    println!("{what:<62}{:>12}{:>12}", small.as_micros(), large.as_micros());
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// Parses the filter, filters and counts, in the current order.
fn keystroke(table: &mut AgentTable, filter: &str) -> Duration {
    let begin = Instant::now();
    let arranged = table.arrange(&Filter::parse(black_box(filter)), Sort::default(), NOW);
    let time = begin.elapsed();
    black_box(arranged);
    time
}

/// As [`keystroke`], of tokens.
fn token_keystroke(table: &mut TokenTable, filter: &str) -> Duration {
    let begin = Instant::now();
    let filter = tokens::Filter::parse(black_box(filter));
    let arranged = table.arrange(&filter, tokens::Sort::default(), NOW);
    let time = begin.elapsed();
    black_box(arranged);
    time
}

/// As [`sort`], of tokens.
fn sort_tokens(table: &mut TokenTable, column: tokens::Column) -> Duration {
    let filter = tokens::Filter::default();
    let other =
        if column == tokens::Column::Id { tokens::Column::Created } else { tokens::Column::Id };
    for column in [tokens::Column::Name, other] {
        black_box(table.arrange(&filter, tokens::Sort { column, descending: false }, NOW));
    }
    let begin = Instant::now();
    let arranged = table.arrange(&filter, tokens::Sort { column, descending: true }, NOW);
    let time = begin.elapsed();
    black_box(arranged);
    time
}

/// Sorting by a column that another one was sorted by before; for a name, downwards.
fn sort(table: &mut AgentTable, column: Column) -> Duration {
    let other = if column == Column::Id { Column::Created } else { Column::Id };
    for column in [Column::Name, other] {
        black_box(table.arrange(&Filter::default(), Sort { column, descending: false }, NOW));
    }
    let begin = Instant::now();
    let arranged = table.arrange(&Filter::default(), Sort { column, descending: true }, NOW);
    let time = begin.elapsed();
    black_box(arranged);
    time
}

/// A table of dissimilar agents: the ids are scrambled, so that no order comes for free.
fn filled(agents: u64) -> AgentTable {
    let mut table = AgentTable::new();
    for id in 1..=agents {
        let mixed = id.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        let place = pick(&["seoul", "busan", "jeju", "daegu", "incheon"], mixed);
        let kind = pick(&["edge", "core", "batch", "staging"], mixed / 5);
        let project = mixed % 500;
        table.add(Agent {
            id: AgentId(id),
            name: format!("{kind}-{place}-{}", mixed % 100_000),
            project: ProjectIdentity {
                id: ProjectId(project),
                path: format!("platform/{place}/kiosk-{project}"),
            },
            created_at: Some(NOW.plus(-MINUTE * (mixed % 1_000_000) as i64)),
            created_by: Creator::User(UserId(mixed % 40)),
            is_receptive: None,
        });
        let contact = match mixed % 7 {
            0 => Contact::NeverUsed,
            1 => Contact::Unread,
            2 | 3 => Contact::LastUsed(NOW.plus(-MINUTE * (mixed % 300_000) as i64)),
            _ => Contact::LastUsed(NOW.plus(-MINUTE * (mixed % 8) as i64)),
        };
        let facts = TokenFacts { active: Some((mixed % 3) as u8), contact };
        table.set_tokens(AgentId(id), facts, NOW);
    }
    for user in table.unnamed_users() {
        table.name_user(user, UserName::Known(format!("ann-{user}")));
    }
    table
}

/// Two tokens for each agent of [`filled`].
fn filled_with_tokens(agents: u64) -> TokenTable {
    let (of, mut table) = (filled(agents), TokenTable::new());
    for row in (0..of.len() as u32).filter_map(|row| of.row(row)) {
        let owner = Owner {
            agent: row.id,
            agent_name: row.name,
            project: row.project,
            project_path: row.project_path,
        };
        let token = |id: u64, last_used| {
            Row::Read(Token {
                id: TokenId(id),
                agent: row.id,
                name: format!("{}-{}", row.name, id % 2),
                description: None,
                status: TokenStatus::Active,
                created_at: row.created_at,
                created_by: row.creator,
                last_used,
            })
        };
        let last_used = match row.tokens.map(|facts| facts.contact) {
            Some(Contact::LastUsed(time)) => LastUsed::At(time),
            Some(Contact::NeverUsed) => LastUsed::Never,
            _ => LastUsed::Unknown,
        };
        let tokens = [token(row.id.0 * 2, last_used), token(row.id.0 * 2 + 1, LastUsed::Never)];
        table.set_tokens(owner, &tokens, NOW);
    }
    for user in table.unnamed_users() {
        table.name_user(user, &UserName::Known(format!("ann-{user}")));
    }
    table
}

fn pick(from: &[&'static str], number: u64) -> &'static str {
    from.get(number as usize % from.len()).copied().unwrap_or_default()
}
