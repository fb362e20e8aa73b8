//! GraphQL pages, read to the end.

use super::*;

#[test]
fn a_project_fully_read_by_name_needs_no_pages() {
    let mut sweep = sweep();
    sweep.want((1..10).map(wanted).collect());
    let (ticket, _) = sent(sweep.next(START));
    sweep.on(ticket, told(1..10, Vec::new()), START);
    assert_eq!(sweep.next(START.plus(10_000)), Next::Rest);

    // It may be requested again.
    sweep.want(Vec::new());
    sweep.add(PROJECT, "root/test", &ids(1..10));
    let (_, read) = sent(sweep.next(START.plus(20_000)));
    assert!(matches!(read, Read::Pages { .. }), "{read:?}");
}

#[test]
fn pages_are_followed_and_omitted_agents_read_over_rest() {
    let mut sweep = sweep();
    let (ticket, _) = sent(sweep.next(START));
    sweep.on(ticket, told(1..5, vec![PageEnd::More("x".to_owned())]), START);
    let (ticket, read) = sent(sweep.next(START.plus(200)));
    let Read::Pages { pages, size } = read else { panic!("{read:?}") };
    assert_eq!((pages[0].after.as_deref(), size), (Some("x"), 100));
    // An agent reported before, and one not requested yet.
    sweep.on(ticket, told([2, 5, 6, 7, 8, 50], vec![PageEnd::Last]), START.plus(300));
    assert_eq!(read_agents(&mut sweep), [1, 2, 3, 4, 5, 6, 7, 8]);
    let (_, read) = sent(sweep.next(START.plus(400)));
    assert_eq!(read, Read::Tokens { project: PROJECT, agent: AgentId(9) });
    sweep.add(PROJECT, "root/test", &ids([50]));
    let early = News::Read { agent: AgentId(50), facts: NEVER, at: START.plus(300) };
    assert_eq!(sweep.take_news(), [early]);
    assert_eq!(sweep.progress().total, 10);
}

#[test]
fn a_query_asks_for_eight_pages_at_most() {
    let mut sweep = Sweep::new();
    for project in 1..=10 {
        sweep.add(ProjectId(project), &format!("root/p{project}"), &ids([project]));
    }
    let (_, read) = sent(sweep.next(START));
    assert!(matches!(&read, Read::Pages { pages, .. } if pages.len() == 8), "{read:?}");
}

#[test]
fn a_growing_list_is_paged_again() {
    let mut sweep = sweep();
    let (ticket, _) = sent(sweep.next(START));
    sweep.on(ticket, told(1..10, vec![PageEnd::More("x".to_owned())]), START);
    sweep.add(PROJECT, "root/test", &ids([10]));
    let (ticket, _) = sent(sweep.next(START.plus(1000)));
    sweep.on(ticket, told([], vec![PageEnd::Last]), START.plus(1000));
    let (_, read) = sent(sweep.next(START.plus(2000)));
    let Read::Pages { pages, .. } = read else { panic!("{read:?}") };
    assert_eq!(pages[0].after, None, "from the beginning");
}

#[test]
fn a_group_replaces_its_projects_if_gitlab_supports_it() {
    let mut sweep = Sweep::new();
    sweep.add_group("platform");
    sweep.add(ProjectId(1), "platform/a", &ids([1]));
    sweep.add(ProjectId(2), "platforms/b", &ids([2]));
    let (ticket, read) = sent(sweep.next(START));
    let Read::Pages { pages, .. } = read else { panic!("{read:?}") };
    assert_eq!(pages.iter().map(|page| page.path.as_str()).collect::<Vec<_>>(), ["platform"]);
    sweep.on(ticket, Reply::Unknown, START);
    assert_eq!(sweep.knowledge().by_group, Ability::Lacks);
    let (_, read) = sent(sweep.next(START.plus(200)));
    let Read::Pages { pages, .. } = read else { panic!("{read:?}") };
    let paths: Vec<_> = pages.iter().map(|page| page.path.as_str()).collect();
    assert_eq!(paths, ["platforms/b", "platform/a"]);
}

#[test]
fn agents_added_before_the_first_page_need_no_second_pass() {
    let mut sweep = Sweep::new();
    sweep.add(PROJECT, "root/test", &ids([1]));
    sweep.add(PROJECT, "root/test", &ids([2]));
    let (ticket, _) = sent(sweep.next(START));
    sweep.on(ticket, told([1], vec![PageEnd::Last]), START);
    let (_, read) = sent(sweep.next(START.plus(1_000)));
    assert_eq!(read, Read::Tokens { project: PROJECT, agent: AgentId(2) });
}

#[test]
fn endless_pages_stop_after_a_thousand() {
    let mut sweep = sweep();
    let mut now = START;
    for page in 1..=1_000 {
        let (ticket, read) = sent(sweep.next(now));
        assert!(matches!(read, Read::Pages { .. }), "page {page}: {read:?}");
        sweep.on(ticket, told([], vec![PageEnd::More(page.to_string())]), now);
        now = now.plus(60_000);
    }
    assert!(matches!(sent(sweep.next(now)).1, Read::Tokens { .. }));
}

#[test]
fn incomplete_facts_do_not_wait_for_the_last_page() {
    let mut sweep = sweep();
    let (ticket, _) = sent(sweep.next(START));
    let partial = TokenFacts { active: Some(2), contact: Contact::NotBefore(START) };
    let (agents, ends) = (vec![(AgentId(1), partial)], vec![PageEnd::More("x".to_owned())]);
    sweep.on(ticket, Reply::Told { agents, ends }, START);
    let reads = [1_000, 2_000].map(|millis| sent(sweep.next(START.plus(millis))).1);
    let singly = Read::Tokens { project: PROJECT, agent: AgentId(1) };
    assert!(reads.contains(&singly), "{reads:?}");
}

#[test]
fn a_too_long_name_is_left_to_pages() {
    let mut sweep = sweep();
    sweep.want(vec![Wanted { agent: AgentId(1), name: "a".repeat(10_000) }]);
    assert!(matches!(sent(sweep.next(START)).1, Read::Pages { .. }));
}
