use super::*;
use crate::failure::{Failure, FailureKind};
use crate::intent::{Certainty, CreationCommand, CreationEvent, Look, Orphans, Revealed};
use crate::model::{Creator, LastUsed, ProjectIdentity, Row, TokenStatus};
use crate::secret::Secret;
use proptest::prelude::*;
use std::rc::Rc;

const GITLAB: &str = "https://gitlab.example.com/gitlab";
const ME: UserId = UserId(7);
const START: Timestamp = Timestamp::from_millis(1_795_305_600_000);

fn token_order(marker: &str) -> Rc<TokenOrder> {
    Rc::new(TokenOrder {
        project: ProjectId(20),
        agent: AgentId(5),
        agent_name: "edge".to_owned(),
        name: ["edge-20261122-", marker].concat(),
        description: "for the new cluster".to_owned(),
        marker: marker.to_owned(),
        me: Some(ME),
        limit: TokenLimit::Two,
    })
}

fn agent_order() -> AgentOrder {
    AgentOrder { project: ProjectId(20), name: "edge-jeju".to_owned(), me: Some(ME) }
}

fn posting(order: Rc<TokenOrder>) -> Creation<Token> {
    Creation::Posting(Sent { order, before: vec![TokenId(11), TokenId(12)], started_at: START })
}

fn looking<T: Recorded>(sent: Sent<T>, existence: Existence) -> Creation<T> {
    let cause = Failure::without_answer(FailureKind::TimedOut);
    Creation::Looking(Search { sent, look: Look::Second, existence, cause })
}

fn looking_for_token(existence: Existence) -> Creation<Token> {
    let order = token_order("k3f9q2");
    looking(Sent { order, before: Vec::new(), started_at: START }, existence)
}

fn sent(order: AgentOrder) -> Sent<Agent> {
    Sent { order: Rc::new(order), before: (), started_at: START }
}

fn registering() -> Creation<Agent> {
    Creation::Posting(sent(agent_order()))
}

fn token() -> Token {
    Token {
        id: TokenId(13),
        agent: AgentId(5),
        name: "edge-20261122-k3f9q2".to_owned(),
        description: None,
        status: TokenStatus::Active,
        created_at: Some(START),
        created_by: Creator::User(ME),
        last_used: LastUsed::Never,
    }
}

/// A journal with the creations of a token and an agent.
fn journal() -> Journal {
    let mut journal = Journal::new(GITLAB, ME);
    assert!(journal.follow(&posting(token_order("k3f9q2"))));
    assert!(journal.follow(&registering()));
    journal
}

fn read(text: &str) -> Journal {
    Journal::read(text, GITLAB, ME)
}

#[test]
fn has_this_format() {
    let text = journal().text().unwrap();
    let expected = [
        r#"[1,"https://gitlab.example.com/gitlab",7,"#,
        r#"["token",20,5,"edge","edge-20261122-k3f9q2","k3f9q2",1795305600000,0,11,12],"#,
        r#"["agent",20,"edge-jeju",1795305600000,0]]"#,
    ];
    assert_eq!(text, expected.concat());
    assert_eq!(read(&text), journal());
    assert_eq!(Journal::new(GITLAB, ME).text(), None);
}

#[test]
fn creations_continue_by_looking() {
    let unsettled = journal().unsettled();
    let [Unsettled::Token(token_search), Unsettled::Agent(agent_search)] =
        <[_; 2]>::try_from(unsettled).unwrap()
    else {
        panic!("not a token and an agent")
    };
    let expected = TokenOrder { description: String::new(), ..(*token_order("k3f9q2")).clone() };
    assert_eq!(*token_search.sent.order, expected);
    let (state, commands) = Creation::Looking(token_search).on(CreationEvent::Waited);
    assert_eq!(commands, [CreationCommand::Look]);
    let seen = Ok(vec![Row::Read(token())]);
    let (state, _) = state.on(CreationEvent::Seen { seen, now: START });
    assert!(matches!(state, Creation::Found { .. }));
    assert_eq!(*agent_search.sent.order, agent_order());
    assert_eq!((agent_search.look, agent_search.sent.started_at), (Look::First, START));
}

