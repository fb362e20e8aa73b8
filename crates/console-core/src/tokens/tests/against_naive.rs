//! The table against the plainest code that does the same.

use super::*;
use crate::age::is_ahead;
use crate::table::Columns as _;
use proptest::prelude::*;
use std::cmp::Ordering;

/// A token, as it was listed last.
#[derive(Clone, Debug)]
struct Entry {
    owner: usize,
    token: Token,
}

const OWNERS: [(&str, &str); 4] = [("edge", "a/b"), ("Edge-2", "A/c"), ("core", "a/b"), ("a", "x")];

fn owner(at: usize) -> Owner<'static> {
    let (agent_name, project_path) = OWNERS[at];
    // The first and the third agent are of one project.
    let project = ProjectId([20, 21, 20, 22][at]);
    Owner { agent: AgentId(at as u64), agent_name, project, project_path }
}

fn user_name(user: UserId) -> UserName {
    match user.0 {
        0 => UserName::Hidden,
        1 => UserName::Known("edge".to_owned()),
        _ => UserName::Known("Ann".to_owned()),
    }
}

/// As few different values as it takes for many ties.
fn entry() -> impl Strategy<Value = Entry> {
    let time = || prop::sample::select(vec![-1, 0, 89, 90, 91, 400]).prop_map(ago);
    let last_used =
        prop_oneof![Just(LastUsed::Unknown), Just(LastUsed::Never), time().prop_map(LastUsed::At)];
    let creator = prop_oneof![
        Just(Creator::Deleted),
        Just(Creator::Unstated),
        (0_u64..3).prop_map(|user| Creator::User(UserId(user))),
    ];
    let name = prop::sample::select(vec!["a", "A", "ab", "edge", "가"]);
    let description = prop::option::of(prop::sample::select(vec!["", "b", "B", "edge rack"]));
    (0_usize..4, 1_u64..300, name, description, prop::option::of(time()), last_used, creator)
        .prop_map(|(owner, id, name, description, created_at, last_used, created_by)| Entry {
            owner,
            token: Token {
                description: description.map(str::to_owned),
                created_at,
                created_by,
                // An id belongs to one agent.
                ..token(id * 4 + owner as u64, name, last_used)
            },
        })
}

