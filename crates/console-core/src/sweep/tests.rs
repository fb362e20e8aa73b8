use super::*;
use crate::failure::{Failure, FailureKind};
use crate::model::{AgentId, Creator, LastUsed, ProjectId, TokenStatus};
use crate::model::{Contact, TokenFacts};
use crate::status::LastRead;

mod pages;
mod renewal;

const START: Timestamp = Timestamp::from_millis(1_800_000_000_000);
const PROJECT: ProjectId = ProjectId(20);
const NEVER: TokenFacts = TokenFacts { active: Some(1), contact: Contact::NeverUsed };

fn ids(ids: impl IntoIterator<Item = u64>) -> Vec<AgentId> {
    ids.into_iter().map(AgentId).collect()
}

fn wanted(id: u64) -> Wanted {
    Wanted { agent: AgentId(id), name: format!("agent-{id}") }
}

/// A sweep over agents 1 to 9 of one project.
fn sweep() -> Sweep {
    let mut sweep = Sweep::new();
    sweep.add(PROJECT, "root/test", &ids(1..10));
    sweep
}

fn sent(next: Next) -> (Ticket, Read) {
    match next {
        Next::Send { ticket, read, .. } => (ticket, read),
        other => panic!("nothing was sent: {other:?}"),
    }
}

fn told(agents: impl IntoIterator<Item = u64>, ends: Vec<PageEnd>) -> Reply {
    Reply::Told { agents: agents.into_iter().map(|id| (AgentId(id), NEVER)).collect(), ends }
}

/// A read that is due for renewal, and one that is not.
const OLD: LastRead =
    LastRead { contact: Contact::NeverUsed, at: Timestamp::from_millis(1_700_000_000_000) };

/// Reports all agents as read long ago.
fn all_old(_: AgentId) -> Option<LastRead> {
    Some(OLD)
}

fn failed(kind: FailureKind) -> Reply {
    Reply::Failed(Failure::without_answer(kind))
}

fn read_agents(sweep: &mut Sweep) -> Vec<u64> {
    let read = |news: News| match news {
        News::Read { agent, .. } => Some(agent.0),
        News::Failed { .. } => None,
    };
    sweep.take_news().into_iter().filter_map(read).collect()
}

fn token(id: u64, last_used: LastUsed) -> Token {
    Token {
        id: TokenId(id),
        agent: AgentId(1),
        name: String::new(),
        description: None,
        status: TokenStatus::Active,
        created_at: None,
        created_by: Creator::Unstated,
        last_used,
    }
}

/// A sweep that uses REST.
fn rest() -> Sweep {
    let mut sweep = sweep();
    sweep.begin(Knowledge { by_project: Ability::Lacks, by_group: Ability::Lacks });
    sweep
}

#[test]
fn an_empty_sweep_has_no_progress() {
    assert_eq!(Sweep::new().progress(), Progress::default());
}

#[test]
fn distinguishes_queries_from_rest_reads() {
    let mut by_query = sweep();
    let (ticket, _) = sent(by_query.next(START));
    assert!(by_query.is_query(ticket));
    assert!(!by_query.is_query(Ticket(ticket.0 + 1)), "nothing has that ticket");
    let mut over_rest = rest();
    let (ticket, _) = sent(over_rest.next(START));
    assert!(!over_rest.is_query(ticket));
}

#[test]
fn agents_in_view_are_requested_by_name_first() {
    let mut sweep = sweep();
    sweep.want(vec![wanted(7), wanted(3), wanted(77)]);
    let (ticket, read) = sent(sweep.next(START));
    let Read::Named(named) = read else { panic!("{read:?}") };
    let names: Vec<_> = named.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["agent-7", "agent-3"]);
    assert!(named.iter().all(|one| one.project == "root/test"));
    assert_eq!(sweep.next(START), Next::Rest, "the first answer decides the way");
    sweep.on(ticket, told([7], Vec::new()), START);
    assert_eq!(read_agents(&mut sweep), [7]);
    // The response lacks the other one, so it is read individually.
    let (_, read) = sent(sweep.next(START));
    assert_eq!(read, Read::Tokens { project: PROJECT, agent: AgentId(3) });
    assert_eq!(sweep.next(START), Next::Wait(400), "the rest is paced, and those before count");
    let (_, read) = sent(sweep.next(START.plus(400)));
    assert!(matches!(read, Read::Pages { .. }));
}

#[test]
fn a_too_complex_query_is_halved_until_rest_takes_over() {
    let mut sweep = sweep();
    let mut now = START;
    for size in [100, 50, 25, 12, 6] {
        let (ticket, read) = sent(sweep.next(now));
        assert!(matches!(read, Read::Pages { size: asked, .. } if asked == size), "{read:?}");
        sweep.on(ticket, Reply::TooMuch, now);
        now = now.plus(1000);
    }
    assert_eq!(sweep.progress().way, Way::Rest);
    assert!(matches!(sent(sweep.next(now)).1, Read::Tokens { .. }));
}

