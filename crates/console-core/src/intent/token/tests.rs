use super::*;
use crate::failure::Told;
use crate::intent::{
    Creation, CreationCommand, CreationEvent, Look, Posted, SECOND_LOOK_MS, Search,
};
use crate::model::{Creator, LastUsed, TokenStatus};
use crate::timestamp::Timestamp;
use proptest::prelude::*;

type Event = CreationEvent<Token>;

const START: Timestamp = Timestamp::from_millis(1_000_000_000);

fn order() -> TokenOrder {
    TokenOrder {
        project: ProjectId(20),
        agent: AgentId(5),
        agent_name: "agent-5".to_owned(),
        name: "agent-5-20261122-k3f9q2".to_owned(),
        description: String::new(),
        marker: "k3f9q2".to_owned(),
        me: Some(UserId(7)),
        limit: TokenLimit::Two,
    }
}

fn token(id: u64, name: &str, creator: u64) -> Token {
    Token {
        id: TokenId(id),
        agent: AgentId(5),
        name: name.to_owned(),
        description: None,
        status: TokenStatus::Active,
        created_at: Some(START),
        created_by: Creator::User(UserId(creator)),
        last_used: LastUsed::Unknown,
    }
}

fn listed(tokens: &[Token]) -> Event {
    Event::Seen { seen: Ok(tokens.iter().cloned().map(Row::Read).collect()), now: START }
}

fn unlisted() -> Event {
    Event::Seen { seen: Err(Failure::without_answer(FailureKind::Server)), now: START }
}

fn lost() -> Event {
    Event::Posted(Posted::Lost(Failure::without_answer(FailureKind::Unreachable)))
}

fn created(id: u64) -> Event {
    let secret = Secret::new("glagent-x".to_owned());
    Event::Posted(Posted::Created(CreatedToken::Whole(token(id, "new", 7), secret)))
}

fn refused() -> Event {
    Event::Posted(Posted::Refused(Failure::without_answer(FailureKind::Refused)))
}

/// The state after `events`, and all commands on the way.
fn run(events: Vec<Event>) -> (Creation<Token>, Vec<CreationCommand>) {
    run_order(order(), events)
}

fn run_order(order: TokenOrder, events: Vec<Event>) -> (Creation<Token>, Vec<CreationCommand>) {
    let (mut state, mut commands) = Creation::begin(order);
    for event in events {
        let (next, more) = state.on(event);
        state = next;
        commands.extend(more);
    }
    (state, commands)
}

#[test]
fn a_value_that_arrives_is_revealed() {
    let (state, commands) = run(vec![listed(&[]), created(3)]);
    assert!(matches!(state, Creation::Created { .. }));
    assert_eq!(commands, [CreationCommand::Look, CreationCommand::Post]);
}

#[test]
fn two_taken_slots_are_refused_before_the_request() {
    let (state, commands) = run(vec![listed(&[token(1, "a", 7), token(2, "b", 7)])]);
    let Creation::Refused { why, .. } = state else { panic!("{state:?}") };
    assert_eq!(why.kind, FailureKind::TokenLimit);
    assert_eq!(commands, [CreationCommand::Look]);
}

#[test]
fn a_lost_reply_is_looked_for_twice_and_never_sent_again() {
    let (state, commands) = run(vec![listed(&[]), lost(), listed(&[]), Event::Waited, listed(&[])]);
    assert!(matches!(state, Creation::NotCreated { .. }));
    assert_eq!(commands.iter().filter(|&command| *command == CreationCommand::Post).count(), 1);
}

#[test]
fn a_token_found_by_its_marker_is_certainly_the_orphan() {
    let stranger = token(8, "somebody else's", 9);
    let mine = token(9, "agent-5-20261122-k3f9q2", 7);
    let (state, _) = run(vec![listed(&[]), lost(), listed(&[stranger, mine])]);
    let Creation::Found { found: orphans, .. } = state else { panic!("{state:?}") };
    assert_eq!((orphans.first.id, orphans.certainty), (TokenId(9), Certainty::Sure));
}

