use super::*;
use crate::model::AgentId;
use crate::names::suggest_token_name;
use proptest::prelude::*;

const ME: UserId = UserId(7);
const MINUTE_MS: i64 = 60_000;

fn now() -> Timestamp {
    Timestamp::parse_rfc3339("2026-11-25T10:00:00Z").unwrap()
}

/// A token whose value was lost two days ago.
fn lost() -> Token {
    let created_at = now().plus(-2 * DAY_MS);
    Token {
        id: TokenId(9),
        agent: AgentId(5),
        name: suggest_token_name("edge-jeju", created_at, 12_345).0,
        description: None,
        status: TokenStatus::Active,
        created_at: Some(created_at),
        created_by: Creator::User(ME),
        last_used: LastUsed::Never,
    }
}

fn look(token: Token) -> Option<Likelihood> {
    let found = looks_lost(&[Row::Read(token)], "edge-jeju", ME, now(), &[TokenId(4)]);
    found.first().map(|found| found.likelihood)
}

fn named(name: &str) -> Token {
    Token { name: name.to_owned(), ..lost() }
}

#[test]
fn a_suggested_name_never_used_looks_lost() {
    assert_eq!(look(lost()), Some(Likelihood::Likely));
    assert_eq!(look(named("edge-jeju-20261124-k3f9q2")), Some(Likelihood::Likely), "a day off");
    assert_eq!(look(named("edge-jeju-20261125-k3f9q2")), Some(Likelihood::Possible));
    assert_eq!(look(named("edge-jeju-00000000-k3f9q2")), Some(Likelihood::Possible));
}

#[test]
fn waits_for_fifteen_minutes() {
    for (age, expected) in [(15 * MINUTE_MS - 1, None), (15 * MINUTE_MS, Some(Likelihood::Likely))]
    {
        let created_at = now().plus(-age);
        let name = suggest_token_name("edge-jeju", created_at, 12_345).0;
        assert_eq!(look(Token { name, created_at: Some(created_at), ..lost() }), expected, "{age}");
    }
}

#[test]
fn other_names_do_not() {
    for name in [
        "edge-20261123-k3f9q2",
        "jeju-20261123-k3f9q2",
        "my edge-jeju-20261123-k3f9q2",
        "edge-jeju-20261123-k3f9q",
        "edge-jeju-20261123-k3f9q22",
        "edge-jeju-20261123-K3F9Q2",
        "edge-jeju-20261123-k3f9o0",
        "edge-jeju-2026112-k3f9q2",
        "edge-jeju-2026112x-k3f9q2",
        "edge-jeju-20261123-k3f9q2 ",
        "edge-jeju",
        "k3f9q2",
        "--",
        "",
    ] {
        assert_eq!(look(named(name)), None, "{name}");
    }
}

#[test]
fn unknown_facts_count_against_it() {
    for token in [
        Token { created_by: Creator::User(UserId(8)), ..lost() },
        Token { created_by: Creator::Unstated, ..lost() },
        Token { created_by: Creator::Deleted, ..lost() },
        Token { last_used: LastUsed::Unknown, ..lost() },
        Token { last_used: LastUsed::At(now()), ..lost() },
        Token { status: TokenStatus::Revoked, ..lost() },
        Token { created_at: None, ..lost() },
        Token { id: TokenId(4), ..lost() },
    ] {
        assert_eq!(look(token.clone()), None, "{token:?}");
    }
    let unreadable = [Row::Unreadable { id: Some(9) }];
    assert_eq!(looks_lost(&unreadable, "edge-jeju", ME, now(), &[]), []);
}

proptest! {
    #[test]
    fn requires_every_condition(
        agent in "[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?",
        random in any::<u64>(),
        age in 0..3 * DAY_MS,
        is_mine in any::<bool>(),
        is_used in any::<bool>(),
        is_held in any::<bool>(),
        clock_off in -DAY_MS..DAY_MS,
    ) {
        let created_at = now().plus(-age);
        let (name, _) = suggest_token_name(&agent, created_at.plus(clock_off), random);
        let token = Token {
            name,
            created_at: Some(created_at),
            created_by: Creator::User(if is_mine { ME } else { UserId(8) }),
            last_used: if is_used { LastUsed::At(now()) } else { LastUsed::Never },
            ..lost()
        };
        let held = if is_held { &[TokenId(9)][..] } else { &[] };
        let found = looks_lost(&[Row::Read(token)], &agent, ME, now(), held);
        let expected = is_mine && !is_used && !is_held && age >= 15 * MINUTE_MS;
        let hint = LooksLost { token: TokenId(9), likelihood: Likelihood::Likely };
        prop_assert_eq!(found, if expected { vec![hint] } else { Vec::new() });
    }

    #[test]
    fn never_panics_on_names(name in any::<String>(), agent in any::<String>()) {
        let token = Token { name, ..lost() };
        let _ = looks_lost(&[Row::Read(token)], &agent, ME, now(), &[]);
    }
}