#[test]
fn incomplete_graphql_facts_are_left_to_rest() {
    let mut sweep = sweep();
    let (ticket, _) = sent(sweep.next(START));
    let partial = TokenFacts { active: Some(2), contact: Contact::NotBefore(START) };
    let agents = vec![(AgentId(1), partial)];
    sweep.on(ticket, Reply::Told { agents, ends: vec![PageEnd::Missing] }, START);
    assert_eq!(sweep.take_news(), []);
    assert!(matches!(sent(sweep.next(START.plus(200))).1, Read::Tokens { .. }));
}

#[test]
fn an_empty_list_is_believed_beside_tokens_of_the_same_project_only() {
    const NONE: TokenFacts = TokenFacts { active: Some(0), contact: Contact::NoToken };
    const UNTOLD: TokenFacts = TokenFacts { active: Some(1), contact: Contact::Unread };
    let other = ProjectId(21);
    for (beside, of_the_other, believed) in [
        (NEVER, NONE, vec![1, 2]),
        // Another project's tokens prove nothing, nor does a token without facts.
        (NONE, NEVER, vec![3]),
        (UNTOLD, NONE, vec![]),
    ] {
        let mut sweep = Sweep::new();
        sweep.add_group("root");
        sweep.add(PROJECT, "root/test", &ids([1, 2]));
        sweep.add(other, "root/other", &ids([3]));
        let (ticket, _) = sent(sweep.next(START));
        let agents = vec![
            (AgentId(1), NONE),
            (AgentId(2), beside),
            (AgentId(3), of_the_other),
            // Not requested yet, so its project is unknown.
            (AgentId(4), NONE),
        ];
        sweep.on(ticket, Reply::Told { agents, ends: vec![PageEnd::Last] }, START);
        assert_eq!(read_agents(&mut sweep), believed, "{beside:?} {of_the_other:?}");
        let (_, read) = sent(sweep.next(START.plus(200)));
        assert!(matches!(read, Read::Tokens { .. }), "{read:?}");
        sweep.add(PROJECT, "root/test", &ids([4]));
        assert!(read_agents(&mut sweep).is_empty());
    }
}

#[test]
fn a_page_before_its_list_proves_none_beside_its_own_tokens() {
    const NONE: TokenFacts = TokenFacts { active: Some(0), contact: Contact::NoToken };
    let mut sweep = Sweep::new();
    sweep.add(PROJECT, "root/test", &ids([1]));
    let (ticket, _) = sent(sweep.next(START));
    let agents = vec![(AgentId(1), NEVER), (AgentId(2), NONE)];
    sweep.on(ticket, Reply::Told { agents, ends: vec![PageEnd::Last] }, START);
    sweep.add(PROJECT, "root/test", &ids([2]));
    assert_eq!(read_agents(&mut sweep), [1, 2]);
}

#[test]
fn an_agents_tokens_are_read_one_by_one_over_rest() {
    let mut sweep = rest();
    let (ticket, read) = sent(sweep.next(START));
    assert_eq!(read, Read::Tokens { project: PROJECT, agent: AgentId(1) });
    let list = [1, 2].map(|id| Row::Read(token(id, LastUsed::Unknown)));
    sweep.on(ticket, Reply::Tokens(list.to_vec()), START);
    let mut now = START;
    for (id, reply) in [
        (1, Reply::Token(token(1, LastUsed::Never))),
        (2, Reply::Token(token(2, LastUsed::At(START)))),
    ] {
        now = now.plus(200);
        let (ticket, read) = sent(sweep.next(now));
        assert!(matches!(read, Read::Token { token, .. } if token.0 == id), "{read:?}");
        sweep.on(ticket, reply, now);
    }
    let facts = TokenFacts { active: Some(2), contact: Contact::LastUsed(START) };
    let at = START;
    assert_eq!(sweep.take_news(), [News::Read { agent: AgentId(1), facts, at }]);
}

#[test]
fn agents_read_out_of_turn_are_not_read_again() {
    let mut sweep = rest();
    sweep.want(vec![wanted(5)]);
    let mut read = Vec::new();
    let mut now = START;
    loop {
        match sweep.next(now) {
            Next::Send { ticket, .. } => {
                sweep.on(ticket, Reply::Tokens(Vec::new()), now);
                read.extend(read_agents(&mut sweep));
            }
            Next::Wait(millis) => now = now.plus(i64::from(millis)),
            Next::Rest => break,
        }
    }
    assert_eq!(read, [5, 1, 2, 3, 4, 6, 7, 8, 9]);
}

