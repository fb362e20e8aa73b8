//! The table against the plainest code that does the same.

use super::typed::{Typed, filter, text_of};
use super::*;

#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) agent: Agent,
    pub(super) tokens: Option<TokenFacts>,
    read_at: Timestamp,
}

impl Entry {
    pub(super) fn status(&self) -> ConnectionStatus {
        self.tokens.map_or(ConnectionStatus::Unknown, |facts| {
            ConnectionStatus::of(facts.contact, self.read_at, NOW)
        })
    }
}

/// Names of which some begin another, and some differ in case only.
const NAMES: &[&str] = &[
    "a", "A", "aa", "aA", "ab", "Ab", "a-b", "b", "ba", "-", "edge-1", "edge-10", "edge-2",
    "Edge-2", "가", "가나",
];

/// As few different values as it takes for many ties.
fn contact() -> impl Strategy<Value = Contact> {
    let time = prop_oneof![
        prop::sample::select(vec![-5, 0, 7, 8, 60, 61, 9000])
            .prop_map(|minutes| ago(minutes * MINUTE)),
        any::<i64>().prop_map(Timestamp::from_millis),
    ];
    prop_oneof![
        Just(Contact::Unread),
        Just(Contact::NoToken),
        Just(Contact::NeverUsed),
        Just(Contact::Failed),
        time.clone().prop_map(Contact::LastUsed),
        time.clone().prop_map(Contact::LastSeen),
        time.prop_map(Contact::NotBefore),
    ]
}

prop_compose! {
    fn entry()(
        id in 1_u64..500,
        name in prop::sample::select(NAMES),
        project in 0_u64..6,
        creator in prop_oneof![
            Just(Creator::Deleted),
            Just(Creator::Unstated),
            (0_u64..6).prop_map(|user| Creator::User(UserId(user))),
        ],
        created_at in prop::option::of((-3_i64..3).prop_map(Timestamp::from_millis)),
        tokens in prop::option::of((prop::option::of(0_u8..4), contact())),
        read in prop::sample::select(vec![0, 9, 70]),
    ) -> Entry {
        let path = ["a/b", "A/c", "edge/a", "a/b/c", "a", "x/edge-1"][project as usize];
        let agent = Agent { created_at, created_by: creator, ..agent(id, name, project, path) };
        let tokens = tokens.map(|(active, contact)| TokenFacts { active, contact });
        Entry { agent, tokens, read_at: ago(read * MINUTE) }
    }
}

pub(super) fn user_name(user: UserId) -> UserName {
    match user.0 {
        0 => UserName::Unread,
        1 => UserName::Hidden,
        2 => UserName::Known("edge".to_owned()),
        3 => UserName::Known("Ann".to_owned()),
        4 => UserName::Known("bob".to_owned()),
        _ => UserName::Known("zoe1".to_owned()),
    }
}

fn filled(entries: &[Entry]) -> AgentTable {
    let mut table = AgentTable::new();
    for (turn, entry) in entries.iter().enumerate() {
        table.add(entry.agent.clone());
        if turn % 3 == 0 {
            // What is added after an order was asked for has to find its place in it.
            let _ = table.arrange(&Filter::default(), Sort::default(), NOW);
        }
        match entry.tokens {
            Some(facts) => table.set_tokens(entry.agent.id, facts, entry.read_at),
            None => table.forget_tokens(entry.agent.id),
        }
    }
    for user in table.unnamed_users() {
        table.name_user(user, user_name(user));
    }
    table
}

/// The latest entry of each agent, with the newest contact that was seen.
fn latest(entries: Vec<Entry>) -> Vec<Entry> {
    let mut latest: Vec<Entry> = Vec::new();
    for mut entry in entries {
        if let Some(at) = latest.iter().position(|earlier| earlier.agent.id == entry.agent.id) {
            let held = latest.remove(at).tokens;
            entry.tokens = entry.tokens.map(|facts| held.map_or(facts, |held| facts.after(held)));
        }
        latest.push(entry);
    }
    latest
}

pub(super) fn lower(text: &str) -> String {
    text.to_ascii_lowercase()
}

pub(super) fn creator_text(creator: Creator) -> String {
    match creator {
        Creator::User(user) => match user_name(user) {
            UserName::Known(name) => lower(&name),
            UserName::Unread | UserName::Hidden => String::new(),
        },
        Creator::Deleted | Creator::Unstated => String::new(),
    }
}

/// What a column compares; `None` is unknown.
fn value(entry: &Entry, column: Column) -> Option<(u64, i128, String)> {
    let Entry { agent, tokens, .. } = entry;
    let number = |number: i128| Some((0, number, String::new()));
    match column {
        Column::Name => Some((0, 0, lower(&agent.name))),
        Column::Id => number(agent.id.0.into()),
        Column::Project => Some((0, 0, lower(&agent.project.path))),
        Column::Created => number(agent.created_at?.as_millis().into()),
        Column::Tokens => number(tokens.as_ref()?.active?.into()),
        Column::Status => match entry.status() {
            ConnectionStatus::Unknown => None,
            status => number(status as i128),
        },
        Column::LastContact => match tokens.as_ref()?.contact {
            Contact::NoToken => Some((0, 0, String::new())),
            Contact::NeverUsed => Some((1, 0, String::new())),
            Contact::LastUsed(time) | Contact::LastSeen(time) => {
                Some((2, time.as_millis().into(), String::new()))
            }
            Contact::Unread | Contact::NotBefore(_) | Contact::Failed => None,
        },
        Column::CreatedBy => match agent.created_by {
            Creator::Unstated => None,
            Creator::Deleted => Some((2, 0, String::new())),
            Creator::User(user) if matches!(user_name(user), UserName::Known(_)) => {
                Some((0, 0, creator_text(agent.created_by)))
            }
            Creator::User(user) => Some((1, user.0.into(), String::new())),
        },
    }
}