#[test]
fn without_the_marker_the_orphan_is_probable_and_never_another_persons() {
    let unmarked = || TokenOrder { name: "plain".to_owned(), ..order() };
    let run = |events| run_order(unmarked(), events);
    let (state, _) = run(vec![listed(&[]), lost(), listed(&[token(8, "plain", 7)])]);
    let Creation::Found { found: orphans, .. } = state else { panic!("{state:?}") };
    assert_eq!(orphans.certainty, Certainty::Probable);

    for other in [token(8, "plain", 9), token(8, "made in another tab", 7)] {
        let (state, _) = run(vec![listed(&[]), lost(), listed(&[other])]);
        assert!(matches!(state, Creation::Looking(_)));
    }

    let same = listed(&[token(8, "plain", 7)]);
    let (state, _) = run(vec![listed(&[]), Event::Overdue, same, refused()]);
    let Creation::Found { existence, .. } = state else { panic!("{state:?}") };
    assert_eq!(existence, Existence::Open, "the request refused may be the second one sent");

    let same = listed(&[token(8, "plain", 7)]);
    let (state, _) = run(vec![listed(&[]), Event::Overdue, same, unread(), refused()]);
    let Creation::Found { found: orphans, existence, .. } = state else { panic!("{state:?}") };
    assert_eq!((orphans.certainty, existence), (Certainty::Probable, Existence::Proven));
}

#[test]
fn a_request_that_the_browser_sent_twice_is_found_behind_its_refusal() {
    let full = || {
        let (kind, detail) = (FailureKind::Refused, String::new());
        let why = Failure::new(Told { kind, status: Some(400), detail, request_id: None });
        Event::Posted(Posted::Refused(why))
    };
    let older = || token(1, "older", 7);
    let mine = || listed(&[older(), token(9, "agent-5-20261122-k3f9q2", 7)]);
    for before in [vec![], vec![Event::Overdue], vec![Event::Overdue, unlisted()]] {
        let begun = std::iter::once(listed(&[older()]));
        let (state, commands) = run(begun.chain(before).chain([full(), mine()]).collect());
        let Creation::Found { found: orphans, existence, .. } = state else { panic!("{state:?}") };
        assert_eq!((orphans.first.id, orphans.certainty), (TokenId(9), Certainty::Sure));
        assert_eq!(existence, Existence::Proven);
        assert_eq!(commands.iter().filter(|&command| *command == CreationCommand::Post).count(), 1);
    }

    // Someone else took the slot: GitLab's refusal stands.
    let other = listed(&[older(), token(8, "somebody else's", 9)]);
    for seen in [other, listed(&[older()])] {
        let (state, _) = run(vec![listed(&[older()]), full(), seen]);
        let Creation::Refused { why, .. } = state else { panic!("{state:?}") };
        assert_eq!(why.kind, FailureKind::Refused);
    }
    let (state, _) = run(vec![listed(&[older()]), full(), unlisted()]);
    assert!(matches!(state, Creation::Unresolved { .. }), "nobody could look");
    // Another token of the same name could be it.
    let unmarked = TokenOrder { name: "plain".to_owned(), ..order() };
    let (state, _) =
        run_order(unmarked, vec![listed(&[]), full(), listed(&[token(8, "plain", 7)])]);
    assert!(matches!(
        state,
        Creation::Found { found: Orphans { certainty: Certainty::Probable, .. }, .. }
    ));
}

#[test]
fn every_token_of_a_request_that_the_browser_sent_again_is_named() {
    let name = "agent-5-20261122-k3f9q2";
    let three = || listed(&[token(9, name, 7), token(8, name, 7), token(10, name, 7)]);
    for ended in [lost(), refused()] {
        let (state, _) = run(vec![listed(&[]), ended, three()]);
        let Creation::Found { found: orphans, .. } = state else { panic!("{state:?}") };
        assert_eq!(orphans.iter().map(|token| token.id.0).collect::<Vec<_>>(), [8, 9, 10]);
        assert_eq!(orphans.certainty, Certainty::Sure);
        let left = orphans.without(TokenId(8)).and_then(|left| left.without(TokenId(10)));
        let left = left.unwrap();
        assert_eq!((left.first.id, left.more.len()), (TokenId(9), 0));
        assert_eq!(left.without(TokenId(9)), None);
    }
}

