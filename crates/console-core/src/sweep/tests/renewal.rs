//! Renewal of earlier reads.

use super::*;

/// When everything read at the start is old.
const LATER: Timestamp = START.plus(3_600_000);

/// A sweep with all agents read and some of them in view.
fn read_once(in_sight: impl IntoIterator<Item = u64>) -> Sweep {
    let mut sweep = sweep();
    let (ticket, _) = sent(sweep.next(START));
    sweep.on(ticket, told(1..10, vec![PageEnd::Last]), START);
    assert_eq!(read_agents(&mut sweep).len(), 9);
    sweep.want(in_sight.into_iter().map(wanted).collect());
    sweep
}

/// Reports these agents as read long ago, and no others.
fn old<const N: usize>(agents: [u64; N]) -> impl FnMut(AgentId) -> Option<LastRead> {
    move |agent| agents.contains(&agent.0).then_some(OLD)
}

/// The names that the next read requests.
fn named(next: Next) -> (Ticket, Vec<String>) {
    let (ticket, read) = sent(next);
    let Read::Named(named) = read else { panic!("{read:?}") };
    (ticket, named.into_iter().map(|one| one.name).collect())
}

/// The paths of the pages that the next read requests.
fn paged(next: Next) -> (Ticket, Vec<String>) {
    let (ticket, read) = sent(next);
    let Read::Pages { pages, .. } = read else { panic!("{read:?}") };
    (ticket, pages.into_iter().map(|page| page.path).collect())
}

#[test]
fn agents_in_view_are_requested_by_name() {
    let mut sweep = read_once([2, 3, 4]);
    sweep.renew(&mut old([2, 4]), LATER);
    let (ticket, names) = named(sweep.next(LATER));
    assert_eq!(names, ["agent-2", "agent-4"]);
    assert_eq!(sweep.progress().read, 9, "what was told counts until then");
    sweep.renew(&mut old([2, 4]), LATER);
    assert_eq!((sweep.next(LATER), sweep.progress().read), (Next::Rest, 9), "it is under way");
    sweep.on(ticket, told([2, 4], Vec::new()), LATER);
    assert_eq!(read_agents(&mut sweep), [2, 4]);
    sweep.renew(&mut old([3]), LATER);
    let (ticket, names) = named(sweep.next(LATER));
    assert_eq!((names, sweep.progress().read), (vec!["agent-3".to_owned()], 9));
    sweep.on(ticket, told([3], Vec::new()), LATER);
    sweep.renew(&mut old([]), LATER);
    assert_eq!((read_agents(&mut sweep), sweep.progress().read), (vec![3], 9));
    assert_eq!(sweep.next(LATER), Next::Rest);
}

#[test]
fn agents_out_of_view_are_read_by_pages_at_the_rate() {
    let mut sweep = read_once([]);
    sweep.set_per_minute(60);
    sweep.renew(&mut all_old, LATER);
    let (ticket, paths) = paged(sweep.next(LATER));
    assert_eq!((paths, sweep.progress().read), (vec!["root/test".to_owned()], 9));
    sweep.on(ticket, told(1..6, vec![PageEnd::More("x".to_owned())]), LATER);
    assert_eq!(sweep.next(LATER), Next::Wait(1_000));
    let (ticket, _) = paged(sweep.next(LATER.plus(1_000)));
    sweep.on(ticket, told(6..10, vec![PageEnd::Last]), LATER.plus(1_000));
    assert_eq!(read_agents(&mut sweep), (1..10).collect::<Vec<_>>());
    sweep.renew(&mut all_old, LATER.plus(20_000));
    assert_eq!(sweep.next(LATER.plus(20_000)), Next::Rest, "nothing newer comes for minutes");
}

#[test]
fn the_pages_of_a_group_are_read_again_for_its_projects() {
    let mut sweep = Sweep::new();
    sweep.add_group("platform");
    sweep.add(ProjectId(1), "platform/a", &ids([1]));
    sweep.add(ProjectId(2), "platform/b", &ids([2]));
    for (now, count) in [(START, 1), (LATER, 2)] {
        let (ticket, paths) = paged(sweep.next(now));
        assert_eq!(paths, ["platform"]);
        sweep.on(ticket, told([1, 2], vec![PageEnd::Last]), now);
        assert_eq!((read_agents(&mut sweep).len(), count), (2, count));
        sweep.renew(&mut all_old, LATER);
    }
}

#[test]
fn agents_omitted_by_graphql_are_renewed_over_rest_only() {
    let mut sweep = sweep();
    let (ticket, _) = sent(sweep.next(START));
    sweep.on(ticket, told(2..10, vec![PageEnd::Last]), START);
    let (ticket, _) = sent(sweep.next(START.plus(200)));
    sweep.on(ticket, Reply::Tokens(Vec::new()), START.plus(200));
    assert_eq!(read_agents(&mut sweep).len(), 9);
    for in_sight in [vec![], vec![wanted(1)]] {
        sweep.want(in_sight);
        sweep.looked_at = START;
        sweep.renew(&mut old([1]), LATER);
        let (ticket, read) = sent(sweep.next(LATER));
        assert_eq!(read, Read::Tokens { project: PROJECT, agent: AgentId(1) });
        sweep.on(ticket, failed(FailureKind::NotFound), LATER.plus(-3_000_000));
    }
    // If a page does contain it, later pages are trusted to as well.
    sweep.want(Vec::new());
    sweep.renew(&mut old([2]), LATER.plus(20_000));
    let (ticket, _) = paged(sweep.next(LATER.plus(20_000)));
    sweep.on(ticket, told(1..10, vec![PageEnd::Last]), LATER.plus(20_000));
    sweep.renew(&mut old([1]), LATER.plus(40_000));
    paged(sweep.next(LATER.plus(40_000)));
}