fn compare(one: &Entry, other: &Entry, sort: Sort) -> Ordering {
    let by_column = match (value(one, sort.column), value(other, sort.column)) {
        (Some(one), Some(other)) if sort.descending => other.cmp(&one),
        (Some(one), Some(other)) => one.cmp(&other),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    };
    let by_name = || lower(&one.agent.name).cmp(&lower(&other.agent.name));
    by_column.then_with(by_name).then_with(|| one.agent.id.cmp(&other.agent.id))
}

fn naive(mut entries: Vec<Entry>, filter: &[Typed], sort: Sort) -> Vec<AgentId> {
    entries.retain(|entry| filter.iter().all(|term| term.passes(entry)));
    entries.sort_by(|one, other| compare(one, other, sort));
    entries.iter().map(|entry| entry.agent.id).collect()
}

fn naive_counts(entries: &[Entry], filter: &[Typed]) -> StatusCounts {
    let mut counts = StatusCounts::default();
    for entry in entries {
        if filter.iter().filter(|term| !term.is_of_statuses()).all(|term| term.passes(entry)) {
            counts.add(entry.status(), 1);
        }
    }
    counts
}

fn arranged(table: &mut AgentTable, filter: &str, sort: Sort) -> Vec<AgentId> {
    let rows = table.arrange(&Filter::parse(filter), sort, NOW).rows;
    rows.into_iter().map(|row| table.row(row).unwrap().id).collect()
}

fn sort() -> impl Strategy<Value = Sort> {
    (prop::sample::select(Column::all().collect::<Vec<_>>()), any::<bool>())
        .prop_map(|(column, descending)| Sort { column, descending })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn arranges_alike(
        entries in prop::collection::vec(entry(), 0..40),
        queries in prop::collection::vec((filter(), sort()), 1..6),
    ) {
        let mut table = filled(&entries);
        let entries = latest(entries);
        for (filter, sort) in queries {
            let text = text_of(&filter);
            let expected = naive(entries.clone(), &filter, sort);
            prop_assert_eq!(arranged(&mut table, &text, sort), expected, "{:?} {:?}", text, sort);
        }
    }

    #[test]
    fn counts_alike(
        entries in prop::collection::vec(entry(), 0..40),
        filter in filter(),
        sort in sort(),
    ) {
        let mut table = filled(&entries);
        let parsed = Filter::parse(&text_of(&filter));
        prop_assert_eq!(parsed.problems(), &[]);
        let arranged = table.arrange(&parsed, sort, NOW);
        prop_assert_eq!(arranged.counts, naive_counts(&latest(entries), &filter));
    }

    /// A count promises how many rows a click shows.
    #[test]
    fn a_click_shows_what_is_counted(
        entries in prop::collection::vec(entry(), 0..40),
        filter in filter(),
        status in prop::sample::select(ConnectionStatus::ALL.to_vec()),
    ) {
        let mut table = filled(&entries);
        let mut filter = filter;
        filter.retain(|term| !term.is_of_statuses());
        let text = text_of(&filter);
        let promised = table.arrange(&Filter::parse(&text), Sort::default(), NOW).counts.of(status);
        let clicked = toggle_status(&text, status);
        let shown = table.arrange(&Filter::parse(&clicked), Sort::default(), NOW);
        prop_assert_eq!(shown.rows.len(), promised as usize, "{}", clicked);
        prop_assert_eq!(shown.counts.of(status), promised);
    }

    #[test]
    fn nothing_of_the_past_is_left(
        before in prop::collection::vec(entry(), 0..40),
        after in prop::collection::vec(entry(), 0..40),
        gone in prop::collection::vec(1_u64..500, 0..20),
    ) {
        let mut table = filled(&before);
        let _ = table.arrange(&Filter::default(), Sort { column: Column::CreatedBy, descending: true }, NOW);
        for project in 0..6 {
            table.begin_read(ProjectId(project));
        }
        for entry in &after {
            table.add(entry.agent.clone());
            match entry.tokens {
                Some(facts) => table.set_tokens(entry.agent.id, facts, entry.read_at),
                None => table.forget_tokens(entry.agent.id),
            }
        }
        for project in 0..6 {
            table.end_read(ProjectId(project));
        }
        for user in table.unnamed_users() {
            table.name_user(user, user_name(user));
        }
        gone.iter().for_each(|&id| table.remove(AgentId(id)));
        let read: Vec<_> = after.iter().map(|entry| entry.agent.id).collect();
        let mut entries = latest([before, after].concat());
        entries.retain(|entry| read.contains(&entry.agent.id));
        entries.retain(|entry| !gone.contains(&entry.agent.id.0));
        prop_assert_eq!(table.len(), entries.len());
        for entry in &entries {
            let row = table.row(table.find(entry.agent.id).unwrap()).unwrap();
            prop_assert_eq!(row.name, &entry.agent.name);
            prop_assert_eq!(row.project_path, &entry.agent.project.path);
            prop_assert_eq!(row.creator, entry.agent.created_by);
            prop_assert_eq!(row.created_at, entry.agent.created_at);
            prop_assert_eq!(row.tokens, entry.tokens);
        }
        let sort = Sort { column: Column::CreatedBy, descending: true };
        prop_assert_eq!(arranged(&mut table, "", sort), naive(entries, &[], sort));
    }
}
