//! What is in sight is read again.

use super::*;

/// A sweep of which all agents were read, with some of them in sight.
fn read_once(in_sight: impl IntoIterator<Item = u64>) -> Sweep {
    let mut sweep = sweep();
    let (ticket, _) = sent(sweep.next(START));
    sweep.on(ticket, told(1..10, vec![PageEnd::Last]), START);
    assert_eq!(read_agents(&mut sweep).len(), 9);
    sweep.want(in_sight.into_iter().map(wanted).collect());
    sweep
}

/// What the next read asks for by name.
fn named(next: Next) -> (Ticket, Vec<String>) {
    let (ticket, read) = sent(next);
    let Read::Named(named) = read else { panic!("{read:?}") };
    (ticket, named.into_iter().map(|one| one.name).collect())
}

#[test]
fn what_is_in_sight_is_read_again_and_nothing_else() {
    let mut sweep = read_once([2, 3, 4]);
    sweep.renew(&mut |agent| agent != AgentId(3), START);
    let (ticket, names) = named(sweep.next(START));
    assert_eq!(names, ["agent-2", "agent-4"]);
    assert_eq!(sweep.progress().read, 9, "what was told counts until then");
    sweep.renew(&mut |agent| agent != AgentId(3), START);
    assert_eq!((sweep.next(START), sweep.progress().read), (Next::Rest, 9), "it is under way");
    sweep.on(ticket, told([2, 4], Vec::new()), START);
    assert_eq!(read_agents(&mut sweep), [2, 4]);
    sweep.renew(&mut |agent| agent == AgentId(3), START);
    let (ticket, names) = named(sweep.next(START));
    assert_eq!((names, sweep.progress().read), (vec!["agent-3".to_owned()], 9));
    sweep.on(ticket, told([3], Vec::new()), START);
    sweep.renew(&mut |_| false, START);
    assert_eq!((read_agents(&mut sweep), sweep.progress().read), (vec![3], 9));
    assert_eq!(sweep.next(START), Next::Rest);
}

#[test]
fn what_leaves_sight_before_its_turn_is_as_it_was() {
    let mut sweep = read_once([2, 3]);
    sweep.renew(&mut |_| true, START);
    sweep.want(vec![wanted(3), wanted(4)]);
    sweep.renew(&mut |agent| agent != AgentId(4), START);
    let (_, names) = named(sweep.next(START));
    assert_eq!((names, sweep.progress().read), (vec!["agent-3".to_owned()], 9));
    sweep.want(vec![wanted(2)]);
    assert_eq!(sweep.next(START), Next::Rest);
    sweep.renew(&mut |_| true, START);
    assert_eq!(named(sweep.next(START)).1, ["agent-2"]);
}

#[test]
fn a_read_that_tells_nothing_newer_is_not_sent_for_minutes() {
    let mut sweep = read_once([2]);
    sweep.renew(&mut |_| true, START);
    let (ticket, _) = named(sweep.next(START));
    sweep.on(ticket, told([2], Vec::new()), START);
    for millis in [0, 10_000, 239_999] {
        let now = START.plus(millis);
        sweep.renew(&mut |_| true, now);
        assert_eq!((sweep.next(now), sweep.progress().read), (Next::Rest, 9));
    }
    let now = START.plus(240_000);
    sweep.renew(&mut |_| true, now);
    assert_eq!(named(sweep.next(now)).1, ["agent-2"]);
}

#[test]
fn a_read_again_that_fails_in_passing_is_a_query_again() {
    let mut sweep = read_once([2, 3]);
    sweep.renew(&mut |_| true, START);
    let (ticket, _) = named(sweep.next(START));
    sweep.on(ticket, failed(FailureKind::Unreachable), START);
    let later = START.plus(60_000);
    sweep.renew(&mut |_| true, later);
    assert_eq!(named(sweep.next(later)).1, ["agent-2", "agent-3"]);
    assert_eq!(sweep.progress().read, 9);
}

#[test]
fn what_cannot_be_read_again_is_as_it_was() {
    let mut sweep = rest();
    for minute in 1..10 {
        let (ticket, read) = sent(sweep.next(START.plus(minute * 60_000)));
        assert!(matches!(read, Read::Tokens { .. }));
        sweep.on(ticket, Reply::Tokens(Vec::new()), START);
    }
    assert_eq!(read_agents(&mut sweep).len(), 9);
    sweep.want(vec![wanted(2)]);
    sweep.renew(&mut |_| true, START);
    let (ticket, _) = sent(sweep.next(START));
    sweep.on(ticket, failed(FailureKind::NotFound), START);
    sweep.renew(&mut |_| true, START);
    let progress = sweep.progress();
    assert_eq!((progress.read, progress.failed, sweep.take_news()), (9, 0, Vec::new()));
    assert_eq!(sweep.next(START), Next::Rest, "for some minutes");
}
