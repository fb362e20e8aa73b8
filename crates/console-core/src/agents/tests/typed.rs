//! Filters as people type them, and the plainest code that tells what they leave.

use super::against_naive::{Entry, creator_text, lower, user_name};
use super::*;

/// A term, before it is written down.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    condition: Condition,
    negated: bool,
    quoted: bool,
    shouted: bool,
}

#[derive(Clone, Debug)]
enum Condition {
    Word(String),
    In(&'static str, String),
    At(String),
    Id(u64),
    Status(Vec<ConnectionStatus>),
    Tokens(Vec<u8>),
    Age { of: &'static str, over: bool, count: u32, unit: char },
}

impl Typed {
    pub(super) fn text(&self) -> String {
        let quote = if self.quoted { "\"" } else { "" };
        let text = match &self.condition {
            Condition::Word(word) => format!("{quote}{word}{quote}"),
            Condition::In(key, word) => format!("{key}:{quote}{word}{quote}"),
            Condition::At(name) => format!("@{quote}{name}{quote}"),
            Condition::Id(id) => format!("#{id}"),
            Condition::Status(these) => {
                let names: Vec<_> = these.iter().map(|status| status.as_str()).collect();
                format!("status:{quote}{}{quote}", names.join(","))
            }
            Condition::Tokens(these) => {
                let numbers: Vec<_> = these.iter().map(u8::to_string).collect();
                format!("tokens:{}", numbers.join(","))
            }
            Condition::Age { of, over, count, unit } => {
                format!("{of}{}{count}{unit}", if *over { '>' } else { '<' })
            }
        };
        let text = if self.shouted { text.to_ascii_uppercase() } else { text };
        if self.negated { format!("-{text}") } else { text }
    }

    pub(super) fn is_of_statuses(&self) -> bool {
        matches!(self.condition, Condition::Status(_))
    }

    pub(super) fn passes(&self, entry: &Entry) -> bool {
        self.holds(entry) == Some(!self.negated)
    }

    /// `None` where it is not known.
    fn holds(&self, entry: &Entry) -> Option<bool> {
        let Entry { agent, tokens, .. } = entry;
        let (name, path) = (lower(&agent.name), lower(&agent.project.path));
        match &self.condition {
            Condition::Word(word) => {
                let word = lower(word);
                let texts = [name, path, creator_text(agent.created_by)];
                let is_found = texts.iter().any(|text| text.contains(&word));
                Some(is_found || word == agent.id.0.to_string())
            }
            Condition::In("name", word) => Some(name.contains(&lower(word))),
            Condition::In("project", word) => Some(path.contains(&lower(word))),
            Condition::In(_, word) | Condition::At(word) => match agent.created_by {
                Creator::Deleted => Some(false),
                Creator::Unstated => None,
                Creator::User(user) => match user_name(user) {
                    UserName::Known(name) => Some(lower(&name).contains(&lower(word))),
                    UserName::Unread | UserName::Hidden => None,
                },
            },
            Condition::Id(id) => Some(*id == agent.id.0),
            Condition::Status(these) => match entry.status() {
                ConnectionStatus::Unknown if !these.contains(&ConnectionStatus::Unknown) => None,
                ConnectionStatus::Unknown if self.negated => None,
                status => Some(these.contains(&status)),
            },
            Condition::Tokens(these) => Some(these.contains(&tokens.as_ref()?.active?)),
            Condition::Age { of, over, count, unit } => {
                let minutes = match unit {
                    'm' => 1,
                    'h' => 60,
                    'd' => 1440,
                    'w' => 10_080,
                    _ => 525_600,
                };
                let limit = i128::from(*count) * minutes * 60_000;
                let age = |time: Timestamp| {
                    (i128::from(NOW.as_millis()) - i128::from(time.as_millis()))
                        .clamp(i64::MIN.into(), i64::MAX.into())
                };
                let compare = |age| if *over { age > limit } else { age < limit };
                let is_known = |time: &Timestamp| age(*time) >= -300_000;
                if *of == "created" {
                    return agent.created_at.filter(is_known).map(|time| compare(age(time)));
                }
                match tokens.as_ref()?.contact {
                    Contact::LastUsed(time) | Contact::LastSeen(time) => {
                        is_known(&time).then(|| compare(age(time)))
                    }
                    Contact::NotBefore(time) if !is_known(&time) => None,
                    // The true age is this one or a lesser one.
                    Contact::NotBefore(time) if *over => (age(time) <= limit).then_some(false),
                    Contact::NotBefore(time) => (age(time) < limit).then_some(true),
                    _ => None,
                }
            }
        }
    }
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        "[abAe1][abAe1-]?",
        "[0-9]{1,3}",
        Just("edge".to_owned()),
        Just("가".to_owned()),
        "\\PC{1,3}".prop_filter("a plain word", |word| {
            !word.contains(|letter: char| letter.is_whitespace() || ":<>\"".contains(letter))
                && !word.starts_with(['-', '#', '@'])
        }),
    ]
}

fn condition() -> impl Strategy<Value = Condition> {
    let statuses = prop::sample::select(ConnectionStatus::ALL.to_vec());
    let age = (
        prop::sample::select(vec!["created", "contact"]),
        any::<bool>(),
        prop_oneof![prop::sample::select(vec![0, 1, 2, 7, 8, 60, 61, 999_999]), 0_u32..200],
        prop::sample::select(vec!['m', 'h', 'd', 'w', 'y']),
    );
    prop_oneof![
        2 => word().prop_map(Condition::Word),
        2 => (prop::sample::select(vec!["name", "project", "by"]), word())
            .prop_map(|(key, word)| Condition::In(key, word)),
        1 => "[a-e]{1,2}".prop_map(Condition::At),
        1 => (0_u64..500).prop_map(Condition::Id),
        2 => prop::collection::vec(statuses, 1..4).prop_map(Condition::Status),
        1 => prop::collection::vec(0_u8..4, 1..3).prop_map(Condition::Tokens),
        3 => age.prop_map(|(of, over, count, unit)| Condition::Age { of, over, count, unit }),
    ]
}

fn typed() -> impl Strategy<Value = Typed> {
    (condition(), prop::bool::weighted(0.3), any::<bool>(), any::<bool>()).prop_map(
        |(condition, negated, quoted, shouted)| Typed { condition, negated, quoted, shouted },
    )
}

pub(super) fn filter() -> impl Strategy<Value = Vec<Typed>> {
    prop::collection::vec(typed(), 0..4)
}

pub(super) fn text_of(filter: &[Typed]) -> String {
    filter.iter().map(Typed::text).collect::<Vec<_>>().join("  ")
}
