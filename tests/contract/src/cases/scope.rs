//! Several projects at once.

use super::{EMPTY, TEST};
use crate::check::{Outcome, done, holds, same};
use crate::stage::{Stage, Time, Way};
use console_core::address::{Archived, GroupRef, ProjectRef, Scope, Sets};
use console_core::failure::FailureKind;
use console_core::model::{Project, ProjectId, Role};
use gitlab_agents::{ScopeEvent, read_scope};

/// The archived project.
const ARCHIVED: ProjectId = ProjectId(108);

async fn read(
    stage: &Stage<impl Way, impl Time>,
    who: &str,
    scope: Scope,
) -> Result<Vec<ScopeEvent>, String> {
    let mut events = Vec::new();
    let mut on_event = |event| events.push(event);
    let sources = scope.sources(Archived::LeftOut, &Sets::default()).ok_or("a scope of no set")?;
    let read = read_scope(&stage.sign_in(who), &sources, who == "admin", &mut on_event).await;
    done(who, read)?;
    Ok(events)
}

fn projects(events: &[ScopeEvent]) -> Vec<&Project> {
    let projects = events.iter().filter_map(|event| match event {
        ScopeEvent::Projects(projects) => Some(projects),
        _ => None,
    });
    projects.flatten().collect()
}

/// The projects whose agents were completely read.
fn finished(events: &[ScopeEvent]) -> Vec<ProjectId> {
    let finished = events.iter().filter_map(|event| match event {
        ScopeEvent::ProjectDone { project, .. } => Some(*project),
        _ => None,
    });
    let mut finished: Vec<_> = finished.collect();
    finished.sort_unstable();
    finished
}

pub(crate) async fn named_projects(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let named = vec![
        ProjectRef::Path("root/test".to_owned()),
        ProjectRef::Id(EMPTY),
        ProjectRef::Id(ProjectId(999_999)),
    ];
    let events = read(stage, "developer", Scope::Projects(named)).await?;
    same("read", finished(&events), [TEST, EMPTY])?;
    let agents = events.iter().map(|event| match event {
        ScopeEvent::Agents { rows, .. } => rows.len(),
        _ => 0,
    });
    same("agents", agents.sum::<usize>(), 3)?;
    holds("the unknown one", &events, |events| {
        events.iter().any(|event| {
            matches!(event, ScopeEvent::ProjectFailed { project, id: None, failure }
                if *project == ProjectRef::Id(ProjectId(999_999))
                    && failure.kind == FailureKind::NotFound)
        })
    })
}

pub(crate) async fn a_group_with_both_roles(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let group = Scope::Group(GroupRef::Path("platform".to_owned()));
    let events = read(stage, "mixed", group).await?;
    let projects = projects(&events);
    for role in [Role::DEVELOPER, Role::MAINTAINER] {
        holds("both roles", &projects, |projects| {
            projects.iter().any(|project| project.role == Some(role))
        })?;
    }
    holds("archived ones are left out", &projects, |projects| {
        projects.iter().all(|project| project.id != ARCHIVED)
    })?;
    holds("subgroups are not", &projects, |projects| {
        projects.iter().any(|project| project.path.starts_with("platform/edge/"))
    })?;
    let mut found: Vec<_> = projects.iter().map(|project| project.id).collect();
    found.sort_unstable();
    same("all were read", finished(&events), found.clone())?;
    let total = ScopeEvent::ProjectsKnown { total: u32::try_from(found.len()).unwrap_or(0) };
    holds("their number was told", &events, |events| events.contains(&total))
}

pub(crate) async fn everything_of_nobody(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let events = read(stage, "outsider", Scope::Everything).await?;
    same("events", events, [ScopeEvent::ProjectsKnown { total: 0 }])
}

pub(crate) async fn everything_of_an_administrator(stage: &Stage<impl Way, impl Time>) -> Outcome {
    let events = read(stage, "admin", Scope::Everything).await?;
    holds("projects", &projects(&events), |projects| {
        projects.iter().all(|project| project.role.is_none())
    })?;
    holds("a project they are no member of", &finished(&events), |read| read.contains(&TEST))
}