#[test]
fn an_agent_whose_query_fails_after_the_last_page_is_read_singly() {
    let mut sweep = sweep();
    let (ticket, _) = sent(sweep.next(START));
    sweep.on(ticket, told([1], vec![PageEnd::More("x".to_owned())]), START);
    sweep.want(vec![wanted(7)]);
    let (by_name, read) = sent(sweep.next(START));
    assert!(matches!(read, Read::Named(_)), "{read:?}");
    let (page, _) = sent(sweep.next(START.plus(1_000)));
    sweep.on(page, told([2, 3, 4, 5, 6, 8, 9], vec![PageEnd::Last]), START.plus(1_000));
    sweep.on(by_name, failed(FailureKind::Server), START.plus(1_000));
    let (_, read) = sent(sweep.next(START.plus(10_000)));
    assert_eq!(read, Read::Tokens { project: PROJECT, agent: AgentId(7) });
}

#[test]
fn a_missing_token_may_mean_a_deleted_agent() {
    let mut sweep = Sweep::new();
    sweep.add(PROJECT, "", &ids([1]));
    let (ticket, _) = sent(sweep.next(START));
    let list = vec![Row::Read(token(1, LastUsed::Unknown))];
    sweep.on(ticket, Reply::Tokens(list), START);
    let (ticket, _) = sent(sweep.next(START.plus(200)));
    sweep.on(ticket, failed(FailureKind::NotFound), START);
    assert_eq!(sweep.take_news(), []);
    let (ticket, read) = sent(sweep.next(START.plus(400)));
    assert!(matches!(read, Read::Tokens { .. }));
    sweep.on(ticket, Reply::Tokens(Vec::new()), START);
    let facts = TokenFacts { active: Some(0), contact: Contact::NoToken };
    assert_eq!(sweep.take_news(), [News::Read { agent: AgentId(1), facts, at: START }]);
}

#[test]
fn an_unreadable_token_is_never_called_unused() {
    let mut sweep = rest();
    let (ticket, _) = sent(sweep.next(START));
    let list = vec![Row::Read(token(1, LastUsed::Unknown))];
    sweep.on(ticket, Reply::Tokens(list), START);
    let (ticket, _) = sent(sweep.next(START.plus(200)));
    sweep.on(ticket, failed(FailureKind::Forbidden), START);
    let facts = TokenFacts { active: Some(1), contact: Contact::Unread };
    assert_eq!(sweep.take_news(), [News::Read { agent: AgentId(1), facts, at: START }]);
}

#[test]
fn a_throttled_sweep_sends_one_read_a_minute_until_one_succeeds() {
    let mut sweep = rest();
    let throttled = || failed(FailureKind::Throttled { retry_at: None });
    let (first, _) = sent(sweep.next(START));
    let (second, _) = sent(sweep.next(START.plus(200)));
    sweep.on(first, throttled(), START.plus(300));
    // Reads sent earlier say nothing about the throttling.
    sweep.on(second, Reply::Tokens(Vec::new()), START.plus(400));
    assert_eq!(sweep.progress().pace, Pace::Throttled);
    sweep.want(vec![wanted(5)]);
    assert_eq!(sweep.next(START.plus(400)), Next::Wait(59_900), "agents in sight wait too");
    let (probe, _) = sent(sweep.next(START.plus(60_300)));
    assert_eq!(sweep.next(START.plus(60_300)), Next::Rest, "one at a time");
    sweep.on(probe, throttled(), START.plus(60_400));
    assert_eq!(sweep.next(START.plus(60_400)), Next::Wait(60_000));
    let (probe, _) = sent(sweep.next(START.plus(120_400)));
    sweep.on(probe, Reply::Tokens(Vec::new()), START.plus(120_400));
    assert_eq!(sweep.progress().pace, Pace::Steady(READS_PER_MINUTE));
}

#[test]
fn a_throttled_read_does_not_count_as_a_try() {
    let mut sweep = Sweep::new();
    sweep.add(PROJECT, "", &ids([1]));
    let mut now = START;
    for _ in 0..5 {
        let (ticket, _) = sent(sweep.next(now));
        sweep.on(ticket, failed(FailureKind::Throttled { retry_at: None }), now);
        assert_eq!(sweep.take_news(), []);
        now = now.plus(60_000);
    }
    let (ticket, _) = sent(sweep.next(now));
    sweep.on(ticket, Reply::Tokens(Vec::new()), now);
    assert_eq!(read_agents(&mut sweep), [1]);
}

#[test]
fn a_new_credential_may_read_pages_again() {
    let mut sweep = rest();
    sweep.begin(Knowledge::default());
    let (ticket, read) = sent(sweep.next(START));
    assert!(matches!(read, Read::Pages { .. }), "{read:?}");
    sweep.on(ticket, told(1..10, vec![PageEnd::Last]), START);
    assert_eq!(read_agents(&mut sweep), (1..10).collect::<Vec<_>>());
    assert_eq!(sweep.next(START.plus(60_000)), Next::Rest);
}

