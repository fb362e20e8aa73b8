use super::*;
use crate::NoReply;
use crate::simulation::{Reply, Sent};
use crate::testing::{Stage, refusal};
use console_core::address::{Scope, SetName, Sets};
use console_core::failure::FailureKind;
use console_core::model::Role;
use std::collections::BTreeSet;

mod troubles;

/// A GitLab with the projects 1 to `count`, each with one agent of the same number. The caller is
/// Maintainer in the even ones.
fn world(count: u64) -> impl FnMut(&Sent) -> Reply {
    move |sent| {
        let (path, _) = sent.route().split_once('?').unwrap_or((sent.route(), ""));
        let parts: Vec<_> = path.split('/').skip(1).collect();
        match parts.as_slice() {
            ["projects"] | ["groups", _, "projects"] => list(sent, 1, count),
            ["projects", "shared%2Fagents"] => Reply::json(200, &project(2)),
            ["projects", id] => match id.parse() {
                Ok(id) if id <= count => Reply::json(200, &project(id)),
                _ => refusal(404),
            },
            ["projects", id, "cluster_agents"] => {
                Reply::json(200, &format!(r#"[{{"id":{id},"name":"agent-{id}"}}]"#)).after(10)
            }
            _ => panic!("not expected: {sent:?}"),
        }
    }
}

fn project(id: u64) -> String {
    let level = if id.is_multiple_of(2) { 40 } else { 30 };
    format!(
        r#"{{"id":{id},"path_with_namespace":"shared/p{id}","permissions":{{
            "project_access":null,"group_access":{{"access_level":{level}}}}}}}"#
    )
}