#[test]
fn a_value_without_a_token_is_shown_soon() {
    let name = "agent-5-20261122-k3f9q2";
    let alone = || {
        let secret = Secret::new("glagent-x".to_owned());
        Event::Posted(Posted::Created(CreatedToken::ValueOnly(secret)))
    };
    let revealed = |events: Vec<Event>| {
        let (state, _) = run(events);
        let Creation::Created { made: Revealed { token, .. }, .. } = state else {
            panic!("{state:?}")
        };
        token.map(|token| token.id.0)
    };
    let (state, commands) = run(vec![listed(&[]), alone()]);
    assert!(!state.is_settled() && matches!(state, Creation::Identifying { .. }));
    let wait = CreationCommand::Wait(SECOND_LOOK_MS);
    assert_eq!(commands[2..], [CreationCommand::Look, wait]);

    let one = || listed(&[token(9, name, 7)]);
    let two = listed(&[token(9, name, 7), token(8, name, 7)]);
    assert_eq!(revealed(vec![listed(&[]), alone(), one()]), Some(9));
    assert_eq!(revealed(vec![listed(&[]), alone(), two]), None, "either may have it");
    assert_eq!(revealed(vec![listed(&[]), alone(), unlisted()]), None);
    assert_eq!(revealed(vec![listed(&[]), alone(), Event::Waited]), None);
    let late = vec![listed(&[]), Event::Overdue, one(), alone()];
    assert_eq!(revealed(late), None, "the one found may be of the request sent first");
}

#[test]
fn a_wrong_clock_hides_nothing() {
    let mine = Token { created_at: Some(Timestamp::from_millis(0)), ..token(9, "x-k3f9q2", 7) };
    let (state, _) = run(vec![listed(&[]), lost(), listed(&[mine])]);
    assert!(matches!(
        state,
        Creation::Found { found: Orphans { certainty: Certainty::Sure, .. }, .. }
    ));
}

#[test]
fn a_late_lost_reply_causes_another_look() {
    let (state, commands) =
        run(vec![listed(&[]), Event::Overdue, listed(&[]), Event::Waited, listed(&[]), lost()]);
    assert!(matches!(state, Creation::Looking(Search { look: Look::First, .. })));
    assert_eq!(commands.last(), Some(&CreationCommand::Look));

    let while_looking = vec![listed(&[]), Event::Overdue, listed(&[]), lost(), listed(&[])];
    let (state, commands) = run(while_looking);
    assert!(matches!(state, Creation::Looking(Search { look: Look::Second, .. })), "one more look");
    assert_eq!(commands.last(), Some(&CreationCommand::Wait(SECOND_LOOK_MS)));
}

#[test]
fn a_reply_that_comes_late_still_gives_its_value() {
    let orphan = token(3, "agent-5-20261122-k3f9q2", 7);
    let (state, _) = run(vec![listed(&[]), Event::Overdue, listed(&[orphan]), created(3)]);
    assert!(matches!(state, Creation::Created { .. }));
}

#[test]
fn nothing_takes_a_revealed_value_away() {
    let (state, _) = run(vec![listed(&[]), created(3), lost(), listed(&[]), Event::Overdue]);
    assert!(matches!(state, Creation::Created { .. }));
}

#[test]
fn a_failed_look_leaves_the_outcome_open_until_asked_again() {
    let failed =
        Event::Seen { seen: Err(Failure::without_answer(FailureKind::Unreachable)), now: START };
    let (state, _) = run(vec![listed(&[]), lost(), failed]);
    assert!(matches!(state, Creation::Unresolved { .. }));
    let (state, commands) = state.on(Event::LookAgain);
    assert_eq!(commands, [CreationCommand::Look]);
    let (state, commands) = state.on(listed(&[]));
    assert_eq!(
        commands,
        [CreationCommand::Wait(SECOND_LOOK_MS)],
        "the first may have come too early"
    );
    let (state, _) = state.on(listed(&[]));
    assert!(matches!(state, Creation::NotCreated { .. }));
}