#[test]
fn a_token_is_kept_until_its_outcome_was_seen() {
    let mut journal = journal();
    let order = token_order("k3f9q2");
    let secret = Secret::new("glagent-abc".to_owned());
    let made = Revealed { token: Some(token()), secret };
    let revealed = Creation::<Token>::Created { order: order.clone(), made };
    assert!(!journal.follow(&looking_for_token(Existence::Open)), "nothing new");
    assert!(journal.follow(&revealed));
    assert!(!journal.follow(&looking_for_token(Existence::Open)));
    let text = journal.text().unwrap();
    assert!(text.contains(",1,11,12]"), "it exists: {text}");
    assert!(!text.contains("glagent") && !text.contains("cluster"), "{text}");
    assert!(journal.forget::<Token>(&order));
    assert!(!journal.forget::<Token>(&order));
    assert_eq!(journal.unsettled().len(), 1);
}

#[test]
fn what_is_known_to_exist_stays_known() {
    let orphaned = |existence| Creation::Found {
        order: token_order("k3f9q2"),
        found: Orphans { certainty: Certainty::Probable, ..token().into() },
        existence,
    };
    for (told, expected) in [
        (looking_for_token(Existence::Proven), Existence::Proven),
        (orphaned(Existence::Proven), Existence::Proven),
        (orphaned(Existence::Open), Existence::Open),
    ] {
        let mut journal = Journal::new(GITLAB, ME);
        assert!(journal.follow(&posting(token_order("k3f9q2"))));
        assert_eq!(journal.follow(&told), expected == Existence::Proven);
        let unsettled = read(&journal.text().unwrap()).unsettled();
        let [Unsettled::Token(search)] = unsettled.as_slice() else { panic!("{unsettled:?}") };
        assert_eq!(search.existence, expected);
    }
}

#[test]
fn an_agent_that_is_known_to_exist_stays_known() {
    let looking = |existence| looking(sent(agent_order()), existence);
    let is_known = |journal: &Journal| journal.text().unwrap().ends_with("1795305600000,1]]");
    let mut journal = journal();
    assert!(!journal.follow(&looking(Existence::Open)), "nothing new");
    assert!(!is_known(&journal));
    assert!(journal.follow(&looking(Existence::Proven)));
    assert!(is_known(&journal));
    assert!(!journal.follow(&looking(Existence::Proven)), "said before");
    assert!(!journal.follow(&looking(Existence::Open)));
    assert!(is_known(&journal));
}

#[test]
fn two_agents_of_one_project_are_two_entries() {
    let mut journal = Journal::new(GITLAB, ME);
    let other = AgentOrder { name: "edge-busan".to_owned(), ..agent_order() };
    for order in [agent_order(), other.clone()] {
        assert!(journal.follow(&Creation::Posting(sent(order))));
    }
    assert!(journal.forget::<Agent>(&other));
    assert!(journal.text().unwrap().contains("edge-jeju"));
    assert!(!journal.forget::<Agent>(&AgentOrder { project: ProjectId(21), ..agent_order() }));
}

#[test]
fn failed_creations_are_dropped() {
    let mut journal = journal();
    let why = Failure::without_answer(FailureKind::Forbidden);
    let order = token_order("k3f9q2");
    assert!(!journal.follow(&Creation::<Token>::Checking { order: token_order("zzzzzz") }));
    assert!(journal.follow(&Creation::<Token>::Refused { order, why }));
    let agent = Agent {
        id: AgentId(9),
        name: "edge-jeju".to_owned(),
        project: ProjectIdentity { id: ProjectId(21), path: String::new() },
        created_at: None,
        created_by: Creator::Unstated,
        is_receptive: None,
    };
    let registered = Creation::<Agent>::Created { order: Rc::new(agent_order()), made: agent };
    assert!(journal.follow(&registered));
    assert_eq!(journal.text(), None);
}