#[test]
fn over_rest_the_first_to_fade_are_read_first() {
    let mut sweep = rest();
    let mut now = START;
    for _ in 1..10 {
        let (ticket, _) = sent(sweep.next(now));
        sweep.on(ticket, Reply::Tokens(Vec::new()), now);
        now = now.plus(60_000);
    }
    assert_eq!(read_agents(&mut sweep).len(), 9);
    sweep.set_per_minute(12);
    let mut known = |agent: AgentId| {
        let contact = match agent.0 {
            3 => Contact::LastUsed(LATER.plus(-300_000)),
            7 => Contact::LastUsed(LATER.plus(-310_000)),
            _ => Contact::NeverUsed,
        };
        Some(LastRead { contact, at: LATER.plus(-240_000) })
    };
    sweep.renew(&mut known, LATER);
    let mut first = Vec::new();
    for at in 0..2 {
        let (_, read) = sent(sweep.next(LATER.plus(5_000 * at)));
        let Read::Tokens { agent, .. } = read else { panic!("{read:?}") };
        first.push(agent.0);
    }
    assert_eq!(first, [7, 3]);
    assert_eq!(sweep.next(LATER.plus(9_999)), Next::Rest, "who is next is looked up then");
}

#[test]
fn an_agent_that_leaves_the_view_before_its_turn_is_unchanged() {
    let mut sweep = read_once([2, 3]);
    sweep.renew(&mut old([2, 3]), LATER);
    // Agents out of view are checked every ten seconds.
    sweep.looked_at = LATER;
    sweep.want(vec![wanted(3), wanted(4)]);
    sweep.renew(&mut old([2, 3]), LATER);
    let (_, names) = named(sweep.next(LATER));
    assert_eq!((names, sweep.progress().read), (vec!["agent-3".to_owned()], 9));
    sweep.want(vec![wanted(2)]);
    assert_eq!(sweep.next(LATER), Next::Rest);
    sweep.renew(&mut old([2]), LATER);
    assert_eq!(named(sweep.next(LATER)).1, ["agent-2"]);
}

#[test]
fn a_read_with_nothing_newer_is_not_repeated_for_minutes() {
    let mut sweep = read_once([2]);
    sweep.renew(&mut old([2]), LATER);
    let (ticket, _) = named(sweep.next(LATER));
    sweep.on(ticket, told([2], Vec::new()), LATER);
    for millis in [0, 10_000, 239_999] {
        let now = LATER.plus(millis);
        sweep.renew(&mut old([2]), now);
        assert_eq!((sweep.next(now), sweep.progress().read), (Next::Rest, 9));
    }
    let now = LATER.plus(240_000);
    sweep.renew(&mut old([2]), now);
    assert_eq!(named(sweep.next(now)).1, ["agent-2"]);
}

#[test]
fn a_renewal_that_fails_transiently_is_queried_again() {
    let mut sweep = read_once([2, 3]);
    sweep.renew(&mut old([2, 3]), LATER);
    let (ticket, _) = named(sweep.next(LATER));
    sweep.on(ticket, failed(FailureKind::Unreachable), LATER);
    let later = LATER.plus(60_000);
    sweep.renew(&mut old([2, 3]), later);
    assert_eq!(named(sweep.next(later)).1, ["agent-2", "agent-3"]);
    assert_eq!(sweep.progress().read, 9);
}

#[test]
fn a_failed_renewal_keeps_the_facts() {
    let mut sweep = rest();
    for minute in 1..10 {
        let (ticket, read) = sent(sweep.next(START.plus(minute * 60_000)));
        assert!(matches!(read, Read::Tokens { .. }));
        sweep.on(ticket, Reply::Tokens(Vec::new()), START);
    }
    assert_eq!(read_agents(&mut sweep).len(), 9);
    sweep.want(vec![wanted(2)]);
    sweep.renew(&mut old([2]), LATER);
    let (ticket, _) = sent(sweep.next(LATER));
    sweep.on(ticket, failed(FailureKind::NotFound), LATER);
    sweep.renew(&mut old([2]), LATER);
    let progress = sweep.progress();
    assert_eq!((progress.read, progress.failed, sweep.take_news()), (9, 0, Vec::new()));
    assert_eq!(sweep.next(LATER), Next::Rest, "for some minutes");
}

#[test]
fn nothing_is_read_again_while_it_is_paused() {
    let mut sweep = read_once([2]);
    assert!(sweep.keeps_watch() && !Sweep::new().keeps_watch());
    sweep.set_paused(true);
    assert!(!sweep.keeps_watch());
    sweep.renew(&mut all_old, LATER);
    sweep.set_paused(false);
    assert_eq!(sweep.next(LATER), Next::Rest);
}