#[test]
fn a_created_token_without_a_value_is_an_orphan() {
    let created = CreatedToken::NoValue(token(3, "new", 7));
    let event = Event::Posted(Posted::Created(created));
    let (state, _) = run(vec![listed(&[]), event]);
    assert!(matches!(state, Creation::Identifying { .. }));
    let ids = |state: Creation<Token>| {
        let Creation::Found { found: orphans, existence, .. } = state else { panic!("{state:?}") };
        assert_eq!((orphans.certainty, existence), (Certainty::Sure, Existence::Proven));
        orphans.iter().map(|token| token.id.0).collect::<Vec<_>>()
    };
    assert_eq!(ids(state.on(unlisted()).0), [3]);
    // The browser had already sent the request once.
    let name = "agent-5-20261122-k3f9q2";
    for others in [vec![2], vec![4], vec![2, 3, 4]] {
        let created = CreatedToken::NoValue(token(3, "new", 7));
        let event = Event::Posted(Posted::Created(created));
        let tokens: Vec<_> = others.iter().map(|id| token(*id, name, 7)).collect();
        let (state, _) = run(vec![listed(&[]), event, listed(&tokens)]);
        let mut expected: Vec<_> = others.into_iter().filter(|id| *id != 3).chain([3]).collect();
        expected.sort_unstable();
        assert_eq!(ids(state), expected);
    }
}

fn unread() -> Event {
    let why = Failure::without_answer(FailureKind::Unreachable);
    Event::Posted(Posted::Unread(why))
}

#[test]
fn a_token_that_was_announced_is_never_denied() {
    let (state, _) = run(vec![listed(&[]), unread(), listed(&[]), Event::Waited, listed(&[])]);
    assert!(matches!(state, Creation::Unresolved { existence: Existence::Proven, .. }));
    let (state, _) = state.on(Event::LookAgain);
    let (state, _) = state.on(listed(&[]));
    let (state, _) = state.on(listed(&[]));
    assert!(matches!(state, Creation::Unresolved { existence: Existence::Proven, .. }));
}

#[test]
fn a_late_success_status_causes_another_look() {
    let denied =
        vec![listed(&[]), Event::Overdue, listed(&[]), Event::Waited, listed(&[]), unread()];
    let (state, commands) = run(denied);
    assert!(matches!(state, Creation::Looking(Search { existence: Existence::Proven, .. })));
    assert_eq!(commands.last(), Some(&CreationCommand::Look));
    let (state, _) = state.on(listed(&[token(9, "agent-5-20261122-k3f9q2", 7)]));
    assert!(matches!(state, Creation::Found { .. }));

    let while_looking = vec![listed(&[]), Event::Overdue, listed(&[]), unread(), listed(&[])];
    let (state, commands) = run(while_looking);
    assert!(matches!(state, Creation::Looking(Search { look: Look::Second, .. })), "one more look");
    assert_eq!(commands.last(), Some(&CreationCommand::Wait(SECOND_LOOK_MS)));
}

#[test]
fn a_late_refusal_settles_it() {
    let late = vec![listed(&[]), Event::Overdue, unlisted(), refused(), listed(&[])];
    let (state, _) = run(late);
    assert!(matches!(state, Creation::Refused { .. }));
    let (state, _) = run(vec![listed(&[]), unread(), refused()]);
    assert!(matches!(state, Creation::Looking(_)), "it was announced before");
}

fn event() -> impl Strategy<Value = Event> {
    let tokens = prop::sample::subsequence(
        vec![token(1, "old", 7), token(8, "other", 9), token(9, "agent-5-20261122-k3f9q2", 7)],
        0..3,
    );
    prop_oneof![
        4 => tokens.prop_map(|tokens| listed(&tokens)),
        1 => Just(()).prop_map(|()| unlisted()),
        1 => Just(()).prop_map(|()| created(9)),
        1 => Just(()).prop_map(|()| unread()),
        1 => Just(()).prop_map(|()| lost()),
        1 => Just(()).prop_map(|()| refused()),
        1 => Just(()).prop_map(|()| Event::Overdue),
        2 => Just(()).prop_map(|()| Event::Waited),
        1 => Just(()).prop_map(|()| Event::LookAgain),
    ]
}