/// A term, and whether it holds; `None` where that is not known.
type Condition = (&'static str, fn(&Entry) -> Option<bool>);

fn has(text: &str, word: &str) -> bool {
    text.to_ascii_lowercase().contains(word)
}

fn creator_has(entry: &Entry, word: &str) -> Option<bool> {
    match entry.token.created_by {
        Creator::Deleted => Some(false),
        Creator::Unstated => None,
        Creator::User(user) => match user_name(user) {
            UserName::Known(name) => Some(has(&name, word)),
            UserName::Unread | UserName::Hidden => None,
        },
    }
}

fn age(time: Option<Timestamp>) -> Option<i64> {
    time.filter(|time| !is_ahead(*time, NOW)).map(|time| time.age_at(NOW))
}

fn use_age(entry: &Entry) -> Option<i64> {
    match entry.token.last_used {
        LastUsed::At(time) => age(Some(time)),
        LastUsed::Never | LastUsed::Unknown => None,
    }
}

const CONDITIONS: &[Condition] = &[
    ("edge", |entry| {
        let (agent, project) = OWNERS[entry.owner];
        let texts = [agent, project, &entry.token.name];
        let described = entry.token.description.as_deref().unwrap_or_default();
        let is_there = texts.iter().any(|text| has(text, "edge")) || has(described, "edge");
        Some(is_there || creator_has(entry, "edge") == Some(true))
    }),
    ("name:a", |entry| Some(has(&entry.token.name, "a"))),
    ("agent:edge", |entry| Some(has(OWNERS[entry.owner].0, "edge"))),
    ("project:a/", |entry| Some(has(OWNERS[entry.owner].1, "a/"))),
    ("by:an", |entry| creator_has(entry, "an")),
    ("@edge", |entry| creator_has(entry, "edge")),
    ("#44", |entry| Some(entry.token.id.0 == 44)),
    ("used>90d", |entry| use_age(entry).map(|age| age > 90 * DAY)),
    ("used<90d", |entry| use_age(entry).map(|age| age < 90 * DAY)),
    ("age>90d", |entry| age(entry.token.created_at).map(|age| age > 90 * DAY)),
    ("used:never", |entry| match entry.token.last_used {
        LastUsed::Unknown => None,
        known => Some(known == LastUsed::Never),
    }),
];

/// What a column compares; `None` is unknown.
fn value(entry: &Entry, column: Column) -> Option<(u64, i128, String)> {
    let Entry { token, owner } = entry;
    let text = |text: &str| Some((0, 0, text.to_ascii_lowercase()));
    match column {
        Column::Name => text(&token.name),
        Column::Id => Some((0, token.id.0.into(), String::new())),
        Column::Agent => text(OWNERS[*owner].0),
        Column::Project => text(OWNERS[*owner].1),
        Column::Created => Some((0, token.created_at?.as_millis().into(), String::new())),
        Column::LastUsed => match token.last_used {
            LastUsed::Never => Some((0, 0, String::new())),
            LastUsed::At(time) => Some((1, time.as_millis().into(), String::new())),
            LastUsed::Unknown => None,
        },
        Column::CreatedBy => match token.created_by {
            Creator::Unstated => None,
            Creator::Deleted => Some((2, 0, String::new())),
            Creator::User(user) => match user_name(user) {
                UserName::Known(name) => text(&name).map(|(_, _, name)| (0, 0, name)),
                UserName::Unread | UserName::Hidden => Some((1, user.0.into(), String::new())),
            },
        },
        Column::Description => match token.description.as_deref() {
            None | Some("") => None,
            Some(description) => text(description),
        },
    }
}

/// People of one name are different people.
fn person(entry: &Entry, column: Column) -> u64 {
    match (column, entry.token.created_by) {
        (Column::CreatedBy, Creator::User(user)) => user.0,
        _ => 0,
    }
}

fn compare(one: &Entry, other: &Entry, sort: Sort) -> Ordering {
    let key = |entry| value(entry, sort.column).map(|value| (value, person(entry, sort.column)));
    let by_column = match (key(one), key(other)) {
        (Some(one), Some(other)) if sort.descending => other.cmp(&one),
        (Some(one), Some(other)) => one.cmp(&other),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    };
    let by_name = || value(one, Column::Name).cmp(&value(other, Column::Name));
    by_column.then_with(by_name).then_with(|| one.token.id.cmp(&other.token.id))
}

/// What is left of `entries` when each agent's list was read once more.
fn latest(entries: &[Entry]) -> Vec<Entry> {
    let mut latest: Vec<Entry> = Vec::new();
    for entry in entries {
        latest.retain(|other| other.token.id != entry.token.id);
        latest.push(entry.clone());
    }
    latest
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn arranges_alike(
        before in prop::collection::vec(entry(), 0..20),
        entries in prop::collection::vec(entry(), 0..40),
        queries in prop::collection::vec((
            prop::collection::vec((prop::sample::select(CONDITIONS), any::<bool>()), 0..3),
            prop::sample::select(Column::LIST),
            any::<bool>(),
        ), 1..5),
    ) {
        let mut entries = latest(&entries);
        let mut table = TokenTable::new();
        for user in 0..3 {
            table.name_user(UserId(user), &user_name(UserId(user)));
        }
        for entries in [&latest(&before), &entries] {
            for at in 0..4 {
                let its = entries.iter().filter(|entry| entry.owner == at);
                let tokens: Vec<_> = its.map(|entry| Row::Read(entry.token.clone())).collect();
                table.set_tokens(owner(at), &tokens, NOW);
                let _ = table.arrange(&Filter::default(), Sort::default(), NOW);
            }
        }
        // What was known of a use is known still.
        for entry in &mut entries {
            let known = before.iter().rev().find(|other| other.token.id == entry.token.id);
            if let (LastUsed::Unknown, Some(known)) = (entry.token.last_used, known) {
                entry.token.last_used = known.token.last_used;
            }
        }
        for (terms, spec, descending) in queries {
            let sort = Sort { column: spec.column, descending };
            let signs = terms.iter().map(|((term, _), negated)| match negated {
                true => format!("-{term}"),
                false => (*term).to_owned(),
            });
            let text = signs.collect::<Vec<_>>().join(" ");
            let mut expected = entries.clone();
            expected.retain(|entry| {
                terms.iter().all(|((_, holds), negated)| holds(entry) == Some(!negated))
            });
            expected.sort_by(|one, other| compare(one, other, sort));
            let expected: Vec<_> = expected.iter().map(|entry| entry.token.id.0).collect();
            let rows = table.arrange(&Filter::parse(&text), sort, NOW).rows;
            let ids: Vec<_> = rows.iter().filter_map(|row| table.ids().get(*row)).collect();
            prop_assert_eq!(ids, expected, "{:?} {:?}", text, sort);
        }
    }
}