/// A list of the projects `first` to `last`.
fn list(sent: &Sent, first: u64, last: u64) -> Reply {
    let number = |name: &str| sent.query(name).map(|text| text.parse::<u64>().unwrap());
    let least = number("min_access_level").unwrap_or(0);
    let ids: Vec<_> = (first..=last).filter(|id| least < 40 || id.is_multiple_of(2)).collect();
    let (page, size) = (number("page").unwrap(), number("per_page").unwrap());
    let pages = (ids.len() as u64).div_ceil(size).max(1);
    let skip = usize::try_from((page - 1) * size).unwrap();
    let rows: Vec<_> = ids
        .iter()
        .skip(skip)
        .take(usize::try_from(size).unwrap())
        .map(|id| format!(r#"{{"id":{id},"path_with_namespace":"shared/p{id}"}}"#))
        .collect();
    // The answer that tells the roles is the slower one.
    Reply::json(200, &format!("[{}]", rows.join(",")))
        .header("x-total", &ids.len().to_string())
        .header("x-total-pages", &pages.to_string())
        .after(if least < 40 { 10 } else { 500 })
}

struct Seen {
    events: Vec<ScopeEvent>,
    result: Result<(), Failure>,
    stage: Stage,
}

fn read(scope: &Scope, admin: bool, answer: impl FnMut(&Sent) -> Reply + 'static) -> Seen {
    read_sources(&sources(scope), admin, answer)
}

fn sources(scope: &Scope) -> Sources {
    scope.sources(Archived::LeftOut, &Sets::default()).unwrap()
}

fn read_sources(
    sources: &Sources,
    admin: bool,
    answer: impl FnMut(&Sent) -> Reply + 'static,
) -> Seen {
    let stage = Stage::new(answer);
    let mut events = Vec::new();
    let mut on_event = |event| events.push(event);
    let result = stage.clock.run(read_scope(&stage.connection, sources, admin, &mut on_event));
    Seen { events, result, stage }
}

impl Seen {
    fn projects(&self) -> Vec<(u64, Option<Role>)> {
        let projects = self.events.iter().filter_map(|event| match event {
            ScopeEvent::Projects(projects) => Some(projects),
            _ => None,
        });
        projects.flatten().map(|project| (project.id.0, project.role)).collect()
    }

    fn agents(&self) -> Vec<u64> {
        let rows = self.events.iter().filter_map(|event| match event {
            ScopeEvent::Agents { rows, .. } => Some(rows.clone()),
            _ => None,
        });
        let mut ids: Vec<_> =
            rows.flatten().filter_map(Row::read).map(|agent| agent.id.0).collect();
        ids.sort_unstable();
        ids
    }

    fn done(&self) -> usize {
        self.events.iter().filter(|one| matches!(one, ScopeEvent::ProjectDone { .. })).count()
    }
}

fn id(id: u64) -> ProjectRef {
    ProjectRef::Id(ProjectId(id))
}

fn group() -> Scope {
    Scope::Group(GroupRef::Path("shared".to_owned()))
}

#[test]
fn named_projects_are_looked_up_and_read() {
    let path = ProjectRef::Path("shared/agents".to_owned());
    let seen = read(&Scope::Projects(vec![id(1), path, id(2), id(77)]), false, world(9));
    assert_eq!(seen.result, Ok(()));
    assert_eq!(seen.projects(), [(1, Some(Role::DEVELOPER)), (2, Some(Role::MAINTAINER))]);
    assert_eq!(seen.agents(), [1, 2], "one project by two names is read once");
    assert_eq!(seen.events.first(), Some(&ScopeEvent::ProjectsKnown { total: 4 }));
    assert!(seen.events.contains(&ScopeEvent::ProjectsKnown { total: 3 }));
    let failed = seen.events.iter().find_map(|event| match event {
        ScopeEvent::ProjectFailed { project, id, failure } => Some((project, id, &failure.kind)),
        _ => None,
    });
    assert_eq!(failed, Some((&id(77), &None, &FailureKind::NotFound)));
}

#[test]
fn a_few_named_projects_are_what_a_person_waits_for() {
    let most_of = |scope: &Scope| read(scope, true, world(9)).stage.gitlab.most_under_way();
    let named = |count| Scope::Projects((1..=count).map(id).collect());
    assert_eq!(most_of(&named(6)), 6);
    assert_eq!(most_of(&named(7)), 4, "in the background");
    assert_eq!(most_of(&group()), 4, "in the background");
}

#[test]
fn a_group_is_read_with_both_roles() {
    let seen = read(&group(), false, world(250));
    assert_eq!(seen.result, Ok(()));
    let is_total = |event: &&ScopeEvent| matches!(event, ScopeEvent::ProjectsKnown { .. });
    let first = seen.events.iter().find(is_total);
    assert_eq!(first, Some(&ScopeEvent::ProjectsKnown { total: 250 }), "nothing is told before");
    assert_eq!(seen.projects().len(), 250);
    for (id, role) in seen.projects() {
        let expected = if id % 2 == 0 { Role::MAINTAINER } else { Role::DEVELOPER };
        assert_eq!(role, Some(expected), "{id}");
    }
    assert_eq!(seen.agents(), (1..=250).collect::<Vec<_>>());
    assert_eq!(seen.done(), 250);
    assert!(seen.stage.log().iter().any(|line| line.contains("include_subgroups=true")));
    let lists = seen.stage.log().into_iter().filter(|line| line.contains("/groups/"));
    assert!(lists.into_iter().all(|line| line.contains("archived=false")));
}

#[test]
fn a_project_comes_before_its_agents() {
    let seen = read(&Scope::Everything, false, world(30));
    let mut known = BTreeSet::new();
    for event in &seen.events {
        match event {
            ScopeEvent::Projects(projects) => known.extend(projects.iter().map(|one| one.id)),
            ScopeEvent::Agents { project, .. } | ScopeEvent::ProjectDone { project, .. } => {
                assert!(known.contains(project));
            }
            _ => {}
        }
    }
    assert_eq!(known.len(), 30);
}

#[test]
fn no_role_is_asked_for_by_an_administrator() {
    let seen = read(&Scope::Everything, true, world(3));
    assert_eq!(seen.projects(), [(1, None), (2, None), (3, None)]);
    assert!(seen.stage.log().iter().all(|line| !line.contains("min_access_level")));
    assert!(seen.stage.log().iter().all(|line| !line.contains("membership")));
}

#[test]
fn agents_of_an_id_are_asked_for_together_with_it() {
    let one = |named| Scope::Projects(vec![named]);
    let seen = read(&one(id(1)), false, world(9));
    assert_eq!((seen.projects().len(), seen.agents()), (1, vec![1]));
    assert_eq!(seen.stage.gitlab.most_under_way(), 2);
    assert_eq!(seen.stage.log().len(), 2, "each once: {:?}", seen.stage.log());

    let path = ProjectRef::Path("shared/agents".to_owned());
    assert_eq!(read(&one(path), false, world(9)).stage.gitlab.most_under_way(), 1);

    // Whichever answer comes first, a project comes before its agents, and one that is not there has none.
    let mut late = world(9);
    let seen = read(&one(id(1)), false, move |sent| match late(sent) {
        reply if sent.route().ends_with("cluster_agents") => reply,
        reply => reply.after(1_000),
    });
    assert!(matches!(seen.events.get(1), Some(ScopeEvent::Projects(_))), "{:?}", seen.events);
    assert_eq!((seen.agents(), seen.done()), (vec![1], 1));
    let seen = read(&one(id(77)), false, world(9));
    assert!(matches!(seen.events.as_slice(), [_, ScopeEvent::ProjectFailed { .. }]));
}

#[test]
fn roles_that_cannot_be_read_are_not_guessed() {
    let mut rest = world(2);
    let seen = read(&group(), false, move |sent| match sent.query("min_access_level") {
        Some("40") => refusal(403),
        _ => rest(sent),
    });
    assert_eq!(seen.projects(), [(1, None), (2, None)]);
    assert_eq!((seen.agents(), seen.result), (vec![1, 2], Ok(())));
}

#[test]
fn an_empty_scope_says_so() {
    for scope in [group(), Scope::Projects(Vec::new())] {
        let seen = read(&scope, false, world(0));
        assert_eq!(seen.result, Ok(()));
        assert!(seen.events.contains(&ScopeEvent::ProjectsKnown { total: 0 }));
        assert_eq!(seen.done(), 0);
    }
}

#[test]
fn a_hidden_group_is_the_result() {
    let seen = read(&group(), false, |_| refusal(404));
    assert_eq!(seen.result.unwrap_err().kind, FailureKind::NotFound);
}

#[test]
fn one_failed_project_leaves_the_others() {
    let mut rest = world(9);
    let seen = read(&group(), false, move |sent| match sent.route() {
        route if route.starts_with("/projects/4/") => refusal(403),
        route if route.starts_with("/projects/5/") => Reply::nothing(NoReply::Unreachable),
        _ => rest(sent),
    });
    assert_eq!(seen.result, Ok(()));
    assert_eq!((seen.done(), seen.agents()), (7, vec![1, 2, 3, 6, 7, 8, 9]));
    let mut failed: Vec<_> = seen
        .events
        .iter()
        .filter_map(|event| match event {
            ScopeEvent::ProjectFailed { id, .. } => *id,
            _ => None,
        })
        .collect();
    failed.sort_unstable();
    assert_eq!(failed, [ProjectId(4), ProjectId(5)]);
}

#[test]
fn a_list_that_changed_is_read_once_more() {
    for (changes, listings, is_changed) in [(1, 2, false), (9, 2, true)] {
        let mut total = 200;
        let seen = read(&Scope::Projects(vec![id(1)]), false, move |sent| {
            if sent.route() == "/projects/1" {
                return Reply::json(200, &project(1));
            }
            let page = sent.query("page").unwrap();
            total += u32::from(page == "2" && total < 200 + changes);
            Reply::json(200, &format!(r#"[{{"id":{page},"name":"agent-{page}"}}]"#))
                .header("x-total", &total.to_string())
                .header("x-total-pages", "2")
        });
        assert_eq!(seen.agents().len(), 2 * listings);
        let again = ScopeEvent::ReadAgain { project: ProjectId(1) };
        assert_eq!(seen.events.iter().filter(|event| **event == again).count(), 1);
        let is_doubtful = |event: &ScopeEvent| matches!(event, ScopeEvent::ProjectDone { listing, .. } if listing.changed);
        assert_eq!(seen.events.iter().any(is_doubtful), is_changed);
    }
}

#[test]
fn a_credential_that_ends_stops_everything() {
    let mut rest = world(100);
    let mut answered = 0;
    let seen = read(&group(), false, move |sent| {
        answered += 1;
        if answered > 12 { refusal(401) } else { rest(sent) }
    });
    assert!(seen.result.unwrap_err().is_unauthorised());
    assert!(seen.stage.gitlab.sent().len() < 30, "it did not go on");
}

#[test]
fn reading_begins_before_everything_is_found() {
    // The second page takes twenty seconds.
    let mut rest = world(150);
    let stage = Stage::new(move |sent| match sent.query("page") {
        Some("2") if sent.route().starts_with("/groups") => rest(sent).after(20_000),
        _ => rest(sent),
    });
    let mut first = None;
    let mut on_event = |event| {
        if matches!(event, ScopeEvent::Agents { .. }) {
            first.get_or_insert_with(|| stage.elapsed());
        }
    };
    let group = sources(&group());
    let read = read_scope(&stage.connection, &group, false, &mut on_event);
    assert_eq!(stage.clock.run(read), Ok(()));
    assert_eq!((first, stage.elapsed() > 20_000), (Some(510), true));
}

#[test]
fn the_number_of_projects_is_told_even_if_gitlab_does_not() {
    let seen = read(&group(), false, |sent| match sent.route() {
        route if route.starts_with("/groups") => Reply::json(200, &format!("[{}]", project(1))),
        _ => Reply::json(200, "[]"),
    });
    assert!(seen.events.contains(&ScopeEvent::ProjectsKnown { total: 1 }));
}

#[test]
fn a_fleet_leaves_room_for_a_person() {
    assert_eq!(read(&group(), false, world(40)).stage.gitlab.most_under_way(), 4);
    for (count, at_once) in [(6, 6), (7, 4)] {
        let named = Scope::Projects((1..=count).map(id).collect());
        assert_eq!(read(&named, false, world(40)).stage.gitlab.most_under_way(), at_once);
    }
}

/// A GitLab whose group `a` has the projects 1 to 4, `a/b` of it 3 and 4, and `c` 4 to 6; the
/// archived one of `c` is 7.
fn groups(sent: &Sent) -> Reply {
    let is_archived = sent.query("archived") == Some("true");
    let group = sent.route().split('/').nth(2).unwrap_or_default();
    match (group, is_archived) {
        _ if !sent.route().starts_with("/groups/") => world(20)(sent),
        ("a", false) => list(sent, 1, 4),
        ("a%2Fb", false) => list(sent, 3, 4),
        ("c", false) => list(sent, 4, 6),
        ("c", true) => list(sent, 7, 7),
        ("a" | "a%2Fb", true) => list(sent, 1, 0),
        _ => refusal(404),
    }
}

fn set(members: &str, archived: Archived) -> Sources {
    let sets = Sets::parse(&format!(r#"{{"set": {members}}}"#)).unwrap();
    Scope::Set(SetName::new("set").unwrap()).sources(archived, &sets).unwrap()
}

#[test]
fn a_set_reads_each_project_once() {
    let members = r#"["2", "group:a", "shared/agents", "group:a/b", "group:c", "9", "9"]"#;
    let seen = read_sources(&set(members, Archived::LeftOut), false, groups);
    assert_eq!(seen.result, Ok(()));
    assert_eq!(seen.agents(), [1, 2, 3, 4, 5, 6, 9]);
    assert_eq!(seen.done(), 7);
    let mut projects = seen.projects();
    projects.sort_unstable();
    let role = |id: u64| if id.is_multiple_of(2) { Role::MAINTAINER } else { Role::DEVELOPER };
    assert_eq!(projects, [1, 2, 3, 4, 5, 6, 9].map(|id| (id, Some(role(id)))));
    let mut totals = seen.events.iter().filter_map(|event| match event {
        ScopeEvent::ProjectsKnown { total } => Some(*total),
        _ => None,
    });
    assert_eq!(totals.next_back(), Some(7), "in the end the number is right");
}

#[test]
fn archived_projects_are_read_if_asked_for() {
    let archived = |seen: &Seen| {
        let projects = seen.events.iter().filter_map(|event| match event {
            ScopeEvent::Projects(projects) => Some(projects),
            _ => None,
        });
        let mut all: Vec<_> =
            projects.flatten().map(|project| (project.id.0, project.archived)).collect();
        all.sort_unstable();
        all
    };
    let members = r#"["group:c"]"#;
    let seen = read_sources(&set(members, Archived::LeftOut), false, groups);
    assert_eq!(archived(&seen), [4, 5, 6].map(|id| (id, Some(false))));
    let seen = read_sources(&set(members, Archived::Included), false, groups);
    assert_eq!((seen.result.as_ref(), seen.agents()), (Ok(&()), vec![4, 5, 6, 7]));
    let expected = [(4, false), (5, false), (6, false), (7, true)];
    assert_eq!(archived(&seen), expected.map(|(id, archived)| (id, Some(archived))));
    assert!(seen.events.contains(&ScopeEvent::ProjectsKnown { total: 4 }));
}

#[test]
fn a_failed_group_leaves_the_others() {
    let seen = read_sources(
        &set(r#"["group:a", "group:hidden", "9"]"#, Archived::Included),
        false,
        groups,
    );
    assert_eq!(seen.agents(), [1, 2, 3, 4, 9]);
    let failed: Vec<_> = seen
        .events
        .iter()
        .filter_map(|event| match event {
            ScopeEvent::GroupFailed { group, failure } => Some((group.clone(), &failure.kind)),
            _ => None,
        })
        .collect();
    let hidden = GroupRef::Path("hidden".to_owned());
    assert_eq!(failed, [(hidden, &FailureKind::NotFound)]);
    assert_eq!(seen.result.unwrap_err().kind, FailureKind::NotFound);
}

#[test]
fn a_list_that_breaks_off_keeps_what_it_found() {
    let mut rest = world(150);
    let seen = read(&group(), false, move |sent| match sent.query("page") {
        Some("2") if sent.route().starts_with("/groups") => refusal(403),
        _ => rest(sent),
    });
    assert_eq!((seen.done(), seen.agents().len()), (100, 100));
    assert!(seen.result.is_err());
}

#[test]
fn archived_projects_that_are_left_out_are_counted_with_their_agents() {
    let count = |members: &str, shown: &[u64]| {
        let stage = Stage::new(groups);
        let places = set(members, Archived::LeftOut).places;
        let shown: Vec<_> = shown.iter().copied().map(ProjectId).collect();
        stage.clock.run(count_left_out(&stage.connection, &places, &shown, false))
    };
    let one = Some(LeftOut { projects: 1, agents: Some(1) });
    assert_eq!(count(r#"["group:a", "group:c", "group:c"]"#, &[]), one);
    let none = Some(LeftOut { projects: 0, agents: Some(0) });
    assert_eq!(count(r#"["group:c"]"#, &[7]), none, "it is shown, because a set names it");
    assert_eq!(count(r#"["group:c", "group:hidden"]"#, &[]), None, "not all of it is known");
}

/// What was not read is not counted, and many are not read for a number.
#[test]
fn agents_of_archived_projects_are_counted_where_that_is_cheap_and_sure() {
    let count = |projects: u64, agents: fn(&Sent) -> Reply| {
        let stage = Stage::new(move |sent| match sent.route() {
            route if route.starts_with("/projects?") => list(sent, 1, projects),
            _ => agents(sent),
        });
        let read = count_left_out(&stage.connection, &Places::Everywhere, &[], true);
        (stage.clock.run(read), stage.log().len())
    };
    let two = |_: &Sent| Reply::json(200, r#"[{"id":1,"name":"a"},{"id":2,"name":"b"}]"#);
    assert_eq!(count(10, two), (Some(LeftOut { projects: 10, agents: Some(20) }), 11));
    assert_eq!(count(11, two), (Some(LeftOut { projects: 11, agents: None }), 1));
    let refused = count(2, |_| refusal(403)).0;
    assert_eq!(refused, Some(LeftOut { projects: 2, agents: None }));
}