proptest! {
    /// Events may be repeated and come in any order.
    #[test]
    fn whatever_comes_it_is_sent_once_and_what_was_announced_stays(
        events in prop::collection::vec(event(), 0..24),
    ) {
        let (mut state, mut commands) = Creation::begin(order());
        let (mut is_announced, mut is_revealed) = (false, false);
        for event in events {
            let is_sent = commands.contains(&CreationCommand::Post);
            is_announced |= is_sent
                && matches!(event, Event::Posted(Posted::Unread(_)))
                && !matches!(state, Creation::Refused { .. });
            let (next, more) = state.on(event);
            state = next;
            commands.extend(more);
            let shows_value = matches!(state, Creation::Created { .. });
            is_revealed |= shows_value;
            prop_assert_eq!(is_revealed, shows_value);
            let is_denied =
                matches!(state, Creation::Refused { .. } | Creation::NotCreated { .. });
            prop_assert!(!(is_announced && is_denied), "{:?}", state);
        }
        let posts = commands.iter().filter(|&command| *command == CreationCommand::Post).count();
        prop_assert!(posts <= 1);
    }
}

/// The cause that a state gives for a lost reply.
fn cause(state: &Creation<Token>) -> FailureKind {
    match state {
        Creation::Looking(Search { cause, .. })
        | Creation::NotCreated { cause, .. }
        | Creation::Unresolved { cause, .. } => cause.kind,
        other => panic!("{other:?}"),
    }
}

#[test]
fn reports_the_latest_cause() {
    let failed =
        || Event::Seen { seen: Err(Failure::without_answer(FailureKind::Forbidden)), now: START };
    let (state, _) = run(vec![listed(&[]), Event::Overdue]);
    assert_eq!(cause(&state), FailureKind::TimedOut);
    let (state, _) = state.on(lost());
    assert_eq!(cause(&state), FailureKind::Unreachable);
    let (state, _) = state.on(failed());
    assert_eq!(cause(&state), FailureKind::Forbidden);
    let (state, _) = run(vec![listed(&[]), Event::Overdue, unread()]);
    assert_eq!(cause(&state), FailureKind::Unreachable);
}

#[test]
fn only_what_is_under_way_is_not_settled() {
    let orphan = || token(9, "agent-5-20261122-k3f9q2", 7);
    for (events, is_settled) in [
        (vec![], false),
        (vec![listed(&[])], false),
        (vec![listed(&[]), lost()], false),
        (vec![unlisted()], true),
        (vec![listed(&[]), refused()], false),
        (vec![listed(&[]), created(3)], true),
        (vec![listed(&[]), lost(), listed(&[orphan()])], true),
        (vec![listed(&[]), lost(), listed(&[]), listed(&[])], true),
        (vec![listed(&[]), lost(), unlisted()], true),
    ] {
        let (state, _) = run(events);
        assert_eq!(state.is_settled(), is_settled, "{state:?}");
    }
}

#[test]
fn a_token_that_was_there_before_is_not_the_new_one() {
    let before = || token(8, "agent-5-20261122-k3f9q2", 7);
    let unreadable = Row::Unreadable { id: Some(8) };
    let seen_in_part = Event::Seen { seen: Ok(vec![unreadable]), now: START };
    for first in [listed(&[before()]), seen_in_part] {
        let (state, _) = run(vec![first, lost(), listed(&[before()])]);
        assert!(matches!(state, Creation::Looking(Search { look: Look::Second, .. })), "{state:?}");
    }
}

#[test]
fn without_a_limit_any_number_of_tokens_may_exist() {
    let three = || listed(&[token(1, "a", 7), token(2, "b", 7), token(3, "c", 7)]);
    for limit in [TokenLimit::None, TokenLimit::Perhaps] {
        let (state, _) = run_order(TokenOrder { limit, ..order() }, vec![three()]);
        assert!(matches!(state, Creation::Posting(_)));
    }
}