#[test]
fn two_orders_for_one_agent_are_two_entries() {
    let mut journal = journal();
    assert!(journal.follow(&posting(token_order("m2m2m2"))));
    assert_eq!(journal.unsettled().len(), 3);
    assert!(journal.forget::<Token>(&token_order("k3f9q2")));
    assert!(journal.forget::<Agent>(&agent_order()));
    let unsettled = read(&journal.text().unwrap()).unsettled();
    assert!(matches!(unsettled.as_slice(), [Unsettled::Token(search)]
        if search.sent.order.marker == "m2m2m2"));
}

#[test]
fn works_for_an_unknown_user() {
    let mut journal = Journal::new(GITLAB, None);
    let order = AgentOrder { me: None, ..agent_order() };
    assert!(journal.follow(&Creation::Posting(sent(order))));
    let text = journal.text().unwrap();
    assert_eq!(Journal::read(&text, GITLAB, None), journal);
    assert_eq!(Journal::read(&text, GITLAB, ME).unsettled().len(), 0);
}

#[test]
fn ignores_foreign_journals() {
    let text = journal().text().unwrap();
    for (gitlab, user) in
        [("https://gitlab.example.com", Some(ME)), (GITLAB, Some(UserId(8))), (GITLAB, None)]
    {
        assert_eq!(Journal::read(&text, gitlab, user).unsettled().len(), 0);
    }
    let next_version = text.replacen("[1,", "[2,", 1);
    for text in [next_version.as_str(), "", "null", "[]", "[1]", "{}", "[1,2,3,[]]", "\u{0}"] {
        assert_eq!(read(text).unsettled().len(), 0, "{text}");
    }
}

#[test]
fn an_unreadable_entry_does_not_affect_others() {
    for bad in [
        "null",
        r#"["token",20,5]"#,
        r#"["agent",20,"x",1,2]"#,
        r#"["token",20,-5,"a","b","c",1,0]"#,
        r#"["token",20,5,"a","b","c",1,0,"11"]"#,
        r#"["project",20,"x",1,0]"#,
        r#"["project",20,5,"a","b","c",1,0]"#,
        r#"["agent",20,7,1,0]"#,
        r#"["agent",20,"x",1.5,0]"#,
    ] {
        let text = journal().text().unwrap().replacen(
            r#",["token""#,
            &[",", bad, r#",["token""#].concat(),
            1,
        );
        assert_eq!(read(&text), journal(), "{bad}");
    }
}

proptest! {
    #[test]
    fn round_trips(
        texts in prop::collection::vec(any::<String>(), 5),
        numbers in prop::collection::vec(any::<u64>(), 4..9),
        millis in any::<i64>(),
    ) {
        let order = Rc::new(TokenOrder {
            project: ProjectId(numbers[0]),
            agent: AgentId(numbers[1]),
            agent_name: texts[3].clone(),
            name: texts[0].clone(),
            marker: texts[1].clone(),
            ..(*token_order("")).clone()
        });
        let before = numbers[3..].iter().copied().map(TokenId).collect();
        let started_at = Timestamp::from_millis(millis);
        let user = UserId(numbers[2]);
        let mut journal = Journal::new(&texts[2], user);
        journal.follow(&Creation::<Token>::Posting(Sent { order, before, started_at }));
        let order = AgentOrder { name: texts[4].clone(), ..agent_order() };
        journal.follow(&Creation::Posting(Sent { started_at, ..sent(order) }));
        let text = journal.text().unwrap();
        prop_assert_eq!(Journal::read(&text, &texts[2], user), journal);
    }

    #[test]
    fn never_panics(text in "[\\[\\]{}\",:a-f0-9 -]{0,40}", cut in any::<prop::sample::Index>()) {
        let _ = read(&text);
        let whole = journal().text().unwrap();
        prop_assert_eq!(read(&whole[..cut.index(whole.len())]).unsettled().len(), 0);
    }
}