#[test]
fn failures_slow_it_down_and_the_third_is_reported() {
    let mut sweep = Sweep::new();
    sweep.add(PROJECT, "", &ids([1]));
    let mut now = START;
    for pause in [1_000, 2_000] {
        let (ticket, _) = sent(sweep.next(now));
        sweep.on(ticket, failed(FailureKind::Server), now);
        assert_eq!(sweep.next(now), Next::Wait(pause));
        now = now.plus(i64::from(pause));
    }
    let (ticket, _) = sent(sweep.next(now));
    sweep.on(ticket, failed(FailureKind::Server), now);
    let failure = Failure::without_answer(FailureKind::Server);
    assert_eq!(sweep.take_news(), [News::Failed { agent: AgentId(1), failure }]);
    sweep.retry_failed();
    assert!(matches!(sent(sweep.next(now.plus(60_000))).1, Read::Tokens { .. }));
}

#[test]
fn blocked_graphql_is_given_up_until_the_next_sweep() {
    let mut sweep = sweep();
    let mut now = START;
    for _ in 0..2 {
        let (ticket, _) = sent(sweep.next(now));
        sweep.on(ticket, failed(FailureKind::Unreachable), now);
        now = now.plus(10_000);
    }
    assert_eq!(sweep.progress().way, Way::Rest);
    assert_eq!(sweep.knowledge().by_project, Ability::Untried);
}

#[test]
fn a_paused_sweep_sends_nothing() {
    let mut sweep = sweep();
    sweep.want(vec![wanted(1)]);
    sweep.set_paused(true);
    assert_eq!(sweep.next(START), Next::Rest);
    sweep.set_paused(false);
    assert!(matches!(sweep.next(START), Next::Send { is_wanted: true, .. }));
}

#[test]
fn the_rate_holds_in_every_minute() {
    for reads in [1, 7, 300, 70_000] {
        let mut sweep = Sweep::new();
        sweep.add(PROJECT, "", &ids(1..2000));
        sweep.set_per_minute(reads);
        let mut times = Vec::new();
        let mut now = START;
        while times.len() < 500 {
            match sweep.next(now) {
                Next::Send { ticket, .. } => {
                    times.push(now);
                    sweep.on(ticket, Reply::Tokens(Vec::new()), now);
                }
                Next::Wait(millis) => now = now.plus(i64::from(millis)),
                Next::Rest => panic!("there is more to read"),
            }
        }
        let most = reads as usize;
        let held = |at: usize| {
            let Some(later) = times.get(at + most) else { return true };
            times[at].age_at(*later) >= 60_000
        };
        assert!((0..times.len()).all(held), "{reads}");
    }
}

#[test]
fn agents_in_view_may_exceed_the_rate_by_a_minute_only() {
    let mut sweep = rest();
    sweep.add(PROJECT, "root/test", &ids(10..1_000));
    sweep.set_per_minute(30);
    // Like a filter that an agent leaves once it is read.
    let mut read = 0;
    let wait = loop {
        sweep.want(vec![wanted(read + 1)]);
        match sweep.next(START) {
            Next::Send { ticket, is_wanted, .. } => {
                assert!(is_wanted);
                sweep.on(ticket, Reply::Tokens(Vec::new()), START);
                read += 1;
            }
            other => break other,
        }
    };
    assert_eq!((read, wait), (31, Next::Wait(2_000)));
    assert!(matches!(sweep.next(START.plus(2_000)), Next::Send { is_wanted: true, .. }));
}

#[test]
fn setting_the_clock_back_stops_nothing() {
    let mut sweep = rest();
    let (ticket, _) = sent(sweep.next(START));
    sweep.on(ticket, failed(FailureKind::Server), START);
    let before = START.plus(-3_600_000);
    let (ticket, _) = sent(sweep.next(before));
    sweep.on(ticket, Reply::Tokens(Vec::new()), before);
    assert_eq!(sweep.next(before), Next::Wait(200));
}

#[test]
fn what_has_worked_is_retried_in_the_next_sweep() {
    let mut sweep = sweep();
    let (ticket, _) = sent(sweep.next(START));
    sweep.on(ticket, told(1..5, vec![PageEnd::More("x".to_owned())]), START);
    let (ticket, _) = sent(sweep.next(START.plus(1_000)));
    // Such as a proxy's login page.
    sweep.on(ticket, failed(FailureKind::Moved), START.plus(1_000));
    assert_eq!(sweep.progress().way, Way::Rest);
    assert_eq!(sweep.knowledge().by_project, Ability::Has);
}
